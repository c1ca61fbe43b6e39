"""The tree of errors, what each carries, and what none of them says."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Any

import pytest

import realtime_client as rt
from realtime_client import errors, models
from realtime_client.assembly import AssembledResponse

KEY = "sk-test-0123456789abcdef"


def _drawn() -> dict[str, str | None]:
    """Every class of the tree in the docstring of the module, with the one it hangs from."""
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


def test_tree_is_as_drawn() -> None:
    bases = {name: getattr(errors, name).__bases__[0].__name__ for name in errors.__all__}
    drawn = _drawn()
    assert drawn.pop("RealtimeError") is None
    assert bases.pop("RealtimeError") == "Exception"
    assert bases == drawn
    assert len(drawn) == 18


def test_everything_that_can_be_raised_is_public() -> None:
    here = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__ and not name.startswith("_")
    }
    assert here == set(errors.__all__) == {type(error).__name__ for error in ALL}
    assert here <= set(rt.__all__)
    assert errors.__all__ == sorted(errors.__all__)


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_message_is_what_str_says(error: errors.RealtimeError) -> None:
    assert error.message == str(error) == error.args[0]
    assert len(error.args) == 1
    assert error.message in repr(error) or "\n" in error.message


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_errors_survive_pickling_and_copying(error: errors.RealtimeError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


def test_decode_error_says_where() -> None:
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
    ],
)
def test_status_error_reads_whatever_the_server_sent(
    headers: dict[str, str], body: Any, detail: str, message: str
) -> None:
    error = errors.APIStatusError(method="POST", url="https://host/v1", status=429, headers=headers, body=body)
    assert error.detail == detail
    assert str(error) == message
    assert (error.method, error.url, error.status) == ("POST", "https://host/v1", 429)
    assert error.headers is headers
    assert error.body == body
    assert error.request_id == headers.get("x-request-id")
    said = body["error"] if isinstance(body, dict) and isinstance(body.get("error"), dict) else {}
    assert (error.code, error.type, error.param) == (said.get("code"), said.get("type"), said.get("param"))


def test_detail_is_short_and_no_key_is_cut_into_a_piece_that_shows() -> None:
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
