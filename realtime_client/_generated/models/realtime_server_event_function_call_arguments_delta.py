# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeServerEventFunctionCallArgumentsDelta"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "event_id",
        "type",
        "response_id",
        "item_id",
        "output_index",
        "call_id",
        "delta",
        "obfuscation",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeServerEventFunctionCallArgumentsDelta(Model):
    """Sent by the server with the next part of the arguments of a function call; `response.function_call_arguments.done` follows the last one."""

    _component: ClassVar[str] = "RealtimeServerEventResponseFunctionCallArgumentsDelta"

    event_id: str
    """Unique ID of this server event."""

    type: Literal["response.function_call_arguments.delta"] = "response.function_call_arguments.delta"
    """Always `response.function_call_arguments.delta`."""

    response_id: str
    """ID of the response that this event belongs to."""

    item_id: str
    """ID of the `function_call` item that the arguments belong to."""

    output_index: int
    """Zero-based index of the item in the response's `output`."""

    call_id: str
    """ID of the call, which the `function_call_output` item must repeat."""

    delta: str
    """Part of the JSON arguments to append; not valid JSON by itself."""

    obfuscation: str | Unset | None = UNSET
    """Padding that hides the length of the delta."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 8:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.event_id = data["event_id"]
            self.type = data["type"]
            self.response_id = data["response_id"]
            self.item_id = data["item_id"]
            self.output_index = data["output_index"]
            self.call_id = data["call_id"]
            self.delta = data["delta"]
            self.obfuscation = data["obfuscation"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 8:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.event_id
        if value is not UNSET:
            data["event_id"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.response_id
        if value is not UNSET:
            data["response_id"] = value
        value = self.item_id
        if value is not UNSET:
            data["item_id"] = value
        value = self.output_index
        if value is not UNSET:
            data["output_index"] = value
        value = self.call_id
        if value is not UNSET:
            data["call_id"] = value
        value = self.delta
        if value is not UNSET:
            data["delta"] = value
        value = self.obfuscation
        if value is not UNSET:
            data["obfuscation"] = value
        return self._with_unknown(data) if self._unknown else data
