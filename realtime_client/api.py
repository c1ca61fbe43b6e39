"""One module per operation, with the functions ``sync``, ``sync_detailed``, ``asyncio`` and ``asyncio_detailed``."""

from typing import TYPE_CHECKING

from ._core.lazy import lazy
from ._generated import api as _api

if TYPE_CHECKING:
    from ._generated.api import *  # noqa: F403

__all__ = _api.__all__

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    __getattr__, __dir__ = lazy(__name__, {name: f"._generated.api:{name}" for name in __all__})
