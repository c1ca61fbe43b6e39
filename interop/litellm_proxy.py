"""LiteLLM's proxy in front of the server, and our own client in front of the proxy.

``python -m interop.litellm_proxy BASE_URL`` runs the proxy of ``.venv-interop-litellm`` on a free port of loopback.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import orjson

import realtime_client as rt

from . import stage
from .ledger import Dialect, Failure, Ledger, require

_ROOT = Path(__file__).parent.parent
_PROGRAM = _ROOT / ".venv-interop-litellm" / "bin" / "litellm"
_KEY = "sk-proxy"
_START_SECONDS = 90
_HEARD = "conversation.item.input_audio_transcription.completed"
# With a transcript, the proxy asks for the response by itself (its issue 31726): the server must not make another.
_TURNS = {"type": "server_vad", "silence_duration_ms": 300, "create_response": False}
# The proxy sends nothing home and fetches nothing.
_QUIET = {
    "DISABLE_ADMIN_UI": "True",
    "DO_NOT_TRACK": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOG": "ERROR",
    "LITELLM_TELEMETRY": "False",
    "NO_DOCS": "True",
}


def _config(base_url: str) -> dict[str, Any]:
    parameters = {"model": f"openai/{stage.MODEL}", "api_base": base_url, "api_key": stage.KEY}
    model = {"model_name": stage.MODEL, "litellm_params": parameters, "model_info": {"mode": "realtime"}}
    return {
        "model_list": [model],
        "general_settings": {"master_key": _KEY},
        "litellm_settings": {"telemetry": False},
    }


@contextmanager
def proxy(base_url: str) -> Iterator[str]:
    """Run the proxy; give its base URL.

    Raises:
        Failure: It is not installed, or did not start in time.
    """
    require(_PROGRAM.exists(), f"{_PROGRAM.relative_to(_ROOT)} is not there: run make interop")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        # JSON is YAML.
        config = Path(folder, "config.yaml")
        config.write_bytes(orjson.dumps(_config(base_url)))
        log = Path(folder, "log.txt")
        command = [str(_PROGRAM), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
        # It finds nothing to read in an empty folder: no .env, no settings.
        with log.open("wb") as told:
            process = subprocess.Popen(
                command, cwd=folder, env=os.environ | _QUIET, stdout=told, stderr=subprocess.STDOUT
            )
        try:
            _await_ready(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}/v1"
        except BaseException:
            sys.stderr.write(log.read_text("utf-8", "replace")[-20_000:])
            raise
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < deadline:
            require(process.poll() is None, f"the proxy ended with {process.returncode}")
            try:
                if client.get(f"{url}/health/liveliness").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                """It does not listen yet."""
            time.sleep(0.2)
    raise Failure(f"the proxy was not ready after {_START_SECONDS} seconds")


def _version() -> str:
    packages = (_PROGRAM.parent.parent / "lib").glob("python3.*/site-packages")
    (found,) = distributions(name="litellm", path=[str(folder) for folder in packages])
    return found.version


class _Reader:
    """Reads what our connection receives, and what it makes of it."""

    def __init__(self, connection: rt.Connection, dialect: Dialect) -> None:
        self.ledger = Ledger(dialect)
        self.connection = connection

    def until(self, condition: Callable[[Any], bool]) -> Any:
        """Read up to an event that a condition holds for."""
        while True:
            event = self.connection.recv(timeout=20)
            require(not isinstance(event, rt.UnknownEvent), f"our own client does not know {event}")
            deviations = rt.validate(event)
            require(not deviations, f"{event.type} deviates from the contract: {', '.join(map(str, deviations))}")
            self.ledger.take(event.to_dict())
            if condition(event):
                return event

    def reply(self) -> rt.AssembledResponse:
        """Read to the end of a response; give it as our client puts it together."""
        done = self.until(_is("response.done"))
        answer = self.connection.responses[done.response.id]
        reply = self.ledger.last()
        require(answer.text == reply.text and answer.transcript == reply.transcript, "our client reads something else")
        require(answer.audio == reply.audio, "our client hears something else")
        require(done.response.usage.total_tokens == reply.tokens, "our client reads other usage")
        return answer


def _is(kind: str) -> Callable[[Any], bool]:
    return lambda event: bool(event.type == kind)


def _text(base_url: str, dialect: Dialect, settings: dict[str, Any]) -> Ledger:
    client = rt.RealtimeClient(base_url=base_url, api_key=_KEY)
    with client, client.connect_sync(model=stage.MODEL, dialect=dialect) as connection:
        reader = _Reader(connection, dialect)
        reader.until(_is("session.created"))
        connection.update_session(settings)
        reader.until(_is("session.updated"))
        for _ in range(2):
            connection.say(stage.GREETING)
            connection.create_response()
            reader.reply()
            stage.require_greeting(reader.ledger.last())
    return reader.ledger


def _audio(base_url: str, dialect: Dialect, settings: dict[str, Any]) -> Ledger:
    client = rt.RealtimeClient(base_url=base_url, api_key=_KEY)
    with client, client.connect_sync(model=stage.MODEL, dialect=dialect) as connection:
        reader = _Reader(connection, dialect)
        ledger = reader.ledger
        reader.until(_is("session.created"))
        connection.update_session(settings)
        reader.until(_is("session.updated"))
        connection.send_audio(stage.spoken())
        reader.until(_is(_HEARD))
        require(ledger.turns == 1 and stage.TRANSCRIPT in ledger.heard[0], f"what was heard: {ledger.heard}")
        reader.reply()
        stage.require_speech(ledger.last(), "")

        connection.say(stage.QUESTION)
        connection.create_response()
        answer = reader.reply()
        call = stage.require_call(ledger.last())
        assert answer.response is not None
        (read,) = answer.response.function_calls
        require(
            read.parse_arguments() == call.parsed() and read.call_id == call.call_id, "our client reads another call"
        )
        connection.give_output(call.call_id, stage.OUTPUT)
        connection.create_response()
        reader.reply()
        stage.require_answer(ledger)
    return ledger


def ga_text(base_url: str) -> Ledger:
    """Written, GA."""
    return _text(base_url, "ga", {"type": "realtime", "output_modalities": ["text"]})


def beta_text(base_url: str) -> Ledger:
    """Written, beta."""
    return _text(base_url, "beta", {"modalities": ["text"]})


def ga_audio(base_url: str) -> Ledger:
    """Spoken, GA: the server detects the turn; then a function call."""
    listening = {"turn_detection": _TURNS, "transcription": {"model": "whisper-1"}}
    return _audio(
        base_url,
        "ga",
        {"type": "realtime", "output_modalities": ["audio"], "tools": [stage.TOOL], "audio": {"input": listening}},
    )


def beta_audio(base_url: str) -> Ledger:
    """Spoken, beta: the server detects the turn; then a function call."""
    listening = {"turn_detection": _TURNS, "input_audio_transcription": {"model": "whisper-1"}}
    return _audio(base_url, "beta", {"modalities": ["text", "audio"], "tools": [stage.TOOL], **listening})


def main() -> int:
    """Hold the conversations through the proxy; give the exit status."""
    conversations = {
        "GA text": ga_text,
        "GA audio and function call": ga_audio,
        "beta text": beta_text,
        "beta audio and function call": beta_audio,
    }
    with proxy(sys.argv[1]) as base_url:
        return stage.perform("litellm, our client", _version(), conversations, base_url)


if __name__ == "__main__":
    sys.exit(main())
