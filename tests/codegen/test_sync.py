"""Following a published revision: all of it or nothing, with a report."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from codegen import sync as program
from codegen.contract import CONTRACT, OVERLAY, ROOTS
from codegen.document import Document, DocumentError, dump, load, load_openapi
from codegen.lock import Lock, corrections, inputs
from codegen.overlay import apply
from codegen.trim import trim
from codegen.unions import complete

from ..http_server import Answer, serve

ROOT = Path(__file__).parent.parent.parent
UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
PUBLISHED = sorted(Path(UPSTREAM).glob("openapi-*.yaml")) if UPSTREAM else []


def tree(root: Path) -> str:
    """A digest of every file of a project that sync may write, and of no other."""
    made = hashlib.sha256()
    for folder in ("codegen", "realtime_client", "changelog.d"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                made.update(f"{path.relative_to(root)}".encode() + path.read_bytes())
    return made.hexdigest() + hashlib.sha256((root / "openapi.yaml").read_bytes()).hexdigest()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, which may be written to."""
    root = tmp_path / "project"
    for folder in ("codegen", "realtime_client", "examples/sessions", "tests/fixtures"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("openapi.yaml", "generator-config.yaml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    # What is published there is the contract itself, which needs no correction.
    # Types of the libraries are the same everywhere.
    (ROOT / ".mypy_cache").mkdir(exist_ok=True)
    (root / ".mypy_cache").symlink_to(ROOT / ".mypy_cache")
    (root / "codegen" / "overlay.yaml").write_text("overlay: 1.0.0\nactions: []\n")
    return root


def run(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "codegen.sync", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(root), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=300)


def published(root: Path, change: Callable[[Document], None] = lambda document: None) -> Path:
    """The contract, changed, as if it were a published document."""
    document = copy.deepcopy(load_openapi(CONTRACT))
    change(document)
    path = root.parent / "next.yaml"
    path.write_text(dump(document), encoding="utf-8")
    return path


def novelty(document: Document) -> None:
    """An event, a property and a value that nobody has seen."""
    schemas = document["components"]["schemas"]
    schemas["RealtimeServerEventNovelty"] = {
        "type": "object",
        "properties": {"event_id": {"type": "string"}, "type": {"type": "string", "const": "novelty.done"}},
        "required": ["type"],
    }
    schemas["RealtimeResponse"]["properties"]["mood"] = {"type": "string", "enum": ["calm", "merry"]}
    schemas["NoiseReductionType"]["enum"].append("seaside")
    del schemas["RealtimeResponse"]["properties"]["metadata"]


def test_a_new_revision_becomes_an_sdk_and_a_report(project: Path) -> None:
    upstream = published(project, novelty)
    before = tree(project)
    dry = run(project, upstream, "--dry-run", "--json")
    assert dry.returncode == 0, dry.stderr
    assert tree(project) == before
    assert not list(project.glob(".sync-*"))

    done = run(project, upstream, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report == json.loads(dry.stdout) == json.loads((project / "build" / "sync.json").read_text())
    assert report["new"] == "next"
    told = {(change["kind"], change["action"], change["where"]) for change in report["changes"]}
    assert {
        ("schema", "added", "RealtimeServerEventNovelty"),
        ("event", "added", "ga server event novelty.done"),
        ("property", "added", "RealtimeResponse.mood"),
        ("property", "removed", "RealtimeResponse.metadata"),
    } <= told
    assert any(kind == "enum value" and where.startswith("NoiseReductionType") for kind, _, where in told)
    assert any(entry["name"].endswith("RealtimeResponse.metadata") for entry in report["api"]["changes"])
    assert report["behaviour"]["messages"] > 100
    assert report["behaviour"]["differences"]
    assert "to be described: /components/schemas/RealtimeServerEventNovelty/description" in done.stderr

    # The new event is read, and nothing that was read before is lost.
    program = 'import realtime_client as rt; print(type(rt.parse_event(\'{"type": "novelty.done"}\')).__name__)'
    command = [sys.executable, "-P", "-c", program]
    read = subprocess.run(command, cwd=project, env={**os.environ, "PYTHONPATH": str(project)}, capture_output=True)
    assert read.stdout == b"RealtimeServerEventNovelty\n", read.stderr

    fragment = (project / "changelog.d" / "+next.contract.md").read_text()
    assert "minor release" in fragment
    assert "RealtimeResponse.metadata" in fragment
    lock = Lock.read(project / "codegen" / "upstream.lock")
    assert lock.revision == "next"
    assert "RealtimeServerEventNovelty" in lock.schemas


def test_what_is_gone_is_an_error_until_it_is_acknowledged(project: Path) -> None:
    def less(document: Document) -> None:
        schemas = document["components"]["schemas"]
        del schemas["RealtimeServerEventInputAudioBufferTimeoutTriggered"]
        union = schemas["RealtimeServerEvent"]
        [key] = {"anyOf", "oneOf"} & set(union)
        union[key] = [entry for entry in union[key] if not entry["$ref"].endswith("TimeoutTriggered")]
        del document["paths"]["/realtime/calls/{call_id}/refer"]

    before, upstream = tree(project), published(project, less)
    refused = run(project, upstream)
    assert refused.returncode == 1
    assert "was there and is gone: POST /realtime/calls/{call_id}/refer, " in refused.stderr
    assert "RealtimeServerEventInputAudioBufferTimeoutTriggered" in refused.stderr
    assert tree(project) == before

    idle = run(project, upstream, "--gone", ".*", "--gone", "Nothing")
    assert idle.returncode == 1
    assert "nothing is gone that matches 'Nothing'" in idle.stderr

    # What is written by hand calls the operation, so that it has to go first.
    unfit = run(project, upstream, "--gone", ".*", "--dry-run")
    assert unfit.returncode == 1
    assert "realtime_client/_operations.py" in unfit.stderr
    assert 'no attribute "refer_realtime_call"' in unfit.stderr
    assert tree(project) == before


BAD: dict[str, tuple[bytes, str]] = {
    "not YAML": (b"openapi: [3.1.0", "not YAML"),
    "no mapping": (b"- openapi\n", "root must be a mapping"),
    "not OpenAPI": (b"name: something\nversion: 1\n", "not an OpenAPI document"),
    "Swagger 2": (b"swagger: '2.0'\npaths: {}\n", "OpenAPI 2.0 is not supported"),
    "another vendor's": (
        b"openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {/pets: {}}\ncomponents: {schemas: {Pet: {}}}\n",
        "is it another API's, or cut short?",
    ),
    "dangling reference": (
        b"openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {RealtimeX: {$ref: '#/components/schemas/Y'}}}\n",
        "refers to the schema Y",
    ),
    "cycle": (
        b"openapi: 3.1.0\npaths: {}\ncomponents: {schemas: "
        b"{RealtimeX: {$ref: '#/components/schemas/RealtimeY'}, "
        b"RealtimeY: {$ref: '#/components/schemas/RealtimeX'}}}\n",
        "RealtimeX",
    ),
    "empty": (b"", "root must be a mapping"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_changes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, reason = BAD[name]
    path = tmp_path / "bad.yaml"
    path.write_bytes(data)
    before = tree(ROOT)
    assert program.main([str(path), "--other-revision"]) == 1
    assert reason in capsys.readouterr().err
    assert tree(ROOT) == before


def test_truncated_contract_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = CONTRACT.read_bytes()
    path = tmp_path / "cut.yaml"
    path.write_bytes(data[: len(data) // 2])
    assert program.main([str(path), "--other-revision"]) == 1
    assert "error: " in capsys.readouterr().err


def test_missing_file_and_address_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([str(tmp_path / "none.yaml")]) == 1
    assert "give the path or URL of a document" in capsys.readouterr().err
    with serve() as server:
        server.answer = Answer(404)
        assert program.main([f"{server.url}/openapi.yaml"]) == 1
        assert "cannot be fetched" in capsys.readouterr().err
        server.answer = Answer(200, b"name: something\n")
        assert program.main([f"{server.url}/openapi.yaml"]) == 1
        assert "openapi.yaml: not an OpenAPI document" in capsys.readouterr().err


def test_generation_that_fails_changes_nothing(project: Path) -> None:
    def clash(document: Document) -> None:
        properties = document["components"]["schemas"]["RealtimeResponse"]["properties"]
        properties |= {"foo-bar": {"type": "string"}, "foo_bar": {"type": "string"}}

    before = tree(project)
    failed = run(project, published(project, clash))
    assert failed.returncode == 1
    assert "foo" in failed.stderr
    assert tree(project) == before
    assert not list(project.glob(".sync-*"))


def test_types_that_do_not_hold_change_nothing(project: Path) -> None:
    odd = project / "realtime_client" / "_secrets.py"
    odd.write_text(odd.read_text() + "\nMASKS: int = MASK\n")
    before = tree(project)
    failed = run(project, published(project))
    assert failed.returncode == 1
    assert "does not satisfy the type checker" in failed.stderr
    assert "realtime_client/_secrets.py" in failed.stderr
    assert tree(project) == before


def test_swap_that_fails_is_undone(project: Path) -> None:
    script = f"""
from codegen import sync
with sync.stage({str(published(project, novelty))!r}) as made:
    (made.folder / "openapi.yaml").unlink()
    try:
        sync.sync(made)
    except OSError as error:
        print("undone:", type(error).__name__)
"""
    before = tree(project)
    command = [sys.executable, "-P", "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == "undone: FileNotFoundError\n", done.stderr
    assert tree(project) == before


def test_killed_in_the_middle_changes_nothing(project: Path) -> None:
    command = [sys.executable, "-P", "-m", "codegen.sync", str(published(project, novelty))]
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    before = tree(project)
    with subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any(line == "checking and comparing\n" for line in process.stderr)
        process.send_signal(signal.SIGKILL)
    assert tree(project) == before


def test_progress_shows_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("name: something\n")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "codegen.sync", str(path)]
    environment = {**os.environ, "TERM": "xterm-256color"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        shown = b""
        try:
            while piece := os.read(master, 65_536):
                shown += piece
        except OSError:
            """The end, as a terminal tells it."""
        assert process.wait(60) == 1
    os.close(master)
    assert b"reading the published document" in shown
    assert b"\x1b[" in shown
    assert b"not an OpenAPI document" in shown


def test_lock_agrees_with_what_there_is() -> None:
    lock = Lock.read()
    assert lock.overlay == corrections()
    assert {name: getattr(lock, name) for name in inputs()} == inputs()
    assert len(lock.operations) == 9
    assert len(lock.schemas) > 190


def test_lock_that_is_none(tmp_path: Path) -> None:
    assert Lock.read(tmp_path / "none.lock").schemas == []
    path = tmp_path / "odd.lock"
    path.write_text("colour: blue\n")
    with pytest.raises(DocumentError, match="run `make sync`"):
        Lock.read(path)


# Unions


def event(kind: str | None = None, name: str | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "string"} if kind is None else {"type": "string", "enum": [kind]}
    schema: dict[str, Any] = {"type": "object", "properties": {"type": told}}
    return schema if name is None else {**schema, "x-oaiMeta": {"name": name}}


def document(**schemas: Any) -> Document:
    return {"paths": {}, "components": {"schemas": schemas}}


def test_unions_take_all_that_matches_and_has_a_type() -> None:
    made, remarks = complete(
        document(AEventOne=event("one"), AEventTwo=event(name="two"), AEventPart={"type": "object"}),
        {"AEvent": "AEvent[A-Z].*", "BEvent": "BEvent[A-Z].*"},
    )
    schemas = made["components"]["schemas"]
    assert [entry["$ref"].rpartition("/")[2] for entry in schemas["AEvent"]["oneOf"]] == ["AEventOne", "AEventTwo"]
    assert schemas["AEventTwo"]["properties"]["type"]["const"] == "two"
    assert remarks == ["No schemas belong to BEvent: no event is read as one of it."]


def test_published_unions_keep_their_order_and_get_what_they_lack() -> None:
    published = {"anyOf": [{"$ref": "#/components/schemas/AEventTwo"}]}
    made, _ = complete(
        document(AEventOne=event("one"), AEventTwo=event("two"), AEvent=published), {"AEvent": "AEvent.+"}
    )
    names = [entry["$ref"].rpartition("/")[2] for entry in made["components"]["schemas"]["AEvent"]["anyOf"]]
    assert names == ["AEventTwo", "AEventOne"]
    assert published["anyOf"] == [{"$ref": "#/components/schemas/AEventTwo"}]


def test_what_is_called_like_a_union_and_is_none() -> None:
    with pytest.raises(DocumentError, match="AEvent: must be a union"):
        complete(
            document(AEvent={"type": "object"}, AEventOne=event("one"), AEventTwo=event("two")), {"AEvent": "A.+[a-z]"}
        )


# Published revisions


_REVISIONS: list[Path | None] = [*PUBLISHED] or [None]


@pytest.fixture(scope="module", params=_REVISIONS, ids=lambda path: path.stem if path else "none")
def revision(request: pytest.FixtureRequest) -> Iterator[tuple[Path, program.Synced]]:
    if request.param is None:
        pytest.skip("REALTIME_UPSTREAM names no folder of published revisions")
    is_other = request.param != PUBLISHED[-1]
    with program.stage(str(request.param), gone=[".*"] if is_other else [], is_other_revision=is_other) as made:
        yield request.param, made


def test_whole_chain_from_each_revision(revision: tuple[Path, program.Synced]) -> None:
    path, made = revision
    # Warnings of the generator, modules that cannot be imported and types that do not hold have stopped it before.
    assert (made.folder / "realtime_client" / "_generated" / "tables.py").is_file()
    roots: Any = load(ROOTS)
    found = trim(load_openapi(path), roots, absent=[])
    classes = set(found["components"]["schemas"])
    assert classes <= set(made.built.contract["components"]["schemas"])
    assert set(made.lock.schemas) == classes
    lacks = [remark for remark in made.report.remarks if remark.startswith("No path matches")]
    assert bool(lacks) is (not found["paths"])
    if path == PUBLISHED[-1]:
        assert dump(made.built.contract) == CONTRACT.read_text(encoding="utf-8")
        assert made.report.changes == []
        assert made.report.api == []
        assert made.report.differences == []
        assert made.undescribed == []


_ROUND_TRIP = """
import json, sys
from realtime_client._generated import models
read = 0
for line in sys.stdin:
    name, example = json.loads(line)
    model = getattr(models, name).from_dict(json.loads(json.dumps(example)))
    assert model.to_dict() == example, (name, example, model.to_dict())
    assert type(model).__name__ == name
    read += 1
print(read)
"""


def test_examples_of_each_revision_round_trip(revision: tuple[Path, program.Synced]) -> None:
    path, made = revision
    schemas = load_openapi(path)["components"]["schemas"]
    lines = []
    for name in made.lock.schemas:
        told = schemas[name].get("x-oaiMeta", {}).get("example")
        try:
            example = json.loads(told) if isinstance(told, str) else None
        except ValueError:
            continue  # The published examples are partly no JSON.
        if isinstance(example, dict) and schemas[name].get("type") == "object":
            lines.append(json.dumps([name, example]) + "\n")
    assert len(lines) > 25
    command = [sys.executable, "-P", "-c", _ROUND_TRIP]
    environment = {**os.environ, "PYTHONPATH": str(made.folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, input="".join(lines), env=environment, capture_output=True, text=True, check=False)
    assert done.stdout == f"{len(lines)}\n", done.stderr


def test_corrections_that_do_not_apply_are_refused_with_advice() -> None:
    if not PUBLISHED:
        pytest.skip("REALTIME_UPSTREAM names no folder of published revisions")
    trimmed = trim(load_openapi(PUBLISHED[-1]), load(ROOTS))
    corrected = apply(trimmed, load(OVERLAY))
    with pytest.raises(DocumentError, match=r"changes nothing, the published document has it already; delete it"):
        apply(corrected, load(OVERLAY))
    stale: list[str] = []
    apply(corrected, load(OVERLAY), stale=stale)
    assert any(re.search("changes nothing", remark) for remark in stale)
