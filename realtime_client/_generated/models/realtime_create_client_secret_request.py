# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._core.model import UNSET, Model, Unset, new

from ..tables import REALTIME_CREATE_CLIENT_SECRET_REQUEST_SESSION

if TYPE_CHECKING:
    from ..types import RealtimeCreateClientSecretRequestSession

__all__ = ["RealtimeCreateClientSecretRequest"]

# All declared keys, absent.
_ABSENT = dict.fromkeys(
    (
        "expires_after",
        "session",
    ),
    UNSET,
)


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCreateClientSecretRequest(Model):
    """Lifetime and session settings of a new client secret. Request body of `POST /realtime/client_secrets`."""

    _component: ClassVar[str] = "RealtimeCreateClientSecretRequest"

    expires_after: RealtimeExpiresAfter | Unset | None = UNSET
    """Lifetime of the secret; if omitted, 600 seconds."""

    session: RealtimeCreateClientSecretRequestSession | Unset | None = UNSET
    """Initial settings of sessions opened with the secret: realtime or transcription."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it came."""
        if len(data) < 2:
            data = _ABSENT | data
        self = new(cls)
        try:
            value = data["expires_after"]
            self.expires_after = _read_realtime_expires_after(value) if type(value) is dict else value
            value = data["session"]
            self.session = (
                REALTIME_CREATE_CLIENT_SECRET_REQUEST_SESSION.from_dict(value) if type(value) is dict else value
            )
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
        value = self.expires_after
        if value is not UNSET:
            data["expires_after"] = value.to_dict() if isinstance(value, Model) else value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data) if self._unknown else data


# Below the class, so that models may refer to each other in a cycle.
from .realtime_expires_after import RealtimeExpiresAfter

_read_realtime_expires_after = RealtimeExpiresAfter.from_dict
