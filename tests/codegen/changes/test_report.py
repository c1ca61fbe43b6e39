"""Reports as Markdown and as JSON, and the command that writes them."""

from __future__ import annotations

import json
import os
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from codegen.changes import report as reports
from codegen.changes.compare import Change
from codegen.changes.impact import ADDITIVE, BREAKS_READERS, BREAKS_SENDERS, WIDENING
from codegen.changes.python_api import ApiChange
from codegen.changes.recorded_messages import Difference
from codegen.changes.report import (
    Report,
    main,
    open_document,
    print_error,
    report,
    to_fragment,
    to_json,
    to_markdown,
    version_bump,
)
from codegen.contract.document import Document, DocumentError, dump, load
from codegen.paths import CONTRACT, ROOT

BOTH = (BREAKS_READERS, BREAKS_SENDERS)
REMOVED = Change(
    "property", "removed", "X.p", "removed", '"a" | `b`\nc', None, BOTH, "looks like a rename to q: same shape"
)
EVENT = Change("event", "added", "ga server event x.y", "added", None, "RealtimeServerEventX", (WIDENING,))
ADDED = Change("enum value", "added", "X.e", "added", None, "v", (ADDITIVE,))
OLD: Document = {
    "openapi": "3.1.0",
    "paths": {"/realtime/x": {"post": {"operationId": "x", "responses": {"200": {"description": "Fine."}}}}},
    "components": {
        "schemas": {
            "RealtimeThing": {"type": "object", "description": "A thing.", "properties": {"p": {"type": "string"}}},
            "ErrorResponse": {"type": "object", "properties": {}},
            "Elsewhere": {"type": "string"},
        }
    },
}
NEW: Document = {
    **OLD,
    "components": {
        "schemas": {
            "RealtimeThing": {"type": "object", "description": "An object.", "properties": {}},
            "ErrorResponse": {"type": "object", "properties": {}},
            "Elsewhere": {"type": "integer"},
        }
    },
}


def _report(**parts: Any) -> Report:
    return Report(**{"old": "a.yaml", "new": "b.yaml", "version": "0.3.4", "changes": [], **parts})


@pytest.mark.parametrize(
    ("version", "breaking", "anything", "level", "following"),
    [
        ("0.1.0", True, True, "minor", "0.2.0"),
        ("0.1.0", False, True, "minor", "0.2.0"),
        ("0.1.0", False, False, "patch", "0.1.1"),
        ("1.2.3", True, True, "major", "2.0.0"),
        ("1.2.3", False, True, "minor", "1.3.0"),
        ("1.2.3", False, False, "patch", "1.2.4"),
        ("2", False, False, "patch", "2.0.1"),
        ("1.4.0rc1", False, True, "minor", "1.5.0"),
    ],
)
def test_next_version(version: str, breaking: bool, anything: bool, level: str, following: str) -> None:
    bump = version_bump(breaking, anything, version)
    assert (bump.level, bump.next) == (level, following)
    assert ("0.x" in bump.rule) == (breaking and version.startswith("0"))


@pytest.mark.parametrize(
    ("parts", "following"),
    [
        ({}, "1.0.1"),
        ({"changes": [EVENT]}, "1.1.0"),
        ({"changes": [ADDED, REMOVED]}, "2.0.0"),
        ({"api": [ApiChange("x", "added", breaking=False)]}, "1.1.0"),
        ({"api": [ApiChange("x", "removed", breaking=True)]}, "2.0.0"),
        ({"differences": [Difference("a:1", "t", "class", "A", "B")]}, "1.1.0"),
    ],
)
def test_every_kind_of_change_decides_the_version(parts: dict[str, Any], following: str) -> None:
    assert _report(version="1.0.0", **parts).bump.next == following


def test_json_has_all_information_under_stable_keys() -> None:
    difference = Difference("a:1", "t", "class", "A", "B")
    result = _report(
        changes=[REMOVED],
        api=[ApiChange("x", "added", breaking=False)],
        differences=[difference],
        messages=3,
        since="v1",
    )
    read = json.loads(to_json(result))
    assert list(read) == [
        *("format", "old", "new", "version", "bump", "counts", "decisions", "remarks", "rewordings", "undescribed"),
        *("changes", "api", "behaviour"),
    ]
    assert read["format"] == 1
    assert read["counts"] == {BREAKS_READERS: 1, BREAKS_SENDERS: 1, WIDENING: 0, ADDITIVE: 0}
    assert read["changes"] == [
        {
            "kind": "property",
            "action": "removed",
            "where": "X.p",
            "how": "removed",
            "before": '"a" | `b`\nc',
            "after": None,
            "impact": list(BOTH),
            "hint": "looks like a rename to q: same shape",
        }
    ]
    assert read["api"]["changes"] == [{"name": "x", "what": "added", "breaking": False, "before": "", "after": ""}]
    assert read["behaviour"] == {
        "since": "v1",
        "messages": 3,
        "differences": [{"source": "a:1", "kind": "t", "what": "class", "before": "A", "after": "B"}],
    }
    assert json.loads(to_json(_report()))["api"] is None
    assert json.loads(to_json(_report()))["behaviour"] is None
    assert all(key in str(reports.__doc__) for key in read)


