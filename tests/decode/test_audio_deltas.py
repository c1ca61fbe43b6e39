"""Audio deltas, whose base64 is taken out of the frame before it is parsed: always read as any other event is."""

from __future__ import annotations

import copy
import json
import pickle
from base64 import b64encode
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client._core.model import UNSET, Model
from realtime_client.errors import DecodeError

# Long enough that its base64 is taken out.
_AUDIO = bytes(range(256)) * 24
_TEXT = b64encode(_AUDIO).decode()
_TYPES = {
    "ga": "response.output_audio.delta",
    "beta": "response.audio.delta",
    "translation": "session.output_audio.delta",
}


def _event(dialect: str = "ga", **more: Any) -> dict[str, Any]:
    place = {"response_id": "resp_1", "item_id": "item_1", "output_index": 0, "content_index": 0}
    return {"type": _TYPES[dialect], "event_id": "event_1", **place, "delta": _TEXT, **more}


def _compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _decoder(dialect: Any = "ga") -> rt.EventDecoder:
    """Return a decoder that has read the first event of the type."""
    decoder = rt.EventDecoder(dialect)
    decoder.decode(_compact(_event(dialect)))
    return decoder


def _was_taken_out(event: Any) -> bool:
    """Return True if the base64 was not parsed, and nothing has asked for it as a string yet."""
    return isinstance(event._delta, tuple)


def _read(decoder: rt.EventDecoder, data: Any) -> Any:
    try:
        return decoder.decode(data)
    except DecodeError as error:
        return str(error)


def _same(data: bytes) -> Any:
    """Read a frame, and the same frame as a bytearray, which is always parsed whole."""
    decoder = _decoder()
    found, expected = _read(decoder, data), _read(decoder, bytearray(data))
    assert type(found) is type(expected)
    assert found == expected
    if not isinstance(expected, str):
        assert getattr(found, "delta", None) == getattr(expected, "delta", None)
        assert _compact(found.to_dict()) == _compact(expected.to_dict())
    return found


@pytest.mark.parametrize("dialect", ["ga", "beta", "translation"])
def test_the_base64_is_not_parsed(dialect: Any) -> None:
    event: Any = _decoder(dialect).decode(_compact(_event(dialect)))
    assert _was_taken_out(event)
    assert event.audio == _AUDIO
    assert event.delta == event.delta == _TEXT
    assert not _was_taken_out(event)
    assert event.audio == _AUDIO


def test_spaces_after_the_colon_are_usual() -> None:
    event: Any = _decoder().decode(json.dumps(_event(obfuscation="x")).encode())
    assert _was_taken_out(event)
    assert (event.audio, event.delta, event.additional_properties) == (_AUDIO, _TEXT, {"obfuscation": "x"})


def test_short_audio_is_decoded_once() -> None:
    event: Any = _decoder().decode(_compact(_event(delta="AAEC")))
    assert not _was_taken_out(event)
    audio = event.audio
    assert audio == b"\0\1\2"
    assert event.audio is audio
    assert (event.delta, json.loads(event.to_json())["delta"]) == ("AAEC", "AAEC")
    event.delta = "//8="
    assert event.audio == b"\xff\xff"


def test_events_are_values_as_any_other() -> None:
    decoder, raw = _decoder(), _compact(_event())
    event: Any = decoder.decode(raw)
    assert json.loads(event.to_json()) == _event()
    event = decoder.decode(raw)
    twins = [copy.copy(event), copy.deepcopy(event), pickle.loads(pickle.dumps(event)), evolve(event)]
    assert all(twin == event and twin.audio == _AUDIO for twin in twins)
    assert repr(decoder.decode(raw)) == repr(rt.parse_event(_event(), dialect="ga"))


def test_another_delta_is_other_audio() -> None:
    event: Any = _decoder().decode(_compact(_event()))
    event.delta = "AAAA"
    assert (event.audio, event.to_dict()["delta"]) == (b"\0\0\0", "AAAA")
    assert evolve(event, delta="//8=").audio == b"\xff\xff"
    event.delta = (1, 2)
    assert event.delta == [1, 2]


