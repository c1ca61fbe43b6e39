"""Any frames, cut anywhere, are read as the WebSocket library reads them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from attrs import define, field
from hypothesis import example, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import ClientConnection
from websockets.client import ClientProtocol
from websockets.frames import CloseCode, Frame, Opcode
from websockets.protocol import SERVER, Protocol, State
from websockets.uri import parse_uri

from realtime_client._connection.socket import Socket

from ..support.raw_server import close_frame, frame

MAX_SIZE = 300


class Wire(asyncio.Transport):
    """A transport that keeps what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = bytearray()

    def write(self, data: Any) -> None:
        self.written += data

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Take no limits: nothing is sent."""

    def can_write_eof(self) -> bool:
        return False

    def close(self) -> None:
        """Close nothing."""

    def abort(self) -> None:
        """Abort nothing."""


@define
class Outcome:
    """Record of what one side of a connection made of some bytes.

    Attributes:
        messages: Messages that were handed over.
        state: State of the connection.
        failure: Class of the exception that ended the reading.
        received: Close code that was received.
        replies: Frames that were sent.
    """

    messages: list[bytes] = field(factory=list)
    state: State = State.OPEN
    failure: type[BaseException] | None = None
    received: int | None = None
    replies: list[tuple[Opcode, bytes]] = field(factory=list)

    def end(self, protocol: Protocol, written: bytes) -> Outcome:
        """Note the state at the end."""
        self.state = protocol.state
        self.failure = type(protocol.parser_exc) if protocol.parser_exc else None
        self.received = None if protocol.close_rcvd is None else protocol.close_rcvd.code
        peer = Protocol(SERVER, state=State.OPEN)
        peer.receive_data(written)
        replies = [each for each in peer.events_received() if isinstance(each, Frame)]
        if self.failure is UnicodeDecodeError:
            # A ping that arrived together with what is not UTF-8 may be answered or not.
            replies = [each for each in replies if each.opcode is Opcode.CLOSE]
        # The reason of a failure names positions within what was read.
        self.replies = [
            (each.opcode, bytes(each.data[: 2 if each.opcode is Opcode.CLOSE else None])) for each in replies
        ]
        return self


def protocol() -> ClientProtocol:
    """Return a protocol whose connection is open."""
    return ClientProtocol(parse_uri("ws://localhost/"), state=State.OPEN, max_size=MAX_SIZE)


def by_library(frames: Iterable[bytes]) -> Outcome:
    """Have the library read frame by frame, and check the encoding of each message as RFC 6455 has it."""
    outcome, reader = Outcome(), protocol()
    message = b""
    is_text = True
    for data in frames:
        reader.receive_data(data)
        for event in reader.events_received():
            if not isinstance(event, Frame) or event.opcode not in (Opcode.TEXT, Opcode.BINARY, Opcode.CONT):
                continue
            if event.opcode is not Opcode.CONT:
                is_text = event.opcode is Opcode.TEXT
            message += bytes(event.data)
            if not event.fin:
                continue
            outcome.messages.append(message)
            try:
                message.decode() if is_text else None
            except UnicodeDecodeError as error:
                reader.fail(CloseCode.INVALID_DATA, "")
                reader.parser_exc = error
            message = b""
    return outcome.end(reader, b"".join(reader.data_to_send()))


def by_socket(chunks: Iterable[bytes]) -> Outcome:
    """Have a socket read chunk by chunk."""
    outcome, wire = Outcome(), Wire()

    async def act() -> Outcome:
        socket = Socket(protocol(), ping_interval=None, close_timeout=None)
        socket.connection_made(wire)
        # The connection is open: what the library would note after a handshake.
        socket.response = object()  # type: ignore[assignment]
        socket.read_into(take, lambda: None)
        for chunk in chunks:
            socket.data_received(chunk)
        return outcome.end(socket.protocol, bytes(wire.written))

    def take(message: bytes) -> bool:
        outcome.messages.append(message)
        # It is not JSON: always worth a look.
        return False

    return asyncio.run(act())


def _fragments(pieces: list[bytes], opcode: int) -> list[bytes]:
    last = len(pieces) - 1
    return [frame(piece, Opcode.CONT if index else opcode, fin=index == last) for index, piece in enumerate(pieces)]


_SIZES = st.sampled_from([0, 1, 5, 125, 126, 127, 200, MAX_SIZE])
_TEXTS = st.one_of(_SIZES.map(lambda size: b"y" * size), st.text(max_size=40).map(str.encode))
_WHOLE = _TEXTS.map(frame)
_CONTROLS = st.one_of(
    st.binary(max_size=125).map(lambda data: frame(data, Opcode.PING)),
    st.binary(max_size=125).map(lambda data: frame(data, Opcode.PONG)),
)
_FRAGMENTS = st.one_of(
    st.lists(_TEXTS, min_size=2, max_size=3).map(
        lambda pieces: (sum(map(len, pieces)), _fragments(pieces, Opcode.TEXT))
    ),
    st.tuples(_TEXTS, _CONTROLS, _TEXTS).map(
        lambda parts: (
            len(parts[0] + parts[2]),
            [frame(parts[0], fin=False), parts[1], frame(parts[2], Opcode.CONT)],
        )
    ),
)
_MESSAGES = st.one_of(
    _WHOLE.map(lambda data: [data]),
    _CONTROLS.map(lambda data: [data]),
    st.binary(max_size=MAX_SIZE).map(lambda data: [frame(data, Opcode.BINARY)]),
    _FRAGMENTS.filter(lambda sized: sized[0] <= MAX_SIZE).map(lambda sized: sized[1]),
)
_OVERSIZED = _FRAGMENTS.filter(lambda sized: sized[0] > MAX_SIZE).map(lambda sized: sized[1])
_BROKEN = st.one_of(
    st.just(close_frame(1000, "bye")),
    st.just(frame(b"", Opcode.CLOSE)),
    _TEXTS.map(lambda data: frame(data, mask=b"abcd")),
    _TEXTS.map(lambda data: frame(data, rsv=4)),
    _TEXTS.map(lambda data: frame(data, Opcode.CONT)),
    st.integers(3, 7).map(lambda opcode: frame(b"x", opcode)),
    st.just(frame(b"y" * (MAX_SIZE + 1))),
    st.just(frame(b"y" * 70_000)),
    st.just(frame(b"\xff")),
    st.just(frame(b"\xc3")),
)


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[bytes], list[int]]:
    """Draw frames, of which one may break a rule, and the places where the network cuts them."""
    messages = draw(st.lists(_MESSAGES, max_size=8))
    fault = draw(st.sampled_from([None, _BROKEN, _OVERSIZED]))
    if fault is _OVERSIZED:
        messages.insert(draw(st.integers(0, len(messages))), draw(_OVERSIZED))
    frames = [each for message in messages for each in message]
    if fault is _BROKEN:
        frames.insert(draw(st.integers(0, len(frames))), draw(_BROKEN))
    size = sum(map(len, frames))
    cuts = draw(st.lists(st.integers(0, size), max_size=20))
    return frames, sorted({*cuts, size})


@settings(max_examples=400, deadline=None)
@example(([frame(b"y" * 200), frame(b"")], [1, 2, 3, 4, 5, 205, 206]))
@given(streams())
def test_frames_are_read_as_the_library_reads_them(stream: tuple[list[bytes], list[int]]) -> None:
    frames, cuts = stream
    data = b"".join(frames)
    chunks = [data[start:end] for start, end in zip([0, *cuts], cuts, strict=False)]
    assert by_socket(chunks) == by_library(frames)


def test_library_has_what_the_socket_relies_on() -> None:
    reader = protocol()
    assert isinstance(reader.reader.buffer, bytearray)
    assert (reader.current_size, reader.extensions, reader.max_message_size) == (None, [], MAX_SIZE)
    assert issubclass(Socket, ClientConnection)
