# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final

from realtime_client._http.transport import AuthenticatedClient, Client, Request, Response, read_model, send, send_async

from ...models.realtime_create_client_secret_request import RealtimeCreateClientSecretRequest
from ...models.realtime_create_client_secret_response import RealtimeCreateClientSecretResponse

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/client_secrets"
_read = read_model(RealtimeCreateClientSecretResponse)


def _request(*, body: RealtimeCreateClientSecretRequest) -> Request:
    return Request.json(_METHOD, _PATH, body)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeCreateClientSecretRequest,
) -> Response[RealtimeCreateClientSecretResponse]:
    """Create a client secret.

    Issues a short-lived `ek_...` secret that lets browsers and mobile apps connect without the main API
    key. Attached session settings are initial values that the client may override.

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
    body: RealtimeCreateClientSecretRequest,
) -> RealtimeCreateClientSecretResponse:
    """Create a client secret.

    Issues a short-lived `ek_...` secret that lets browsers and mobile apps connect without the main API
    key. Attached session settings are initial values that the client may override.

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
    body: RealtimeCreateClientSecretRequest,
) -> Response[RealtimeCreateClientSecretResponse]:
    """Create a client secret.

    Issues a short-lived `ek_...` secret that lets browsers and mobile apps connect without the main API
    key. Attached session settings are initial values that the client may override.

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
    body: RealtimeCreateClientSecretRequest,
) -> RealtimeCreateClientSecretResponse:
    """Create a client secret.

    Issues a short-lived `ek_...` secret that lets browsers and mobile apps connect without the main API
    key. Attached session settings are initial values that the client may override.

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
