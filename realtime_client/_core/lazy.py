"""Lazy imports: names of a module that are imported on first use (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy"]


def lazy(module: str, where: Mapping[str, str]) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return the ``__getattr__`` and ``__dir__`` of a module whose names are defined elsewhere.

    Args:
        module: Name of the module that has the names.
        where: For each name, ``.other:attribute`` relative to the package, or ``.other`` for a whole module.
    """
    namespace = vars(sys.modules[module])
    parent = module if "__path__" in namespace else namespace["__package__"]

    def get(name: str) -> Any:
        try:
            source, _, attribute = where[name].partition(":")
        except KeyError:
            raise AttributeError(f"module {module!r} has no attribute {name!r}") from None
        value = import_module(source, parent)
        if attribute:
            value = getattr(value, attribute)
            namespace[name] = value
        return value

    def names() -> list[str]:
        return sorted({*namespace, *where})

    return get, names
