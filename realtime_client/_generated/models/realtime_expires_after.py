# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

__all__ = ["RealtimeExpiresAfter"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "anchor",
        "seconds",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeExpiresAfter(Model):
    """Lifetime of a client secret. It only limits the opening of sessions; open sessions continue."""

    _component: ClassVar[str] = "RealtimeExpiresAfter"

    anchor: Literal["created_at"] | Unset | None = UNSET
    """Always `created_at`."""

    seconds: int | Unset | None = UNSET
    """Seconds from creation until the secret expires: 10 to 7200; default 600."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            self.anchor = data["anchor"]
            self.seconds = data["seconds"]
        except KeyError:
            # As many keys as are declared, but not the same ones.
            return cls.from_dict(_ABSENT | data)
        if len(data) != 2:
            self._keep_unknown(data, _ABSENT)
        else:
            self._unknown = None
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.anchor
        if value is not UNSET:
            data["anchor"] = value
        value = self.seconds
        if value is not UNSET:
            data["seconds"] = value
        return self._with_unknown(data) if self._unknown else data
