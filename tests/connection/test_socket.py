"""Frames as servers send them, over real sockets: what is read past the library keeps every rule of RFC 6455."""

from __future__ import annotations

import asyncio
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import trustme
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.frames import Opcode

import realtime_client as rt
from realtime_client._connection.asyncio_connection import open_connection
from realtime_client._connection.socket import Socket

from ..support.connections import until
from ..support.proxy_server import proxy
from ..support.raw_server import RawPeer, close_frame, frame, raw_server


def event(number: int, size: int = 0) -> bytes:
    """Return an event with a number and a text of a size in bytes."""
    return b'{"type":"x","event_id":"e%d","number":%d,"text":"%b"}' % (number, number, b"y" * size)


def taking(messages: list[bytes], *, is_expected: bool) -> Callable[[bytes], bool]:
    """Return a sink that keeps all messages."""

    def take(message: bytes) -> bool:
        messages.append(message)
        return is_expected

    return take


async def until_closed(peer: RawPeer) -> None:
    """Answer the closing handshake of the client."""
    closed = await peer.receive(Opcode.CLOSE)
    await peer.send(frame(bytes(closed.data), Opcode.CLOSE))


class Reader:
    """Everything that a connection reads, from before the server begins to send."""

    def __init__(self, conn: rt.AsyncConnection) -> None:
        self.conn = conn
        self.events: list[Any] = []
        self.task = asyncio.create_task(self._read())

    async def _read(self) -> rt.ConnectionClosed:
        try:
            async for each in self.conn:
                self.events.append(each)
        except rt.ConnectionClosed as error:
            return error
        assert self.conn._session.error is not None
        return self.conn._session.error

    @property
    def numbers(self) -> list[Any]:
        """Numbers of the events."""
        return [each.additional_properties.get("number") for each in self.events]

    async def until(self, count: int) -> list[Any]:
        """Wait for a number of events, and return theirs."""
        await until(lambda: len(self.events) >= count or self.task.done())
        return self.numbers


