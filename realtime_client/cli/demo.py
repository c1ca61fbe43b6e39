"""A conversation with spoken answers, a function call and an interruption."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from rich.console import Console

from .._client.client import RealtimeClient
from .._connection.asyncio_connection import AsyncConnection
from .._connection.turns import AsyncTurn
from ..assembly import AssembledResponse
from ..audio import AudioFormat, write_wav
from ..recordings import Recording
from ..recordings.page import write_page
from ..recordings.reader import read_all
from ..testing import Answer, Call, Hear, LocalServer, Script
from .presentation import one_line, printable, show
from .summary import summarise

if TYPE_CHECKING:
    from ..dicts import RealtimeFunctionToolDict, RealtimeSessionCreateRequestGADict

__all__ = ["run"]

_Send: TypeAlias = Callable[[bytes], Awaitable[object]]

_MODEL: Final = "gpt-realtime-2.1"
_FORMAT: Final = AudioFormat("pcm16", 24_000)
_SILENCE: Final = bytes(_FORMAT.bytes_per_second)
# Audio that is received before the user interrupts, in seconds.
_INTERRUPT_AFTER: Final = 2.0
# Wait for the beginning of an answer, in seconds.
_TIMEOUT: Final = 60.0

_TOOL: Final[RealtimeFunctionToolDict] = {
    "type": "function",
    "name": "find_table",
    "description": "Find a free table.",
    "parameters": {
        "type": "object",
        "properties": {
            "guests": {"type": "integer", "minimum": 1},
            "time": {"type": "string", "description": "24-hour clock, such as 19:30"},
        },
        "required": ["guests", "time"],
    },
}
_SETTINGS: Final[RealtimeSessionCreateRequestGADict] = {
    "type": "realtime",
    "instructions": "You answer the telephone of the restaurant Lindenhof. Speak English, and briefly.",
    "tools": [_TOOL],
    "audio": {"input": {"transcription": {"model": "gpt-transcribe"}}},
}
_MENU: Final = (
    "With pleasure. We begin with a clear soup of wild mushrooms, then there is trout from the lake with new potatoes, "
    "or dumplings with sage and brown butter, and for those who have room left, a plum cake that is still warm."
)


def _script() -> Script:
    """Return the script of the embedded server."""
    pace = 0.03
    return Script(
        Answer("Good evening, this is the Lindenhof. How can I help you?", pace=pace),
        Answer(Call("find_table", {"guests": 2, "time": "19:30"}), pace=pace),
        Answer("There is a table for two by the window at half past seven.", pace=pace),
        Answer(_MENU, pace=pace),
        Hear("That sounds lovely, we will take it. Thank you!"),
        Answer("Then we look forward to seeing you tonight. Good bye!", pace=pace),
    )


class _Conversation:
    """A conversation and its display."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._answers: list[AssembledResponse] = []
        self._is_speaking = False

    async def hold(self, client: RealtimeClient, model: str, recording: Path) -> list[AssembledResponse]:
        """Hold the conversation, and return the answers."""
        async with client.connect(model=model, record=recording) as conn:
            turns = aiter(conn.turns())
            await conn.update_session(_SETTINGS)
            await self._ask(conn, turns, "Good evening!")
            await self._ask(conn, turns, "Is there a table for two at half past seven?")
            for call in self._answers[-1].function_calls:
                self._note(f"           call {call.name} {call.arguments}")
                await conn.give_output(str(call.call_id), '{"table": "by the window"}')
                await self._next_turn(turns, conn.create_response())
            await self._ask(conn, turns, "What is on the menu tonight?", interrupt=conn.send_audio)
            # Voice detection makes the server answer the interruption.
            await self._next_turn(turns)
        return self._answers

    async def _ask(
        self, conn: AsyncConnection, turns: AsyncIterator[AsyncTurn], text: str, *, interrupt: _Send | None = None
    ) -> None:
        async def request() -> None:
            await conn.say(text)
            await conn.create_response()

        self._console.print(f"you        {text}", style="cyan")
        await self._next_turn(turns, request(), interrupt=interrupt)

    async def _next_turn(
        self,
        turns: AsyncIterator[AsyncTurn],
        request: Coroutine[Any, Any, object] | None = None,
        *,
        interrupt: _Send | None = None,
    ) -> None:
        """Request an answer, or wait for one, and show it as it arrives; interrupt it after a while."""
        # The iteration must have begun before the server answers, so it comes first.
        turn, _ = await asyncio.wait_for(asyncio.gather(anext(turns), request or _nothing()), _TIMEOUT)
        if not turn.is_requested and turn.user_text:
            self._note(f"you        {turn.user_text}")
        received = 0
        async for piece in turn:
            self._show(piece.text or piece.transcript)
            received += len(piece.audio)
            if interrupt is not None and received >= _INTERRUPT_AFTER * _FORMAT.bytes_per_second:
                # The audio of the first answer serves as the user's voice, with any server.
                await interrupt(self._answers[0].audio + _SILENCE)
                interrupt = None
        self._end(turn.response)

    def _show(self, text: str) -> None:
        if text and not self._is_speaking:
            self._console.print("assistant  ", end="", style="bold")
            self._is_speaking = True
        self._console.print(printable(text), end="", soft_wrap=True)

    def _note(self, text: str) -> None:
        self._console.print(printable(text), style="bright_black")

    def _end(self, answer: AssembledResponse) -> None:
        self._answers.append(answer)
        response = answer.snapshot()
        if not response.is_completed:
            self._show(f"… [{response.status}: {response.stop_reason}]")
        if self._is_speaking:
            self._console.print()
        self._is_speaking = False


async def _nothing() -> None:
    pass


def run(url: str | None, model: str | None, folder: Path) -> None:
    """Hold the conversation, show it, and write its audio and its recording to a folder.

    Args:
        url: Base URL of a server; None takes it from ``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``, or starts a server if
            neither is set.
        model: Name of the model.
        folder: Folder for ``session.jsonl``, its page ``session.html``, and ``answers.wav``.

    Raises:
        RealtimeError: The conversation failed.
        OSError: The folder cannot be written.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    folder.mkdir(parents=True, exist_ok=True)
    recording, sound, page = folder / "session.jsonl", folder / "answers.wav", folder / "session.html"
    with ExitStack() as stack:
        if url is None and not {"OPENAI_API_KEY", "OPENAI_BASE_URL"} & os.environ.keys():
            url = stack.enter_context(LocalServer(_script())).url
        client = stack.enter_context(RealtimeClient(base_url=url))
        answers = asyncio.run(_Conversation(console).hold(client, model or _MODEL, recording))
    write_wav(sound, b"".join(answer.audio for answer in answers), _FORMAT)
    places = one_line(f"Audio: {sound}   Recording: {recording}")
    console.print(f"\n{places}\n", style="bright_black")
    show(summarise([(str(recording), read_all(str(recording)))], follows=True), sys.stdout)
    with page.open("w", encoding="utf-8", newline="\n") as stream:
        write_page([(recording.name, Recording.open(recording))], stream)
    console.print(f"\nPage: {page.absolute().as_uri()}", style="bright_black", soft_wrap=True)
