# Generated from openapi.yaml by `make generate`. Change the contract or codegen/, never this file.
from typing import Final

from realtime_client._http.transport import AuthenticatedClient, Client, Request, Response, read_model, send, send_async

from ...models.realtime_translation_client_secret_create_request import RealtimeTranslationClientSecretCreateRequest
from ...models.realtime_translation_client_secret_create_response import RealtimeTranslationClientSecretCreateResponse

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/translations/client_secrets"
_read = read_model(RealtimeTranslationClientSecretCreateResponse)


def _request(*, body: RealtimeTranslationClientSecretCreateRequest) -> Request:
    return Request.json(_METHOD, _PATH, body)


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranslationClientSecretCreateRequest,
) -> Response[RealtimeTranslationClientSecretCreateResponse]:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> Response[RealtimeTranslationClientSecretCreateResponse]:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
