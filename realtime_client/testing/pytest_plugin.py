"""Fixture ``realtime_server`` for users' tests; pytest loads it at start, so it imports nothing until it is used."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from . import LocalServer

__all__ = ["pytest_configure", "pytest_pyfunc_call", "realtime_server"]

_FIXTURE = "realtime_server"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark."""
    config.addinivalue_line(
        "markers", f"{_FIXTURE}(*steps, **arguments): steps of a script, and arguments of LocalServer, for the fixture"
    )


@pytest.fixture
def realtime_server(request: pytest.FixtureRequest) -> Iterator[LocalServer]:
    """Server on loopback that speaks the Realtime protocol.

    ``@pytest.mark.realtime_server("Hello!", api_key="k")`` makes it play a script and require a key; an `Answerer` may
    replace the steps. The test fails if the session differs from the script.
    """
    from . import Answerer, LocalServer

    mark = request.node.get_closest_marker(_FIXTURE)
    steps: tuple[Any, ...] = mark.args if mark else ()
    arguments: dict[str, Any] = mark.kwargs if mark else {}
    answerer = steps[0] if len(steps) == 1 and isinstance(steps[0], Answerer) else steps or None
    server = LocalServer(answerer, **arguments).start()
    yield server
    server.stop()


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, Any, Any]:
    """Check at the end of the test, before its fixtures end, so that the test itself fails."""
    result = yield
    server: LocalServer | None = pyfuncitem.funcargs.get(_FIXTURE)  # type: ignore[assignment]
    if server is not None:
        server.stop()
        server.check()
    return result
