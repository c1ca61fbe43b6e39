"""A package of the same kind from anybody's documents."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from codegen import __main__ as program
from codegen.contract.build import build, part_of
from codegen.contract.document import Schema, child, component_name, dump, load_openapi, operations
from codegen.contract.sources import Source, Sources
from codegen.paths import ROOT
from codegen.render.generate import generate

PETS = """
openapi: 3.0.3
info: {title: Pets, version: "2"}
servers: [{url: 'https://pets.example'}]
paths:
  /pets:
    get:
      operationId: listPets
      summary: List the pets
      responses:
        '200':
          description: All
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
    put:
      operationId: putPets
      parameters: [{name: q, in: query, content: {application/json: {schema: {}}}}]
      responses: {'204': {description: Done}}
components:
  schemas:
    Pet: {type: object, description: One pet., required: [id], properties: {id: {type: integer}, kind: {type: string}}}
"""
SOURCES = """
package: pets
sources:
  main: {document: pets.yaml, operations: ['.*'], schemas: ['.*']}
"""
CORPUS = os.environ.get("REALTIME_CORPUS")
UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
# The newest revision is a large document by itself.
LARGE = sorted(Path(CORPUS).iterdir()) if CORPUS else sorted(Path(UPSTREAM or "none").glob("openapi-*.yaml"))[-1:]
DOCUMENTS = [ROOT / "tests" / "fixtures" / "documents" / "pets.yaml", *LARGE]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pets.yaml").write_text(PETS)
    (tmp_path / "sources.yaml").write_text(SOURCES)
    return tmp_path


def run(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = program.main(["--project", str(project)])
    return code, capsys.readouterr().err


def test_makes_a_package_and_its_contract(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown = run(project, capsys)
    assert code == 1
    assert shown.startswith("error: left out: PUT /pets: ")
    with (project / "sources.yaml").open("a") as file:
        file.write("omit: [PUT /pets]\n")
    assert run(project, capsys) == (0, "")
    contract = load_openapi(project / "openapi.yaml")
    assert contract["servers"] == [{"url": "https://pets.example"}]
    assert contract["components"]["schemas"]["Pet"]["description"] == "One pet."
    model = (project / "pets" / "models" / "pet.py").read_text()
    assert '"""One pet.' in model
    assert not (project / "pets" / "events").exists()


MORE = """
  /more: {get: {responses: {'204': {description: Done}}}, post: {operationId: list-pets}}
  /more/{id}:
    get: {operationId: 7, responses: {'204': {description: Done}}}
    put: {operationId: more, responses: {'200': {content: {application/json: {schema: {anyOf: []}}}}}}
    post:
      operationId: disagree
      requestBody: {content: {application/json: {schema: {allOf: [{type: string}, {type: integer}]}}}}
      responses: {}
  /broken: {parameters: [7], get: {operationId: broken, responses: {}}}
  /get-more: {get: {operationId: get-more, responses: {}}}
components:
"""


def test_operations_that_cannot_be_generated_stop_no_other(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "pets.yaml").write_text(PETS.replace("components:\n", MORE.lstrip("\n")))
    code, shown = run(project, capsys)
    assert code == 1
    reasons = {
        "PUT /pets": "the parameter 'q' has `content`",
        "GET /more/{id}": "$.paths['/more/{id}'].get: needs an `operationId` with letters",
        "PUT /more/{id}": "schema.anyOf: must not be empty",
        "POST /more/{id}": "parts of allOf disagree",
        "GET /broken": "$.paths['/broken'].parameters[0]: must be a mapping, found 7",
    }
    assert len(shown.splitlines()) == len(reasons)
    assert "codegen/" not in shown
    for name, reason in reasons.items():
        [line] = [line for line in shown.splitlines() if line.startswith(f"error: left out: {name}: ")]
        assert reason in line
    # An operation without a name is named after its path, and names that are the same in Python get a number.
    written = {path.stem for path in (project / "pets" / "api").rglob("*.py")} - {"__init__"}
    assert written == {"list_pets", "list_pets_2", "get_more", "get_more_2"}

    with (project / "sources.yaml").open("a") as file:
        file.write(f"omit: {[*reasons]}\n".replace("'", '"'))
    assert run(project, capsys) == (0, "")


