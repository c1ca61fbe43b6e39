"""Mistakes in a contract that was edited by hand."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen import generate as program
from codegen.contract import lint as checker
from codegen.contract.document import Document, dump, load_openapi
from codegen.contract.sources import read_sources
from codegen.paths import CONTRACT, GENERATED

Schemas = dict[str, Any]
RESPONSE = "$.components.schemas.RealtimeResponse"


@pytest.fixture(scope="module")
def contract() -> Document:
    return load_openapi(CONTRACT)


def edited(contract: Document, edit: Callable[[Schemas], object]) -> Document:
    document = copy.deepcopy(contract)
    edit(document["components"]["schemas"])
    return document


def misspell(schemas: Schemas) -> None:
    done = schemas["RealtimeServerEventResponseDone"]
    done["propertiez"] = done.pop("properties")


def require(schemas: Schemas) -> None:
    schemas["RealtimeServerEventResponseDone"]["required"] += ["respons", "colour"]


def orphan(schemas: Schemas) -> None:
    union = schemas["RealtimeServerEvent"]
    [key] = {"anyOf", "oneOf"} & set(union)
    union[key] = [entry for entry in union[key] if not entry["$ref"].endswith("RealtimeServerEventResponseDone")]


def inline(schemas: Schemas) -> None:
    schemas["RealtimeResponse"]["properties"]["mood"] = {"type": "object", "properties": {"x": {"type": "string"}}}


def spell_otherwise(schemas: Schemas) -> None:
    schemas["RealtimeResponse"]["properties"]["mood"] = {"type": "string", "nullable": True}


def add_dialect(schemas: Schemas) -> None:
    properties = {"type": {"type": "string", "const": "video.done"}}
    schemas["RealtimeVideoServerEventDone"] = {"type": "object", "properties": properties}


def merge(schemas: Schemas) -> None:
    schemas["RealtimeResponse"]["properties"]["mood"] = {"allOf": [{"type": "string"}, {"type": "integer"}]}


def add(schema: Any) -> Callable[[Schemas], object]:
    return lambda schemas: schemas["RealtimeResponse"]["properties"].update(mood=schema)


@pytest.mark.parametrize(
    ("edit", "messages"),
    [
        (misspell, ["unknown keyword `propertiez`: did you mean `properties`?"]),
        (
            require,
            [
                "ResponseDone.required: 'respons' is not one of the properties: did you mean 'response'?",
                "'colour' is not one of the properties: declare it, or remove it from `required`",
            ],
        ),
        (
            orphan,
            ["schemas.RealtimeServerEventResponseDone: an event in no union; add it to RealtimeServerEvent"],
        ),
        (
            lambda schemas: schemas["RealtimeServerEventResponseDone"]["properties"]["type"].pop("const"),
            ["schemas.RealtimeServerEventResponseDone: an event of RealtimeServerEvent needs a constant `type`"],
        ),
        (
            inline,
            [
                f"{RESPONSE}.properties.mood: not in normal form",
                "$.components.schemas.RealtimeResponseMood: an inline object or union must be a component of its own",
            ],
        ),
        (spell_otherwise, [f"{RESPONSE}.properties.mood"]),
        (add_dialect, ["RealtimeVideoServerEventDone: events of no dialect; add `video: {server: "]),
        (merge, [f"{RESPONSE}.properties.mood: parts of allOf disagree"]),
        (lambda schemas: schemas["RealtimeResponse"].update(colour="red"), ["unknown keyword `colour`: remove it"]),
        (
            lambda schemas: schemas["RealtimeResponse"].update({"not": {}}),
            [f"{RESPONSE}: a contract leaves the keyword `not` out, for nothing here reads it; remove it"],
        ),
        (lambda schemas: schemas["RealtimeResponse"].update(type="objekt"), ["'objekt' is not a type"]),
        (add({"type": "string", "default": 5}), [f"{RESPONSE}.properties.mood.default: 5 is not of the type string"]),
        (add({"type": "integer", "const": True}), ["mood.const: True is not of the type integer"]),
        (add({"type": ["number", "null"], "enum": [1, "a"]}), ["mood.enum: 'a' is not of the type number or null"]),
        (add({"type": "string", "enum": ["a", "b", "a"]}), ["mood.enum: 'a' is listed twice; remove one"]),
    ],
)
def test_names_mistakes_with_their_place(
    contract: Document, edit: Callable[[Schemas], object], messages: list[str]
) -> None:
    found = "\n".join(checker.lint(edited(contract, edit), read_sources()))
    for message in messages:
        assert message in found


def _rename(holder: Document, old: str, new: str) -> None:
    holder[new] = holder.pop(old)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            lambda item, call: _rename(item, "post", "psot"),
            "$.paths['/realtime/calls']: unknown key `psot`: did you mean",
        ),
        (
            lambda item, call: _rename(call, "requestBody", "requestbody"),
            "post: unknown key `requestbody`: did you mean",
        ),
        (lambda item, call: call["requestBody"].update(x=1), "post.requestBody: unknown key `x`: remove it, or name"),
        (
            lambda item, call: _rename(call["responses"]["201"], "content", "contents"),
            "post.responses['201']: unknown key `contents`: did you mean `content`?",
        ),
        (
            lambda item, call: call["responses"]["201"]["headers"]["Location"].update(schemas={}),
            "post.responses['201'].headers['Location']: unknown key `schemas`: did you mean `schema`?",
        ),
        (
            lambda item, call: call["responses"]["201"]["headers"]["Location"]["schema"].update(typ="string"),
            "post.responses['201'].headers['Location'].schema: unknown keyword `typ`: did you mean `type`?",
        ),
        (
            lambda item, call: item.update(parameters=[{"name": "a", "in": "query", "requird": True}]),
            "$.paths['/realtime/calls'].parameters[0]: unknown key `requird`: did you mean `required`?",
        ),
    ],
)
def test_names_mistakes_in_operations(
    contract: Document, edit: Callable[[Document, Document], object], message: str
) -> None:
    document = copy.deepcopy(contract)
    item = document["paths"]["/realtime/calls"]
    edit(item, item["post"])
    assert message in "\n".join(checker.lint(document, read_sources()))


def test_the_contract_has_no_mistakes(contract: Document) -> None:
    assert checker.lint(contract, read_sources()) == []


def test_command_names_mistakes_and_refuses_what_is_not_openapi(
    contract: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "openapi.yaml"
    for document, message in (
        (edited(contract, misspell), "did you mean `properties`?"),
        ({**contract, "info": {"title": "no version"}}, "not a valid OpenAPI document: ['info']"),
        ({**contract, "paths": None}, "`paths` must be a mapping"),
    ):
        path.write_text(dump(document), encoding="utf-8")
        assert checker.main([str(path)]) == 1
        assert message in capsys.readouterr().err


@pytest.mark.slow
def test_generating_prints_what_changed(contract: Document, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = shutil.copytree(GENERATED, tmp_path / "_generated")
    path = tmp_path / "openapi.yaml"
    arguments = ["--contract", str(path), "--output", str(output)]

    def change(schemas: Schemas) -> None:
        orphan(schemas)
        del schemas["RealtimeServerEventResponseDone"]
        schemas["RealtimeResponse"]["properties"]["mood"] = {"type": "string"}

    path.write_text(dump(edited(contract, change)), encoding="utf-8")
    assert program.main(arguments) == 0
    printed = capsys.readouterr().out
    assert "breaking for readers" in printed.splitlines()[0]
    assert "changed: RealtimeResponse.mood: property added\n" in printed
    assert "warning: the ga server event response.done is now read as unknown\n" in printed
    assert program.main(arguments) == 0
    assert capsys.readouterr().out == ""

    without = {path: item for path, item in contract["paths"].items() if not path.endswith("/refer")}
    path.write_text(dump({**contract, "paths": without}), encoding="utf-8")
    assert program.main(arguments) == 0
    assert "POST /realtime/calls/{call_id}/refer: operation removed\n" in capsys.readouterr().out

    path.write_text(dump(edited(contract, misspell)), encoding="utf-8")
    before = (output / "schemas.json").read_bytes()
    assert program.main(arguments) == 1
    assert "error: $.components.schemas.RealtimeServerEventResponseDone: unknown keyword" in capsys.readouterr().err
    assert (output / "schemas.json").read_bytes() == before


def test_generating_stops_with_one_line_on_ctrl_c(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "lint", interrupt)
    assert program.main([]) == 130
    assert capsys.readouterr().err == "interrupted\n"
