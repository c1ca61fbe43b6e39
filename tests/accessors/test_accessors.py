"""Accessors of responses and their items: the same for both dialects, and tolerant of missing keys."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest

import realtime_client as rt
from realtime_client import models

KEY = "sk-test-0123456789abcdef"

Response: TypeAlias = models.RealtimeResponse | models.RealtimeBetaResponse
Kind: TypeAlias = type[models.RealtimeResponse] | type[models.RealtimeBetaResponse]


@pytest.fixture(params=[models.RealtimeResponse, models.RealtimeBetaResponse], ids=["ga", "beta"])
def kind(request: pytest.FixtureRequest) -> Kind:
    chosen: Kind = request.param
    return chosen


def _message(*content: Any, **more: Any) -> dict[str, Any]:
    return {"type": "message", "role": "assistant", "content": list(content), **more}


def _text(text: Any, kind: Any = "text") -> dict[str, Any]:
    return {"type": kind, "text": text}


def _audio(transcript: Any, kind: Any = "audio") -> dict[str, Any]:
    return {"type": kind, "transcript": transcript}


@pytest.mark.parametrize(
    ("output", "text", "transcript", "output_text"),
    [
        ([_message(_text("a"))], "a", "", "a"),
        ([_message(_text("a", "output_text"))], "a", "", "a"),
        ([_message(_audio("b"))], "", "b", "b"),
        ([_message(_audio("b", "output_audio"))], "", "b", "b"),
        ([_message(_audio("b"), _text("a"), _audio("c", "output_audio"))], "a", "bc", "bac"),
        ([_message(_text("a")), _message(_text("b"), _audio("c"))], "ab", "c", "abc"),
        # Only messages of the assistant count.
        ([{"type": "message", "role": "user", "content": [{"type": "input_text", "text": "a"}]}], "", "", ""),
        ([{"type": "message", "role": "narrator", "content": [_text("a")]}], "", "", ""),
        ([{"type": "hologram", "content": [_text("a")]}], "", "", ""),
        ([{"type": "function_call", "name": "f", "arguments": "{}"}], "", "", ""),
        # Unknown parts and misfits count as nothing.
        ([_message(_text("a", "hologram"), _text("b", None), _text("c", ["text"]), {"text": "d"})], "", "", ""),
        ([_message(None, 1, "text", [], _text("a"))], "a", "", "a"),
        ([_message(_text(None), _text(1), _text(["a"]), {"type": "text"}, _audio(None), _audio({}))], "", "", ""),
        # The transcript of a text part does not count, nor the text of an audio part.
        ([_message({"type": "text", "text": "a", "transcript": "b"})], "a", "", "a"),
        ([_message({"type": "audio", "text": "a", "transcript": "b", "audio": "QUJD"})], "", "b", "b"),
        ([_message(_text("")), _message()], "", "", ""),
        ([{"type": "message", "role": "assistant"}], "", "", ""),
        ([{"type": "message", "role": "assistant", "content": None}], "", "", ""),
        # Some servers send the text, or one part, instead of a list of parts.
        ([{"type": "message", "role": "assistant", "content": "a"}], "a", "", "a"),
        ([{"type": "message", "role": "assistant", "content": {"type": "text", "text": "a"}}], "a", "", "a"),
        ([{"type": "message", "role": "assistant", "content": {"type": "audio", "transcript": "b"}}], "", "b", "b"),
        ([{"type": "message", "role": "assistant", "content": {"text": "a"}}], "a", "", "a"),
        ([{"type": "message", "role": "assistant", "content": {"type": "hologram", "text": "a"}}], "", "", ""),
        ([{"type": "message", "role": "assistant", "content": 5}], "", "", ""),
        ([None, 1, "message", []], "", "", ""),
        ([], "", "", ""),
        (None, "", "", ""),
        ("message", "", "", ""),
        ({"type": "message"}, "", "", ""),
    ],
)
def test_texts_of_a_response(kind: Kind, output: Any, text: str, transcript: str, output_text: str) -> None:
    response = kind.from_dict({"output": output})
    assert response.text == text
    assert response.transcript == transcript
    assert response.output_text == output_text
    assert "".join(message.text for message in response.messages) == text
    assert "".join(message.transcript for message in response.messages) == transcript
    assert "".join(message.output_text for message in response.messages) == output_text


def test_empty_responses(kind: Kind) -> None:
    for response in (kind(), kind.from_dict({})):
        assert (response.text, response.transcript, response.output_text) == ("", "", "")
        assert (response.messages, response.function_calls, response.mcp_calls) == ([], [], [])
        assert response.modalities_used == []
        assert (response.voice_name, response.audio_format, response.token_limit) == (None, None, None)
        assert (response.stop_reason, response.error) == (None, None)
        assert response.raise_for_status() is response
        assert not response.is_final


def test_items_are_sorted_by_type(kind: Kind) -> None:
    output: list[Any] = [
        {"type": "function_call", "name": "a", "arguments": "{}", "call_id": "call_1"},
        _message(_text("b"), id="item_1"),
        {"type": "mcp_call", "id": "mcp_1", "server_label": "s", "name": "c", "arguments": "{}"},
        {"type": "function_call_output", "call_id": "call_1", "output": "{}"},
        {"type": "mcp_list_tools", "server_label": "s", "tools": []},
        {"type": "message", "role": "system", "content": []},
        {"type": "hologram"},
        None,
        {"type": "function_call", "name": "d", "arguments": "{}"},
        {"type": "mcp_call"},
        _message(id="item_2"),
    ]
    response = kind.from_dict({"output": output})
    assert [message.id for message in response.messages] == ["item_1", "item_2"]
    assert [call.name for call in response.function_calls] == ["a", "d"]
    assert [call.name for call in response.mcp_calls] == ["c", rt.UNSET]
    assert all(type(call) is models.RealtimeConversationItemFunctionCall for call in response.function_calls)
    assert all(type(call) is models.RealtimeMCPToolCall for call in response.mcp_calls)


CALLS = [models.RealtimeConversationItemFunctionCall, models.RealtimeMCPToolCall]
Call: TypeAlias = type[models.RealtimeConversationItemFunctionCall] | type[models.RealtimeMCPToolCall]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("arguments", "parsed"),
    [
        ('{"a": 1, "b": [null, {"c": "d"}]}', {"a": 1, "b": [None, {"c": "d"}]}),
        ("{}", {}),
        (' {"a": 1}\n', {"a": 1}),
        ('{"a": "日本"}', {"a": "日本"}),
        # A model cut off in the middle of a character leaves this.
        ('{"a": "\\ud83d"}', {"a": "\ud83d"}),
        (f'{{"a": {10**400}}}', {"a": 10**400}),
        # Some servers parse the arguments.
        ({"a": {"b": [1]}}, {"a": {"b": [1]}}),
        ({}, {}),
        # No arguments.
        ("", {}),
        (" \n", {}),
        (None, {}),
        (rt.UNSET, {}),
    ],
)
def test_arguments_are_parsed(call: Call, arguments: Any, parsed: dict[str, Any]) -> None:
    data = {} if arguments is rt.UNSET else {"arguments": arguments}
    assert call.from_dict(data).parse_arguments() == parsed


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("arguments", "position", "reason"),
    [
        ('{"a": x}', 6, r"not JSON: .* at line 1, column 7: \{\"a\": x\}$"),
        ('{"a": 1', 7, r"not JSON: "),
        ("{'a': 1}", 1, r"not JSON: "),
        ('{"a": NaN}', 6, r"not JSON: "),
        ("[" * 100_000, 1024, r"not JSON: "),
        ("[1]", 0, r"expected a JSON object, found an array"),
        ('"a"', 0, r"expected a JSON object, found a string"),
        ("null", 0, r"expected a JSON object, found null"),
        ("7", 0, r"expected a JSON object, found a number"),
        ([], 0, r"expected a string of JSON or an object, found list$"),
        (1, 0, r"expected a string of JSON or an object, found int$"),
        (True, 0, r"expected a string of JSON or an object, found bool$"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_other_arguments_are_an_error_that_names_the_call_and_the_place(
    call: Call, arguments: Any, position: int, reason: str
) -> None:
    data = {"arguments": arguments, "name": "add", "call_id": "call_1", "id": "call_1"}
    with pytest.raises(rt.ArgumentsError, match=f"^arguments of the call call_1 to add: {reason}") as caught:
        call.from_dict(data).parse_arguments()
    error = caught.value
    assert (error.name, error.call_id, error.position) == ("add", "call_1", position)
    assert error.arguments == arguments
    assert error.__cause__ is None


@pytest.mark.parametrize(
    ("data", "call_id", "name"),
    [
        ({"call_id": "call_1", "id": "item_1", "name": "f"}, "call_1", "f"),
        ({"id": "item_1"}, "item_1", None),
        ({"call_id": None, "id": "item_1", "name": None}, "item_1", None),
        ({"call_id": 1, "id": "item_1", "name": ["f"]}, None, None),
        ({}, None, None),
    ],
)
def test_errors_of_calls_without_a_name(data: dict[str, Any], call_id: str | None, name: str | None) -> None:
    call = models.RealtimeConversationItemFunctionCall.from_dict({"arguments": "x", **data})
    with pytest.raises(rt.ArgumentsError) as caught:
        call.parse_arguments()
    assert (caught.value.call_id, caught.value.name) == (call_id, name)


def test_error_in_arguments_shows_no_secret() -> None:
    call = models.RealtimeConversationItemFunctionCall(name="f", arguments=f'{{"key": "{KEY}" x}}')
    with pytest.raises(rt.ArgumentsError) as caught:
        call.parse_arguments()
    assert "0123" not in str(caught.value)
    assert caught.value.arguments == call.arguments


STATES = ["completed", "cancelled", "failed", "incomplete", "in_progress"]


@pytest.mark.parametrize("status", [*STATES, "paused", "", None, rt.UNSET, 1, ["completed"], {"completed": 1}])
def test_states(kind: Kind, status: Any) -> None:
    response = kind.from_dict({} if status is rt.UNSET else {"status": status})
    states = [getattr(response, f"is_{state}") for state in STATES]
    assert states == [status == state for state in STATES]
    assert response.is_final is (status in STATES[:4])
    assert response.stop_reason == (status if status in STATES[:4] else None)


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"reason": "turn_detected"}, "turn_detected"),
        ({"reason": "novel"}, "novel"),
        ("a bare string", "a bare string"),
        ("", "failed"),
        ({"reason": ""}, "failed"),
        ({"reason": None}, "failed"),
        ({"reason": ["turn_detected"]}, "failed"),
        ({}, "failed"),
        (None, "failed"),
        ([], "failed"),
        (1, "failed"),
    ],
)
def test_stop_reason(kind: Kind, details: Any, reason: str) -> None:
    assert kind.from_dict({"status": "failed", "status_details": details}).stop_reason == reason


@pytest.mark.parametrize("details", [None, "server_error", [], 1, {}, {"error": None}, {"error": "server_error"}])
def test_no_error(kind: Kind, details: Any) -> None:
    assert kind.from_dict({"status_details": details}).error is None


def test_error(kind: Kind) -> None:
    error = {"type": "server_error", "code": None, "message": "out of luck", "x": 1}
    response = kind.from_dict({"status_details": {"type": "failed", "error": error}})
    assert response.error is not None
    assert (response.error.type, response.error.code, response.error.message) == ("server_error", None, "out of luck")
    assert response.error.to_dict() == error


@pytest.mark.parametrize("status", ["completed", "in_progress", "paused", "", None, 1, ["failed"], {}])
def test_raise_for_status_returns_the_response_unless_it_failed(kind: Kind, status: Any) -> None:
    response = kind.from_dict({"status": status, "status_details": {"reason": "turn_detected"}})
    assert response.raise_for_status() is response


@pytest.mark.parametrize(
    ("status", "details", "error", "reason", "message"),
    [
        ("failed", None, rt.ResponseFailed, "failed", "response resp_1 failed"),
        ("failed", "overloaded", rt.ResponseFailed, "overloaded", "response resp_1 failed: overloaded"),
        (
            "failed",
            {"type": "failed", "error": {"type": "server_error", "code": "unlucky", "message": "Try again."}},
            rt.ResponseFailed,
            "failed",
            "response resp_1 failed: unlucky: Try again.",
        ),
        (
            "failed",
            {"error": {"code": None, "message": "Try again."}},
            rt.ResponseFailed,
            "failed",
            "response resp_1 failed: Try again.",
        ),
        (
            "failed",
            {"reason": "same", "error": {"code": "same", "message": "same"}},
            rt.ResponseFailed,
            "same",
            "response resp_1 failed: same",
        ),
        (
            "failed",
            {"error": {"message": f"Incorrect API key provided: {KEY}"}},
            rt.ResponseFailed,
            "failed",
            "response resp_1 failed: Incorrect API key provided: ***",
        ),
        (
            "incomplete",
            {"reason": "max_output_tokens"},
            rt.ResponseIncomplete,
            "max_output_tokens",
            "response resp_1 incomplete: max_output_tokens",
        ),
        (
            "cancelled",
            {"type": "cancelled", "reason": "turn_detected"},
            rt.ResponseCancelled,
            "turn_detected",
            "response resp_1 cancelled: turn_detected",
        ),
        ("cancelled", [], rt.ResponseCancelled, "cancelled", "response resp_1 cancelled"),
        (
            "failed",
            {"type": "failed", "error": "no luck"},
            rt.ResponseFailed,
            "failed",
            "response resp_1 failed: no luck",
        ),
        ("failed", {"message": "no luck"}, rt.ResponseFailed, "failed", "response resp_1 failed: no luck"),
    ],
)
def test_raise_for_status(
    kind: Kind, status: str, details: Any, error: type[rt.ResponseError], reason: str, message: str
) -> None:
    response = kind.from_dict({"id": "resp_1", "status": status, "status_details": details})
    with pytest.raises(rt.ResponseError) as caught:
        response.raise_for_status()
    assert type(caught.value) is error
    assert caught.value.response is response
    assert caught.value.reason == reason
    assert str(caught.value) == message


@pytest.mark.parametrize("identifier", [None, 1, rt.UNSET])
def test_a_response_without_an_id_can_still_fail(kind: Kind, identifier: Any) -> None:
    response = kind.from_dict(
        {"status": "failed"} if identifier is rt.UNSET else {"status": "failed", "id": identifier}
    )
    with pytest.raises(rt.ResponseFailed, match=r"^response failed$"):
        response.raise_for_status()


def _with(kind: Kind, *, modalities: Any = rt.UNSET, voice: Any = rt.UNSET, form: Any = rt.UNSET) -> Response:
    """A response that says these things where its dialect says them."""
    if kind is models.RealtimeBetaResponse:
        data = {"modalities": modalities, "voice": voice, "output_audio_format": form}
    else:
        output = {key: value for key, value in {"voice": voice, "format": form}.items() if value is not rt.UNSET}
        data = {"output_modalities": modalities, "audio": {"output": output}}
    return kind.from_dict({key: value for key, value in data.items() if value is not rt.UNSET})


@pytest.mark.parametrize(
    ("declared", "used"),
    [
        (["audio"], ["audio"]),
        (["text", "audio"], ["text", "audio"]),
        (["video"], ["video"]),
        (["text", None, 1, []], ["text"]),
        # Without it, the modalities of the parts.
        (rt.UNSET, ["text", "audio"]),
        (None, ["text", "audio"]),
        ([], ["text", "audio"]),
        ("audio", ["text", "audio"]),
        ({"audio": 1}, ["text", "audio"]),
    ],
)
def test_modalities_used(kind: Kind, declared: Any, used: list[str]) -> None:
    response = _with(kind, modalities=declared)
    response.output = kind.from_dict({"output": [_message(_audio("a"), _text("b"))]}).output
    assert response.modalities_used == used


@pytest.mark.parametrize(
    ("output", "used"),
    [
        ([_message(_text("a", "output_text"))], ["text"]),
        ([_message(_audio("a", "output_audio"))], ["audio"]),
        ([_message(_audio("")), _message(_text(None))], []),
        (None, []),
    ],
)
def test_modalities_as_the_parts_show_them(kind: Kind, output: Any, used: list[str]) -> None:
    assert kind.from_dict({"output": output}).modalities_used == used


@pytest.mark.parametrize(
    ("voice", "name"),
    [
        ("alloy", "alloy"),
        ("a voice of tomorrow", "a voice of tomorrow"),
        ({"id": "voice_1"}, "voice_1"),
        ({"id": "voice_1", "name": "x"}, "voice_1"),
        ({"id": None}, None),
        ({"id": 1}, None),
        ({"name": "alloy"}, None),
        ({}, None),
        (rt.UNSET, None),
        (None, None),
        ("", None),
        (1, None),
        (["alloy"], None),
    ],
)
def test_voice_name(kind: Kind, voice: Any, name: str | None) -> None:
    assert _with(kind, voice=voice).voice_name == name


PCM, ULAW, ALAW = (
    rt.AudioFormat("pcm16", 24_000),
    rt.AudioFormat("g711_ulaw", 8_000),
    rt.AudioFormat("g711_alaw", 8_000),
)


@pytest.mark.parametrize(
    ("beta", "ga", "read"),
    [
        ("pcm16", {"type": "audio/pcm", "rate": 24_000}, PCM),
        ("pcm16", {"type": "audio/pcm"}, PCM),
        ("g711_ulaw", {"type": "audio/pcmu"}, ULAW),
        ("g711_alaw", {"type": "audio/pcma"}, ALAW),
        ("opus", {"type": "audio/opus"}, None),
        (None, None, None),
        (rt.UNSET, rt.UNSET, None),
        ("", {}, None),
        (1, [], None),
        (["pcm16"], {"type": ["audio/pcm"]}, None),
    ],
)
def test_audio_format(beta: Any, ga: Any, read: rt.AudioFormat | None) -> None:
    assert _with(models.RealtimeBetaResponse, form=beta).audio_format == read
    assert _with(models.RealtimeResponse, form=ga).audio_format == read


@pytest.mark.parametrize("audio", [None, "pcm16", [], 1, {}, {"output": None}, {"output": "pcm16"}, {"output": []}])
def test_audio_without_format_and_voice(audio: Any) -> None:
    response = models.RealtimeResponse.from_dict({"audio": audio})
    assert response.audio_format is None
    assert response.voice_name is None


@pytest.mark.parametrize(
    ("limit", "read"),
    [(4096, 4096), (0, 0), ("inf", None), (None, None), (rt.UNSET, None), (True, None), (1.5, None), ("7", None)],
)
def test_token_limit(kind: Kind, limit: Any, read: int | None) -> None:
    data = {} if limit is rt.UNSET else {"max_output_tokens": limit}
    assert kind.from_dict(data).token_limit == read
    assert type(kind.from_dict(data).token_limit) is type(read)


def test_metadata_is_a_plain_mapping(kind: Kind) -> None:
    response = kind.from_dict({"metadata": {"order": "7"}})
    assert type(response.metadata) is dict
    assert response.metadata["order"] == "7"
    response.metadata["more"] = "8"
    assert response.to_dict() == {"metadata": {"order": "7", "more": "8"}}


def test_accessors_of_real_responses(events: list[tuple[rt.Dialect | None, dict[str, Any]]]) -> None:
    spoken = 0
    for dialect, data in events:
        if data["type"] == "response.done":
            event = rt.parse_event(data, dialect=dialect)
            assert isinstance(
                event, models.RealtimeServerEventResponseDone | models.RealtimeBetaServerEventResponseDone
            )
            response = event.response
            parts = [
                part.get("text") or part.get("transcript") or ""
                for item in data["response"]["output"]
                for part in item.get("content") or ()
            ]
            assert response.output_text == "".join(parts)
            assert response.is_final
            assert response.to_dict() == data["response"]
            spoken += bool(response.output_text)
    assert spoken


def test_messages_of_users_and_systems_have_text() -> None:
    content = [
        {"type": "input_text", "text": "Hi"},
        {"type": "input_audio", "transcript": "there"},
        {"type": "input_audio", "transcript": None},
        {"type": "input_image", "image_url": "data:"},
    ]
    user = models.RealtimeConversationItemMessageUser.from_dict({"type": "message", "role": "user", "content": content})
    assert (user.text, user.transcript) == ("Hi", "there")
    system = models.RealtimeConversationItemMessageSystem.from_dict({"role": "system", "content": content[:1]})
    assert (system.text, system.transcript) == ("Hi", "")
    assert models.RealtimeConversationItemMessageUser(content=None).text == ""  # type: ignore[arg-type]
