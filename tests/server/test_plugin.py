"""Fixture and mark for users' tests, run by pytest as users run it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from _pytest.pytester import SysModulesSnapshot

PASSING = """
import pytest
import realtime_client as rt
from realtime_client.testing import Echo, Expect, LocalServer, Script

def reply(server, **given):
    with rt.RealtimeClient(given.pop("key", ""), server.url) as client, client.connect_sync(model="m", **given) as conn:
        return conn.respond(timeout=10).transcript

def test_bare(realtime_server):
    assert isinstance(realtime_server, LocalServer)
    assert reply(realtime_server) == "Hello! How can I help you?"

@pytest.mark.realtime_server("Hi", api_key="k")
def test_steps(realtime_server):
    assert reply(realtime_server, key="k") == "Hi"

@pytest.mark.realtime_server(Script("Hi"), dialect="beta")
def test_answerer(realtime_server):
    assert reply(realtime_server, dialect="beta") == "Hi"

@pytest.mark.realtime_server(Expect("response.create"), "Hi")
class TestClass:
    def test_method(self, realtime_server):
        assert reply(realtime_server) == "Hi"

def test_without():
    pass
"""

FAILING = """
import pytest
import realtime_client as rt
from realtime_client.testing import Answerer, Expect

@pytest.mark.realtime_server(Expect({"type": "session.update", "session": {"instructions": "Be brief."}}), "Hi")
def test_other(realtime_server):
    with rt.RealtimeClient("", realtime_server.url) as client, client.connect_sync(model="m") as conn:
        conn.update_session({"type": "realtime", "instructions": "Be long."})

@pytest.mark.realtime_server("Hi")
def test_body(realtime_server):
    assert 1 == 2

class Broken(Answerer):
    def answer(self, turn):
        raise LookupError("no answer here")

@pytest.mark.realtime_server(Broken())
def test_broken(realtime_server):
    with rt.RealtimeClient("", realtime_server.url) as client:
        conn = client.connect_sync(model="m")
        with pytest.raises(rt.ConnectionClosed):
            conn.respond(timeout=10)
        conn.close()
"""


REFUSALS = """
import pytest
import realtime_client as rt
from websockets.sync.client import connect

def send(server, *frames):
    with connect(f"{server.ws_url}?model=m") as socket:
        socket.recv()
        for frame in frames:
            socket.send(frame)
            socket.recv()

CANCEL = '{"type": "response.cancel"}'

def test_unexpected(realtime_server):
    send(realtime_server, CANCEL)

@pytest.mark.realtime_server(expect_refusals=True)
def test_any(realtime_server):
    send(realtime_server, CANCEL, "{")

@pytest.mark.realtime_server(expect_refusals=["response_cancel_not_active"])
def test_listed(realtime_server):
    send(realtime_server, CANCEL)

@pytest.mark.realtime_server(expect_refusals=["response_cancel_not_active"])
def test_another(realtime_server):
    send(realtime_server, CANCEL, "{")

@pytest.mark.realtime_server(expect_refusals="response_cancel_not_active")
def test_missing(realtime_server):
    send(realtime_server)
"""


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)

    def preserving(preserve: Callable[[str], bool]) -> SysModulesSnapshot:
        # pytester drops the modules that a run has imported, though they may refer to each other by name.
        return SysModulesSnapshot(lambda name: preserve(name) or not name.startswith("test_"))

    monkeypatch.setattr("_pytest.pytester.SysModulesSnapshot", preserving)


def test_fixture_and_mark(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(PASSING)
    pytester.runpytest("--strict-markers").assert_outcomes(passed=5)


def test_difference_from_the_script_fails_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(FAILING)
    result = pytester.runpytest()
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines_random(
        [
            "*the session differs from the script:",
            '*-*"instructions": "Be brief."',
            '*+*"instructions": "Be long."',
            "*these steps were not taken:",
            "*assert 1 == 2",
            "*LookupError: no answer here",
        ],
    )
    result.stdout.no_fnmatch_line("*ERROR at teardown*")


def test_refused_requests_fail_the_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(REFUSALS)
    result = pytester.runpytest()
    result.assert_outcomes(passed=2, failed=3)
    result.stdout.fnmatch_lines_random(
        [
            "*the server refused these requests:",
            "*  response.cancel: Cancellation failed: no active response found (response_cancel_not_active)",
            "*mark it with realtime_server(expect_refusals=True)",
            "*  None: The frame is not a JSON object: * (invalid_json)",
            "*did not refuse a request with response_cancel_not_active*",
        ]
    )


def test_entry_point_imports_nothing_heavy(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import sys

        def test_not_loaded():
            loaded = {name for name in sys.modules if name.startswith("realtime_client.")}
            assert loaded == {
                "realtime_client._core",
                "realtime_client._core.lazy",
                "realtime_client._version",
                "realtime_client.testing",
                "realtime_client.testing.pytest_plugin",
            }
            assert not {"httpx", "orjson", "starlette", "uvicorn", "websockets"} & set(sys.modules)
    """)
    # In a process of its own, without our settings, as a user runs it.
    result = pytester.runpytest_subprocess("-p", "no:hypothesispytest", "-p", "no:cov")
    result.assert_outcomes(passed=1)
    marks = pytester.runpytest_subprocess("--markers")
    marks.stdout.fnmatch_lines(
        ["@pytest.mark.realtime_server(*steps, expect_refusals=False, **arguments): steps of a script*"]
    )
    fixtures = pytester.runpytest_subprocess("--fixtures")
    fixtures.stdout.fnmatch_lines(["*realtime_server*"])
