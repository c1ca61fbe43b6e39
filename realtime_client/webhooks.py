"""Webhooks: whether one is genuine, and what it says; needs the extra ``[webhooks]``."""

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
    """Base of the models here, which are too few and too seldom read to be generated."""

    __slots__ = ()
    _readers: ClassVar[Mapping[str, Reader]] = {}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object; what does not fit stays in its place as it came."""
        self = new(cls)
        names = dict.fromkeys(attribute.name for attribute in cls.__attrs_attrs__)
        for name in names:
            setattr(self, name, _read(data.get(name, UNSET), cls._readers.get(name)))
        self._keep_unknown(data, names)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        return self._with_unknown({name: plain(value, 1) for name, value in self._values()})


def _read(value: Any, reader: Reader | None) -> Any:
    if reader is not None and type(value) is list:
        return [_read(item, reader) for item in value]
    return reader(value) if reader is not None and type(value) is dict else value


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SipHeader(_Record):
    """A header of the SIP INVITE that announced a call.

    Attributes:
        name: Its name.
        value: Its value, as the caller's side sent it: not to be trusted.
    """

    name: str
    value: str


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncomingData(_Record):
    """What is known of a call.

    Attributes:
        call_id: Id of the call, to accept, reject or refer it with.
        sip_headers: Headers of the SIP INVITE, in their order.
        sip_media_security: How the caller's audio is protected: ``srtp`` or ``rtp``.
    """

    _readers: ClassVar[Mapping[str, Reader]] = {"sip_headers": SipHeader.from_dict}

    call_id: str
    sip_headers: list[SipHeader]
    sip_media_security: Literal["rtp", "srtp"] | str | Unset | None = UNSET


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RealtimeCallIncoming(_Record):
    """A SIP call waits to be accepted or rejected.

    Attributes:
        id: Id of the event; the same when it is delivered again.
        created_at: When it came to be, in seconds since the Unix epoch.
        object: Always ``event``.
        type: Always ``realtime.call.incoming``.
        data: What is known of the call.
    """

    _readers: ClassVar[Mapping[str, Reader]] = {"data": RealtimeCallIncomingData.from_dict}

    id: str
    created_at: int
    data: RealtimeCallIncomingData
    object: Literal["event"] | Unset | None = UNSET
    type: Literal["realtime.call.incoming"] = _INCOMING


def unwrap(payload: str | bytes, headers: Mapping[str, str], secret: str) -> RealtimeCallIncoming | UnknownEvent:
    """Make sure that a webhook comes from who shares the secret, lately, and read it.

    Args:
        payload: The body, just as it came.
        headers: Headers of the request.
        secret: The secret of the webhook, as its settings show it: ``whsec_…``.

    Returns:
        The event; an `UnknownEvent`, with everything in it, of any other type than ``realtime.call.incoming``.

    Raises:
        WebhookError: It is not genuine: a header is missing, no signature fits, or it is more than five minutes old, or
            ahead. Or the secret is none.
        DecodeError: It is genuine, and no JSON object.
        RealtimeError: The extra ``[webhooks]`` is not installed.
    """
    objection = _objection(payload, headers, secret)
    # A traceback may show what stands here.
    del secret
    if objection is not None:
        raise objection
    message = loads_object(payload)
    kind = RealtimeCallIncoming if message.get("type") == _INCOMING else UnknownEvent
    return kind.from_dict(message)


def _objection(payload: str | bytes, headers: Mapping[str, str], secret: str) -> RealtimeError | None:
    """Why a webhook is refused; given back rather than raised, so that no traceback leads to the secret."""
    try:
        from standardwebhooks import Webhook, WebhookVerificationError
    except ModuleNotFoundError:
        return RealtimeError("standardwebhooks is missing: install realtime-client[webhooks] to verify webhooks")
    try:
        webhook = Webhook(secret)
    except Exception:
        # The library has an error of its own only for some of them, and lets those of base64 through.
        return WebhookError("the secret is none of a webhook: it is whsec_ and then base64")
    try:
        webhook.verify(payload, dict(headers.items()), json_parse=False)
    except WebhookVerificationError as error:
        return WebhookError(f"the webhook is not genuine: {error}")
    except ValueError:
        # What a sender can do to a signature or to the body that the library did not think of.
        return WebhookError("the webhook is not genuine: its signature or its body cannot be read")
    return None