def test_markdown_has_a_section_for_each_impact() -> None:
    text = to_markdown(_report(changes=[REMOVED, EVENT, ADDED], remarks=["Mind <this> | that."], rewordings=1))
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == [
        *("What to do", "Summary", "Events"),
        *("Breaking for readers (1)", "Breaking for senders (1)", "Widening (1)", "Additive (1)"),
    ]
    assert "0.3.4 → **0.4.0** (minor)" in text
    assert "| Breaking for readers | 1 |" in text
    assert "1 description reworded" in text
    assert "- Mind &lt;this> \\| that." in text
    assert "| `x.y` | ga server | added |" in text
    assert (
        "| property | `X.p` | removed | `\"a\" \\| 'b' c` |  "
        "| looks like a rename to q: same shape; also breaking for senders |" in text
    )


@pytest.mark.parametrize(
    ("parts", "verdict", "steps"),
    [
        ({}, "**Safe: nothing changes for users.** Next version: 0.3.4 → **0.3.5** (patch).", ["Nothing."]),
        ({"changes": [ADDED]}, "**Safe: no existing code breaks.** Next version: 0.3.4 →", ["Release 0.4.0."]),
        (
            {"changes": [REMOVED], "api": [ApiChange("x", "removed", True), ApiChange("y", "removed", True)]},
            "**Not safe to release without review: 1 contract change and 2 Python API changes can break existing ",
            ["Read the breaking changes", "In the changelog", "Release 0.4.0."],
        ),
        (
            {"differences": [Difference("a:1", "t", "class", "A", "B")], "undescribed": ["/components/schemas/X"]},
            "**Safe: no existing code breaks.**",
            ["Check every recorded message", "Describe the new elements in `openapi.yaml`", "Release 0.4.0."],
        ),
    ],
)
def test_markdown_opens_with_verdict_and_next_steps(parts: dict[str, Any], verdict: str, steps: list[str]) -> None:
    lines = to_markdown(_report(**parts)).splitlines()
    assert lines[2].startswith(verdict)
    assert lines[4] == "## What to do"
    shown = [re.sub(r"^\d\. ", "", line) for line in lines[6 : lines.index("## Summary") - 1]]
    assert len(shown) == len(steps)
    assert all(line.startswith(step) for line, step in zip(shown, steps, strict=True))


def test_markdown_folds_long_tables() -> None:
    changes = [Change("enum value", "added", f"X.e{number}", "added", None, "v", (ADDITIVE,)) for number in range(26)]
    assert "<details>" not in to_markdown(_report(changes=changes[:25]))
    text = to_markdown(_report(changes=changes))
    assert "\n<details>\n<summary>Show all 26</summary>\n\n| element |" in text
    assert text.endswith("|\n\n</details>\n")


def test_output_has_no_control_characters_of_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    active = "a\x1b[2J\x9b1m\u202e\u2028\u200f\ud800\rb"
    change = Change("default", "changed", active, "changed", {active: [active]}, active, BOTH, active)
    api = [ApiChange(active, "removed", True, active, active)]
    differences = [Difference(active, active, "values", active, active)]
    result = _report(
        old=active,
        changes=[change],
        api=api,
        differences=differences,
        since=active,
        remarks=[active],
        undescribed=[active],
    )
    print_error(DocumentError(f"{active}\n{active}"))
    for text in (to_markdown(result), to_json(result), to_fragment(result), capsys.readouterr().err):
        assert re.findall("[^\\n\x20-\x7e\xa0-\u200d\u2010-\u2027\u2030-\u2065\u2070-\ud7ff]", text) == []
    assert json.loads(to_json(result))["old"] == active


def test_rows_of_a_table_have_the_same_number_of_cells() -> None:
    hostile = "a|b`c\nd<e>" + "x|" * 200
    change = Change("default", "changed", hostile, "changed", {hostile: [hostile]}, hostile, BOTH, hostile)
    api = [ApiChange(hostile, "removed", True, hostile, hostile)]
    difference = Difference(hostile, hostile, "values", hostile, hostile)
    text = to_markdown(_report(changes=[change], api=api, differences=[difference], since=hostile))
    widths: set[int] = set()
    for line in text.splitlines():
        if line.startswith("|"):
            widths.add(len(re.findall(r"(?<!\\)\|", line)))
        else:
            assert len(widths) <= 1
            widths.clear()


