"""Changes of the public API, read without importing the package."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import realtime_client as rt
from codegen.changes import revisions
from codegen.changes.python_api import ApiChange, changes_since, compare_packages, public_names
from codegen.contract.document import DocumentError
from codegen.paths import ROOT

# A package like ours: public names are imported lazily.
FILES = {
    "__init__.py": """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from . import models
    from ._base import Model
    from .models import Thing
__all__ = ["Model", "Thing", "act", "models"]
def act(one: int, two: int = 2) -> str: ...
""",
    "models.py": """
from typing import TYPE_CHECKING
from ._generated import models as _models
if TYPE_CHECKING:
    from ._generated.models import *
__all__ = _models.__all__
""",
    "_base.py": """
class Model:
    def to_json(self) -> bytes: ...
    def _private(self) -> None: ...
class Accessors:
    def text(self) -> str: ...
""",
    "_generated/__init__.py": "",
    "_generated/models/__init__.py": """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from ..types import Kind as Kind
    from .thing import Thing as Thing
    from .other import Other as Other
__all__ = ["Kind", "Other", "Thing"]
""",
    "_generated/models/thing.py": """
from pkg._base import Accessors, Model
class Thing(Accessors, Model):
    name: str
    status: Literal["a"] | str | Unset = UNSET
    size: int | Unset = UNSET
""",
    "_generated/models/other.py": """
from pkg._base import Model
class Other(Model):
    name: str
""",
    "_generated/types.py": """
from typing import Literal, TypeAlias
from .models import Other, Thing
Kind: TypeAlias = Thing | Other
""",
}


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """Write the package with texts of some files replaced, and return its folder."""

    def write(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, text in FILES.items():
            for file, before, after in changes:
                assert file != name or before in text
                text = text.replace(before, after) if file == name else text
            (folder / "pkg" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "pkg" / name).write_text(text)
        return folder

    return write


THING = "_generated/models/thing.py"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ((THING, "    size: int | Unset = UNSET\n", ""), [("pkg.Thing.size", "removed", True)]),
        ((THING, "name: str\n", "name: str\n    more: int\n"), [("pkg.Thing.more", "added", False)]),
        ((THING, "size: int", "size: float"), [("pkg.Thing.size", "type changed", True)]),
        ((THING, 'Literal["a"]', 'Literal["a", "b"]'), [("pkg.Thing.status", "type changed", False)]),
        ((THING, "int | Unset = UNSET", "int | Unset"), [("pkg.Thing.size", "became a required argument", True)]),
        ((THING, "name: str", "name: str = ''"), [("pkg.Thing.name", "became an optional argument", False)]),
        (
            (THING, "Accessors, Model)", "Model)"),
            [("pkg.Thing", "base class removed", True), ("pkg.Thing.text", "removed", True)],
        ),
        (
            ("_base.py", "text(", "wording("),
            [("pkg.Thing.text", "removed", True), ("pkg.Thing.wording", "added", False)],
        ),
        (
            ("_base.py", "to_json(", "as_json("),
            [("pkg.Model.as_json", "added", False), ("pkg.Model.to_json", "removed", True)],
        ),
        (("_base.py", "_private(", "_hidden("), []),
        (("__init__.py", "two: int = 2", "two: int"), [("pkg.act(two)", "parameter became required", True)]),
        (("__init__.py", "two: int = 2", "two: int = 3"), [("pkg.act(two)", "default changed", True)]),
        (("__init__.py", ", two: int = 2", ""), [("pkg.act(two)", "parameter removed", True)]),
        (("__init__.py", "= 2", "= 2, three: int = 3"), [("pkg.act(three)", "optional parameter added", False)]),
        (
            ("__init__.py", "one: int", "one: int, new: int"),
            [("pkg.act(new)", "required parameter added", True), ("pkg.act(two)", "parameter moved", True)],
        ),
        (("__init__.py", "-> str", "-> int"), [("pkg.act", "return type changed", True)]),
        (("_generated/models/__init__.py", '"Other", ', ""), [("pkg.models.Other", "removed", True)]),
        (("_generated/types.py", "Thing | Other", "Thing"), [("pkg.models.Kind", "type changed", True)]),
        (("__init__.py", '"act", ', ""), [("pkg.act", "removed", True)]),
    ],
)
def test_reports_changes(
    change: tuple[str, str, str], found: list[tuple[str, str, bool]], make: Callable[..., Path]
) -> None:
    changes = compare_packages(make(), make(change), "pkg")
    assert [(entry.name, entry.what, entry.breaking) for entry in changes] == found


def test_additions_do_not_break(make: Callable[..., Path]) -> None:
    old, new = make(("_generated/models/__init__.py", '"Other", ', "")), make()
    assert compare_packages(old, new, "pkg") == [ApiChange("pkg.models.Other", "added", breaking=False)]
    assert compare_packages(new, new, "pkg") == []


def test_renamed_class_keeps_its_public_name(make: Callable[..., Path]) -> None:
    """The short name of an event stays when its class is renamed."""
    short = ("__init__.py", "from .models import Thing\n", "from .models import Other as Thing\n")
    renamed = (
        ("__init__.py", "from .models import Thing\n", "from .models import Another as Thing\n"),
        ("_generated/models/__init__.py", "Other", "Another"),
        ("_generated/models/other.py", "class Other", "class Another"),
        ("_generated/types.py", "Other", "Another"),
    )
    changes = compare_packages(make(short), make(*renamed), "pkg")
    assert "pkg.Thing" not in {change.name for change in changes}
    assert {("pkg.models.Other", "removed"), ("pkg.models.Another", "added")} <= {
        (one.name, one.what) for one in changes
    }


@pytest.mark.parametrize("damage", [lambda folder: shutil.rmtree(folder / "pkg"), lambda folder: None])
def test_refuses_unreadable_packages(damage: Callable[[Path], None], make: Callable[..., Path]) -> None:
    folder = make()
    (folder / "pkg" / "models.py").write_text("def (")
    damage(folder)
    (folder / "pkg").mkdir(exist_ok=True)
    (folder / "pkg" / "__init__.py").write_text("def (")
    with pytest.raises(DocumentError, match=r"cannot read pkg in "):
        public_names(folder, "pkg")


def test_finds_every_public_name() -> None:
    found = set(public_names(ROOT))
    modules = [rt, rt.assembly, rt.audio, rt.errors, rt.events, rt.events.beta, rt.events.translation, rt.models]
    for module in (*modules, rt.webhooks):
        names = {f"{module.__name__}.{name}" for name in module.__all__ if not _is_module(getattr(module, name))}
        assert names - found == set()
    assert {f"realtime_client.api.{name}.sync" for name in rt.api.__all__} <= found


@pytest.mark.slow
def test_compares_the_package_with_a_revision() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    with revisions.exported("HEAD") as folder:
        assert (folder / "realtime_client" / "models.py").is_file()
        old = folder / "realtime_client" / "_generated" / "models" / "realtime_response_usage.py"
        text = old.read_text(encoding="utf-8")
        old.write_text(re.sub(r"total_tokens: int", "total_tokens: str", text, count=1), encoding="utf-8")
        changes = compare_packages(folder, ROOT)
    name = "realtime_client.models.RealtimeResponseUsage.total_tokens"
    assert [change.what for change in changes if change.name == name] == ["type changed"]
    with pytest.raises(DocumentError, match="git archive"):
        changes_since("no-such-revision")


def _is_module(value: object) -> bool:
    return type(value).__name__ == "module"
