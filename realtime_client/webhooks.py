"""Verifying and reading webhooks; needs the extra ``[webhooks]``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ._core.json import loads_object
from ._core.model import UnknownEvent
from .errors import RealtimeError, WebhookError
from .models import RealtimeCallIncoming, RealtimeCallIncomingData, SipHeader

__all__ = ["RealtimeCallIncoming", "RealtimeCallIncomingData", "SipHeader", "unwrap"]

_INCOMING: Final = "realtime.call.incoming"


def unwrap(
    payload: str | bytes, headers: Mapping[str, str] | Iterable[tuple[bytes, bytes]], secret: str
) -> RealtimeCallIncoming | UnknownEvent:
    """Verify that a webhook was sent recently by a holder of the secret, and read it.

    Args:
        payload: The body, exactly as received.
        headers: Headers of the request: a mapping, or pairs as ASGI has them.
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


def _objection(payload: Any, headers: Any, secret: str) -> RealtimeError | None:
    """Return the reason to refuse a webhook, which is not raised here: the traceback would lead to the secret."""
    try:
        from standardwebhooks import Webhook, WebhookVerificationError
    except ModuleNotFoundError:
        return RealtimeError("standardwebhooks is missing: install realtime-voice-sdk[webhooks] to verify webhooks")
    if not isinstance(payload, str | bytes):
        kind = type(payload).__name__
        return WebhookError(
            f"the body must be text or bytes, exactly as received, not {kind}: verify it before parsing"
        )
    # Not every framework has a mapping.
    pairs = getattr(headers, "items", None)
    try:
        named = dict(pairs() if callable(pairs) else headers)
    except (TypeError, ValueError):
        return WebhookError(f"the headers must be a mapping or pairs, not {type(headers).__name__}")
    try:
        webhook = Webhook(secret)
    except Exception:
        # The library has an error of its own for some malformed secrets only.
        return WebhookError("the secret is malformed: expected whsec_ followed by base64")
    try:
        webhook.verify(payload, {_text(name): _text(value) for name, value in named.items()}, json_parse=False)
    except WebhookVerificationError as error:
        return WebhookError(f"the webhook is not genuine: {error}")
    except ValueError:
        # Malformed signatures and bodies for which the library has no error of its own.
        return WebhookError("the webhook is not genuine: its signature or its body cannot be read")
    return None


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
