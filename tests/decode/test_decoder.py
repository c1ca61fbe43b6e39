"""From bytes to typed events: input, dialects, unknown types, malformed JSON."""

from __future__ import annotations

import array
import json
from collections import OrderedDict, UserDict
from functools import partial
from types import MappingProxyType
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._core.model import UnionTable, UnknownEvent
from realtime_client._decode.dialects import CLIENT_EVENTS, SERVER_EVENTS

KEY = "sk-test-0123456789abcdef"
CLEARED = {"type": "input_audio_buffer.cleared", "event_id": "event_1"}
TEXT = json.dumps(CLEARED)
DONE = {"type": "response.done", "event_id": "event_1", "response": {"output": [{"type": "message"}], "voice": "ash"}}


class _Text(str):
    """A string that is not exactly `str`."""


class _Bytes(bytes):
    """Bytes that are not exactly `bytes`."""


@pytest.mark.parametrize(
    "data",
    [
        TEXT,
        _Text(TEXT),
        TEXT.encode(),
        _Bytes(TEXT.encode()),
        bytearray(TEXT.encode()),
        memoryview(TEXT.encode()),
        memoryview(b"".join(bytes((byte, 0)) for byte in TEXT.encode()))[::2],
        memoryview(array.array("B", TEXT.encode())),
        f" \r\n\t{TEXT}\n",
        CLEARED,
        OrderedDict(CLEARED),
        MappingProxyType(CLEARED),
        UserDict(CLEARED),
    ],
    ids=lambda data: type(data).__name__,
)
def test_all_kinds_of_input_are_read_alike(data: Any) -> None:
    event = rt.parse_event(data)
    assert isinstance(event, models.RealtimeServerEventInputAudioBufferCleared)
    assert event.to_dict() == CLEARED


@pytest.mark.parametrize("kind", [OrderedDict, MappingProxyType, UserDict])
def test_mappings_inside_a_mapping_are_read_as_models(kind: Any) -> None:
    data = kind(
        {
            "type": "response.done",
            "response": kind(
                {"voice": "ash", "output": [kind({"type": "message", "role": "assistant", "content": []})]}
            ),
        }
    )
    # The first event of a type is read in another way than those that follow, and so is one of a given dialect.
    for event in [rt.parse_event(data), *(rt.parse_event(data, dialect="beta") for _ in range(2))]:
        assert isinstance(event, models.RealtimeBetaServerEventResponseDone)
        assert event.response.voice_name == "ash"
        assert len(event.response.messages) == 1
        assert json.loads(event.to_json()) == event.to_dict()
        assert event.to_dict()["response"]["output"] == [{"type": "message", "role": "assistant", "content": []}]


@pytest.mark.parametrize("data", [None, 1, 1.5, True, [], ["{}"], (), object()])
def test_other_input_is_a_decode_error(data: Any) -> None:
    with pytest.raises(rt.DecodeError, match=f"^expected JSON or a mapping, found {type(data).__name__} at line 1"):
        rt.parse_event(data)
    with pytest.raises(rt.DecodeError):
        rt.parse_client_event(data)


