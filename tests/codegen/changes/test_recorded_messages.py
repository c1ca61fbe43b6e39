"""Recorded messages, read by two versions of the package."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from codegen.changes import recorded_messages as behaviour
from codegen.changes.recorded_messages import (
    Difference,
    Message,
    compare_readings,
    differences_since,
    messages,
    readings,
)
from codegen.contract.document import DocumentError
from codegen.paths import ROOT

USAGE = Path("realtime_client", "_generated", "models", "realtime_response_usage.py")
DONE = Message(
    source="here:1",
    content={"type": "response.done", "event_id": "e", "response": {"id": "r", "usage": {"total_tokens": 7}}},
    dialect="ga",
)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A copy of the package that tests may change."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "realtime_client", tmp_path / "realtime_client", ignore=ignored)
    return tmp_path


def _change(folder: Path, path: Path, before: str, after: str) -> None:
    text = (folder / path).read_text(encoding="utf-8")
    assert before in text
    (folder / path).write_text(text.replace(before, after), encoding="utf-8")


def test_equal_versions_have_no_differences(other: Path) -> None:
    recorded = list(messages())
    assert {message.source.partition(":")[0] for message in recorded} >= {
        "examples/sessions/beta.jsonl",
        "examples/sessions/ga.jsonl",
    }
    assert len(recorded) > 200
    assert {message.kind for message in recorded} >= {"response.done", "RealtimeCreateClientSecretResponse"}
    assert compare_readings(other, ROOT, recorded) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            'self.total_tokens = data["total_tokens"]',
            'self.total_tokens = str(data["total_tokens"])',
            [
                ("values", "$.response.usage.total_tokens: int", "$.response.usage.total_tokens: str"),
                ("written", "", "$.response.usage.total_tokens"),
                ("deviations", "", "$.response.usage.total_tokens: declared integer"),
            ],
        ),
        (
            'data["total_tokens"] = value',
            'data["total"] = value',
            [("written", "", "$.response.usage.total; $.response.usage.total_tokens")],
        ),
        ("self = new(cls)", "raise RuntimeError('sk-secret')", [("error", "read", "RuntimeError")]),
        ("class RealtimeResponseUsage(", "class RealtimeResponseCounts(", None),
    ],
)
def test_what_is_read_otherwise_is_named_by_place(
    before: str, after: str, expected: list[tuple[str, str, str]] | None, other: Path
) -> None:
    _change(other, USAGE, before, after)
    found = compare_readings(ROOT, other, [DONE])
    if expected is None:
        assert [entry.what for entry in found] == ["error"]
    elif expected[0][0] == "values":
        assert [(entry.what, entry.before, entry.after) for entry in found[:2]] == expected[:2]
    else:
        assert [(entry.what, entry.before, entry.after) for entry in found if entry.what != "deviations"] == expected
    assert {(entry.source, entry.kind) for entry in found} == {("here:1", "response.done")}
    assert "sk-secret" not in repr(found)


def test_reports_each_kind_of_difference() -> None:
    def reading(**parts: Any) -> dict[str, Any]:
        return {"classes": {"$": "A"}, "written": {}, "deviations": [], "error": "", **parts}

    assert list(behaviour._differences(reading(), reading(classes={"$": "B"}))) == [("class", "A", "B")]
    many = {"$": "A", **{f"$.p{number}": "int" for number in range(9)}}
    ((what, before, after),) = behaviour._differences(reading(), reading(classes=many))
    assert what == "values"
    assert before.endswith("$.p4: nothing; and 4 more")
    assert after.startswith("$.p0: int; ")
    deviations = list(behaviour._differences(reading(deviations=["a", "b"]), reading(deviations=["b", "c"])))
    assert deviations == [("deviations", "a", "c")]
    longer = list(behaviour._differences(reading(written={"x": [1]}), reading(written={"x": [1, 2]})))
    assert longer == [("written", "", "$.x")]


def test_reads_client_events_and_response_bodies() -> None:
    recorded = [
        Message("here:1", {"type": "response.create"}, "ga", "client"),
        Message("here:2", {"type": "session.created"}, "beta"),
        Message("here:3", {"value": "ek_x"}, model="RealtimeCreateClientSecretResponse"),
        Message("here:4", {}, model="NoSuchModel"),
    ]
    found = readings(ROOT, recorded)
    assert [reading["classes"].get("$") for reading in found] == [
        "RealtimeClientEventResponseCreate",
        "RealtimeBetaServerEventSessionCreated",
        "RealtimeCreateClientSecretResponse",
        None,
    ]
    assert found[3]["error"].startswith("AttributeError")


def test_reads_with_the_package_of_the_folder(other: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DocumentError, match="another package named realtime_client comes first"):
        readings(tmp_path / "empty", [DONE])
    (other / "realtime_client" / "__init__.py").write_text("raise ImportError('broken')")
    with pytest.raises(DocumentError, match="cannot read messages: ImportError: broken"):
        readings(other, [DONE])


@pytest.mark.parametrize(
    ("line", "message"), [("{", "not valid JSON"), ("[]", "expected a message"), ('{"event": 1}', "expected a message")]
)
def test_refuses_an_invalid_recording(line: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "events.jsonl").write_text(line + "\n")
    monkeypatch.setenv("REALTIME_CAPTURED", str(tmp_path))
    with pytest.raises(DocumentError, match=rf"captured/events\.jsonl:1: {message}"):
        list(messages())


def test_recordings_contain_the_sender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"direction": "out", "event": {"type": "response.create"}}
    (tmp_path / "events.jsonl").write_text(json.dumps(line) + "\n")
    monkeypatch.setenv("REALTIME_CAPTURED", str(tmp_path))
    assert list(messages())[-1] == Message("captured/events.jsonl:1", {"type": "response.create"}, None, "client")


def test_compares_readings_with_a_revision() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    found, number = differences_since("HEAD")
    assert number > 200
    assert all(isinstance(entry, Difference) for entry in found)
