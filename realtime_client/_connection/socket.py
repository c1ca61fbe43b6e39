"""The socket: whole messages go past the per-frame machinery of the WebSocket library, straight to the reader."""

from __future__ import annotations

from asyncio import TimerHandle
from collections.abc import Callable
from typing import Any, Final

from websockets.asyncio.client import ClientConnection
from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import Event, State

__all__ = ["Socket"]

_DATA: Final = frozenset((Opcode.TEXT, Opcode.BINARY, Opcode.CONT))
_OPEN: Final = State.OPEN
# First byte of a frame that is a whole text message: FIN is set, and no reserved bit is, so nothing is compressed.
_WHOLE_TEXT: Final = 0x81
# Second byte: a length below 126, or one of these; above them the frame is masked, as a server's must not be.
_LENGTH_16: Final = 126
_LENGTH_64: Final = 127
# Position in what arrived when the connection has failed, and nothing more is read.
_FAILED: Final = -1


class Socket(ClientConnection):
    """A WebSocket that hands every message over as it arrives.

    Whole, uncompressed text messages are cut out of what was read. All else is the library's: the handshake, fragments,
    ping and pong, the closing handshake, extensions, and whatever breaks a limit or a rule.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sink: Callable[[bytes], bool] | None = None
        self._settle: Callable[[], None] = _nothing
        # Messages that arrive before anything reads, whether each is text, and the fragments of one that goes on.
        self._early: list[tuple[bytes, bool]] = []
        self._fragments: list[bytes] = []
        self._is_text = True
        # A text frame that has not arrived whole, and the number of bytes that are missing at least.
        self._begun = bytearray()
        self._missing = 0
        self._deadline: TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        """Cut whole text messages out of what has arrived; leave everything else to the library."""
        position = 0
        is_joined = False
        while self._begun:
            # Only what the frame lacks is copied, not all that has arrived.
            end = position + self._missing
            self._begun += data[position:end]
            if end > len(data):
                self._missing = end - len(data)
                return
            position = end
            frame = bytes(self._begun)
            self._begun.clear()
            cut = self._cut(frame, 0)
            if cut == _FAILED:
                return
            is_joined = True
            if cut < len(frame):
                data, position = frame + data[position:], 0
                break
        end = self._cut(data, position)
        if end == _FAILED:
            return
        if end > position or is_joined:
            self._settle()
        if end < len(data):
            self._leave_to_library(data[end:] if end else data)

    def _cut(self, data: bytes, position: int) -> int:
        """Hand over the whole text messages from a position on, and keep the beginning of one that goes on.

        Returns:
            The position of the first byte that is left to the library; `_FAILED` if the connection has failed.
        """
        protocol = self.protocol
        sink = self._sink
        # Inside of a frame or message, and while the connection opens or closes, the library reads.
        if (
            sink is None
            or protocol.state is not _OPEN
            or protocol.reader.buffer
            or protocol.current_size is not None
            or protocol.extensions
        ):
            return position
        limit = protocol.max_message_size
        size = len(data)
        while position < size:
            if data[position] != _WHOLE_TEXT:
                break
            start = position + 2
            length = data[position + 1] if start <= size else 0
            if length >= _LENGTH_16:
                if length > _LENGTH_64:
                    break
                start += 2 if length == _LENGTH_16 else 8
                length = int.from_bytes(data[position + 2 : start]) if start <= size else 0
            if limit is not None and length > limit:
                break
            end = start + length
            if end > size:
                self._begun += data[position:] if position else data
                self._missing = end - size
                return size
            message = data[start:end]
            position = end
            if not sink(message) and not self._is_utf8(message):
                return _FAILED
        return position

    def _leave_to_library(self, data: bytes) -> None:
        super().data_received(data)
        if self.protocol.state is not _OPEN:
            self._await_end()

    def _await_end(self) -> None:
        """Leave a server that does not close its end after the closing handshake, or after a failure."""
        if self.protocol.state is State.CLOSING and self._deadline is None and self.close_timeout is not None:
            self._deadline = self.loop.call_later(self.close_timeout, self.transport.abort)

    def eof_received(self) -> None:
        """Note that the server sends no more."""
        if self._begun:
            # The library notices that the rest of the frame is missing.
            data = bytes(self._begun)
            self._begun.clear()
            super().data_received(data)
        super().eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection has ended."""
        self._begun.clear()
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def process_event(self, event: Event) -> None:
        """Hand a message over once it is whole; leave everything else to the library."""
        if self.response is None or not isinstance(event, Frame) or event.opcode not in _DATA:
            super().process_event(event)
            return
        data = bytes(event.data)
        if event.opcode is not Opcode.CONT:
            self._is_text = event.opcode is Opcode.TEXT
        if not event.fin or self._fragments:
            self._fragments.append(data)
            if not event.fin:
                return
            data = b"".join(self._fragments)
            self._fragments.clear()
        self._hand_over(data, self._is_text)

    def _hand_over(self, message: bytes, is_text: bool) -> None:
        if isinstance(self.protocol.parser_exc, UnicodeDecodeError):
            # It followed a failure in what was read at once.
            return
        if self._sink is None:
            self._early.append((message, is_text))
            return
        if not self._sink(message) and is_text:
            self._is_utf8(message)
        self._settle()

    def _is_utf8(self, message: bytes) -> bool:
        """Return True for text in UTF-8; otherwise fail the connection, as RFC 6455, 8.1 has it."""
        try:
            message.decode()
        except UnicodeDecodeError as error:
            protocol = self.protocol
            protocol.fail(CloseCode.INVALID_DATA, f"{error.reason} at position {error.start}")
            protocol.parser_exc = error
            self.send_data()
            self._await_end()
            return False
        return True

    def read_into(self, sink: Callable[[bytes], bool], settle: Callable[[], None]) -> None:
        """Hand all messages over, those first that have arrived already.

        Args:
            sink: Takes a message; returns False where it is not what was expected, and may not be UTF-8. It must not
                raise.
            settle: Called after all messages that arrived together.
        """
        early, self._early = self._early, []
        self._sink, self._settle = sink, settle
        for message, is_text in early:
            self._hand_over(message, is_text)

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


def _nothing() -> None:
    """Do nothing."""
