"""Schemathesis on every operation of the contract: ``python -m interop.schemathesis_client BASE_URL``.

The server is strict. Two expectations of Schemathesis do not hold for live servers, and are left out: not every request
that the contract allows is accepted, because servers have limits that it does not state; and null stands for absence,
so a request with a null in the wrong place may be accepted.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, checks

from . import harness
from .protocol_checker import InteropError, require

_CONTRACT = Path(__file__).parent.parent / "openapi.yaml"
_EXAMPLES = 30
_HEADERS = {"Authorization": f"Bearer {harness.KEY}"}
_OFFER = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"
_CALL = "call_id"
# The operation that takes active calls alone; the others take those that ring.
_ACTIVE = "/refer"
_CHECKS = (
    checks.not_a_server_error,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)


@schemathesis.serializer("application/sdp")  # type: ignore[untyped-decorator]
def _serialize_sdp(context: Any, value: Any) -> bytes:
    return str(value).encode("utf-8", "replace")


def _has_null(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_has_null, value.values()))
    if isinstance(value, list):
        return any(map(_has_null, value))
    return value is None


def _new_call(base_url: str) -> str:
    """Start a call, and return its id."""
    headers = {**_HEADERS, "Content-Type": "application/sdp"}
    reply = requests.post(f"{base_url}/realtime/calls", data=_OFFER, headers=headers, timeout=10)
    return str(reply.headers["Location"].rpartition("/")[2])


def _operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_path(_CONTRACT)
    found = {}
    for result in schema.get_all_operations():
        operation = result.ok()
        found[f"{operation.method.upper()} {operation.path}"] = operation
    return found


def _try(operation: Any, ringing: Iterator[str], base_url: str) -> str:
    """Hold one operation to what Schemathesis generates; each request about a call has a call of its own."""
    statuses: Counter[int] = Counter()

    def send(case: Any) -> Any:
        if _CALL in (case.path_parameters or {}):
            case.path_parameters[_CALL] = _new_call(base_url) if _ACTIVE in operation.path else next(ringing)
        response = case.call(base_url=base_url, headers=_HEADERS)
        statuses[response.status_code] += 1
        case.validate_response(response, checks=_CHECKS)
        if response.status_code >= 400:
            error = response.json()["error"]
            require(isinstance(error["message"], str) and error["type"], f"a refusal without a reason: {error}")
        return response

    options = settings(
        max_examples=_EXAMPLES,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @options
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def sends_what_is_allowed(case: Any) -> None:
        send(case)

    @options
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def sends_what_is_not(case: Any) -> None:
        response = send(case)
        body = next((part for place, part in case.meta.components.items() if place == "body"), None)
        if response.status_code < 400 and body and body.mode is GenerationMode.NEGATIVE and not _has_null(case.body):
            raise InteropError(f"accepted {case.body!r}")

    sends_what_is_allowed()
    if operation.body:
        sends_what_is_not()
    if operation.path == "/realtime/calls":
        case = operation.Case(body=_OFFER, media_type="application/sdp")
        require(send(case).status_code == 201, "an offer was refused")
    accepted = sum(count for status, count in statuses.items() if status < 400)
    require(accepted > 0, f"no request was accepted: {dict(statuses)}")
    return f"{statuses.total()} requests, {accepted} accepted"


def main() -> int:
    """Try every operation, and return the exit status."""
    ringing = iter(os.environ.get("INTEROP_CALLS", "").split())
    tries = {name: partial(_try, operation, ringing) for name, operation in _operations().items()}
    return harness.run_conversations("schemathesis", version("schemathesis"), tries)


if __name__ == "__main__":
    sys.exit(main())
