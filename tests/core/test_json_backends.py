"""The backends of JSON side by side, where orjson is installed."""

from __future__ import annotations

import enum
import json
import sys
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client._core import json as core_json
from realtime_client._core import stdlib_json

from ..support.strategies import JSON

orjson = pytest.importorskip("orjson", exc_type=ImportError)


@given(JSON | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**63), 2**64 - 1))
def test_both_backends_write_the_same_bytes_and_read_the_same_values(value: Any) -> None:
    written = orjson.dumps(value)
    assert stdlib_json.dump(value) == written == "".join(stdlib_json._pieces(value)).encode()
    assert repr(stdlib_json.parse(written)) == repr(orjson.loads(written))
    spaced = json.dumps(value, indent=1, separators=(" ,", "\t:\r"))
    assert repr(stdlib_json._parse_deep(spaced)) == repr(orjson.loads(spaced))


@given(st.text())
def test_both_backends_accept_the_same_text(text: str) -> None:
    try:
        expected = orjson.loads(text)
    except ValueError:
        return
    assert repr(stdlib_json.parse(text)) == repr(expected)


@pytest.mark.parametrize(
    "number", [0.0, -0.0, 1e-5, 1.5e-5, -1e-6, 1e-7, 2.5e-9, 1e-10, 1e15, 1e16, 1e22, 5e-324, 1e308]
)
def test_floats_are_written_alike(number: float) -> None:
    assert stdlib_json.dump([number]) == orjson.dumps([number])
    assert stdlib_json.dump({"e-05": number}) == orjson.dumps({"e-05": number})


class _Colour(enum.Enum):
    RED = "red"


@dataclass
class _Point:
    x: int
    y: list[float]


@pytest.mark.parametrize(
    "value",
    [
        (1, ("a", [])),
        {"when": datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)},
        [datetime(2026, 1, 2).date(), datetime(2026, 1, 2, 3).time()],
        _Colour.RED,
        [uuid.UUID(int=5)],
        {"point": _Point(1, [0.5])},
        '\x00\x1f\x7f"\\/\b\f\n\r\t é 日本 \U0001f600 \u2028',
    ],
    ids=repr,
)
def test_values_that_orjson_converts_are_converted_alike(value: Any) -> None:
    assert stdlib_json.dump(value) == orjson.dumps(value) == "".join(stdlib_json._pieces(value)).encode()


def test_backend_is_chosen_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REALTIME_JSON", raising=False)
    assert core_json._orjson() is orjson
    monkeypatch.setenv("REALTIME_JSON", "stdlib")
    assert core_json._orjson() is None
    monkeypatch.setenv("REALTIME_JSON", "other")
    assert core_json._orjson() is orjson
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert core_json._orjson() is None
