"""Fixture ``realtime_server`` for users' tests; pytest loads it at start, so it imports nothing until it is used."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from . import LocalServer

__all__ = ["pytest_configure", "pytest_pyfunc_call", "realtime_server"]

_FIXTURE = "realtime_server"
_EXPECT = "expect_refusals"


def pytest_configure(config: pytest.Config) -> None:
    """Declare the mark."""
    arguments = "steps of a script, arguments of LocalServer, and the refusals that the test expects"
    config.addinivalue_line("markers", f"{_FIXTURE}(*steps, expect_refusals=False, **arguments): {arguments}")


@pytest.fixture
def realtime_server(request: pytest.FixtureRequest) -> Iterator[LocalServer]:
    """Server on loopback that speaks the Realtime protocol.

    ``@pytest.mark.realtime_server("Hello!", api_key="k")`` makes it play a script and require a key; an `Answerer` may
    replace the steps. The test fails if the session differs from the script, or if a request was refused: unless
    ``expect_refusals`` is true, or lists the expected error codes.
    """
    from . import Answerer, LocalServer

    mark = request.node.get_closest_marker(_FIXTURE)
    steps: tuple[Any, ...] = mark.args if mark else ()
    arguments: dict[str, Any] = dict(mark.kwargs) if mark else {}
    arguments.pop(_EXPECT, None)
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
        mark = pyfuncitem.get_closest_marker(_FIXTURE)
        _check_refusals(server, mark.kwargs.get(_EXPECT, False) if mark else False)
    return result


def _check_refusals(server: LocalServer, expected: bool | Collection[str]) -> None:
    """Compare the refused requests with the expected error codes.

    Raises:
        AssertionError: They differ.
    """
    if expected is True:
        return
    codes = [expected] if isinstance(expected, str) else list(expected or ())
    problems = []
    for refusal in server.refusals:
        error = refusal["error"]
        if error["code"] in codes:
            codes.remove(error["code"])
        else:
            problems.append(f"{refusal['request']}: {error['message']} ({error['code']})")
    if problems:
        listed = "\n  ".join(problems)
        raise AssertionError(
            f"the server refused these requests:\n  {listed}\n"
            f"if the test is about refusals, mark it with {_FIXTURE}(expect_refusals=True)"
        )
    if codes:
        raise AssertionError(f"the server did not refuse a request with {', '.join(codes)}, which the test expects")
