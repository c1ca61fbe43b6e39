"""A response while it is streamed, and those that its function calls lead to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Final

from .._core.limits import check_timeout
from .._session.commands import distinct_calls
from .._session.requests import ResponseRequest
from .._session.session import Json, plain_mapping
from ..assembly import AssembledResponse, Piece
from ..errors import ConnectionLost, RealtimeError, RealtimeTimeoutError

if TYPE_CHECKING:
    from ..functions import FunctionCall, Functions
    from .asyncio_connection import AsyncConnection

__all__ = ["MAX_ROUNDS", "ResponseStream", "without_forced_choice"]

# More rounds of function calls than a conversation takes, and few enough to end a model that goes in circles.
MAX_ROUNDS: Final = 10
_AWAITED: Final = "the end of the response"


class ResponseStream:
    """Pieces of a response as they arrive, and of those that its function calls lead to.

    The request is sent when the iteration begins, and given up when it is left early.

    Args:
        connection: The connection.
        settings: Settings of the response; None for those of the session.
        functions: Functions that are called when the model asks for it, which then goes on; None leaves calls alone.
        max_rounds: Most rounds of function calls; None for no limit.
        timeout: Seconds that the whole may take; None for no limit.
        collects: Whether pieces are iterated over.

    Attributes:
        responses: The response, and with functions all that followed it, the last one as far as it has arrived.
    """

    def __init__(
        self,
        connection: AsyncConnection[Any],
        settings: Json | None,
        functions: Functions | None,
        max_rounds: int | None,
        *,
        timeout: float | None = None,
        collects: bool = True,
    ) -> None:
        self.responses: list[AssembledResponse] = []
        self._connection = connection
        self._settings = None if settings is None else plain_mapping(settings)
        self._functions = functions
        self._max_rounds = max_rounds
        check_timeout(timeout)
        self._timeout = timeout
        self._collects = collects
        if functions is not None and (self._settings or {}).get("conversation") == "none":
            raise ValueError("outputs of functions go into the conversation, which a response outside of it cannot see")

    @property
    def response(self) -> AssembledResponse:
        """The last response, as far as it has arrived.

        Raises:
            RuntimeError: It has not begun.
        """
        if not self.responses:
            raise RuntimeError("the response has not begun: iterate over the stream first")
        return self.responses[-1]

    async def __aiter__(self) -> AsyncIterator[Piece]:
        batches = self.batches()
        try:
            async for batch in batches:
                for piece in batch:
                    yield piece
        finally:
            await batches.aclose()

    async def finish(self) -> AssembledResponse:
        """Wait for the end of a stream that collects no pieces, and return the last response."""
        async with aclosing(self.batches()) as batches:
            await anext(batches, None)
        return self.response

    async def batches(self) -> AsyncGenerator[list[Piece], None]:
        """Iterate over the pieces, all at once that have arrived."""
        connection, session = self._connection, self._connection._session
        connection._check()
        loop = asyncio.get_running_loop()
        deadline = None if self._timeout is None else loop.time() + self._timeout
        loss = session.loss
        depends_on: Sequence[str] = ()
        while True:
            request = session.submit(self._settings, depends_on, collects=self._collects)
            request.runs_functions = self._functions is not None
            try:
                await self._within(deadline, connection._flush())
                connection._kick()
                while not request.is_settled or request.pieces:
                    await self._within(deadline, connection._wait(request, takes=True))
                    self._follow(request)
                    batch = request.next_pieces()
                    if connection._is_paused:
                        connection._relieve()
                    if batch:
                        yield batch
                self._follow(request)
                if request.error is not None:
                    # It failed while pieces were left to take.
                    session.raise_error(request.error)
            finally:
                if not request.is_settled:
                    connection.abandon(request)
            calls = self._calls()
            if not calls:
                return
            depends_on = await self._within(deadline, self._run(calls, loss))
            self._settings = without_forced_choice(self._settings)

    async def _within(self, deadline: float | None, work: Any) -> Any:
        if deadline is None:
            return await work
        try:
            async with asyncio.timeout_at(deadline) as scope:
                return await work
        except TimeoutError as error:
            if isinstance(error, RealtimeError) or not scope.expired():
                raise
            last_error = self._connection._session.ledger.last_error
            raise RealtimeTimeoutError(_AWAITED, self._timeout, last_error) from None

    def _follow(self, request: ResponseRequest) -> None:
        response = request.response
        if response is not None and all(response is not each for each in self.responses):
            self.responses.append(response)

    def _calls(self) -> list[FunctionCall]:
        """Return the calls of the response that has just ended.

        Raises:
            RealtimeError: The model has called functions too often.
        """
        # Calls in a response that was cut off or cancelled may not be what the model meant.
        whole = self.response.response
        if self._functions is None or whole is None or not self.response.has_succeeded:
            return []
        calls = distinct_calls(whole.function_calls)
        if calls and self._max_rounds is not None and len(self.responses) > self._max_rounds:
            raise RealtimeError(f"the model goes on calling functions after {self._max_rounds} rounds of calls")
        return calls

    async def _run(self, calls: list[FunctionCall], loss: ConnectionLost | None) -> list[str]:
        """Run functions at once, and send each output as it is there; return the ids of what was sent."""
        connection, functions = self._connection, self._functions
        assert functions is not None
        sent: list[str] = []

        async def run(call: FunctionCall) -> None:
            front = connection.front if functions.runs_in_thread(call) else None
            in_thread = connection.front is not None
            output = await functions.call_async(call, connection=front or connection, in_thread=in_thread)
            sent.append(await connection.send_output(call, output, loss))

        tasks = [connection.spawn(run(call)) for call in calls]
        try:
            # What one raises waits for the others, so that nothing is left running.
            results = await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            for task in tasks:
                task.cancel()
        for result in results:
            if isinstance(result, asyncio.CancelledError) and connection._session.error is not None:
                connection._session.raise_error(connection._session.error)
            if isinstance(result, BaseException):
                raise result
        return sent


def without_forced_choice(settings: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return settings for going on after a call: what forced the model to call would make it call forever."""
    if settings is None or settings.get("tool_choice") in (None, "auto", "none"):
        return settings
    return {name: value for name, value in settings.items() if name != "tool_choice"}
