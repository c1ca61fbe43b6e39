"""Settings of a session, in the shape of either dialect."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any, ClassVar, Final, Literal, Self, TypeAlias

from ..._core.audio_format import SAMPLE_WIDTHS
from ..._decode.dialects import Dialect
from ...audio import AudioFormat
from .refusals import Refused

__all__ = ["BetaSettings", "GaSettings", "Kind", "Settings", "merged", "settings_for"]

_Json: TypeAlias = Mapping[str, Any]
Kind: TypeAlias = Literal["realtime", "transcription"]

_INSTRUCTIONS: Final = "You are a friendly assistant. Answer briefly and by voice."
_VAD: Final[dict[str, dict[str, Any]]] = {
    "server_vad": {
        "type": "server_vad",
        "threshold": 0.5,
        "prefix_padding_ms": 300,
        "silence_duration_ms": 200,
        "create_response": True,
        "interrupt_response": True,
    },
    "semantic_vad": {
        "type": "semantic_vad",
        "eagerness": "auto",
        "create_response": True,
        "interrupt_response": True,
    },
}
# Initial silence that ends a turn, in milliseconds, and initial voice: of reasoning models, and of others.
_SILENCE_MS: Final = {True: 500, False: 200}
_VOICES: Final = {True: "marin", False: "alloy"}
# Settings of turn detection that a transcription session reports: it gives no responses.
_REPORTED: Final = frozenset(("type", "threshold", "prefix_padding_ms", "silence_duration_ms"))
_MAX_OUTPUT_TOKENS: Final = 4_096
# The version of a model, not its date: that of gpt-realtime-2.1, and none of gpt-realtime-2025-08-28.
_NUMBERED: Final = re.compile(r"gpt-realtime-(\d{1,2}(?:\.\d+)?)(?!\d)")
_FIRST_REASONING: Final = 2
_LIMITS: Final = {"threshold": 1, "prefix_padding_ms": 10_000, "silence_duration_ms": 10_000}
# Settings that are merged key by key instead of replaced.
_NESTED: Final = frozenset(("audio", "input", "output"))


class Settings:
    """Settings of a session, and their meaning.

    Args:
        values: The settings as on the wire.
        kind: Kind of the session.

    Attributes:
        dialect: Dialect of the settings.
        output: Prefix of the types of events with output.
        text_part: Content type of an assistant's text.
        audio_part: Content type of an assistant's speech.
        item_object: Keys that every item has in addition: the ``object`` of the beta dialect.
        input_path: Path of the settings of the user's audio, with a dot before each key.
        token_limit_key: Key of the token limit.
    """

    dialect: ClassVar[Dialect]
    output: ClassVar[str]
    text_part: ClassVar[str]
    audio_part: ClassVar[str]
    item_object: ClassVar[dict[str, str]]
    input_path: ClassVar[str]
    token_limit_key: ClassVar[str]

    def __init__(self, values: dict[str, Any], kind: Kind) -> None:
        self.values = values
        self.kind = kind

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """Return the initial settings of a session."""
        raise NotImplementedError

    def merged(self, changes: _Json, where: str = "session") -> Self:
        """Return the settings after some changes.

        Args:
            changes: The changes.
            where: Path of the changes, for errors.

        Raises:
            Refused: A value is invalid, though the contract allows it.
        """
        found = type(self)(merged(self.values, changes, self.vad), self.kind)
        found.require_valid(where)
        return found

    def require_valid(self, where: str) -> None:
        """Check limits that the contract leaves open.

        Raises:
            Refused: A value is out of range.
        """
        detection = self.turn_detection or {}
        for key, most in _LIMITS.items():
            _require(f"{where}{self.input_path}.turn_detection.{key}", detection.get(key), 0, most)
        limit, param = (
            self.token_limit,
            f"{where}.{self.token_limit_key if where == 'session' else 'max_output_tokens'}",
        )
        if limit is not None and limit < 1:
            message = f"Invalid {param!r}: integer below minimum value. Expected a value >= 1, but got {limit} instead."
            raise Refused(message, "integer_below_min_value", param)
        if limit is not None and limit > _MAX_OUTPUT_TOKENS:
            expected = f"Expected a value <= {_MAX_OUTPUT_TOKENS}, but got {limit} instead."
            raise Refused(
                f"Invalid {param!r}: integer above maximum value. {expected}", "integer_above_max_value", param
            )

    @property
    def vad(self) -> dict[str, dict[str, Any]]:
        """Initial settings of turn detection, by type."""
        return _VAD

    def session(self, session_id: str, expires_at: int) -> dict[str, Any]:
        """Return the session as events show it."""
        raise NotImplementedError

    def response(self) -> dict[str, Any]:
        """Return the settings that a response reports."""
        raise NotImplementedError

    @property
    def model(self) -> str:
        """The model."""
        return str(self.values.get("model", ""))

    @property
    def is_reasoning(self) -> bool:
        """True for models that reason, which report the phase of a message."""
        return _is_reasoning(self.model)

    @property
    def modalities(self) -> tuple[str, ...]:
        """Output modalities."""
        raise NotImplementedError

    @property
    def voice(self) -> Any:
        """The voice."""
        raise NotImplementedError

    @property
    def speed(self) -> float:
        """Speed of speech."""
        raise NotImplementedError

    @property
    def input_format(self) -> AudioFormat:
        """Format of the user's audio."""
        raise NotImplementedError

    @property
    def output_format(self) -> AudioFormat:
        """Format of the assistant's audio."""
        raise NotImplementedError

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """Settings of turn detection; None if the client commits the audio."""
        raise NotImplementedError

    @property
    def transcription(self) -> dict[str, Any] | None:
        """Settings of transcription; None if the user's audio is not transcribed."""
        raise NotImplementedError

    @property
    def token_limit(self) -> int | None:
        """Maximum number of output tokens of a response; None for no limit."""
        raise NotImplementedError

    @property
    def instructions(self) -> str:
        """The instructions."""
        return self.values.get("instructions") or ""

    @property
    def tools(self) -> list[dict[str, Any]]:
        """The tools."""
        return self.values.get("tools") or []

    @property
    def tool_choice(self) -> Any:
        """The tool choice."""
        return self.values.get("tool_choice") or "auto"


