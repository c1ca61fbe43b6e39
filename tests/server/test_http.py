"""HTTP operations and keys of the server, through our client and with plain httpx and websockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import websockets.sync.client
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Subprotocol

import realtime_client as rt
from realtime_client import models
from realtime_client.testing import Echo, Handshake, LocalServer, Refusal

from .harness import Clock

KEY = "sk-test-0123456789abcdef"
OFFER = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=audio 5000 RTP/AVP 0\r\na=mid:0\r\nb=x\r\n"
)
ANSWER = (
    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
    "m=audio 9 RTP/AVP 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=setup:passive\r\na=mid:0\r\n"
)
NOW = 1_800_000_000.0


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def server(clock: Clock) -> Iterator[LocalServer]:
    with LocalServer(api_key=KEY, clock=clock) as running:
        yield running


@pytest.fixture
def client(server: LocalServer) -> Iterator[rt.RealtimeClient]:
    with rt.RealtimeClient(KEY, server.url, max_retries=0) as running:
        yield running


@pytest.fixture
def http(server: LocalServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {KEY}"}) as running:
        yield running


def valid(model: rt.Model) -> None:
    assert [str(deviation) for deviation in rt.validate(model)] == []


def error_of(response: httpx.Response, status: int) -> dict[str, Any]:
    assert response.status_code == status
    assert response.headers["x-request-id"].startswith("req_")
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"type", "code", "message", "param"}
    error: dict[str, Any] = body["error"]
    return error


def opened(server: LocalServer, query: str = "model=m", **given: Any) -> dict[str, Any]:
    """Open a connection and return its session."""
    with websockets.sync.client.connect(f"{server.ws_url}?{query}", **given) as socket:
        session: dict[str, Any] = json.loads(socket.recv(timeout=10))["session"]
        return session


def bearer(key: str) -> dict[str, Any]:
    return {"additional_headers": {"Authorization": f"Bearer {key}"}}


def refused(server: LocalServer, query: str = "model=m", **given: Any) -> tuple[int, dict[str, Any]]:
    """Open a connection that is refused after the upgrade, and return the close code and the error."""
    with websockets.sync.client.connect(f"{server.ws_url}?{query}", **given) as socket:
        event = json.loads(socket.recv(timeout=10))
        assert event["type"] == "error"
        error: dict[str, Any] = event["error"]
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.reason == f"{error['type']}.{error['code']}"
    return closed.value.rcvd.code, error


def denied(url: str, **given: Any) -> tuple[int, dict[str, Any]]:
    """Open a connection that is refused by an HTTP status, and return it and the error."""
    with pytest.raises(InvalidStatus) as failed:
        websockets.sync.client.connect(url, **given)
    response = failed.value.response
    error: dict[str, Any] = json.loads(response.body or b"")["error"]
    return response.status_code, error


def session_of(conn: rt.Connection) -> Any:
    """Return the session of a connection that is attached to a call, and so does not hear of its start."""
    conn.update_session({"type": "realtime"})
    return conn.wait_for("session.updated", timeout=10).session


# Secrets and sessions.


def test_client_secret(client: rt.RealtimeClient, server: LocalServer) -> None:
    secret = client.create_client_secret({"type": "realtime", "instructions": "Sing.", "model": "my-model"})
    valid(secret)
    assert secret.value.startswith("ek_")
    assert secret.expires_at == NOW + 600
    assert secret.session.to_dict()["instructions"] == "Sing."
    session = opened(server, "", **bearer(secret.value))
    assert (session["instructions"], session["model"]) == ("Sing.", "my-model")
    assert session["expires_at"] == NOW + 3_600
    valid(client.create_client_secret())


def test_client_secret_for_transcription(client: rt.RealtimeClient, server: LocalServer) -> None:
    wanted: rt.dicts.RealtimeTranscriptionSessionCreateRequestGADict = {
        "type": "transcription",
        "audio": {"input": {"transcription": {"model": "whisper-1"}}},
    }
    secret = client.create_client_secret(wanted)
    assert secret.session.type == "transcription"
    session = opened(server, "", **bearer(secret.value))
    assert session["type"] == "transcription"
    assert session["audio"]["input"]["transcription"]["model"] == "whisper-1"


def test_client_secret_for_translation(client: rt.RealtimeClient, server: LocalServer) -> None:
    wanted: rt.dicts.RealtimeTranslationSessionCreateRequestDict = {
        "model": "gpt-realtime-translate",
        "audio": {"output": {"language": "de"}},
    }
    secret = client.create_translation_client_secret(wanted, expires_after=60)
    valid(secret)
    assert secret.expires_at == NOW + 60
    with rt.RealtimeClient(secret.value, server.url) as other, other.connect_sync(dialect="translation") as conn:
        session = conn.wait_for("session.created", timeout=10).session
        assert session.audio.output
        assert session.audio.output.language == "de"
        assert session.model == "gpt-realtime-translate"


def test_sessions_of_the_beta_dialect(client: rt.RealtimeClient, server: LocalServer) -> None:
    session = client.create_session({"model": "my-model", "voice": "ash", "instructions": "Sing."})
    sent = session.to_dict()["client_secret"]
    assert (session.voice, sent["expires_at"]) == ("ash", NOW + 60)
    secret = sent["value"]
    with rt.RealtimeClient(secret, server.url) as other, other.connect_sync(dialect="beta") as conn:
        opened = conn.wait_for("session.created", timeout=10).session
        assert (opened.voice, opened.instructions, opened.model) == ("ash", "Sing.", "my-model")


def test_transcription_sessions_of_the_beta_dialect(client: rt.RealtimeClient, server: LocalServer) -> None:
    session = client.create_transcription_session({"input_audio_format": "g711_ulaw"})
    valid(session)
    assert session.input_audio_format == "g711_ulaw"
    secret = session.client_secret.value
    with rt.RealtimeClient(secret, server.url) as other, other.connect_sync(dialect="beta") as conn:
        event = conn.wait_for("transcription_session.created", timeout=10)
        assert event.session.input_audio_format == "g711_ulaw"


def test_client_secret_expires(client: rt.RealtimeClient, server: LocalServer, clock: Clock) -> None:
    secret = client.create_client_secret(expires_after=10)
    clock.now += 9.9
    opened(server, **bearer(secret.value))
    clock.now += 0.1
    status, error = refused(server, **bearer(secret.value))
    assert (status, error["type"], error["code"]) == (3000, "invalid_request_error", "invalid_api_key")
    assert "expired" in error["message"]


def test_client_secret_only_opens_sessions(client: rt.RealtimeClient, server: LocalServer) -> None:
    secret = client.create_client_secret().value
    with rt.RealtimeClient(secret, server.url, max_retries=0) as other:
        with pytest.raises(rt.APIStatusError, match="A client secret only opens a session") as failed:
            other.create_client_secret()
        assert failed.value.status == 401
        with pytest.raises(rt.APIStatusError):
            other.calls.hangup("rtc_1")
        assert other.calls.create(OFFER).sdp == ANSWER


@pytest.mark.parametrize(
    ("path", "body", "code", "param"),
    [
        ("client_secrets", b"{", "invalid_json", None),
        ("client_secrets", b"[]", "invalid_json", None),
        ("client_secrets", {"expires_after": {"seconds": 9}}, "invalid_value", "expires_after.seconds"),
        ("client_secrets", {"session": {"type": "sleep"}}, "invalid_value", "session.type"),
        ("client_secrets", {"session": 5}, "invalid_type", "session"),
        ("sessions", {"temperature": 9}, "invalid_value", "session.temperature"),
        ("sessions", {"model": 5}, "invalid_type", "model"),
        ("transcription_sessions", {"input_audio_format": "mp3"}, "invalid_value", "input_audio_format"),
        ("translations/client_secrets", {}, "missing_required_parameter", "session"),
        ("translations/client_secrets", {"session": {}}, "missing_required_parameter", "session.model"),
    ],
)
def test_validates_bodies(http: httpx.Client, path: str, body: Any, code: str, param: str | None) -> None:
    given = {"content": body} if isinstance(body, bytes) else {"json": body}
    error = error_of(http.post(f"/realtime/{path}", **given), 400)
    assert (error["type"], error["code"], error["param"]) == ("invalid_request_error", code, param)


# Keys.


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "missing_api_key"),
        ({"Authorization": "Basic abc"}, "missing_api_key"),
        ({"Authorization": "Bearer sk-wrong"}, "invalid_api_key"),
        ({"Authorization": "Bearer clé".encode()}, "invalid_api_key"),
        ({"api-key": "wrong"}, "invalid_api_key"),
        ({"Authorization": "Bearer ek_unknown"}, "invalid_api_key"),
    ],
)
def test_requires_a_key(server: LocalServer, headers: Any, code: str) -> None:
    response = httpx.post(f"{server.url}/realtime/client_secrets", headers=headers)
    error = error_of(response, 401)
    assert (error["type"], error["code"]) == ("invalid_request_error", code)
    assert "sk-wrong" not in response.text


def test_key_opens_a_connection(server: LocalServer) -> None:
    assert opened(server, **bearer(KEY))["model"] == "m"
    assert opened(server, additional_headers={"api-key": KEY})["model"] == "m"
    assert opened(server, f"model=m&api-key={KEY}")["model"] == "m"
    assert refused(server)[1]["code"] == "missing_api_key"
    assert refused(server, **bearer("sk-wrong"))[0] == 3000


def test_requires_a_model(server: LocalServer) -> None:
    status, error = refused(server, "", **bearer(KEY))
    assert (status, error["code"], error["param"]) == (4000, "missing_model", "model")
    assert opened(server, "intent=transcription", **bearer(KEY))["type"] == "transcription"


def test_server_without_a_key_admits_everyone() -> None:
    with LocalServer() as server:
        assert opened(server)["model"] == "m"
        assert opened(server, **bearer("any"))["model"] == "m"
        assert refused(server, **bearer("ek_unknown"))[0] == 3000


def _protocols(*names: str) -> dict[str, Any]:
    return {"subprotocols": [Subprotocol(name) for name in ("realtime", *names)]}


def test_browsers_send_their_key_as_a_subprotocol(server: LocalServer, client: rt.RealtimeClient) -> None:
    url = f"{server.ws_url}?model=m"
    for key in (KEY, client.create_client_secret().value):
        with websockets.sync.client.connect(url, **_protocols(f"openai-insecure-api-key.{key}")) as socket:
            assert socket.subprotocol == "realtime"
            assert json.loads(socket.recv(timeout=10))["session"]["type"] == "realtime"
    protocols = _protocols(f"openai-insecure-api-key.{KEY}", "openai-beta.realtime-v1")
    with websockets.sync.client.connect(url, **protocols) as socket:
        assert "modalities" in json.loads(socket.recv(timeout=10))["session"]


def test_browsers_receive_the_refusal_as_an_event(server: LocalServer) -> None:
    protocols = _protocols("openai-insecure-api-key.sk-wrong")
    with websockets.sync.client.connect(f"{server.ws_url}?model=m", **protocols) as socket:
        frame = socket.recv(timeout=10)
        event = rt.parse_event(frame, dialect="ga", strict=True)
        assert isinstance(event, rt.events.Error)
        assert event.error.code == "invalid_api_key"
        with pytest.raises(websockets.exceptions.ConnectionClosed) as closed:
            socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (3000, "invalid_request_error.invalid_api_key")


def preflight(server: LocalServer, origin: str, **headers: str) -> httpx.Response:
    given = {"Origin": origin, "Access-Control-Request-Method": "POST", **headers}
    return httpx.options(f"{server.url}/realtime/calls", headers=given)


@pytest.mark.parametrize("origin", ["https://example.com", "http://127.0.0.1:1", "http://[", "null"])
def test_pages_of_other_origins_are_refused(server: LocalServer, origin: str) -> None:
    error = preflight(server, origin)
    assert (error.status_code, error.json()["error"]["code"]) == (403, "origin_not_allowed")
    response = httpx.post(f"{server.url}/realtime/client_secrets", json={}, headers={"Origin": origin})
    assert response.status_code == 403
    status, body = denied(f"{server.ws_url}?model=m", additional_headers={"Origin": origin})
    assert (status, body["code"]) == (403, "origin_not_allowed")
    assert "allow_origins" in body["message"]


def test_pages_of_the_server_itself_are_admitted(server: LocalServer) -> None:
    own = server.url.removesuffix("/v1")
    assert opened(server, additional_headers={"Origin": own, "Authorization": f"Bearer {KEY}"})["model"] == "m"
    # A page can point a name of its own at this machine.
    rebound = own.replace("127.0.0.1", "rebound.example")
    assert preflight(server, rebound, Host=rebound.removeprefix("http://")).status_code == 403
    local = own.replace("127.0.0.1", "localhost")
    response = httpx.post(f"{server.url}/realtime/client_secrets", headers={"Origin": local, "Host": local[7:]})
    assert response.status_code == 401


@pytest.mark.parametrize("allowed", ["*", "http://localhost:3000", ["https://a.example", "http://localhost:3000"]])
def test_allowed_origins(allowed: str | list[str]) -> None:
    origin = "http://localhost:3000"
    with LocalServer(allow_origins=allowed) as server:
        answer = preflight(server, origin)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] in ("*", origin)
        assert opened(server, additional_headers={"Origin": origin})["model"] == "m"
        assert (preflight(server, "https://b.example").status_code == 200) is (allowed == "*")


def test_unknown_url(http: httpx.Client, server: LocalServer) -> None:
    error = error_of(http.post("/nothing"), 404)
    assert error["code"] == "unknown_url"
    status, error = denied(server.ws_url.replace("realtime", "nothing"), **bearer(KEY))
    assert (status, error["code"]) == (404, "unknown_url")


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/realtime/calls", "/realtime/calls/rtc_1/hangup", "/realtime/client_secrets"])
def test_other_methods(http: httpx.Client, method: str, path: str) -> None:
    response = http.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    if method != "HEAD":
        assert error_of(response, 405)["code"] == "method_not_supported"


def test_connection_needs_an_upgrade(http: httpx.Client) -> None:
    response = http.get("/realtime")
    assert (response.status_code, response.headers["upgrade"]) == (426, "websocket")


# Azure.


def test_azure(server: LocalServer) -> None:
    root = server.url.removesuffix("/v1")
    with rt.RealtimeClient.azure(endpoint=root, api_key=KEY) as client:
        assert client.create_client_secret().value.startswith("ek_")
        with client.connect_sync(model="my-deployment") as conn:
            assert conn.wait_for("session.created", timeout=10).session.to_dict()["model"] == "my-deployment"
    dated = rt.RealtimeClient.azure(
        endpoint=root, api_key=KEY, api_version="2025-04-01-preview", deployment="my-deployment"
    )
    with dated, dated.connect_sync(dialect=None) as conn:
        assert conn.wait_for("session.created", timeout=10).session.to_dict()["model"] == "my-deployment"
        assert conn.dialect == "beta"
        conn.say("Good morning")
        assert conn.respond(timeout=10).transcript == "You said: Good morning"
    with dated:
        assert dated.create_session({"model": "my-deployment"}).model == "my-deployment"


def test_azure_refuses_by_status(server: LocalServer) -> None:
    root = server.ws_url.replace("/v1/", "/openai/v1/")
    assert denied(f"{root}?model=m", **bearer("sk-wrong"))[0] == 401


def test_fixed_dialect() -> None:
    with LocalServer(dialect="beta") as server:
        assert "modalities" in opened(server)


BETA: dict[str, Any] = {"additional_headers": {"OpenAI-Beta": "realtime=v1"}}


def test_ga_server_refuses_the_beta_header() -> None:
    with LocalServer(dialect="ga") as server:
        assert opened(server)["type"] == "realtime"
        assert refused(server, **BETA)[0] == 4000
        assert server.refusals[-1]["error"]["code"] == "beta_api_shape_disabled"
        assert refused(server, **_protocols("openai-beta.realtime-v1"))[1]["code"] == "beta_api_shape_disabled"
    with LocalServer() as server:
        assert "modalities" in opened(server, **BETA)


def test_unknown_model() -> None:
    with LocalServer(models=["m"]) as server:
        assert opened(server)["model"] == "m"
        status, error = refused(server, "model=n")
        assert (status, error["code"]) == (4000, "model_not_found")
        assert "does not exist" in error["message"]


# Calls.


def test_call_with_only_an_offer(client: rt.RealtimeClient, server: LocalServer) -> None:
    answer = client.calls.create(OFFER)
    assert answer.sdp == ANSWER
    assert answer.call_id is not None
    assert server.call_state(answer.call_id) == {
        "state": "active",
        "target_uri": None,
        "status_code": None,
        "session": {},
    }


def test_call_with_settings(client: rt.RealtimeClient, server: LocalServer) -> None:
    answer = client.calls.create(OFFER, {"type": "realtime", "instructions": "Sing."})
    assert answer.call_id is not None
    assert server.call_state(answer.call_id)["session"]["instructions"] == "Sing."
    with client.connect_sync(call_id=answer.call_id) as conn:
        assert session_of(conn).instructions == "Sing."


def test_call_uses_the_settings_of_its_secret(client: rt.RealtimeClient, server: LocalServer) -> None:
    secret = client.create_client_secret({"type": "realtime", "instructions": "Sing."}).value
    with rt.RealtimeClient(secret, server.url) as other:
        call_id = other.calls.create(OFFER).call_id
    assert call_id is not None
    assert server.call_state(call_id)["session"]["instructions"] == "Sing."


@pytest.mark.parametrize("offer", ["hello", "v=0\r\ns=-\r\n", "v=0\r\nm=\r\n", "v=0\r\nm=audio 9\r\n"])
def test_offer_must_be_sdp(http: httpx.Client, offer: str) -> None:
    error = error_of(http.post("/realtime/calls", content=offer, headers={"Content-Type": "application/sdp"}), 400)
    assert (error["code"], error["param"]) == ("invalid_offer", "sdp")


def test_offer_in_a_form(http: httpx.Client) -> None:
    session = json.dumps({"type": "realtime"})
    answer = http.post("/realtime/calls", files={"sdp": ("o.sdp", OFFER), "session": (None, session)})
    assert (answer.status_code, answer.text) == (201, ANSWER)
    assert answer.headers["location"].startswith("/v1/realtime/calls/rtc_")
    assert answer.headers["content-type"].startswith("application/sdp")
    error = error_of(http.post("/realtime/calls", files={"session": (None, session)}), 400)
    assert (error["code"], error["param"]) == ("missing_required_parameter", "sdp")
    error = error_of(http.post("/realtime/calls", files={"sdp": (None, OFFER), "session": (None, "{")}), 400)
    assert error["code"] == "invalid_json"
    error = error_of(
        http.post("/realtime/calls", files={"sdp": (None, OFFER), "session": (None, '{"type": "a"}')}), 400
    )
    assert error["code"] == "invalid_value"
    assert http.post("/realtime/calls", files={"sdp": (None, OFFER)}).text == ANSWER


def test_accept_attach_to_and_refer_a_call(client: rt.RealtimeClient, server: LocalServer) -> None:
    call_id = server.ring()
    assert server.call_state(call_id)["state"] == "ringing"
    with pytest.raises(rt.APIStatusError, match="is ringing; it must be active"):
        client.calls.refer(call_id, "tel:+14155550123")
    assert refused(server, f"call_id={call_id}", **bearer(KEY))[1]["code"] == "invalid_call_state"
    client.calls.accept(call_id, models.RealtimeSessionCreateRequestGA(model="m", instructions="Sing."))
    assert server.call_state(call_id)["state"] == "active"
    with client.connect_sync(call_id=call_id) as conn, client.connect_sync(call_id=call_id) as other:
        assert session_of(conn).instructions == "Sing."
        assert conn.respond(timeout=10).transcript == "Hello! How can I help you?"
        client.calls.refer(call_id, "tel:+14155550123")
        for one in (conn, other):
            with pytest.raises(rt.ConnectionClosed) as closed:
                one.wait_for("error", timeout=10)
            assert (closed.value.code, closed.value.reason) == (1000, "call ended")
    state = server.call_state(call_id)
    assert (state["state"], state["target_uri"]) == ("referred", "tel:+14155550123")
    with pytest.raises(rt.APIStatusError, match="is referred; it must be ringing or active"):
        client.calls.hangup(call_id)


def test_reject_a_call(client: rt.RealtimeClient, server: LocalServer) -> None:
    first, second = server.ring(), server.ring()
    client.calls.reject(first)
    client.calls.reject(second, status_code=486)
    assert [server.call_state(call_id)["status_code"] for call_id in (first, second)] == [603, 486]
    with pytest.raises(rt.APIStatusError, match="is rejected; it must be ringing"):
        client.calls.accept(first, {"type": "realtime"})


def test_hang_up_a_call(client: rt.RealtimeClient, server: LocalServer) -> None:
    async def main() -> None:
        call_id = server.ring()
        await client.aio.calls.accept(call_id, {"type": "realtime"})
        async with client.connect(call_id=call_id) as conn:
            await conn.update_session({"type": "realtime"})
            await conn.wait_for("session.updated", timeout=10)
            await client.aio.calls.hangup(call_id)
            assert [event.type async for event in conn] == []
        assert server.call_state(call_id)["state"] == "ended"
        await client.aclose()

    asyncio.run(main())


def test_unknown_call(client: rt.RealtimeClient, server: LocalServer) -> None:
    with pytest.raises(rt.APIStatusError) as failed:
        client.calls.hangup("rtc_nothing")
    assert (failed.value.status, failed.value.code) == (404, "call_id_not_found")
    assert denied(f"{server.ws_url}?call_id=rtc_nothing", **bearer(KEY))[0] == 404
    with pytest.raises(KeyError):
        server.call_state("rtc_nothing")


def test_hang_up_after_the_connection_has_closed(client: rt.RealtimeClient, server: LocalServer) -> None:
    call_id = client.calls.create(OFFER).call_id
    assert call_id is not None
    with client.connect_sync(call_id=call_id) as conn:
        session_of(conn)
    client.calls.hangup(call_id)
    assert server.call_state(call_id)["state"] == "ended"


def test_answerer_defaults_to_echo(server: LocalServer) -> None:
    assert isinstance(server.answerer, Echo)


def test_wait_for_call_times_out() -> None:
    with LocalServer() as server:
        call_id = server.ring()
        with pytest.raises(TimeoutError, match="is ringing, not active"):
            server.wait_for_call(call_id, "active", timeout=0.01)
        with pytest.raises(KeyError):
            server.wait_for_call("rtc_unknown", "active")


# Odd requests.

BODIES = ["client_secrets", "sessions", "transcription_sessions", "translations/client_secrets", "calls"]


@pytest.mark.parametrize("path", BODIES)
def test_body_is_required(http: httpx.Client, path: str) -> None:
    error = error_of(http.post(f"/realtime/{path}"), 400)
    assert error["code"] == "missing_required_parameter"


def test_body_is_required_for_operations_on_calls(http: httpx.Client, server: LocalServer) -> None:
    call_id = server.ring()
    error_of(http.post(f"/realtime/calls/{call_id}/accept"), 400)
    assert server.call_state(call_id)["state"] == "ringing"
    assert http.post(f"/realtime/calls/{call_id}/reject").status_code == 200
    assert server.call_state(call_id)["status_code"] == 603


def test_null_in_a_body_is_absence(http: httpx.Client) -> None:
    body = {"session": {"type": "realtime", "instructions": None, "audio": None}, "expires_after": None}
    assert http.post("/realtime/client_secrets", json=body).json()["session"]["audio"]["output"]["voice"] == "alloy"


def test_unknown_parameters_are_accepted_unless_strict(http: httpx.Client) -> None:
    body = {"session": {"type": "realtime", "colour": 5}, "colour": 5}
    assert http.post("/realtime/client_secrets", json=body).json()["session"]["colour"] == 5
    with LocalServer(strict=True) as server:
        error = error_of(httpx.post(f"{server.url}/realtime/client_secrets", json=body), 400)
        assert (error["code"], error["param"]) == ("unknown_parameter", "session.colour")


def test_body_is_bounded(http: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(400):
            yield bytes(2**20)

    for content in (bytes(9 * 2**20), endless()):
        response = http.post("/realtime/calls", content=content, headers={"Content-Type": "application/sdp"})
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "request_too_large"
    assert http.post("/realtime/calls", content=OFFER).status_code == 201


@pytest.mark.parametrize(
    ("path", "content", "content_type"),
    [
        ("calls", b"", "multipart/form-data"),
        ("calls", b"--b", "multipart/form-data; boundary="),
        ("calls", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--", "multipart/form-data; boundary=b"),
        ("calls", bytes(range(256)), "multipart/form-data; boundary=b"),
        ("calls", b"v=0\nm=\n", "application/sdp"),
        ("calls", b"v=0\nm=audio\n", "application/sdp"),
        ("client_secrets", b"\xff", "application/json; charset=utf-16"),
        ("client_secrets", b'{"session":{"type":"realtime","instructions":"\\ud800","speed":1}}', "application/json"),
        ("client_secrets", b'{"expires_after":{"seconds":1e999}}', "application/json"),
        ("client_secrets", b'{"session":{"type":"realtime","max_output_tokens":' + b"9" * 400 + b"}}", "text/plain"),
        ("client_secrets", b'{"a":' * 300 + b"1" + b"}" * 300, "application/json"),
        ("transcription_sessions", b'{"temperature":"warm"}', "application/json"),
        ("transcription_sessions", b'{"turn_detection":{"idle_timeout_ms":"x"}}', "application/json"),
    ],
)
def test_odd_bodies_are_refused(http: httpx.Client, path: str, content: bytes, content_type: str) -> None:
    error_of(http.post(f"/realtime/{path}", content=content, headers={"Content-Type": content_type}), 400)


@pytest.mark.parametrize("key", ["model", "instructions"])
def test_lone_surrogates_in_a_body(http: httpx.Client, key: str) -> None:
    session = http.post("/realtime/sessions", content=json.dumps({key: "\ud800"})).json()
    assert session[key] == "\ud800"


def test_failure_of_the_server_is_reported() -> None:
    class Broken(Echo):
        def connecting(self, handshake: Handshake) -> Refusal | None:
            raise LookupError("no decision here")

    server = LocalServer(Broken()).start()
    error = error_of(httpx.post(f"{server.url}/realtime/client_secrets", json={}), 500)
    assert error["type"] == "server_error"
    server.stop()
    with pytest.raises(LookupError, match="no decision here"):
        server.check()


def test_refused_requests_are_kept(http: httpx.Client, server: LocalServer) -> None:
    http.get("/realtime/calls")
    http.post("/realtime/client_secrets", json=[])
    denied(server.ws_url.replace("realtime", "nothing"))
    with websockets.sync.client.connect(f"{server.ws_url}?model=m", **bearer(KEY)) as socket:
        socket.recv(timeout=10)
        socket.send('{"type": "response.cancel", "event_id": "mine"}')
        socket.recv(timeout=10)
    assert [(refusal["request"], refusal["error"]["code"]) for refusal in server.refusals] == [
        ("GET /v1/realtime/calls", "method_not_supported"),
        ("POST /v1/realtime/client_secrets", "invalid_json"),
        ("GET /v1/nothing", "unknown_url"),
        ("response.cancel", "response_cancel_not_active"),
    ]
    assert server.refusals[-1]["error"]["event_id"] == "mine"


def test_failure_at_a_connection_is_reported() -> None:
    class Broken(Echo):
        def connecting(self, handshake: Handshake) -> Refusal | None:
            raise LookupError("no decision here")

    server = LocalServer(Broken()).start()
    with pytest.raises(InvalidStatus):
        opened(server)
    server.stop()
    with pytest.raises(LookupError, match="no decision here"):
        server.check()


def test_wait_for_call(client: rt.RealtimeClient, server: LocalServer) -> None:
    call_id = server.ring()
    client.calls.accept(call_id, {"type": "realtime"})
    server.wait_for_call(call_id, "active", timeout=10)
