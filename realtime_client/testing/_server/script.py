"""Scripts: the steps of a server, and the events it expects of the client."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import Attribute, fields, frozen

from ..._core.redaction import redact
from ...errors import RealtimeError
from .answers import (
    Answer,
    Answerer,
    Call,
    Close,
    Fault,
    Frame,
    Handshake,
    MCPCall,
    Out,
    Part,
    Refusal,
    Say,
    Speech,
    TranscriptionFailed,
    Turn,
    described,
)

__all__ = ["AUDIO_EVENTS", "Expect", "Hear", "Script", "ScriptError", "Send", "Step", "missing_extra"]

_Json: TypeAlias = Mapping[str, Any]

# Audio comes in any number of pieces, so it is expected only where a script asks for it.
AUDIO_EVENTS: Final = frozenset(("input_audio_buffer.append", "session.input_audio_buffer.append"))


def missing_extra(error: ModuleNotFoundError) -> RealtimeError:
    """Return the error for a missing dependency, with the command that installs it."""
    return RealtimeError(
        f"{(error.name or '').partition('.')[0]} is missing: install realtime-voice-sdk[server] to run a server"
    )


class ScriptError(RealtimeError):
    """A script is invalid; the message names the step."""


@frozen
class Expect:
    """An event expected of the client.

    Attributes:
        event: Its type, or a pattern: every key in it must match, however deep; other keys are free.
    """

    event: str | _Json

    @property
    def pattern(self) -> _Json:
        """The pattern that the event must match."""
        return {"type": self.event} if isinstance(self.event, str) else self.event


@frozen
class Hear:
    """Transcript of the user's next audio.

    Attributes:
        text: The transcript.
        error: Code of the error if the transcription fails.
    """

    text: str = ""
    error: str | None = None


@frozen
class Send:
    """An event that the server sends unasked.

    Attributes:
        event: An event of any kind, or the text of a frame.
    """

    event: _Json | str


Step: TypeAlias = Answer | Expect | Hear | Send | Close | Refusal


class Script(Answerer):
    """Steps that a server takes in order, across its connections.

    An answer is taken when a response is requested, a refusal when a connection or an HTTP operation is, a transcript
    when audio of the user is committed; what the server sends unasked follows the step before it. If a script expects
    anything, everything the client sends must be expected, except audio and requests for a scripted answer.

    Args:
        steps: The steps; a string is an answer.

    Attributes:
        problems: Differences between the session and the script.
    """

    runs_in_threads = False

    def __init__(self, *steps: Step | str) -> None:
        self._steps: list[Step] = [Answer(step) if isinstance(step, str) else step for step in steps]
        self._done = 0
        self._has_expectations = any(isinstance(step, Expect) for step in self._steps)
        self.problems: list[str] = []

    @classmethod
    def from_yaml(cls, text: str) -> Script:
        """Read a script.

        Args:
            text: YAML: a list of steps, each a text or a mapping with one of the keys ``answer``, ``call``,
                ``mcp_call``, ``expect``, ``hear``, ``send``, ``close``, ``refuse``; an answer has ``say``, ``call``,
                ``mcp_call`` and the attributes of `Answer`.

        Raises:
            ScriptError: The script is invalid; names the step.
            RealtimeError: The extra ``[server]`` is not installed.
        """
        try:
            import yaml
        except ModuleNotFoundError as error:
            raise missing_extra(error) from None
        try:
            document = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise ScriptError(f"the script is not YAML: {error}") from None
        if not isinstance(document, list):
            raise ScriptError("a script must be a list of steps")
        return cls(*(_step(entry, f"step {number}") for number, entry in enumerate(document, 1)))

    @classmethod
    def from_file(cls, path: str | PathLike[str]) -> Script:
        """Read a script from a YAML file; raises what `from_yaml` raises, and OSError."""
        return cls.from_yaml(Path(path).read_text(encoding="utf-8"))

    @property
    def _next(self) -> Step | None:
        return self._steps[self._done] if self._done < len(self._steps) else None

    def connecting(self, handshake: Handshake) -> Refusal | None:
        """Return the next step if it is a refusal."""
        step = self._next
        if not isinstance(step, Refusal):
            return None
        self._done += 1
        return step

    def received(self, event: _Json) -> None:
        """Compare an event with the expected one."""
        if not self._has_expectations:
            return
        step, kind = self._next, event.get("type")
        if isinstance(step, Expect) and not _differs(step.pattern, event):
            self._done += 1
        elif kind in AUDIO_EVENTS or (kind == "response.create" and isinstance(step, Answer)):
            return
        elif isinstance(step, Expect):
            self.problems.append(_difference(step.pattern, event, self._done + 1))
        else:
            expected = "nothing more" if step is None else f"step {self._done + 1}, {_shown(step)}"
            self.problems.append(f"the client sent an unexpected event:\n{_pretty(event)}\nexpected: {expected}")

    def pending(self) -> Sequence[Out]:
        """Return what the script sends next, up to the first step that waits for the client."""
        outs: list[Out] = []
        while isinstance(step := self._next, Send | Close):
            self._done += 1
            if isinstance(step, Send):
                outs.append(Frame(step.event) if isinstance(step.event, str) else step.event)
            else:
                outs.append(step)
        return outs

    def answer(self, turn: Turn) -> Answer:
        """Return the next answer."""
        step = self._next
        if not isinstance(step, Answer):
            found = "the script is at its end" if step is None else f"step {self._done + 1} is {_shown(step)}"
            self.problems.append(f"a response was requested, but {found}")
            message = f"The script has no answer for this request: {found}."
            return Answer((), status="failed", error={"type": "server_error", "code": "script", "message": message})
        self._done += 1
        return step

    def hear(self, speech: Speech) -> str:
        """Return the next transcript, or else the duration of the speech.

        Raises:
            TranscriptionFailed: The step has an error.
        """
        step = self._next
        if not isinstance(step, Hear):
            return described(speech)
        self._done += 1
        if step.error is not None:
            raise TranscriptionFailed(code=step.error)
        return step.text

    def check(self) -> None:
        """Verify that the session went as written.

        Raises:
            AssertionError: A step was not taken, or the client sent something else.
        """
        left = [f"step {number}, {_shown(step)}" for number, step in enumerate(self._steps, 1) if number > self._done]
        if left:
            self.problems.append("these steps were not taken:\n  " + "\n  ".join(left))
        if self.problems:
            found = "\n\n".join(self.problems)
            self.problems = []
            raise AssertionError(f"the session differs from the script:\n\n{found}")


def _differs(pattern: Any, found: Any) -> bool:
    """Return True if a part of the pattern does not match."""
    if isinstance(pattern, Mapping):
        return not isinstance(found, Mapping) or any(
            key not in found or _differs(value, found[key]) for key, value in pattern.items()
        )
    if isinstance(pattern, list | tuple):
        return not isinstance(found, list) or len(found) != len(pattern) or any(map(_differs, pattern, found))
    return bool(pattern != found)


def _common(pattern: Any, found: Any) -> Any:
    """Return the parts of an event that the pattern mentions."""
    if isinstance(pattern, Mapping) and isinstance(found, Mapping):
        return {key: _common(value, found[key]) for key, value in pattern.items() if key in found}
    if isinstance(pattern, list | tuple) and isinstance(found, list) and len(found) == len(pattern):
        return list(map(_common, pattern, found))
    return found


def _difference(pattern: _Json, event: _Json, number: int) -> str:
    """Compare pattern and event line by line; of the event, only the type and what the pattern mentions is shown."""
    shown = {"type": event.get("type"), **_common(pattern, event)}
    lines = difflib.unified_diff(
        _pretty(pattern).splitlines(), _pretty(shown).splitlines(), f"expected by step {number}", "sent", lineterm=""
    )
    return "the client sent another event than expected:\n" + "\n".join(lines)


def _pretty(value: Any) -> str:
    return redact(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, default=dict))


def _shown(step: Step) -> str:
    text = redact(repr(step))
    return text if len(text) <= 200 else f"{text[:200]}…"


# Reading YAML


def _step(entry: Any, where: str) -> Step:
    if isinstance(entry, str):
        return Answer(entry)
    if not isinstance(entry, dict) or len(entry) != 1:
        raise ScriptError(f"{where}: must be a text or a mapping with one key: {', '.join(_STEPS)}")
    [(kind, value)] = entry.items()
    if kind not in _STEPS:
        raise ScriptError(f"{where}: unknown step {kind!r}; use one of {', '.join(_STEPS)}")
    return _STEPS[kind](value, f"{where}, {kind}")


def _answer(value: Any, where: str) -> Answer:
    if not isinstance(value, dict):
        return Answer(_parts(value, where))
    given = dict(value)
    parts = [_part({key: given.pop(key)}, where) for key in list(given) if key in ("say", "call", "mcp_call")]
    listed = given.pop("faults", None) or []
    faults = [_build(Fault, entry, f"{where}, faults") for entry in (listed if isinstance(listed, list) else [listed])]
    built: Answer = _build(Answer, {**given, "parts": parts, "faults": faults}, where)
    return built


def _parts(value: Any, where: str) -> list[Part]:
    return [_part(entry, where) for entry in (value if isinstance(value, list) else [value])]


def _part(entry: Any, where: str) -> Part:
    if isinstance(entry, str):
        return Say(entry)
    if isinstance(entry, dict) and {"say"} <= set(entry) <= {"say", "phase"} and isinstance(entry["say"], str):
        return Say(entry["say"], phase=entry.get("phase"))
    if isinstance(entry, dict) and set(entry) == {"mcp_call"}:
        built: MCPCall = _build(MCPCall, entry["mcp_call"], f"{where}, mcp_call")
        return built
    if isinstance(entry, dict) and set(entry) == {"call"}:
        call = entry["call"]
        return Call(call) if isinstance(call, str) else _build(Call, call, f"{where}, call")
    raise ScriptError(f"{where}: a part must be a text, `say:` with a text, `call:` with a function, or `mcp_call:`")


def _event(value: Any, where: str) -> str | _Json:
    if isinstance(value, str) or (isinstance(value, dict) and "type" in value):
        return value
    raise ScriptError(f"{where}: must be a text, or a mapping with the type of an event")


def _hear(value: Any, where: str) -> Hear:
    if isinstance(value, str):
        return Hear(value)
    if isinstance(value, dict) and set(value) == {"error"} and isinstance(value["error"], str):
        return Hear(error=value["error"])
    raise ScriptError(f"{where}: must be a text, or `error:` with a code")


def _build(kind: type[Any], value: Any, where: str) -> Any:
    """Build an object from a mapping of its attributes."""
    known: dict[str, Attribute[Any]] = {attribute.name: attribute for attribute in fields(kind)}
    if not isinstance(value, dict):
        raise ScriptError(f"{where}: must be a mapping with keys of {', '.join(known)}")
    unknown = [str(key) for key in value if key not in known]
    if unknown:
        raise ScriptError(f"{where}: unknown key {', '.join(unknown)}; use {', '.join(known)}")
    try:
        return kind(**value)
    except (TypeError, ValueError) as error:
        raise ScriptError(f"{where}: {error}") from None


def _or_first(kind: type[Any], first: str) -> Callable[[Any, str], Any]:
    """Return a reader of a mapping of attributes, or of the first attribute alone."""
    return lambda value, where: _build(kind, value if isinstance(value, dict) else {first: value}, where)


_STEPS: Final[dict[str, Callable[[Any, str], Step]]] = {
    "answer": _answer,
    "call": lambda value, where: Answer(_part({"call": value}, where)),
    "mcp_call": lambda value, where: Answer(_part({"mcp_call": value}, where)),
    "expect": lambda value, where: Expect(_event(value, where)),
    "hear": _hear,
    "send": lambda value, where: Send(_event(value, where)),
    "close": _or_first(Close, "code"),
    "refuse": _or_first(Refusal, "status"),
}
