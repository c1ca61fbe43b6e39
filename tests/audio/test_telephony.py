"""Media streams of telephony providers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client.audio import AudioFormat, PlaybackClock, Truncation, decode_base64, encode_base64
from realtime_client.audio.telephony import (
    TELNYX,
    TWILIO,
    ULAW,
    Clear,
    Connected,
    Dtmf,
    Failed,
    Mark,
    Media,
    MediaStream,
    Provider,
    Started,
    Stopped,
    Unknown,
)
from realtime_client.errors import DecodeError

TWILIO_START = {
    "event": "start",
    "sequenceNumber": "1",
    "start": {
        "streamSid": "MZ1",
        "accountSid": "AC1",
        "callSid": "CA1",
        "tracks": ["inbound"],
        "customParameters": {"table": "4"},
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    },
    "streamSid": "MZ1",
}
TELNYX_START = {
    "event": "start",
    "sequence_number": "1",
    "start": {
        "user_id": "user-1",
        "call_control_id": "v2:1",
        "custom_parameters": {"table": "4"},
        "media_format": {"encoding": "PCMA", "sample_rate": 8000, "channels": 1},
    },
    "stream_id": "32DE",
}
CONNECTED = '{"event": "connected", "protocol": "Call", "version": "1.0.0"}'


def started(provider: Provider = TWILIO, **options: Any) -> MediaStream:
    stream = MediaStream(**options)
    stream.receive(TWILIO_START if provider is TWILIO else TELNYX_START)
    return stream


def sent(messages: list[str]) -> list[tuple[str, Any]]:
    """Return kind and content of messages: the size of audio, the name of a mark."""
    found: list[tuple[str, Any]] = []
    for message in map(json.loads, messages):
        if message["event"] == "media":
            found.append(("media", len(decode_base64(message["media"]["payload"]))))
        else:
            found.append((message["event"], message["mark"]["name"]))
    return found


def test_reads_the_messages_of_twilio() -> None:
    stream = MediaStream()
    connected = stream.receive(CONNECTED)
    assert isinstance(connected, Connected)
    assert connected.data["version"] == "1.0.0"
    assert (stream.provider, stream.stream_id, stream.start) == (None, None, None)
    start = stream.receive(json.dumps(TWILIO_START).encode())
    assert start == Started(
        stream_id="MZ1",
        sequence_number=1,
        data=TWILIO_START,
        call_id="CA1",
        audio_format=ULAW,
        custom_parameters={"table": "4"},
    )
    assert (stream.provider, stream.stream_id, stream.start) == (TWILIO, "MZ1", start)
    media = stream.receive(
        {
            "event": "media",
            "sequenceNumber": "3",
            "media": {"track": "outbound", "chunk": "1", "timestamp": "5", "payload": encode_base64(b"audio")},
            "streamSid": "MZ1",
        }
    )
    assert isinstance(media, Media)
    assert (media.audio, media.track, media.chunk, media.timestamp_ms) == (b"audio", "outbound", 1, 5)
    assert (media.is_inbound, media.sequence_number, media.stream_id) == (False, 3, "MZ1")
    dtmf = stream.receive({"event": "dtmf", "streamSid": "MZ1", "dtmf": {"track": "inbound_track", "digit": "#"}})
    assert isinstance(dtmf, Dtmf)
    assert dtmf.digit == "#"
    assert isinstance(stream.receive({"event": "stop", "streamSid": "MZ1", "stop": {"callSid": "CA1"}}), Stopped)


def test_reads_the_messages_of_telnyx() -> None:
    stream = MediaStream()
    stream.receive('{"event": "connected", "version": "1.0.0"}')
    start = stream.receive(TELNYX_START)
    assert isinstance(start, Started)
    assert (start.call_id, start.stream_id, start.custom_parameters) == ("v2:1", "32DE", {"table": "4"})
    assert start.audio_format == AudioFormat("g711_alaw", 8_000)
    assert stream.provider is TELNYX
    media = stream.receive(
        {
            "event": "media",
            "sequence_number": "4",
            "media": {"track": "inbound", "chunk": "2", "timestamp": "20", "payload": encode_base64(b"audio")},
            "stream_id": "32DE",
        }
    )
    assert isinstance(media, Media)
    assert (media.audio, media.is_inbound, media.chunk, media.timestamp_ms) == (b"audio", True, 2, 20)
    assert media.sequence_number == 4
    dtmf = stream.receive({"event": "dtmf", "stream_id": "32DE", "dtmf": {"digit": "1"}})
    assert isinstance(dtmf, Dtmf)
    assert dtmf.digit == "1"
    error = {"code": 100_003, "title": "malformed_frame", "detail": "The received frame was not formed correctly."}
    failed = stream.receive({"event": "error", "stream_id": "32DE", "payload": error})
    assert isinstance(failed, Failed)
    assert (failed.code, failed.title, failed.detail) == ("100003", error["title"], error["detail"])
    assert isinstance(stream.receive({"event": "stop", "stream_id": "32DE", "stop": {}}), Stopped)


def test_reads_other_messages_as_what_they_are() -> None:
    stream = started()
    assert isinstance(stream.receive({"event": "clear", "streamSid": "MZ1"}), Clear)
    unknown = stream.receive({"event": "transcription", "streamSid": "MZ1", "text": "hello"})
    assert isinstance(unknown, Unknown)
    assert (unknown.event, unknown.data["text"]) == ("transcription", "hello")
    assert stream.receive({}) == Unknown()


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"start": None},
        {"start": {"mediaFormat": None, "customParameters": [], "callSid": None}},
        {"start": {"mediaFormat": {"encoding": "L16"}}},
        {"start": {"mediaFormat": {"encoding": ["audio/x-mulaw"]}}},
    ],
)
def test_incomplete_start_starts_the_stream(body: dict[str, Any]) -> None:
    stream = MediaStream()
    start = stream.receive({"event": "start", "streamSid": "MZ1", **body})
    assert start == Started(stream_id="MZ1", data=start.data)
    assert stream.stream_id == "MZ1"


@pytest.mark.parametrize("number", [None, True, "", "-1", "x", "١", "9" * 30, 1.5, []])
def test_odd_numbers_are_none(number: object) -> None:
    media = started().receive({"event": "media", "sequenceNumber": number, "media": {"chunk": number}})
    assert isinstance(media, Media)
    assert (media.sequence_number, media.chunk, media.timestamp_ms, media.audio) == (None, None, None, b"")


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("", "not JSON"),
        ("[]", "expected a JSON object"),
        ({"event": "media", "media": {"payload": "***"}}, "media message: the payload is not base64"),
    ],
)
def test_broken_messages_are_a_decode_error(message: Any, error: str) -> None:
    with pytest.raises(DecodeError, match=error):
        started().receive(message)


def test_writes_the_messages_of_twilio() -> None:
    stream = started()
    payload = encode_base64(b"audio")
    assert json.loads(stream.media(b"audio")) == {"event": "media", "streamSid": "MZ1", "media": {"payload": payload}}
    assert json.loads(stream.mark("end")) == {"event": "mark", "streamSid": "MZ1", "mark": {"name": "end"}}
    assert json.loads(stream.clear()) == {"event": "clear", "streamSid": "MZ1"}


def test_writes_the_messages_of_telnyx() -> None:
    stream = started(TELNYX)
    assert json.loads(stream.media(b"audio")) == {"event": "media", "media": {"payload": encode_base64(b"audio")}}
    assert json.loads(stream.mark("end")) == {"event": "mark", "mark": {"name": "end"}}
    assert json.loads(stream.clear()) == {"event": "clear"}


def test_nothing_is_written_before_the_stream_has_started() -> None:
    for stream in (MediaStream(), MediaStream(TWILIO)):
        for write in (stream.mark, stream.clear, stream.flush, lambda s=stream: s.play(b"", item_id="a")):
            with pytest.raises(RuntimeError, match="has not started"):
                write()
        assert stream.playback.pending_marks == []


def test_plays_frames_and_a_mark_after_each_piece() -> None:
    stream = started(playback=PlaybackClock())
    clock = stream.playback
    assert sent(stream.play(bytes(330), item_id="a")) == [("media", 160), ("media", 160), ("mark", "mark-1")]
    assert (clock.received("a"), clock.heard("a")) == (41, 0)
    assert sent(stream.play(bytes(100), item_id="a")) == []
    assert sent(stream.play(bytes(60), item_id="a")) == [("media", 160), ("mark", "mark-2")]
    mark = stream.receive({"event": "mark", "streamSid": "MZ1", "mark": {"name": "mark-1"}})
    assert mark == Mark(name="mark-1", was_heard=True, stream_id="MZ1", data=mark.data)
    assert clock.heard("a") == 40
    assert sent(stream.finish()) == [("media", 160), ("mark", "mark-3")]
    assert stream.finish() == []
    for name, heard in (("mark-2", 60), ("mark-3", 61)):
        stream.receive({"event": "mark", "streamSid": "MZ1", "mark": {"name": name}})
        assert clock.heard("a") == heard
    assert not clock.is_playing


def test_audio_may_be_handed_over_by_others() -> None:
    stream = started(playback=PlaybackClock())
    stream.playback.hand_over("a", 0, 400, ULAW)
    assert sent(stream.play(bytes(330))) == [("media", 160), ("media", 160), ("mark", "mark-1")]
    assert sent(stream.play(bytes(70))) == []
    assert stream.playback.received("a") == 50
    assert json.loads(stream.clear())["event"] == "clear"
    assert stream.finish() == []


def test_another_item_finishes_the_one_before() -> None:
    stream = started(playback=PlaybackClock())
    stream.play(bytes(10), item_id="a")
    assert sent(stream.play(bytes(160), item_id="a", content_index=1)) == [
        ("media", 160),
        ("mark", "mark-1"),
        ("media", 160),
        ("mark", "mark-2"),
    ]
    stream.receive({"event": "mark", "mark": {"name": "mark-1"}})
    assert (stream.playback.heard("a", 0), stream.playback.heard("a", 1)) == (1, 0)


def test_flush_cuts_at_the_last_mark_and_ignores_marks_that_were_cleared() -> None:
    stream = started(playback=PlaybackClock())
    for item in "ab":
        stream.play(bytes(330), item_id=item)
    stream.receive({"event": "mark", "mark": {"name": "mark-1"}})
    message, cut = stream.flush()
    assert json.loads(message) == {"event": "clear", "streamSid": "MZ1"}
    assert cut == [Truncation("a", 0, 40), Truncation("b", 0, 0)]
    mark = stream.receive({"event": "mark", "mark": {"name": "mark-2"}})
    assert isinstance(mark, Mark)
    assert not mark.was_heard
    assert stream.playback.heard("a") == 40
    # The rest of an item that was cut off is refused, and nothing of it is left for the next.
    assert stream.play(bytes(330), item_id="b") == []
    assert stream.finish() == []
    assert sent(stream.play(bytes(150), item_id="c")) == []


def test_default_clock_assumes_real_time() -> None:
    assert MediaStream().playback.is_realtime


@given(pieces=st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 500)), max_size=15), reached=st.integers(0, 10))
def test_caller_gets_all_audio_and_the_clock_counts_it(pieces: list[tuple[str, int]], reached: int) -> None:
    stream = started(playback=PlaybackClock())
    expected = dict.fromkeys("ab", 0)
    messages: list[str] = []
    for item, size in pieces:
        expected[item] += size
        messages += stream.play(bytes(size), item_id=item)
    messages += stream.finish()
    marks = [content for kind, content in sent(messages) if kind == "mark"]
    assert all(content == 160 for kind, content in sent(messages) if kind == "media")
    assert stream.playback.pending_marks == marks
    for mark in marks[:reached]:
        stream.receive({"event": "mark", "mark": {"name": mark}})
    for item, size in expected.items():
        assert stream.playback.received(item) == size // 8
        if reached >= len(marks):
            assert stream.playback.heard(item) == size // 8
    played = sum(content for kind, content in sent(messages) if kind == "media")
    assert sum(expected.values()) <= played < sum(expected.values()) + 160 * (len(pieces) + 1)


@given(
    message=st.dictionaries(
        st.sampled_from(["event", "streamSid", "stream_id", "start", "media", "mark", "dtmf", "stop", "payload"]),
        st.sampled_from(["connected", "start", "media", "mark", "dtmf", "stop", "error", "QQ=="])
        | st.none()
        | st.integers()
        | st.dictionaries(st.sampled_from(["payload", "name", "digit", "track", "code"]), st.integers() | st.text()),
    )
)
def test_any_message_is_read_or_refused(message: dict[str, Any]) -> None:
    try:
        MediaStream().receive(message)
    except DecodeError:
        assert message["event"] == "media"


def test_name_of_a_provider_is_not_a_provider() -> None:
    with pytest.raises(ValueError, match="provider must be TWILIO, TELNYX"):
        MediaStream("twilio")  # type: ignore[arg-type]
