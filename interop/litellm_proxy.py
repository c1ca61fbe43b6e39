"""LiteLLM's proxy between our client and the embedded server.

``python -m interop.litellm_proxy BASE_URL`` runs the proxy of ``.venv-interop-litellm`` on a free port.
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
from typing import Any, Final

import httpx
import orjson

import realtime_client as rt

from . import harness
from .protocol_checker import Dialect, InteropError, ProtocolChecker, require

_ROOT = Path(__file__).parent.parent
_PROGRAM = _ROOT / ".venv-interop-litellm" / "bin" / "litellm"
_KEY = "sk-proxy"
_START_SECONDS = 90
_HEARD = "conversation.item.input_audio_transcription.completed"
_TURNS = {"type": "server_vad", "silence_duration_ms": 300}
# Settings for a proxy without telemetry and downloads.
_QUIET = {
    "DISABLE_ADMIN_UI": "True",
    "DO_NOT_TRACK": "1",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOG": "ERROR",
    "LITELLM_TELEMETRY": "False",
    "NO_DOCS": "True",
}


def _config(base_url: str) -> dict[str, Any]:
    parameters = {"model": f"openai/{harness.MODEL}", "api_base": base_url, "api_key": harness.KEY}
    model = {"model_name": harness.MODEL, "litellm_params": parameters, "model_info": {"mode": "realtime"}}
    return {
        "model_list": [model],
        "general_settings": {"master_key": _KEY},
        "litellm_settings": {"telemetry": False},
    }


@contextmanager
def proxy(base_url: str) -> Iterator[str]:
    """Run the proxy, and yield its base URL.

    Raises:
        InteropError: The proxy is not installed, or did not start in time.
    """
    require(_PROGRAM.exists(), f"{_PROGRAM.relative_to(_ROOT)} is missing: run make interop")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TemporaryDirectory() as folder:
        # JSON is valid YAML.
        config = Path(folder, "config.yaml")
        config.write_bytes(orjson.dumps(_config(base_url)))
        log = Path(folder, "log.txt")
        command = [str(_PROGRAM), "--config", str(config), "--host", "127.0.0.1", "--port", str(port)]
        # An empty working directory holds no .env and no settings.
        with log.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=folder, env=os.environ | _QUIET, stdout=output, stderr=subprocess.STDOUT
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
            require(process.poll() is None, f"the proxy exited with {process.returncode}")
            try:
                if client.get(f"{url}/health/liveliness").status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                pass  # It does not listen yet.
            time.sleep(0.2)
    raise InteropError(f"the proxy was not ready after {_START_SECONDS} seconds")


def _version() -> str:
    packages = (_PROGRAM.parent.parent / "lib").glob("python3.*/site-packages")
    (found,) = distributions(name="litellm", path=[str(folder) for folder in packages])
    return found.version


class _Reader:
    """Reader of our connection, which checks every event and compares the assembled responses."""

    def __init__(self, connection: rt.Connection[rt.ServerEvent], dialect: Dialect) -> None:
        self.checker = ProtocolChecker(dialect)
        self.connection = connection

    def until(self, condition: Callable[[Any], bool]) -> Any:
        """Read until a condition holds for an event, and return that event."""
        while True:
            event = self.connection.recv(timeout=20)
            assert not isinstance(event, rt.Reconnected)
            require(not isinstance(event, rt.UnknownEvent), f"our client does not know {event}")
            # Live servers pad text deltas with a key that the published specification does not declare.
            deviations = [each for each in rt.validate(event) if each.path != "$.obfuscation"]
            require(not deviations, f"{event.type} deviates from the contract: {', '.join(map(str, deviations))}")
            self.checker.take(event.to_dict())
            if condition(event):
                return event

    def reply(self, *others: str) -> rt.AssembledResponse:
        """Read until a response has finished, and return it as our client assembled it.

        Args:
            others: Types of further events to wait for, before or after the end of the response.
        """
        seen: dict[str, Any] = {}

        def are_all_there(event: Any) -> bool:
            seen[event.type] = event
            return seen.keys() >= {"response.done", *others}

        self.until(are_all_there)
        done = seen["response.done"]
        answer = self.connection.responses[done.response.id]
        reply = self.checker.last()
        require(
            answer.text == reply.text and answer.transcript == reply.transcript,
            "our client has another text or transcript",
        )
        require(answer.audio == reply.audio, "our client has other audio")
        require(done.response.usage.total_tokens == reply.tokens, "our client has other usage")
        return answer


def _is(kind: str) -> Callable[[Any], bool]:
    return lambda event: bool(event.type == kind)


# The audio of a response is compared after its end.
_OPTIONS: Final = rt.Options(keep_audio=True)


def _text(base_url: str, dialect: Dialect, settings: rt.SessionSettings) -> ProtocolChecker:
    client = rt.RealtimeClient(base_url=base_url, api_key=_KEY)
    with client, client.connect_sync(model=harness.MODEL, dialect=dialect, options=_OPTIONS) as connection:
        reader = _Reader(connection, dialect)
        reader.until(_is("session.created"))
        connection.update_session(settings)
        reader.until(_is("session.updated"))
        for _ in range(2):
            connection.say(harness.GREETING)
            connection.create_response()
            reader.reply()
            harness.require_greeting(reader.checker.last())
    return reader.checker


def _audio(base_url: str, dialect: Dialect, settings: rt.SessionSettings) -> ProtocolChecker:
    client = rt.RealtimeClient(base_url=base_url, api_key=_KEY)
    with client, client.connect_sync(model=harness.MODEL, dialect=dialect, options=_OPTIONS) as connection:
        reader = _Reader(connection, dialect)
        checker = reader.checker
        reader.until(_is("session.created"))
        connection.update_session(settings)
        reader.until(_is("session.updated"))
        connection.send_audio(harness.spoken())
        # The transcript of the user arrives while the server answers.
        reader.reply(_HEARD)
        require(checker.turns == 1 and harness.TRANSCRIPT in checker.heard[0], f"transcripts: {checker.heard}")
        harness.require_speech(checker.last(), "")

        connection.say(harness.QUESTION)
        connection.create_response()
        answer = reader.reply()
        call = harness.require_call(checker.last())
        assert answer.response is not None
        (read,) = answer.response.function_calls
        require(read.parse_arguments() == call.parsed() and read.call_id == call.call_id, "our client has another call")
        connection.give_output(call.call_id, harness.OUTPUT)
        connection.create_response()
        reader.reply()
        harness.require_answer(checker)
    return checker


def ga_text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text, GA."""
    return _text(base_url, "ga", {"type": "realtime", "output_modalities": ["text"]})


