"""Every schema of the contract under its own name; each is imported when it is first asked for."""

from typing import TYPE_CHECKING, Any

from ._generated import models as _models

if TYPE_CHECKING:
    from ._generated.models import *  # noqa: F403

__all__ = _models.__all__


def __getattr__(name: str) -> Any:
    if name not in _models.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_models, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
