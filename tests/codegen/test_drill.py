"""Following the vendor: each drill ends in a correct SDK, or in one complete list of decisions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codegen.contract.document import Document, dump, load
from codegen.contract.sources import read_sources
from codegen.contract.trim import trim
from codegen.lock import Lock

from .projects import published, python, run, run_quickly, tree

pytestmark = pytest.mark.slow

REFERENCE = "#/components/schemas/"


def succeeded(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def decisions(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the decisions that a sync stopped with; they are in the report and on standard error."""
    assert done.returncode == 1, done.stdout
    report = json.loads(done.stdout)
    errors = done.stderr.partition("error: ")[2].splitlines()
    assert errors[-1] == "nothing was written; DRY=1 shows the report"
    lines = [line for entry in report["decisions"] for line in entry.splitlines()]
    assert [" ".join(line.split()) for line in errors[:-1]] == [" ".join(line.split()) for line in lines]
    found: list[str] = report["decisions"]
    return found


def event(kind: str) -> dict[str, Any]:
    properties = {"type": {"type": "string", "const": kind}, "event_id": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["type"]}


def without_beta(document: Document) -> None:
    """Remove the beta dialect and everything that only it uses."""
    trimmed = trim(document, read_sources()["vendor"].roots)
    document["paths"] = trimmed["paths"]
    schemas = trimmed["components"]["schemas"]
    document["components"]["schemas"] = {
        name: schema for name, schema in schemas.items() if not name.startswith("RealtimeBeta")
    }
    assert "RealtimeBetaResponse" not in document["components"]["schemas"]


def test_the_vendor_drops_the_beta_dialect(project: Path) -> None:
    contract = (project / "openapi.yaml").read_bytes()
    text = succeeded(run(project, published(project, without_beta)))
    assert "**Safe: nothing changes for users.**" in text.splitlines()[2]
    assert (project / "openapi.yaml").read_bytes() == contract
    script = """
import realtime_client as rt
event = rt.parse_event({"type": "response.text.delta", "delta": "a"}, dialect="beta")
print(type(event).__name__, rt.models.RealtimeBetaResponse.__name__)
"""
    shown = succeeded(python(project, "-c", script))
    assert shown == "RealtimeBetaServerEventResponseTextDelta RealtimeBetaResponse\n"


def video(document: Document) -> None:
    """Add a dialect with two events of the server and one of the client."""
    document["components"]["schemas"] |= {
        "RealtimeVideoServerEventStarted": event("video.started"),
        "RealtimeVideoServerEventDone": event("video.done"),
        "RealtimeVideoClientEventStart": event("video.start"),
    }


def test_the_vendor_adds_a_dialect(project: Path) -> None:
    before, upstream = tree(project), published(project, video)
    [decision] = decisions(run_quickly(project, upstream, "--json"))
    assert "RealtimeVideoServerEventStarted" in decision
    entry = decision.partition("add `")[2].partition("`")[0]
    assert tree(project, but=("build",)) == before

    path = project / "codegen" / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace("  translation:\n", f"  {entry}\n  translation:\n")
    path.write_text(text, encoding="utf-8")
    report = json.loads(succeeded(run(project, upstream, "--json")))
    added = {change["where"] for change in report["changes"] if change["kind"] == "event"}
    assert added == {
        "video server event video.started",
        "video server event video.done",
        "video client event video.start",
    }
    script = """
import realtime_client as rt
names = [type(rt.parse_event({"type": "video.done"}, dialect=dialect)).__name__ for dialect in ("video", None)]
sent = rt.parse_client_event({"type": "video.start"})
print(*names, type(sent) is rt.events.video.Start, rt.EventDecoder("video").decode(b'{"type": "video.started"}').type)
"""
    shown = succeeded(python(project, "-c", script))
    assert shown == "RealtimeVideoServerEventDone RealtimeVideoServerEventDone True video.started\n"


def test_the_vendor_renames_an_operation(project: Path) -> None:
    def rename(document: Document) -> None:
        paths = document["paths"]
        paths["/realtime/calls/{call_id}/transfer"] = paths.pop("/realtime/calls/{call_id}/refer")
        paths["/realtime/calls/{call_id}/transfer"]["post"]["operationId"] = "transfer-realtime-call"

    action = {
        "target": "$.paths['/realtime/calls/{call_id}/refer'].post",
        "description": "Why.",
        "x-source": "Where.",
        "update": {"tags": ["Other"]},
    }
    other = {**action, "target": "$.paths.*.*", "update": {"x-note": True}}
    overlay = project / "codegen" / "overlay.yaml"
    overlay.write_text(f"# Kept.\n{dump({'overlay': '1.0.0', 'actions': [action, other]})}", encoding="utf-8")
    upstream = published(project, rename)
    found = decisions(run(project, upstream, "--json"))
    kinds = [entry.partition(": ")[0].partition(" (")[0] for entry in found]
    assert kinds[:2] == ["removed from the published document", "overlay action 0"]
    assert found[-1].startswith("hand-written code does not fit the new contract; change it first:\n")
    assert "POST /realtime/calls/{call_id}/refer" in found[0]
    assert "refer_realtime_call" in found[-1]

    pattern = found[0].partition("GONE='")[2].removesuffix("'")
    succeeded(run_quickly(project, upstream, "--gone", pattern))
    text = overlay.read_text(encoding="utf-8")
    assert text.startswith("# Kept.\n")
    assert [one["target"] for one in load(overlay)["actions"]] == ["$.paths.*.*"]
    succeeded(run_quickly(project, upstream))


