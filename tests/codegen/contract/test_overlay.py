"""Every correction states its reason and source, and fails when it has no effect."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from codegen.contract.document import DocumentError, dump, load, parse
from codegen.contract.overlay import apply, without
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


_WRITTEN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("a:#-\n '", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab-#", min_size=1, max_size=3), inner),
    max_leaves=8,
)


@given(st.data())
def test_removes_actions_from_the_text_and_keeps_the_other_lines(data: st.DataObject) -> None:
    actions = data.draw(st.lists(st.fixed_dictionaries({"target": st.text("$.a"), "update": _WRITTEN}), min_size=1))
    numbers = data.draw(st.sets(st.integers(0, len(actions) - 1)))
    written = data.draw(st.sampled_from([dump, lambda value: yaml.safe_dump(value, sort_keys=False)]))
    text = f"# Before.\n{written({'overlay': '1.0.0', 'actions': actions, 'x-after': 1})}\n# After.\n"
    edited = without(text, numbers)
    left = parse(edited.encode(), "overlay")
    assert (left.pop("actions") or []) == [action for number, action in enumerate(actions) if number not in numbers]
    assert left == {"overlay": "1.0.0", "x-after": 1}
    kept = iter(text.splitlines())
    assert all(line in kept for line in edited.splitlines())
    assert edited.startswith("# Before.\n")
    assert edited.endswith("# After.\n")


TEXT = """actions:
# Of the first.
- target: $.a
  update:
    tags:
    - one

# Of the second.
-
  target: $.b
  update: {x: 1}
- {target: $.c}
"""


def test_comments_between_actions_stay() -> None:
    assert without(TEXT, [0]) == TEXT.replace("- target: $.a\n  update:\n    tags:\n    - one\n", "")
    assert without(TEXT, [1]) == TEXT.replace("-\n  target: $.b\n  update: {x: 1}\n", "")
    assert without(TEXT, [2]) == TEXT.replace("- {target: $.c}\n", "")
    assert parse(without(TEXT, [0, 1, 2]).encode(), "overlay") == {"actions": None}


def test_actions_that_share_lines_are_left_to_the_maintainer() -> None:
    for text in ("actions: [{target: $.a}, {target: $.b}]\n", "actions: [{target: $.a}, {\n  target: $.b}]\n"):
        with pytest.raises(DocumentError, match=r"overlay\.yaml: actions 1 are obsolete, but share lines with others"):
            without(text, [1], "overlay.yaml")
