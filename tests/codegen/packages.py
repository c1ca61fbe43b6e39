"""Generate a package from a document and import all of it."""

from __future__ import annotations

import importlib
import itertools
import json
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from codegen.contract.document import Document
from codegen.render import generate

_numbers = itertools.count()


@contextmanager
def generated(document: Document, folder: Path) -> Iterator[ModuleType]:
    """Generate a package, import all its modules, and unload them at the end.

    Yields:
        The module of the models.
    """
    number = next(_numbers)
    name = f"made{number}"
    contract = folder / f"openapi{number}.yaml"
    contract.write_text(json.dumps(document), encoding="utf-8")  # Which is YAML, and is written much faster.
    generate.generate(contract, folder / name, mixins={})
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(found.name)
        yield importlib.import_module(f"{name}.models")
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
            del sys.modules[module]
