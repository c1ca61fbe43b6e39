# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, new

from ..tables import REALTIME_GA_SESSION

if TYPE_CHECKING:
    from ..types import RealtimeGASession

__all__ = ["RealtimeCreateClientSecretResponse"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "value",
        "expires_at",
        "session",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCreateClientSecretResponse(Model):
    """New client secret with the effective session settings."""

    _component: ClassVar[str] = "RealtimeCreateClientSecretResponse"
    _secrets: ClassVar[frozenset[str]] = frozenset(("value",))

    value: str
    """Ephemeral key (`ek_...`) that a browser or mobile client can use instead of the main API key."""

    expires_at: int
    """Time at which the secret expires, in Unix seconds. Seconds since the Unix epoch."""

    session: RealtimeGASession
    """Effective settings, including the defaults of the server."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        self = new(cls)
        try:
            self.value = data["value"]
            self.expires_at = data["expires_at"]
            value = data["session"]
            self.session = REALTIME_GA_SESSION.from_dict(value) if type(value) is dict else value
        except KeyError:
            # A required key is missing.
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
        value = self.value
        if value is not UNSET:
            data["value"] = value
        value = self.expires_at
        if value is not UNSET:
            data["expires_at"] = value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data
