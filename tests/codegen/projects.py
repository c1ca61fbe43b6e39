"""Copies of the project, and syncs in them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from codegen.contract.build import part_of
from codegen.contract.document import Document, load_openapi
from codegen.contract.sources import read_sources
from codegen.paths import CONTRACT, ROOT

# Not part of the work tree: lock files, scratch folders and caches.
_TEMPORARY = re.compile(
    r"sync\.lock|\.sync-\w+|\.generate-\w+|__pycache__|\.\w+_cache|\.git|\.venv.*|\.hypothesis|\.coverage.*"
)

# Skips the checks that take long; the slow tests run them.
QUICKLY = """
import signal, sys
from codegen import sync
sync._require_imports = sync._require_types = sync._require_valid = lambda _: None
sync._differences = lambda folder: ([], 0)
sync.compare_packages = lambda old, new: []
{before}
sys.exit(sync.main(sys.argv[1:]))
"""


def tree(root: Path, *, but: tuple[str, ...] = ()) -> str:
    """Return a digest of every file of a work tree; of this one, only of files that a sync may write."""
    state = hashlib.sha256()
    tops = ["codegen", "realtime_client", "changelog.d", "openapi.yaml"] if root == ROOT else os.listdir(root)
    for top in sorted({*tops} - {*but}):
        for path in sorted([root / top, *(root / top).rglob("*")]):
            inside = path.relative_to(root)
            if path.is_file() and not any(map(_TEMPORARY.fullmatch, inside.parts)):
                state.update(f"{inside}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()


def run(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a complete sync."""
    return python(root, "-m", "codegen.sync", *arguments)


def run_quickly(root: Path, *arguments: str | Path, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run a sync without the checks that take long, after the Python code ``before``."""
    return python(root, "-c", QUICKLY.format(before=before), *arguments)


def python(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", *map(str, arguments)]
    return subprocess.run(command, cwd=root, env=environment(root), capture_output=True, text=True, check=False)


def environment(root: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}


def published(
    root: Path,
    change: Callable[[Document], None] = lambda document: None,
    write: Callable[[Document], str] = json.dumps,
) -> Path:
    """Write the contract, changed, as a published document: as JSON, which is YAML and is written much faster."""
    document = load_openapi(CONTRACT)
    change(document)
    path = root.parent / "next.yaml"
    path.write_text(write(document), encoding="utf-8")
    return path


def copied(root: Path) -> Path:
    """Write a copy of the project whose sources are parts of the contract itself, which need no corrections."""
    for folder in ("codegen", "realtime_client", "examples/sessions", "tests/fixtures"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("openapi.yaml", "generator-config.yaml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    # The types of libraries are the same in every copy.
    (ROOT / ".mypy_cache").mkdir(exist_ok=True)
    (root / ".mypy_cache").symlink_to(ROOT / ".mypy_cache")
    (root / "codegen" / "overlay.yaml").write_text("overlay: 1.0.0\nactions: []\n")
    sources, contract = read_sources(), load_openapi(CONTRACT)
    for name in sources.sources:
        part = part_of(contract, name, sources, {}).document
        (root / "codegen" / "sources" / f"{name}.yaml").write_text(json.dumps(part), encoding="utf-8")
    return root
