"""The operations of the contract against a real HTTP server on loopback, blocking and asyncio."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import ModuleType
from typing import Any, TypeAlias

import httpx
import pytest

import realtime_client as rt
from realtime_client import api, models
from realtime_client._core.json import loads

from ..support.http_server import HttpReply, HttpServer, serve

KEY = "sk-test-0123456789abcdef"
SECRET = "ek_test_0123456789abcdef"

Call: TypeAlias = Callable[..., Any]


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with serve() as running:
        yield running


def _blocking(operation: ModuleType, base_url: str, **arguments: Any) -> Any:
    with rt.AuthenticatedClient(base_url=base_url, token=KEY) as client:
        return operation.sync_detailed(client=client, **arguments)


def _asyncio(operation: ModuleType, base_url: str, **arguments: Any) -> Any:
    async def run() -> Any:
        async with rt.AuthenticatedClient(base_url=base_url, token=KEY) as client:
            return await operation.asyncio_detailed(client=client, **arguments)

    return asyncio.run(run())


@pytest.fixture(params=[_blocking, _asyncio], ids=["blocking", "asyncio"])
def call(request: pytest.FixtureRequest) -> Call:
    chosen: Call = request.param
    return chosen


GA_SESSION = {"type": "realtime", "id": "sess_1", "object": "realtime.session", "output_modalities": ["audio"]}
CLIENT_SECRET = {"value": SECRET, "expires_at": 1_800_000_000, "session": GA_SESSION}
BETA_SESSION = {
    "id": "sess_1",
    "object": "realtime.session",
    "modalities": ["audio", "text"],
    "voice": "alloy",
    "turn_detection": None,
    "tracing": None,
    "client_secret": {"value": SECRET, "expires_at": 1_800_000_000},
}


def test_client_secret(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply.json(CLIENT_SECRET, x_request_id="req_1")
    body = models.RealtimeCreateClientSecretRequest(
        expires_after=models.RealtimeExpiresAfter(seconds=60),
        session=models.RealtimeSessionCreateRequestGA(model="gpt-realtime", instructions="Be brief."),
    )
    response = call(api.create_realtime_client_secret, server.url, body=body)
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/realtime/client_secrets")
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert loads(request.body) == {
        "expires_after": {"seconds": 60},
        "session": {"type": "realtime", "model": "gpt-realtime", "instructions": "Be brief."},
    }
    assert (response.status_code, response.request_id) == (200, "req_1")
    secret = response.parsed
    assert isinstance(secret, models.RealtimeCreateClientSecretResponse)
    assert secret.value == SECRET
    assert isinstance(secret.session, models.RealtimeSessionCreateResponseGA)
    assert secret.to_dict() == CLIENT_SECRET
    assert rt.validate(secret) == []
    assert SECRET not in repr(response) + repr(secret)


def test_beta_session(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply.json(BETA_SESSION)
    body = models.RealtimeSessionCreateRequest(model="gpt-4o-realtime-preview", modalities=["audio", "text"])
    session = call(api.create_realtime_session, server.url, body=body).parsed
    assert loads(server.requests[0].body) == {
        "model": "gpt-4o-realtime-preview",
        "modalities": ["audio", "text"],
    }
    assert server.requests[0].path == "/v1/realtime/sessions"
    assert isinstance(session, models.RealtimeSessionCreateResponse)
    assert isinstance(session.client_secret, models.RealtimeClientSecret)
    assert session.client_secret.value == SECRET
    assert session.turn_detection is None
    assert session.to_dict() == BETA_SESSION
    assert rt.validate(session) == []
    assert SECRET not in repr(session)


def test_transcription_session(server: HttpServer, call: Call) -> None:
    expected = {"client_secret": {"value": SECRET, "expires_at": 1}, "modalities": ["text"]}
    server.reply = HttpReply.json(expected)
    body = models.RealtimeTranscriptionSessionCreateRequest(input_audio_format="pcm16")
    session = call(api.create_realtime_transcription_session, server.url, body=body).parsed
    assert server.requests[0].path == "/v1/realtime/transcription_sessions"
    assert isinstance(session, models.RealtimeTranscriptionSessionCreateResponse)
    assert session.to_dict() == expected
    assert SECRET not in repr(session)


def test_translation_client_secret(server: HttpServer, call: Call) -> None:
    expected = {"value": SECRET, "expires_at": 1, "session": {"id": "sess_1", "type": "translation"}}
    server.reply = HttpReply.json(expected)
    body = models.RealtimeTranslationClientSecretCreateRequest(
        session=models.RealtimeTranslationSessionCreateRequest(model="gpt-realtime-translate")
    )
    secret = call(api.create_realtime_translation_client_secret, server.url, body=body).parsed
    assert server.requests[0].path == "/v1/realtime/translations/client_secrets"
    assert isinstance(secret, models.RealtimeTranslationClientSecretCreateResponse)
    assert secret.to_dict() == expected
    assert SECRET not in repr(secret)


def test_call_from_a_raw_offer(server: HttpServer, call: Call) -> None:
    expected = b"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n"
    location = {"Location": "/v1/realtime/calls/rtc_1", "Content-Type": "application/sdp"}
    server.reply = HttpReply(201, expected, location)
    response = call(api.create_realtime_call, server.url, body="v=0\r\no=- offer\r\n")
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/realtime/calls")
    assert request.headers["Content-Type"] == "application/sdp"
    assert request.body == b"v=0\r\no=- offer\r\n"
    assert response.status_code == 201
    assert response.parsed == expected.decode()
    assert response.headers["location"] == "/v1/realtime/calls/rtc_1"
    assert response.call_id == "rtc_1"


def test_call_from_a_form(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply(201, b"v=0\r\n", {"Content-Type": "application/sdp"})
    body = models.RealtimeCallCreateRequest(
        sdp="v=0\r\no=- offer\r\n", session=models.RealtimeSessionCreateRequestGA(instructions="¡Hola!")
    )
    response = call(api.create_realtime_call, server.url, body=body)
    assert (response.parsed, response.call_id) == ("v=0\r\n", None)
    (request,) = server.requests
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    form = message_from_bytes(head + request.body, policy=policy.default)
    assert isinstance(form, EmailMessage)
    parts = {part.get_param("name", header="content-disposition"): part for part in form.iter_parts()}
    assert {name: part.get_content_type() for name, part in parts.items()} == {
        "sdp": "application/sdp",
        "session": "application/json",
    }
    assert parts["sdp"].get_payload(decode=True) == b"v=0\r\no=- offer\r\n"
    session = parts["session"].get_payload(decode=True)
    assert isinstance(session, bytes)
    assert loads(session) == {"type": "realtime", "instructions": "¡Hola!"}


@pytest.mark.parametrize(
    ("operation", "verb", "body"),
    [
        (api.accept_realtime_call, "accept", models.RealtimeSessionCreateRequestGA(model="gpt-realtime")),
        (api.hangup_realtime_call, "hangup", None),
        (api.refer_realtime_call, "refer", models.RealtimeCallReferRequest(target_uri="tel:+14155550123")),
        (api.reject_realtime_call, "reject", models.RealtimeCallRejectRequest(status_code=486)),
        (api.reject_realtime_call, "reject", None),
    ],
)
def test_call_control(server: HttpServer, call: Call, operation: ModuleType, verb: str, body: rt.Model | None) -> None:
    arguments = {} if body is None else {"body": body}
    response = call(operation, server.url, call_id="rtc/1?x", **arguments)
    assert response.parsed is None
    (request,) = server.requests
    assert request.path == f"/v1/realtime/calls/rtc%2F1%3Fx/{verb}"
    assert request.body == (b"" if body is None else body.to_json())


def test_short_forms_return_the_value_alone(server: HttpServer) -> None:
    server.reply = HttpReply.json(CLIENT_SECRET)
    body = models.RealtimeCreateClientSecretRequest()
    client = rt.Client(base_url=server.url)
    assert api.create_realtime_client_secret.sync(client=client, body=body).value == SECRET
    assert "Authorization" not in server.requests[0].headers

    async def run() -> str:
        async with client:
            return (await api.create_realtime_client_secret.asyncio(client=client, body=body)).value

    assert asyncio.run(run()) == SECRET
    client.close()


ERROR = {
    "error": {"type": "invalid_request_error", "code": "unknown_model", "message": "No such model.", "param": "model"}
}


def test_error_of_the_api(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply.json(ERROR, 400, x_request_id="req_9")
    with pytest.raises(rt.APIStatusError) as raised:
        call(api.create_realtime_session, server.url, body=models.RealtimeSessionCreateRequest())
    error = raised.value
    assert (error.status, error.code, error.type, error.param) == (
        400,
        "unknown_model",
        "invalid_request_error",
        "model",
    )
    assert (error.detail, error.request_id) == ("No such model.", "req_9")
    assert error.body == ERROR
    assert (error.method, error.url) == ("POST", f"{server.url}/realtime/sessions")
    assert str(error) == (
        f"POST {server.url}/realtime/sessions: status 400: No such model. "
        "(code unknown_model, param model, request id req_9)"
    )


@pytest.mark.parametrize(
    ("reply", "detail"),
    [
        (HttpReply(502, b"<h1>Bad gateway</h1>"), "<h1>Bad gateway</h1>"),
        (HttpReply(500), "no reason given"),
        (HttpReply.json({"error": "overloaded"}, 503), "overloaded"),
        (HttpReply.json({"error": {"message": None, "code": None}}, 500), "no reason given"),
        (HttpReply.json({"detail": "Not Found"}, 404), "Not Found"),
        (HttpReply.json({"message": "Not here"}, 404), "Not here"),
        (
            HttpReply(302, b"", {"Location": "http://127.0.0.1:1/"}),
            "the server redirects to http://127.0.0.1:1, and redirects are not followed: correct the base URL",
        ),
        (
            HttpReply.json({"error": {"message": f"Incorrect API key provided: {KEY}."}}, 401),
            "Incorrect API key provided: ***.",
        ),
    ],
)
def test_other_errors(server: HttpServer, call: Call, reply: HttpReply, detail: str) -> None:
    server.reply = reply
    with pytest.raises(rt.APIStatusError) as raised:
        call(api.hangup_realtime_call, server.url, call_id="rtc_1")
    assert raised.value.status == reply.status
    assert raised.value.detail == detail
    assert KEY not in str(raised.value) + repr(raised.value)


def test_reply_that_is_not_an_object(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply(200, b"<html>")
    with pytest.raises(rt.DecodeError):
        call(api.create_realtime_session, server.url, body=models.RealtimeSessionCreateRequest())


def test_reply_that_deviates_is_kept(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply.json({"value": SECRET, "session": "none", "more": [1]})
    body = models.RealtimeCreateClientSecretRequest()
    secret = call(api.create_realtime_client_secret, server.url, body=body).parsed
    assert secret.to_dict() == {"value": SECRET, "session": "none", "more": [1]}
    assert [deviation.path for deviation in rt.validate(secret)] == ["$.expires_at", "$.session", "$.more"]


def test_nothing_listens(call: Call) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://user:{SECRET}@127.0.0.1:{unused.getsockname()[1]}/v1"
    with pytest.raises(rt.APIConnectionError) as raised:
        call(api.hangup_realtime_call, url, call_id="rtc_1")
    assert not isinstance(raised.value, rt.APITimeoutError)
    assert raised.value.url.endswith("/v1/realtime/calls/rtc_1/hangup")
    assert SECRET not in str(raised.value)


def test_connection_breaks(server: HttpServer, call: Call) -> None:
    server.reply = HttpReply(drop=True)
    with pytest.raises(rt.APIConnectionError):
        call(api.hangup_realtime_call, server.url, call_id="rtc_1")


def test_no_reply_in_time(server: HttpServer) -> None:
    hold = threading.Event()
    server.reply = HttpReply(hold=hold)
    client = rt.Client(base_url=server.url).with_timeout(0.05)
    try:
        with pytest.raises(rt.APITimeoutError) as raised:
            api.hangup_realtime_call.sync(client=client, call_id="rtc_1")
    finally:
        hold.set()
        client.close()
    assert isinstance(raised.value, rt.APIConnectionError)


def test_client_shows_no_key() -> None:
    client = rt.AuthenticatedClient(
        base_url="http://127.0.0.1/v1", token=KEY, headers={"X-Key": KEY}, httpx_args={"auth": ("user", KEY)}
    )
    assert KEY not in repr(client) + str(client)


def test_other_headers(server: HttpServer) -> None:
    client = rt.AuthenticatedClient(base_url=server.url, token=KEY, prefix="", auth_header_name="api-key")
    with client.with_headers({"OpenAI-Beta": "realtime=v1"}) as beta:
        api.hangup_realtime_call.sync(client=beta, call_id="rtc_1")
    assert server.requests[0].headers["api-key"] == KEY
    assert server.requests[0].headers["OpenAI-Beta"] == "realtime=v1"
    assert "Authorization" not in server.requests[0].headers


def test_redirects_are_followed_when_asked(server: HttpServer) -> None:
    server.reply = lambda request: (
        HttpReply(307, b"", {"Location": "/v1/elsewhere"}) if request.path.endswith("hangup") else HttpReply(200)
    )
    with rt.Client(base_url=server.url, follow_redirects=True) as client:
        api.hangup_realtime_call.sync(client=client, call_id="rtc_1")
    assert [request.path for request in server.requests] == ["/v1/realtime/calls/rtc_1/hangup", "/v1/elsewhere"]


def test_own_httpx_clients(server: HttpServer) -> None:
    with httpx.Client(base_url=server.url, headers={"X-Mine": "1"}) as own:
        client = rt.Client(base_url="http://127.0.0.1:1").set_httpx_client(own)
        api.hangup_realtime_call.sync(client=client, call_id="rtc_1")

    async def run() -> None:
        async with httpx.AsyncClient(base_url=server.url, headers={"X-Mine": "2"}) as own:
            client = rt.Client(base_url="http://127.0.0.1:1").set_async_httpx_client(own)
            await api.hangup_realtime_call.asyncio(client=client, call_id="rtc_1")

    asyncio.run(run())
    assert [request.headers["X-Mine"] for request in server.requests] == ["1", "2"]


def test_connections_are_kept_until_closed(server: HttpServer) -> None:
    with rt.Client(base_url=server.url) as client:
        for _ in range(2):
            api.hangup_realtime_call.sync(client=client, call_id="rtc_1")
        first = client.get_httpx_client()
        assert client.get_httpx_client() is first
    assert first.is_closed
    api.hangup_realtime_call.sync(client=client, call_id="rtc_1")
    assert client.get_httpx_client() is not first
    client.close()
    client.close()

    async def closes_twice() -> None:
        await client.aclose()
        client.get_async_httpx_client()
        await client.aclose()

    asyncio.run(closes_twice())
