"""Events of the beta dialect under short names."""

from typing import TYPE_CHECKING

from .._core.lazy import lazy
from .._generated.events import beta as _events

if TYPE_CHECKING:
    from .._generated.events.beta import *  # noqa: F403

__all__ = _events.__all__

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    __getattr__, __dir__ = lazy(__name__, {name: f".._generated.events.beta:{name}" for name in _events.__all__})
