"""Verifying and reading webhooks; needs the extra ``[webhooks]``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, Literal, Self

from attrs import define

from ._core.json import loads_object
from ._core.model import UNSET, Model, Reader, UnknownEvent, Unset, new, plain
from .errors import RealtimeError, WebhookError

__all__ = ["RealtimeCallIncoming", "RealtimeCallIncomingData", "SipHeader", "unwrap"]

_INCOMING: Final = "realtime.call.incoming"


class _Record(Model):
    """Base of the models of this module, too few and too rarely read to be generated."""

    __slots__ = ()
    _readers: ClassVar[Mapping[str, Reader]] = {}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; a value that does not fit is kept as it is."""
        self = new(cls)
        names = dict.fromkeys(attribute.name for attribute in cls.__attrs_attrs__)
        for name in names:
            setattr(self, name, _read(data.get(name, UNSET), cls._readers.get(name)))
        self._keep_unknown(data, names)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: the keys that were read or set, and no others."""
        return self._with_unknown({name: plain(value, 1) for name, value in self._values()})


def _read(value: Any, reader: Reader | None) -> Any:
    if reader is not None and type(value) is list:
        return [_read(item, reader) for item in value]
    return reader(value) if reader is not None and type(value) is dict else value


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SipHeader(_Record):
    """A header of the SIP INVITE that announced a call.

    Attributes:
        name: Name of the header.
        value: Value as the caller's side sent it: not to be trusted.
    """

    name: str
    value: str


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncomingData(_Record):
    """Description of an incoming call.

    Attributes:
        call_id: Id of the call, to accept, reject or refer it.
        sip_headers: Headers of the SIP INVITE, in their order.
        sip_media_security: Protection of the caller's audio: ``srtp`` or ``rtp``.
    """

    _readers: ClassVar[Mapping[str, Reader]] = {"sip_headers": SipHeader.from_dict}

    call_id: str
    sip_headers: list[SipHeader]
    sip_media_security: Literal["rtp", "srtp"] | str | Unset | None = UNSET


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncoming(_Record):
    """Event of a SIP call that waits to be accepted or rejected.

    Attributes:
        id: Id of the event; the same when it is delivered again.
        created_at: Time of the event, in seconds since the Unix epoch.
        object: Always ``event``.
        type: Always ``realtime.call.incoming``.
        data: Description of the call.
    """

    _readers: ClassVar[Mapping[str, Reader]] = {"data": RealtimeCallIncomingData.from_dict}

    id: str
    created_at: int
    data: RealtimeCallIncomingData
    object: Literal["event"] | Unset | None = UNSET
    type: Literal["realtime.call.incoming"] = _INCOMING


def unwrap(payload: str | bytes, headers: Mapping[str, str], secret: str) -> RealtimeCallIncoming | UnknownEvent:
    """Verify that a webhook was sent recently by a holder of the secret, and read it.

    Args:
        payload: The body, exactly as received.
        headers: Headers of the request.
        secret: The secret of the webhook, as its settings show it: ``whsec_…``.

    Returns:
        The event; an `UnknownEvent` with all its keys for any other type than ``realtime.call.incoming``.

    Raises:
        WebhookError: The webhook is not genuine (a header is missing, no signature matches, or its time is more than
            five minutes off), or the secret is malformed.
        DecodeError: It is genuine, but not a JSON object.
        RealtimeError: The extra ``[webhooks]`` is not installed.
    """
    objection = _objection(payload, headers, secret)
    # A traceback with local variables would show it.
    del secret
    if objection is not None:
        raise objection
    message = loads_object(payload)
    kind = RealtimeCallIncoming if message.get("type") == _INCOMING else UnknownEvent
    return kind.from_dict(message)


def _objection(payload: str | bytes, headers: Mapping[str, str], secret: str) -> RealtimeError | None:
    """Return the reason to refuse a webhook, which is not raised here: the traceback would lead to the secret."""
    try:
        from standardwebhooks import Webhook, WebhookVerificationError
    except ModuleNotFoundError:
        return RealtimeError("standardwebhooks is missing: install realtime-voice-sdk[webhooks] to verify webhooks")
    try:
        webhook = Webhook(secret)
    except Exception:
        # The library has an error of its own for some malformed secrets only.
        return WebhookError("the secret is malformed: expected whsec_ followed by base64")
    try:
        webhook.verify(payload, dict(headers.items()), json_parse=False)
    except WebhookVerificationError as error:
        return WebhookError(f"the webhook is not genuine: {error}")
    except ValueError:
        # Malformed signatures and bodies for which the library has no error of its own.
        return WebhookError("the webhook is not genuine: its signature or its body cannot be read")
    return None