class GaSettings(Settings):
    """Settings of the GA dialect."""

    dialect = "ga"
    output = "response.output_"
    text_part = "output_text"
    audio_part = "output_audio"
    item_object: ClassVar[dict[str, str]] = {}
    input_path = ".audio.input"
    token_limit_key = "max_output_tokens"  # noqa: S105

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """Return the initial settings of a session."""
        is_reasoning = _is_reasoning(model)
        audio: dict[str, Any] = {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24_000},
                "transcription": None,
                "noise_reduction": None,
                "turn_detection": _ga_vad(is_reasoning)["server_vad"],
            }
        }
        if kind == "transcription":
            return cls({"type": kind, "audio": audio, "include": None}, kind)
        output_format = {"type": "audio/pcm", "rate": 24_000}
        audio["output"] = {"format": output_format, "voice": _VOICES[is_reasoning], "speed": 1.0}
        values: dict[str, Any] = {
            "type": kind,
            "model": model,
            "output_modalities": ["audio"],
            "instructions": _INSTRUCTIONS,
            "tools": [],
            "tool_choice": "auto",
            "max_output_tokens": "inf",
            "tracing": None,
            "truncation": "auto",
            "prompt": None,
            "audio": audio,
            "include": None,
        }
        return cls(values, kind)

    @property
    def vad(self) -> dict[str, dict[str, Any]]:
        """Initial settings of turn detection, by type."""
        return _ga_vad(self.is_reasoning)

    def session(self, session_id: str, expires_at: int) -> dict[str, Any]:
        """Return the session as events show it."""
        name = "realtime.session" if self.kind == "realtime" else "realtime.transcription_session"
        head = {"type": self.kind, "object": name, "id": session_id}
        values = _without(deepcopy(self.values), "parallel_tool_calls")
        audio, include = values.pop("audio"), values.pop("include")
        given = audio["input"].get("transcription")
        if given:
            model = {"model": given["model"]} if "model" in given else {}
            audio["input"]["transcription"] = {**model, "language": None, "prompt": None, **given}
        if self.kind == "transcription":
            _reduce_detection(audio["input"])
        # The order of keys is that of a live server.
        return {**head, **values, "expires_at": expires_at, "audio": audio, "include": include}

    def merged(self, changes: _Json, where: str = "session") -> Self:
        """Return the settings after some changes; empty instructions of a session are the initial ones."""
        if where == "session" and changes.get("instructions") == "":
            changes = {**changes, "instructions": _INSTRUCTIONS}
        return super().merged(changes, where)

    def require_valid(self, where: str) -> None:
        """Check limits that the contract leaves open."""
        super().require_valid(where)
        modalities = list(self.values.get("output_modalities") or ["audio"])
        if self.kind == "realtime" and modalities not in (["audio"], ["text"]):
            message = f"Invalid modalities: {modalities}. Supported combinations are: ['text'] and ['audio']."
            raise Refused(message, "invalid_value", f"{where}.output_modalities")

    def response(self) -> dict[str, Any]:
        """Return the settings that a response reports."""
        output = self.values["audio"]["output"]
        return {
            "output_modalities": list(self.modalities),
            "max_output_tokens": self.values.get("max_output_tokens", "inf"),
            "audio": {"output": {"format": output["format"], "voice": output["voice"]}},
        }

    @property
    def modalities(self) -> tuple[str, ...]:
        """Output modalities."""
        return tuple(self.values.get("output_modalities") or ("audio",))

    @property
    def voice(self) -> Any:
        """The voice."""
        return self.values.get("audio", {}).get("output", {}).get("voice")

    @property
    def speed(self) -> float:
        """Speed of speech."""
        return float(self.values["audio"]["output"].get("speed") or 1.0)

    @property
    def input_format(self) -> AudioFormat:
        """Format of the user's audio."""
        return _format(self._input.get("format"))

    @property
    def output_format(self) -> AudioFormat:
        """Format of the assistant's audio."""
        return _format(self.values["audio"].get("output", {}).get("format"))

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """Settings of turn detection; None if the client commits the audio."""
        return self._input.get("turn_detection")

    @property
    def transcription(self) -> dict[str, Any] | None:
        """Settings of transcription; None if the user's audio is not transcribed."""
        return self._input.get("transcription")

    @property
    def token_limit(self) -> int | None:
        """Maximum number of output tokens of a response; None for no limit."""
        return _limit(self.values.get("max_output_tokens"))

    @property
    def _input(self) -> dict[str, Any]:
        given: dict[str, Any] = self.values["audio"]["input"]
        return given


