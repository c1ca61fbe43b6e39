"""The telephony example: a phone speaks, hears the answer and interrupts it."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, ConnectionClosedOK
from websockets.sync.client import ClientConnection, connect

from realtime_client._core.json import dumps, loads
from realtime_client.audio import decode_base64, encode_base64, frames
from realtime_client.audio.telephony import TELNYX, TWILIO, ULAW, Provider
from realtime_client.testing import Answer, Answerer, Fault, LocalServer, Turn, speak

ROOT = Path(__file__).parent.parent.parent
KEY = "sk-local-0123456789"
TIMEOUT = 30
ANSWER = "Good evening, how may I help you?"
SECOND_ANSWER = "Of course."
SILENCE = b"\xff" * ULAW.bytes_per_second


class Agent(Answerer):
    """Gives two answers, and keeps the truncations that it is sent."""

    def __init__(self, *answers: Answer | str) -> None:
        self.answers = list(answers)
        self.truncations: queue.Queue[Mapping[str, Any]] = queue.Queue()

    def answer(self, turn: Turn) -> Answer | str:
        return self.answers.pop(0)

    def received(self, event: Mapping[str, Any]) -> None:
        if event["type"] == "conversation.item.truncate":
            self.truncations.put(event)


@contextmanager
def serving(server: LocalServer) -> Iterator[str]:
    """Run the example; yield the address it listens on."""
    environment = {**os.environ, "OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "uvicorn", "examples.telephony:app", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if "running on" in line)
            found = re.search(r"//([\d.:]+)", line)
            assert found is not None
            yield found[1]
        finally:
            process.terminate()
            output, log = process.communicate(timeout=TIMEOUT)
    assert "Traceback" not in log, log
    assert "does not exist" not in output, output


class Phone:
    """A provider's side of a media stream."""

    def __init__(self, socket: ClientConnection, provider: Provider) -> None:
        self.socket = socket
        self.provider = provider
        self.audio = b""
        # Name of each mark, and the bytes of audio before it.
        self.marks: list[tuple[str, int]] = []
        self.sequence_number = 0

    def send(self, event: str, **body: Any) -> None:
        self.sequence_number += 1
        message = {
            "event": event,
            self.provider.stream_id: "stream-1",
            self.provider.sequence_number: str(self.sequence_number),
            event: body,
        }
        self.socket.send(dumps(message).decode())

    def start(self) -> None:
        self.socket.send('{"event": "connected", "version": "1.0.0"}')
        self.send("start", **{self.provider.call_id: "call-1", self.provider.media_format: {"encoding": "PCMU"}})

    def speak(self, text: str) -> None:
        spoken = speak(text, ULAW) + SILENCE
        for number, frame in enumerate(frames(spoken, audio_format=ULAW)):
            body = {"track": "inbound", "chunk": str(number + 1), "timestamp": str(number * 20)}
            self.send("media", **body, payload=encode_base64(frame))
        self.send("media", track="outbound", payload=encode_base64(speak("not the caller", ULAW)))

    def receive(self) -> str:
        message = loads(self.socket.recv(timeout=TIMEOUT))
        assert (message.get(self.provider.stream_id) == "stream-1") is self.provider.sends_stream_id
        match message["event"]:
            case "media":
                frame = decode_base64(message["media"]["payload"])
                assert len(frame) == 160
                self.audio += frame
            case "mark":
                self.marks.append((message["mark"]["name"], len(self.audio)))
        return str(message["event"])

    def hear(self, text: str) -> None:
        """Receive the whole of a text, from the beginning."""
        expected = speak(text, ULAW)
        expected += b"\xff" * (-len(expected) % 160)
        while self.receive() != "mark" or len(self.audio) < len(expected):
            pass
        assert self.audio == expected


@pytest.mark.parametrize("provider", [TWILIO, TELNYX], ids=lambda provider: provider.name)
def test_call_with_an_interruption(provider: Provider) -> None:
    agent = Agent(ANSWER, SECOND_ANSWER)
    with (
        LocalServer(agent, api_key=KEY) as server,
        serving(server) as address,
        connect(f"ws://{address}/media") as socket,
    ):
        phone = Phone(socket, provider)
        phone.start()
        phone.speak("Good evening!")
        phone.hear(ANSWER)
        assert len(phone.marks) >= 5
        (first, _), (second, heard), (_, next_mark) = phone.marks[:3]
        phone.send("mark", name=first)
        phone.send("mark", name=second)

        phone.speak("A table, please.")
        while phone.receive() != "clear":
            pass
        truncation = agent.truncations.get(timeout=TIMEOUT)
        # What was held back until it filled a frame of 20 ms has been handed over, and comes after the mark.
        assert heard // 8 <= truncation["audio_end_ms"] < next_mark // 8 + 20
        # Providers return the marks of audio that they discard.
        for name, _ in phone.marks[2:]:
            phone.send("mark", name=name)
        phone.audio = b""
        phone.hear(SECOND_ANSWER)
        assert agent.truncations.empty()

        phone.send("stop")
        with pytest.raises(ConnectionClosedOK):
            socket.recv(timeout=TIMEOUT)


def test_session_that_fails_ends_the_call() -> None:
    agent = Agent(Answer(ANSWER, faults=[Fault(after=1, close=1011)]))
    with (
        LocalServer(agent, api_key=KEY) as server,
        serving(server) as address,
        connect(f"ws://{address}/media") as socket,
    ):
        phone = Phone(socket, TWILIO)
        phone.start()
        phone.speak("Good evening!")
        with pytest.raises(ConnectionClosed) as caught:
            list(iter(phone.receive, None))
    assert caught.value.rcvd is not None
    assert caught.value.rcvd.code == 1011


def test_phone_that_hangs_up_at_once() -> None:
    with LocalServer(Agent(), api_key=KEY) as server, serving(server) as address:
        with connect(f"ws://{address}/media") as socket:
            Phone(socket, TWILIO).start()
        with connect(f"ws://{address}/media"):
            pass


def test_webhook_streams_the_call_to_this_server() -> None:
    with LocalServer(Agent(), api_key=KEY) as server, serving(server) as address:
        reply = httpx.post(f"http://{address}/voice")
        assert (reply.status_code, reply.headers["content-type"].split(";")[0]) == (200, "text/xml")
        stream = ElementTree.fromstring(reply.text).find("Connect/Stream")
        assert stream is not None
        assert stream.attrib == {"url": f"wss://{address}/media"}
