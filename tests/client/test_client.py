"""`RealtimeClient` against a real HTTP server on loopback: requests, retries, secrets."""

from __future__ import annotations

import asyncio
import inspect
import logging
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from types import MappingProxyType, TracebackType
from typing import Any, TypeAlias

import httpx
import pytest
import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from realtime_client import errors, models
from realtime_client._client.client import RealtimeClient
from realtime_client._client.operations import CallAnswer
from realtime_client._core.json import loads
from realtime_client._http.credentials import Secret

from ..support.http_server import HttpReply, HttpServer, ReceivedRequest, serve
from ..support.marks import reads_docstrings

KEY = "sk-test-0123456789abcdef"
# Unlike an issued key, so that no pattern masks it.
PLAIN_KEY = "correct-horse-battery"
SECRET = "ek_test_0123456789abcdef"

CLIENT_SECRET = {"value": SECRET, "expires_at": 1_800_000_000, "session": {"type": "realtime"}}
CREATED = HttpReply.json(CLIENT_SECRET)

Act: TypeAlias = Callable[[Any], Any]
Do: TypeAlias = Callable[[RealtimeClient, Act], Any]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[HttpServer]:
    with serve() as running:
        running.reply = CREATED
        yield running


def _blocking(client: RealtimeClient, act: Act) -> Any:
    with client:
        return act(client)


def _asyncio(client: RealtimeClient, act: Act) -> Any:
    async def run() -> Any:
        async with client:
            return await act(client.aio)

    return asyncio.run(run())


@pytest.fixture(params=[_blocking, _asyncio], ids=["blocking", "asyncio"])
def do(request: pytest.FixtureRequest) -> Do:
    chosen: Do = request.param
    return chosen


@pytest.fixture
def waits() -> Iterator[list[float]]:
    """Seconds waited before each retry, as the library that waits reports them."""
    seconds: list[float] = []

    def note(details: RetryDetails) -> None:
        seconds.append(details.wait_for)

    set_on_retry_hooks([note])
    try:
        yield seconds
    finally:
        set_on_retry_hooks(None)


@pytest.fixture
def impatient() -> Iterator[None]:
    """Retry without waiting."""
    with stamina.set_testing(True, attempts=100, cap=True):
        yield


def _in_turn(*replies: HttpReply) -> Callable[[ReceivedRequest], HttpReply]:
    left = iter(replies)
    return lambda request: next(left)


def _create(target: Any) -> Any:
    return target.create_client_secret()


def _hang_up(target: Any) -> Any:
    return target.calls.hangup("rtc_1")


# Requests and replies.


def test_client_secret(server: HttpServer, do: Do) -> None:
    session = models.RealtimeSessionCreateRequestGA(model="gpt-realtime")
    client = RealtimeClient(KEY, server.url, organization="org_1", project="proj_1", headers={"X-Mine": "1"})
    secret = do(client, lambda target: target.create_client_secret(session, expires_after=60))
    assert isinstance(secret, models.RealtimeCreateClientSecretResponse)
    assert secret.to_dict() == CLIENT_SECRET
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", "/v1/realtime/client_secrets")
    assert loads(request.body) == {
        "session": {"type": "realtime", "model": "gpt-realtime"},
        "expires_after": {"anchor": "created_at", "seconds": 60},
    }
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["Content-Type"] == "application/json"
    assert request.headers["OpenAI-Organization"] == "org_1"
    assert request.headers["OpenAI-Project"] == "proj_1"
    assert request.headers["X-Mine"] == "1"
    assert request.headers["User-Agent"].startswith("realtime-client/")


def _translation(target: Any) -> Any:
    session = models.RealtimeTranslationSessionCreateRequest(model="gpt-realtime-translate")
    return target.create_translation_client_secret(session, expires_after=10)


