"""Conformance with sessions of live servers: the same events of a client lead to the same events of the server.

Deltas count as one or more, and those of one message or one transcript as a set, because their number and their
interleaving vary from run to run. Audio is elided in the recordings, so the user's speech is synthesised at its
recorded position.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

import realtime_client as rt
from realtime_client.audio import AudioFormat, encode_base64, from_pcm16
from realtime_client.testing import (
    Answer,
    Answerer,
    Call,
    Fault,
    MCPCall,
    Say,
    Speech,
    TranscriptionFailed,
    Turn,
    speak,
)
from realtime_client.testing._server.answers import Part

from .harness import Event, Harness, silence

FOLDER: Final = os.environ.get("REALTIME_RECORDINGS")
SERVERS: Final = ("openai", "azure")
# Documented deviations: events that a live server sends at will.
UNORDERED: Final = {
    # Follows a response by a second, is left out for some responses, and never comes where the recording ends before.
    "rate_limits.updated",
}
# A setting that no recording shows, so that its place among the others is not known.
UNPLACED: Final = "reasoning"
TRANSCRIPTION: Final = "conversation.item.input_audio_transcription."
ENDS: Final = frozenset((f"{TRANSCRIPTION}completed", f"{TRANSCRIPTION}failed"))
APPEND: Final = "input_audio_buffer.append"
# Events that follow from the user's speech or silence.
HEARD: Final = frozenset(
    f"input_audio_buffer.{name}" for name in ("speech_started", "speech_stopped", "timeout_triggered")
)
# Events that announce a response or an item.
RESPONSES: Final = frozenset(("response.created",))
ITEMS: Final = frozenset(("conversation.item.added", "conversation.item.created"))
# No event of a client.
NEVER: Final = "never"
_PCM: Final = AudioFormat("pcm16", 24_000)


def _recordings() -> list[Any]:
    if FOLDER is None:
        reason = "REALTIME_RECORDINGS is not set: the folder with recordings of live sessions"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason), id="none")]
    files = [path for server in SERVERS for path in sorted(Path(FOLDER, server).glob("*.jsonl"))]
    return [pytest.param(path, id=f"{path.parent.name}-{path.stem}") for path in files if _is_of_this_protocol(path)]


def _is_of_this_protocol(path: Path) -> bool:
    """Return True for a recording of a session; a refused connection has none."""
    lines = _lines(path)
    received = [line["event"] for line in lines if line["direction"] == "in"]
    return all("type" in line["event"] for line in lines) and any("session" in event for event in received)


def _lines(path: Path) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [line for line in lines if "event" in line]


class Recorded(Answerer):
    """Gives the answers and the transcripts of a recording."""

    def __init__(self, events: list[Event]) -> None:
        self._answers = [
            _answer(_of_response(events, event)) for event in events if event["type"] == "response.created"
        ]
        ends = {event["item_id"]: event for event in events if event["type"] in ENDS}
        self._transcripts = [ends.get(item_id) for item_id in _committed(events)]

    def answer(self, turn: Turn) -> Answer:
        return self._answers.pop(0)

    def hear(self, speech: Speech) -> str:
        end = self._transcripts.pop(0) if self._transcripts else None
        if end is None:
            return str(super().hear(speech))
        if "error" in end:
            raise TranscriptionFailed(end["error"]["message"], end["error"].get("code"))
        return str(end.get("transcript") or "")


def _committed(events: list[Event]) -> list[str]:
    """Return the ids of the items with the user's speech."""
    return [event["item_id"] for event in events if event["type"] == "input_audio_buffer.committed"]


def _of_response(events: list[Event], created: Event) -> list[Event]:
    """Return the events of one response, from its first to its last."""
    response_id, found = created["response"]["id"], list[Event]()
    for event in events[events.index(created) :]:
        if response_id in (event.get("response_id"), event.get("response", {}).get("id")):
            found.append(event)
    return found


def _answer(events: list[Event]) -> Answer:
    """Return the answer that leads to the events of a response."""
    unfinished: Event = {"status": "cancelled"}
    last = next((event["response"] for event in events if event["type"] == "response.done"), unfinished)
    status, details = last["status"], last.get("status_details") or {}
    if status == "cancelled":
        return _endless(events)
    parts = [part for item in last.get("output") or () for part in _parts(item)]
    if status in ("failed", "incomplete"):
        reason = details.get("reason") or "content_filter"
        return Answer(parts, status=status, reason=reason, error=details.get("error"))
    return Answer(parts)


