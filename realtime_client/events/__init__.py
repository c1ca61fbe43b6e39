"""Events of the GA dialect under short names; those of other dialects are in `beta` and `translation`.

::

    rt.events.ResponseCreate(response=...)            # sent by a client
    rt.events.beta.SessionUpdate(session=...)
    isinstance(event, rt.events.ResponseDone)         # sent by a server
"""

from typing import TYPE_CHECKING

from .._core.lazy import lazy
from .._generated.events import __all__ as _dialects
from .._generated.events import ga as _events

if TYPE_CHECKING:
    from .._generated.events.ga import *  # noqa: F403
    from . import beta as beta
    from . import translation as translation

__all__ = [*_events.__all__, "beta", "translation"]
# Dialects without a module of their own here.
_others = {name: f".._generated.events.{name}" for name in _dialects if name not in ("ga", "beta", "translation")}
__all__ += _others

if not TYPE_CHECKING:  # With __getattr__, type checkers would accept any name.
    __getattr__, __dir__ = lazy(
        __name__,
        {
            **{name: f".._generated.events.ga:{name}" for name in _events.__all__},
            "beta": ".beta",
            "translation": ".translation",
            **_others,
        },
    )
