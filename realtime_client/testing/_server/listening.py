"""Sockets that listen, for one process or for several."""

from __future__ import annotations

import socket
import sys
from typing import Final

__all__ = ["allow_many_connections", "listen", "listen_shared"]

# Connections that come before the server accepts them wait instead of being refused.
_BACKLOG: Final = 2_048
_OPEN_FILES: Final = 10_240
_LAST_PORT: Final = 65_535


def listen(host: str, port: int, *, is_shared: bool = False) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 for a free one.
        is_shared: Whether other sockets listen on the same port.

    Raises:
        OSError: The address is not available.
        TypeError: The host cannot be the name of one.
        ValueError: The port does not exist.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ValueError(f"port {port} does not exist: use 1 to {_LAST_PORT}, or 0 for a free one")
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if is_shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except BaseException:
        listener.close()
        raise
    return listener


def listen_shared(host: str, port: int, count: int) -> list[socket.socket]:
    """Return a socket for each of several processes, all on the same port.

    Linux distributes the connections between several sockets; elsewhere, the processes accept from a single one.

    Raises:
        OSError: The address is not available.
    """
    # A shared port would also be shared with a server that is running already.
    first = listen(host, port)
    if sys.platform != "linux":  # pragma: no cover
        return [first] * count
    port = first.getsockname()[1]
    first.close()
    return [listen(host, port, is_shared=True) for _ in range(count)]


def allow_many_connections() -> None:
    """Raise the soft limit of open files, where the hard one is higher."""
    try:
        import resource
    except ModuleNotFoundError:  # pragma: no cover
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
