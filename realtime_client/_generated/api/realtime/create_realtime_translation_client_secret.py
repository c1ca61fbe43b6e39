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

    Issues a short-lived secret, bound to translation settings, so that a browser or app can connect without
    the API key. It lasts 10 to 7200 seconds, 600 by default.

    Args:
        client: Server and credentials of the request.
        body: Body of the request: `application/json`.

    Returns:
        The value, with the status and headers of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply came; `APITimeoutError` if none came in time.
        DecodeError: The reply is not as the contract declares.
    """
    return send(client, _request(body=body), _read)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, so that a browser or app can connect without
    the API key. It lasts 10 to 7200 seconds, 600 by default.

    Args:
        client: Server and credentials of the request.
        body: Body of the request: `application/json`.

    Returns:
        The value of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply came; `APITimeoutError` if none came in time.
        DecodeError: The reply is not as the contract declares.
    """
    return sync_detailed(client=client, body=body).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranslationClientSecretCreateRequest,
) -> Response[RealtimeTranslationClientSecretCreateResponse]:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, so that a browser or app can connect without
    the API key. It lasts 10 to 7200 seconds, 600 by default.

    Args:
        client: Server and credentials of the request.
        body: Body of the request: `application/json`.

    Returns:
        The value, with the status and headers of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply came; `APITimeoutError` if none came in time.
        DecodeError: The reply is not as the contract declares.
    """
    return await send_async(client, _request(body=body), _read)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, so that a browser or app can connect without
    the API key. It lasts 10 to 7200 seconds, 600 by default.

    Args:
        client: Server and credentials of the request.
        body: Body of the request: `application/json`.

    Returns:
        The value of the reply.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply came; `APITimeoutError` if none came in time.
        DecodeError: The reply is not as the contract declares.
    """
    return (await asyncio_detailed(client=client, body=body)).parsed