def beta_text(base_url: str) -> ProtocolChecker:
    """Hold a conversation in text, beta."""
    return _text(base_url, "beta", {"modalities": ["text"]})


def ga_audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects, then call a function, GA."""
    audio_input = {"turn_detection": _TURNS, "transcription": {"model": "whisper-1"}}
    settings: Any = {"type": "realtime", "output_modalities": ["audio"], "audio": {"input": audio_input}}
    settings["tools"] = [harness.TOOL]
    return _audio(base_url, "ga", settings)


def beta_audio(base_url: str) -> ProtocolChecker:
    """Speak a turn that the server detects, then call a function, beta."""
    settings: Any = {"turn_detection": _TURNS, "input_audio_transcription": {"model": "whisper-1"}}
    settings |= {"modalities": ["text", "audio"], "tools": [harness.TOOL]}
    return _audio(base_url, "beta", settings)


def main() -> int:
    """Hold the conversations through the proxy, and return the exit status."""
    conversations = {
        "GA text": ga_text,
        "GA audio and function call": ga_audio,
        "beta text": beta_text,
        "beta audio and function call": beta_audio,
    }
    with proxy(sys.argv[1]) as base_url:
        return harness.run_conversations("litellm, our client", _version(), conversations, base_url)


if __name__ == "__main__":
    sys.exit(main())