@pytest.mark.parametrize("delta", ["!", None, UNSET, 5])
def test_audio_that_is_not_base64_is_a_value_error(delta: Any) -> None:
    event: Any = _decoder().decode(_event())
    event.delta = delta
    with pytest.raises(ValueError, match=r"."):
        _ = event.audio


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # The key twice, written in several ways, before and after.
        ('"delta":"', '"delta":"AAAA","delta":"'),
        ('"delta":"', '"delta":null,"delta":"'),
        ('"delta":"', '"delta" : "AAAA","delta":"'),
        ('"delta":"', '"del\\u0074a":"AAAA","delta":"'),
        ('"}', '","delta":""}'),
        ('"}', '","delta":null}'),
        ('"}', '","delta" :"AAAA"}'),
        ('"}', '","del\\u0074a":"AAAA"}'),
        # In a nested object, in a list, as a part of another key, and as a value.
        ('"delta":"', '"x":{"delta":""},"delta":"'),
        ('"delta":"', '"x":{"delta":"AAAA"},"delta":"'),
        ('"delta":"' + _TEXT + '"', '"x":{"delta":"' + _TEXT + '"},"delta":""'),
        ('"delta":"' + _TEXT + '"', '"x":[{"delta":"' + _TEXT + '"}]'),
        ('"delta":"', '"x\\"delta":"'),
        ('"delta":"', '"x":"delta","delta":"'),
        ('"delta":"', '"x":"\\\\","delta":"'),
        ('"delta":"', '"x":"{","y":"[","delta":"'),
        # After it, and without it.
        ('"}', '","x":{"y":[1,2,"z"]}}'),
        ('"}', '","x":"y"}'),
        ('"}', '"} '),
        ('"delta":"', '"other":"'),
        ('"delta":"', '"delta"\\n:\\n"'),
        # Text that is no base64, or no JSON.
        (_TEXT, _TEXT + "é"),
        (_TEXT, _TEXT + "\\n"),
        (_TEXT, _TEXT + "\n"),
        (_TEXT, _TEXT + "\\/8="),
        (_TEXT, _TEXT + "="),
        (_TEXT, _TEXT[:-1]),
        (_TEXT, _TEXT + '\\"'),
        (_TEXT, _TEXT.rstrip("=") + "Q=="),
        ('"}', ""),
        ('"}', '"}}'),
        ('"}', '"}{"delta":"AAAA"}'),
        ('{"type"', '[{"type"'),
        ('{"type"', '"type"'),
        ('{"type"', '{type"'),
        # Other types, and none.
        ("response.output_audio.delta", "response.output_text.delta"),
        ("response.output_audio.delta", "response.audio.delta"),
        ("response.output_audio.delta", "response.nothing.delta"),
        ('"type":"response.output_audio.delta",', ""),
        ('"response.output_audio.delta"', '["response.output_audio.delta"]'),
        # Integers that would be rounded.
        ('"}', '","x":123456789012345678901234567890}'),
        ('"output_index":0', '"output_index":12345678901234567890'),
        # The key far from the beginning.
        ('"delta":"', '"x":"' + "y" * 1_000 + '","delta":"'),
    ],
)
def test_doubtful_frames_are_read_as_any_other(old: str, new: str) -> None:
    text = _compact(_event()).decode()
    assert old in text
    _same(text.replace(old, new, 1).encode())


def test_undecodable_text_is_refused() -> None:
    raw = _compact(_event())
    assert isinstance(_same(raw.replace(_TEXT.encode(), _TEXT.encode() + b"\xff", 1)), str)
    assert isinstance(_same(raw.replace(b"resp_1", b"resp_\xff", 1)), str)


def test_strict_reading_sees_the_whole_message() -> None:
    decoder = rt.EventDecoder("ga", strict=True)
    for _ in range(2):
        event: Any = decoder.decode(_compact(_event()))
        assert (event.delta, event.audio) == (_TEXT, _AUDIO)


_keys = st.sampled_from(["delta", "x", "type", "event_id", "del\\u0074a", 'x"delta', "{", "["])
_values = st.recursive(
    st.sampled_from(["", _TEXT, "A", "é", "\\", '"delta":"', "{", "\n", 1, 2**70, None, "response.output_audio.delta"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_keys, inner, max_size=2),
    max_leaves=4,
)


@given(
    st.permutations(list(_event().items())),
    st.lists(st.tuples(_keys, _values), max_size=3),
    st.integers(0, 8),
    st.sampled_from([(",", ":"), (", ", ": "), (" ,", " :")]),
    st.booleans(),
)
def test_any_frame_is_read_alike(
    pairs: list[tuple[str, Any]], more: list[tuple[str, Any]], place: int, separators: tuple[str, str], escaped: bool
) -> None:
    """Keys in any order, twice, nested and escaped."""
    pairs = [*pairs[:place], *more, *pairs[place:]]

    def written(value: Any) -> str:
        return json.dumps(value, separators=separators, ensure_ascii=escaped)

    comma, colon = separators
    text = "{" + comma.join(f"{written(key)}{colon}{written(value)}" for key, value in pairs) + "}"
    assert isinstance(_same(text.encode()), Model)


@pytest.mark.parametrize("text", [_TEXT.rstrip("="), _TEXT + "\n", _TEXT.replace("+", "-").replace("/", "_"), "_-8"])
def test_base64_of_other_shapes_is_audio_and_stays_as_it_is(text: str) -> None:
    event: Any = _decoder().decode(_compact(_event(delta=text)))
    assert event.audio == (b"\xff\xef" if text == "_-8" else _AUDIO)
    assert event.delta == text
