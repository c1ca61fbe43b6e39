"""Foundations of generated models: absence, unknown keys, misfits, equality, reprs, copies, unions."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import models
from realtime_client._core.model import UnionTable, UnknownObject
from realtime_client._generated import models as generated
from realtime_client._generated.tables import (
    REALTIME_CONVERSATION_ITEM,
    REALTIME_SERVER_EVENT,
    RESPONSE_PROMPT_VARIABLES_VALUE,
)

KEY = "sk-test-0123456789abcdef"
UNMARKED = "hunter2hunter2"

Copier = Callable[[Any], Any]
COPIERS: list[Any] = [
    pytest.param(copy.copy, id="copy"),
    pytest.param(copy.deepcopy, id="deepcopy"),
    *[
        pytest.param(
            lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol)), id=f"pickle{protocol}"
        )
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1)
    ],
]

# All that a response may hold, with undeclared keys at every level.
RESPONSE: dict[str, Any] = {
    "id": "resp_1",
    "object": "realtime.response",
    "status": "completed",
    "status_details": None,
    "output": [
        {"type": "message", "role": "assistant", "content": [{"type": "text", "text": "a", "x": 1}], "x": [2]},
        {"type": "function_call", "name": "f", "arguments": "{}", "x": None},
        {"type": "hologram", "x": {"y": []}},
        "no item at all",
    ],
    "metadata": {"a": "b"},
    "usage": {"total_tokens": 1, "input_token_details": {"x": {}}, "x": 0},
    "voice": {"id": "voice_1"},
    "modalities": [],
    "x": {"y": None},
    "y": [],
}


def test_unset_is_one_object() -> None:
    assert rt.Unset() is rt.UNSET
    assert not rt.UNSET
    assert bool(rt.UNSET) is False
    assert repr(rt.UNSET) == str(rt.UNSET) == "UNSET"
    assert rt.UNSET is not None
    assert not isinstance(None, rt.Unset)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(rt.UNSET, protocol)) is rt.UNSET
    assert copy.copy(rt.UNSET) is rt.UNSET
    assert copy.deepcopy([rt.UNSET])[0] is rt.UNSET
    assert {rt.UNSET: 1}[rt.Unset()] == 1
    with pytest.raises(AttributeError):
        rt.UNSET.anything = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", [rt.UNSET, None, "", [], {}, 0, False])
@pytest.mark.parametrize("name", ["id", "status_details", "output", "metadata", "usage", "voice", "modalities"])
def test_absent_null_and_empty_stay_apart(name: str, value: Any) -> None:
    data = {} if value is rt.UNSET else {name: value}
    response = models.RealtimeBetaResponse.from_dict(data)
    assert response.to_dict() == data
    assert json.loads(response.to_json()) == data
    read = getattr(response, name)
    # An empty object is read as a model where one is declared, everything else as it came.
    assert read is value or read == value or (value == {} and isinstance(read, rt.Model) and read.to_dict() == {})
    assert all(getattr(response, other) is rt.UNSET for other in RESPONSE if other not in (name, "x", "y"))


def test_setting_and_unsetting_attributes() -> None:
    response = models.RealtimeBetaResponse()
    assert response.to_dict() == {}
    response.id = "resp_1"
    response.usage = None
    response.output = [models.RealtimeConversationItemFunctionCall(name="f", arguments="{}")]
    assert response.to_dict() == {
        "id": "resp_1",
        "output": [{"type": "function_call", "name": "f", "arguments": "{}"}],
        "usage": None,
    }
    response.id = response.usage = response.output = rt.UNSET
    assert response.to_dict() == {}
    with pytest.raises(AttributeError):
        response.satus = "completed"  # type: ignore[attr-defined]


def test_round_trip_keeps_everything() -> None:
    for model in (models.RealtimeBetaResponse, models.RealtimeResponse):
        response = model.from_dict(RESPONSE)
        assert response.to_dict() == RESPONSE
        assert response.to_json() == json.dumps(response.to_dict(), separators=(",", ":")).encode()
        assert response.additional_properties["x"] == {"y": None}


def test_unknown_keys_are_kept_and_can_be_set() -> None:
    event = rt.parse_event({"type": "input_audio_buffer.cleared", "event_id": "event_1", "obfuscation": "abc"})
    assert event.additional_properties == {"obfuscation": "abc"}
    event.additional_properties["more"] = models.RealtimeResponse(id="resp_1")
    event.additional_properties["most"] = [{"deep": models.RealtimeResponse(id="resp_2")}]
    del event.additional_properties["obfuscation"]
    assert event.to_dict() == {
        "event_id": "event_1",
        "type": "input_audio_buffer.cleared",
        "more": {"id": "resp_1"},
        "most": [{"deep": {"id": "resp_2"}}],
    }
    assert json.loads(event.to_json()) == event.to_dict()


def test_unknown_keys_can_be_set_on_constructed_models() -> None:
    commit = models.RealtimeClientEventInputAudioBufferCommit()
    assert commit.additional_properties == {}
    commit.additional_properties["x"] = None
    assert commit.to_dict() == {"type": "input_audio_buffer.commit", "x": None}
    # A declared attribute that is set is never overwritten.
    commit.additional_properties["type"] = "other"
    assert commit.to_dict()["type"] == "input_audio_buffer.commit"


def test_keys_that_are_python_keywords_or_types() -> None:
    probability = models.LogProbProperties.from_dict({"token": "a", "logprob": -1.0, "bytes": [97], "x": 1})
    assert probability.bytes_ == [97]
    assert probability.additional_properties == {"x": 1}
    assert probability.to_dict() == {"token": "a", "logprob": -1.0, "bytes": [97], "x": 1}


MISFITS: list[Any] = [None, True, 0, 1.5, "", "text", [], [[]], [None], {}, {"type": []}, {"x": {"y": 1}}]


@pytest.mark.parametrize("misfit", MISFITS, ids=repr)
@pytest.mark.parametrize(
    ("model", "place"),
    [
        (models.RealtimeBetaResponse, lambda value: {"id": value}),
        (models.RealtimeBetaResponse, lambda value: {"status_details": value}),
        (models.RealtimeBetaResponse, lambda value: {"status_details": {"error": value}}),
        (models.RealtimeBetaResponse, lambda value: {"usage": {"input_token_details": value}}),
        (models.RealtimeBetaResponse, lambda value: {"output": value}),
        (models.RealtimeBetaResponse, lambda value: {"output": [value, {"type": "message"}, value]}),
        (models.RealtimeBetaResponse, lambda value: {"output": [{"type": "message", "role": value}]}),
        (models.RealtimeBetaResponse, lambda value: {"output": [{"type": value, "role": "user"}]}),
        (models.RealtimeConversationItemMessageAssistant, lambda value: {"content": [value, {"type": value}]}),
        (models.RealtimeBetaResponse, lambda value: {"metadata": value}),
        (models.RealtimeBetaResponse, lambda value: {"metadata": {"key": value}}),
        (models.RealtimeBetaResponse, lambda value: {"voice": value}),
        (models.RealtimeBetaResponse, lambda value: {"modalities": [value]}),
        (models.RealtimeBetaResponse, lambda value: {"max_output_tokens": value}),
        (models.RealtimeResponse, lambda value: {"audio": {"output": {"format": value, "voice": value}}}),
        (models.RealtimeServerEventSessionCreated, lambda value: {"session": value}),
        (models.RealtimeServerEventSessionCreated, lambda value: {"session": {"type": "realtime", "tools": [value]}}),
        (models.RealtimeSession, lambda value: {"client_secret": value, "turn_detection": value, "tracing": value}),
        (models.Prompt, lambda value: {"id": value, "variables": value}),
        (models.Prompt, lambda value: {"id": "p", "variables": {"a": value, "b": {"type": value}}}),
        (models.MCPTool, lambda value: {"headers": value, "allowed_tools": value, "require_approval": value}),
        (models.MCPTool, lambda value: {"headers": {"a": value}, "require_approval": {"always": value}}),
    ],
)
def test_misfits_are_kept_as_they_came(
    model: type[rt.Model], place: Callable[[Any], dict[str, Any]], misfit: Any
) -> None:
    data = place(misfit)
    before = copy.deepcopy(data)
    read = model.from_dict(data)
    assert read.to_dict() == before
    assert json.loads(read.to_json()) == before
    assert data == before
    assert read == model.from_dict(before)
    assert repr(read).startswith(f"{model.__name__}(")
    assert isinstance(rt.validate(read), list)


def test_items_of_lists_and_maps_are_typed_where_they_fit() -> None:
    output = models.RealtimeBetaResponse.from_dict(RESPONSE).output
    assert isinstance(output, list)
    assert [type(item) for item in output] == [
        models.RealtimeConversationItemMessageAssistant,
        models.RealtimeConversationItemFunctionCall,
        rt.UnknownObject,
        str,
    ]
    prompt = models.Prompt.from_dict({"id": "p", "variables": {"a": "b", "c": {"type": "input_text", "text": "d"}}})
    assert isinstance(prompt.variables, dict)
    assert isinstance(prompt.variables["c"], models.InputTextContent)
    assert prompt.variables["a"] == "b"


def test_equality_compares_type_and_content() -> None:
    first, second = (models.RealtimeBetaResponse.from_dict(copy.deepcopy(RESPONSE)) for _ in range(2))
    assert first == second
    second.additional_properties["x"] = 1
    assert first != second
    assert models.RealtimeBetaResponse() == models.RealtimeBetaResponse.from_dict({})
    assert models.RealtimeBetaResponse() != models.RealtimeBetaResponse(id=None)
    # Equal content in another dialect is not equal.
    assert models.RealtimeBetaResponse() != models.RealtimeResponse()
    assert models.RealtimeBetaResponse() != {}
    assert rt.UnknownObject.from_dict({}) != rt.UnknownEvent.from_dict({})


@pytest.mark.parametrize("model", [models.RealtimeResponse(), rt.UnknownEvent.from_dict({})])
def test_models_are_not_hashable(model: rt.Model) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(model)


def test_repr_shows_set_attributes_only() -> None:
    response = models.RealtimeBetaResponse.from_dict({"id": "resp_1", "usage": None, "x": 1, "y": 2})
    assert repr(response) == "RealtimeBetaResponse(id='resp_1', usage=None, additional_properties=<x, y>)"
    assert repr(models.RealtimeResponse()) == "RealtimeResponse()"
    nested = models.RealtimeBetaResponse(usage=models.RealtimeBetaResponseUsage(total_tokens=1))
    assert repr(nested) == "RealtimeBetaResponse(usage=RealtimeBetaResponseUsage(total_tokens=1))"
    event = rt.parse_event({"type": "ping", "event_id": "event_1"})
    assert repr(event) == "UnknownEvent(type='ping', keys=<type, event_id>)"
    assert repr(rt.UnknownObject.from_dict({})) == "UnknownObject(type=UNSET, keys=<>)"


def test_repr_shortens_long_strings() -> None:
    audio = "QUJD" * 10_000
    event = models.RealtimeServerEventResponseAudioDelta.from_dict({"delta": audio})
    assert repr(event) == f"RealtimeServerEventResponseAudioDelta(delta='{audio[:80]}'…<40000 characters>)"
    assert audio[:80] in repr(rt.UnknownEvent.from_dict({"type": audio}))
    assert len(repr(rt.UnknownEvent.from_dict({"type": audio}))) < 200
    assert repr(models.RealtimeResponse(id="a" * 80)) == f"RealtimeResponse(id='{'a' * 80}')"


@pytest.mark.parametrize(
    ("model", "data"),
    [
        (models.RealtimeCreateClientSecretResponse, {"value": UNMARKED}),
        (models.RealtimeClientSecret, {"value": UNMARKED}),
        (models.RealtimeSession, {"client_secret": {"value": UNMARKED}}),
        (models.RealtimeSession, {"client_secret": UNMARKED}),
        (models.MCPTool, {"authorization": UNMARKED}),
        (models.MCPTool, {"headers": {"X-Key": UNMARKED}}),
        (models.MCPTool, {"headers": UNMARKED}),
        (models.RealtimeSessionCreateRequestGA, {"tools": [{"type": "mcp", "authorization": UNMARKED}]}),
        (models.RealtimeSession, {"instructions": f"Bearer {UNMARKED}"}),
        (models.RealtimeSession, {"instructions": f"line\n{KEY}"}),
        (models.RealtimeSession, {"instructions": "x" * 70 + f" {KEY} " + "y" * 70}),
        (models.RealtimeSession, {"instructions": {"authorization": f"Bearer {UNMARKED}"}}),
        (models.RealtimeSession, {"tools": [{"name": KEY}]}),
        (models.RealtimeSession, {"turn_detection": {"api_key": UNMARKED}}),
        (models.RealtimeSession, {"api_key": UNMARKED}),
        (models.RealtimeServerEventError, {"error": {"message": f"Incorrect API key provided: {KEY}."}}),
        (rt.UnknownEvent, {"type": KEY, "api_key": UNMARKED}),
        (rt.UnknownObject, {"type": {"authorization": f"Basic {UNMARKED}"}}),
    ],
)
def test_repr_masks_secrets(model: type[rt.Model], data: dict[str, Any]) -> None:
    read = model.from_dict(data)
    for shown in (repr(read), str(read), repr([read]), repr(models.RealtimeBetaResponse(usage=read))):  # type: ignore[arg-type]
        assert "hunter" not in shown
        assert "0123456789" not in shown
        assert "sk-t" not in shown
    assert read.to_dict() == data


@pytest.mark.parametrize(
    "secret", [KEY, f"Bearer {UNMARKED}", f"https://user:{UNMARKED}@localhost", f"?key={UNMARKED}"]
)
def test_no_part_of_a_secret_is_shown_where_a_text_is_cut(secret: str) -> None:
    start = secret.find(UNMARKED) if UNMARKED in secret else 2
    for before in range(60, 90):
        shown = repr(models.RealtimeSession(instructions="a" * before + " " + secret + " " + "b" * 300))
        assert f"…<{before + len(secret) + 302} characters>" in shown
        assert secret[: start + 2] not in shown


def test_null_secret_is_shown_as_null() -> None:
    assert repr(models.MCPTool.from_dict({"authorization": None, "headers": None})) == (
        "MCPTool(authorization=None, headers=None)"
    )


@pytest.mark.parametrize("copier", COPIERS)
def test_copies_are_equal_and_keep_everything(copier: Copier) -> None:
    for original in (
        models.RealtimeBetaResponse.from_dict(copy.deepcopy(RESPONSE)),
        models.RealtimeBetaResponse(),
        rt.parse_event({"type": "ping", "x": [1]}),
        rt.parse_event({"type": "response.done", "response": copy.deepcopy(RESPONSE), "x": None}),
    ):
        twin = copier(original)
        assert type(twin) is type(original)
        assert twin is not original
        assert twin == original
        assert twin.to_dict() == original.to_dict()
        assert twin.additional_properties == original.additional_properties
        twin.additional_properties["only here"] = 1
        assert "only here" not in original.additional_properties
        assert "only here" not in original.to_dict()


@pytest.mark.parametrize("copier", COPIERS)
def test_absence_survives_copies(copier: Copier) -> None:
    twin = copier(models.RealtimeBetaResponse(id=None))
    assert twin.id is None
    assert twin.status is rt.UNSET


def test_shallow_copy_shares_and_deep_copy_does_not() -> None:
    original = models.RealtimeBetaResponse.from_dict(copy.deepcopy(RESPONSE))
    assert copy.copy(original).output is original.output
    assert copy.copy(original).additional_properties["x"] is original.additional_properties["x"]
    deep = copy.deepcopy(original)
    assert deep.output is not original.output
    assert deep.additional_properties["x"] is not original.additional_properties["x"]


def test_to_json_is_compact_utf8() -> None:
    assert models.RealtimeResponse(id="日本").to_json() == '{"id":"日本"}'.encode()
    assert rt.parse_event({"type": "ping"}).to_json() == b'{"type":"ping"}'


def test_constructors_take_keywords_only() -> None:
    with pytest.raises(TypeError, match="positional"):
        models.RealtimeResponse("resp_1")  # type: ignore[call-arg, arg-type]
    with pytest.raises(TypeError, match="unexpected keyword argument 'satus'"):
        models.RealtimeResponse(satus="completed")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="missing 2 required keyword-only arguments: 'name' and 'arguments'"):
        models.RealtimeConversationItemFunctionCall()  # type: ignore[call-arg]


def test_constants_need_not_be_given() -> None:
    message = models.RealtimeConversationItemMessageAssistant(content=[])
    assert message.to_dict() == {"type": "message", "role": "assistant", "content": []}
    assert models.RealtimeClientEventInputAudioBufferCommit().to_dict() == {"type": "input_audio_buffer.commit"}
    assert models.RealtimeTurnDetectionServerVad().to_dict() == {"type": "server_vad"}
    # Defaults of the server are not sent.
    assert models.RealtimeSessionCreateRequestGA().to_dict() == {"type": "realtime"}


def test_a_constant_that_is_absent_on_the_wire_stays_absent() -> None:
    message = models.RealtimeConversationItemMessageAssistant.from_dict({})
    assert repr(message) == "RealtimeConversationItemMessageAssistant()"
    assert message.to_dict() == {}


def test_every_class_round_trips_empty_and_misfit_objects() -> None:
    classes = [getattr(models, name) for name in models.__all__]
    classes = [found for found in classes if isinstance(found, type) and issubclass(found, rt.Model)]
    assert len(classes) > 200
    for model in classes:
        assert model.from_dict({}).to_dict() == {}
        declared = {attribute.name.rstrip("_"): ["misfit"] for attribute in model.__attrs_attrs__}
        assert model.from_dict({**declared, "": None}).to_dict() == {**declared, "": None}
        assert set(model._secrets) <= {attribute.name for attribute in model.__attrs_attrs__}
        assert model.__doc__ or sys.flags.optimize > 1


def test_base_class_is_abstract() -> None:
    with pytest.raises(NotImplementedError):
        rt.Model.from_dict({})
    with pytest.raises(NotImplementedError):
        rt.Model().to_dict()


@pytest.mark.parametrize(
    ("role", "model"),
    [
        ("system", models.RealtimeConversationItemMessageSystem),
        ("user", models.RealtimeConversationItemMessageUser),
        ("assistant", models.RealtimeConversationItemMessageAssistant),
    ],
)
def test_messages_are_distinguished_by_role(role: str, model: type[rt.Model]) -> None:
    assert type(REALTIME_CONVERSATION_ITEM.from_dict({"type": "message", "role": role})) is model


@pytest.mark.parametrize(
    "data",
    [
        {"type": "message", "role": "narrator", "content": []},
        {"type": "message", "role": None},
        {"type": "message", "role": ["user"]},
        {"type": "message", "role": {}},
        {"type": "message"},
        {"role": "user"},
        {"type": "hologram", "role": "user"},
        {"type": ["message"], "role": "user"},
        {"type": {"message": 1}},
        {"type": 1},
        {"type": None},
        {},
    ],
)
def test_unknown_members_keep_everything(data: dict[str, Any]) -> None:
    for _ in range(2):
        item = REALTIME_CONVERSATION_ITEM.from_dict(data)
        assert type(item) is rt.UnknownObject
        assert item.to_dict() == data
        assert item.type == data.get("type", rt.UNSET)
        assert item.additional_properties == data


def test_tags_and_members_of_a_table() -> None:
    tags = REALTIME_CONVERSATION_ITEM.tags()
    assert tags[0] == "message"
    assert "function_call" in tags
    assert REALTIME_CONVERSATION_ITEM.member("function_call") is models.RealtimeConversationItemFunctionCall
    assert REALTIME_CONVERSATION_ITEM.member("hologram") is None
    by_role = REALTIME_CONVERSATION_ITEM.member("message")
    assert isinstance(by_role, UnionTable)
    assert by_role.tags() == ["system", "user", "assistant"]
    assert by_role.member("user") is models.RealtimeConversationItemMessageUser
    assert RESPONSE_PROMPT_VARIABLES_VALUE.member("input_text") is models.InputTextContent
    tags.clear()
    assert REALTIME_CONVERSATION_ITEM.tags()
    assert all(REALTIME_SERVER_EVENT.member(tag) is not None for tag in REALTIME_SERVER_EVENT.tags())
    assert "message" in REALTIME_CONVERSATION_ITEM
    assert "hologram" not in REALTIME_CONVERSATION_ITEM
    assert ["message"] not in REALTIME_CONVERSATION_ITEM


def test_table_imports_a_class_on_first_use() -> None:
    class Watched(ModuleType):
        def __init__(self) -> None:
            super().__init__("watched")
            self.__dict__["asked"] = []

        def __getattr__(self, name: str) -> Any:
            self.asked.append(name)
            return getattr(generated, name)

    watched = Watched()
    table = UnionTable(watched, "type", {"a": "RealtimeResponse", "b": "RealtimeBetaResponse"}, UnknownObject)
    assert table.tags() == ["a", "b"]
    assert watched.asked == []
    for _ in range(3):
        assert isinstance(table.from_dict({"type": "a"}), models.RealtimeResponse)
        assert isinstance(table.from_dict({"type": "c"}), rt.UnknownObject)
    assert watched.asked == ["RealtimeResponse"]


def test_reading_an_event_imports_no_other_event() -> None:
    code = """
