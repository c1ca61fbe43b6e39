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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> Response[RealtimeTranslationClientSecretCreateResponse]:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
    body: RealtimeTranslationClientSecretCreateRequest,
) -> RealtimeTranslationClientSecretCreateResponse:
    """Create a translation client secret.

    Issues a short-lived secret, bound to translation settings, that lets a browser or app connect without
    the API key. It is valid for 10 to 7200 seconds; default 600.

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