def test_real_events_round_trip(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    assert events
    for dialect, data in events:
        raw = json.dumps(data)
        for event in (rt.parse_event(raw), rt.parse_event(raw, dialect=dialect), rt.parse_event(data)):
            assert event.to_dict() == data
            assert json.loads(event.to_json()) == data


def test_real_events_of_the_vendor_are_typed(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    for dialect, data in events:
        if dialect is not None:
            assert not isinstance(rt.parse_event(data, dialect=dialect), rt.UnknownEvent), data["type"]


def test_dialect_of_real_events_is_recognised(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    for dialect, data in events:
        if dialect is not None:
            recognised, given = rt.parse_event(data), rt.parse_event(data, dialect=dialect)
            # An event that is the same in both reads as GA.
            assert type(recognised) is type(given) or type(recognised) is type(rt.parse_event(data, dialect="ga"))
            if any(key in data for key in ("response", "session")):
                assert type(recognised) is type(given)


def _types(table: UnionTable[UnknownEvent]) -> dict[str, type[rt.Model]]:
    found = {tag: table.member(tag) for tag in table.tags()}
    return {tag: model for tag, model in found.items() if isinstance(model, type)}


@pytest.mark.parametrize("dialect", ["ga", "beta", "translation"])
def test_every_type_of_a_dialect_is_read_as_its_class(dialect: rt.Dialect) -> None:
    for kind, model in _types(SERVER_EVENTS[dialect]).items():
        assert type(rt.parse_event({"type": kind}, dialect=dialect)) is model
    for kind, model in _types(CLIENT_EVENTS[dialect]).items():
        assert type(rt.parse_client_event({"type": kind}, dialect=dialect)) is model


@pytest.mark.parametrize("events_of", [SERVER_EVENTS, CLIENT_EVENTS])
def test_a_type_of_one_dialect_only_decides(events_of: dict[str, UnionTable[UnknownEvent]]) -> None:
    parse = rt.parse_event if events_of is SERVER_EVENTS else rt.parse_client_event
    alone = 0
    for dialect, table in events_of.items():
        others = {tag for other, entries in events_of.items() if other != dialect for tag in entries.tags()}
        for kind, model in _types(table).items():
            if kind not in others:
                alone += 1
                assert type(parse({"type": kind})) is model
                # The content does not count if the type decides.
                assert type(parse({"type": kind, "session": {"type": "realtime", "voice": "ash"}})) is model
    assert alone >= 2


_GA_DONE, _BETA_DONE = models.RealtimeServerEventResponseDone, models.RealtimeBetaServerEventResponseDone
_GA_SESSION = models.RealtimeServerEventSessionCreated
_BETA_SESSION = models.RealtimeBetaServerEventSessionCreated
_TRANSLATION_SESSION = models.RealtimeTranslationServerEventSessionCreated
_GA_ITEM = models.RealtimeServerEventResponseOutputItemDone
_BETA_ITEM = models.RealtimeBetaServerEventResponseOutputItemDone


def _output(kind: object) -> list[dict[str, Any]]:
    return [{"type": "message", "role": "assistant", "content": [{"type": kind}]}]


@pytest.mark.parametrize(
    ("data", "model"),
    [
        ({"type": "response.done", "response": {"output_modalities": []}}, _GA_DONE),
        ({"type": "response.done", "response": {"audio": {}}}, _GA_DONE),
        ({"type": "response.done", "response": {"audio": None}}, _GA_DONE),
        ({"type": "response.done", "response": {"modalities": []}}, _BETA_DONE),
        ({"type": "response.done", "response": {"voice": "ash"}}, _BETA_DONE),
        ({"type": "response.done", "response": {"temperature": None}}, _BETA_DONE),
        ({"type": "response.done", "response": {"output_audio_format": "pcm16"}}, _BETA_DONE),
        # Keys of both dialects: those of GA decide.
        ({"type": "response.done", "response": {"voice": "ash", "output_modalities": []}}, _GA_DONE),
        # No such key: the parts of the items decide.
        ({"type": "response.done", "response": {"output": _output("audio")}}, _BETA_DONE),
        ({"type": "response.done", "response": {"output": _output("text")}}, _BETA_DONE),
        ({"type": "response.done", "response": {"output": _output("output_audio")}}, _GA_DONE),
        ({"type": "response.done", "response": {"output": _output("output_text")}}, _GA_DONE),
        ({"type": "response.done", "response": {"output": _output("input_text") + _output("text")}}, _BETA_DONE),
        ({"type": "response.done", "response": {"output": [1, {"content": 1}, *_output("text")]}}, _BETA_DONE),
        ({"type": "response.done", "response": {"output": [{"content": [1, {}, {"type": "text"}]}]}}, _BETA_DONE),
        # Nothing shows the dialect: GA.
        ({"type": "response.done", "response": {"output": _output(["text"])}}, _GA_DONE),
        ({"type": "response.done", "response": {"output": _output(None)}}, _GA_DONE),
        ({"type": "response.done", "response": {"output": "text"}}, _GA_DONE),
        ({"type": "response.done", "response": {}}, _GA_DONE),
        ({"type": "response.done", "response": None}, _GA_DONE),
        ({"type": "response.done", "response": ["voice"]}, _GA_DONE),
        ({"type": "response.done"}, _GA_DONE),
        ({"type": "session.created", "session": {"type": "realtime"}}, _GA_SESSION),
        ({"type": "session.created", "session": {"type": "transcription"}}, _GA_SESSION),
        ({"type": "session.created", "session": {"type": None}}, _GA_SESSION),
        ({"type": "session.created", "session": {"type": "translation"}}, _TRANSLATION_SESSION),
        ({"type": "session.created", "session": {"turn_detection": None}}, _BETA_SESSION),
        ({"type": "session.created", "session": {"input_audio_format": "pcm16"}}, _BETA_SESSION),
        ({"type": "session.created", "session": {"input_audio_transcription": None}}, _BETA_SESSION),
        ({"type": "session.created", "session": {"max_response_output_tokens": "inf"}}, _BETA_SESSION),
        ({"type": "session.created", "session": {"instructions": "", "tools": []}}, _GA_SESSION),
        # A response that does not show it, and a session that does.
        ({"type": "session.created", "response": {}, "session": {"modalities": []}}, _BETA_SESSION),
        ({"type": "response.output_item.done", "item": _output("text")[0]}, _BETA_ITEM),
        ({"type": "response.output_item.done", "item": _output("output_text")[0]}, _GA_ITEM),
        ({"type": "response.output_item.done", "item": {"type": "function_call"}}, _GA_ITEM),
        ({"type": "response.output_item.done", "item": None}, _GA_ITEM),
        ({"type": "response.output_item.done"}, _GA_ITEM),
    ],
)
def test_dialect_is_recognised_by_content(data: dict[str, Any], model: type[rt.Model]) -> None:
    event = rt.parse_event(data)
    assert type(event) is model
    assert event.to_dict() == data


def test_dialect_of_client_events_is_recognised() -> None:
    ga = rt.parse_client_event({"type": "session.update", "session": {"type": "realtime"}})
    beta = rt.parse_client_event({"type": "session.update", "session": {"voice": "ash"}})
    translation = rt.parse_client_event({"type": "session.update", "session": {"type": "translation"}})
    assert type(ga) is models.RealtimeClientEventSessionUpdate
    assert type(beta) is models.RealtimeBetaClientEventSessionUpdate
    assert type(translation) is models.RealtimeTranslationClientEventSessionUpdate
    created = rt.parse_client_event({"type": "conversation.item.create", "item": _output("text")[0]})
    assert type(created) is models.RealtimeBetaClientEventConversationItemCreate


def test_given_dialect_overrides_the_content() -> None:
    assert type(rt.parse_event(DONE)) is _BETA_DONE
    assert type(rt.parse_event(DONE, dialect="ga")) is _GA_DONE
    assert type(rt.parse_event(DONE, dialect="beta")) is _BETA_DONE
    # Translation has no responses; the event is read in the dialect that it shows.
    event: object = rt.parse_event(DONE, dialect="translation")
    assert type(event) is _BETA_DONE
    for dialect in ("ga", "beta", "translation"):
        assert rt.parse_event(DONE, dialect=dialect).to_dict() == DONE


@pytest.mark.parametrize("dialect", ["GA", "gamma", "", "None"])
def test_an_unknown_dialect_is_a_value_error(dialect: Any) -> None:
    message = f"^unknown dialect '{dialect}': use one of 'ga', 'beta', 'translation', or None to recognise it$"
    for read in (rt.parse_event, rt.parse_client_event):
        with pytest.raises(ValueError, match=message):
            read(TEXT, dialect=dialect)
    with pytest.raises(ValueError, match=message):
        rt.EventDecoder(dialect)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"type": "ping"},
        {"type": "ping", "event_id": "event_1", "null": None, "empty": {}, "deep": [{"type": "message"}, [None]]},
        {"type": None},
        {"type": 1},
        {"type": True},
        {"type": 1.5},
        {"type": ""},
        {"type": []},
        {"type": ["response.done"]},
        {"type": {}},
        {"type": {"type": "response.done"}},
        {"TYPE": "response.done"},
        {"type": "response.output_text.delta ", "": ""},
    ],
)
def test_unknown_types_keep_everything(data: dict[str, Any]) -> None:
    for event in (rt.parse_event(data), rt.parse_event(json.dumps(data)), rt.parse_client_event(data)):
        assert type(event) is rt.UnknownEvent
        assert event.to_dict() == data
        assert json.loads(event.to_json()) == data
        assert event.additional_properties == data
        assert event.type == data.get("type", rt.UNSET)
        assert event.event_id == data.get("event_id", rt.UNSET)


