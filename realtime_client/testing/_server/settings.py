"""Settings of a session, in the shape of either dialect."""

from __future__ import annotations

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
        "silence_duration_ms": 500,
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
# What is told of turn detection in a session for transcription, which answers nobody.
_TOLD: Final = frozenset(("type", "threshold", "prefix_padding_ms", "silence_duration_ms"))
_MOST: Final = {"threshold": 1, "prefix_padding_ms": 10_000, "silence_duration_ms": 10_000}
# What changes a part of a setting instead of all of it.
_NESTED: Final = frozenset(("audio", "input", "output"))


class Settings:
    """Settings of a session, and what they mean.

    Args:
        values: The settings as on the wire.
        kind: What the session is for.

    Attributes:
        dialect: Dialect they are written in.
        output: What the types of events with output begin with.
        text_part: Type of what an assistant's item has written.
        audio_part: Type of what an assistant's item has spoken.
        item_object: What every item has beside; the ``object`` of the beta dialect.
        input_path: Where the settings of the user's audio stand, with a dot before each name.
    """

    dialect: ClassVar[Dialect]
    output: ClassVar[str]
    text_part: ClassVar[str]
    audio_part: ClassVar[str]
    item_object: ClassVar[dict[str, str]]
    input_path: ClassVar[str]

    def __init__(self, values: dict[str, Any], kind: Kind) -> None:
        self.values = values
        self.kind = kind

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """The settings a session begins with."""
        raise NotImplementedError

    def merged(self, changes: _Json, where: str = "session") -> Self:
        """These settings with others in their place.

        Args:
            changes: The others.
            where: What they stand in, to name it.

        Raises:
            Refused: They make no sense, though the specification allows them.
        """
        found = type(self)(merged(self.values, changes), self.kind)
        found.require_sensible(where)
        return found

    def require_sensible(self, where: str) -> None:
        """Make sure of what the specification leaves open.

        Raises:
            Refused: A value makes no sense.
        """
        detection = self.turn_detection or {}
        for key, most in _MOST.items():
            _require(f"{where}{self.input_path}.turn_detection.{key}", detection.get(key), 0, most)

    def session(self, session_id: str, expires_at: int) -> dict[str, Any]:
        """The session as events show it."""
        raise NotImplementedError

    def response(self) -> dict[str, Any]:
        """What a response tells of its settings."""
        raise NotImplementedError

    @property
    def model(self) -> str:
        """The model."""
        return str(self.values.get("model", ""))

    @property
    def modalities(self) -> tuple[str, ...]:
        """What is answered in."""
        raise NotImplementedError

    @property
    def voice(self) -> Any:
        """The voice."""
        raise NotImplementedError

    @property
    def speed(self) -> float:
        """How fast is spoken."""
        raise NotImplementedError

    @property
    def input_format(self) -> AudioFormat:
        """How the user's audio is encoded."""
        raise NotImplementedError

    @property
    def output_format(self) -> AudioFormat:
        """How the assistant's audio is encoded."""
        raise NotImplementedError

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """How turns are told; None when the client tells them."""
        raise NotImplementedError

    @property
    def transcription(self) -> dict[str, Any] | None:
        """How the user's audio is transcribed; None when it is not."""
        raise NotImplementedError

    @property
    def token_limit(self) -> int | None:
        """Most tokens of a response; None for no limit."""
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
        """Which tool is called."""
        return self.values.get("tool_choice") or "auto"


