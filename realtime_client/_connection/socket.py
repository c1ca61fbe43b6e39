"""The socket: whole messages go past the per-frame machinery of the WebSocket library, straight to the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from websockets.asyncio.client import ClientConnection
from websockets.frames import Frame, Opcode
from websockets.protocol import Event, State

__all__ = ["Socket"]

_TEXT: Final = Opcode.TEXT
_DATA: Final = frozenset((Opcode.TEXT, Opcode.BINARY, Opcode.CONT))


class Socket(ClientConnection):
    """A WebSocket that hands every message over as it arrives.

    All else is the library's: the handshake, ping and pong, the closing handshake, ``max_size``, masking, extensions.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sink: Callable[[bytes], None] | None = None
        # Messages that arrive before anything reads, and the fragments of one that has not ended.
        self._early: list[bytes] = []
        self._fragments: list[bytes] = []

    def process_event(self, event: Event) -> None:
        """Hand a message over once it is whole; leave everything else to the library."""
        if self.response is None or not isinstance(event, Frame) or event.opcode not in _DATA:
            super().process_event(event)
            return
        data = bytes(event.data)
        if not event.fin or self._fragments:
            self._fragments.append(data)
            if not event.fin:
                return
            data = b"".join(self._fragments)
            self._fragments.clear()
        if self._sink is None:
            self._early.append(data)
        else:
            self._sink(data)

    def read_into(self, sink: Callable[[bytes], None]) -> None:
        """Hand all messages to ``sink``, those first that have arrived already; it must not raise."""
        early, self._early = self._early, []
        for data in early:
            sink(data)
        self._sink = sink

    def hold(self) -> None:
        """Keep the messages that arrive from now on, until there is a sink again."""
        self._sink = None

    def pause(self) -> None:
        """Stop reading from the network."""
        if self.protocol.state is State.OPEN:
            self.transport.pause_reading()

    def resume(self) -> None:
        """Read from the network again."""
        if not self.transport.is_closing():
            self.transport.resume_reading()

    @property
    def is_writable(self) -> bool:
        """True while everything written has been handed to the operating system."""
        return self.transport.get_write_buffer_size() == 0
