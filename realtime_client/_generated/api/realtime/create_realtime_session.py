# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final

from realtime_client._http.transport import AuthenticatedClient, Client, Request, Response, read_model, send, send_async

from ...models.realtime_session_create_request import RealtimeSessionCreateRequest
from ...models.realtime_session_create_response import RealtimeSessionCreateResponse

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/sessions"
_read = read_model(RealtimeSessionCreateResponse)


def _request(*, body: RealtimeSessionCreateRequest) -> Request:
    return Request.json(_METHOD, _PATH, body)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeSessionCreateRequest,
) -> Response[RealtimeSessionCreateResponse]:
    """Create a beta session with an ephemeral key.

    Creates a session in the beta dialect and an ephemeral key for a browser or mobile client. GA code
    should call `POST /realtime/client_secrets`.

    Args:
        client: Where to send the request, and with which key.
        body: What is sent: `application/json`.

    Returns:
        The value together with the status and headers it came with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return send(client, _request(body=body), _read)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeSessionCreateRequest,
) -> RealtimeSessionCreateResponse:
    """Create a beta session with an ephemeral key.

    Creates a session in the beta dialect and an ephemeral key for a browser or mobile client. GA code
    should call `POST /realtime/client_secrets`.

    Args:
        client: Where to send the request, and with which key.
        body: What is sent: `application/json`.

    Returns:
        The value the server answered with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeSessionCreateRequest,
) -> Response[RealtimeSessionCreateResponse]:
    """Create a beta session with an ephemeral key.

    Creates a session in the beta dialect and an ephemeral key for a browser or mobile client. GA code
    should call `POST /realtime/client_secrets`.

    Args:
        client: Where to send the request, and with which key.
        body: What is sent: `application/json`.

    Returns:
        The value together with the status and headers it came with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return await send_async(client, _request(body=body), _read)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeSessionCreateRequest,
) -> RealtimeSessionCreateResponse:
    """Create a beta session with an ephemeral key.

    Creates a session in the beta dialect and an ephemeral key for a browser or mobile client. GA code
    should call `POST /realtime/client_secrets`.

    Args:
        client: Where to send the request, and with which key.
        body: What is sent: `application/json`.

    Returns:
        The value the server answered with.

    Raises:
        APIStatusError: The server answered with an error.
        APIConnectionError: No answer came; `APITimeoutError` when none came in time.
        DecodeError: The answer is not what the contract says it is.
    """
    return (await asyncio_detailed(client=client, body=body)).parsed