@asynccontextmanager
async def connected(
    script: Callable[[RawPeer], Awaitable[None]], tls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[Reader]:
    """Open a connection to a server that runs a script once the client reads."""

    async def begin(peer: RawPeer) -> None:
        await peer.receive(Opcode.TEXT)
        await script(peer)

    given = rt.Options(**{"close_timeout": 5.0, "ping_interval": None, **options})
    async with asyncio.timeout(30), raw_server(begin, tls) as url, await open_connection(url, options=given) as conn:
        reader = Reader(conn)
        await until(lambda: conn._session._subscriptions)
        await conn.send(rt.UnknownEvent.from_dict({"type": "go"}))
        yield reader
    await reader.task


@pytest.mark.parametrize("size", [0, 100, 125, 126, 127, 60_000, 65_536, 300_000])
def test_frames_of_every_length(size: int) -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(b"".join(frame(event(number, size)) for number in range(20)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(20) == [*range(20)]
        assert {len(each.additional_properties["text"]) for each in reader.events} == {size}

    asyncio.run(act())


def test_frames_cut_anywhere() -> None:
    data = b"".join((frame(event(0)), frame(event(1, 200)), frame(b"p", Opcode.PING), frame(event(2)), frame(event(3))))

    async def script(peer: RawPeer) -> None:
        peer.writer.get_extra_info("socket").setsockopt(6, 1, 1)
        for byte in data:
            await peer.send(bytes([byte]))
        assert (await peer.receive(Opcode.PONG)).data == b"p"
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(4) == [0, 1, 2, 3]

    asyncio.run(act())


def test_fragments_with_control_frames_in_between() -> None:
    text = event(1, 1_000) + "é".encode()
    whole = text.replace("é".encode(), b" ")

    async def script(peer: RawPeer) -> None:
        first, middle, last = whole[:10], whole[10:500], whole[500:]
        await peer.send(
            frame(event(0))
            + frame(first, fin=False)
            + frame(b"one", Opcode.PING)
            + frame(middle, Opcode.CONT, fin=False)
            + frame(b"", Opcode.CONT, fin=False)
            + frame(b"two", Opcode.PONG)
            + frame(last, Opcode.CONT)
            + frame(event(2)),
            frame(event(3), Opcode.BINARY),
            frame(event(4)),
        )
        assert (await peer.receive(Opcode.PONG)).data == b"one"
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(5) == [0, 1, 2, 3, 4]

    asyncio.run(act())


def test_pings_are_answered_among_events() -> None:
    async def script(peer: RawPeer) -> None:
        for number in range(50):
            await peer.send(frame(event(number)) + frame(b"%d" % number, Opcode.PING) + frame(event(number)))
        pongs = [(await peer.receive(Opcode.PONG)).data for _ in range(50)]
        assert pongs == [b"%d" % number for number in range(50)]
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(100) == [number for number in range(50) for _ in range(2)]

    asyncio.run(act())


def test_keep_alive_sees_pongs_among_events() -> None:
    async def script(peer: RawPeer) -> None:
        for number in range(5):
            ping = await peer.receive(Opcode.PING)
            await peer.send(frame(event(number)) + frame(bytes(ping.data), Opcode.PONG) + frame(event(number)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script, ping_interval=0.001, ping_timeout=10.0) as reader:
            assert len(await reader.until(10)) == 10

    asyncio.run(act())


# Closing.


def test_server_closes_after_events() -> None:
    async def script(peer: RawPeer) -> None:
        # What follows the close frame is ignored.
        await peer.send(frame(event(0)) + frame(event(1)) + close_frame(1000, "bye") + frame(event(2)))
        assert (await peer.receive(Opcode.CLOSE)).data == b"\x03\xe8bye"

    async def act() -> None:
        async with connected(script) as reader:
            end = await reader.task
        assert reader.numbers == [0, 1]
        assert (end.code, end.reason, end.initiator) == (1000, "bye", "server")

    asyncio.run(act())


def test_client_closes_while_events_arrive() -> None:
    received: list[int] = []

    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)))
        closed = await peer.receive(Opcode.CLOSE)
        # The end of a frame that had begun, and more, before the reply.
        await peer.send(frame(event(1)), frame(event(2))[:5])
        await peer.send(frame(event(2))[5:] + frame(bytes(closed.data), Opcode.CLOSE))
        received.append(int.from_bytes(closed.data[:2]))
        assert await peer.reader.read() == b""

    async def act() -> None:
        async with connected(script) as reader:
            await reader.until(1)
            await reader.conn.close(3000, "enough")
            end = await reader.task
            assert (end.code, end.initiator) == (3000, "client")

    asyncio.run(act())
    assert received == [3000]


def test_both_sides_close_at_once() -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)))
        closed = await peer.receive(Opcode.CLOSE)
        await peer.send(close_frame(1001, "restart"))
        assert closed.data[:2] == b"\x03\xe8"

    async def act() -> None:
        async with connected(script) as reader:
            await reader.until(1)
        assert reader.conn.is_closed

    asyncio.run(act())


@pytest.mark.parametrize("begun", [b"", frame(event(1))[:1], frame(event(1))[:20], frame(b"p", Opcode.PING)[:2]])
def test_server_ends_without_closing(begun: bytes) -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + begun)

    async def act() -> None:
        async with connected(script) as reader:
            end = await reader.task
        assert reader.numbers == [0]
        assert (end.code, end.initiator) == (None, "network")
        assert isinstance(end.__cause__, Exception)

    asyncio.run(act())


def test_connection_is_reset_in_the_middle_of_a_frame() -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)), frame(event(1, 70_000))[:500])
        await peer.receive(Opcode.PONG, Opcode.TEXT)
        sock = peer.writer.get_extra_info("socket")
        sock.setsockopt(1, 13, struct.pack("ii", 1, 0))
        peer.writer.transport.abort()

    async def act() -> None:
        async with connected(script) as reader:
            await reader.until(1)
            await reader.conn.send(rt.UnknownEvent.from_dict({"type": "x"}))
            end = await reader.task
        assert (reader.numbers, end.code, end.initiator) == ([0], None, "network")

    asyncio.run(act())


@pytest.mark.parametrize("last", [close_frame(), frame(event(0), mask=b"abcd"), frame(b"\xff")])
def test_server_that_keeps_its_end_open_is_left(last: bytes) -> None:
    left = asyncio.Event()

    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + last)
        await left.wait()

    async def act() -> None:
        async with connected(script, close_timeout=0.05) as reader:
            await reader.task
            left.set()
        assert reader.numbers == [0]

    asyncio.run(act())


# Limits and rules.


