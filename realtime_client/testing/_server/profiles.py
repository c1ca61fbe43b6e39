"""Profiles: the differences between servers of the protocol, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, Final, Literal, TypeAlias

from attrs import field, frozen

from ..._decode.dialects import Dialect

__all__ = ["OPENAI", "PROFILES", "Profile"]

_Json: TypeAlias = dict[str, Any]
# Entries that apply to every event.
_ALL: Final = "*"


@frozen(kw_only=True)
class Profile:
    """Differences of one server; without any, that of OpenAI.

    The mappings that change events have types of events as keys, as they are before renaming; ``"*"`` stands for all of
    them. Paths are keys joined by dots.

    Attributes:
        dialect: Dialect of all connections; None takes what each client requests.
        is_preview: Whether it speaks the first revision of the beta dialect, which has fewer events.
        copied: Values to repeat at another path.
        kept: Objects to reduce to some keys.
        removed: Paths to remove.
        replaced: Values to replace or add.
        renamed: New types of events.
        omitted: Types of events that are never sent.
        hidden_items: Types of items that are only reported by the events of their content.
        greeting: Types of events after ``session.created``, of any dialect.
        event_id: Id of every event; None for unique ones.
        error: Shape of errors: an object, or a text beside its code.
        failure: Last event of a failed response.
        closing: Order of the last events of a spoken message, by the ends of their types.
        transcript_first: Whether the transcript of the user precedes the response.
        detection_off: Value that reports disabled turn detection, and that disables it.
        initial: Initial settings that differ.
        settings: Additional paths of settings, with the paths that they stand for.
        modalities: Output modalities of every response; None takes what the client requests.
        refuses_metadata: Whether metadata of a request is reported as an error, and then ignored.
        refuses_by_status: Whether a wrong key is refused by an HTTP status instead of an event.
        resumes: Whether a client can resume a conversation by its id, where its settings asked for that.
        limits_call_ids: Whether long call ids are refused.
    """

    dialect: Dialect | None = None
    is_preview: bool = False
    copied: Mapping[str, Mapping[str, str]] = field(factory=dict)
    kept: Mapping[str, Mapping[str, tuple[str, ...]]] = field(factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(factory=dict)
    replaced: Mapping[str, Mapping[str, Any]] = field(factory=dict)
    renamed: Mapping[str, str] = field(factory=dict)
    omitted: frozenset[str] = frozenset()
    hidden_items: frozenset[str] = frozenset()
    greeting: tuple[str, ...] = ()
    event_id: str | None = None
    error: Literal["object", "text"] = "object"
    failure: Literal["response.done", "error"] = "response.done"
    closing: tuple[str, ...] = ()
    transcript_first: bool = False
    detection_off: _Json | None = None
    initial: _Json = field(factory=dict)
    settings: Mapping[str, str] = field(factory=dict)
    modalities: tuple[str, ...] | None = None
    refuses_metadata: bool = False
    refuses_by_status: bool = False
    resumes: bool = False
    limits_call_ids: bool = True

    def adapt(self, event: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Return an event as this server sends it, or nothing."""
        kind = event["type"]
        if kind in self.omitted or self._is_hidden(event):
            return
        if kind == "response.done" and self.failure == "error" and _get(event, "response.status") == "failed":
            error = {"param": None, "event_id": None, **(_get(event, "response.status_details.error") or {})}
            event, kind = {"type": "error", "event_id": event["event_id"], "error": error}, "error"
        if self._has_changes(kind):
            event = self._changed(kind, deepcopy(dict(event)))
        if self.event_id is not None:
            event = {**event, "event_id": self.event_id}
        if kind == "error" and self.error == "text":
            event = {"type": "error", "error": _get(event, "error.message"), "code": _get(event, "error.code")}
        yield {**event, "type": self.renamed[kind]} if kind in self.renamed else event

    def allowed_settings(self, session: Mapping[str, Any]) -> _Json:
        """Return settings of a client under their usual paths, with null for disabled turn detection."""
        result = deepcopy(dict(session))
        for path, usual in self.settings.items():
            found, value = _take(result, path)
            if found:
                _put(result, usual, value)
        if self.detection_off is not None:
            for path in ("turn_detection", "audio.input.turn_detection"):
                if _get(result, path) == self.detection_off:
                    _put(result, path, None)
        return result

    def _is_hidden(self, event: Mapping[str, Any]) -> bool:
        kind = event["type"]
        if kind.startswith("response.function_call_arguments.delta"):
            return "function_call" in self.hidden_items
        if not kind.startswith(("conversation.item.", "response.output_item.")):
            return False
        item = event.get("item")
        return isinstance(item, dict) and item.get("type") in self.hidden_items

    def _has_changes(self, kind: str) -> bool:
        tables = (self.copied, self.kept, self.removed, self.replaced)
        return any(kind in table or _ALL in table for table in tables) or self.detection_off is not None

    def _changed(self, kind: str, event: _Json) -> _Json:
        if self.detection_off is not None:
            for path in ("session.turn_detection", "session.audio.input.turn_detection"):
                if _has(event, path) and _get(event, path) is None:
                    _put(event, path, self.detection_off)
        for key in (kind, _ALL):
            for source, target in self.copied.get(key, {}).items():
                if _has(event, source):
                    _put(event, target, deepcopy(_get(event, source)))
            for path, names in self.kept.get(key, {}).items():
                found = _get(event, path)
                if isinstance(found, dict):
                    _put(event, path, {name: found[name] for name in names if name in found})
            for path in self.removed.get(key, ()):
                _take(event, path)
            for path, value in self.replaced.get(key, {}).items():
                _put(event, path, deepcopy(value))
        return event


