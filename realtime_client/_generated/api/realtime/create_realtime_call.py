# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final

from realtime_client._http.transport import AuthenticatedClient, Client, Request, Response, read_text, send, send_async

from ...models.realtime_call_create_request import RealtimeCallCreateRequest

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/calls"
_read = read_text


def _request(*, body: RealtimeCallCreateRequest | str) -> Request:
    if isinstance(body, RealtimeCallCreateRequest):
        return Request.multipart(
            _METHOD,
            _PATH,
            body,
            {
                "sdp": "application/sdp",
                "session": "application/json",
            },
        )
    return Request.raw(_METHOD, _PATH, body, "application/sdp")


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeCallCreateRequest | str,
) -> Response[str]:
    """Start a WebRTC call.

    Opens a Realtime session over WebRTC from an SDP offer, and returns the SDP answer that completes the
    connection.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `multipart/form-data` or `application/sdp`.

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
    body: RealtimeCallCreateRequest | str,
) -> str:
    """Start a WebRTC call.

    Opens a Realtime session over WebRTC from an SDP offer, and returns the SDP answer that completes the
    connection.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `multipart/form-data` or `application/sdp`.

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
    body: RealtimeCallCreateRequest | str,
) -> Response[str]:
    """Start a WebRTC call.

    Opens a Realtime session over WebRTC from an SDP offer, and returns the SDP answer that completes the
    connection.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `multipart/form-data` or `application/sdp`.

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
    body: RealtimeCallCreateRequest | str,
) -> str:
    """Start a WebRTC call.

    Opens a Realtime session over WebRTC from an SDP offer, and returns the SDP answer that completes the
    connection.

    Args:
        client: Client with the server's address and the credentials.
        body: Content of the request: `multipart/form-data` or `application/sdp`.

    Returns:
        The content of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return (await asyncio_detailed(client=client, body=body)).parsed
