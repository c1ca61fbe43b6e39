# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final

from realtime_client._http.transport import AuthenticatedClient, Client, Request, Response, read_model, send, send_async

from ...models.realtime_transcription_session_create_request import RealtimeTranscriptionSessionCreateRequest
from ...models.realtime_transcription_session_create_response import RealtimeTranscriptionSessionCreateResponse

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/transcription_sessions"
_read = read_model(RealtimeTranscriptionSessionCreateResponse)


def _request(*, body: RealtimeTranscriptionSessionCreateRequest) -> Request:
    return Request.json(_METHOD, _PATH, body)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranscriptionSessionCreateRequest,
) -> Response[RealtimeTranscriptionSessionCreateResponse]:
    """Create a beta transcription session.

    Creates a transcription session in the beta dialect, and issues a short-lived secret that lets a browser
    or app open it.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `application/json`.

    Returns:
        The reply with its status and headers.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return send(client, _request(body=body), _read)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranscriptionSessionCreateRequest,
) -> RealtimeTranscriptionSessionCreateResponse:
    """Create a beta transcription session.

    Creates a transcription session in the beta dialect, and issues a short-lived secret that lets a browser
    or app open it.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `application/json`.

    Returns:
        The content of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranscriptionSessionCreateRequest,
) -> Response[RealtimeTranscriptionSessionCreateResponse]:
    """Create a beta transcription session.

    Creates a transcription session in the beta dialect, and issues a short-lived secret that lets a browser
    or app open it.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `application/json`.

    Returns:
        The reply with its status and headers.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return await send_async(client, _request(body=body), _read)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranscriptionSessionCreateRequest,
) -> RealtimeTranscriptionSessionCreateResponse:
    """Create a beta transcription session.

    Creates a transcription session in the beta dialect, and issues a short-lived secret that lets a browser
    or app open it.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `application/json`.

    Returns:
        The content of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return (await asyncio_detailed(client=client, body=body)).parsed
