"""The order of the rooms: what a module imports at run time lies in its own room or in one above it in the list."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "realtime_client"
# From the bottom up; names that stand together are one room. CONTRIBUTING.md says what each of them is for.
ROOMS = (
    ("_version", "_core.lazy", "_core.redaction"),
    ("errors",),
    ("_core",),
    ("_accessors",),
    ("_generated",),
    ("models", "dicts", "events"),
    ("audio",),
    ("_decode",),
    ("assembly",),
    ("_session",),
    ("recordings",),
    ("_http",),
    # The generated endpoint functions and their clients send requests through it.
    ("_generated.api", "_generated.client", "api"),
    ("_connection",),
    ("functions", "webhooks"),
    ("_client",),
    ("testing",),
    ("tables", "telemetry"),
    ("cli",),
)
CODEGEN = (
    ("atomic_replace", "paths"),
    ("contract",),
    ("lock",),
    ("render",),
    ("changes",),
    ("sync", "drift", "generate", "asyncapi", "site", "__main__"),
)
# Imports inside a function that go up the list, and why they may.
LAZY: dict[tuple[str, str], str] = {
    ("realtime_client._core.model", "realtime_client._decode.pydantic_schema"): "a method that only pydantic calls",
}


@cache
def _modules(package: str) -> dict[str, Path]:
    """Return the files of a package, by the name of their module."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _is_type_checking(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test) and "not" not in ast.unparse(node.test)
    )


def _statements(node: ast.AST, in_function: bool = False) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Yield the imports that run, each with True if it is inside a function."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, in_function
        elif _is_type_checking(child):
            assert isinstance(child, ast.If)
            for statement in child.orelse:
                yield from _statements(ast.Module([statement], []), in_function)
        else:
            inside = in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _statements(child, inside)


@cache
def _imports(name: str, path: Path) -> set[tuple[str, bool]]:
    """Return the modules of its own package that a module imports at run time, each with True if in a function."""
    modules = _modules(name.partition(".")[0])
    found = set()
    for statement, in_function in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            targets = [alias.name for alias in statement.names]
        else:
            base = statement.module or ""
            if statement.level:
                parents = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
                parents = parents[: len(parents) - statement.level + 1]
                base = ".".join([*parents, base] if base else parents)
            # A name that is imported from a package may be a module of it.
            targets = [
                f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base for alias in statement.names
            ]
        found |= {(target, in_function) for target in targets if target in modules}
    return found


def _rank(name: str, rooms: tuple[tuple[str, ...], ...]) -> int | None:
    """Return the number of a module's room: that of the longest name in the list that begins its own."""
    inner = name.partition(".")[2]
    ranks = {room: number for number, group in enumerate(rooms) for room in group}
    while inner:
        if inner in ranks:
            return ranks[inner]
        inner = inner.rpartition(".")[0]
    return None


@pytest.mark.parametrize(("package", "rooms"), [(PACKAGE, ROOMS), ("codegen", CODEGEN)], ids=[PACKAGE, "codegen"])
class TestRooms:
    def test_every_module_has_a_room(self, package: str, rooms: tuple[tuple[str, ...], ...]) -> None:
        modules = _modules(package)
        assert [name for name in modules if name != package and _rank(name, rooms) is None] == []
        assert [room for group in rooms for room in group if f"{package}.{room}" not in modules] == []

    def test_imports_go_down_the_list_only(self, package: str, rooms: tuple[tuple[str, ...], ...]) -> None:
        modules = _modules(package)
        wrong = [
            f"{name} imports {target}"
            for name, path in modules.items()
            for target, in_function in _imports(name, path)
            if (rank := _rank(name, rooms)) is not None
            and (other := _rank(target, rooms)) is not None
            and other > rank
            and not (in_function and (name, target) in LAZY)
        ]
        assert wrong == []

    def test_no_module_imports_itself_in_a_circle(self, package: str, rooms: tuple[tuple[str, ...], ...]) -> None:
        modules = _modules(package)
        edges = {
            name: {target for target, in_function in _imports(name, path) if not in_function}
            for name, path in modules.items()
            # Generated models refer to each other; `test_generated_models_import_in_any_order` covers them.
            if "._generated" not in name
        }
        # Whatever imports nothing that is left cannot be part of a circle.
        while free := {name for name, targets in edges.items() if not targets & set(edges)}:
            edges = {name: targets for name, targets in edges.items() if name not in free}
        assert edges == {}


def test_exceptions_are_in_use() -> None:
    modules = _modules(PACKAGE)
    used = {(name, target) for name in modules for target, inside in _imports(name, modules[name]) if inside}
    assert set(LAZY) <= used
