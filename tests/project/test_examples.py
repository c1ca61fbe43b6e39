"""Run the examples as users do, on the embedded server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import wave
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from socket import SHUT_RDWR
from typing import TYPE_CHECKING, Any

import httpx
import orjson
import pytest
from standardwebhooks import Webhook
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from realtime_client import RealtimeClient
from realtime_client.audio import AudioFormat, write_wav
from realtime_client.testing import Answer, Answerer, Call, Echo, Expect, Fault, LocalServer, Script, Turn, speak

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).parent.parent.parent
KEY = "sk-local-0123456789"
PCM = AudioFormat("pcm16", 24_000)
SECRET = "whsec_" + b64encode(b"0123456789abcdef-of-tests").decode()


def environment(server: LocalServer, **more: str) -> dict[str, str]:
    variables = {"OPENAI_BASE_URL": server.url, "OPENAI_API_KEY": KEY, "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **variables, **more}


def run(name: str, *arguments: str, server: LocalServer, stdin: str = "") -> str:
    command = [sys.executable, "-m", f"examples.{name}", *arguments]
    finished = subprocess.run(
        command, input=stdin, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, env=environment(server)
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@contextmanager
def serving(*command: str, server: LocalServer, **more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run a program that serves until the block ends, yield its URL, and check its log for tracebacks."""
    with subprocess.Popen(
        [sys.executable, "-m", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(server, **more),
    ) as process:
        try:
            assert process.stderr is not None
            started = next(line for line in process.stderr if "running on" in line)
            found = re.search(r"http://[\d.:]+", started)
            assert found is not None
            yield found[0], process
        finally:
            process.terminate()
            _, log = process.communicate(timeout=30)
    assert "Traceback" not in log, log


@pytest.mark.parametrize("name", ["text_chat", "voice", "function_calling", "browser"])
def test_help_needs_no_key(name: str) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith("OPENAI_")}
    command = [sys.executable, "-m", f"examples.{name}", "--help"]
    finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, cwd=ROOT, env=variables)
    assert finished.returncode == 0, finished.stderr
    assert "--url URL" in finished.stdout


def test_text_chat() -> None:
    with LocalServer(["Good morning.", "It is noon."], api_key=KEY) as server:
        printed = run("text_chat", server=server, stdin="Hello!\nWhat time is it?\n")
    assert printed == "Good morning.\nIt is noon.\n"


@pytest.mark.parametrize("rate", [8_000, 24_000])
def test_voice(tmp_path: Path, rate: int) -> None:
    question, answer = tmp_path / "question.wav", tmp_path / "answer.wav"
    spoken = AudioFormat("pcm16", rate)
    write_wav(question, speak("Is there a table?", spoken), spoken)
    with LocalServer(api_key=KEY) as server:
        printed = run("voice", str(question), str(answer), server=server)
    assert printed.startswith("You said: 1.1 seconds of speech\n")
    # A WAV header, and the audio of the whole answer.
    assert answer.stat().st_size == 44 + len(speak("You said: 1.1 seconds of speech", PCM))