def test_reading_leaves_the_input_as_it_was() -> None:
    data = {"type": "ping", "list": [1]}
    event = rt.parse_event(data)
    assert isinstance(event, rt.UnknownEvent)
    event.additional_properties["more"] = 1
    assert data == {"type": "ping", "list": [1]}


@pytest.mark.parametrize("parse", [rt.parse_event, rt.parse_client_event])
def test_strict_raises_every_deviation_at_once(parse: Any) -> None:
    with pytest.raises(rt.ValidationError) as caught:
        parse(
            {"type": "response.cancel" if parse is rt.parse_client_event else "error", "event_id": 1, "x": 2},
            strict=True,
        )
    paths = [deviation.path for deviation in caught.value.deviations]
    assert paths == (["$.event_id", "$.x"] if parse is rt.parse_client_event else ["$.error", "$.event_id", "$.x"])
    assert all(str(deviation) in str(caught.value) for deviation in caught.value.deviations)


def test_strict_accepts_valid_events() -> None:
    assert rt.parse_event(TEXT, strict=True) == rt.parse_event(TEXT)
    assert rt.parse_client_event({"type": "response.cancel"}, strict=True).to_dict() == {"type": "response.cancel"}


@pytest.mark.parametrize("data", [{}, {"type": "ping"}, {"type": []}])
def test_strict_refuses_unknown_types(data: dict[str, Any]) -> None:
    with pytest.raises(rt.ValidationError) as caught:
        rt.parse_event(data, strict=True)
    (deviation,) = caught.value.deviations
    assert deviation.path == "$.type"
    assert deviation.found == {0: "nothing"}.get(
        len(data), "array of 0 entries" if data.get("type") == [] else "'ping'"
    )


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("[1]", "an array"),
        ("[]", "an array"),
        ('"a"', "a string"),
        ("1", "a number"),
        ("1.5", "a number"),
        ("true", "a boolean"),
        ("false", "a boolean"),
        ("null", "null"),
    ],
)
def test_json_other_than_an_object_is_a_decode_error(data: str, found: str) -> None:
    for given in (data, data.encode()):
        with pytest.raises(rt.DecodeError) as caught:
            rt.parse_event(given)
        assert str(caught.value) == f"expected a JSON object, found {found} at line 1, column 1: {data}"
        assert (caught.value.position, caught.value.line, caught.value.column) == (0, 1, 1)
        assert caught.value.excerpt == data


