"""Fixtures that tests share: events as servers send them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

import realtime_client as rt

# Their assertions hold with -OO as well, like those of the tests.
pytest.register_assert_rewrite(
    "tests.support", "tests.assembly.support", "tests.session.support", "tests.server.harness"
)

# The entry point is switched off in pyproject.toml: what pytest loads before coverage starts counts as not run.
pytest_plugins = ["pytester", "realtime_client.testing.pytest_plugin", "tests.support.browser"]

# Seconds that a test marked as slow may take on a machine under load.
_SLOW = 1200

# Hypothesis measures seconds, which say nothing on a machine under load.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tests")

_DIALECTS: dict[str, rt.Dialect] = {"ga": "ga", "beta": "beta"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(_SLOW))


@pytest.fixture(scope="session")
def events() -> list[tuple[rt.Dialect | None, dict[str, Any]]]:
    """Events in the shapes that servers send, each with its dialect; None for those of compatible servers."""
    folder = Path(os.environ.get("REALTIME_CAPTURED") or Path(__file__).parent / "fixtures")
    lines = map(json.loads, (folder / "events.jsonl").read_bytes().splitlines())
    return [(_DIALECTS.get(line["dialect"]), line["event"]) for line in lines]
