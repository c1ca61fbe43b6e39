# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final
from urllib.parse import quote

from realtime_client._http.transport import (
    AuthenticatedClient,
    Client,
    Request,
    Response,
    read_nothing,
    send,
    send_async,
)

from ...models.realtime_session_create_request_ga import RealtimeSessionCreateRequestGA

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/calls/{call_id}/accept"
_read = read_nothing


def _request(*, call_id: str, body: RealtimeSessionCreateRequestGA) -> Request:
    return Request.json(
        _METHOD,
        _PATH.format(
            call_id=quote(str(call_id), safe=""),
        ),
        body,
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeSessionCreateRequestGA,
) -> Response[None]:
    """Accept an incoming SIP call.

    Accepts a SIP call that the `realtime.call.incoming` webhook has reported, and connects the caller to a
    session with the given settings.

    Args:
        client: Where to send the request, and with which key.
        call_id: Part of the path.
        body: What is sent: `application/json`.

    Returns:
        The value together with the status and headers it came with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return send(client, _request(call_id=call_id, body=body), _read)


def sync(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeSessionCreateRequestGA,
) -> None:
    """Accept an incoming SIP call.

    Accepts a SIP call that the `realtime.call.incoming` webhook has reported, and connects the caller to a
    session with the given settings.

    Args:
        client: Where to send the request, and with which key.
        call_id: Part of the path.
        body: What is sent: `application/json`.

    Returns:
        Nothing; it is done when no error is raised.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return sync_detailed(client=client, call_id=call_id, body=body).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeSessionCreateRequestGA,
) -> Response[None]:
    """Accept an incoming SIP call.

    Accepts a SIP call that the `realtime.call.incoming` webhook has reported, and connects the caller to a
    session with the given settings.

    Args:
        client: Where to send the request, and with which key.
        call_id: Part of the path.
        body: What is sent: `application/json`.

    Returns:
        The value together with the status and headers it came with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return await send_async(client, _request(call_id=call_id, body=body), _read)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeSessionCreateRequestGA,
) -> None:
    """Accept an incoming SIP call.

    Accepts a SIP call that the `realtime.call.incoming` webhook has reported, and connects the caller to a
    session with the given settings.

    Args:
        client: Where to send the request, and with which key.
        call_id: Part of the path.
        body: What is sent: `application/json`.

    Returns:
        Nothing; it is done when no error is raised.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return (await asyncio_detailed(client=client, call_id=call_id, body=body)).parsed
