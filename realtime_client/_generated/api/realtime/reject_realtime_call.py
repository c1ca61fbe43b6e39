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

from ...models.realtime_call_reject_request import RealtimeCallRejectRequest

__all__ = ["asyncio", "asyncio_detailed", "sync", "sync_detailed"]

_METHOD: Final = "POST"
_PATH: Final = "/realtime/calls/{call_id}/reject"
_read = read_nothing


def _request(*, call_id: str, body: RealtimeCallRejectRequest | None) -> Request:
    if body is None:
        return Request(
            _METHOD,
            _PATH.format(
                call_id=quote(str(call_id), safe=""),
            ),
        )
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
    body: RealtimeCallRejectRequest | None = None,
) -> Response[None]:
    """Decline an incoming SIP call.

    Declines a SIP call that the `realtime.call.incoming` webhook has reported, with a SIP status of your
    choice.

    Args:
        client: Client with the server's address and the credentials.
        call_id: ID of the call, from the `realtime.call.incoming` webhook or the `Location` header of a created
            call.
        body: Content of the request: `application/json`.

    Returns:
        The reply with its status and headers.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return send(client, _request(call_id=call_id, body=body), _read)


def sync(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeCallRejectRequest | None = None,
) -> None:
    """Decline an incoming SIP call.

    Declines a SIP call that the `realtime.call.incoming` webhook has reported, with a SIP status of your
    choice.

    Args:
        client: Client with the server's address and the credentials.
        call_id: ID of the call, from the `realtime.call.incoming` webhook or the `Location` header of a created
            call.
        body: Content of the request: `application/json`.

    Returns:
        None.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return sync_detailed(client=client, call_id=call_id, body=body).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeCallRejectRequest | None = None,
) -> Response[None]:
    """Decline an incoming SIP call.

    Declines a SIP call that the `realtime.call.incoming` webhook has reported, with a SIP status of your
    choice.

    Args:
        client: Client with the server's address and the credentials.
        call_id: ID of the call, from the `realtime.call.incoming` webhook or the `Location` header of a created
            call.
        body: Content of the request: `application/json`.

    Returns:
        The reply with its status and headers.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return await send_async(client, _request(call_id=call_id, body=body), _read)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    call_id: str,
    body: RealtimeCallRejectRequest | None = None,
) -> None:
    """Decline an incoming SIP call.

    Declines a SIP call that the `realtime.call.incoming` webhook has reported, with a SIP status of your
    choice.

    Args:
        client: Client with the server's address and the credentials.
        call_id: ID of the call, from the `realtime.call.incoming` webhook or the `Location` header of a created
            call.
        body: Content of the request: `application/json`.

    Returns:
        None.

    Raises:
        APIStatusError: The server replied with an error.
        APIConnectionError: No reply arrived; `APITimeoutError` if none arrived in time.
        DecodeError: The reply does not match the contract.
    """
    return (await asyncio_detailed(client=client, call_id=call_id, body=body)).parsed