def test_the_vendor_removes_a_member_of_a_union(project: Path) -> None:
    def remove(document: Document) -> None:
        schemas = document["components"]["schemas"]
        union = schemas["RealtimeConversationItem"]
        [key] = {"anyOf", "oneOf"} & set(union)
        union[key] = [entry for entry in union[key] if not entry["$ref"].endswith("RealtimeMCPApprovalResponse")]

    upstream = published(project, remove)
    [decision] = decisions(run_quickly(project, upstream, "--json"))
    for file in ("vendor", "beta"):
        assert f"codegen/sources/{file}.yaml $.components.schemas.RealtimeConversationItem.anyOf" in decision
    assert "add `RealtimeConversationItem` to sources.beta.accepts" in decision

    path = project / "codegen" / "sources.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "    keeps:\n", "    accepts: [RealtimeConversationItem]\n    keeps:\n"
    )
    path.write_text(text, encoding="utf-8")
    report = json.loads(succeeded(run(project, upstream, "--json")))
    changes = [(change["kind"], change["action"], change["before"]) for change in report["changes"]]
    assert ("union member", "removed", "RealtimeMCPApprovalResponse") in changes


def test_the_vendor_splits_a_schema(project: Path) -> None:
    def split(document: Document) -> None:
        schemas = document["components"]["schemas"]
        whole = schemas["RealtimeResponse"]
        names = list(whole["properties"])
        parts = [
            {"type": "object", "properties": {name: whole["properties"][name] for name in half}}
            for half in (names[:5], names[5:])
        ]
        schemas["RealtimeResponseCore"] = parts[0]
        schemas["RealtimeResponse"] = {"allOf": [{"$ref": f"{REFERENCE}RealtimeResponseCore"}, parts[1]]}

    before = load(project / "openapi.yaml")["components"]["schemas"]
    report = json.loads(succeeded(run(project, published(project, split), "--json")))
    assert {(change["kind"], change["where"]) for change in report["changes"]} == {("schema", "RealtimeResponseCore")}
    after = load(project / "openapi.yaml")["components"]["schemas"]
    assert {name: schema for name, schema in after.items() if name != "RealtimeResponseCore"} == before


def test_all_decisions_of_one_revision_are_reported_together(project: Path) -> None:
    def change(document: Document) -> None:
        video(document)
        schemas = document["components"]["schemas"]
        del schemas["RealtimeResponse"]["properties"]["usage"]
        schemas["RealtimeServerEventInputAudioBufferTimeoutTriggered"] = {"anyOf": []}
        schemas["RealtimeServerEventInputAudioBufferDtmfEventReceived"] = {"allOf": [{"type": "string"}, event("x")]}
        schemas["RealtimeAudioFormats"] = {"type": "string"}
        del document["paths"]["/realtime/calls/{call_id}/refer"]

    action = {"target": "$.components.schemas.Nowhere", "description": "Why.", "x-source": "Where.", "remove": True}
    (project / "codegen" / "overlay.yaml").write_text(dump({"overlay": "1.0.0", "actions": [action]}))
    before = tree(project)
    done = run_quickly(project, published(project, change), "--gone", "Nothing")
    assert done.returncode == 1
    for part in (
        "removed from the published document: POST /realtime/calls/{call_id}/refer",
        "GONE: nothing that was removed matches 'Nothing'",
        "RealtimeAudioFormats",
        "events of no dialect",
        "overlay action 0 ($.components.schemas.Nowhere): matches nothing",
        "RealtimeServerEventInputAudioBufferTimeoutTriggered.anyOf: must not be empty",
        "RealtimeServerEventInputAudioBufferDtmfEventReceived: parts of allOf disagree",
    ):
        assert part in done.stderr
    assert done.stderr.endswith("nothing was written\n")
    assert tree(project, but=("build",)) == before


def test_a_source_is_followed_by_name_and_kept_otherwise(project: Path) -> None:
    def change(document: Document) -> None:
        document["components"]["schemas"]["RealtimeBetaResponse"]["properties"]["mood"] = {"type": "string"}

    upstream = published(project, change)
    report = json.loads(succeeded(run_quickly(project, upstream, "--json")))
    assert report["changes"] == []
    assert any(
        remark.startswith("The source beta keeps its own RealtimeBetaResponse, which") for remark in report["remarks"]
    )
    report = json.loads(succeeded(run_quickly(project, upstream, "--source", "beta", "--json")))
    assert [change["where"] for change in report["changes"]] == ["RealtimeBetaResponse.mood"]
    revisions = {
        name: source.revision for name, source in Lock.read(project / "codegen" / "upstream.lock").sources.items()
    }
    assert revisions == {"vendor": "next", "beta": "next"}
    contract = (project / "openapi.yaml").read_bytes()
    succeeded(run_quickly(project, "--kept"))
    assert (project / "openapi.yaml").read_bytes() == contract


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--source", "other", "--kept"], "codegen/sources.yaml: no source 'other'; use one of vendor, beta"),
        ([], "pass the path or URL of a document, or --kept"),
    ],
)
def test_names_what_to_pass(project: Path, arguments: list[str], message: str) -> None:
    done = run_quickly(project, *arguments)
    assert done.returncode in (1, 2)
    assert message in done.stderr


def test_a_source_without_a_kept_part_is_named(project: Path) -> None:
    (project / "codegen" / "sources" / "beta.yaml").unlink()
    change: Callable[[Document], None] = lambda document: None  # noqa: E731
    done = run_quickly(project, published(project, change), "--gone", ".*Beta.*")
    assert "codegen/sources/beta.yaml: missing; run make sync UPSTREAM=… SOURCE=beta" in done.stderr