@pytest.mark.parametrize(
    "data",
    [
        "",
        b"",
        bytearray(),
        memoryview(b""),
        " ",
        "{",
        "{}}",
        "{} {}",
        "{'type': 1}",
        '{"type": 1,}',
        '{"type"}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": -Infinity}',
        '{"a": 01}',
        '{"a": "\n"}',
        '{"a": "\\x"}',
        '{"a": 1 // why\n}',
        "\ufeff{}",
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-32"),
        b'{"a": "\xff"}',
        b'{"a": "\xed\xa0\x80"}',
        b"\xff",
        b"\x80\x81 not even text",
        '{"a": ' + "9" * 5000 + "}",
    ],
)
def test_malformed_json_is_a_decode_error(data: Any) -> None:
    for parse in (rt.parse_event, rt.parse_client_event):
        with pytest.raises(rt.DecodeError, match=r"^not JSON: ") as caught:
            parse(data)
        assert caught.value.__cause__ is None
        assert len(caught.value.excerpt) <= 60


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":[' * 50_000])
@pytest.mark.parametrize("kind", [str, str.encode])
def test_endless_brackets_are_a_decode_error(text: str, kind: Any) -> None:
    with pytest.raises(rt.DecodeError, match=r"^not JSON: ") as caught:
        rt.parse_event(kind(text))
    assert len(caught.value.excerpt) <= 60


