"""Copies of models, and models that hold what a server should not send: nothing is dropped, and nothing raises."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client import models
from realtime_client._core.values import duplicate, is_deep, rounded, same

from ..support.strategies import JSON, TEXT, mutated

Copier = Callable[[Any], Any]
COPIERS: list[Any] = [
    pytest.param(attrs.evolve, id="evolve"),
    pytest.param(copy.copy, id="copy"),
    pytest.param(copy.deepcopy, id="deepcopy"),
    *[
        pytest.param(lambda value, version=version: pickle.loads(pickle.dumps(value, version)), id=f"pickle{version}")
        for version in range(pickle.HIGHEST_PROTOCOL + 1)
    ],
]
NAMES = ["RealtimeServerEventResponseDone", "RealtimeServerEventResponseTextDelta", "RealtimeSession", "Prompt"]

DEEP = 900
SPECIAL: dict[str, str] = {
    "beyond a double": "1e999",
    "beyond 64 bits": "123456789012345678901234567890",
    "lone surrogate": '"\\ud83d"',
    "deep list": "[" * DEEP + "]" * DEEP,
    "deep object": '{"a":' * DEEP + "1" + "}" * DEEP,
    "deep mixture": '[{"a":' * (DEEP // 2) + "1e999" + "}]" * (DEEP // 2),
}
EVENTS = {
    "undeclared key": '{"type":"response.output_text.delta","delta":"a","x":%s}',
    "declared text": '{"type":"response.output_text.delta","delta":%s,"event_id":"e"}',
    "undeclared key of a response": '{"type":"response.done","response":{"id":"r","x":%s}}',
    "metadata": '{"type":"response.done","response":{"metadata":{"a":%s}}}',
    "model": '{"type":"response.done","response":%s}',
    "usage": '{"type":"response.done","response":{"usage":{"input_token_details":%s}}}',
    "item": '{"type":"conversation.item.added","item":{"type":"message","role":"user","content":[%s]}}',
    "tools": '{"type":"session.updated","session":{"type":"realtime","tools":[{"type":"function","parameters":%s}]}}',
    "error": '{"type":"error","error":%s}',
    "unknown type": '{"type":"ping","x":%s}',
    "type": '{"type":%s}',
    "unknown object": '{"type":"conversation.item.added","item":{"type":"hologram","x":%s}}',
}


@pytest.mark.parametrize("copier", COPIERS)
@pytest.mark.parametrize("name", NAMES)
def test_copies_keep_undeclared_keys(copier: Copier, name: str) -> None:
    @settings(deadline=None, max_examples=15)
    @given(mutated(name), st.dictionaries(TEXT, JSON, max_size=3))
    def check(data: dict[str, Any], more: dict[str, Any]) -> None:
        data = {**{f"x_{key}": value for key, value in more.items()}, **data}
        original = getattr(models, name).from_dict(data)
        twin = copier(original)
        assert type(twin) is type(original)
        assert twin.to_dict() == original.to_dict() == data
        assert twin == original
        twin.additional_properties["only here"] = 1
        assert "only here" not in original.additional_properties

    check()


def test_evolve_changes_some_attributes_and_keeps_the_rest() -> None:
    response = models.RealtimeResponse.from_dict({"id": "resp_1", "new": {"a": 1}, "status": "completed"})
    changed = attrs.evolve(response, id="resp_2", status=rt.UNSET)
    assert changed.to_dict() == {"id": "resp_2", "new": {"a": 1}}
    assert response.to_dict() == {"id": "resp_1", "new": {"a": 1}, "status": "completed"}
    assert attrs.evolve(changed, additional_properties={"b": 2}).to_dict() == {"id": "resp_2", "b": 2}
    event = rt.parse_event({"type": "ping", "a": 1})
    assert attrs.evolve(event).to_dict() == {"type": "ping", "a": 1}


def test_undeclared_keys_can_be_given_to_a_constructor() -> None:
    keys = {"x": [1], "id": "never written"}
    response = models.RealtimeResponse(id="resp_1", additional_properties=keys)
    assert response.to_dict() == {"id": "resp_1", "x": [1]}
    response.additional_properties["y"] = 2
    assert "y" not in keys
    response.additional_properties = {"z": 3}
    assert response.to_dict() == {"id": "resp_1", "z": 3}
    assert rt.UnknownObject(additional_properties={"type": "hologram"}).sent_type == "hologram"


def test_shared_values_stay_shared_in_a_deep_copy() -> None:
    usage = models.RealtimeResponseUsage(total_tokens=1)
    shared = {"a": [usage, usage]}
    twin = copy.deepcopy(models.RealtimeResponse(usage=usage, additional_properties={"x": shared, "y": shared}))
    assert twin.additional_properties["x"] is twin.additional_properties["y"]
    assert twin.additional_properties["x"]["a"][0] is twin.usage
    assert twin.usage is not usage


@pytest.mark.parametrize("special", SPECIAL.values(), ids=SPECIAL.keys())
@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS.keys())
def test_no_operation_raises_whatever_a_server_sends(event: str, special: str) -> None:
    data = event % special
    decoder = rt.EventDecoder()
    # The second one is read by the table of known types.
    for read in (rt.parse_event, decoder.decode, decoder.decode):
        model = read(data)
        written = model.to_json()
        # The limit of orjson: a declared value of a common event is not looked at twice.
        if (event, special) != (EVENTS["declared text"], SPECIAL["beyond 64 bits"]):
            assert rt.parse_event(written).to_json() == written
        assert isinstance(model.to_dict(), dict)
        assert len(repr(model)) < 2000
        assert isinstance(rt.validate(model), list)
        twins = [copy.copy(model), copy.deepcopy(model), attrs.evolve(model), pickle.loads(pickle.dumps(model))]
        for twin in twins:
            assert twin == model
            assert twin.to_json() == written


@pytest.mark.parametrize("kind", ["response.output_text.delta", "response.done", "session.created", "ping", "error"])
@pytest.mark.parametrize("number", [2**64, -(2**63) - 1, 10**30])
def test_integers_beyond_64_bits_are_exact_in_undeclared_keys(kind: str, number: int) -> None:
    decoder = rt.EventDecoder("ga")
    expected = {"type": kind, "x": number, "y": [{"z": [number]}], "response": {"w": number}}
    data = b'{"type":"%b","x":%d,"y":[{"z":[%d]}],"response":{"w":%d}}' % (kind.encode(), number, number, number)
    for read in (rt.parse_event, decoder.decode, decoder.decode):
        for given_as in (data, data.decode(), memoryview(data)):
            assert repr(sorted(read(given_as).to_dict().items())) == repr(sorted(expected.items()))
    assert not rounded


def test_large_floats_stay_floats() -> None:
    for _ in range(2):
        event = rt.parse_event('{"type":"response.output_text.delta","x":1e30,"y":[-2.5e20]}')
        assert event.to_dict() == {"type": "response.output_text.delta", "x": 1e30, "y": [-2.5e20]}
        assert not rounded
    # Reading what was parsed elsewhere leaves a note that the next event clears.
    models.RealtimeResponse.from_dict({"x": 1e30})
    assert rt.parse_event('{"type":"response.output_text.delta","x":1}').to_dict()["x"] == 1
    assert not rounded


@given(JSON, JSON)
def test_values_are_compared_and_copied_as_by_the_standard_library(first: Any, second: Any) -> None:
    assert same(first, second) == (first == second)
    twin = duplicate(first, {})
    assert twin == first
    assert same(twin, first)
    assert twin is not first or not isinstance(first, list | dict)


def test_depth() -> None:
    assert not is_deep(1, 0)
    assert not is_deep([], 1)
    assert not is_deep({"a": [1]}, 2)
    assert is_deep({"a": [1]}, 1)
    assert is_deep([1, {"a": [{}]}], 2)
