"""All schemas of the contract by name; each is imported on first use."""

from typing import TYPE_CHECKING

from ._core.lazy import lazy
from ._generated import models as _models

if TYPE_CHECKING:
    from ._generated.models import *  # noqa: F403

__all__ = _models.__all__

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    __getattr__, __dir__ = lazy(__name__, {name: f"._generated.models:{name}" for name in __all__})