def test_voice_mixes_channels(tmp_path: Path) -> None:
    question, answer = tmp_path / "question.wav", tmp_path / "answer.wav"
    spoken = speak("Is there a table?", PCM)
    with wave.open(str(question), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(24_000)
        # The same samples in both channels.
        file.writeframes(b"".join(spoken[i : i + 2] * 2 for i in range(0, len(spoken), 2)))
    with LocalServer(api_key=KEY) as server:
        printed = run("voice", str(question), str(answer), server=server)
    assert printed.startswith("You said: 1.1 seconds of speech\n")


def test_function_calling() -> None:
    call = Answer(Call("get_weather", {"city": "Paris"}))
    output = {"type": "function_call_output", "output": '{"city":"Paris","sky":"clear","degrees":20}'}
    script = Script(
        Expect("session.update"),
        Expect("conversation.item.create"),
        call,
        Expect({"type": "conversation.item.create", "item": output}),
        "Clear, at 20 degrees.",
    )
    with LocalServer(script, api_key=KEY) as server:
        printed = run("function_calling", "What is the weather in Paris?", server=server)
    assert printed == 'Clear, at 20 degrees.\n(1 call: get_weather {"city":"Paris"})\n'


def signed(call_id: str, caller: str) -> dict[str, Any]:
    """Return a webhook in the vendor's form."""
    headers = [{"name": "From", "value": f"sip:{caller}"}, {"name": "To", "value": "sip:office@example.com"}]
    event = {
        "id": "evt_1",
        "object": "event",
        "type": "realtime.call.incoming",
        "created_at": 1_750_287_018,
        "data": {"call_id": call_id, "sip_headers": headers},
    }
    body, now = orjson.dumps(event).decode(), datetime.now(UTC)
    signature = Webhook(SECRET).sign("wh_1", now, body)
    signed_headers = {
        "webhook-id": "wh_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    return {"content": body, "headers": signed_headers}


def test_sip_calls() -> None:
    command = ("uvicorn", "examples.sip_calls:app", "--port", "0", "--no-access-log")
    with (
        LocalServer(["Good evening, somebody will be with you."], api_key=KEY) as server,
        serving(*command, server=server, OPENAI_WEBHOOK_SECRET=SECRET) as (url, process),
    ):
        friend, stranger = server.ring(), server.ring()
        assert httpx.post(f"{url}/webhook", **signed(friend, "anna@friends.example")).status_code == 200
        assert httpx.post(f"{url}/webhook", **signed(stranger, "someone@example.com")).status_code == 200
        forged = {**signed(stranger, "anna@friends.example"), "content": "{}"}
        assert httpx.post(f"{url}/webhook", **forged).status_code == 400
        assert process.stdout is not None
        assert process.stdout.readline() == f"{friend}: Good evening, somebody will be with you.\n"
        assert server.call_state(stranger)["status_code"] == 486
        # The program prints the greeting before it transfers the call.
        server.wait_for_call(friend, "referred", timeout=30)
        assert server.call_state(friend)["target_uri"] == "tel:+14155550100"


class Endless(Answerer):
    """Report that an answer was requested, and never finish it."""

    def __init__(self) -> None:
        self.was_requested = threading.Event()

    def answer(self, turn: Turn) -> Answer:
        self.was_requested.set()
        return Answer("Good evening.", faults=[Fault(after=1, wait="response.cancel")])


def test_sip_call_ends_when_the_caller_hangs_up() -> None:
    command = ("uvicorn", "examples.sip_calls:app", "--port", "0", "--no-access-log")
    endless = Endless()
    with (
        LocalServer(endless, api_key=KEY) as server,
        serving(*command, server=server, OPENAI_WEBHOOK_SECRET=SECRET) as (url, process),
        RealtimeClient(KEY, server.url) as client,
    ):
        friend = server.ring()
        assert httpx.post(f"{url}/webhook", **signed(friend, "anna@friends.example")).status_code == 200
        assert endless.was_requested.wait(30)
        client.calls.hangup(friend)
        assert process.stdout is not None
        assert process.stdout.readline().startswith(f"{friend}: the connection was closed with code 1000: call ended")
        assert server.call_state(friend)["state"] == "ended"


def test_fastapi_bridge() -> None:
    command = ("uvicorn", "examples.fastapi_bridge:app", "--port", "0")
    with (
        LocalServer(Echo(), api_key=KEY) as server,
        serving(*command, server=server) as (url, _),
        connect(f"{url.replace('http', 'ws')}/talk") as socket,
    ):
        socket.send("Good morning!")
        text, audio = receive_answer(socket)
        assert text == "You said: Good morning!\n"
        assert audio == speak("You said: Good morning!", PCM)
        socket.send(speak("Is there a table?", PCM) + bytes(PCM.bytes_per_second))
        text, audio = receive_answer(socket)
        assert re.fullmatch(r"\nYou said: 1\.\d seconds of speech\n", text)
        assert audio


@pytest.mark.parametrize("code", [1000, 1011])
def test_fastapi_bridge_reports_the_end_of_the_session(code: int) -> None:
    command = ("uvicorn", "examples.fastapi_bridge:app", "--port", "0")
    with (
        LocalServer([Answer("Good.", faults=[Fault(after=1, close=code, reason="enough")])], api_key=KEY) as server,
        serving(*command, server=server) as (url, _),
        connect(f"{url.replace('http', 'ws')}/talk") as socket,
    ):
        socket.send("Good morning!")
        with pytest.raises(ConnectionClosed) as caught:
            receive_answer(socket)
    assert caught.value.rcvd is not None
    # To end in the middle of an answer is a failure, whatever the code says.
    assert (caught.value.rcvd.code, caught.value.rcvd.reason) == (1011, "")


def test_fastapi_bridge_survives_a_dropped_client() -> None:
    command = ("uvicorn", "examples.fastapi_bridge:app", "--port", "0")
    with LocalServer(Echo(), api_key=KEY) as server, serving(*command, server=server) as (url, _):
        talk = f"{url.replace('http', 'ws')}/talk"
        with connect(talk) as socket:
            socket.send("Good morning! " * 200)
            socket.recv(timeout=30)
            # Drop the connection in the middle of the answer, without a close frame.
            socket.socket.shutdown(SHUT_RDWR)
        with connect(talk) as socket:
            socket.send("Good morning!")
            assert receive_answer(socket)[0] == "You said: Good morning!\n"


def receive_answer(socket: Any) -> tuple[str, bytes]:
    """Return text and audio up to the end of an answer."""
    text, audio = "", b""
    while not (text.endswith("\n") and audio):
        message = socket.recv(timeout=30)
        if isinstance(message, str):
            text += message
        else:
            audio += message
    return text, audio


def test_browser_shows_why_no_secret_was_issued(browser: Chrome) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    wrong = "sk-wrong-0123456789"
    with (
        LocalServer(api_key=KEY) as server,
        serving("examples.browser", "--port", "0", server=server, OPENAI_API_KEY=wrong) as (url, _),
    ):
        browser.get(url)
        wait = WebDriverWait(browser, 30, poll_frequency=0.05)
        shown = wait.until(lambda _: browser.find_elements(By.CSS_SELECTOR, "#conversation .error"))
        assert "status 401" in shown[0].text
        assert wrong not in browser.page_source


def test_browser(browser: Chrome) -> None:
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.wait import WebDriverWait

    with (
        LocalServer(Echo(), api_key=KEY, allow_origins="*") as server,
        serving("examples.browser", "--port", "0", server=server) as (url, _),
    ):
        wait = WebDriverWait(browser, 30, poll_frequency=0.05)
        browser.get(url)
        body = browser.find_element(By.TAG_NAME, "body")
        wait.until(lambda _: body.get_attribute("data-state") == "open")
        field = browser.find_element(By.NAME, "text")
        field.send_keys("Good morning!")
        field.submit()
        wait.until(lambda _: body.get_attribute("data-state") == "completed")
        paragraphs = browser.find_elements(By.CSS_SELECTOR, "#conversation p")
        assert [(line.get_attribute("class"), line.text) for line in paragraphs] == [
            ("you", "Good morning!"),
            ("answer", "You said: Good morning!"),
        ]
        seconds = len(speak("You said: Good morning!", PCM)) / PCM.bytes_per_second
        assert float(body.get_attribute("data-seconds") or 0) == pytest.approx(seconds, abs=0.05)
        assert KEY not in browser.page_source