@pytest.mark.parametrize(
    ("act", "path", "body", "kind"),
    [
        (_create, "client_secrets", {}, models.RealtimeCreateClientSecretResponse),
        (
            lambda target: target.create_client_secret({"type": "transcription", "more": [1]}),
            "client_secrets",
            {"session": {"type": "transcription", "more": [1]}},
            models.RealtimeCreateClientSecretResponse,
        ),
        (
            lambda target: target.create_session(models.RealtimeSessionCreateRequest(voice="alloy")),
            "sessions",
            {"voice": "alloy"},
            models.RealtimeSessionCreateResponse,
        ),
        (
            lambda target: target.create_session(session=MappingProxyType({"voice": "alloy"})),
            "sessions",
            {"voice": "alloy"},
            models.RealtimeSessionCreateResponse,
        ),
        (
            lambda target: target.create_transcription_session(),
            "transcription_sessions",
            {},
            models.RealtimeTranscriptionSessionCreateResponse,
        ),
        (
            _translation,
            "translations/client_secrets",
            {"session": {"model": "gpt-realtime-translate"}, "expires_after": {"anchor": "created_at", "seconds": 10}},
            models.RealtimeTranslationClientSecretCreateResponse,
        ),
    ],
)
def test_secrets_and_sessions(
    server: HttpServer, do: Do, act: Act, path: str, body: dict[str, Any], kind: type[models.RealtimeResponse]
) -> None:
    created = do(RealtimeClient(base_url=server.url), act)
    (request,) = server.requests
    assert (request.path, loads(request.body)) == (f"/v1/realtime/{path}", body)
    assert isinstance(created, kind)


@pytest.mark.parametrize(
    ("act", "path", "body"),
    [
        (
            lambda target: target.calls.accept("rtc_1", models.RealtimeSessionCreateRequestGA(model="gpt-realtime")),
            "rtc_1/accept",
            {"type": "realtime", "model": "gpt-realtime"},
        ),
        (
            lambda target: target.calls.accept("rtc_1", session={"type": "realtime"}),
            "rtc_1/accept",
            {"type": "realtime"},
        ),
        (
            lambda target: target.calls.refer("rtc_1", "tel:+14155550123"),
            "rtc_1/refer",
            {"target_uri": "tel:+14155550123"},
        ),
        (lambda target: target.calls.reject("rtc_1"), "rtc_1/reject", None),
        (lambda target: target.calls.reject("rtc/1", status_code=486), "rtc%2F1/reject", {"status_code": 486}),
        (_hang_up, "rtc_1/hangup", None),
    ],
)
def test_control_of_calls(server: HttpServer, do: Do, act: Act, path: str, body: dict[str, Any] | None) -> None:
    server.reply = HttpReply()
    assert do(RealtimeClient(KEY, server.url), act) is None
    (request,) = server.requests
    assert request.path == f"/v1/realtime/calls/{path}"
    assert (loads(request.body) if request.body else None) == body


@pytest.mark.parametrize("session", [None, {"type": "realtime"}])
@pytest.mark.parametrize("key", [KEY, SECRET, "", lambda: KEY], ids=["project", "client secret", "none", "function"])
def test_call_is_created(server: HttpServer, do: Do, key: Any, session: dict[str, Any] | None) -> None:
    if key and not isinstance(key, str):
        key = _async_key() if do is _asyncio else key
    server.reply = HttpReply(201, b"v=0 answer", {"Location": "/v1/realtime/calls/rtc_1"})
    answer = do(RealtimeClient(key, server.url), lambda target: target.calls.create("v=0 offer", session))
    assert answer == CallAnswer(sdp="v=0 answer", call_id="rtc_1")
    (request,) = server.requests
    assert request.path == "/v1/realtime/calls"
    if session is None and key == SECRET:
        assert (request.headers["Content-Type"], request.body) == ("application/sdp", b"v=0 offer")
    else:
        assert request.headers["Content-Type"].startswith("multipart/form-data")
        assert b"v=0 offer" in request.body
        assert (b'{"type":"realtime"}' in request.body) == (session is not None)


@reads_docstrings
def test_methods_are_documented_with_their_signature() -> None:
    client = RealtimeClient(KEY)
    for target in (client, client.aio, client.calls, client.aio.calls):
        for name in vars(type(target)):
            if not name.startswith("_"):
                assert getattr(target, name).__doc__, name
    described = inspect.signature(client.aio.create_client_secret)
    assert list(described.parameters) == ["session", "expires_after"]
    assert described.return_annotation == "models.RealtimeCreateClientSecretResponse"
    assert inspect.iscoroutinefunction(client.aio.calls.hangup)
    assert not inspect.iscoroutinefunction(client.calls.hangup)