class BetaSettings(Settings):
    """Settings of the beta dialect."""

    dialect = "beta"
    output = "response."
    text_part = "text"
    audio_part = "audio"
    item_object: ClassVar[dict[str, str]] = {"object": "realtime.item"}
    input_path = ""
    token_limit_key = "max_response_output_tokens"  # noqa: S105

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """Return the initial settings of a session."""
        values: dict[str, Any] = {
            "modalities": ["text", "audio"] if kind == "realtime" else ["text"],
            "input_audio_format": "pcm16",
            "input_audio_transcription": None,
            "turn_detection": dict(_VAD["server_vad"]),
        }
        if kind == "transcription":
            return cls({**values, "input_audio_transcription": {"model": "whisper-1"}}, kind)
        values |= {
            "input_audio_noise_reduction": None,
            "model": model,
            "instructions": _INSTRUCTIONS,
            "voice": "alloy",
            "output_audio_format": "pcm16",
            "tools": [],
            "tool_choice": "auto",
            "temperature": 0.8,
            "max_response_output_tokens": "inf",
            "speed": 1.0,
            "tracing": None,
            "include": None,
            "client_secret": None,
        }
        return cls(values, kind)

    def session(self, session_id: str, expires_at: int) -> dict[str, Any]:
        """Return the session as events show it."""
        if self.kind == "transcription":
            values = deepcopy(self.values)
            _reduce_detection(values)
            return values
        head = {"id": session_id, "object": "realtime.session", "expires_at": expires_at}
        return {**head, **_without(deepcopy(self.values), "truncation")}

    def merged(self, changes: _Json, where: str = "session") -> Self:
        """Return the settings after some changes; the token limit has another name in a response."""
        if "max_output_tokens" in changes:
            changes = {**changes, "max_response_output_tokens": changes["max_output_tokens"]}
        return super().merged(changes, where)

    def require_valid(self, where: str) -> None:
        """Check limits that the contract leaves open."""
        super().require_valid(where)
        _require(f"{where}.temperature", self.values.get("temperature"), 0.6, 1.2)
        formats = {key: self.values.get(key, "pcm16") for key in ("input_audio_format", "output_audio_format")}
        for key, name in formats.items():
            _require_known(f"{where}.{key}", name, SAMPLE_WIDTHS)
        detection = self.turn_detection or {"type": "server_vad"}
        place, kind = f"{where}.turn_detection", detection["type"]
        _require_known(f"{place}.type", kind, _VAD)
        for key in detection.keys() - _VAD[kind].keys():
            raise Refused(f"Unknown parameter: {f'{place}.{key}'!r}.", "unknown_parameter", f"{place}.{key}")

    def response(self) -> dict[str, Any]:
        """Return the settings that a response reports."""
        return {
            "modalities": list(self.modalities),
            "voice": self.voice,
            "output_audio_format": self.values["output_audio_format"],
            "temperature": self.values["temperature"],
            "max_output_tokens": self.values["max_response_output_tokens"],
        }

    @property
    def modalities(self) -> tuple[str, ...]:
        """Output modalities."""
        return tuple(self.values.get("modalities") or ("text", "audio"))

    @property
    def voice(self) -> Any:
        """The voice."""
        return self.values.get("voice")

    @property
    def speed(self) -> float:
        """Speed of speech."""
        return float(self.values.get("speed") or 1.0)

    @property
    def input_format(self) -> AudioFormat:
        """Format of the user's audio."""
        return _format(self.values.get("input_audio_format"))

    @property
    def output_format(self) -> AudioFormat:
        """Format of the assistant's audio."""
        return _format(self.values.get("output_audio_format"))

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """Settings of turn detection; None if the client commits the audio."""
        return self.values.get("turn_detection")

    @property
    def transcription(self) -> dict[str, Any] | None:
        """Settings of transcription; None if the user's audio is not transcribed."""
        return self.values.get("input_audio_transcription")

    @property
    def token_limit(self) -> int | None:
        """Maximum number of output tokens of a response; None for no limit."""
        return _limit(self.values.get("max_response_output_tokens"))


