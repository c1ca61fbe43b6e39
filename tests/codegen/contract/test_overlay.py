"""Every correction states its reason and source, and fails when it has no effect."""

from __future__ import annotations

from typing import Any

import pytest

from codegen.contract.document import DocumentError, load
from codegen.contract.overlay import apply
from codegen.paths import OVERLAY

DOCUMENT: dict[str, Any] = {"a": {"type": "string", "enum": ["x"], "deep": {"kept": 1}}, "b": {"type": "string"}}


def _apply(**action: Any) -> Any:
    return apply(DOCUMENT, {"actions": [{"description": "Why.", "x-source": "Where.", **action}]})


def test_update_merges_mappings_and_appends_to_lists() -> None:
    result = _apply(target="$.a", update={"enum": ["x", "y"], "deep": {"new": 2}, "type": ["string", "null"]})
    assert result["a"] == {"type": ["string", "null"], "enum": ["x", "y"], "deep": {"kept": 1, "new": 2}}
    assert DOCUMENT["a"]["enum"] == ["x"]


def test_updates_every_match() -> None:
    assert [schema["type"] for schema in _apply(target="$['a','b']", update={"type": "integer"}).values()] == [
        "integer"
    ] * 2


def test_removes_only_matching_entries_of_a_list() -> None:
    document = {"required": ["a", "b", "c", "b"]}
    action = {"target": "$.required[?@ == 'b']", "remove": True, "description": "Why.", "x-source": "Where."}
    assert apply(document, {"actions": [action]}) == {"required": ["a", "c"]}


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"target": "$.gone", "update": {"type": "string"}}, r"\(\$\.gone\): matches nothing; delete it"),
        (
            {"target": "$.b", "update": {"type": "string"}},
            r"\(\$\.b\): changes nothing, the published document is already correct",
        ),
        ({"target": "$.b", "remove": True, "description": ""}, "needs its reason"),
        ({"target": "$.b", "remove": True, "x-source": None}, "needs its reason"),
    ],
)
def test_refuses_actions_without_effect(action: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        _apply(**action)


def test_every_correction_states_its_reason_and_source() -> None:
    actions = load(OVERLAY)["actions"]
    assert len(actions) > 30
    for action in actions:
        assert action["description"].endswith(".")
        assert action["x-source"]
        assert ("update" in action) != bool(action.get("remove"))
