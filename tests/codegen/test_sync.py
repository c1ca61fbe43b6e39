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
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from codegen import sync as program
from codegen.contract.build import CONTRACT, OVERLAY, ROOTS
from codegen.contract import descriptions
from codegen.contract.document import Document, DocumentError, dump, load, load_openapi
from codegen.contract.overlay import apply
from codegen.contract.trim import trim
from codegen.contract.unions import complete
from codegen.lock import Lock, corrections, digest, inputs

from ..support.http_server import Answer, serve

ROOT = Path(__file__).parent.parent.parent
UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
PUBLISHED = sorted(Path(UPSTREAM).glob("openapi-*.yaml")) if UPSTREAM else []


# What is no part of a work tree: scratch, and caches of tools.
_PASSING = re.compile(r"\.sync-\w+|\.generate-\w+|__pycache__|\.\w+_cache|\.git|\.venv.*|\.hypothesis|\.coverage.*")


def tree(root: Path, *, but: tuple[str, ...] = ()) -> str:
    """A digest of every file of a work tree; of this one, of what sync may write, since other tests write too."""
    made = hashlib.sha256()
    tops = ["codegen", "realtime_client", "changelog.d", "openapi.yaml"] if root == ROOT else os.listdir(root)
    for top in sorted({*tops} - {*but}):
        for path in sorted([root / top, *(root / top).rglob("*")]):
            inside = path.relative_to(root)
            if path.is_file() and not any(map(_PASSING.fullmatch, inside.parts)):
                made.update(f"{inside}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return made.hexdigest()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, which may be written to."""
    root = tmp_path / "project"
    for folder in ("codegen", "realtime_client", "examples/sessions", "tests/fixtures"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("openapi.yaml", "generator-config.yaml", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    # Types of the libraries are the same everywhere.
    (ROOT / ".mypy_cache").mkdir(exist_ok=True)
    (root / ".mypy_cache").symlink_to(ROOT / ".mypy_cache")
    # What is published there is the contract itself, which needs no correction.
    (root / "codegen" / "overlay.yaml").write_text("overlay: 1.0.0\nactions: []\n")
    return root


def run(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return python(root, "-m", "codegen.sync", *arguments)


def python(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", *map(str, arguments)]
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

    # What a process that was killed has left goes; what is not from here stays.
    (project / ".sync-a1b2c3d4" / "half").mkdir(parents=True)
    (project / ".sync-mine").mkdir()
    with serve() as server:
        server.answer = Answer(200, upstream.read_bytes())
        done = run(project, f"{server.url}/v1/next.yaml?raw=1", "--json")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in project.glob(".sync-*")] == [".sync-mine"]
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
    assert lock.upstream == digest(upstream.read_bytes())

    # The same once more says the same, and nothing is new any more.
    after = tree(project, but=("build",))
    again = run(project, upstream, "--json")
    assert again.returncode == 0, again.stderr
    assert tree(project, but=("build",)) == after
    assert json.loads(again.stdout)["changes"] == []


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
    assert "realtime_client/_client/operations.py" in unfit.stderr
    assert 'no attribute "refer_realtime_call"' in unfit.stderr
    assert tree(project) == before


BAD: dict[str, tuple[bytes, str]] = {
    "not YAML": (b"openapi: [3.1.0", "not YAML"),
    "no mapping": (b"- openapi\n", "root must be a mapping"),
    "not OpenAPI": (b"name: something\nversion: 1\n", "not an OpenAPI document"),
    "Swagger 2": (b"swagger: '2.0'\npaths: {}\n", "OpenAPI 2.0 is not supported"),
    "another vendor's": (
        b"openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {/pets: {}}\ncomponents: {schemas: {Pet: {}}}\n",
        "is it another API's document, or incomplete?",
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
    "not text": (b"\x00\xff\xfe", "not YAML"),
    "code": (b"openapi: 3.1.0\npaths: !!python/object/apply:os.getcwd []\n", "has no type in JSON"),
    "aliases of aliases": (
        b"openapi: 3.1.0\npaths: {}\na: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"b%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 9)),
        "are aliases nested in aliases?",
    ),
    "too deep": (b"openapi: 3.1.0\nx: " + b"[" * 20_000, "nested deeper than 200 levels"),
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


def test_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(DocumentError, match=r"'\(' is no regular expression: missing \)"):
        program._require_acknowledged(Lock(operations=[], schemas=["A"]), {"operations": [], "schemas": []}, ["("])


def test_truncated_contract_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = CONTRACT.read_bytes()
    path = tmp_path / "cut.yaml"
    before = tree(ROOT)
    for part in (0.3, 0.5, 0.99):
        path.write_bytes(data[: int(len(data) * part)])
        assert program.main([str(path)]) == 1
        assert "error: " in capsys.readouterr().err
    assert tree(ROOT) == before


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


_REPLACE = """
import sys, tempfile
from pathlib import Path
from codegen import sync
from codegen.changes.compare import Change
from codegen.lock import Lock
from codegen.changes.report import Report
lacking = sys.argv[1:]
with tempfile.TemporaryDirectory(dir=sync.ROOT, prefix=".sync-") as scratch:
    made = Path(scratch)
    (made / sync.PACKAGE / "_generated").mkdir(parents=True)
    (made / "openapi.yaml").write_text("openapi: 3.1.0\\n")
    report = Report(old="a", new="b", version="0.1.0", changes=[], api=[], differences=None)
    try:
        sync.sync(sync.Synced(None, Lock(revision="b", operations=[], schemas=[]), made, report, [], lacking))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
"""


def test_replacing_that_fails_at_the_last_file_is_undone(project: Path) -> None:
    (project / "build").write_text("no folder\n")
    before = tree(project)
    done = python(project, "-c", _REPLACE)
    assert "NotADirectoryError" in done.stdout or "FileExistsError" in done.stdout, done.stderr
    assert tree(project) == before


def test_revision_that_lacks_something_is_reported_on_and_never_written(project: Path) -> None:
    before = tree(project)
    done = python(project, "-c", _REPLACE, "No path matches the root '/x'.")
    assert done.stdout == (
        "DocumentError: b lacks what the project needs, first: No path matches the root '/x'. "
        "Nothing is written; DRY=1 shows the report\n"
    ), done.stderr
    assert tree(project) == before


def test_fragments_that_are_not_released_yet_are_kept(project: Path) -> None:
    folder = project / "changelog.d"
    folder.mkdir()
    asked = "from codegen import sync; print(sync._fragment('../the spec.v2').relative_to(sync.ROOT))"
    names = []
    for _ in range(3):
        names.append(python(project, "-c", asked).stdout.strip())
        (project / names[-1]).write_text("told\n")
    assert names == [f"changelog.d/+-the-spec-v2.contract{number}.md" for number in ("", ".1", ".2")]


def test_killed_in_the_middle_changes_nothing(project: Path) -> None:
    command = [sys.executable, "-P", "-m", "codegen.sync", str(published(project, novelty))]
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    before = tree(project)
    with subprocess.Popen(command, cwd=project, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        assert any(line == "checking and comparing\n" for line in process.stderr)
        process.send_signal(signal.SIGKILL)
    assert tree(project) == before
    [left] = project.glob(".sync-*")
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert any(fnmatch(f"{left.name}/", pattern) for pattern in patterns)


def on_a_terminal(script: str, *arguments: str) -> tuple[int, list[str], str]:
    """Exit code, the lines that stand on the terminal in the end, and all that was sent to it."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", script, *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        shown = b""
        try:
            while piece := os.read(master, 65_536):
                shown += piece
        except OSError:
            """The end, as a terminal tells it."""
        code = process.wait(60)
    os.close(master)
    screen: list[str] = [""]
    row = 0
    for token in re.findall(r"\x1b\[[?\d;]*[A-Za-z]|\r|\n|[^\x1b\r\n]+", shown.decode()):
        if token == "\n":
            row += 1
            screen += [""] * (row + 1 - len(screen))
        elif token.endswith("A") and token.startswith("\x1b"):
            row -= int(re.sub(r"\D", "", token) or 1)
        elif token == "\x1b[2K":
            screen[row] = ""
        elif not token.startswith("\x1b") and token != "\r":
            screen[row] += token
    return code, [line.rstrip() for line in screen if line.strip()], shown.decode()


_STEPS = """
import time
from codegen.sync import _progress
with _progress() as say:
    say("first")
    time.sleep(0.3)
    say("second")
"""


def test_progress_on_a_terminal_moves_and_ends_with_every_step_done() -> None:
    code, screen, shown = on_a_terminal(_STEPS)
    assert code == 0
    assert screen == ["  first  0:00:00", "  second 0:00:00"]
    # It turned in between, and the cursor is back.
    assert len(set(re.findall("[\u2800-\u28ff]", shown))) > 1
    assert shown.rstrip().endswith("\x1b[?25h")


def test_progress_on_a_terminal_says_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("name: [something]\n")
    program = "import sys; from codegen.sync import main; sys.exit(main(sys.argv[1:]))"
    code, screen, _ = on_a_terminal(program, str(path))
    assert code == 1
    assert screen[0] == "  reading the published document: stopped 0:00:00"
    assert screen[1] == "error: bad.yaml: not an OpenAPI document: found name, and no key `openapi`"


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
    assert remarks == ["No schema belongs to the union BEvent (codegen/roots.yaml)."]


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
    with pytest.raises(DocumentError, match=r"changes nothing, the published document is already correct; delete it"):
        apply(corrected, load(OVERLAY))
    stale: list[str] = []
    apply(corrected, load(OVERLAY), stale=stale)
    assert any(re.search("changes nothing", remark) for remark in stale)


def test_corrections_stop_the_command_and_change_nothing(project: Path) -> None:
    actions = {
        "$.components.schemas.Nowhere": "matches nothing; delete it",
        "$.components.schemas.RealtimeResponse": "changes nothing, the published document is already correct; delete it",
    }
    for target, advice in actions.items():
        action = {"target": target, "description": "Why.", "x-source": "Where.", "update": {"type": "object"}}
        (project / "codegen" / "overlay.yaml").write_text(dump({"overlay": "1.0.0", "actions": [action]}))
        before = tree(project)
        failed = run(project, published(project))
        assert failed.returncode == 1
        assert advice in failed.stderr
        assert target in failed.stderr
        assert tree(project) == before


def hostile(document: Document) -> None:
    """Words and names that would do something if they became code."""
    evil = '"""\nimport pathlib; pathlib.Path("owned").touch()\n"""\\'
    response = document["components"]["schemas"]["RealtimeResponse"]
    response["properties"][evil] = {"type": "string", "description": evil, "enum": [evil, "b"]}
    response["properties"]["mood"] = {"type": "string", "default": evil, "title": evil}
    document["components"]["schemas"]["RealtimeServerEventNovelty"] = {
        "type": "object",
        "description": evil,
        "properties": {"type": {"type": "string", "const": evil}},
        "required": ["type"],
    }


def test_hostile_text_never_becomes_code(project: Path) -> None:
    before = tree(project)
    done = run(project, published(project, hostile), "--dry-run", "--json")
    # Made, with the text as data, or refused by its place: and nothing of it has run, in either case.
    assert done.returncode == 0 or "error: " in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(project) == before


def test_text_of_a_document_says_nothing_to_a_terminal_or_a_log() -> None:
    assert descriptions.printable("/a\n::add-mask::b\x1b[2J\u202e") == r"/a\n::add-mask::b\x1b[2J\u202e"
    assert descriptions.printable("größer") == "größer"