class GaSettings(Settings):
    """Settings of the GA dialect."""

    dialect = "ga"
    output = "response.output_"
    text_part = "output_text"
    audio_part = "output_audio"
    item_object: ClassVar[dict[str, str]] = {}
    input_path = ".audio.input"

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """The settings a session begins with."""
        audio: dict[str, Any] = {
            "input": {
                "format": {"type": "audio/pcm", "rate": 24_000},
                "transcription": None,
                "noise_reduction": None,
                "turn_detection": {**_VAD["server_vad"], "idle_timeout_ms": None},
            }
        }
        if kind == "transcription":
            return cls({"type": kind, "audio": audio, "include": None}, kind)
        audio["output"] = {"format": {"type": "audio/pcm", "rate": 24_000}, "voice": "alloy", "speed": 1.0}
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

    def session(self, session_id: str, expires_at: int) -> dict[str, Any]:
        """The session as events show it."""
        name = "realtime.session" if self.kind == "realtime" else "realtime.transcription_session"
        head = {"type": self.kind, "object": name, "id": session_id, "expires_at": expires_at}
        values = deepcopy(self.values)
        if self.kind == "transcription":
            _tell_detection(values["audio"]["input"])
        return {**head, **_without(values, "parallel_tool_calls", "reasoning")}

    def response(self) -> dict[str, Any]:
        """What a response tells of its settings."""
        output = self.values["audio"]["output"]
        return {
            "output_modalities": list(self.modalities),
            "max_output_tokens": self.values.get("max_output_tokens", "inf"),
            "audio": {"output": {"format": output["format"], "voice": output["voice"]}},
        }

    @property
    def modalities(self) -> tuple[str, ...]:
        """What is answered in."""
        return tuple(self.values.get("output_modalities") or ("audio",))

    @property
    def voice(self) -> Any:
        """The voice."""
        return self.values.get("audio", {}).get("output", {}).get("voice")

    @property
    def speed(self) -> float:
        """How fast is spoken."""
        return float(self.values["audio"]["output"].get("speed") or 1.0)

    @property
    def input_format(self) -> AudioFormat:
        """How the user's audio is encoded."""
        return _format(self._input.get("format"))

    @property
    def output_format(self) -> AudioFormat:
        """How the assistant's audio is encoded."""
        return _format(self.values["audio"].get("output", {}).get("format"))

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """How turns are told; None when the client tells them."""
        return self._input.get("turn_detection")

    @property
    def transcription(self) -> dict[str, Any] | None:
        """How the user's audio is transcribed; None when it is not."""
        return self._input.get("transcription")

    @property
    def token_limit(self) -> int | None:
        """Most tokens of a response; None for no limit."""
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

    @classmethod
    def new(cls, kind: Kind, model: str) -> Self:
        """The settings a session begins with."""
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
        """The session as events show it."""
        if self.kind == "transcription":
            values = deepcopy(self.values)
            _tell_detection(values)
            return values
        head = {"id": session_id, "object": "realtime.session", "expires_at": expires_at}
        return {**head, **_without(deepcopy(self.values), "truncation")}

    def merged(self, changes: _Json, where: str = "session") -> Self:
        """These settings with others in their place; the token limit has another name in a response."""
        if "max_output_tokens" in changes:
            changes = {**changes, "max_response_output_tokens": changes["max_output_tokens"]}
        return super().merged(changes, where)

    def require_sensible(self, where: str) -> None:
        """Make sure of what the specification leaves open."""
        super().require_sensible(where)
        _require(f"{where}.temperature", self.values.get("temperature"), 0.6, 1.2)
        formats = {key: self.values.get(key, "pcm16") for key in ("input_audio_format", "output_audio_format")}
        for key, name in formats.items():
            _require_known(f"{where}.{key}", name, SAMPLE_WIDTHS)
        detection = self.turn_detection or {"type": "server_vad"}
        place, kind = f"{where}.turn_detection", detection["type"]
        _require_known(f"{place}.type", kind, _VAD)
        for key in detection.keys() - _VAD[kind].keys():
            raise Refused(f"There is no {key!r} in {kind!r}.", "unknown_parameter", f"{place}.{key}")

    def response(self) -> dict[str, Any]:
        """What a response tells of its settings."""
        return {
            "modalities": list(self.modalities),
            "voice": self.voice,
            "output_audio_format": self.values["output_audio_format"],
            "temperature": self.values["temperature"],
            "max_output_tokens": self.values["max_response_output_tokens"],
        }

    @property
    def modalities(self) -> tuple[str, ...]:
        """What is answered in."""
        return tuple(self.values.get("modalities") or ("text", "audio"))

    @property
    def voice(self) -> Any:
        """The voice."""
        return self.values.get("voice")

    @property
    def speed(self) -> float:
        """How fast is spoken."""
        return float(self.values.get("speed") or 1.0)

    @property
    def input_format(self) -> AudioFormat:
        """How the user's audio is encoded."""
        return _format(self.values.get("input_audio_format"))

    @property
    def output_format(self) -> AudioFormat:
        """How the assistant's audio is encoded."""
        return _format(self.values.get("output_audio_format"))

    @property
    def turn_detection(self) -> dict[str, Any] | None:
        """How turns are told; None when the client tells them."""
        return self.values.get("turn_detection")

    @property
    def transcription(self) -> dict[str, Any] | None:
        """How the user's audio is transcribed; None when it is not."""
        return self.values.get("input_audio_transcription")

    @property
    def token_limit(self) -> int | None:
        """Most tokens of a response; None for no limit."""
        return _limit(self.values.get("max_response_output_tokens"))


def settings_for(dialect: Dialect, kind: Kind, model: str, changes: _Json | None = None) -> Settings:
    """The settings of a new session.

    Args:
        dialect: ``ga`` or ``beta``.
        kind: What the session is for.
        model: The model that was asked for.
        changes: Settings that a client secret or a call brings.
    """
    settings = (BetaSettings if dialect == "beta" else GaSettings).new(kind, model)
    return settings.merged(changes) if changes else settings


def merged(values: _Json, changes: _Json) -> dict[str, Any]:
    """Settings with others in their place; of ``audio``, only what is named changes."""
    result = dict(values)
    for key, value in changes.items():
        old = values.get(key)
        if key == "turn_detection" and isinstance(value, Mapping):
            # Another kind of detection begins with its own defaults.
            kind = value.get("type") or (old or _VAD["server_vad"]).get("type")
            value = {**(old if old and old.get("type") == kind else _VAD.get(str(kind), {})), **value}
        elif key in _NESTED and isinstance(value, Mapping) and isinstance(old, dict):
            value = merged(old, value)
        result[key] = deepcopy(value)
    return result


def _require(param: str, value: float | None, least: float, most: float) -> None:
    if value is not None and not least <= value <= most:
        message = f"The parameter {param!r} must be from {least} to {most}; found {value}."
        raise Refused(message, "invalid_value", param)


def _require_known(param: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        raise Refused(f"The parameter {param!r} must be one of {', '.join(known)}.", "invalid_value", param)


def _without(values: dict[str, Any], *untold: str) -> dict[str, Any]:
    """Settings without what may be set, and is not told."""
    return {key: value for key, value in values.items() if key not in untold}


def _tell_detection(place: dict[str, Any]) -> None:
    if place["turn_detection"]:
        place["turn_detection"] = {key: value for key, value in place["turn_detection"].items() if key in _TOLD}


def _format(value: Any) -> AudioFormat:
    found = AudioFormat.from_wire(value.get("type") if isinstance(value, Mapping) else value)
    return found or AudioFormat("pcm16", 24_000)


def _limit(value: Any) -> int | None:
    return value if isinstance(value, int) else None
