"""Names of a module that are imported when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy"]


def lazy(module: str, where: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """The ``__getattr__`` and ``__dir__`` of a module whose names live elsewhere.

    Args:
        module: Name of the module that offers the names.
        where: For each name, ``.other:attribute`` relative to the package, or ``.other`` for a module as a whole.
    """
    package = sys.modules[module].__spec__
    assert package is not None
    parent = module if package.submodule_search_locations is not None else package.parent

    def get(name: str) -> Any:
        try:
            source, _, attribute = where[name].partition(":")
        except KeyError:
            raise AttributeError(f"module {module!r} has no attribute {name!r}") from None
        value = import_module(source, parent)
        if attribute:
            value = getattr(value, attribute)
            setattr(sys.modules[module], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[module]), *where})

    return get, names
