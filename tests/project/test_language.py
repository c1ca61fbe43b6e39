"""The language of the project: plain technical English in docstrings, and no private vocabulary."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("realtime_client", "codegen", "benchmarks", "interop", "examples", "tests", "docs", ".github")
GENERATED = ROOT / "realtime_client" / "_generated"
# First words that ask or report, where a docstring is to name or command.
QUESTIONS = re.compile(r"(What|Whether|How|Where|Who|Whose|Which|When|Why|Says?|Tells?|Told)\b")
# Terms of the early days that have a standard term instead; built so that this file does not hold them.
OLD = "|".join(
    (
        *("Mend" + "er", "require_" + "hope", "bl" + "ot", "ane" + "w", "no" + "body", "des" + "k", "to" + "ld"),
        *("lo" + "ses?", "sw" + "ap(?:s|ped)?", "announ" + "ces", "once_" + "more"),
    )
)
VOCABULARY = re.compile(rf"\b(?:{OLD})\b")


def _files(*suffixes: str) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            parts = set(path.parts)
            if path.suffix in suffixes and GENERATED not in path.parents and not parts & {"node_modules", "fixtures"}:
                yield path
    yield from (path for path in sorted(ROOT.iterdir()) if path.suffix in suffixes and path.is_file())


def _docstrings(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            docstring = ast.get_docstring(node)
            if docstring:
                yield getattr(node, "lineno", 1), docstring


def test_docstrings_name_or_command() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {docstring.splitlines()[0]}"
        for path in _files(".py")
        for line, docstring in _docstrings(path)
        if QUESTIONS.match(docstring)
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["py", "md", "yaml", "yml", "toml", "jinja", "mjs"])
def test_old_vocabulary_is_gone(kind: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in _files(f".{kind}")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if VOCABULARY.search(line)
    ]
    assert not found, "\n".join(found)
