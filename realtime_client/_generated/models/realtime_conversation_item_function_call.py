# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._accessors.items import FunctionCallAccessors
from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeConversationItemFunctionCall"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "id",
        "object",
        "type",
        "status",
        "call_id",
        "name",
        "arguments",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeConversationItemFunctionCall(FunctionCallAccessors, Model):
    """Request by the model to run a function; reply with a `function_call_output` item."""

    _component: ClassVar[str] = "RealtimeConversationItemFunctionCall"

    id: str | Unset | None = UNSET
    """ID of the item, chosen by the client or else assigned by the server."""

    object: Literal["realtime.item"] | Unset | None = UNSET
    """Always `realtime.item`."""

    type: Literal["function_call"] = "function_call"
    """Always `function_call`."""

    status: Literal["completed", "incomplete", "in_progress"] | str | Unset | None = UNSET
    """Status of the item; for information only, without effect on the conversation. Known values: `completed`,
    `incomplete`, `in_progress`."""

    call_id: str | Unset | None = UNSET
    """ID that links this call to its output item."""

    name: str
    """Name of the function to run."""

    arguments: str
    """Arguments as JSON text; validate them before use, because the model may make mistakes."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 7:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.id = data["id"]
            self.object = data["object"]
            self.type = data["type"]
            self.status = data["status"]
            self.call_id = data["call_id"]
            self.name = data["name"]
            self.arguments = data["arguments"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 7:
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
        value = self.name
        if value is not UNSET:
            data["name"] = value
        value = self.arguments
        if value is not UNSET:
            data["arguments"] = value
        return self._with_unknown(data) if self._unknown else data
