"""Updates to a published revision: all files or none, with a report."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from codegen import sync as program
from codegen.atomic_replace import exclusive
from codegen.contract import descriptions
from codegen.contract.document import Document, DocumentError, dump, load, load_openapi
from codegen.contract.overlay import Unapplied, apply
from codegen.contract.sources import read_sources
from codegen.contract.trim import trim
from codegen.contract.unions import complete
from codegen.lock import Lock, Locked, corrections, digest, inputs
from codegen.paths import CONTRACT, OVERLAY, ROOT

from ..support.http_server import HttpReply, serve
from .projects import QUICKLY, environment, published, python, run, run_quickly, tree

UPSTREAM = os.environ.get("REALTIME_UPSTREAM")
PUBLISHED = sorted(Path(UPSTREAM).glob("openapi-*.yaml")) if UPSTREAM else []

# Installs an empty candidate.
_INSTALL = """
import sys, tempfile
from pathlib import Path
from codegen import sync
from codegen.changes.report import Report
from codegen.lock import Lock
with tempfile.TemporaryDirectory(dir=sync.ROOT, prefix=".sync-") as scratch:
    folder = Path(scratch)
    (folder / sync.PACKAGE / "_generated").mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: 3.1.0\\n")
    report = Report(old="a", new="b", version="0.1.0", changes=[], decisions={decisions}, api=[], differences=None)
    candidate = sync.Candidate(None, Lock(), folder, report, {{}}, sync._snapshot())
    {before}
    try:
        sync.install(candidate)
    except Exception as error:
        print(f"{{type(error).__name__}}: {{error}}")