def test_markdown_has_the_comparison_with_a_revision() -> None:
    text = to_markdown(_report(api=[], differences=[], messages=1, since="v0.1.0"))
    assert "## Python API since `v0.1.0`\n\nThe public API is unchanged." in text
    assert "## Recorded messages since `v0.1.0`\n\n0 of 1 recorded message read differently." in text
    difference = Difference("a:1", "response.done", "class", "A", "B")
    api = [ApiChange("x.y", "removed", breaking=True), ApiChange("x.z", "added", breaking=False)]
    text = to_markdown(_report(api=api, differences=[difference], messages=2, since="v1"))
    assert "### Breaking (1)" in text
    assert "### Compatible (1)" in text
    assert "| `a:1` | `response.done` | class | `A` | `B` |" in text


def test_trims_documents_to_matching_roots() -> None:
    result = report(OLD, NEW, ("one", "other"))
    assert [(change.where, change.action) for change in result.changes] == [("RealtimeThing.p", "removed")]
    assert result.rewordings == 1
    others: list[Document] = [
        {"openapi": "3.0.0", "components": {"schemas": {"Pet": {"type": kind}}}} for kind in ("string", "integer")
    ]
    result = report(others[0], others[1])
    assert [change.where for change in result.changes] == ["Pet"]
    assert result.remarks[0].startswith("codegen/sources.yaml matches nothing in one of the documents")
    without = {**OLD, "paths": {}}
    assert "one: no operation matches the root `/realtime/.*`." in report(without, NEW, ("one", "other")).remarks


def test_unchanged_contract_raises_the_patch_version() -> None:
    committed = load(CONTRACT)
    result = report(committed, committed)
    assert result.changes == []
    assert result.bump.level == "patch"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name, document in (("old.yaml", OLD), ("new.yaml", NEW)):
        (tmp_path / name).write_text(dump(document), encoding="utf-8")
    return str(tmp_path / "old.yaml"), str(tmp_path / "new.yaml")


def test_command_prints_or_writes(files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*files]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("# From old.yaml to new.yaml\n")
    assert str(tmp_path) not in printed
    assert main([*files, "--json", "--output", str(tmp_path / "made.json")]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads((tmp_path / "made.json").read_text(encoding="utf-8"))["new"] == "new.yaml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not YAML"),
        ("[]", "the root must be a mapping"),
        ("swagger: '2.0'", "not an OpenAPI 3 document"),
        ("openapi: 3.0.0\npaths:", "$.paths: must be a mapping, found nothing"),
        ("openapi: 3.0.0\ncomponents: {schemas: {X: 1}}", "$.components.schemas.X: must be a schema, found 1"),
        ("openapi: 3.0.0\ncomponents: {schemas: {X: {required: [[]]}}}", "X.required[0]: must be a string"),
        ("openapi: 3.0.0\ncomponents: {schemas: {RealtimeX: {$ref: '#/x'}, ErrorResponse: {}}}", "#/x"),
        (None, "no such file; pass the path of a file, or REVISION:PATH"),
    ],
)
def test_bad_input_is_an_error_without_traceback(
    text: str | None, message: str, files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.yaml"
    if text is not None:
        bad.write_text(text)
    for pair in ([str(bad), files[1]], [files[0], str(bad)]):
        assert main(pair) == 1
        printed = capsys.readouterr().err
        assert printed.startswith("error: ")
        assert message in printed


def test_reads_a_document_from_git(capsys: pytest.CaptureFixture[str]) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository")
    assert open_document("HEAD:openapi.yaml")["openapi"].startswith("3.1")
    for source in ("no-such-revision:openapi.yaml", "HEAD:no-such-file", "--output=x:y", ":x"):
        with pytest.raises(DocumentError):
            open_document(source)
    same = ["HEAD:openapi.yaml", "HEAD:openapi.yaml"]
    assert main([*same, "--since", "no-such-revision"]) == 1
    assert capsys.readouterr().err.startswith("error: git archive")
    assert main([*same, "--since=--output=made"]) == 1
    assert "is not a git revision" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("REALTIME_UPSTREAM"), reason="set REALTIME_UPSTREAM to a folder of published revisions"
)
def test_reports_on_published_revisions(capsys: pytest.CaptureFixture[str]) -> None:
    newest = sorted(Path(os.environ["REALTIME_UPSTREAM"]).glob("openapi-*.yaml"))
    for old, new in pairwise(newest):
        assert main([str(old), str(new)]) == 0
        assert "## Events" in capsys.readouterr().out
    assert main([str(newest[-1]), str(CONTRACT)]) == 0
