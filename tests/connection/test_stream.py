"""Streams of responses: their pieces, their end, and leaving them early."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import pytest

import realtime_client as rt

from ..support.connections import Blocking, Run, list_of, run_with, until
from ..support.events import answering, spoken, written
from ..support.ws_server import Peer


def test_pieces_in_order_and_the_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*spoken("resp_1", ["a", "b"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        stream = conn.stream()
        with pytest.raises(RuntimeError, match="has not begun"):
            _ = stream.response
        pieces = await list_of(stream)
        assert [(piece.transcript, piece.audio) for piece in pieces] == [
            ("a", b""),
            ("", b"aa"),
            ("b", b""),
            ("", b"bb"),
        ]
        assert "2 bytes" in repr(pieces[1])
        assert stream.response.transcript == "ab"
        assert [response.id for response in stream.responses] == ["resp_1"]

    run(script, client)


def test_only_text_speech_and_audio_are_pieces(run: Run) -> None:
    at = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
    response = {"id": "r", "status": "in_progress"}

    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(
            {"type": "response.created", "event_id": "1", "response": response},
            {"type": "response.output_text.delta", "event_id": "2", **at, "delta": "Hi"},
            {"type": "response.output_text.delta", "event_id": "3", **at, "delta": 7},
            {"type": "response.function_call_arguments.delta", "event_id": "4", **at, "output_index": 1, "delta": "{}"},
            {"type": "response.done", "event_id": "5", "response": {**response, "status": "completed"}},
        )
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert [piece.text for piece in await list_of(conn.stream())] == ["Hi"]

    run(script, client, dialect="ga")


@pytest.mark.parametrize("echoes", [True, False])
def test_leaving_cancels_at_the_server_and_the_next_request_works(run: Run, echoes: bool) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        left = answering("resp_1", ["left ", "early"], request if echoes else None)
        await peer.send(*left[:-1])
        assert (await peer.receive("response.cancel"))["response_id"] == "resp_1"
        await peer.send(left[-1])
        await peer.send(*written("resp_2", "next", await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        pieces = aiter(conn.stream())
        assert (await anext(pieces)).transcript == "left "
        await pieces.aclose()
        assert (await conn.respond()).text == "next"

    run(script, client, dialect="ga")


def test_blocking_stream_left_behind_is_given_up_when_it_is_collected() -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["left ", "behind"], request)[:-1])
        await peer.receive("response.cancel")
        await peer.send({"type": "cancelled"})
        await peer.until_closed()

    async def client(conn: Blocking) -> None:
        inner: rt.Connection = conn.inner
        pieces: Any = iter(inner.stream())
        await asyncio.to_thread(next, pieces)

        async def collect() -> None:
            nonlocal pieces
            del pieces
            gc.collect()

        # In the thread of the connection, which must not wait for itself.
        await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(collect(), inner._thread.loop))
        await conn.wait_for("cancelled")

    run_with("blocking", script, client, dialect="ga")


def test_stream_left_after_the_end_of_the_connection(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["left ", "early"], request)[:-1])
        await peer.until_closed()

    async def client(conn: Any) -> None:
        pieces = aiter(conn.stream())
        await anext(pieces)
        await conn.close()
        await pieces.aclose()

    run(script, client, dialect="ga")


def test_time_limit_holds_for_the_whole(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.send(*spoken("resp_1", ["so far"], "in_progress")[:-1])
        await peer.receive("never")

    async def client(conn: Any) -> None:
        with pytest.raises(rt.RealtimeTimeoutError, match="the end of the response"):
            await list_of(conn.stream(timeout=0.01))

    run(script, client, dialect="ga")


def test_pieces_before_an_abnormal_end_are_taken_first(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["so ", "far"], request)[:-1])
        await peer.socket.close(1011)

    async def client(conn: Any) -> None:
        found: list[str] = []
        stream = conn.stream()

        async def iterate() -> None:
            async for piece in stream:
                found.append(piece.transcript)

        with pytest.raises(rt.ConnectionClosed) as raised:
            await iterate()
        assert "".join(found) == "so far" == raised.value.responses[0].transcript
        assert stream.response.is_final

    run(script, client, dialect="ga")


def test_ended_answer_stays_when_the_connection_ends_before_it_is_taken(run: Run) -> None:
    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", ["Bye", "!"], request))
        await peer.socket.close(1011)

    async def client(conn: Any) -> None:
        stream = conn.stream()
        found: list[str] = []
        async for piece in stream:
            found.append(piece.transcript)
            while not conn.is_closed:
                await asyncio.sleep(0.001)
        assert "".join(found) == "Bye!"
        assert stream.response.is_final

    run(script, client, dialect="ga")


def test_stream_can_be_iterated_over_again(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for number in range(2):
            await peer.send(*written(f"resp_{number}", str(number), await peer.receive("response.create")))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        stream = conn.stream()
        assert [piece.text for piece in await list_of(stream)] == ["0"]
        assert [piece.text for piece in await list_of(stream)] == ["1"]

    run(script, client, dialect="ga")


def test_slow_consumer_pauses_reading_and_misses_nothing(run: Run) -> None:
    # More than is read at once.
    words = [f"{number} " * 1_000 for number in range(400)]

    async def script(peer: Peer) -> None:
        request = await peer.receive("response.create")
        await peer.send(*answering("resp_1", words, request))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        inner = getattr(conn, "inner", conn)
        connection = getattr(inner, "_async", inner)
        found = ""
        async for piece in conn.stream():
            if not found:
                await until(lambda: connection._is_paused)
            found += piece.transcript
        assert found == "".join(words)

    run(script, client, dialect="ga", options=rt.Options(max_buffered=100))
