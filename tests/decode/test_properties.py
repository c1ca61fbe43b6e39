"""Properties of every message of every model, checked on instances derived from the specification."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase
from jsonschema import Draft202012Validator

import realtime_client as rt
from realtime_client import models

from ..support.strategies import REFERENCE, Schema, classes, components, instances, mutate, mutated

# `make fuzz` asks for more. Failures are kept in tests/seeds, and tried first from then on.
EXAMPLES = int(os.environ.get("REALTIME_EXAMPLES", "15"))
SEEDS = Path(__file__).parent.parent / "seeds"
_SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=DirectoryBasedExampleDatabase(SEEDS),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


@cache
def _closed() -> dict[str, Schema]:
    """The schemas with every key declared, as `validate` reads them, for the oracle."""

    def close(node: Any) -> Any:
        if isinstance(node, list):
            return [close(entry) for entry in node]
        if not isinstance(node, dict):
            return node
        closed = {key: close(entry) for key, entry in node.items()}
        if isinstance(node.get("properties"), dict) and node.get("type") == "object":
            closed.setdefault("additionalProperties", False)
        if "oneOf" in closed:
            # One message may fit two members of a union without a tag; that is not a deviation.
            closed["anyOf"] = closed.pop("oneOf")
        return closed

    closed: dict[str, Schema] = close(components())
    return closed


@cache
def oracle(name: str) -> Draft202012Validator:
    """Return the verdict of an independent implementation."""
    return Draft202012Validator({"$ref": REFERENCE + name, "components": {"schemas": _closed()}})


def _json_path(path: tuple[str | int, ...]) -> str:
    steps = (f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r}]" for key in path)
    return "$" + "".join(steps)


@cache
def _models() -> dict[str, type[rt.Model]]:
    every = (getattr(models, name) for name in models.__all__)
    return {model._component: model for model in every if isinstance(model, type) and issubclass(model, rt.Model)}


def _model(name: str) -> type[rt.Model]:
    return _models()[name]


@pytest.mark.parametrize("name", classes())
def test_valid_instance_round_trips_and_has_no_deviation(name: str) -> None:
    @_SETTINGS
    @given(instances(name))
    def check(data: dict[str, Any]) -> None:
        model = _model(name).from_dict(data)
        assert model.to_dict() == data
        assert json.loads(model.to_json()) == json.loads(json.dumps(data))
        assert rt.validate(model) == []
        assert model == _model(name).from_dict(data)
        repr(model)

    check()


@pytest.mark.parametrize("name", classes())
def test_mutated_instance_round_trips_and_is_validated_as_by_the_oracle(name: str) -> None:
    @_SETTINGS
    @given(mutated(name))
    def check(data: dict[str, Any]) -> None:
        model = _model(name).from_dict(data)
        assert model.to_dict() == data
        deviations = rt.validate(model)
        assert bool(deviations) == (not oracle(name).is_valid(data)), deviations
        repr(model)

    check()


@pytest.mark.parametrize("name", classes())
def test_validate_reports_the_place_of_a_mutation(name: str) -> None:
    @_SETTINGS
    @given(st.data())
    def check(drawn: st.DataObject) -> None:
        data = json.loads(json.dumps(drawn.draw(instances(name))))
        done: list[tuple[str, tuple[str | int, ...]]] = []
        drawn.draw(st.composite(lambda draw: done.append(mutate(draw, data)))())
        deviations = rt.validate(_model(name).from_dict(data))
        place = _json_path(done[0][1])
        for deviation in deviations:
            # A tag that no longer fits is reported at its own place, as well as a mutation below or above it.
            assert deviation.path.startswith(place) or place.startswith(deviation.path.rpartition(".")[0])

    check()


@_SETTINGS
@given(
    st.sampled_from(["RealtimeResponse", "RealtimeBetaResponse"]).flatmap(
        lambda name: st.tuples(st.just(name), mutated(name))
    )
)
def test_accessors_return_or_raise_their_documented_errors(drawn: tuple[str, dict[str, Any]]) -> None:
    name, data = drawn
    response: rt.RealtimeResponse = _model(name).from_dict(data)  # type: ignore[assignment]
    assert isinstance(response.text + response.transcript + response.output_text, str)
    assert all(isinstance(modality, str) for modality in response.modalities_used)
    for value, kind in ((response.stop_reason, str), (response.voice_name, str), (response.token_limit, int)):
        assert value is None or isinstance(value, kind)
    assert response.audio_format is None or response.audio_format.bytes_per_second > 0
    states = (response.is_completed, response.is_cancelled, response.is_failed, response.is_incomplete)
    assert sum(states) == response.is_final
    try:
        assert response.raise_for_status() is response
    except rt.ResponseError as error:
        assert error.response is response
        assert response.is_final
        assert not response.is_completed
    calls: list[models.RealtimeConversationItemFunctionCall | models.RealtimeMCPToolCall]
    calls = [*response.function_calls, *response.mcp_calls]
    for call in calls:
        try:
            assert isinstance(call.parse_arguments(), dict)
        except rt.ArgumentsError as error:
            assert error.arguments == call.arguments
    usage = response.usage
    if isinstance(usage, models.RealtimeResponseUsage | models.RealtimeBetaResponseUsage):
        assert sum([usage, usage]).to_dict() == (usage + usage).to_dict()  # type: ignore[union-attr]
        assert usage.cached_share is None or usage.cached_share <= 1
        try:
            assert usage.cost(rt.Rates()) == 0
        except rt.UsageError:
            assert usage.to_dict()
