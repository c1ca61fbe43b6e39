"""The tree of errors, their attributes, and the secrets they hide."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import errors, models
from realtime_client.assembly import AssembledResponse

from .support.marks import reads_docstrings

KEY = "sk-test-0123456789abcdef"


def _drawn() -> dict[str, str | None]:
    """Return each class of the tree in the docstring of the module, with its parent."""
    assert errors.__doc__ is not None
    parents: dict[str, str | None] = {}
    above: list[str] = []
    for line in errors.__doc__.splitlines():
        found = re.match(r"    ([│├└─ ]*)([A-Z]\w+)(?:\s|$)", line)
        if found:
            depth = len(found[1]) // 4
            del above[depth:]
            parents[found[2]] = above[-1] if above else None
            above.append(found[2])
    return parents


def _response() -> rt.RealtimeResponse:
    return models.RealtimeResponse(id="resp_1", status="failed")


ALL: list[errors.RealtimeError] = [
    errors.RealtimeError("nothing works"),
    errors.DecodeError("not JSON", position=7, line=2, column=3, excerpt="abc"),
    errors.ValidationError("event 'x'", [rt.Deviation("$.a", "string", "1"), rt.Deviation("$.b", "null", "2")]),
    errors.ArgumentsError("not JSON", name="add", call_id="call_1", position=3, arguments="{"),
    errors.UsageError("no rate"),
    errors.ResponseError("response resp_1 ended", _response(), "why"),
    errors.ResponseFailed("response resp_1 failed", _response(), "why"),
    errors.ResponseIncomplete("response resp_1 incomplete", _response(), None),
    errors.ResponseCancelled("response resp_1 cancelled", _response(), "turn_detected"),
    errors.ServerError(rt.parse_event({"type": "error", "error": {"message": "no", "code": "c"}}, dialect="ga")),
    errors.ConnectionClosed(1011, "going down", [AssembledResponse("resp_1")]),
    errors.ConnectionLost(1012, "restarting", [AssembledResponse("resp_1")]),
    errors.InvalidArgumentError("odd"),
    errors.RealtimeTimeoutError("the end of the response", 3.0),
    errors.RecordingError("no such folder"),
    errors.WebhookError("not genuine"),
    errors.APIError("no", method="GET", url="https://host/v1"),
    errors.APIConnectionError("no", method="GET", url="https://host/v1"),
    errors.APITimeoutError("no", method="GET", url="https://host/v1"),
    errors.APIStatusError(
        method="POST",
        url="https://host/v1",
        status=429,
        headers={"x-request-id": "req_1"},
        body={"error": {"code": "c", "type": "t", "param": "p", "message": "slow down"}},
    ),
]


@reads_docstrings
def test_docstring_draws_the_tree() -> None:
    bases = {name: getattr(errors, name).__bases__[0].__name__ for name in errors.__all__}
    drawn = _drawn()
    assert drawn.pop("RealtimeError") is None
    assert bases.pop("RealtimeError") == "Exception"
    assert bases == drawn
    assert len(drawn) == 19


def test_all_errors_are_public() -> None:
    here = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__ and not name.startswith("_")
    }
    assert here == set(errors.__all__) == {type(error).__name__ for error in ALL}
    assert here <= set(rt.__all__)
    assert errors.__all__ == sorted(errors.__all__)


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_message_is_the_text(error: errors.RealtimeError) -> None:
    assert error.message == str(error) == error.args[0]
    assert len(error.args) == 1
    assert error.message in repr(error) or "\n" in error.message


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_survive_pickling_and_copying(error: errors.RealtimeError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert repr(vars(again)) == repr(vars(error))


def test_decode_error_has_a_position() -> None:
    error = errors.DecodeError("not JSON: odd", position=7, line=2, column=3, excerpt="abc")
    assert (error.position, error.line, error.column, error.excerpt) == (7, 2, 3, "abc")
    assert str(error) == "not JSON: odd at line 2, column 3: abc"
    assert str(errors.DecodeError("not JSON")) == "not JSON at line 1, column 1"


def test_validation_error_lists_every_deviation() -> None:
    deviations = [rt.Deviation("$.a", "string", "1"), rt.Deviation("$.b", "null", "2")]
    error = errors.ValidationError("event 'x'", deviations)
    assert error.deviations == tuple(deviations)
    assert str(error).splitlines() == [
        "event 'x' deviates from the specification in 2 place(s):",
        "  $.a: declared string, found 1",
        "  $.b: declared null, found 2",
    ]


def test_arguments_error_names_the_call() -> None:
    error = errors.ArgumentsError("odd", name="add", call_id="call_1", position=3, arguments="{")
    assert (error.name, error.call_id, error.position, error.arguments) == ("add", "call_1", 3, "{")
    assert str(error) == "arguments of the call call_1 to add: odd"
    nameless = errors.ArgumentsError("odd", name=None, call_id=None, position=0, arguments=None)
    assert str(nameless) == "arguments of the call (no call_id) to (no name): odd"


@pytest.mark.parametrize(
    ("event", "text", "code", "kind", "param"),
    [
        ({"error": {"message": "No.", "code": "c", "type": "t", "param": "p"}}, "No. (code c, param p)", "c", "t", "p"),
        ({"error": {"message": "No."}}, "No.", None, None, None),
        ({"error": "No.", "code": "c"}, "No. (code c)", "c", None, None),
        ({"error": "invalid", "error_description": "No."}, "invalid: No.", None, None, None),
        ({"error": "No.", "message": "No."}, "No.", None, None, None),
        ({"message": "No.", "code": "c", "param": "p"}, "No. (code c, param p)", "c", None, "p"),
        ({"error": {"message": "No.", "code": 1214}}, "No. (code 1214)", "1214", None, None),
        ({"error": {"detail": "No."}}, "No.", None, None, None),
        ({"detail": "No."}, "No.", None, None, None),
        ({"detail": {"message": "No."}}, "No.", None, None, None),
        (
            {"detail": [{"loc": ["body", 0, "x"], "msg": "required", "type": "missing"}, {"msg": "odd"}, 3]},
            "body.0.x: required; odd; 3",
            None,
            None,
            None,
        ),
        ({"error": {"message": {"a": 1}, "code": [1], "type": True}}, "no reason given", None, None, None),
        ({"error": {"error": {"error": {"error": {"error": "deep"}}}}}, "no reason given", None, None, None),
        ({"error": {}}, "no reason given", None, None, None),
        ({"error": None}, "no reason given", None, None, None),
        ({}, "no reason given", None, None, None),
    ],
)
def test_server_error_reads_any_shape(
    event: dict[str, Any], text: str, code: str | None, kind: str | None, param: str | None
) -> None:
    message = {"type": "error", "event_id": "event_1", **event}
    for given in (rt.parse_event(message), rt.parse_event(message, dialect="ga"), message):
        error = errors.ServerError(given)
        assert (str(error), error.code, error.type, error.param) == (text, code, kind, param)
        assert error.event is given
    status = errors.APIStatusError(method="GET", url="u", status=400, headers={}, body=event)
    assert (status.code, status.type, status.param) == (code, kind, param)
    assert text in str(status)


def test_type_of_a_flat_error() -> None:
    body = {"type": "invalid_request_error", "message": "No."}
    assert errors.APIStatusError(method="GET", url="u", status=400, headers={}, body=body).type == body["type"]


def test_timeout_names_what_was_awaited() -> None:
    error = errors.RealtimeTimeoutError("the end of the response", 2.5, errors.ServerError({"message": "Too fast."}))
    assert isinstance(error, TimeoutError)
    assert (error.awaited, error.timeout) == ("the end of the response", 2.5)
    assert str(error) == (
        "timed out after 2.5 s waiting for the end of the response; the server's last error: Too fast."
    )
    assert str(errors.RealtimeTimeoutError("an event")) == "timed out waiting for an event"
    assert isinstance(errors.APITimeoutError("no", method="GET", url="u"), TimeoutError)
    assert isinstance(errors.InvalidArgumentError("no"), ValueError)


LAST = errors.ServerError({"message": "Incorrect API key provided.", "code": "invalid_api_key"})


@pytest.mark.parametrize(
    ("error", "initiator", "text"),
    [
        (errors.ConnectionClosed(1000, ""), "server", "the connection was closed with code 1000"),
        (errors.ConnectionClosed(None, ""), "network", "the connection broke without a close code"),
        (
            errors.ConnectionClosed(1011, "going down", [AssembledResponse("resp_1")]),
            "server",
            "the connection was closed with code 1011: going down; 1 response(s) were cut off",
        ),
        (
            errors.ConnectionClosed(1009, "", initiator="client"),
            "client",
            "the connection was closed by this client with code 1009 (message too big): raise Options.max_size",
        ),
        (
            errors.ConnectionClosed(1011, "keepalive ping timed out after 20 s", initiator="client"),
            "client",
            "the connection was closed by this client with code 1011: keepalive ping timed out after 20 s",
        ),
        (
            errors.ConnectionClosed(3000, "", last_error=LAST),
            "server",
            "the connection was closed with code 3000; the server's last error: "
            "Incorrect API key provided. (code invalid_api_key)",
        ),
        (
            errors.ConnectionClosed(3000, "Incorrect API key provided.", last_error=LAST),
            "server",
            "the connection was closed with code 3000: Incorrect API key provided.",
        ),
    ],
)
def test_closed_connection_names_its_cause(error: errors.ConnectionClosed, initiator: str, text: str) -> None:
    for again in (error, copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert again.initiator == initiator
        assert str(again) == text
        assert str(again.last_error) == str(error.last_error)


def test_notes_hide_secrets() -> None:
    error = errors.RealtimeError("no")
    error.add_note(f"the key was {KEY}")
    assert error.__notes__ == ["the key was ***"]


def test_response_error_carries_the_response() -> None:
    response = _response()
    error = errors.ResponseFailed("no", response, "why")
    assert error.response is response
    assert error.reason == "why"


@pytest.mark.parametrize(
    ("headers", "body", "detail", "message"),
    [
        (
            {"x-request-id": "req_1"},
            {"error": {"code": "c", "type": "t", "param": "p", "message": "slow down"}},
            "slow down",
            "POST https://host/v1: status 429: slow down (code c, param p, request id req_1)",
        ),
        ({}, {"error": {"code": None}}, "no reason given", "POST https://host/v1: status 429: no reason given"),
        ({}, {"error": "slow down"}, "slow down", "POST https://host/v1: status 429: slow down"),
        ({}, {"error": ["a"]}, "a", "POST https://host/v1: status 429: a"),
        ({}, {"error": None}, "no reason given", "POST https://host/v1: status 429: no reason given"),
        ({}, {}, "no reason given", "POST https://host/v1: status 429: no reason given"),
        ({}, None, "no reason given", "POST https://host/v1: status 429: no reason given"),
        ({}, "", "no reason given", "POST https://host/v1: status 429: no reason given"),
        ({}, "Bad gateway", "Bad gateway", "POST https://host/v1: status 429: Bad gateway"),
        ({}, {"errors": [{"message": "a"}, "b"]}, "a; b", "POST https://host/v1: status 429: a; b"),
        (
            {},
            {"message": "ValueError", "params": "odd"},
            "ValueError: odd",
            "POST https://host/v1: status 429: ValueError: odd",
        ),
        ({}, {"error": {"message": "no", "details": "odd"}}, "no: odd", "POST https://host/v1: status 429: no: odd"),
    ],
)
def test_status_error_reads_any_body(headers: dict[str, str], body: Any, detail: str, message: str) -> None:
    error = errors.APIStatusError(method="POST", url="https://host/v1", status=429, headers=headers, body=body)
    assert error.detail == detail
    assert str(error) == message
    assert (error.method, error.url, error.status) == ("POST", "https://host/v1", 429)
    assert error.headers is headers
    assert error.body == body
    assert error.request_id == headers.get("x-request-id")
    expected = body["error"] if isinstance(body, dict) and isinstance(body.get("error"), dict) else {}
    assert (error.code, error.type, error.param) == (expected.get("code"), expected.get("type"), expected.get("param"))


def test_detail_is_masked_before_it_is_cut() -> None:
    body = {"error": {"message": "x" * 490 + " " + KEY + " " + "y" * 600}}
    error = errors.APIStatusError(method="GET", url="u", status=401, headers={}, body=body)
    assert error.detail == "x" * 490 + " *** " + "y" * 5
    assert "sk-" not in str(error)


@pytest.mark.parametrize(
    "error",
    [
        errors.RealtimeError(f"refused {KEY}"),
        errors.DecodeError(f"not JSON {KEY}", excerpt=f'"{KEY}"'),
        errors.ValidationError(f"event '{KEY}'", [rt.Deviation("$.a", "string", f"'{KEY}'")]),
        errors.ArgumentsError(f"odd {KEY}", name=KEY, call_id=KEY, position=0, arguments=KEY),
        errors.UsageError(KEY),
        errors.ResponseFailed(f"failed: {KEY}", _response(), KEY),
        errors.APIError(KEY, method="GET", url=f"https://host/{KEY}"),
        errors.APIStatusError(method="GET", url="u", status=401, headers={}, body={"error": {"message": KEY}}),
        errors.APIStatusError(method="GET", url="u", status=401, headers={"x-request-id": KEY}, body=KEY),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_error_shows_a_secret(error: errors.RealtimeError) -> None:
    for shown in (str(error), repr(error), error.message):
        assert "0123456789" not in shown
        assert "***" in shown
    assert "0123456789" not in getattr(error, "detail", "") + getattr(error, "excerpt", "")
