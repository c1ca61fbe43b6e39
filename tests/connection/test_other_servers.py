"""Our client on servers that speak the protocol in their own ways: the profiles, and ways that no profile has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat
from realtime_client.testing import Answer, Call, Fault, Hear, LocalServer, Refusal, speak

from ..support.connections import Blocking, Run
from ..support.events import error, spoken, written
from ..support.ws_server import Peer

BETA = ("azure-preview",)
PROFILES = ("localai", "vllm", "speaches", "hf", "xai", *BETA)
# Servers that report no reason for a failure, and those that speak whatever modality is requested.
WITHOUT_REASON = ("xai",)
SPEAKING = ("xai",)
PCM = AudioFormat("pcm16", 24_000)
SPEECH = speak("goodnight", PCM) + bytes(48_000)
PLAIN = rt.Options(mark_requests=False, error_grace=0.0)
# Ends the pause of an answer in the middle of a message.
CANCELLED = Fault(after=8, wait="response.cancel")


def add(a: int, b: int) -> int:
    """Add two numbers."""
    return a + b


def functions() -> rt.Functions:
    registered = rt.Functions()
    registered.register(add)
    return registered


def settings(profile: str, **changes: Any) -> dict[str, Any]:
    """Return settings in the dialect of a server."""
    if profile in BETA:
        nested = changes.pop("audio", {}).get("input", {})
        renamed = {"output_modalities": "modalities", "transcription": "input_audio_transcription"}
        return {renamed.get(key, key): value for key, value in {**nested, **changes}.items()}
    return {"type": "realtime", **changes}


def listening(profile: str) -> dict[str, Any]:
    """Return settings that turn on voice detection and transcription."""
    return settings(
        profile,
        audio={"input": {"turn_detection": {"type": "server_vad"}, "transcription": {"model": "whisper-1"}}},
    )


@asynccontextmanager
async def connected(kind: str, profile: str, *steps: Any, **options: Any) -> AsyncIterator[Any]:
    """Connect a client of a kind to a server with a profile, which plays steps to their end."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(8))
    # The threads of the executor serve the blocking client alone, so the server starts and stops in this one.
    with LocalServer(list(steps), profile=profile) as server:  # type: ignore[arg-type]
        client = rt.RealtimeClient(base_url=server.url, api_key="k")
        if kind == "asyncio":
            async with client.connect(model="m", **options) as connection:
                yield connection
            await client.aclose()
            return
        opening = client.connect_sync(model="m", **options)
        blocking = await asyncio.to_thread(opening.__enter__)
        try:
            yield Blocking(blocking)
        finally:
            await asyncio.to_thread(opening.__exit__, None, None, None)
            client.close()


Talk = Callable[[str, str], Awaitable[None]]


@pytest.fixture(params=["asyncio", "blocking"])
def hold(request: pytest.FixtureRequest) -> Callable[[Talk, str], None]:
    """Hold a conversation with a kind of client."""

    def run(talk: Talk, profile: str) -> None:
        async def within_time() -> None:
            async with asyncio.timeout(30):
                await talk(request.param, profile)

        asyncio.run(within_time())

    return run


Hold = Callable[[Talk, str], None]
ALL = pytest.mark.parametrize("profile", PROFILES)