"""


def novelty(document: Document) -> None:
    """Add an event, a property and an enum value; remove a property."""
    schemas = document["components"]["schemas"]
    schemas["RealtimeServerEventNovelty"] = {
        "type": "object",
        "properties": {"event_id": {"type": "string"}, "type": {"type": "string", "const": "novelty.done"}},
        "required": ["type"],
    }
    schemas["RealtimeResponse"]["properties"]["mood"] = {"type": "string", "enum": ["calm", "merry"]}
    schemas["NoiseReductionType"]["enum"].append("seaside")
    del schemas["RealtimeResponse"]["properties"]["metadata"]


def _reported(report: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(change["kind"], change["action"], change["where"]) for change in report["changes"]}


NOVELTIES = {
    ("schema", "added", "RealtimeServerEventNovelty"),
    ("event", "added", "ga server event novelty.done"),
    ("property", "added", "RealtimeResponse.mood"),
    ("property", "removed", "RealtimeResponse.metadata"),
}


@pytest.mark.slow
def test_updates_package_and_reports_changes(project: Path) -> None:
    upstream = published(project, novelty, dump)
    before = tree(project)
    dry = run(project, upstream, "--dry-run", "--json")
    assert dry.returncode == 0, dry.stderr
    assert tree(project) == before

    with serve() as server:
        server.reply = HttpReply(200, upstream.read_bytes())
        done = run(project, f"{server.url}/v1/next.yaml?raw=1", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report == json.loads(dry.stdout) == json.loads((project / "build" / "sync.json").read_text())
    assert _reported(report) >= NOVELTIES
    assert any(entry["name"].endswith("RealtimeResponse.metadata") for entry in report["api"]["changes"])
    assert report["behaviour"]["messages"] > 100
    assert report["behaviour"]["differences"]

    script = 'import realtime_client as rt; print(type(rt.parse_event(\'{"type": "novelty.done"}\')).__name__)'
    assert python(project, "-c", script).stdout == "RealtimeServerEventNovelty\n"


@pytest.mark.slow
def test_writes_contract_package_lock_and_fragment(project: Path) -> None:
    upstream = published(project, novelty)
    # Left behind by a killed process; the second name is not one of ours.
    (project / ".sync-a1b2c3d4" / "half").mkdir(parents=True)
    (project / ".sync-mine").mkdir()
    with serve() as server:
        server.reply = HttpReply(200, upstream.read_bytes())
        done = run_quickly(project, f"{server.url}/v1/next.yaml?raw=1", "--json")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in project.glob(".sync-*")] == [".sync-mine"]
    report = json.loads(done.stdout)
    assert report["new"] == "next"
    assert report == json.loads((project / "build" / "sync.json").read_text())
    assert _reported(report) >= NOVELTIES
    assert any(place.startswith("NoiseReductionType") for kind, _, place in _reported(report) if kind == "enum value")
    assert "/components/schemas/RealtimeServerEventNovelty/description" in report["undescribed"]
    assert "to be described: /components/schemas/RealtimeServerEventNovelty/description" in done.stderr

    fragment = (project / "changelog.d" / "+next.contract.md").read_text()
    assert "minor release" in fragment
    assert "RealtimeResponse.metadata" in fragment
    lock = Lock.read(project / "codegen" / "upstream.lock")
    assert lock.sources["vendor"].revision == "next"
    assert "RealtimeServerEventNovelty" in lock.sources["vendor"].schemas
    assert lock.sources["vendor"].upstream == digest(upstream.read_bytes())
    assert lock.sources["beta"].upstream == Lock.read().sources["beta"].upstream
    assert lock.overlay != corrections()

    after = tree(project, but=("build",))
    again = run_quickly(project, upstream, "--json")
    assert again.returncode == 0, again.stderr
    assert tree(project, but=("build",)) == after
    assert json.loads(again.stdout)["changes"] == []


# The audit hook refuses what a read-only file system would refuse.
_READ_ONLY = """
def refuse(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if writes or event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link"):
        if str(arguments[0]).startswith(str(sync.ROOT)):
            raise PermissionError(30, "Read-only file system", str(arguments[0]))
sys.addaudithook(refuse)
"""


@pytest.mark.slow
def test_dry_run_works_in_a_read_only_tree(project: Path) -> None:
    upstream = published(project, novelty)
    before = sorted(project.rglob("*")), tree(project)
    dry = run_quickly(project, upstream, "--dry-run", before=_READ_ONLY)
    assert dry.returncode == 0, dry.stderr
    assert "event novelty.done" in dry.stdout
    assert (sorted(project.rglob("*")), tree(project)) == before
    refused = run_quickly(project, upstream, before=_READ_ONLY)
    assert refused.returncode == 1
    assert "Read-only file system" in refused.stderr


@pytest.mark.parametrize("writable", [True, False])
def test_type_checker_writes_its_cache_where_it_can(
    writable: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def record(command: list[str], folder: Path, **environment: str) -> tuple[int, str]:
        commands.append(command)
        return 0, ""

    monkeypatch.setattr(program, "_run", record)
    monkeypatch.setattr(os, "access", lambda *_: writable)
    program._require_types(tmp_path)
    [command] = commands
    expected = ROOT / ".mypy_cache" / "sync" if writable else tmp_path / ".mypy_cache"
    assert command[command.index("--cache-dir") + 1] == str(expected)


def less(document: Document) -> None:
    """Remove an event and an operation."""
    schemas = document["components"]["schemas"]
    del schemas["RealtimeServerEventInputAudioBufferTimeoutTriggered"]
    union = schemas["RealtimeServerEvent"]
    [key] = {"anyOf", "oneOf"} & set(union)
    union[key] = [entry for entry in union[key] if not entry["$ref"].endswith("TimeoutTriggered")]
    del document["paths"]["/realtime/calls/{call_id}/refer"]


@pytest.mark.slow
def test_removals_must_be_accepted(project: Path) -> None:
    before, upstream = tree(project), published(project, less)
    refused = run_quickly(project, upstream)
    assert refused.returncode == 1
    assert "removed from the published document: POST /realtime/calls/{call_id}/refer, " in refused.stderr
    assert "RealtimeServerEventInputAudioBufferTimeoutTriggered" in refused.stderr

    unused = run_quickly(project, upstream, "--gone", ".*", "--gone", "Nothing")
    assert unused.returncode == 1
    assert "GONE: nothing that was removed matches 'Nothing'; leave it out" in unused.stderr
    assert tree(project) == before


@pytest.mark.slow
def test_hand_written_code_must_fit(project: Path) -> None:
    before = tree(project)
    unfit = run(project, published(project, less), "--gone", ".*")
    assert unfit.returncode == 1
    assert unfit.stdout.startswith("# From ")
    assert "**Not safe, and nothing was written: 1 decision to make first.**" in unfit.stdout
    for output in (unfit.stdout, unfit.stderr):
        assert "hand-written code does not fit the new contract" in output
        assert "realtime_client/_client/operations.py" in output
        assert "refer_realtime_call" in output
    assert tree(project) == before


BAD: dict[str, bytes] = {
    "not YAML": b"openapi: [3.1.0",
    "no mapping": b"- openapi\n",
    "not OpenAPI": b"name: something\nversion: 1\n",
    "Swagger 2": b"swagger: '2.0'\npaths: {}\n",
    "another vendor's": (
        b"openapi: 3.1.0\ninfo: {title: Pets, version: 1.0.0}\npaths: {/pets: {}}\ncomponents: {schemas: {Pet: {}}}\n"
    ),
    "dangling reference": (
        b"openapi: 3.1.0\npaths: {}\ncomponents: {schemas: {RealtimeX: {$ref: '#/components/schemas/Y'}}}\n"
    ),
    "cycle": (
        b"openapi: 3.1.0\npaths: {}\ncomponents: {schemas: "
        b"{RealtimeX: {$ref: '#/components/schemas/RealtimeY'}, "
        b"RealtimeY: {$ref: '#/components/schemas/RealtimeX'}}}\n"
    ),
    "empty": b"",
    "not text": b"\x00\xff\xfe",
    "code": b"openapi: 3.1.0\npaths: !!python/object/apply:os.getcwd []\n",
    "aliases of aliases": (
        b"openapi: 3.1.0\npaths: {}\na: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"b%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, 9))
    ),
    "too deep": b"openapi: 3.1.0\nx: " + b"[" * 20_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", BAD)
def test_refuses_bad_input_and_changes_nothing(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(BAD[name])
    before = tree(ROOT)
    assert program.main([str(path)]) == 1
    # The wording is tested where documents are read; here it is one error with a reason.
    assert re.search(r"^error: .+", capsys.readouterr().err, re.MULTILINE)
    assert tree(ROOT) == before


def test_refuses_an_invalid_pattern() -> None:
    with pytest.raises(DocumentError, match=r"GONE: '\(' is not a regular expression: "):
        program._acknowledged(Lock(sources={"a": Locked(schemas=["A"])}), {}, ["("])


@pytest.mark.slow
def test_refuses_a_truncated_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = CONTRACT.read_bytes()
    path = tmp_path / "cut.yaml"
    before = tree(ROOT)
    for part in (0.3, 0.5, 0.99):
        path.write_bytes(data[: int(len(data) * part)])
        assert program.main([str(path)]) == 1
        assert "error: " in capsys.readouterr().err
    assert tree(ROOT) == before


@pytest.mark.slow
def test_refuses_a_missing_file_or_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main([str(tmp_path / "none.yaml")]) == 1
    assert "pass the path or URL of a document" in capsys.readouterr().err
    assert program.main(["http://[/openapi.yaml"]) == 1
    assert "error: cannot download the document: " in capsys.readouterr().err
    with serve() as server:
        server.reply = HttpReply(404)
        assert program.main([f"{server.url}/openapi.yaml"]) == 1
        assert "cannot download the document: " in capsys.readouterr().err
        server.reply = HttpReply(200, b"name: something\n")
        assert program.main([f"{server.url}/openapi.yaml"]) == 1
        assert "openapi.yaml: not an OpenAPI document" in capsys.readouterr().err


@pytest.mark.slow
def test_failed_generation_changes_nothing(project: Path) -> None:
    def clash(document: Document) -> None:
        properties = document["components"]["schemas"]["RealtimeResponse"]["properties"]
        properties |= {"to_dict": {"type": "string"}, "status_text": {"enum": []}}

    before = tree(project)
    failed = run_quickly(project, published(project, clash))
    assert failed.returncode == 1
    assert "error: $.components.schemas.RealtimeResponse.properties.status_text" in failed.stderr
    assert tree(project) == before
    assert not list(project.glob(".sync-*"))


@pytest.mark.slow
def test_failed_check_changes_nothing(project: Path) -> None:
    before = tree(project)
    failing = "def fail(folder): raise sync.DocumentError('no \\x1b[2Jtypes')\nsync._require_types = fail"
    failed = run_quickly(project, published(project, novelty), before=failing)
    assert failed.returncode == 1
    assert failed.stderr.endswith("error: no \\x1b[2Jtypes\nnothing was written\n")
    assert tree(project, but=("build",)) == before
    assert not list(project.glob(".sync-*"))


# Edits


@pytest.mark.slow
@pytest.mark.parametrize("name", ["openapi.yaml", "codegen/overlay.yaml", "realtime_client/_generated/new.py"])
def test_an_edit_during_the_sync_is_kept(project: Path, name: str) -> None:
    before = tree(project, but=("build",))
    refused = python(
        project, "-c", _INSTALL.format(decisions=[], before=f"(sync.ROOT / {name!r}).write_text('edited')")
    )
    assert refused.stdout == (f"DocumentError: {name}: changed during the sync; nothing was written, run it again\n"), (
        refused.stderr
    )
    assert (project / name).read_text() == "edited"
    assert not (project / "build").exists()
    if name.endswith("new.py"):
        (project / name).unlink()
        assert tree(project, but=("build",)) == before


@pytest.mark.slow
def test_two_syncs_exclude_each_other(project: Path) -> None:
    before, upstream = tree(project), published(project, novelty)
    with exclusive(project / "build" / "sync.lock"):
        refused = run_quickly(project, upstream)
    assert refused.returncode == 1
    lock = f"build/sync.lock is locked by process {os.getpid()}"
    assert refused.stderr.endswith(f"error: another make sync is running ({lock}); wait until it ends\n")
    assert tree(project, but=("build",)) == before


# Interruptions


def start(root: Path, before: str, *arguments: str | Path) -> subprocess.Popen[str]:
    """Start a sync without the checks that take long, after the Python code ``before``."""
    command = [sys.executable, "-P", "-c", QUICKLY.format(before=before), *map(str, arguments)]
    return subprocess.Popen(command, cwd=root, env=environment(root), stderr=subprocess.PIPE, text=True)


# A background job ignores SIGINT, and its children inherit that.
_INTERRUPTIBLE = """
signal.signal(signal.SIGINT, signal.default_int_handler)
sync._require_types = lambda folder: sync._run(["sleep", "3600"], folder)
sync.compare_packages = lambda *_: (print("waiting", file=sys.stderr, flush=True), signal.pause())
"""


@pytest.mark.slow
def test_ctrl_c_prints_one_line(project: Path) -> None:
    before = tree(project)
    with start(project, _INTERRUPTIBLE, published(project, novelty)) as process:
        assert process.stderr is not None
        assert any(line == "waiting\n" for line in process.stderr)
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
    assert (process.returncode, rest) == (130, "interrupted; nothing was written\n")
    assert tree(project, but=("build",)) == before
    assert not list(project.glob(".sync-*"))


@pytest.mark.slow
def test_a_killed_sync_changes_nothing(project: Path) -> None:
    before = tree(project)
    waiting = 'sync.compare_packages = lambda *_: (print("waiting", file=sys.stderr, flush=True), signal.pause())'
    with start(project, waiting, published(project, novelty)) as process:
        assert process.stderr is not None
        assert any(line == "waiting\n" for line in process.stderr)
        process.send_signal(signal.SIGKILL)
    assert tree(project, but=("build",)) == before
    [left] = project.glob(".sync-*")
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert any(fnmatch(f"{left.name}/", pattern) for pattern in patterns)


# Replacing


@pytest.mark.slow
def test_failure_at_the_last_file_restores_all(project: Path) -> None:
    (project / "build").write_text("not a folder\n")
    before = tree(project)
    done = python(project, "-c", _INSTALL.format(decisions=[], before=""))
    assert "NotADirectoryError" in done.stdout or "FileExistsError" in done.stdout, done.stderr
    assert tree(project) == before


@pytest.mark.slow
def test_writes_nothing_while_there_are_decisions(project: Path) -> None:
    before = tree(project)
    done = python(project, "-c", _INSTALL.format(decisions=["no path matches `/x`"], before=""))
    assert done.stdout == ("DocumentError: no path matches `/x`\nnothing was written; DRY=1 shows the report\n"), (
        done.stderr
    )
    assert tree(project) == before


@pytest.mark.slow
def test_keeps_unreleased_fragments(project: Path) -> None:
    folder = project / "changelog.d"
    folder.mkdir()
    script = "from codegen import sync; print(sync._fragment('../the spec.v2').relative_to(sync.ROOT))"
    names = []
    for _ in range(3):
        names.append(python(project, "-c", script).stdout.strip())
        (project / names[-1]).write_text("A change.\n")
    assert names == [f"changelog.d/+-the-spec-v2.contract{number}.md" for number in ("", ".1", ".2")]


# Progress


def on_a_terminal(script: str, *arguments: str) -> tuple[int, list[str], str]:
    """Run a script on a terminal; return its exit code, the final lines of the screen, and all output."""
    master, slave = pty.openpty()
    command = [sys.executable, "-c", script, *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        shown = b""
        with contextlib.suppress(OSError):  # Linux reports the end of a terminal as an error.
            while piece := os.read(master, 65_536):
                shown += piece
        code = process.wait()
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
from codegen.sync import _progress
with _progress() as start:
    start("first")
    start("second")
"""


@pytest.mark.slow
def test_terminal_shows_progress_and_finished_steps() -> None:
    code, screen, shown = on_a_terminal(_STEPS)
    assert code == 0
    assert [re.sub(r"\d", "0", line) for line in screen] == ["  first  0:00:00", "  second 0:00:00"]
    # A spinner was shown, and the cursor is visible again.
    assert re.search("[\u2800-\u28ff]", shown)
    assert shown.rstrip().endswith("\x1b[?25h")


@pytest.mark.slow
def test_terminal_shows_the_failed_step(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("name: [something]\n")
    script = "import sys; from codegen.sync import main; sys.exit(main(sys.argv[1:]))"
    code, screen, _ = on_a_terminal(script, str(path))
    assert code == 1
    assert re.fullmatch(r"  reading the published document: stopped \d:\d\d:\d\d", screen[0])
    assert screen[1].startswith("error: bad.yaml: ")


# Lock


def test_lock_matches_its_inputs() -> None:
    lock = Lock.read()
    assert lock.overlay == corrections()
    assert {name: getattr(lock, name) for name in inputs()} == inputs()
    assert inputs()["templates"] != digest()
    assert len([name for name in lock.names if name.startswith("POST /")]) == 9
    assert len(lock.names) > 190


def test_missing_lock_is_empty_and_an_invalid_one_is_refused(tmp_path: Path) -> None:
    assert Lock.read(tmp_path / "none.lock").names == set()
    path = tmp_path / "odd.lock"
    path.write_text("colour: blue\n")
    with pytest.raises(DocumentError, match="run `make sync`"):
        Lock.read(path)


# Unions


def event(kind: str | None = None, name: str | None = None) -> dict[str, Any]:
    tag: dict[str, Any] = {"type": "string"} if kind is None else {"type": "string", "enum": [kind]}
    schema: dict[str, Any] = {"type": "object", "properties": {"type": tag}}
    return schema if name is None else {**schema, "x-event-type": name}


def document(**schemas: Any) -> Document:
    return {"paths": {}, "components": {"schemas": schemas}}


def test_unions_contain_all_matching_events() -> None:
    made, remarks = complete(
        document(AEventOne=event("one"), AEventTwo=event(name="two"), AEventPart={"type": "object"}),
        {"AEvent": "AEvent[A-Z].*", "BEvent": "BEvent[A-Z].*"},
    )
    schemas = made["components"]["schemas"]
    assert [entry["$ref"].rpartition("/")[2] for entry in schemas["AEvent"]["oneOf"]] == ["AEventOne", "AEventTwo"]
    assert schemas["AEventTwo"]["properties"]["type"]["const"] == "two"
    assert remarks == ["no event belongs to the union BEvent (codegen/sources.yaml); correct or remove it"]


def test_published_unions_keep_their_order() -> None:
    published = {"anyOf": [{"$ref": "#/components/schemas/AEventTwo"}]}
    made, _ = complete(
        document(AEventOne=event("one"), AEventTwo=event("two"), AEvent=published), {"AEvent": "AEvent.+"}
    )
    names = [entry["$ref"].rpartition("/")[2] for entry in made["components"]["schemas"]["AEvent"]["anyOf"]]
    assert names == ["AEventTwo", "AEventOne"]
    assert published["anyOf"] == [{"$ref": "#/components/schemas/AEventTwo"}]


def test_refuses_an_object_named_like_a_union() -> None:
    _, [problem] = complete(
        document(AEvent={"type": "object"}, AEventOne=event("one"), AEventTwo=event("two")), {"AEvent": "A.+[a-z]"}
    )
    assert problem.startswith("$.components.schemas.AEvent: must be a union of events; rename or remove it")


# Published revisions


# The newest is followed at every change, the others weekly; each is prepared once, so in one process.
_REVISIONS: list[Any] = [
    *(pytest.param(path, marks=[pytest.mark.sync, pytest.mark.xdist_group(path.stem)]) for path in PUBLISHED[:-1]),
    pytest.param(PUBLISHED[-1] if PUBLISHED else None, marks=pytest.mark.xdist_group("newest")),
]


@pytest.fixture(scope="module", params=_REVISIONS, ids=lambda path: path.stem if path else "none")
def revision(request: pytest.FixtureRequest) -> Iterator[tuple[Path, program.Candidate]]:
    if request.param is None:
        pytest.skip("set REALTIME_UPSTREAM to a folder of published revisions")
    with program.prepare(str(request.param), dry_run=True) as candidate:
        yield request.param, candidate


@pytest.mark.slow
def test_prepares_each_published_revision(revision: tuple[Path, program.Candidate]) -> None:
    path, candidate = revision
    # Preparing has checked the generator's warnings, all imports and all types.
    assert (candidate.folder / "realtime_client" / "_generated" / "tables.py").is_file()
    found = trim(load_openapi(path), read_sources()["vendor"].roots, absent=[])
    classes = set(found["components"]["schemas"])
    assert classes <= set(candidate.built.contract["components"]["schemas"])
    assert set(candidate.lock.sources["vendor"].schemas) == classes
    assert set(candidate.lock.sources["beta"].schemas) == set(Lock.read().sources["beta"].schemas)
    if not found["paths"]:
        # Operations that are gone are a decision, whether or not others match their root.
        [removed] = [
            each for each in candidate.report.decisions if each.startswith("removed from the published document")
        ]
        assert "POST /realtime/calls" in removed
    if path == PUBLISHED[-1]:
        assert dump(candidate.built.contract) == CONTRACT.read_text(encoding="utf-8")
        assert candidate.report.decisions == []
        assert candidate.report.changes == []
        assert candidate.report.api == []
        assert candidate.report.differences == []
        assert candidate.report.undescribed == []


_ROUND_TRIP = """
import json, sys
from realtime_client._generated import models
count = 0
for line in sys.stdin:
    name, example = json.loads(line)
    model = getattr(models, name).from_dict(json.loads(json.dumps(example)))
    assert model.to_dict() == example, (name, example, model.to_dict())
    assert type(model).__name__ == name
    count += 1
print(count)
"""


@pytest.mark.slow
def test_examples_of_each_revision_round_trip(revision: tuple[Path, program.Candidate]) -> None:
    path, candidate = revision
    schemas = load_openapi(path)["components"]["schemas"]
    built = candidate.built.contract["components"]["schemas"]
    lines = []
    for name in candidate.lock.sources["vendor"].schemas:
        text = schemas[name].get("x-oaiMeta", {}).get("example")
        try:
            example = json.loads(text) if isinstance(text, str) else None
        except ValueError:
            continue  # Some of the published examples are not valid JSON.
        if isinstance(example, dict) and schemas[name].get("type") == "object":
            lines.append(json.dumps([built[name].get("x-python-name", name), example]) + "\n")
    assert len(lines) > 25
    command = [sys.executable, "-P", "-c", _ROUND_TRIP]
    done = subprocess.run(
        command, input="".join(lines), env=environment(candidate.folder), capture_output=True, text=True, check=False
    )
    assert done.stdout == f"{len(lines)}\n", done.stderr


@pytest.mark.slow
def test_refuses_corrections_that_change_nothing() -> None:
    if not PUBLISHED:
        pytest.skip("set REALTIME_UPSTREAM to a folder of published revisions")
    trimmed = trim(load_openapi(PUBLISHED[-1]), read_sources().roots)
    corrected = apply(trimmed, load(OVERLAY))
    with pytest.raises(DocumentError, match=r"changes nothing, the published document is already correct; delete it"):
        apply(corrected, load(OVERLAY))
    unapplied: list[Unapplied] = []
    apply(corrected, load(OVERLAY), unapplied=unapplied)
    assert any(action.problem.startswith("changes nothing") for action in unapplied)


@pytest.mark.slow
def test_a_stale_correction_stops_the_command(project: Path) -> None:
    for target in ("$.components.schemas.Nowhere", "$.components.schemas.RealtimeResponse"):
        action = {"target": target, "description": "Why.", "x-source": "Where.", "update": {"type": "object"}}
        (project / "codegen" / "overlay.yaml").write_text(dump({"overlay": "1.0.0", "actions": [action]}))
        before = tree(project)
        failed = run_quickly(project, published(project))
        assert failed.returncode == 1
        assert "delete it" in failed.stderr
        assert target in failed.stderr
        assert tree(project) == before


# Hostile documents


def hostile(document: Document) -> None:
    """Add texts and names that would run if they became code."""
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


@pytest.mark.slow
def test_hostile_text_never_becomes_code(project: Path) -> None:
    before = tree(project)
    done = run(project, published(project, hostile), "--dry-run", "--json")
    # Either generated, with the text as data, or refused; in both cases nothing of it was run.
    assert done.returncode == 0 or "error: " in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(project) == before


@pytest.mark.slow
def test_output_has_no_control_characters_of_a_document(project: Path) -> None:
    active = "\x1b[2J\x9b1m\u202e\u2028\r"

    def change(document: Document) -> None:
        properties = document["components"]["schemas"]["RealtimeResponse"]["properties"]
        properties["mood"] = {"type": "string", "enum": [active, "b"], "default": active}
        properties[f"key{active}"] = {"type": "string"}

    done = run_quickly(project, published(project, change), "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "mood" in done.stdout
    assert not re.search("[^\\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u2070-\U0010ffff]", done.stdout + done.stderr)


def test_escapes_text_for_a_terminal_or_log() -> None:
    assert descriptions.printable("/a\n::add-mask::b\x1b[2J\u202e") == r"/a\n::add-mask::b\x1b[2J\u202e"
    assert descriptions.printable("größer") == "größer"
