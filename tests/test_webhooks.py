"""Webhooks signed as their sender signs them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import sys
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook

import realtime_client as rt
from realtime_client import errors
from realtime_client._core.json import dumps
from realtime_client.webhooks import RealtimeCallIncoming, RealtimeCallIncomingData, SipHeader, unwrap

RAW = b"0123456789abcdef-of-tests"
SECRET = "whsec_" + base64.b64encode(RAW).decode()
OTHER = "whsec_" + base64.b64encode(b"another-secret-of-tests").decode()

INCOMING: dict[str, Any] = {
    "id": "evt_1",
    "object": "event",
    "type": "realtime.call.incoming",
    "created_at": 1_750_287_018,
    "data": {
        "call_id": "rtc_1",
        "sip_headers": [
            {"name": "From", "value": "sip:+14155550123@example.com"},
            {"name": "Via", "value": "SIP/2.0/TLS a", "more": 1},
            {"name": "Via", "value": "SIP/2.0/TLS b"},
        ],
    },
}
BODY = dumps(INCOMING)


def _signature(body: bytes, at: int, raw: bytes = RAW, name: str = "wh_1") -> str:
    """Sign as the standard defines it, without the library under test."""
    digest = hmac.new(raw, f"{name}.{at}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def _headers(body: bytes = BODY, *, age: int = 0, **changed: str | None) -> dict[str, str]:
    at = int(time.time()) - age
    headers: dict[str, str | None] = {
        "webhook-id": "wh_1",
        "webhook-timestamp": str(at),
        "webhook-signature": _signature(body, at),
        **{name.replace("_", "-"): value for name, value in changed.items()},
    }
    return {name: value for name, value in headers.items() if value is not None}


def _incoming(payload: str | bytes = BODY, headers: Mapping[str, str] | None = None) -> RealtimeCallIncoming:
    event = unwrap(payload, _headers() if headers is None else headers, SECRET)
    assert isinstance(event, RealtimeCallIncoming)
    return event


class _Headers:
    """Headers of a framework that has no mapping."""

    def items(self) -> list[tuple[str, str]]:
        return list(_headers().items())


@pytest.mark.parametrize(
    "given",
    [
        lambda: [(name.encode(), value.encode()) for name, value in _headers().items()],
        lambda: list(_headers().items()),
        lambda: {name.title(): value for name, value in _headers().items()},
        _Headers,
    ],
)
def test_headers_of_every_framework(given: Callable[[], Any]) -> None:
    assert _incoming(headers=given()).id == "evt_1"


@pytest.mark.parametrize(
    ("payload", "headers", "message"),
    [
        (INCOMING, {}, "the body must be text or bytes, exactly as received, not dict: verify it before parsing"),
        (None, {}, "the body must be text or bytes, exactly as received, not NoneType: verify it before parsing"),
        (BODY, None, "the headers must be a mapping or pairs, not NoneType"),
        (BODY, ["a"], "the headers must be a mapping or pairs, not list"),
    ],
)
def test_what_cannot_be_verified_is_refused(payload: Any, headers: Any, message: str) -> None:
    with pytest.raises(rt.WebhookError, match=f"^{message}$"):
        unwrap(payload, headers, SECRET)


def test_incoming_call() -> None:
    event = _incoming()
    assert (event.id, event.type, event.object, event.created_at) == (
        "evt_1",
        "realtime.call.incoming",
        "event",
        1_750_287_018,
    )
    assert event.data.call_id == "rtc_1"
    assert [header.name for header in event.data.sip_headers] == ["From", "Via", "Via"]
    assert isinstance(event.data.sip_headers[0], SipHeader)
    assert event.data.sip_headers[0].value == "sip:+14155550123@example.com"
    assert event.data.sip_headers[1].additional_properties == {"more": 1}
    assert event.data.sip_media_security is rt.UNSET
    assert event.to_dict() == INCOMING
    assert event == _incoming(BODY.decode())
    assert repr(event).startswith("RealtimeCallIncoming(created_at=1750287018, id='evt_1', data=")


@pytest.mark.parametrize(
    "changed",
    [
        {"object": None, "data": {"call_id": None, "sip_headers": None, "sip_media_security": "srtp"}},
        {"data": {"call_id": "rtc_1", "sip_headers": ["From", {"value": "a"}, None], "more": {"a": [1]}}, "more": 1},
        {"data": "nothing", "created_at": "today"},
        {"data": {}, "id": {"a": 1}},
    ],
)
def test_odd_values_are_kept(changed: dict[str, Any]) -> None:
    message = {**INCOMING, **changed}
    body = dumps(message)
    assert _incoming(body, _headers(body)).to_dict() == message
    bare = dumps({"type": "realtime.call.incoming"})
    assert _incoming(bare, _headers(bare)).to_dict() == {"type": "realtime.call.incoming"}


def test_models_can_be_constructed() -> None:
    headers = [SipHeader(name=header["name"], value=header["value"]) for header in INCOMING["data"]["sip_headers"]]
    headers[1].additional_properties["more"] = 1
    data = RealtimeCallIncomingData(call_id="rtc_1", sip_headers=headers)
    event = RealtimeCallIncoming(id="evt_1", created_at=1_750_287_018, object="event", data=data)
    assert event == _incoming()


@pytest.mark.parametrize(
    "message", [{"type": "batch.completed", "id": "evt_2", "data": {"id": "b"}}, {}, {"type": [1]}]
)
def test_other_webhooks(message: dict[str, Any]) -> None:
    body = dumps(message)
    event = unwrap(body, _headers(body), SECRET)
    assert type(event) is rt.UnknownEvent
    assert event.to_dict() == message


def test_headers_of_any_mapping_and_case() -> None:
    headers = _headers()
    assert _incoming(headers={name.title(): value for name, value in headers.items()}).id == "evt_1"
    assert _incoming(headers=httpx.Headers(headers)).id == "evt_1"


def test_signature_of_the_library_itself() -> None:
    headers = _headers()
    at = int(headers["webhook-timestamp"])
    Webhook(SECRET).verify(BODY, headers)
    assert headers["webhook-signature"] == _signature(BODY, at)


def test_one_of_several_signatures_is_enough() -> None:
    headers = _headers()
    at = int(headers["webhook-timestamp"])
    headers["webhook-signature"] = f"v1a,AAAA {_signature(BODY, at, b'old')} {_signature(BODY, at)}"
    assert _incoming(headers=headers).id == "evt_1"


@pytest.mark.parametrize("age", [-290, 290])
def test_clocks_may_differ_slightly(age: int) -> None:
    assert _incoming(headers=_headers(age=age)).id == "evt_1"


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        (dict, "Missing required headers"),
        (lambda: _headers(webhook_id=None), "Missing required headers"),
        (lambda: _headers(webhook_timestamp=None), "Missing required headers"),
        (lambda: _headers(webhook_signature=None), "Missing required headers"),
        (lambda: _headers(webhook_signature=""), "Missing required headers"),
        (lambda: _headers(age=310), "Message timestamp too old"),
        (lambda: _headers(age=-3600), "Message timestamp too new"),
        (lambda: _headers(webhook_timestamp="today"), "Invalid Signature Headers"),
        (lambda: _headers(webhook_timestamp="inf"), "Invalid Signature Headers"),
        (lambda: _headers(webhook_timestamp=str(int(time.time()) - 100)), "No matching signature found"),
        (lambda: _headers(webhook_id="wh_2"), "No matching signature found"),
        (lambda: _headers(b"{}"), "No matching signature found"),
        (
            lambda: _headers(webhook_signature=_signature(BODY, int(time.time()), b"forged")),
            "No matching signature found",
        ),
        (lambda: _headers(webhook_signature="v2,AAAA"), "No matching signature found"),
        (lambda: _headers(webhook_signature="v1,AAAA"), "No matching signature found"),
        (lambda: _headers(webhook_signature="v1,A"), "its signature or its body cannot be read"),
        (lambda: _headers(webhook_signature="v1,é"), "its signature or its body cannot be read"),
        (lambda: _headers(webhook_signature="AAAA"), "its signature or its body cannot be read"),
    ],
)
def test_forgeries_are_refused(headers: Callable[[], dict[str, str]], reason: str) -> None:
    # A signature made at collection would have expired by now.
    with pytest.raises(errors.WebhookError) as raised:
        unwrap(BODY, headers(), SECRET)
    assert str(raised.value) == f"the webhook is not genuine: {reason}"
    _hides(raised.value, SECRET)


def test_wrong_secret_is_refused() -> None:
    with pytest.raises(
        errors.WebhookError, match=r"^the webhook is not genuine: No matching signature found$"
    ) as raised:
        unwrap(BODY, _headers(), OTHER)
    _hides(raised.value, OTHER)


@pytest.mark.parametrize("body", [BODY + b" ", BODY.replace(b"rtc_1", b"rtc_2"), b"\xff", "\ud800"])
def test_changed_body_is_refused(body: bytes | str) -> None:
    with pytest.raises(errors.WebhookError):
        unwrap(body, _headers(), SECRET)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_A", "plain-é-secret"])
def test_malformed_secret(secret: str) -> None:
    with pytest.raises(errors.WebhookError, match=r"^the secret is malformed: ") as raised:
        unwrap(BODY, _headers(), secret)
    assert raised.value.__context__ is None


@pytest.mark.parametrize("body", [b"[]", b"{", b""])
def test_genuine_but_not_an_object(body: bytes) -> None:
    with pytest.raises(errors.DecodeError):
        unwrap(body, _headers(body), SECRET)


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "standardwebhooks", None)
    with pytest.raises(errors.RealtimeError, match=r"install realtime-voice-sdk\[webhooks\]") as raised:
        unwrap(BODY, _headers(), SECRET)
    assert not isinstance(raised.value, errors.WebhookError)
    _hides(raised.value, SECRET)


def _hides(error: BaseException, secret: str) -> None:
    """Assert that the secret shows neither in an error nor in a variable of its frames."""
    assert secret not in f"{error} {error!r}"
    assert error.__cause__ is error.__context__ is None
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        if not trace.tb_frame.f_code.co_name.startswith("test_"):
            assert secret not in repr(trace.tb_frame.f_locals)
        trace = trace.tb_next
