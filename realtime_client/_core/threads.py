"""Running blocking functions of the user without blocking an event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from itertools import count
from typing import Any, Final, TypeVar

__all__ = ["run_in_thread"]

_T = TypeVar("_T")
_NUMBERS: Final = count(1)


async def run_in_thread(function: Callable[..., _T], *args: Any) -> _T:
    """Call a function in a thread of its own.

    The threads of ``asyncio.to_thread`` are few, and resolving a host name takes one of them: functions that take long
    would keep a lost connection from being opened again. Also, the end of the loop, and of the program, would wait for
    a function that never returns.

    Raises:
        Exception: The function raised it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[_T] = loop.create_future()
    context = copy_context()

    def settle(result: _T | None, error: BaseException | None) -> None:
        if future.done():
            # The wait was cancelled.
            return
        if error is None:
            future.set_result(result)  # type: ignore[arg-type]
        else:
            future.set_exception(error)

    def run() -> None:
        result: _T | None = None
        failure: BaseException | None = None
        try:
            result = context.run(function, *args)
        except StopIteration as error:
            # A future cannot carry the exception that ends an iteration.
            failure = RuntimeError("the function raised StopIteration")
            failure.__cause__ = error
        except BaseException as error:
            failure = error
        # The loop may have ended meanwhile.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name=f"realtime_client callback {next(_NUMBERS)}", daemon=True).start()
    return await future