@pytest.mark.parametrize(
    ("data", "position", "line", "column", "excerpt"),
    [
        ('{"type": x}', 9, 1, 10, '{"type": x}'),
        (b'{"type": x}', 9, 1, 10, '{"type": x}'),
        ('{\n "a": 1,\n "b": x}', 17, 3, 7, '{\n "a": 1,\n "b": x}'),
        # Characters, not bytes.
        ('{\n "\xe9": 1,\n "b": x}'.encode(), 17, 3, 7, '{\n "\xe9": 1,\n "b": x}'),
        ('{"日本": "\U0001f600", x', 12, 1, 13, '{"日本": "\U0001f600", x'),
        ("{" + '"aaaaaaaa":1,' * 10 + "x" + '"bbbbbbbb":1,' * 10 + "}", 131, 1, 132, None),
    ],
)
def test_decode_error_has_the_position(
    data: str | bytes, position: int, line: int, column: int, excerpt: str | None
) -> None:
    with pytest.raises(rt.DecodeError) as caught:
        rt.parse_event(data)
    error = caught.value
    assert (error.position, error.line, error.column) == (position, line, column)
    text = data if isinstance(data, str) else data.decode()
    assert text[error.position] == "x"
    assert error.excerpt == (text[position - 30 : position + 30] if excerpt is None else excerpt)
    assert f"at line {line}, column {column}: {error.excerpt}" in str(error)


@pytest.mark.parametrize("before", range(0, 70, 3))
@pytest.mark.parametrize(
    "secret",
    [
        f'"{KEY}"',
        f'"text before\\n{KEY}"',
        f'"authorization": "Bearer {KEY}"',
        '"authorization": "Bearer 0123456789abcdef0123456789abcdef"',
        '"api_key":"0123456789abcdef0123456789abcdef"',
        f"'{KEY}'",
        KEY,
        KEY + "-" * 80,
        '"password": "' + "0123456789" * 20 + '"',
    ],
)
def test_no_part_of_a_secret_shows_however_it_is_cut(before: int, secret: str) -> None:
    # The place where reading stops moves across the secret, from before it to behind it.
    behind = f'{{"a": [{secret}, "{"b" * before}"] x}}'
    inside = f'{{"a": "{"b" * before}" {secret} "{"c" * 70}"}}'
    array_of = f'["{"b" * before}", {secret}]'
    for text in (behind, inside, array_of):
        for data in (text, text.encode()):
            with pytest.raises(rt.DecodeError) as caught:
                rt.parse_event(data)
            for shown in (str(caught.value), repr(caught.value), caught.value.excerpt):
                assert "0123" not in shown
                assert "sk-t" not in shown
                assert "cdef" not in shown


