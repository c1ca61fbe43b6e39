"""The public API as a user's type checker sees it: checked by mypy and pyright, never run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_type

import realtime_client as rt
from realtime_client import AuthenticatedClient, Client, RealtimeBetaResponse, RealtimeResponse, parse_event
from realtime_client.api import create_realtime_call, create_realtime_client_secret, hangup_realtime_call
from realtime_client.models import (
    Metadata,
    RealtimeBetaServerEvent,
    RealtimeConversationItemFunctionCall,
    RealtimeConversationItemMessageAssistant,
    RealtimeCreateClientSecretRequest,
    RealtimeCreateClientSecretResponse,
    RealtimeMCPToolCall,
    RealtimeResponseUsage,
    RealtimeServerEvent,
    RealtimeServerEventResponseDone,
    RealtimeSessionCreateRequestGA,
)


def events(raw: bytes) -> None:
    event = parse_event(raw)
    if isinstance(event, rt.UnknownEvent):
        assert_type(event.additional_properties, dict[str, Any])
        return
    if event.type == "response.done":
        assert_type(event.response.text, str)
        assert_type(event.response.is_completed, bool)
    ga = parse_event(raw, dialect="ga", strict=True)
    assert_type(ga, RealtimeServerEvent)
    if isinstance(ga, RealtimeServerEventResponseDone):
        assert_type(ga.response, RealtimeResponse)
        assert_type(ga.event_id, str)
    if not isinstance(ga, rt.UnknownEvent) and ga.type == "response.done":
        assert_type(ga, RealtimeServerEventResponseDone)
    beta = parse_event(raw, dialect="beta")
    assert_type(beta, RealtimeBetaServerEvent)
    if not isinstance(beta, rt.UnknownEvent) and beta.type == "response.done":
        assert_type(beta.response, RealtimeBetaResponse)
    assert_type(event.to_dict(), dict[str, Any])
    assert_type(event.to_json(), bytes)


def responses(response: RealtimeResponse, beta: RealtimeBetaResponse, rates: rt.Rates) -> None:
    assert_type(response.raise_for_status(), RealtimeResponse)
    assert_type(beta.raise_for_status(), RealtimeBetaResponse)
    assert_type(response.messages, list[RealtimeConversationItemMessageAssistant])
    assert_type(response.function_calls, list[RealtimeConversationItemFunctionCall])
    assert_type(beta.mcp_calls, list[RealtimeMCPToolCall])
    assert_type(response.function_calls[0].parse_arguments(), dict[str, Any])
    assert_type(response.messages[0].text, str)
    assert_type(response.stop_reason, str | None)
    assert_type(response.voice_name, str | None)
    assert_type(response.audio_format, rt.AudioFormat | None)
    assert_type(response.token_limit, int | None)
    assert_type(response.modalities_used, list[str])
    if response.error:
        assert_type(response.error.message, str | None | rt.Unset)
    if response.usage:
        assert_type(response.usage, RealtimeResponseUsage)
        assert_type(response.usage + response.usage, RealtimeResponseUsage)
        assert_type(response.usage.cost(rates), Decimal)
        assert_type(response.usage.cached_share, float | None)
    if response.metadata:
        assert_type(response.metadata, Metadata)
        assert_type(response.metadata, dict[str, str])
    # The three kinds of "no value": absent, null, and a value.
    assert_type(response.id, str | None | rt.Unset)
    if response.id is not rt.UNSET and response.id is not None:
        print(response.id)
    # Known values are offered, unknown ones are allowed.
    RealtimeResponse(status="completed")
    RealtimeResponse(status="a status of tomorrow")
    assert_type(rt.validate(response), list[rt.Deviation])


async def requests(client: Client, authenticated: AuthenticatedClient) -> None:
    body = RealtimeCreateClientSecretRequest(session=RealtimeSessionCreateRequestGA(output_modalities=["text"]))
    secret = create_realtime_client_secret.sync(client=client, body=body)
    assert_type(secret, RealtimeCreateClientSecretResponse)
    detailed = await create_realtime_client_secret.asyncio_detailed(client=authenticated, body=body)
    assert_type(detailed, rt.Response[RealtimeCreateClientSecretResponse])
    assert_type(detailed.request_id, str | None)
    assert_type(create_realtime_call.sync(client=client, body="v=0"), str)
    await hangup_realtime_call.asyncio(client=client, call_id="rtc_1")


def plus(a: int, b: int) -> int:
    return a + b


def registry(response: RealtimeResponse, functions: rt.Functions) -> None:
    assert_type(functions.register(plus)(1, 2), int)
    assert_type(functions.register(name="add")(plus)(1, 2), int)
    assert_type(functions.call(response.function_calls[0]), str)
    rt.Functions([plus], on_error=lambda call, error: f"{call.name}: {error}")


async def elsewhere(attempt: rt.ReconnectAttempt) -> str | None:
    return attempt.url if attempt.number > 1 and attempt.closed.code == 1012 else None


def reconnecting() -> None:
    rt.Reconnect(codes=(1006,), attempts=None, wait_max=5, conversation=True, before=elsewhere)
    rt.Reconnect(before=lambda attempt: attempt.number < 3)


async def sessions(client: rt.RealtimeClient) -> None:
    secret = client.create_client_secret({"type": "realtime"}, expires_after=60)
    assert_type(secret, RealtimeCreateClientSecretResponse)
    assert_type(await client.aio.create_client_secret(), RealtimeCreateClientSecretResponse)
    assert_type(client.calls.create("v=0"), rt.CallAnswer)
    async with client.connect(model="gpt-realtime", options=rt.Options(max_size=2**20)) as conn:
        assert_type(conn, rt.AsyncConnection)
        assert_type(await conn.respond(timeout=30), rt.AssembledResponse)
        assert_type(await conn.send(rt.events.ResponseCreate()), str)
        assert_type(await conn.commit_audio(), str)
        assert_type((await conn.respond()).audio, bytes)
        answer = conn.stream({"instructions": "Be brief."})
        async for piece in answer:
            assert_type(piece.transcript + piece.text, str)
            assert_type(piece.audio, bytes)
        assert_type(answer.response.time_to_first_audio, float | None)
        functions = rt.Functions([plus])
        assert_type(functions.tools(), list[dict[str, Any]])
        assert_type(await conn.respond(functions=functions, max_rounds=3), rt.AssembledResponse)
        assert_type(conn.stream(functions=functions).responses, list[rt.AssembledResponse])
        async for event in conn:
            if isinstance(event, rt.Reconnected):
                assert_type(event.responses, tuple[rt.AssembledResponse, ...])
                assert_type(event.code, int | None)
    with client.connect_sync(call_id="rtc_1", reconnect=rt.Reconnect()) as blocking:
        assert_type(blocking, rt.Connection)
        assert_type(blocking.say("Hello"), str)
        assert_type(blocking.respond(), rt.AssembledResponse)


def mistakes(client: Client) -> None:
    """Each line is wrong, and a type checker says so: an ignore that nothing needs is an error too."""
    RealtimeResponse(statuss="completed")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    RealtimeCreateClientSecretResponse(value="ek")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    parse_event(b"{}", dialect="gamma")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    hangup_realtime_call.sync(client=client)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    rt.Functions([1])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    rt.Rates(text_input=1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    print(rt.models.RealtimeResponce)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    print(rt.events.ResponseCreat)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    print(rt.parse_events)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