def test_corrects_the_documents(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    actions = [
        {"target": "$.paths['/pets'].put", "remove": True, "description": "Why.", "x-source": "Where."},
        {
            "target": "$.components.schemas.Pet",
            "update": {"x-python-name": "Animal"},
            "description": "Why.",
            "x-source": "Where.",
        },
    ]
    (project / "overlay.yaml").write_text(dump({"overlay": "1.0.0", "actions": actions}))
    (project / "mixins.yaml").write_text("{}\n")
    assert run(project, capsys) == (0, "")
    assert (project / "pets" / "models" / "animal.py").is_file()


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("sources.yaml", "package: pets\n", "", "package: give the package a name"),
        ("sources.yaml", "package: pets", "package: '../x'", "package: '../x' is not the name of a package"),
        ("sources.yaml", "document: pets.yaml, ", "", "sources.main.document: give the path of it"),
        ("sources.yaml", "document: pets.yaml", "document: gone.yaml", "gone.yaml"),
        ("sources.yaml", "operations: ['.*']", "operations: [/gone]", "no path matches `/gone`"),
        ("sources.yaml", "operations: ['.*']", "operations: ['(']", "'(' is not a regular expression"),
        ("sources.yaml", "operations: ['.*']", "operationz: []", "sources.main.operationz: unknown key"),
        ("sources.yaml", "operations: ['.*']", "operations: x", "must be a list of strings"),
        ("sources.yaml", "main: ", "Main: ", "a name consists of lower-case letters"),
        ("sources.yaml", "main: ", "main: 7 #", "sources.main: must be a mapping"),
        ("sources.yaml", "package: pets", "dialects: {a: {}}", "dialects.a: needs `server` or `client`"),
        (
            "sources.yaml",
            "package: pets",
            "dialects: {a: {server: {}, socket: {path: 'a b'}}}",
            "dialects.a.socket.path: 'a b' is not a path such as /realtime",
        ),
        (
            "sources.yaml",
            "package: pets",
            "dialects: {a: {server: {}, socket: {url: /a}}}",
            "a.socket.url: unknown key",
        ),
        (
            "sources.yaml",
            "package: pets",
            "dialects: {a: {server: {}, socket: {headers: {A: 1}}}}",
            "a.socket.headers.A: must be a string",
        ),
        ("sources.yaml", "package: pets", "dialects: {a: {server: {}, content: {keys: a}}}", "a.content.keys: must be"),
        ("sources.yaml", "package: pets", "dialects: {a: {server: {}, sends: {sound: a}}}", "sends.sound: unknown key"),
        (
            "sources.yaml",
            "package: pets",
            "dialects: {a: {server: {}, sends: {text: 7}}}",
            "sends.text: must be a string",
        ),
        ("sources.yaml", "package: pets", "dialects: {a: {server: {union: 1}}}", "a.server.union: must be a string"),
        (
            "sources.yaml",
            "package: pets",
            "dialects: {a: {server: {union: A, members: B}}}",
            "events: needs the groups",
        ),
        ("pets.yaml", "type: integer", "type: integer, enum: []", "Pet.properties.id.enum: must not be empty"),
        ("pets.yaml", "id: {type: integer}", "id: 7", "Pet.properties.id: must be a schema, found 7"),
    ],
)
def test_names_everything_that_has_to_be_decided(
    project: Path, capsys: pytest.CaptureFixture[str], name: str, old: str, new: str, message: str
) -> None:
    path = project / name
    path.write_text(path.read_text().replace(old, new))
    code, shown = run(project, capsys)
    assert code == 1
    assert message in shown
    assert not (project / "pets").exists()


def test_needs_a_source(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "sources.yaml").write_text("package: pets\n")
    assert run(project, capsys) == (
        1,
        "error: sources.yaml: sources: declare at least one source with its roots\n",
    )


def test_stops_with_one_line_on_ctrl_c(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(program, "make", interrupt)
    assert run(project, capsys) == (130, "interrupted\n")


VOICE = """
openapi: 3.1.0
info: {title: Voice, version: "1"}
paths: {}
components:
  schemas:
    ClientEventSound: {type: object, required: [type], properties: {type: {const: sound}, audio: {type: string}}}
    ServerEventDone: {type: object, required: [type], properties: {type: {const: done}}}
    OldClientEventPcm: {type: object, required: [type], properties: {type: {const: pcm}, audio: {type: string}}}
"""
DIALECTS = """
package: voice
sources: {main: {document: voice.yaml, schemas: ['.*']}}
events: (?P<dialect>|Old)(?P<side>Server|Client)Event(?P<name>\\w*)
dialects:
  new:
    client: {union: ClientEvent, members: 'ClientEvent[A-Z].*'}
    server: {union: ServerEvent, members: 'ServerEvent[A-Z].*'}
    sends: {audio: sound, text: words}
  old:
    client: {union: OldClientEvent, members: 'OldClientEvent[A-Z].*'}
    sends: {audio: pcm}
  mixed:
    client: {union: ClientEvent, members: 'ClientEvent[A-Z].*'}
  heard:
    server: {union: ServerEvent, members: 'ServerEvent[A-Z].*'}
"""


def test_dialects_say_what_a_client_sends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "voice.yaml").write_text(VOICE)
    (tmp_path / "sources.yaml").write_text(DIALECTS)
    assert run(tmp_path, capsys) == (0, "")
    sys.path.insert(0, str(tmp_path))
    try:
        dialects = importlib.import_module("voice.dialects")
    finally:
        sys.path.remove(str(tmp_path))
        for name in [name for name in sys.modules if name.partition(".")[0] == "voice"]:
            del sys.modules[name]
    # One that declares nothing sends what the first does, if it has such an event.
    assert dialects.SENDS == {
        "new": ("sound", "words"),
        "old": ("pcm", "words"),
        "mixed": ("sound", "words"),
        "heard": ("", "words"),
    }