def test_lone_surrogates_survive() -> None:
    for raw in ('{"type": "ping", "text": "\\ud83d"}', '{"type": "ping", "text": "\ud83d"}', b'{"text":"\\ud83d"}'):
        event = rt.parse_event(raw)
        assert event.to_dict()["text"] == "\ud83d"
        assert b'"text":"\\ud83d"' in event.to_json()
        assert rt.parse_event(event.to_json()) == event


def test_lone_surrogate_in_a_typed_event_survives() -> None:
    raw = b'{"type":"response.output_text.delta","delta":"\\udc00","obfuscation":"\\ud83d"}'
    event = rt.parse_event(raw, dialect="ga")
    assert isinstance(event, models.RealtimeServerEventResponseTextDelta)
    assert event.delta == "\udc00"
    assert event.to_json() == raw
    assert "udc00" in repr(event)


@pytest.mark.parametrize("number", [2**53 + 1, 2**63, 2**64 - 1, -(2**63)])
def test_integers_of_64_bits_are_exact(number: int) -> None:
    event = rt.parse_event(f'{{"type": "ping", "n": {number}}}')
    assert event.to_dict()["n"] == number
    assert event.to_json() == b'{"type":"ping","n":%d}' % number


@pytest.mark.parametrize("number", [10**400, -(10**400)])
def test_integers_beyond_a_double_are_exact(number: int) -> None:
    event = rt.parse_event(f'{{"type": "ping", "n": {number}}}')
    assert event.to_dict()["n"] == number
    assert event.to_json() == b'{"type":"ping","n":%d}' % number


def test_integers_given_in_a_mapping_are_exact() -> None:
    event = rt.parse_event({"type": "ping", "n": 2**64})
    assert event.to_json() == b'{"type":"ping","n":%d}' % 2**64


def test_number_beyond_a_double_is_read() -> None:
    event = rt.parse_event('{"type": "ping", "n": -1e400}')
    assert event.to_dict() == {"type": "ping", "n": float("-inf")}


def test_last_of_duplicate_keys_counts() -> None:
    event = rt.parse_event('{"type": "error", "type": "ping", "a": {"b": 1, "b": 2}}')
    assert event.to_dict() == {"type": "ping", "a": {"b": 2}}


def test_values_without_a_form_in_json_are_refused() -> None:
    event = rt.parse_event({"type": "ping", "what": object()})
    with pytest.raises(TypeError, match="not JSON serializable"):
        event.to_json()


def test_decoder_remembers_the_dialect_of_its_stream() -> None:
    decoder = rt.EventDecoder()
    dialects: list[str | None] = [decoder.dialect]

    def read(data: Any) -> type[object]:
        event = decoder.decode(data)
        dialects.append(decoder.dialect)
        return type(event)

    # The same in both: GA, until the dialect is known.
    assert read(TEXT) is models.RealtimeServerEventInputAudioBufferCleared
    assert read({"type": "session.created", "session": {"voice": "ash"}}) is _BETA_SESSION
    assert read(TEXT.encode()) is models.RealtimeBetaServerEventInputAudioBufferCleared
    assert read({"type": "response.done", "response": {}}) is _BETA_DONE
    # An event of another dialect is read as such, and does not change the dialect.
    assert read({"type": "response.output_text.delta", "delta": "a"}) is models.RealtimeServerEventResponseTextDelta
    assert read({"type": "ping"}) is rt.UnknownEvent
    assert dialects == [None, None, "beta", "beta", "beta", "beta", "beta"]


def test_a_given_dialect_is_preferred_and_not_a_filter() -> None:
    delta = {"type": "response.audio.delta", "delta": "AAAA"}
    decoder = rt.EventDecoder("ga")
    for read in (decoder.decode, partial(rt.parse_event, dialect="ga")):
        assert type(read(DONE)) is _GA_DONE
        # The second one is read by the table of known types.
        for _ in range(2):
            event = read(delta)
            assert type(event) is models.RealtimeBetaServerEventResponseAudioDelta
            assert event.to_dict() == delta
    assert decoder.dialect == "ga"
    added: object = rt.parse_event({"type": "conversation.item.added"}, dialect="beta")
    assert type(added) is models.RealtimeServerEventConversationItemAdded


