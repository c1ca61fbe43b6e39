# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeSessionTracing"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "workflow_name",
        "group_id",
        "metadata",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeSessionTracing(Model):
    """Explicit trace settings of a session."""

    _component: ClassVar[str] = "RealtimeSessionTracing"

    workflow_name: str | Unset | None = UNSET
    """Name of the trace in the traces dashboard."""

    group_id: str | Unset | None = UNSET
    """ID that groups related traces in the dashboard."""

    metadata: dict[str, Any] | Unset | None = UNSET
    """Additional data of the trace, for filtering."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 3:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.workflow_name = data["workflow_name"]
            self.group_id = data["group_id"]
            self.metadata = data["metadata"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 3:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.workflow_name
        if value is not UNSET:
            data["workflow_name"] = value
        value = self.group_id
        if value is not UNSET:
            data["group_id"] = value
        value = self.metadata
        if value is not UNSET:
            data["metadata"] = value
        return self._with_unknown(data) if self._unknown else data
