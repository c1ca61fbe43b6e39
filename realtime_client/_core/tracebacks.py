"""Tracebacks that show no secrets where they are displayed with local variables, as by error trackers and pytest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, Final, TypeVar, cast

__all__ = ["clear_causes", "clear_locals", "hides_arguments"]

_F = TypeVar("_F", bound=Callable[..., Any])
# This package and what it calls to reach a server. Variables of the user's own functions are left alone.
_CLEARED: Final = frozenset(
    (
        *(__name__.partition(".")[0], "anyio", "asyncio", "concurrent", "h11", "h2", "httpcore", "httpx", "json"),
        *("python_socks", "socket", "socksio", "ssl", "stamina", "tenacity", "websockets"),
    )
)


def clear_locals(error: BaseException) -> None:
    """Clear the local variables of the frames that an exception has passed, except those that still run."""
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if str(frame.f_globals.get("__name__")).partition(".")[0] in _CLEARED:
            with suppress(RuntimeError):
                frame.clear()
        trace = trace.tb_next


def clear_causes(error: BaseException) -> None:
    """Do what `clear_locals` does, for the causes of an exception as well."""
    pending, seen = [error], set[int]()
    while pending:
        each = pending.pop()
        if id(each) not in seen:
            seen.add(id(each))
            clear_locals(each)
            members = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
            pending += [other for other in (each.__cause__, each.__context__, *members) if other is not None]


def hides_arguments(function: _F) -> _F:
    """Return a function, plain or async, whose exceptions show neither its arguments nor variables of what it calls."""
    if iscoroutinefunction(function):

        @wraps(function)
        async def call_async(*args: Any, **kwargs: Any) -> Any:
            try:
                return await function(*args, **kwargs)
            except BaseException as error:
                clear_locals(error)
                del args, kwargs
                raise

        return cast("_F", call_async)

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            clear_locals(error)
            del args, kwargs
            raise

    return cast("_F", call)
