# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import define

from realtime_client._model import UNSET, Model, Unset, new

if TYPE_CHECKING:
    pass

__all__ = ["RealtimeTranslationClientSecretCreateRequest"]

_KEYS = frozenset(
    (
        "expires_after",
        "session",
    )
)
_ABSENT = {
    "session": UNSET,
}


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeTranslationClientSecretCreateRequest(Model):
    """Body that asks for a client secret bound to translation settings.

    Attributes:
        expires_after: Lifetime of the secret, 600 seconds if absent; sessions already opened outlive it.
        session: Translation settings for sessions opened with the secret.
    """

    _component: ClassVar[str] = "RealtimeTranslationClientSecretCreateRequest"

    expires_after: RealtimeTranslationClientSecretCreateRequestExpiresAfter | Unset | None = UNSET
    session: RealtimeTranslationSessionCreateRequest

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        try:
            value = data["session"]
            self.session = RealtimeTranslationSessionCreateRequest.from_dict(value) if type(value) is dict else value
        except KeyError:
            return cls.from_dict(_ABSENT | data)
        get = data.get
        value = get("expires_after", UNSET)
        self.expires_after = (
            RealtimeTranslationClientSecretCreateRequestExpiresAfter.from_dict(value) if type(value) is dict else value
        )
        if not _KEYS.issuperset(data):
            self._keep_unknown(data, _KEYS)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        data: dict[str, Any] = {}
        value: Any
        value = self.expires_after
        if value is not UNSET:
            data["expires_after"] = value.to_dict() if isinstance(value, Model) else value
        value = self.session
        if value is not UNSET:
            data["session"] = value.to_dict() if isinstance(value, Model) else value
        return self._with_unknown(data)


# Below the class, so that models may refer to each other in a circle.
from .realtime_translation_client_secret_create_request_expires_after import (
    RealtimeTranslationClientSecretCreateRequestExpiresAfter,
)
from .realtime_translation_session_create_request import RealtimeTranslationSessionCreateRequest
