"""The fixture that runs a test with both kinds of connection."""

from __future__ import annotations

from functools import partial

import pytest

from ..support.connections import Run, run_with


@pytest.fixture(params=["asyncio", "blocking"])
def run(request: pytest.FixtureRequest) -> Run:
    """Run a script on the server and a client against it."""
    return partial(run_with, request.param)
