"""One module for each operation: ``sync``, ``sync_detailed``, ``asyncio`` and ``asyncio_detailed``."""

from typing import TYPE_CHECKING, Any

from ._generated import api as _api

if TYPE_CHECKING:
    from ._generated.api import *  # noqa: F403

__all__ = _api.__all__


def __getattr__(name: str) -> Any:
    if name not in _api.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_api, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