@ALL
def test_text(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        async with connected(kind, profile, "Good morning.", "Good evening.") as conn:
            await conn.update_session(settings(profile, output_modalities=["text"]))
            await conn.say("Hi", wait=True)
            response = await conn.respond(timeout=20)
            assert (response.output_text, response.response.status) == ("Good morning.", "completed")
            assert bool(response.audio) is (profile in SPEAKING)
            stream = conn.stream(timeout=20)
            pieces = [piece async for piece in stream]
            assert "".join(piece.text + piece.transcript for piece in pieces) == "Good evening."
            answers = [item.text for item in conn.conversation.items if item.role == "assistant"]
            assert answers == ["Good morning.", "Good evening."]

    hold(talk, profile)


@ALL
def test_audio_with_voice_detection(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        answers = ("Good evening.", Hear("Good night"), "Sleep well.")
        async with connected(kind, profile, *answers, options=rt.Options(keep_audio=True)) as conn:
            await conn.update_session(listening(profile))
            await conn.say("Good evening")
            await conn.create_response()
            taken = []
            async for turn in conn.turns():
                response = await turn.wait()
                taken.append((response.transcript, response.response.status, turn.is_requested))
                if len(taken) == 2:
                    assert turn.user_text == "Good night"
                    assert response.audio == speak("Sleep well.", PCM)
                    break
                await conn.send_audio(SPEECH)
            assert taken == [("Good evening.", "completed", True), ("Sleep well.", "completed", False)]

    hold(talk, profile)


@ALL
def test_function(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        tools = functions()
        call = Answer(Call("add", {"a": 1, "b": 2}, "call_1"))
        async with connected(kind, profile, call, "Three.") as conn:
            await conn.update_session(settings(profile, tools=tools.tools()))
            await conn.say("Add 1 and 2")
            response = await conn.respond(functions=tools, timeout=20)
            assert response.output_text == "Three."
            outputs = [item.item.output for item in conn.conversation.items if item.item.type == "function_call_output"]
            assert outputs == ["3"]

    hold(talk, profile)


@ALL
def test_interruption_by_the_client(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        answer = Answer("One two three four", faults=[CANCELLED])
        async with connected(kind, profile, answer, "Yes?") as conn:
            await conn.say("Count")
            async for piece in conn.stream(timeout=20):
                if piece.transcript:
                    await conn.cancel_response()
            assert [response.response.status for response in conn.responses.values()] == ["cancelled"]
            response = await conn.respond(timeout=20)
            assert (response.output_text, response.response.status) == ("Yes?", "completed")

    hold(talk, profile)


@ALL
def test_interruption_by_the_user(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        answer = Answer("One two three four", faults=[CANCELLED])
        async with connected(kind, profile, answer, "Yes?") as conn:
            await conn.update_session(listening(profile))
            await conn.say("Count")
            await conn.create_response()
            statuses: list[tuple[str, bool]] = []
            async for turn in conn.turns():
                if not statuses:
                    await conn.send_audio(SPEECH)
                await turn.wait()
                statuses.append((turn.status, turn.is_requested))
                if len(statuses) == 2:
                    assert turn.text == "Yes?"
                    break
            assert statuses == [("cancelled", True), ("completed", False)]

    hold(talk, profile)


@ALL
def test_refusal(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        async with connected(kind, profile, "Good morning.", options=rt.Options(error_grace=0.1)) as conn:
            with pytest.raises(rt.ServerError, match="smell"):
                await conn.update_session(settings(profile, output_modalities=["smell"]))
            await conn.say("Hi")
            assert (await conn.respond(timeout=20)).output_text == "Good morning."

    hold(talk, profile)


@ALL
def test_failure(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        reason = {"type": "server_error", "code": "overloaded", "message": "Too much."}
        failed = Answer("Well", status="failed", error=reason)
        async with connected(kind, profile, failed, "Good morning.", options=rt.Options(error_grace=0.1)) as conn:
            await conn.say("Hi")
            try:
                response = await conn.respond(timeout=20)
            except rt.ServerError as raised:
                assert "Too much." in str(raised)
            else:
                assert response.response.status == "failed"
                with pytest.raises(rt.ResponseFailed, match=None if profile in WITHOUT_REASON else "Too much"):
                    response.raise_for_status()
            assert (await conn.respond(timeout=20)).output_text == "Good morning."

    hold(talk, profile)


@ALL
def test_refused_connection(hold: Hold, profile: str) -> None:
    async def talk(kind: str, profile: str) -> None:
        with pytest.raises(rt.APIStatusError, match="Not today"):
            async with connected(kind, profile, Refusal(403, "Not today.")):
                pass  # pragma: no cover

    hold(talk, profile)


# Ways of still other servers, played event by event.

AT = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": 0}


def test_flat_error_refuses_a_request(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send({"type": "error", "message": "Out of memory."})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        with pytest.raises(rt.ServerError, match="Out of memory"):
            await conn.respond()

    run(script, client, dialect="ga", options=PLAIN)


def test_event_ids_may_be_empty(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        await peer.send(*({**event, "event_id": ""} for event in spoken("resp_1", ["Good ", "evening"])))
        await peer.receive("response.create")
        await peer.send({**error("Not now."), "event_id": ""})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).transcript == "Good evening"
        with pytest.raises(rt.ServerError, match="Not now"):
            await conn.respond()

    run(script, client, dialect="ga", options=PLAIN)


def test_replies_may_equal_each_other(run: Run) -> None:
    async def script(peer: Peer) -> None:
        for _ in range(4):
            await peer.receive("response.create")
            await peer.send(*spoken("resp_1", ["Good ", "evening"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for _ in range(2):
            assert (await conn.respond()).transcript == "Good evening"
            assert "".join([piece.transcript async for piece in conn.stream()]) == "Good evening"

    run(script, client, dialect="ga", options=PLAIN)


def test_arguments_may_be_an_object(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        item = {"id": "item_1", "type": "function_call", "call_id": "call_1", "name": "add"}
        arguments = {"a": 1, "b": 2}
        place = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "call_id": "call_1"}
        done = {"id": "resp_1", "status": "completed", "output": [{**item, "arguments": arguments}]}
        await peer.send(
            {"type": "response.created", "response": {"id": "resp_1", "status": "in_progress", "output": []}},
            {"type": "response.output_item.added", "response_id": "resp_1", "output_index": 0, "item": item},
            {"type": "response.function_call_arguments.done", **place, "name": "add", "arguments": arguments},
            {"type": "response.done", "response": done},
        )
        output = (await peer.receive("conversation.item.create"))["item"]
        assert (output["call_id"], output["output"]) == ("call_1", "3")
        await peer.receive("response.create")
        await peer.send(*spoken("resp_2", ["Three"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond(functions=functions())).transcript == "Three"

    run(script, client, dialect="ga", options=PLAIN)


def test_deltas_may_precede_their_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        created, first, *others = spoken("resp_1", ["Good ", "evening"])
        await peer.send(first, created, *others)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        response = await conn.respond()
        assert (response.transcript, response.response.status) == ("Good evening", "completed")

    run(script, client, dialect="ga", options=PLAIN)


def test_events_may_follow_the_end_of_a_response(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        *events, done = spoken("resp_1", ["Good ", "evening"])
        await peer.send(*events, done, {"type": "response.output_audio.done", **AT})
        await peer.receive("response.create")
        await peer.send(*spoken("resp_2", ["Bye"]))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        assert (await conn.respond()).transcript == "Good evening"
        assert (await conn.respond()).transcript == "Bye"

    run(script, client, dialect="ga", options=PLAIN)


@pytest.mark.parametrize("repeats_marks", [True, False])
def test_every_event_may_name_another_response(run: Run, repeats_marks: bool) -> None:
    async def script(peer: Peer) -> None:
        for number in range(4):
            request = await peer.receive("response.create")
            events = written(f"resp_{number}", "Good evening", request if repeats_marks else None)
            for index, event in enumerate(events[1:]):
                other = f"resp_{number}_{index}"
                if "response" in event:
                    event["response"] = {**event["response"], "id": other}
                else:
                    event["response_id"] = other
            await peer.send(*events)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for _ in range(2):
            # A response that does not end holds up the next request for longer.
            assert (await conn.respond(timeout=10)).output_text == "Good evening"
            assert [piece.text async for piece in conn.stream(timeout=10)] == ["Good evening"]

    run(script, client, dialect="ga")


@pytest.mark.parametrize("repeats_marks", [True, False])
@pytest.mark.parametrize("order", ["end first", "announcement after pieces", "announcement last"])
@pytest.mark.parametrize("names", ["none", "another"])
def test_what_comes_late_does_not_hold_up_the_next_request(
    run: Run, order: str, names: str, repeats_marks: bool
) -> None:
    async def script(peer: Peer) -> None:
        for number in range(3):
            request = await peer.receive("response.create")
            created, piece, done = written(f"resp_{number}", "Good evening", request if repeats_marks else None)
            for event in (created, piece, done):
                if names == "none":
                    event.pop("response_id", None)
                    event.get("response", {}).pop("id", None)
                elif event is piece:
                    event["response_id"] += "_other"
                elif event is done:
                    done["response"] = {**done["response"], "id": f"resp_{number}_other"}
            # After the next request, what names no response could belong to that.
            if order == "end first":
                peer.send_at_once(created, done, piece)
            elif order == "announcement after pieces":
                peer.send_at_once(piece, created, done)
            else:
                peer.send_at_once(piece, done, created)
        await peer.until_closed()

    async def client(conn: Any) -> None:
        for _ in range(3):
            assert (await conn.respond(timeout=10)).output_text == "Good evening"

    run(script, client, dialect="ga")


def test_every_event_of_a_response_that_the_server_begins_may_name_another(run: Run) -> None:
    async def script(peer: Peer) -> None:
        first, *events = written("resp_0", "Good evening")
        for index, event in enumerate(events):
            if "response" in event:
                event["response"] = {**event["response"], "id": f"resp_0_{index}"}
            else:
                event["response_id"] = f"resp_0_{index}"
        await peer.send(first, *events)
        await peer.receive("response.create")
        await peer.send(*written("resp_9", "Goodbye"))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        async for turn in conn.turns():
            await turn.wait()
            assert turn.text == "Good evening"
            break
        assert (await conn.respond(timeout=10)).output_text == "Goodbye"

    run(script, client, dialect="ga")


@pytest.mark.parametrize("streams", [True, False])
@pytest.mark.parametrize("as_content", [str, lambda text: {"type": "text", "text": text}], ids=["text", "part"])
def test_content_of_items_may_be_no_list(run: Run, as_content: Callable[[str], Any], streams: bool) -> None:
    async def script(peer: Peer) -> None:
        created = await peer.receive("conversation.item.create")
        asked = {**created["item"], "id": "item_u", "content": as_content("Hi")}
        await peer.send({"type": "conversation.item.added", "event_id": "added", "item": asked})
        await peer.receive("response.create")
        first, piece, last = written("resp_1", "Good evening")
        item = {**last["response"]["output"][0], "content": as_content("Good evening")}
        at = {"response_id": "resp_1", "output_index": 0, "item": item}
        last["response"]["output"] = [item]
        await peer.send(first, *([piece] if streams else []))
        await peer.send({"type": "response.output_item.done", "event_id": "item", **at}, last)
        await peer.send({"type": "conversation.item.done", "event_id": "done", "item": item})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        await conn.say("Hi", wait=True)
        stream = conn.stream(timeout=10)
        assert [piece.text async for piece in stream] == ["Good evening"]
        await conn.wait_for("conversation.item.done", timeout=10)
        (response,) = conn.responses.values()
        assert (response.output_text, response.response.output_text) == ("Good evening", "Good evening")
        assert response.response.output[0].to_dict()["content"] == as_content("Good evening")
        assert [item.text for item in conn.conversation.items] == ["Hi", "Good evening"]
        transcript = conn.transcript()
        assert (transcript if isinstance(transcript, str) else await transcript) == "user: Hi\nassistant: Good evening"

    run(script, client, dialect="ga")


def test_indexes_may_be_missing(run: Run) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        events = spoken("resp_1", ["Good ", "evening"])
        indexes = ("output_index", "content_index")
        await peer.send(*({key: event[key] for key in event if key not in indexes} for event in events))
        await peer.until_closed()

    async def client(conn: Any) -> None:
        response = await conn.respond()
        assert (response.transcript, response.audio) == ("Good evening", b"Good Good eveningevening")

    run(script, client, dialect="ga", options=PLAIN)


@pytest.mark.parametrize("details", ["Out of memory.", {"type": "failed", "error": {"message": "Out of memory."}}])
def test_status_details_may_be_text(run: Run, details: Any) -> None:
    async def script(peer: Peer) -> None:
        await peer.receive("response.create")
        created, *_ = spoken("resp_1", ["Good"])
        done = {"id": "resp_1", "status": "failed", "status_details": details, "output": [], "usage": None}
        await peer.send(created, {"type": "response.done", "response": done})
        await peer.until_closed()

    async def client(conn: Any) -> None:
        response = await conn.respond()
        with pytest.raises(rt.ResponseFailed, match="Out of memory"):
            response.raise_for_status()

    run(script, client, dialect="ga", options=PLAIN)