# Addresses and keys.


def test_settings_from_the_environment(server: HttpServer, do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", server.url + "/")
    do(RealtimeClient(), _create)
    (request,) = server.requests
    assert request.path == "/v1/realtime/client_secrets"
    assert request.headers["Authorization"] == f"Bearer {KEY}"


def test_only_the_vendors_own_server_needs_a_key(server: HttpServer, do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    do(RealtimeClient(base_url=server.url), _create)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    do(RealtimeClient("", server.url), _create)
    assert [request.headers["Authorization"] for request in server.requests] == [None, None]
    with pytest.raises(errors.RealtimeError, match=r"^OpenAI's server needs a key: "):
        RealtimeClient("")
    assert RealtimeClient().base_url == "https://api.openai.com/v1"
    assert RealtimeClient("", headers={"Authorization": "Bearer x"}).fetch_key() is None


def test_a_header_replaces_the_key(server: HttpServer, do: Do) -> None:
    do(RealtimeClient(KEY, server.url, headers={"authorization": "Bearer other"}), _create)
    assert server.requests[0].headers.get_all("Authorization") == ["Bearer other"]


@pytest.mark.parametrize("url", ["ws://127.0.0.1:{}/v1", "http://127.0.0.1:{}/v1/"])
def test_url_of_a_websocket_is_accepted(server: HttpServer, do: Do, url: str) -> None:
    client = RealtimeClient(base_url=url.format(server.url.split(":")[2].partition("/")[0]))
    assert client.base_url == server.url
    do(client, _create)
    assert server.requests[0].path == "/v1/realtime/client_secrets"


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://localhost", "http://", "/v1"])
def test_other_urls_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"^the base URL must begin with http://"):
        RealtimeClient(KEY, url)


@pytest.mark.parametrize("url", [5, b"http://localhost/v1"])
def test_urls_are_text(url: Any) -> None:
    with pytest.raises(errors.InvalidArgumentError, match=r"^the base URL must be text, not (int|bytes)$"):
        RealtimeClient(KEY, url)


@pytest.mark.parametrize(
    "given", [{"timeout": "5"}, {"timeout": -1}, {"max_retries": "2"}, {"max_retries": -1}], ids=repr
)
def test_limits_are_numbers(given: dict[str, Any]) -> None:
    (name,) = given
    with pytest.raises(errors.InvalidArgumentError, match=f"^{name} is .*: give a "):
        RealtimeClient(KEY, "http://127.0.0.1:9/v1", **given)


@pytest.mark.parametrize("settings", ["text", [1], 5])
def test_settings_are_a_model_or_a_mapping(settings: Any) -> None:
    with pytest.raises(errors.InvalidArgumentError, match=r"^settings must be a model or a mapping, not "):
        RealtimeClient(KEY, "http://127.0.0.1:9/v1").calls.accept("call_1", settings)


def test_settings_that_contain_themselves_are_refused() -> None:
    settings: Any = {"type": "realtime"}
    settings["tools"] = [settings]
    with pytest.raises(errors.InvalidArgumentError, match="contains itself"):
        RealtimeClient(KEY, "http://127.0.0.1:9/v1").create_client_secret(settings)


def test_query_of_the_base_url_is_sent_everywhere(server: HttpServer, do: Do) -> None:
    client = RealtimeClient(base_url=server.url + "?tenant=a&empty=")
    do(client, _create)
    assert server.requests[0].path == "/v1/realtime/client_secrets?tenant=a&empty="
    assert client.websocket_url().endswith("/v1/realtime?tenant=a&empty=")


def _async_key() -> Callable[[], Awaitable[str]]:
    keys = iter(("first", "second"))

    async def fetch() -> str:
        await asyncio.sleep(0)
        return next(keys)

    return fetch


def _blocking_key() -> Callable[[], str]:
    keys = iter(("first", "second"))
    return lambda: next(keys)


def test_key_is_fetched_for_each_request_blocking(server: HttpServer) -> None:
    server.reply = _in_turn(HttpReply(429, headers={"Retry-After": "0"}), CREATED)
    with RealtimeClient(_blocking_key(), server.url) as client:
        client.create_client_secret()
    assert [request.headers["Authorization"] for request in server.requests] == ["Bearer first", "Bearer second"]


@pytest.mark.parametrize("source", [_async_key, _blocking_key])
def test_key_is_fetched_for_each_request_asyncio(server: HttpServer, source: Callable[[], Any]) -> None:
    server.reply = _in_turn(HttpReply(429, headers={"Retry-After": "0"}), CREATED)
    _asyncio(RealtimeClient(source(), server.url), _create)
    assert [request.headers["Authorization"] for request in server.requests] == ["Bearer first", "Bearer second"]


def test_blocking_function_does_not_block_the_event_loop(server: HttpServer) -> None:
    threads: list[threading.Thread] = []

    def fetch() -> str:
        threads.append(threading.current_thread())
        return KEY

    _asyncio(RealtimeClient(fetch, server.url), _create)
    assert threads != [threading.current_thread()]


@pytest.mark.parametrize("wait", [lambda: asyncio.Future(loop=asyncio.new_event_loop()), _async_key()])
def test_blocking_methods_refuse_an_async_function(server: HttpServer, wait: Callable[[], Any]) -> None:
    created: list[Any] = []

    def fetch() -> Any:
        created.append(wait())
        return created[0]

    with RealtimeClient(fetch, server.url) as client, pytest.raises(TypeError, match=r"use `client.aio`"):
        client.create_client_secret()
    assert server.requests == []
    if isinstance(created[0], asyncio.Future):
        created[0].get_loop().close()


def test_failure_to_fetch_a_key_is_raised(server: HttpServer, do: Do, waits: list[float]) -> None:
    def fetch() -> str:
        raise LookupError("no token today")

    with pytest.raises(LookupError, match=r"^no token today$"):
        do(RealtimeClient(fetch, server.url), _create)
    assert (server.requests, waits) == ([], [])


@pytest.mark.parametrize("key", [PLAIN_KEY + "\n", " " + PLAIN_KEY, PLAIN_KEY + "é", "", PLAIN_KEY.encode(), None])
def test_unusable_key_is_refused(server: HttpServer, do: Do, key: Any) -> None:
    with pytest.raises(errors.RealtimeError, match=r"^the key must be visible ASCII text") as raised:
        do(RealtimeClient(lambda: key, server.url), _create)
    _hides(raised.value, PLAIN_KEY)
    assert server.requests == []
    if isinstance(key, str) and key:
        with pytest.raises(errors.RealtimeError, match=r"^the key must be visible ASCII text") as raised:
            RealtimeClient(key, server.url)
        _hides(raised.value, PLAIN_KEY)


def test_key_for_a_connection() -> None:
    client = RealtimeClient(_async_key(), "http://127.0.0.1/v1")
    assert _reveal(asyncio.run(client.aio.fetch_key())) == "first"
    with pytest.raises(TypeError):
        client.fetch_key()
    assert _reveal(RealtimeClient(_blocking_key(), "http://127.0.0.1/v1").fetch_key()) == "first"
    assert _reveal(asyncio.run(RealtimeClient(KEY).aio.fetch_key())) == KEY
    nothing = RealtimeClient("", "http://127.0.0.1/v1")
    assert (nothing.fetch_key(), asyncio.run(nothing.aio.fetch_key())) == (None, None)


def _reveal(key: Secret | None) -> str:
    assert key is not None
    return key.reveal()


# Azure.


def _azure(endpoint: str, **more: Any) -> RealtimeClient:
    return RealtimeClient.azure(endpoint=endpoint, api_key=KEY, **more)


def test_azure_with_the_paths_of_openai(server: HttpServer, do: Do) -> None:
    endpoint = server.url.removesuffix("/v1")
    for written in (endpoint, endpoint + "/", endpoint + "/openai/v1/"):
        do(_azure(written), _create)
    for request in server.requests:
        assert request.path == "/openai/v1/realtime/client_secrets"
        assert (request.headers["api-key"], request.headers["Authorization"]) == (KEY, None)


def test_azure_with_a_dated_version(server: HttpServer, do: Do) -> None:
    endpoint = server.url.removesuffix("/v1")
    client = _azure(endpoint, api_version="2025-04-01-preview", headers={"X-Mine": "1"})
    do(client, lambda target: target.create_session({"model": "mine"}))
    do(client, _hang_up)
    assert [request.path for request in server.requests] == [
        "/openai/realtimeapi/sessions?api-version=2025-04-01-preview",
        "/openai/realtime/calls/rtc_1/hangup?api-version=2025-04-01-preview",
    ]
    assert [request.headers["X-Mine"] for request in server.requests] == ["1", "1"]


def test_azure_with_a_token(server: HttpServer, do: Do) -> None:
    do(RealtimeClient.azure(endpoint=server.url, token_provider=lambda: "entra"), _create)
    assert (server.requests[0].headers["Authorization"], server.requests[0].headers["api-key"]) == (
        "Bearer entra",
        None,
    )


@pytest.mark.parametrize("both", [{}, {"api_key": KEY, "token_provider": lambda: KEY}])
def test_azure_takes_one_kind_of_key(both: Any) -> None:
    with pytest.raises(ValueError, match=r"^give either api_key or token_provider$") as raised:
        RealtimeClient.azure(endpoint="https://mine.openai.azure.com", **both)
    _hides(raised.value, KEY, but={"both"})


# URL and headers of a WebSocket.

OPENAI = partial(RealtimeClient, KEY)
AZURE = "https://mine.openai.azure.com"
DATED = {"api_version": "2024-10-01-preview"}


@pytest.mark.parametrize(
    ("make", "arguments", "url"),
    [
        (OPENAI, {"model": "gpt-realtime"}, "wss://api.openai.com/v1/realtime?model=gpt-realtime"),
        (OPENAI, {"dialect": "beta", "model": "m/1"}, "wss://api.openai.com/v1/realtime?model=m%2F1"),
        (OPENAI, {"call_id": "rtc_1"}, "wss://api.openai.com/v1/realtime?call_id=rtc_1"),
        (OPENAI, {}, "wss://api.openai.com/v1/realtime"),
        (
            OPENAI,
            {"query": {"intent": "transcription"}},
            "wss://api.openai.com/v1/realtime?intent=transcription",
        ),
        (
            OPENAI,
            {"dialect": "translation", "model": "t"},
            "wss://api.openai.com/v1/realtime/translations?model=t",
        ),
        (partial(RealtimeClient, KEY, "http://user:pw@[::1]:80/v1"), {}, "ws://[::1]:80/v1/realtime"),
        (
            partial(RealtimeClient, KEY, "ws://127.0.0.1/v1/realtime/"),
            {"model": "m"},
            "ws://127.0.0.1/v1/realtime?model=m",
        ),
        (partial(RealtimeClient, KEY, "wss://h/v1/realtime?model=m&x=1"), {}, "wss://h/v1/realtime?model=m&x=1"),
        (
            partial(_azure, AZURE, deployment="d"),
            {"dialect": "ga"},
            "wss://mine.openai.azure.com/openai/v1/realtime?model=d",
        ),
        (
            partial(_azure, AZURE, deployment="d"),
            {"model": "m"},
            "wss://mine.openai.azure.com/openai/v1/realtime?model=d",
        ),
        (
            partial(_azure, AZURE, deployment="d"),
            {"call_id": "rtc_1"},
            "wss://mine.openai.azure.com/openai/v1/realtime?call_id=rtc_1",
        ),
        (
            partial(_azure, AZURE, deployment="d"),
            {"model": "m", "query": {"model": "e"}},
            "wss://mine.openai.azure.com/openai/v1/realtime?model=e",
        ),
        (
            partial(_azure, AZURE, deployment="d", **DATED),
            {"model": "m", "dialect": "beta"},
            "wss://mine.openai.azure.com/openai/realtime?api-version=2024-10-01-preview&deployment=d",
        ),
        (
            partial(_azure, AZURE, **DATED),
            {"model": "m"},
            "wss://mine.openai.azure.com/openai/realtime?api-version=2024-10-01-preview&deployment=m",
        ),
    ],
)
def test_websocket_url(make: Callable[[], RealtimeClient], arguments: Any, url: str) -> None:
    assert make().websocket_url(**arguments) == url


@pytest.mark.parametrize("scheme", ["https", "wss"])
@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.parametrize("path", ["", "/openai", "/openai/v1", "/openai/realtime", "/openai/v1/realtime"])
def test_endpoints_of_azure_are_taken_in_every_shape(scheme: str, path: str, end: str) -> None:
    endpoint = f"{scheme}://mine.openai.azure.com{path}{end}"
    assert _azure(endpoint, deployment="d").websocket_url() == "wss://mine.openai.azure.com/openai/v1/realtime?model=d"
    dated = _azure(endpoint, deployment="d", **DATED).websocket_url()
    assert dated == "wss://mine.openai.azure.com/openai/realtime?api-version=2024-10-01-preview&deployment=d"


URI = f"{AZURE}/openai/realtime?api-version=2024-10-01-preview&deployment=d"


@pytest.mark.parametrize(
    ("endpoint", "options", "url"),
    [
        (URI, {}, "openai/realtime?api-version=2024-10-01-preview&deployment=d"),
        (URI, {"deployment": "e", "api_version": "v"}, "openai/realtime?api-version=v&deployment=e"),
        (f"{URI}&trace=1", {}, "openai/realtime?trace=1&api-version=2024-10-01-preview&deployment=d"),
        (f"{AZURE}/openai/v1/realtime?model=d&api-version=preview", {}, "openai/v1/realtime?model=d"),
        (f"{AZURE}/openai/deployments/d/", DATED, "openai/realtime?api-version=2024-10-01-preview&deployment=d"),
        (f"{AZURE}/gateway/openai", {"deployment": "d"}, "gateway/openai/v1/realtime?model=d"),
    ],
)
def test_a_target_uri_of_azure_names_its_version_and_deployment(endpoint: str, options: Any, url: str) -> None:
    assert _azure(endpoint, **options).websocket_url() == f"wss://mine.openai.azure.com/{url}"


@pytest.mark.parametrize("dialect", [None, "ga", "beta", "translation"])
def test_websocket_headers(dialect: Any) -> None:
    client = RealtimeClient(KEY, project="proj_1")
    headers = client.websocket_headers(dialect, client.fetch_key())
    agent = headers.pop("User-Agent")
    assert agent.startswith("realtime-client/")
    beta = {"OpenAI-Beta": "realtime=v1"} if dialect == "beta" else {}
    assert headers == {"Authorization": f"Bearer {KEY}", "OpenAI-Project": "proj_1", **beta}
    assert set(repr(headers)[len("<headers ") : -1].split(", ")) == set(headers)
    keyless = RealtimeClient("", "http://127.0.0.1/v1").websocket_headers(dialect)
    assert keyless == {"User-Agent": agent, **beta}
    azure = _azure(AZURE)
    assert azure.websocket_headers(dialect, azure.fetch_key()) == {"User-Agent": agent, "api-key": KEY, **beta}


def test_refuses_an_unknown_dialect() -> None:
    dialect: Any = "gamma"
    known = "'ga', 'beta', 'translation'"
    client = RealtimeClient(KEY)
    for refused in (client.websocket_url, client.websocket_headers):
        with pytest.raises(errors.InvalidArgumentError, match=f"^unknown dialect 'gamma': use one of {known}, or None"):
            refused(dialect=dialect)


# Retries.


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_creation_is_retried(server: HttpServer, do: Do, waits: list[float], status: int) -> None:
    busy = HttpReply(status, headers={"Retry-After": "0"})
    server.reply = _in_turn(busy, busy, CREATED)
    assert do(RealtimeClient(KEY, server.url), _create).value == SECRET
    assert (len(server.requests), waits) == (3, [0.0, 0.0])
    assert len({request.body for request in server.requests}) == 1


@pytest.mark.parametrize(
    "act",
    [
        _hang_up,
        lambda target: target.calls.accept("rtc_1", {}),
        lambda target: target.calls.refer("rtc_1", "tel:1"),
        lambda target: target.calls.reject("rtc_1"),
        lambda target: target.calls.create("v=0"),
    ],
)
@pytest.mark.parametrize(("status", "requests"), [(409, 1), (429, 3), (500, 1)])
def test_calls_are_retried_only_after_a_rate_limit(
    server: HttpServer, do: Do, act: Act, status: int, requests: int
) -> None:
    server.reply = HttpReply(status, headers={"Retry-After": "0", "x-should-retry": "true"})
    with pytest.raises(errors.APIStatusError) as raised:
        do(RealtimeClient(KEY, server.url), act)
    assert (raised.value.status, len(server.requests)) == (status, requests)


@pytest.mark.parametrize(
    ("status", "headers", "requests"),
    [
        (400, {}, 1),
        (401, {}, 1),
        (400, {"x-should-retry": "true", "Retry-After": "0"}, 3),
        (500, {"x-should-retry": "false"}, 1),
        (429, {"x-should-retry": "false"}, 1),
        (429, {"Retry-After": "61"}, 1),
        (503, {"Retry-After": "inf"}, 1),
    ],
)
def test_permanent_failures_are_not_retried(
    server: HttpServer, do: Do, status: int, headers: Mapping[str, str], requests: int
) -> None:
    server.reply = HttpReply(status, headers=headers)
    with pytest.raises(errors.APIStatusError):
        do(RealtimeClient(KEY, server.url), _create)
    assert len(server.requests) == requests


def test_server_sets_the_wait(server: HttpServer, do: Do, waits: list[float]) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    server.reply = _in_turn(
        HttpReply(429, headers={"Retry-After": "0.01"}),
        HttpReply(429, headers={"Retry-After-Ms": "20", "Retry-After": "7"}),
        HttpReply(503, headers={"Retry-After": past}),
        CREATED,
    )
    do(RealtimeClient(KEY, server.url, max_retries=3), _create)
    assert len(server.requests) == 4
    assert waits == pytest.approx([0.01, 0.02, 0.0])


def test_retries_without_advice_from_the_server(server: HttpServer, do: Do, impatient: None) -> None:
    server.reply = _in_turn(HttpReply(500), HttpReply(500, headers={"Retry-After": "soon"}), CREATED)
    do(RealtimeClient(KEY, server.url), _create)
    assert len(server.requests) == 3


def test_retries_can_be_disabled(server: HttpServer, do: Do) -> None:
    server.reply = HttpReply(500, headers={"Retry-After": "0"})
    with pytest.raises(errors.APIStatusError):
        do(RealtimeClient(KEY, server.url, max_retries=0), _create)
    assert len(server.requests) == 1


def test_broken_connection_is_retried_only_for_creation(server: HttpServer, do: Do, impatient: None) -> None:
    server.reply = _in_turn(HttpReply(drop=True), CREATED, HttpReply(drop=True))
    do(RealtimeClient(KEY, server.url), _create)
    with pytest.raises(errors.APIConnectionError):
        do(RealtimeClient(KEY, server.url), _hang_up)
    assert len(server.requests) == 3


def test_failed_connection_is_retried(do: Do, impatient: None, waits: list[float]) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
    for act in (_create, _hang_up):
        with pytest.raises(errors.APIConnectionError):
            do(RealtimeClient(KEY, url), act)
    assert len(waits) == 4


def test_timeout(server: HttpServer, do: Do) -> None:
    hold = threading.Event()
    server.reply = HttpReply(hold=hold)
    try:
        with pytest.raises(errors.APITimeoutError) as raised:
            do(RealtimeClient(KEY, server.url, timeout=0.05), _hang_up)
    finally:
        hold.set()
    assert raised.value.url == f"{server.url}/realtime/calls/rtc_1/hangup"


# Ownership of connections.


def test_connections_are_kept_until_closed(server: HttpServer) -> None:
    client = RealtimeClient(KEY, server.url)
    for _ in range(2):
        with client:
            client.create_client_secret()
    client.close()
    client.create_client_secret()

    async def run() -> None:
        for _ in range(2):
            async with client:
                await client.aio.create_client_secret()

    asyncio.run(run())
    assert len(server.requests) == 5


def test_own_httpx_clients(server: HttpServer) -> None:
    with httpx.Client(base_url="http://127.0.0.1:1", headers={"X-Own": "1"}) as own:
        with RealtimeClient(KEY, server.url, http_client=own) as client:
            client.create_client_secret()
        assert not own.is_closed

    async def run() -> None:
        async with httpx.AsyncClient(base_url="http://127.0.0.1:1", headers={"X-Own": "2"}) as own:
            async with RealtimeClient(KEY, server.url, async_http_client=own) as client:
                await client.aio.create_client_secret()
            assert not own.is_closed

    asyncio.run(run())
    assert [request.headers["X-Own"] for request in server.requests] == ["1", "2"]
    assert {request.headers["Authorization"] for request in server.requests} == {f"Bearer {KEY}"}


# Secrets.


def _frames(error: BaseException) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the local variables of all frames of an exception and of its causes."""
    seen: BaseException | None = error
    while seen is not None:
        trace: TracebackType | None = seen.__traceback__
        while trace is not None:
            yield trace.tb_frame.f_code.co_qualname, trace.tb_frame.f_locals
            trace = trace.tb_next
        seen = seen.__cause__ or seen.__context__


def _hides(error: BaseException, key: str, but: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Assert that the key shows neither in an error nor in a variable of its frames."""
    seen: BaseException | None = error
    while seen is not None:
        assert key not in f"{seen} {seen!r}"
        seen = seen.__cause__ or seen.__context__
    for function, variables in _frames(error):
        if function.startswith("test_"):
            continue
        for name, value in variables.items():
            assert name in but or key not in repr(value), f"{name} in {function}"


@pytest.mark.parametrize("reply", [HttpReply(401, b"wrong key"), HttpReply(drop=True), HttpReply(200, b"no JSON")])
@pytest.mark.parametrize("kind", ["key", "function", "header", "azure"])
def test_no_error_shows_the_key(server: HttpServer, do: Do, reply: HttpReply, kind: str) -> None:
    clients = {
        "key": lambda: RealtimeClient(PLAIN_KEY, server.url, max_retries=0),
        "function": lambda: RealtimeClient(lambda: PLAIN_KEY, server.url, max_retries=0),
        "header": lambda: RealtimeClient("", server.url, headers={"X-Auth": PLAIN_KEY}, max_retries=0),
        "azure": lambda: RealtimeClient.azure(endpoint=server.url, api_key=PLAIN_KEY, max_retries=0),
    }
    server.reply = reply
    with pytest.raises(errors.RealtimeError) as raised:
        do(clients[kind](), _create)
    assert any(PLAIN_KEY in value for value in server.requests[0].headers.values())
    _hides(raised.value, PLAIN_KEY)


def test_errors_in_the_settings_show_no_key() -> None:
    more: Any = {"headers": {"X-Auth": PLAIN_KEY}}
    with pytest.raises(ValueError, match=r"base URL") as raised:
        RealtimeClient(PLAIN_KEY, "nowhere", **more)
    _hides(raised.value, PLAIN_KEY)
    with pytest.raises(ValueError, match=r"base URL") as raised:
        RealtimeClient.azure(endpoint="nowhere", api_key=PLAIN_KEY, **more)
    _hides(raised.value, PLAIN_KEY)


def test_no_repr_shows_the_key() -> None:
    client = RealtimeClient(PLAIN_KEY, f"http://user:{PLAIN_KEY}@localhost/v1", headers={"X-Auth": PLAIN_KEY})
    assert repr(client) == "RealtimeClient(base_url='http://localhost/v1')"
    parts = (client._service, client._worker.client, client._worker, client.fetch_key(), client.websocket_headers())
    assert PLAIN_KEY not in repr(parts)
    assert f"{client.fetch_key()}" == "***"


def test_no_log_shows_the_key(server: HttpServer, do: Do, caplog: pytest.LogCaptureFixture, impatient: None) -> None:
    caplog.set_level(logging.DEBUG)
    server.reply = _in_turn(HttpReply(drop=True), HttpReply(500), CREATED)
    do(RealtimeClient(PLAIN_KEY, server.url), _create)
    names = {record.name.partition(".")[0] for record in caplog.records}
    assert {"httpx", "httpcore", "stamina"} <= names
    for record in caplog.records:
        for hidden in (PLAIN_KEY, SECRET):
            assert hidden not in f"{record.getMessage()} {vars(record)}"