def settings_for(dialect: Dialect, kind: Kind, model: str, changes: _Json | None = None) -> Settings:
    """Return the settings of a new session.

    Args:
        dialect: ``ga`` or ``beta``.
        kind: Kind of the session.
        model: The requested model.
        changes: Settings that a client secret or a call brings.
    """
    settings = (BetaSettings if dialect == "beta" else GaSettings).new(kind, model)
    return settings.merged(changes) if changes else settings


def merged(values: _Json, changes: _Json, vad: Mapping[str, Any] = _VAD) -> dict[str, Any]:
    """Return settings after some changes; ``audio`` is merged key by key.

    Args:
        values: The settings.
        changes: The changes.
        vad: Initial settings of turn detection, by type.
    """
    result = dict(values)
    for key, value in changes.items():
        old = values.get(key)
        if key == "turn_detection" and isinstance(value, Mapping):
            # Another kind of detection starts from its own defaults.
            kind = value.get("type") or (old or vad["server_vad"]).get("type")
            value = {**(old if old and old.get("type") == kind else vad.get(str(kind), {})), **value}
        elif key in _NESTED and isinstance(value, Mapping) and isinstance(old, dict):
            value = merged(old, value, vad)
        result[key] = deepcopy(value)
    return result


def _is_reasoning(model: str) -> bool:
    found = _NUMBERED.match(model)
    return found is not None and float(found[1]) >= _FIRST_REASONING


def _ga_vad(is_reasoning: bool) -> dict[str, dict[str, Any]]:
    """Return the initial settings of turn detection in the GA dialect, by type."""
    server = dict(_VAD["server_vad"])
    answers = {key: server.pop(key) for key in ("create_response", "interrupt_response")}
    server |= {"silence_duration_ms": _SILENCE_MS[is_reasoning], "idle_timeout_ms": None, **answers}
    return {**_VAD, "server_vad": server}


def _require(param: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        message = f"Invalid value for {param!r}: expected a value from {least} to {most}, but got {value} instead."
        raise Refused(message, "invalid_value", param)


def _require_known(param: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise Refused(f"Invalid value: {value!r}. Supported values are: {', '.join(known)}.", "invalid_value", param)


def _without(values: dict[str, Any], *hidden: str) -> dict[str, Any]:
    """Return settings without those that can be set and are not reported."""
    return {key: value for key, value in values.items() if key not in hidden}


def _reduce_detection(place: dict[str, Any]) -> None:
    if place["turn_detection"]:
        place["turn_detection"] = {key: value for key, value in place["turn_detection"].items() if key in _REPORTED}


def _format(value: Any) -> AudioFormat:
    found = AudioFormat.from_wire(value.get("type") if isinstance(value, Mapping) else value)
    return found or AudioFormat("pcm16", 24_000)


def _limit(value: Any) -> int | None:
    return int(value) if isinstance(value, int | float) else None
