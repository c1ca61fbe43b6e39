# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeSessionCreateRequestTurnDetection"]

_KEYS = frozenset(
    (
        "type",
        "threshold",
        "prefix_padding_ms",
        "silence_duration_ms",
        "create_response",
        "interrupt_response",
        "eagerness",
    )
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionCreateRequestTurnDetection(Model):
    """Beta turn detection settings; which fields apply depends on `type`.

    Attributes:
        type: Detection method: `server_vad` judges by volume, `semantic_vad` by what is said.
        threshold: Speech detection level from 0 to 1, default 0.5; raise it where the background is noisy.
        prefix_padding_ms: Milliseconds of audio kept from before speech was detected, default 300.
        silence_duration_ms: Milliseconds of silence that end a turn, default 500; lower values answer sooner but may cut into
            pauses.
        create_response: Whether the end of the user's speech starts a response by itself; default true. The server's default is
            `True`.
        interrupt_response: Whether new user speech cancels the response under way; default true. The server's default is `True`.
        eagerness: How soon a turn counts as over, `semantic_vad` only: `low` waits up to 8 seconds, `medium` 4, `high` 2;
            `auto`, the default, acts as `medium`. The server's default is `auto`.
    """

    _component: ClassVar[str] = "RealtimeSessionCreateRequestTurnDetection"

    type: str | Unset | None = UNSET
    threshold: float | Unset | None = UNSET
    prefix_padding_ms: int | Unset | None = UNSET
    silence_duration_ms: int | Unset | None = UNSET
    create_response: bool | Unset | None = UNSET
    interrupt_response: bool | Unset | None = UNSET
    eagerness: Literal["low", "medium", "high", "auto"] | str | Unset | None = UNSET

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        get = data.get
        self.type = get("type", UNSET)
        self.threshold = get("threshold", UNSET)
        self.prefix_padding_ms = get("prefix_padding_ms", UNSET)
        self.silence_duration_ms = get("silence_duration_ms", UNSET)
        self.create_response = get("create_response", UNSET)
        self.interrupt_response = get("interrupt_response", UNSET)
        self.eagerness = get("eagerness", UNSET)
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.threshold
        if value is not UNSET:
            data["threshold"] = value
        value = self.prefix_padding_ms
        if value is not UNSET:
            data["prefix_padding_ms"] = value
        value = self.silence_duration_ms
        if value is not UNSET:
            data["silence_duration_ms"] = value
        value = self.create_response
        if value is not UNSET:
            data["create_response"] = value
        value = self.interrupt_response
        if value is not UNSET:
            data["interrupt_response"] = value
        value = self.eagerness
        if value is not UNSET:
            data["eagerness"] = value
        return self._with_unknown(data)
