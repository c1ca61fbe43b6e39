"""Processes that share the connections of a server."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import socket
from contextlib import suppress
from multiprocessing.connection import Connection
from os import PathLike
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from attrs import frozen

from ...errors import RealtimeError
from .answers import Answerer

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

    from .app import AppOptions

__all__ = ["Worker", "Workers", "work"]

# A process imports the package, and the models of an answerer, before it is ready.
_START_SECONDS: Final = 120
_STOP_SECONDS: Final = 30
_READY: Final = "ready"
_SPAWNING: Final = multiprocessing.get_context("spawn")


@frozen
class Worker:
    """Everything that a process needs to serve.

    Attributes:
        answerer: Source of the answers.
        options: Options of the server.
        certificate: Files of a certificate and its key.
    """

    answerer: Answerer
    options: AppOptions
    certificate: tuple[str | PathLike[str], str | PathLike[str]] | None


class Workers:
    """Running processes, which stop at the end of a ``with`` block.

    Args:
        worker: What each of them needs.
        listeners: A listening socket for each.

    Attributes:
        reports: What went wrong in them.

    Raises:
        RealtimeError: One of them does not start, or the answerer cannot be pickled.
    """

    def __init__(self, worker: Worker, listeners: list[socket.socket]) -> None:
        self.reports: list[str] = []
        self._worker = worker
        self._listeners = listeners
        self._running: list[tuple[SpawnProcess, Connection]] = []

    def __enter__(self) -> Self:
        try:
            pickle.dumps(self._worker)
        except Exception as error:
            self._stop()
            raise RealtimeError(f"the answerer cannot be sent to other processes: {error}") from error
        try:
            self._running += [self._start(listener) for listener in self._listeners]
            for process, pipe in self._running:
                self._await_ready(process, pipe)
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def replace_dead(self) -> None:
        """Start another process for each that has ended."""
        for index, (process, pipe) in enumerate(self._running):
            if not process.is_alive():
                self.reports.append(f"worker {index + 1} ended with exit code {process.exitcode}")
                pipe.close()
                self._running[index] = self._start(self._listeners[index])
                self._await_ready(*self._running[index])

    def _start(self, listener: socket.socket) -> tuple[SpawnProcess, Connection]:
        ours, theirs = _SPAWNING.Pipe()
        process = _SPAWNING.Process(target=work, args=(self._worker, listener, theirs))
        process.start()
        # The end of this process must be the end of the pipe.
        theirs.close()
        return process, ours

    @staticmethod
    def _await_ready(process: SpawnProcess, pipe: Connection) -> None:
        found: object = "it took too long"
        try:
            if pipe.poll(_START_SECONDS):
                found = pipe.recv()
        except EOFError:
            process.join()
            found = f"exit code {process.exitcode}"
        if found != _READY:
            raise RealtimeError(f"a worker did not start: {found}")

    def _stop(self) -> None:
        for _, pipe in self._running:
            with suppress(OSError):
                pipe.send(None)
        for index, (process, pipe) in enumerate(self._running):
            try:
                if pipe.poll(_STOP_SECONDS):
                    self.reports += pipe.recv()
            except (EOFError, OSError):
                process.join(_STOP_SECONDS)
                self.reports.append(f"worker {index + 1} ended with exit code {process.exitcode}")
            process.join(_STOP_SECONDS)
            process.kill()
            pipe.close()
        self._running.clear()
        for listener in self._listeners:
            listener.close()


def work(worker: Worker, listener: socket.socket, pipe: Connection) -> None:
    """Serve until the pipe says to stop or ends, and report through it what went wrong."""
    from ..local_server import LocalServer

    _ignore_interrupts()
    server = LocalServer._of_worker(worker)
    try:
        server._start(listener)
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    pipe.send(_READY)
    try:
        pipe.recv()
    except EOFError:
        server.stop()
        return
    server.stop()
    reports = []
    try:
        server.check()
    except Exception as error:
        reports.append(str(error) if isinstance(error, AssertionError) else f"{type(error).__name__}: {error}")
    pipe.send(reports)


def _ignore_interrupts() -> None:
    """Leave interrupts of a terminal, which reach every process, to the first one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