@pytest.mark.parametrize("pieces", [1, 7])
def test_frame_over_the_limit_is_refused_before_it_has_arrived(pieces: int) -> None:
    large = frame(event(1, 10_000))
    closed: list[int] = []

    async def script(peer: RawPeer) -> None:
        # Its end never comes: the header is enough to refuse it.
        begun = frame(event(0)) + large[:700]
        step = -(-len(begun) // pieces)
        await peer.send(*(begun[start : start + step] for start in range(0, len(begun), step)))
        closed.append(int.from_bytes((await peer.receive(Opcode.CLOSE)).data[:2]))

    async def act() -> None:
        async with connected(script, max_size=10_000) as reader:
            end = await reader.task
        assert reader.numbers == [0]
        assert (end.code, end.initiator) == (1009, "client")

    asyncio.run(act())
    assert closed == [1009]


def test_frame_of_the_very_limit_is_read() -> None:
    exact = event(1, 10_000)

    async def script(peer: RawPeer) -> None:
        await peer.send(frame(exact)[:3], frame(exact)[3:9_000], frame(exact)[9_000:] + frame(event(2)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script, max_size=len(exact)) as reader:
            assert await reader.until(2) == [1, 2]

    asyncio.run(act())


def test_fragments_over_the_limit_are_refused() -> None:
    async def script(peer: RawPeer) -> None:
        pieces = [frame(b"y" * 4_000, Opcode.TEXT if not number else Opcode.CONT, fin=False) for number in range(3)]
        await peer.send(frame(event(0)), *pieces)
        await peer.receive(Opcode.CLOSE)

    async def act() -> None:
        async with connected(script, max_size=10_000) as reader:
            end = await reader.task
        assert (reader.numbers, end.code) == ([0], 1009)

    asyncio.run(act())


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(frame(event(1), mask=b"abcd"), id="masked"),
        pytest.param(frame(event(1, 200), mask=b"abcd"), id="masked with a length of 16 bits"),
        pytest.param(frame(event(1), rsv=4), id="first reserved bit"),
        pytest.param(frame(event(1), rsv=1), id="last reserved bit"),
        pytest.param(frame(event(1), 3), id="unknown opcode"),
        pytest.param(frame(event(1), Opcode.CONT), id="continuation of nothing"),
        pytest.param(frame(b"{", fin=False) + frame(event(1)), id="text inside of a message"),
        pytest.param(frame(b"p" * 126, Opcode.PING), id="long ping"),
        pytest.param(frame(b"p", Opcode.PING, fin=False), id="fragmented ping"),
        pytest.param(frame(b"\x03", Opcode.CLOSE), id="close without a code"),
    ],
)
def test_broken_rule_ends_the_connection(broken: bytes) -> None:
    closed: list[int] = []

    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + broken + frame(event(2)))
        closed.append(int.from_bytes((await peer.receive(Opcode.CLOSE)).data[:2]))

    async def act() -> None:
        async with connected(script) as reader:
            end = await reader.task
        assert (reader.numbers, end.code, end.initiator) == ([0], 1002, "client")

    asyncio.run(act())
    assert closed == [1002]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(frame(b'{"type":"x\xff"}'), id="whole"),
        pytest.param(frame(b'{"type":"x', fin=False) + frame(b'\xc3"}', Opcode.CONT), id="fragments"),
        pytest.param(frame(b"\xed\xa0\x80"), id="surrogate"),
    ],
)
def test_text_that_is_not_utf8_ends_the_connection(broken: bytes) -> None:
    closed: list[int] = []

    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + broken + frame(event(2)) + frame(b"{", fin=False) + frame(b"}", Opcode.CONT))
        closed.append(int.from_bytes((await peer.receive(Opcode.CLOSE)).data[:2]))

    async def act() -> None:
        async with connected(script) as reader:
            end = await reader.task
        assert (reader.numbers, end.code, end.initiator) == ([0], 1007, "client")

    asyncio.run(act())
    assert closed == [1007]


def test_text_that_arrives_before_the_reader_is_checked_as_well() -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + frame(b"\xff") + frame(event(1)))
        await until_closed(peer)

    async def act() -> None:
        async with asyncio.timeout(30), raw_server(script) as url:
            socket = await connect(url, create_connection=Socket, compression=None)
            assert isinstance(socket, Socket)
            await until(lambda: len(socket._early) == 3)
            taken: list[bytes] = []
            socket.read_into(taking(taken, is_expected=False), lambda: None)
            await socket.wait_closed()
            assert taken == [event(0), b"\xff"]
            assert socket.protocol.close_sent is not None
            assert socket.protocol.close_sent.code == 1007

    asyncio.run(act())


