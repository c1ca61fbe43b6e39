"""Short forms for the events of a client, which both connections have, and what both show of their session."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .._core.tracebacks import hides_arguments
from .._decode.dialects import Dialect
from ..assembly import AssembledResponse, AssembledTranslation, Conversation, Note
from ..errors import InvalidArgumentError, RealtimeError, ServerError
from .session import Session, plain_mapping

if TYPE_CHECKING:
    from .._decode.aliases import EventInput, ItemInput, ResponseSettings, ServerSession, SessionSettings, Usage
    from ..functions import FunctionCall

__all__ = ["Commands", "call_id_of", "distinct_calls", "output_item"]

_Sent = TypeVar("_Sent", covariant=True)


def call_id_of(call: FunctionCall) -> str:
    """Return the id that the output of a call is to name.

    Raises:
        RealtimeError: The call has none.
    """
    for name in ("call_id", "id"):
        value = getattr(call, name, None)
        if isinstance(value, str) and value:
            return value
    raise RealtimeError(f"the call to {call.name!r} has no call_id, so that its output cannot be sent")


def distinct_calls(calls: Iterable[FunctionCall]) -> list[FunctionCall]:
    """Return calls without those that only repeat one before: some servers name a call in two items of a response."""
    found: dict[object, FunctionCall] = {}
    for call in calls:
        content = (call.call_id, call.name, call.arguments)
        is_complete = all(isinstance(each, str) for each in content) and call.call_id != ""
        found.setdefault(content if is_complete else id(call), call)
    return list(found.values())


def output_item(call_id: str, output: str) -> dict[str, Any]:
    """Return the event that carries the output of a function call."""
    item = {"type": "function_call_output", "call_id": call_id, "output": output}
    return {"type": "conversation.item.create", "item": item}


class Commands(Generic[_Sent]):
    """The state of a session, and a method for each event of a client.

    Each method sends one event and returns its id; on an asyncio connection it is awaited. With ``wait``, it returns
    once the server has acknowledged the event, and raises `ServerError` when it was refused; a server that acknowledges
    nothing is waited for up to `Options.ack_timeout` seconds. Without, a refusal goes to the log and to ``on_error``.

    Only what is passed is sent. A model of `realtime_client.models` or a plain mapping will do everywhere.
    """

    _session: Session

    @property
    def dialect(self) -> Dialect | None:
        """Dialect of the session, None until it is known."""
        return self._session.dialect

    @property
    def session(self) -> ServerSession | None:
        """The session as the server last described it, None before that."""
        return self._session.assembler.session

    @property
    def conversation(self) -> Conversation:
        """The conversation so far."""
        return self._session.assembler.conversation

    @property
    def responses(self) -> Mapping[str, AssembledResponse]:
        """Responses by id: those that go on, and the last that have ended, see `Options.keep_responses`."""
        return self._session.assembler.responses

    @property
    def translation(self) -> AssembledTranslation | None:
        """The translation so far, None outside of a translation session."""
        return self._session.assembler.translation

    @property
    def notes(self) -> list[Note]:
        """Remarks on what was odd about the events of the server, oldest first, see `Options.keep_notes`."""
        return self._session.assembler.notes

    @property
    def usage(self) -> Usage | None:
        """Tokens of all responses that have ended, added up; None while there are none."""
        return self._session.usage

    @property
    def last_error(self) -> ServerError | None:
        """Last error that the server reported, None when it reported none."""
        return self._session.ledger.last_error

    def transcript(self, *, commentary: bool = False) -> str:
        """Return the messages of the conversation as text, one line each; see `Conversation.transcript`."""
        return self.conversation.transcript(commentary=commentary)

    def send(self, event: EventInput) -> _Sent:
        """Send any event; see `realtime_client.events` for their classes."""
        raise NotImplementedError

    def _command(self, event: dict[str, Any], wait: bool) -> _Sent:
        raise NotImplementedError

    @hides_arguments
    def update_session(self, session: SessionSettings, *, wait: bool = True) -> _Sent:
        """Change settings of the session; those that are not named stay.

        Raises:
            ServerError: The server refused them.
        """
        kind = "session.update"
        return self._command({"type": kind, "session": plain_mapping(session)}, wait)

    @hides_arguments
    def create_item(self, item: ItemInput, *, previous_item_id: str | None = None, wait: bool = False) -> _Sent:
        """Put an item into the conversation.

        A refusal that was not waited for is raised by the next `respond` or `stream`, which would answer without it.

        Args:
            item: The item.
            previous_item_id: The item it follows, ``"root"`` for the beginning; None for the end.
            wait: Whether to wait for the acknowledgement.

        Raises:
            ServerError: The server refused it.
        """
        return self._create(plain_mapping(item), wait, previous_item_id)

    def _create(self, item: dict[str, Any], wait: bool, previous_item_id: str | None = None) -> _Sent:
        event: dict[str, Any] = {"type": "conversation.item.create", "item": item}
        if previous_item_id is not None:
            event["previous_item_id"] = previous_item_id
        return self._command(event, wait)

    def say(self, text: str, *, role: str = "user", wait: bool = False) -> _Sent:
        """Put a written message into the conversation; `respond` or `stream` has it answered."""
        content = {"type": "input_text", "text": text}
        return self._create({"type": "message", "role": role, "content": [content]}, wait)

    def give_output(self, call_id: str, output: str, *, wait: bool = False) -> _Sent:
        """Put the output of a function call into the conversation; `respond` or `stream` lets the model go on.

        Raises:
            InvalidArgumentError: The id is empty, or the output is not text.
        """
        for name, value in (("call_id", call_id), ("output", output)):
            given: object = value
            if not isinstance(given, str) or (name == "call_id" and not given):
                raise InvalidArgumentError(f"the {name} of a function's output must be text, not {given!r}")
        return self._command(output_item(call_id, output), wait)

    def approve(self, approval_request_id: str, *, reason: str | None = None, wait: bool = False) -> _Sent:
        """Approve a call to an MCP server that the model asked for."""
        return self._decide(approval_request_id, True, reason, wait)

    def deny(self, approval_request_id: str, *, reason: str | None = None, wait: bool = False) -> _Sent:
        """Deny a call to an MCP server that the model asked for."""
        return self._decide(approval_request_id, False, reason, wait)

    def _decide(self, approval_request_id: str, approve: bool, reason: str | None, wait: bool) -> _Sent:
        item: dict[str, Any] = {"id": f"mcpa_{token_hex(8)}", "type": "mcp_approval_response"}
        item |= {"approval_request_id": approval_request_id, "approve": approve}
        if reason is not None:
            item["reason"] = reason
        return self._create(item, wait)

    def retrieve_item(self, item_id: str) -> _Sent:
        """Ask for an item as the server holds it; it arrives as ``conversation.item.retrieved``."""
        return self._command({"type": "conversation.item.retrieve", "item_id": item_id}, False)

    def delete_item(self, item_id: str, *, wait: bool = True) -> _Sent:
        """Remove an item from the conversation.

        Raises:
            ServerError: The server refused it.
        """
        return self._command({"type": "conversation.item.delete", "item_id": item_id}, wait)

    def truncate_item(self, item_id: str, audio_end_ms: int, *, content_index: int = 0, wait: bool = True) -> _Sent:
        """Cut the audio of an answer off where the user stopped hearing it.

        Args:
            item_id: The item.
            audio_end_ms: Milliseconds that were heard. Never more than has arrived is sent, and never less than 0; an
                item without audio is cut at 0. Where the server plays the audio, it is sent as it is.
            content_index: Index of the content part.
            wait: Whether to wait for the acknowledgement.

        Raises:
            InvalidArgumentError: ``audio_end_ms`` is no finite number.
            ServerError: The server refused it.
        """
        event: dict[str, Any] = {"type": "conversation.item.truncate", "item_id": item_id}
        event["content_index"] = content_index
        event["audio_end_ms"] = self._session.clamp_audio_end(item_id, content_index, audio_end_ms)
        return self._command(event, wait)

    def commit_audio(self, *, wait: bool = True) -> _Sent:
        """Turn the audio in the input buffer into an item of the conversation.

        Raises:
            ServerError: The server refused it, for example because the buffer is empty.
        """
        return self._command({"type": "input_audio_buffer.commit"}, wait)

    def clear_audio(self, *, wait: bool = False) -> _Sent:
        """Discard the audio in the input buffer."""
        return self._command({"type": "input_audio_buffer.clear"}, wait)

    def clear_output_audio(self, *, wait: bool = False) -> _Sent:
        """Stop the audio that the server plays (WebRTC and SIP)."""
        return self._command({"type": "output_audio_buffer.clear"}, wait)

    @hides_arguments
    def create_response(self, response: ResponseSettings | None = None) -> _Sent:
        """Have the model answer, without waiting for its turn or for the answer; `respond` does both.

        Args:
            response: Settings of this one response; None for those of the session.
        """
        event: Any = {"type": "response.create"}
        if response is not None:
            event["response"] = plain_mapping(response)
        return self.send(event)

    def cancel_response(self, response_id: str | None = None) -> _Sent:
        """Cancel a response: the one of an id, or the one that is going on."""
        if response_id is None:
            return self.send({"type": "response.cancel"})
        return self.send({"type": "response.cancel", "response_id": response_id})