def _endless(events: list[Event]) -> Answer:
    """Return an answer that goes on until it is cancelled, or the recording ends."""
    items = [event["item"] for event in events if event["type"] == "response.output_item.done"]
    whole = [item for item in items if item.get("status") == "completed"]
    parts = [part for item in whole for part in _parts(item)]
    started = [event["item"] for event in events if event["type"] == "response.output_item.added"][len(whole) :]
    if not started or not any(event["type"].endswith(".delta") for event in events):
        # Of the items there are only the events that begin them.
        begins = [event for event in events if event["type"].endswith((".created", ".added"))]
        number = len(begins) + len(started) * (events[0]["response"].get("conversation_id") is not None)
        return Answer([*parts, *(_begun(item) for item in started)], faults=[Fault(after=number, wait=NEVER)])
    return Answer([*parts, _begun(started[0])])


def _begun(item: Event) -> Part:
    text = "and so on " * 200
    if item["type"] == "function_call":
        return Call(item["name"], text, item.get("call_id"))
    return Say(text, phase=item.get("phase"))


def _parts(item: Event) -> Iterator[Part]:
    if item["type"] == "function_call":
        yield Call(item["name"], item.get("arguments") or "", item.get("call_id"))
    elif item["type"] == "mcp_call":
        result = {"error": item["error"]} if item.get("error") else {"output": item.get("output") or ""}
        yield MCPCall(item["server_label"], item["name"], item.get("arguments") or "", **result)
    elif item["type"] == "message":
        content = (item.get("content") or [{}])[0]
        yield Say(content.get("transcript") or content.get("text") or "", phase=item.get("phase"))


class Microphone:
    """The user's speech: what leads to an event is in the last audio that the client sends before it.

    Args:
        lines: The recording.
    """

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        self._format = _PCM
        self._detection: Event = {}
        # Line numbers of audio, by the number of the line with the event that follows from it.
        self._places: dict[int, list[int]] = {}
        appends: list[int] = []
        for number, line in enumerate(lines):
            if line["event"]["type"] == APPEND:
                appends.append(number)
            elif line["event"]["type"] in HEARD:
                self._places[number], appends = appends, []
        self._lines = lines

    def configure(self, session: Event) -> None:
        """Follow the settings of the session."""
        audio = session.get("audio", {}).get("input", {})
        wire = audio.get("format") or session.get("input_audio_format")
        self._format = AudioFormat.from_wire(wire.get("type") if isinstance(wire, dict) else wire) or _PCM
        self._detection = audio.get("turn_detection") or session.get("turn_detection") or {}

    def filled(self, number: int) -> Event:
        """Return an event of the client with audio."""
        for end, places in self._places.items():
            if number in places:
                is_speaking = self._lines[end]["event"]["type"] == "input_audio_buffer.speech_stopped"
                between = speak("a", self._format) if is_speaking else self._silence(20)
                return self._append(self._audio(end) if number == places[-1] else between)
        return self._append(self._silence(200))

    def missing(self, number: int) -> Event | None:
        """Return the audio before an event of the server, if the client has sent none."""
        return None if self._places.get(number) or number not in self._places else self._append(self._audio(number))

    def _audio(self, number: int) -> bytes:
        event = self._lines[number]["event"]
        if event["type"] == "input_audio_buffer.speech_started":
            return self._silence(300) + speak("a" * 15, self._format)
        if event["type"] == "input_audio_buffer.speech_stopped":
            return self._silence(1_000 + (self._detection.get("silence_duration_ms") or 0))
        return self._silence(event["audio_end_ms"] - event["audio_start_ms"] + 1_000)

    def _silence(self, ms: int) -> bytes:
        return from_pcm16(silence(ms, self._format.sample_rate), self._format.encoding)

    def _append(self, audio: bytes) -> Event:
        return {"type": APPEND, "audio": encode_base64(audio)}


