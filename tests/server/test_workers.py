"""Several processes that share the connections of a server."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import websockets.sync.client

import realtime_client as rt
from realtime_client import models
from realtime_client.testing import Answer, Echo, LocalServer, Replay, Script, Turn
from realtime_client.testing._server import workers
from realtime_client.testing._server.app import AppOptions
from realtime_client.testing._server.listening import allow_many_connections, listen, listen_shared
from realtime_client.testing._server.refusals import Refused
from realtime_client.testing._server.secrets import Keys
from realtime_client.testing._server.workers import Worker, Workers, work

from .harness import Clock
from .test_serve import Served, reply, serving


class Failing(Echo):
    """Fails at every answer."""

    def answer(self, turn: Turn) -> Answer:
        raise LookupError("lost")


class Dying(Echo):
    """Ends its process at the first answer."""

    def answer(self, turn: Turn) -> Answer:
        os._exit(7)


def workers_of(served: Served) -> list[int]:
    children = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children").read_text("ascii")
    found = []
    for pid in children.split():
        # A process may have ended since it was listed.
        with suppress(OSError):
            if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found.append(int(pid))
    return found


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_workers_share_the_connections_and_end_gracefully(by: signal.Signals) -> None:
    with serving("--workers", "2", REALTIME_SERVE_KEY="my-key") as served:
        for _ in range(4):
            assert reply(served.url, "my-key") == "Hello! How can I help you?"
        with rt.RealtimeClient("my-key", served.url) as client:
            settings = models.RealtimeSessionCreateRequestGA(instructions="Be brief.")
            value = client.create_client_secret(session=settings).value
        # Whichever worker it reaches, each of them accepts the secret of the other.
        for _ in range(8):
            with websockets.sync.client.connect(
                f"{served.ws_url}", additional_headers={"Authorization": f"Bearer {value}"}
            ) as connection:
                assert '"instructions":"Be brief."' in str(connection.recv(timeout=30))
        call = httpx.post(f"{served.url}/realtime/calls", content="v=0", headers={"Authorization": "Bearer my-key"})
        assert (call.status_code, call.json()["error"]["code"]) == (501, "calls_need_one_worker")
        assert served.interrupt(by) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="finds the workers in /proc")
def test_worker_that_died_is_replaced_and_reported() -> None:
    with serving("--workers", "2") as served:
        first, second = workers_of(served)
        os.kill(first, signal.SIGKILL)
        while len(found := workers_of(served)) < 2 or first in found:
            pass
        assert second in found
        code, stderr = served.interrupt()
    assert code == 1
    assert "worker 1 ended with exit code -9" in stderr


# In this process, so that coverage sees it.


def served_by(worker: Worker, then: Callable[[str], object]) -> list[str]:
    """Run a worker in a thread, act on its URL, and return what it reports."""
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    ours, theirs = multiprocessing.Pipe()
    thread = threading.Thread(target=work, args=(worker, listener, theirs))
    thread.start()
    assert ours.recv() == "ready"
    then(url)
    ours.send(None)
    reports: list[str] = ours.recv()
    thread.join(30)
    return reports


def test_work_of_a_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    options = AppOptions(sealing_key=b"k")
    assert served_by(Worker(Echo(), options, None), reply) == []

    def fail(url: str) -> None:
        with pytest.raises(rt.ConnectionClosed):
            reply(url)

    assert served_by(Worker(Failing(), options, None), fail) == ["LookupError: lost"]
    recording = tmp_path / "session.jsonl"
    recording.write_text('{"type": "session.created"}\n{"direction": "out", "event": {"type": "response.create"}}\n')

    def connect(url: str) -> None:
        with websockets.sync.client.connect(url.replace("http", "ws") + "/realtime?model=m") as connection:
            connection.recv(timeout=30)

    (report,) = served_by(Worker(Replay(recording), options, None), connect)
    assert "1 lines of the recording were not played" in report


def test_worker_ends_with_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    ours, theirs = multiprocessing.Pipe()
    worker = Worker(Echo(), AppOptions(), None)
    thread = threading.Thread(target=work, args=(worker, listen("127.0.0.1", 0), theirs))
    thread.start()
    assert ours.recv() == "ready"
    ours.close()
    thread.join(30)
    assert not thread.is_alive()


def test_calls_and_their_connections_need_one_worker() -> None:
    with LocalServer() as server:
        server._app.options = AppOptions(sealing_key=b"k")
        for path in ("", "/rtc_1/accept"):
            assert httpx.post(f"{server.url}/realtime/calls{path}", content="{}").status_code == 501
        with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
            websockets.sync.client.connect(f"{server.ws_url}?call_id=rtc_1")
        assert refused.value.response.status_code == 501


def running(server: LocalServer, workers: int, then: Callable[[], object]) -> None:
    """Run a server in the main thread, act when it is ready, and interrupt it."""

    def act() -> None:
        try:
            then()
        finally:
            os.kill(os.getpid(), signal.SIGINT)

    threads: list[threading.Thread] = []

    def ready() -> None:
        threads.append(threading.Thread(target=act))
        threads[0].start()

    server.run(ready, workers=workers)
    threads[0].join()


def test_run_with_workers() -> None:
    server = LocalServer()
    running(server, 2, lambda: reply(server.url))
    server.check()


def test_failures_of_workers_are_reported() -> None:
    server = LocalServer(Failing())

    def fail() -> None:
        with pytest.raises(rt.ConnectionClosed):
            reply(server.url)

    running(server, 2, fail)
    with pytest.raises(AssertionError, match="LookupError: lost"):
        server.check()
    server.check()


@pytest.mark.slow
def test_dead_workers_are_replaced() -> None:
    listeners = listen_shared("127.0.0.1", 0, 1)
    with Workers(Worker(Dying(), AppOptions(), None), listeners) as running:
        url = f"http://127.0.0.1:{listeners[0].getsockname()[1]}/v1"
        with pytest.raises(rt.ConnectionClosed):
            reply(url)
        running._running[0][0].join(30)
        running.replace_dead()
        running.replace_dead()
        with pytest.raises(rt.ConnectionClosed):
            reply(url)
        running._running[0][0].join(30)
    assert running.reports == 2 * ["worker 1 ended with exit code 7"]


def test_answerer_that_cannot_be_pickled() -> None:
    class Local(Echo):
        pass

    with pytest.raises(rt.RealtimeError, match="cannot be sent to other processes"):
        LocalServer(Local()).run(workers=2)


def test_worker_that_does_not_start() -> None:
    server = LocalServer(certificate=("nowhere.pem", "nowhere.pem"))
    with pytest.raises(rt.RealtimeError, match="a worker did not start: FileNotFoundError"):
        server.run(workers=2)


def test_worker_that_ends_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "work", os._exit)
    with pytest.raises(rt.RealtimeError, match="a worker did not start: exit code"):
        LocalServer().run(workers=2)


def test_certificate_that_cannot_be_read() -> None:
    with pytest.raises(FileNotFoundError):
        LocalServer(certificate=("nowhere.pem", "nowhere.pem")).start()


def test_some_servers_need_one_worker() -> None:
    with pytest.raises(ValueError, match="the steps of a script are taken in order: run it with one worker"):
        LocalServer(Script("Hi")).run(workers=2)
    with pytest.raises(ValueError, match="sessions of 'xai' are resumed: run it with one worker"):
        LocalServer(profile="xai").run(workers=2)


def test_port_that_is_taken_is_not_shared() -> None:
    with LocalServer() as server:
        port = int(server.url.rpartition(":")[2].removesuffix("/v1"))
        with pytest.raises(OSError, match="in use"):
            LocalServer(port=port).run(workers=2)


def test_open_files_are_allowed() -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
        allow_many_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 512
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


# Client secrets


def test_sealed_secrets_are_accepted_by_all_workers() -> None:
    clock = Clock(1_000.0)
    first, second, other = (Keys(None, clock, key) for key in (b"one", b"one", b"two"))
    secret = first.issue({"type": "realtime", "instructions": "é"}, "realtime", 60)
    assert second.admit(secret.value) == secret
    with pytest.raises(Refused, match="Incorrect client secret"):
        other.admit(secret.value)
    clock.now += 60
    with pytest.raises(Refused, match="expired"):
        second.admit(secret.value)


@pytest.mark.parametrize("value", ["ek_", "ek_x", "ek_.", "ek_a.b.c", "ek_é.é", "ek_AAAA.AAAA", "ek_\udc80.x"])
def test_forged_secrets_are_refused(value: str) -> None:
    with pytest.raises(Refused, match="Incorrect client secret"):
        Keys(None, Clock(), b"one").admit(value)


def test_sealed_secrets_are_of_bounded_length() -> None:
    keys = Keys(None, Clock(), b"one")
    noise = os.urandom(10_000).hex()
    with pytest.raises(Refused, match="too long for a client secret"):
        keys.issue({"instructions": noise}, "realtime", 60)


def test_number_of_secrets_is_bounded() -> None:
    keys = Keys(None, Clock())
    first = keys.issue({}, "realtime", 60).value
    for _ in range(10_000):
        last = keys.issue({}, "realtime", 60).value
    assert keys.admit(last) is not None
    with pytest.raises(Refused, match="Incorrect client secret"):
        keys.admit(first)


def test_number_of_calls_is_bounded() -> None:
    with LocalServer() as server:
        first = server.ring()
        for _ in range(10_000):
            last = server.ring()
        assert server.call_state(last)["state"] == "ringing"
        with pytest.raises(KeyError):
            server.call_state(first)
