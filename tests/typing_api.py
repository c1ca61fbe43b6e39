"""The public API as a user's type checker sees it: checked by mypy and pyright, never run."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, assert_type

import realtime_client as rt
from realtime_client import AuthenticatedClient, Client, RealtimeBetaResponse, RealtimeResponse, parse_event
from realtime_client.api import create_realtime_call, create_realtime_client_secret, hangup_realtime_call
from realtime_client.assembly import ConversationItem
from realtime_client.models import (
    Metadata,
    RealtimeBetaServerEvent,
    RealtimeConversationItem,
    RealtimeConversationItemFunctionCall,
    RealtimeConversationItemMessageAssistant,
    RealtimeConversationItemMessageUser,
    RealtimeCreateClientSecretRequest,
    RealtimeCreateClientSecretResponse,
    RealtimeMCPToolCall,
    RealtimeResponseUsage,
    RealtimeServerEvent,
    RealtimeServerEventResponseDone,
    RealtimeSessionCreateRequestGA,
    RealtimeSessionCreateResponseGA,
)


def events(raw: bytes) -> None:
    event = parse_event(raw)
    if event.type == "response.done":
        assert_type(event.response, RealtimeResponse | RealtimeBetaResponse)
        assert_type(event.response.text, str)
        assert_type(event.response.is_completed, bool)
    if isinstance(event, rt.UnknownEvent):
        assert_type(event.additional_properties, dict[str, Any])
        assert_type(event.sent_type, str | None)
    ga = parse_event(raw, dialect="ga", strict=True)
    assert_type(ga, RealtimeServerEvent)
    if isinstance(ga, RealtimeServerEventResponseDone):
        assert_type(ga.response, RealtimeResponse)
        assert_type(ga.event_id, str)
    if ga.type == "response.done":
        assert_type(ga, RealtimeServerEventResponseDone)
    beta = parse_event(raw, dialect="beta")
    assert_type(beta, RealtimeBetaServerEvent)
    if beta.type == "response.done":
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
        assert_type(answer, rt.ResponseStream)
        assert_type(answer.response.time_to_first_audio, float | None)
        functions = rt.Functions([plus])
        assert_type(functions.tools(), list[rt.dicts.RealtimeFunctionToolDict])
        assert_type(await conn.respond(functions=functions, max_rounds=3), rt.AssembledResponse)
        assert_type(conn.stream(functions=functions).responses, list[rt.AssembledResponse])
        async for turn in conn.turns(functions=functions):
            assert_type(turn, rt.AsyncTurn)
            assert_type(turn.calls, list[rt.FunctionRun])
        async for event in conn:
            assert_type(event, RealtimeServerEvent | rt.Reconnected)
            if event.type == "response.done":
                assert_type(event, rt.events.ResponseDone)
                assert_type(event.response.text, str)
            elif event.type == "realtime_client.reconnected":
                assert_type(event.responses, tuple[rt.AssembledResponse, ...])
                assert_type(event.code, int | None)
            elif isinstance(event, rt.events.ResponseTextDelta):
                assert_type(event.delta, str)
        assert_type(await conn.recv(timeout=1), RealtimeServerEvent | rt.Reconnected)
    with client.connect_sync(call_id="rtc_1", reconnect=rt.Reconnect()) as blocking:
        assert_type(blocking, rt.Connection)
        assert_type(blocking.say("Hello"), str)
        assert_type(blocking.respond(), rt.AssembledResponse)
        for event in blocking:
            if event.type == "session.created":
                assert_type(event, rt.events.SessionCreated)
        assert_type(blocking.recv(), RealtimeServerEvent | rt.Reconnected)


async def waits(client: rt.RealtimeClient, conn: rt.AsyncConnection, blocking: rt.Connection) -> None:
    """Waiting gives the type that was asked for."""
    assert_type(conn, rt.AsyncConnection[RealtimeServerEvent])
    assert_type(await conn.wait_for("response.done"), rt.events.ResponseDone)
    assert_type(await conn.wait_for(rt.events.ResponseDone, timeout=1), rt.events.ResponseDone)
    assert_type(await conn.wait_for(rt.events.beta.ResponseAudioDelta), rt.events.beta.ResponseAudioDelta)
    assert_type(await conn.wait_for("realtime_client.reconnected"), rt.Reconnected)
    found = await conn.wait_for(lambda event: event.type == "response.created" and event.response.id == "resp_1")
    assert_type(found, RealtimeServerEvent | rt.Reconnected)
    assert_type(blocking.wait_for("response.done", timeout=1), rt.events.ResponseDone)
    assert_type(blocking.wait_for(rt.UnknownEvent), rt.UnknownEvent)
    async with client.connect(dialect="beta") as beta:
        assert_type(beta, rt.AsyncConnection[RealtimeBetaServerEvent])
        assert_type(await beta.wait_for("response.done"), rt.events.beta.ResponseDone)
        async for event in beta:
            if event.type == "response.audio.delta":
                assert_type(event, rt.events.beta.ResponseAudioDelta)
    async with client.connect(dialect=None) as either:
        assert_type(either, rt.AsyncConnection[rt.ServerEvent])
        assert_type(await either.wait_for("response.done"), rt.events.ResponseDone | rt.events.beta.ResponseDone)
    with client.connect_sync(dialect="translation") as translation:
        assert_type(translation.wait_for("session.closed"), rt.events.translation.SessionClosed)


def state(conn: rt.Connection, piece: rt.Piece, turn: rt.Turn) -> None:
    """Nothing that a connection gives is Any."""
    item = conn.conversation.items[0].item
    assert_type(item, RealtimeConversationItem | None)
    if item is not None and item.type == "function_call":
        assert_type(item, RealtimeConversationItemFunctionCall)
        assert_type(item.parse_arguments(), dict[str, Any])
    elif item is not None and item.type == "message" and item.role == "user":
        assert_type(item, RealtimeConversationItemMessageUser)
        assert_type(item.text + item.transcript, str)
    if piece.event.type == "response.output_text.delta":
        assert_type(piece.event, rt.events.ResponseTextDelta)
    assert_type(piece.item.item, RealtimeConversationItem | None)
    assert_type(conn.session, rt.ServerSession | None)
    if isinstance(conn.session, RealtimeSessionCreateResponseGA):
        assert_type(conn.session.instructions, str | rt.Unset | None)
    if conn.usage:
        assert_type(conn.usage.total_tokens, int | rt.Unset | None)
    assert_type(turn.user, list[ConversationItem])
    if conn.last_error is not None:
        assert_type(conn.last_error.event, rt.ServerEvent)


async def dictionaries(client: rt.RealtimeClient, conn: rt.AsyncConnection) -> None:
    """Plain dictionaries are accepted wherever models are."""
    await conn.send({"type": "response.create", "response": {"instructions": "Be brief."}})
    await conn.send(
        {"type": "session.update", "session": {"type": "realtime", "tools": [{"type": "mcp", "server_label": "a"}]}}
    )
    await conn.send(rt.UnknownEvent.from_dict({"type": "an.event.of.another.vendor"}))
    await conn.update_session({"type": "realtime", "tools": rt.Functions([plus]).tools()})
    await conn.update_session({"type": "transcription", "audio": {"input": {"turn_detection": None}}})
    await conn.update_session({"modalities": ["text"], "voice": "a voice of tomorrow"})
    await conn.create_item({"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]})
    await conn.respond({"output_modalities": ["text"], "input": [{"type": "message", "role": "user", "content": []}]})
    settings: rt.SessionSettings = {"type": "realtime", "instructions": "Be brief."}
    client.create_client_secret({"type": "realtime", "model": "gpt-realtime"})
    await conn.update_session(settings)


def mistakes(client: Client) -> None:
    """Each line is wrong, and a type checker reports it: an ignore that nothing needs is an error too."""
    RealtimeResponse(statuss="completed")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    RealtimeCreateClientSecretResponse(value="ek")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    parse_event(b"{}", dialect="gamma")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    hangup_realtime_call.sync(client=client)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    rt.Functions([1])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    rt.Rates(text_input=1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    print(rt.models.RealtimeResponce)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    print(rt.events.ResponseCreat)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    print(rt.parse_events)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]


async def slips(conn: rt.AsyncConnection) -> None:
    """The slips of a hurried user: a type of event, an attribute, a setting."""
    async for event in conn:
        if event.type == "respons.done":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
            print(event)  # type: ignore[unreachable]
        if event.type == "response.done":
            print(event.response.txt)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownArgumentType, reportUnknownMemberType]
    await conn.wait_for("respons.done")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    await conn.update_session({"type": "realtime", "instuctions": "Be brief."})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await conn.update_session({"type": "realtime", "audio": {"input": {"turn_detektion": None}}})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await conn.send({"type": "respons.create"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await conn.send({"type": "response.create", "respons": {}})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await conn.respond({"instuctions": "Be brief."})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    await conn.create_item({"type": "message", "role": "user", "contents": []})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