def _replay(path: Path) -> tuple[list[Event], list[Event]]:
    """Return the recorded events of the server, and those of ours."""
    lines = _lines(path)
    recorded = [line["event"] for line in lines if line["direction"] == "in"]
    session = next(event["session"] for event in recorded if "session" in event)
    dialect: rt.Dialect = "ga" if "type" in session else "beta"
    harness = Harness(
        Recorded(recorded),
        dialect=dialect,
        kind="transcription" if session.get("type") == "transcription" else "realtime",
        model=session.get("model") or "",
        profile="azure-preview" if (path.parent.name, dialect) == ("azure", "beta") else path.parent.name,
        is_attached=not recorded[0]["type"].endswith("session.created"),
        check=False,
    )
    found, seen, microphone = harness.opening, list[Event](), Microphone(lines)
    for number, line in enumerate(lines):
        event = line["event"]
        if line["direction"] == "out":
            sent = microphone.filled(number) if event["type"] == APPEND else _renamed(event, _names(seen, found))
            found += harness.send(sent)
            continue
        audio = microphone.missing(number)
        if audio is not None:
            found += harness.send(audio)
        if "session" in event:
            microphone.configure(event["session"])
        seen.append(event)
        # The client reacted to this event, so ours has to be there before the next event of the client.
        while event["type"] not in UNORDERED and _lags(found, seen, event["type"]) and harness.step():
            found += harness.taken()
    kinds = [event["type"] for event in recorded]
    if kinds.count("response.created") == kinds.count("response.done"):
        found += harness.run()
    return _comparable(recorded, found)


def _comparable(recorded: list[Event], found: list[Event]) -> tuple[list[Event], list[Event]]:
    """Leave out the transcripts that had not come when the recording ended."""
    ended = {event["item_id"] for event in recorded if event["type"] in ENDS}
    ours = zip(_committed(recorded), _committed(found), strict=False)
    left_out = {item_id for pair in ours if pair[0] not in ended for item_id in pair}
    return (
        [event for event in recorded if not _is_transcript(event, left_out)],
        [event for event in found if not _is_transcript(event, left_out)],
    )


def _is_transcript(event: Event, item_ids: set[str]) -> bool:
    return event["type"].startswith(TRANSCRIPTION) and event.get("item_id") in item_ids


def _lags(found: list[Event], seen: list[Event], kind: str) -> bool:
    return _number(found, kind) < _number(seen, kind)


def _names(seen: list[Event], found: list[Event]) -> dict[str, str]:
    """Return our ids for those that a recorded server gave."""
    return {
        recorded: ours
        for kinds in (RESPONSES, ITEMS)
        for recorded, ours in zip(_ids(seen, kinds), _ids(found, kinds), strict=False)
    }


def _ids(events: list[Event], kinds: frozenset[str]) -> list[str]:
    """Return the ids of responses or of items, in the order in which they were announced."""
    return [(event.get("item") or event["response"])["id"] for event in events if event["type"] in kinds]


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(entry, names) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    return names.get(value, value) if isinstance(value, str) else value


def _number(events: list[Event], kind: str) -> int:
    """Return the number of events of a type; deltas count as one for each item."""
    matching = [event for event in events if event["type"] == kind]
    return len({event.get("item_id") for event in matching}) if kind.endswith(".delta") else len(matching)


def _shape(events: list[Event]) -> tuple[list[Any], list[str], int]:
    """Return the kinds of events, runs of deltas as sets, and apart those of the user's transcript and the errors.

    A refusal comes as soon as the request has arrived, and the request arrives at any point of a response.
    """
    kinds: list[Any] = []
    transcript: list[str] = []
    errors = 0
    for event in events:
        kind = event["type"]
        if kind in UNORDERED:
            continue
        if kind == "error":
            errors += 1
        elif kind.startswith(TRANSCRIPTION):
            if kind not in transcript:
                transcript.append(kind)
        elif not kind.endswith(".delta"):
            kinds.append(kind)
        elif kinds and isinstance(kinds[-1], set):
            kinds[-1].add(kind)
        else:
            kinds.append({kind})
    return kinds, transcript, errors


def _keys(events: list[Event]) -> dict[tuple[str, str | None], set[str]]:
    """Return the paths of all keys, by the type of the event and of its item."""
    found: dict[tuple[str, str | None], set[str]] = {}
    for event in events:
        label = (event["type"], event.get("item", {}).get("type"))
        found.setdefault(label, set()).update(_paths(event, ""))
    return found


