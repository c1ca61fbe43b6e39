"""Parameters outside the body, as OpenAPI serialises them."""

from __future__ import annotations

from typing import Any

import pytest

from realtime_client._http.parameters import pairs, path_text
from realtime_client.models import RealtimeFunctionTool


@pytest.mark.parametrize(
    ("value", "style", "explode", "expected"),
    [
        (None, "form", True, []),
        ("a b", "form", True, [("n", "a b")]),
        (True, "form", True, [("n", "true")]),
        (1.5, "simple", False, [("n", "1.5")]),
        (["a", 1], "form", True, [("n", "a"), ("n", "1")]),
        (["a", 1], "form", False, [("n", "a,1")]),
        (["a", 1], "simple", True, [("n", "a,1")]),
        (["a", 1], "spaceDelimited", False, [("n", "a 1")]),
        ([], "pipeDelimited", False, []),
        ({"k": "v", "x": None}, "form", True, [("k", "v")]),
        ({"k": "v"}, "form", False, [("n", "k,v")]),
        ({"k": "v"}, "simple", True, [("n", "k=v")]),
        ({"k": {"a": [1]}}, "deepObject", True, [("n[k]", '{"a":[1]}')]),
        (RealtimeFunctionTool(name="f"), "deepObject", True, [("n[type]", "function"), ("n[name]", "f")]),
        ([RealtimeFunctionTool(name="f")], "form", True, [("n", '{"type":"function","name":"f"}')]),
    ],
)
def test_serialises_each_style(value: Any, style: str, explode: bool, expected: list[tuple[str, str]]) -> None:
    assert pairs("n", value, style, explode) == expected


def test_a_part_of_a_path_is_quoted() -> None:
    assert path_text("a/b?") == "a%2Fb%3F"
    assert path_text(7) == "7"