def test_split_characters_and_binary_messages_are_no_failure() -> None:
    text = '{"type":"x","number":1,"text":"äöü€😀"}'.encode()

    async def script(peer: RawPeer) -> None:
        pieces = [
            frame(bytes([byte]), Opcode.CONT if index else Opcode.TEXT, fin=False) for index, byte in enumerate(text)
        ]
        await peer.send(*pieces, frame(b"", Opcode.CONT), frame(b"\xff\xfe", Opcode.BINARY) + frame(event(2)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(2) == [1, 2]
            assert reader.events[0].additional_properties["text"] == "äöü€😀"

    asyncio.run(act())


def test_text_that_is_not_json_is_ignored() -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame("Grüße") + frame(b"") + frame(event(1)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            assert await reader.until(1) == [1]

    asyncio.run(act())


# What lies between: compression, TLS, proxies, backpressure, cancellation.


def test_compressed_messages_are_left_to_the_library() -> None:
    async def handle(server: ServerConnection) -> None:
        for number in range(20):
            await server.send(event(number, 5_000).decode())
        await server.wait_closed()

    async def act() -> None:
        async with asyncio.timeout(30), serve(handle, "127.0.0.1", 0) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            socket = await connect(f"ws://127.0.0.1:{port}", create_connection=Socket)
            assert [extension.name for extension in socket.protocol.extensions] == ["permessage-deflate"]
            assert isinstance(socket, Socket)
            taken: list[bytes] = []
            socket.read_into(taking(taken, is_expected=True), lambda: None)
            await until(lambda: len(taken) == 20)
            assert taken == [event(number, 5_000) for number in range(20)]
            await socket.close()

    asyncio.run(act())


def test_many_frames_over_tls_and_through_a_proxy(tmp_path: Path) -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)

    async def script(peer: RawPeer) -> None:
        for start in range(0, 2_000, 50):
            await peer.send(b"".join(frame(event(number, number)) for number in range(start, start + 50)))
        await until_closed(peer)

    async def act(address: str) -> None:
        async with connected(script, context, ssl=trusting, proxy=f"http://{address}") as reader:
            assert await reader.until(2_000) == [*range(2_000)]

    with proxy() as tunnel:
        asyncio.run(act(tunnel.address))
    assert len(tunnel.heads) == 1


def test_reading_pauses_at_the_limit_and_goes_on() -> None:
    many, size = 2_000, 10_000
    sent: list[int] = []

    async def script(peer: RawPeer) -> None:
        await peer.receive(Opcode.TEXT)
        for number in range(many):
            await peer.send(frame(event(number, size)))
            sent.append(number)
        await until_closed(peer)

    async def act() -> None:
        options = rt.Options(max_buffered=200_000, ping_interval=None)
        async with asyncio.timeout(30), raw_server(script) as url, await open_connection(url, options=options) as conn:
            found: list[Any] = []
            conn.spawn(conn.send(rt.UnknownEvent.from_dict({"type": "go"})))
            async for each in conn:
                assert isinstance(each, rt.UnknownEvent)
                found += [each.additional_properties["number"]]
                if len(found) == 1:
                    await until(lambda: conn._is_paused)
                    # The server waits: what is kept is bounded by the limit and one read.
                    assert conn._session.buffered < 200_000 + 262_144 + size
                    assert len(sent) < many
                if len(found) == many:
                    break
            assert found == [*range(many)]

    asyncio.run(act())


def test_cancelled_wait_in_the_middle_of_a_frame() -> None:
    go_on = asyncio.Event()

    async def script(peer: RawPeer) -> None:
        data = frame(event(1, 100_000))
        await peer.send(frame(event(0)) + data[:50_000])
        await go_on.wait()
        await peer.send(data[50_000:] + frame(event(2)))
        await until_closed(peer)

    async def act() -> None:
        async with connected(script) as reader:
            socket = reader.conn._socket
            await until(lambda: socket._begun)
            waiting = asyncio.create_task(reader.conn.recv())
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            go_on.set()
            assert await reader.until(3) == [0, 1, 2]

    asyncio.run(act())


def test_closing_in_the_middle_of_a_frame() -> None:
    async def script(peer: RawPeer) -> None:
        await peer.send(frame(event(0)) + frame(event(1, 100_000))[:50_000])
        # It never ends: the client leaves after its time.
        await peer.receive(Opcode.CLOSE)
        assert await peer.reader.read() == b""

    async def act() -> None:
        async with connected(script, close_timeout=0.05) as reader:
            await until(lambda: reader.conn._socket._begun)
        assert reader.numbers == [0]

    asyncio.run(act())