def test_audio_is_sent_in_an_event_that_the_dialect_has(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "voice.yaml").write_text(VOICE)
    (tmp_path / "sources.yaml").write_text(DIALECTS.replace("sends: {audio: pcm}", "sends: {audio: noise}"))
    code, shown = run(tmp_path, capsys)
    assert (code, shown) == (
        1,
        "error: sources.yaml: dialects.old.sends.audio: no client event has the type 'noise'; correct it\n",
    )
    assert not (tmp_path / "voice").exists()


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_generates_nearly_all_of_published_documents(path: Path, tmp_path: Path) -> None:
    document = load_openapi(path)
    sources = Sources({"main": Source("main", [".*"] if document.get("paths") else [], [".*"])})
    part = part_of(document, "main", sources, {}).document
    built = build({"main": part}, {"openapi": "3.1.0", "info": document["info"]}, sources, {})
    (tmp_path / "openapi.yaml").write_text(dump(built.contract), encoding="utf-8")
    made = generate(tmp_path / "openapi.yaml", tmp_path / "whole", {}, sources, built.omitted)

    schemas = part["components"]["schemas"]
    calls = [f"{method.upper()} {path}" for path, method, _ in operations(part)]
    # All that cannot be generated is named.
    faulty = {name for name in schemas if _names(built.faults, child("$.components.schemas", name))}
    left_out = len([call for call in calls if _is_left_out(call, [*built.omitted], made.problems)])
    assert len(faulty) <= 0.05 * len(schemas)
    assert left_out <= 0.1 * len(calls)
    written = [file for file in (tmp_path / "whole" / "api").rglob("*.py") if file.stem != "__init__"]
    assert len(written) == len(calls) - left_out
    strict = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "-p", "whole"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    checked = subprocess.run(strict, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert checked.stdout.startswith("Success")
    sys.path.insert(0, str(tmp_path))
    try:
        package = importlib.import_module("whole")
        for found in pkgutil.walk_packages(package.__path__, "whole."):
            importlib.import_module(found.name)
        _require_round_trips(importlib.import_module("whole.models"), built.contract["components"]["schemas"])
    finally:
        sys.path.remove(str(tmp_path))
        for name in [name for name in sys.modules if name.partition(".")[0] == "whole"]:
            del sys.modules[name]


def _is_left_out(call: str, omitted: list[str], problems: list[str]) -> bool:
    return call.partition(" ")[2] in omitted or any(one.startswith(f"left out: {call}: ") for one in problems)


def _names(faults: list[str], place: str) -> bool:
    return any(fault.startswith(place) and not re.match(r"\w", fault[len(place) :]) for fault in faults)


def _require_round_trips(models: ModuleType, schemas: dict[str, Schema]) -> None:
    """Read and write an instance of each class, with all its keys and with the required ones only."""
    classes = [getattr(models, name) for name in models.__all__]
    found = {model._component: model for model in classes if hasattr(model, "_component")}
    assert found.keys() == {name for name, schema in schemas.items() if "properties" in schema}
    for name, model in found.items():
        for depth in (0, 3):
            data = _instance(schemas[name], schemas, depth)
            assert model.from_dict(data).to_dict() == data, name


def _instance(schema: Schema, schemas: dict[str, Schema], depth: int) -> Any:
    if "$ref" in schema:
        return _instance(schemas[component_name(schema["$ref"])], schemas, depth)
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    for entry in schema.get("anyOf") or schema.get("oneOf") or ():
        return _instance(entry, schemas, depth)
    kinds = schema.get("type", "string")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if kind == "object":
        required = schema.get("required", ())
        properties = schema.get("properties", {})
        found = {key: one for key, one in properties.items() if depth > 0 or key in required}
        # A type that requires itself has no finite instance.
        return {key: _instance(one, schemas, depth - 1) for key, one in found.items()} if depth > -9 else {}
    if kind == "array":
        return [_instance(schema.get("items", {}), schemas, depth - 1)] if depth > 0 else []
    scalars: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True, "null": None}
    return scalars.get(kind, "text")