TRANSLATED = {"type": "session.output_audio.delta", "event_id": "event_1", "delta": "AAAA"}
_TRANSLATED = models.RealtimeTranslationEventOutputAudioDelta


@pytest.mark.parametrize(
    ("dialect", "model"),
    [(None, _TRANSLATED), ("translation", _TRANSLATED), ("ga", rt.UnknownEvent), ("beta", rt.UnknownEvent)],
)
def test_types_of_translation_belong_to_another_protocol_under_other_dialects(
    dialect: rt.Dialect | None, model: type[rt.Model]
) -> None:
    for _ in range(2):
        event = rt.parse_event(TRANSLATED, dialect=dialect)
        assert type(event) is model
        assert event.to_dict() == TRANSLATED
        assert type(rt.EventDecoder(dialect).decode(TRANSLATED)) is model


@pytest.mark.parametrize("dialect", [None, "ga", "beta", "translation"])
@pytest.mark.parametrize(
    ("session", "translates"),
    [
        ({"type": "translation"}, True),
        ({"type": "realtime"}, False),
        ({"type": "live", "audio": {}}, False),
        ({"voice": "ash"}, False),
        ({"id": "sess_1"}, False),
        ({}, False),
        ({"type": ["translation"]}, False),
    ],
)
def test_the_session_decides_about_translation(
    dialect: rt.Dialect | None, session: dict[str, Any], translates: bool
) -> None:
    decoder = rt.EventDecoder(dialect)
    # What came before the session was read without it.
    decoder.decode(TRANSLATED)
    created = decoder.decode({"type": "session.created", "session": session})
    assert (type(created) is _TRANSLATION_SESSION) == translates
    for _ in range(2):
        assert type(decoder.decode(TRANSLATED)) is (_TRANSLATED if translates else rt.UnknownEvent)
    assert (decoder.dialect == "translation") == translates
    # Other decoders are not affected.
    assert type(rt.EventDecoder("translation").decode(TRANSLATED)) is _TRANSLATED
    assert type(rt.EventDecoder("ga").decode(TRANSLATED)) is rt.UnknownEvent


def test_a_session_may_begin_to_translate() -> None:
    decoder = rt.EventDecoder()
    decoder.decode({"type": "session.created", "session": {"type": "realtime"}})
    assert type(decoder.decode(TRANSLATED)) is rt.UnknownEvent
    decoder.decode({"type": "session.updated", "session": {"type": "translation"}})
    assert type(decoder.decode(TRANSLATED)) is _TRANSLATED
    decoder.decode({"type": "session.updated", "session": {"type": "realtime"}})
    assert type(decoder.decode(TRANSLATED)) is rt.UnknownEvent
    assert decoder.dialect == "ga"


def test_decoder_raises_the_errors_of_the_parser() -> None:
    for decoder in (rt.EventDecoder(), rt.EventDecoder("beta")):
        with pytest.raises(rt.DecodeError):
            decoder.decode("[]")
        with pytest.raises(rt.DecodeError):
            decoder.decode(b"{")
    with pytest.raises(ValueError, match="unknown dialect 'gamma'"):
        rt.EventDecoder("gamma").decode(TEXT)  # type: ignore[arg-type]
    for strict in (rt.EventDecoder(strict=True), rt.EventDecoder("beta", strict=True)):
        assert strict.decode(TEXT).to_dict() == CLEARED
        with pytest.raises(rt.ValidationError):
            strict.decode({**CLEARED, "x": 1})


def test_decoder_reads_real_streams(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    for dialect in ("ga", "beta"):
        decoder = rt.EventDecoder()
        for recorded, data in events:
            if recorded == dialect:
                assert decoder.decode(data).to_dict() == data
        assert decoder.dialect == dialect