def _parent(value: Any, path: str, *, create: bool = False) -> tuple[Any, str]:
    *names, last = path.split(".")
    for name in names:
        if create and isinstance(value, dict) and not isinstance(value.get(name), dict):
            value[name] = {}
        value = value.get(name) if isinstance(value, dict) else None
    return value, last


def _has(value: Any, path: str) -> bool:
    parent, last = _parent(value, path)
    return isinstance(parent, dict) and last in parent


def _get(value: Any, path: str) -> Any:
    parent, last = _parent(value, path)
    return parent.get(last) if isinstance(parent, dict) else None


def _put(value: Any, path: str, entry: Any) -> None:
    parent, last = _parent(value, path, create=True)
    parent[last] = entry


def _take(value: Any, path: str) -> tuple[bool, Any]:
    parent, last = _parent(value, path)
    if isinstance(parent, dict) and last in parent:
        return True, parent.pop(last)
    return False, None


OPENAI: Final = Profile()
_AZURE: Final = Profile(
    copied={kind: {"part": "content"} for kind in ("response.content_part.added", "response.content_part.done")},
    omitted=frozenset(("rate_limits.updated",)),
    refuses_by_status=True,
)
_AZURE_PREVIEW: Final = Profile(
    dialect="beta",
    is_preview=True,
    omitted=frozenset(("conversation.created", "conversation.item.input_audio_transcription.delta")),
    detection_off={"type": "none"},
    refuses_by_status=True,
)
_LOCALAI: Final = Profile(
    kept={"response.done": {"response": ("id", "object", "status")}},
    omitted=frozenset(("rate_limits.updated",)),
    event_id="event_TODO",
    failure="error",
)
_VLLM: Final = Profile(
    copied={"session.created": {"session.id": "id"}},
    removed={"session.created": ("session",)},
    omitted=frozenset(("rate_limits.updated",)),
    error="text",
)
_SPEACHES: Final = Profile(
    renamed={
        f"response.output_{name}.{end}": f"response.{name}.{end}"
        for name in ("audio", "audio_transcript", "text")
        for end in ("delta", "done")
    },
    replaced={"response.created": {"response.metadata": None}, "response.done": {"response.metadata": None}},
    omitted=frozenset(("rate_limits.updated",)),
    failure="error",
    refuses_metadata=True,
)
_HF: Final = Profile(
    replaced={"response.done": {"response.output": None}},
    omitted=frozenset(("rate_limits.updated",)),
    hidden_items=frozenset(("function_call",)),
)
_XAI: Final = Profile(
    copied={
        "session.created": {
            "session.output_modalities": "session.modalities",
            "session.audio.input.turn_detection": "session.turn_detection",
            "session.audio.output.voice": "session.voice",
        },
        "session.updated": {
            "session.output_modalities": "session.modalities",
            "session.audio.input.turn_detection": "session.turn_detection",
            "session.audio.input.transcription": "session.input_audio_transcription",
            "session.audio.output.voice": "session.voice",
        },
        "response.done": {"response.usage": "usage", "response.id": "response_id"},
        "conversation.item.input_audio_transcription.delta": {"delta": "transcript"},
    },
    kept={
        "session.created": {
            "session": ("id", "object", "instructions", "voice", "modalities", "turn_detection", "tools", "model")
        },
        "response.created": {"response": ("id", "object", "output", "status", "status_details", "usage")},
        "response.done": {"response": ("id", "object", "output", "status", "status_details", "usage")},
    },
    removed={
        "session.updated": ("session.type", "session.output_modalities"),
        "response.content_part.done": ("part",),
        "response.output_item.done": ("item.content",),
        "conversation.item.input_audio_transcription.delta": ("delta", "obfuscation"),
        "conversation.item.input_audio_transcription.completed": ("usage",),
        _ALL: ("obfuscation",),
    },
    replaced={
        "response.created": {"response.status_details": "unimplemented", "response.usage": {}},
        "response.done": {"response.status_details": "unimplemented", "response.usage": {}},
        "response.output_item.added": {"item.object": "realtime.item"},
        "response.output_item.done": {"item.object": "realtime.item"},
        "conversation.item.added": {"item.object": "realtime.item"},
        "conversation.item.input_audio_transcription.completed": {"status": "completed"},
    },
    renamed={
        "conversation.item.input_audio_transcription.delta": "conversation.item.input_audio_transcription.updated"
    },
    omitted=frozenset(("conversation.item.done", "rate_limits.updated")),
    greeting=("conversation.created", "ping"),
    closing=("audio_transcript.done", "content_part.done", "audio.done"),
    transcript_first=True,
    detection_off={"type": None},
    initial={"audio": {"input": {"turn_detection": None}}},
    settings={
        "turn_detection": "audio.input.turn_detection",
        "input_audio_transcription": "audio.input.transcription",
        "voice": "audio.output.voice",
        "modalities": "output_modalities",
    },
    modalities=("audio",),
    resumes=True,
    limits_call_ids=False,
)
PROFILES: Final[Mapping[str, Profile]] = {
    "openai": OPENAI,
    "azure": _AZURE,
    "azure-preview": _AZURE_PREVIEW,
    "localai": _LOCALAI,
    "vllm": _VLLM,
    "speaches": _SPEACHES,
    "hf": _HF,
    "xai": _XAI,
}