def _orders(events: list[Event]) -> dict[tuple[str, str], set[tuple[str, ...]]]:
    """Return the orders of keys, by the type of the event and the path."""
    found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
    for event in events:
        for path, keys in _ordered(event, f".{event.get('item', {}).get('type')}"):
            found.setdefault((event["type"], path), set()).add(keys)
    return found


def _ordered(value: Any, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(value, dict):
        yield path, tuple(key for key in value if key != UNPLACED)
        for key, entry in value.items():
            if key != "tools":
                yield from _ordered(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for entry in value:
            yield from _ordered(entry, f"{path}[{entry.get('type')}]" if isinstance(entry, dict) else f"{path}[]")


def _previous(events: list[Event]) -> list[tuple[str, str, int | None]]:
    """Return the places of the preceding items that events name."""
    added = _ids(events, ITEMS)
    return [
        (event["type"], event["item"]["type"], added.index(event["previous_item_id"]))
        if event.get("previous_item_id") in added
        else (event["type"], event["item"]["type"], None)
        for event in events
        if event["type"].startswith("conversation.item.") and "item" in event
    ]


def _paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield f"{path}.{key}"
            # Tools and their parameters are the client's.
            if key != "tools":
                yield from _paths(entry, f"{path}.{key}")
    elif isinstance(value, list):
        for entry in value:
            yield from _paths(entry, f"{path}[{entry.get('type')}]" if isinstance(entry, dict) else f"{path}[]")


@pytest.mark.parametrize("path", _recordings())
def test_sends_the_recorded_events(path: Path) -> None:
    recorded, found = _replay(path)
    assert _shape(found) == _shape(recorded)


@pytest.mark.parametrize("path", _recordings())
def test_sends_the_recorded_keys(path: Path) -> None:
    recorded, found = _replay(path)
    expected, actual = _keys(recorded), _keys(found)
    for label in expected.keys() ^ actual.keys():
        if label[0] in UNORDERED:
            expected.pop(label, None)
            actual.pop(label, None)
    assert actual == expected


@pytest.mark.parametrize("path", _recordings())
def test_sends_keys_in_the_recorded_order(path: Path) -> None:
    recorded, found = map(_orders, _replay(path))
    for label in (label for label in recorded if label[0] not in UNORDERED):
        assert found.get(label) == recorded[label], label


@pytest.mark.parametrize("path", _recordings())
def test_names_the_recorded_preceding_items(path: Path) -> None:
    recorded, found = map(_previous, _replay(path))
    assert found == recorded


@pytest.mark.parametrize("path", _recordings())
def test_user_transcript_accompanies_the_response(path: Path) -> None:
    """A live one may come later, because it takes its time; none comes before the audio is committed."""
    recorded, found = map(_transcripts, _replay(path))
    for after in recorded + found:
        assert "input_audio_buffer.committed" in after
    for after, expected in zip(found, recorded, strict=True):
        assert "response.created" in after or "response.created" not in expected
        assert "response.done" not in after


def _transcripts(events: list[Event]) -> list[list[str]]:
    """Return the events before the end of each transcript, from the commit of its audio on."""
    found = []
    for place, event in enumerate(events):
        if event["type"] in ENDS:
            commits = [
                number
                for number, earlier in enumerate(events[:place])
                if (earlier["type"], earlier.get("item_id")) == ("input_audio_buffer.committed", event["item_id"])
            ]
            start = commits[-1] if commits else place
            found.append([earlier["type"] for earlier in events[start:place]])
    return found


# The replay itself, with recordings of our own server: what it sends, it sends again.


class Recorder:
    """A session of our server, written down as the recordings of live ones are.

    Args:
        answers: Answers of the model, in order.
        options: Options of the session.
    """

    def __init__(self, *answers: Answer, **options: Any) -> None:
        self._lines: list[dict[str, Any]] = []
        self._harness = Harness(Queued(*answers), check=False, **options)
        self.events: list[Event] = []
        self._note(self._harness.opening)

    def send(self, event: Event) -> None:
        """Send an event of the client, whose audio is elided in the recording."""
        written = {**event, "audio": "AAAA"} if event["type"] == APPEND else event
        self._lines.append({"direction": "out", "event": written})
        self._note(self._harness.send(event))

    def hear(self, *audio: bytes) -> None:
        """Send audio in pieces of 100 ms."""
        whole = b"".join(audio)
        for start in range(0, len(whole), 4_800):
            self.send({"type": APPEND, "audio": encode_base64(whole[start : start + 4_800])})

    def run(self, until: str | None = None) -> None:
        """Let the server go on, until it sends an event of a type."""
        self._note(self._harness.run(until=until))

    def turn(self, text: str = "Hello") -> None:
        """Send a message and request a response."""
        content = [{"type": "input_text", "text": text}]
        self.send({"type": "conversation.item.create", "item": {"type": "message", "role": "user", "content": content}})
        self.send({"type": "response.create"})

    def last(self, kind: str) -> Event:
        """Return the last event of a type."""
        return [event for event in self.events if event["type"] == kind][-1]

    def save(self, folder: Path, server: str = "openai") -> Path:
        """Write the recording."""
        path = folder / server / "session.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(line) + "\n" for line in self._lines), "utf-8")
        return path

    def drop(self, kind: str) -> None:
        """Leave out the events of a type."""
        self._lines = [line for line in self._lines if line["event"]["type"] != kind]

    def _note(self, events: list[Event]) -> None:
        self.events += events
        self._lines += ({"direction": "in", "event": event} for event in events)


class Queued(Answerer):
    """Gives its answers one by one."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)

    def answer(self, turn: Turn) -> Answer:
        return self._answers.pop(0)


LONG: Final = Answer("Once upon a time, there was a table by the window.")
SHORT: Final = Answer("Hello there!")
SPOKEN: Final = speak("two words", _PCM)


def setting(**session: Any) -> Event:
    return {"type": "session.update", "session": {"type": "realtime", **session}}


def transcribing(**detection: Any) -> Event:
    turns = {"turn_detection": {"type": "server_vad", **detection}}
    return setting(audio={"input": {"transcription": {"model": "gpt-4o-transcribe"}, **turns}})


def spoken_turns() -> Recorder:
    recorder = Recorder(SHORT, SHORT)
    recorder.send(transcribing(silence_duration_ms=700))
    for _ in range(2):
        recorder.hear(SPOKEN, silence(1_000))
        recorder.run()
    return recorder


def interruption() -> Recorder:
    recorder = Recorder(LONG, SHORT)
    recorder.send(transcribing())
    recorder.hear(SPOKEN, silence(400))
    recorder.run(until="response.output_audio.delta")
    recorder.hear(SPOKEN)
    item_id = recorder.last("response.output_item.done")["item"]["id"]
    place = {"item_id": item_id, "content_index": 0, "audio_end_ms": 10}
    recorder.send({"type": "conversation.item.truncate", **place})
    recorder.hear(silence(400))
    recorder.run()
    return recorder


def cancellation() -> Recorder:
    recorder = Recorder(LONG, SHORT)
    recorder.turn()
    recorder.run(until="response.output_audio.delta")
    recorder.send({"type": "response.cancel", "response_id": recorder.last("response.created")["response"]["id"]})
    recorder.send({"type": "response.cancel"})
    recorder.turn()
    recorder.run()
    return recorder


def cancellation_at_once() -> Recorder:
    recorder = Recorder(Answer(LONG.parts, faults=[Fault(after=1, wait=NEVER)]))
    recorder.turn()
    recorder.run(until="response.created")
    recorder.send({"type": "response.cancel"})
    recorder.run()
    return recorder


def cancelled_call() -> Recorder:
    recorder = Recorder(Answer(["One moment.", Call("find_table", {"guests": 2, "place": "by the window"})]))
    recorder.turn()
    recorder.run(until="response.function_call_arguments.delta")
    recorder.send({"type": "response.cancel"})
    recorder.run()
    return recorder


def failures() -> Recorder:
    error = {"type": "server_error", "code": "busy", "message": "Try again."}
    recorder = Recorder(Answer((), status="failed", error=error), Answer("Well", status="incomplete"))
    for _ in range(2):
        recorder.turn()
        recorder.run()
    return recorder


def transcription() -> Recorder:
    recorder = Recorder(kind="transcription")
    audio = {"input": {"transcription": {"model": "whisper-1"}}}
    recorder.send({"type": "session.update", "session": {"type": "transcription", "audio": audio}})
    recorder.hear(SPOKEN, silence(400))
    recorder.hear(SPOKEN, silence(400))
    recorder.run()
    return recorder


def items() -> Recorder:
    recorder = Recorder(SHORT)
    recorder.turn()
    recorder.run()
    item_id = recorder.last("conversation.item.done")["item"]["id"]
    for kind in ("retrieve", "delete", "delete"):
        recorder.send({"type": f"conversation.item.{kind}", "item_id": item_id})
    return recorder


def idle_timeout() -> Recorder:
    recorder = Recorder(SHORT, SHORT)
    turns = {"turn_detection": {"type": "server_vad", "idle_timeout_ms": 5_000}}
    recorder.send(setting(audio={"input": turns}))
    recorder.hear(SPOKEN, silence(400))
    recorder.run()
    recorder.hear(silence(6_000))
    recorder.run()
    return recorder


def outside() -> Recorder:
    recorder = Recorder(SHORT)
    recorder.send(setting(output_modalities=["text"]))
    recorder.send({"type": "response.create", "response": {"conversation": "none", "metadata": {"topic": "a"}}})
    recorder.run()
    return recorder


def telephone() -> Recorder:
    recorder = Recorder(SHORT)
    audio = {"format": {"type": "audio/pcmu"}}
    recorder.send(setting(audio={"input": audio, "output": audio}))
    ulaw = AudioFormat("g711_ulaw", 8_000)
    recorder.hear(silence(200, 8_000, 1), speak("two words", ulaw), silence(400, 8_000, 1))
    recorder.run()
    return recorder


def committed() -> Recorder:
    recorder = Recorder(SHORT)
    recorder.send(setting(audio={"input": {"turn_detection": None}}))
    recorder.hear(SPOKEN)
    recorder.send({"type": "input_audio_buffer.commit"})
    recorder.send({"type": "response.create"})
    recorder.send({"type": "response.create"})
    recorder.run()
    return recorder


def tool_server() -> Recorder:
    called = MCPCall("maps", "search", {"near": "here"}, "a café")
    recorder = Recorder(Answer([called, MCPCall("maps", "search", error="None."), "Here."]))
    server = {"type": "mcp", "server_label": "maps", "server_url": "https://maps.test/mcp"}
    recorder.send(setting(tools=[{**server, "require_approval": "never"}]))
    recorder.turn()
    recorder.run()
    return recorder


def unfinished() -> Recorder:
    recorder = Recorder(LONG)
    recorder.send(transcribing())
    recorder.hear(SPOKEN, silence(400))
    recorder.run(until="response.output_item.added")
    return recorder


def beta() -> Recorder:
    recorder = Recorder(SHORT, dialect="beta")
    recorder.hear(SPOKEN, silence(400))
    recorder.run()
    return recorder


SESSIONS: Final = (
    spoken_turns,
    interruption,
    cancellation,
    cancellation_at_once,
    cancelled_call,
    failures,
    transcription,
    items,
    idle_timeout,
    outside,
    telephone,
    committed,
    tool_server,
    unfinished,
    beta,
)


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.__name__)
def test_replays_our_own_sessions(session: Callable[[], Recorder], tmp_path: Path) -> None:
    path = session().save(tmp_path)
    for check in CHECKS:
        check(path)


def test_replays_a_call_whose_audio_it_does_not_send(tmp_path: Path) -> None:
    """In a call, the user is heard on another way."""
    recorder = spoken_turns()
    recorder.drop(APPEND)
    for check in CHECKS:
        check(recorder.save(tmp_path))


def test_passes_over_what_is_no_session(tmp_path: Path) -> None:
    recorder = Recorder()
    recorder.drop("session.created")
    recorder.send({"type": "response.cancel"})
    assert not _is_of_this_protocol(recorder.save(tmp_path))


def test_notices_what_differs(tmp_path: Path) -> None:
    recorder = cancellation()
    recorder.drop("response.output_item.done")
    with pytest.raises(AssertionError):
        test_sends_the_recorded_events(recorder.save(tmp_path))


CHECKS: Final = (
    test_sends_the_recorded_events,
    test_sends_the_recorded_keys,
    test_sends_keys_in_the_recorded_order,
    test_names_the_recorded_preceding_items,
    test_user_transcript_accompanies_the_response,
)
