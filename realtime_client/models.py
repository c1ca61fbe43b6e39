"""Every schema of the contract under its own name; each is imported when it is first asked for."""

from typing import TYPE_CHECKING

from ._core.lazy import lazy
from ._generated import models as _models

if TYPE_CHECKING:
    from ._generated.models import *  # noqa: F403

__all__ = _models.__all__

if not TYPE_CHECKING:  # For whom every name would be there.
    __getattr__, __dir__ = lazy(__name__, {name: f"._generated.models:{name}" for name in __all__})
