"""Models as fields of pydantic, and as bodies and responses of FastAPI."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, FastAPI
from jsonschema import Draft202012Validator
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

import realtime_client as rt
from realtime_client import models
from realtime_client.models import RealtimeConversationItem, RealtimeServerEvent

DONE = {
    "type": "response.done",
    "event_id": "event_1",
    "response": {"object": "realtime.response", "id": "resp_1", "status": "completed", "odd": [1]},
}


class Log(BaseModel):
    events: list[RealtimeServerEvent]
    item: RealtimeConversationItem | None = None
    response: rt.RealtimeResponse | None = None


def test_fields_are_read_and_written_without_loss() -> None:
    events: list[Any] = [DONE, {"type": "hologram", "x": 1}, {"type": "error", "event_id": "e", "error": "text"}]
    item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]}
    log = Log.model_validate({"events": events, "item": item, "response": DONE["response"]})
    done, unknown, error = log.events
    assert isinstance(done, rt.events.ResponseDone)
    assert isinstance(unknown, rt.UnknownEvent)
    assert isinstance(error, rt.events.Error)
    assert isinstance(log.item, models.RealtimeConversationItemMessageUser)
    assert log.item.text == "Hi"
    assert json.loads(log.model_dump_json()) == log.model_dump()
    assert log.model_dump()["events"] == events
    assert Log.model_validate_json(log.model_dump_json()) == log
    # Models are taken as they are.
    assert Log(events=[done]).events[0] is done


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "expected an object or a RealtimeServerEventResponseDone, found int"),
        ({"type": "response.created"}, "type must be 'response.done'"),
        ({"event_id": "e"}, "type must be 'response.done'"),
    ],
)
def test_what_is_no_such_model_is_refused(value: object, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        TypeAdapter(rt.events.ResponseDone).validate_python(value)


def test_deviations_are_errors_in_strict_mode_only() -> None:
    strict: TypeAdapter[Any] = TypeAdapter(Annotated[rt.events.ResponseDone, Field(strict=True)])
    assert TypeAdapter(rt.events.ResponseDone).validate_python(DONE).to_dict() == DONE
    with pytest.raises(ValidationError, match=r"\$\.response\.odd: declared no such key, found"):
        strict.validate_python(DONE)
    valid = {**DONE, "response": {"object": "realtime.response", "id": "resp_1", "status": "completed"}}
    assert strict.validate_json(json.dumps(valid)).to_dict() == valid
    with pytest.raises(ValidationError, match="a type that the specification knows"):
        TypeAdapter(Annotated[rt.UnknownEvent, Field(strict=True)]).validate_python({"type": "hologram"})


def test_any_mapping_is_read() -> None:
    value: Mapping[str, Any] = MappingProxyType({"type": "server_vad", "threshold": 0.5})
    assert TypeAdapter(models.RealtimeTurnDetectionServerVad).validate_python(value).threshold == 0.5


@pytest.mark.parametrize("name", models.__all__)
def test_every_model_and_union_has_a_json_schema(name: str) -> None:
    schema = TypeAdapter(getattr(models, name)).json_schema()
    Draft202012Validator.check_schema(schema)
    assert "#/components" not in json.dumps(schema)


def test_json_schema_is_that_of_the_contract() -> None:
    schema = TypeAdapter(rt.events.ResponseDone).json_schema()
    assert schema["title"] == "RealtimeServerEventResponseDone"
    assert schema["required"] == ["event_id", "type", "response"]
    check = Draft202012Validator(schema)
    assert check.is_valid(DONE)
    assert not check.is_valid({**DONE, "type": "response.created"})
    assert TypeAdapter(rt.UnknownEvent).json_schema() == {"type": "object", "title": "UnknownEvent"}


app = FastAPI()


@app.post("/responses")
async def _respond(settings: Annotated[models.RealtimeResponseCreateParams, Body()]) -> rt.RealtimeResponse:
    return rt.RealtimeResponse(id="resp_1", metadata=settings.metadata, output_modalities=settings.output_modalities)


def test_fastapi_takes_and_returns_models() -> None:
    asyncio.run(_post())


async def _post() -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        settings = {"output_modalities": ["text"], "metadata": {"a": "b"}, "an": "extra"}
        reply = await client.post("/responses", json=settings)
        assert reply.json() == {"id": "resp_1", "metadata": {"a": "b"}, "output_modalities": ["text"]}
        refused = await client.post("/responses", json=[1])
        assert refused.status_code == 422
        document = (await client.get("/openapi.json")).json()
    body = document["paths"]["/responses"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/RealtimeResponseCreateParams"}
    assert "output_modalities" in document["components"]["schemas"]["RealtimeResponseCreateParams"]["properties"]


def test_pydantic_is_not_imported_unless_it_asks() -> None:
    code = "import sys, realtime_client as rt; rt.RealtimeResponse(); assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