import sys, realtime_client
realtime_client.parse_event('{"type": "response.output_text.delta", "delta": "a"}')
print(*sorted(name for name in sys.modules if name.startswith("realtime_client._generated.models.")))
"""
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert finished.stdout.split() == ["realtime_client._generated.models.realtime_server_event_response_text_delta"]


def test_unknown_objects_can_be_constructed_and_filled() -> None:
    unknown = rt.UnknownObject()
    assert unknown.to_dict() == {}
    assert repr(unknown) == "UnknownObject(type=UNSET, keys=<>)"
    unknown.additional_properties["type"] = "hologram"
    assert unknown.type == unknown.sent_type == unknown.additional_properties["type"]
    assert unknown.to_json() == b'{"type":"hologram"}'


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
@pytest.mark.parametrize(
    "place", [lambda number: number, lambda number: [1.5, {"a": number}], lambda number: (number,)]
)
def test_floats_without_a_form_in_json_are_refused(number: float, place: Callable[[float], Any]) -> None:
    model = rt.RealtimeResponse(status_details=None)
    model.additional_properties["odd"] = place(number)
    with pytest.raises(ValueError, match="cannot be written as JSON"):
        model.to_json()
    model.additional_properties["odd"] = place(0.5)
    assert json.loads(model.to_json())["status_details"] is None


@pytest.mark.parametrize("error", [{"error": {"message": "{}"}}, {"message": "{}"}, {"error": "{}"}])
def test_message_of_an_error_is_shown_whole_and_masked(error: dict[str, Any]) -> None:
    text = f"{'Because of this. ' * 20}The key was sk-{'a' * 40}; ask for another."
    event = rt.parse_event(json.dumps({"type": "error", "event_id": "e", **error}).replace("{}", text))
    assert f"{'Because of this. ' * 20}The key was" in repr(event)
    assert "; ask for another." in repr(event)
    assert "a" * 40 not in repr(event)
