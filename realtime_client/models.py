"""All schemas of the contract by name; each is imported on first use. Former names of classes work as well."""

from typing import TYPE_CHECKING

from ._core.lazy import lazy
from ._generated import models as _models
from ._generated.former import FORMER as _FORMER

if TYPE_CHECKING:
    from ._generated.former import *  # noqa: F403
    from ._generated.models import *  # noqa: F403

__all__ = _models.__all__

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    _names = {name: name for name in __all__} | _FORMER
    __getattr__, __dir__ = lazy(__name__, {old: f"._generated.models:{new}" for old, new in _names.items()})
