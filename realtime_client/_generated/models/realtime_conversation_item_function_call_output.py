# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeConversationItemFunctionCallOutput"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "type",
        "status",
        "call_id",
        "output",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemFunctionCallOutput(Model):
    """Result of a function call, added by the client for the model."""

    _component: ClassVar[str] = "RealtimeConversationItemFunctionCallOutput"

    id: str | Unset | None = UNSET
    """ID of the item, chosen by the client or else assigned by the server."""

    object: Literal["realtime.item"] | Unset | None = UNSET
    """Always `realtime.item`."""

    type: Literal["function_call_output"] = "function_call_output"
    """Always `function_call_output`."""

    status: Literal["completed", "incomplete", "in_progress"] | str | Unset | None = UNSET
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    call_id: str
    """`call_id` of the function call."""

    output: str
    """Result as text, often JSON; may be empty."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 6:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.type = data["type"]
            self.status = data["status"]
            self.call_id = data["call_id"]
            self.output = data["output"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 6:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.id
        if value is not UNSET:
            data["id"] = value
        value = self.object
        if value is not UNSET:
            data["object"] = value
        value = self.type
        if value is not UNSET:
            data["type"] = value
        value = self.status
        if value is not UNSET:
            data["status"] = value
        value = self.call_id
        if value is not UNSET:
            data["call_id"] = value
        value = self.output
        if value is not UNSET:
            data["output"] = value
        return self._with_unknown(data) if self._unknown else data
