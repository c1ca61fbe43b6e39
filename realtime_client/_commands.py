"""What the blocking and the asyncio connection have in common: what they show, and short forms for what they send."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ._dialects import Dialect
from ._session import Json, Session, plain_mapping
from .assembly import AssembledResponse, Conversation

__all__ = ["Answer", "Commands"]

_Sent = TypeVar("_Sent", covariant=True)


class Answer:
    """A response that is asked for when the iteration over its pieces begins.

    Args:
        settings: Settings of this one response; None for those of the session.
    """

    def __init__(self, settings: Json | None) -> None:
        self._settings = settings
        self._response: AssembledResponse | None = None

    @property
    def response(self) -> AssembledResponse:
        """The response, as far as it has come.

        Raises:
            RuntimeError: It has not begun.
        """
        if self._response is None:
            raise RuntimeError("the response has not begun: iterate over the stream first")
        return self._response

    def request(self, event_id: str) -> dict[str, Any]:
        """The event that asks for it."""
        event: dict[str, Any] = {"type": "response.create", "event_id": event_id}
        return event if self._settings is None else {**event, "response": plain_mapping(self._settings)}


class Commands(Generic[_Sent]):
    """Each of these methods sends one event and gives its id; of an asyncio connection, to be awaited.

    Only what is given is sent. A model of `realtime_client.models` or a plain mapping will do everywhere.
    """

    _session: Session

    @property
    def dialect(self) -> Dialect | None:
        """Dialect of the session, None until it is known."""
        return self._session.dialect

    @property
    def conversation(self) -> Conversation:
        """The conversation so far."""
        return self._session.assembler.conversation

    @property
    def responses(self) -> dict[str, AssembledResponse]:
        """Responses so far, by id."""
        return self._session.assembler.responses

    def send(self, event: Json) -> _Sent:
        """Send any event; see `realtime_client.events` for their classes."""
        raise NotImplementedError

    def update_session(self, session: Json) -> _Sent:
        """Change settings of the session; those that are not named stay."""
        return self.send({"type": "session.update", "session": plain_mapping(session)})

    def create_item(self, item: Json, *, previous_item_id: str | None = None) -> _Sent:
        """Put an item into the conversation: at the end, or after another (``"root"``: at the beginning)."""
        event = {"type": "conversation.item.create", "item": plain_mapping(item)}
        return self.send(event if previous_item_id is None else {**event, "previous_item_id": previous_item_id})

    def say(self, text: str, *, role: str = "user") -> _Sent:
        """Put a written message into the conversation; `create_response` has it answered."""
        content = {"type": "input_text", "text": text}
        return self.create_item({"type": "message", "role": role, "content": [content]})

    def give_output(self, call_id: str, output: str) -> _Sent:
        """Put what a function call returned into the conversation; `create_response` lets the model go on."""
        return self.create_item({"type": "function_call_output", "call_id": call_id, "output": output})

    def retrieve_item(self, item_id: str) -> _Sent:
        """Ask for an item as the server holds it."""
        return self.send({"type": "conversation.item.retrieve", "item_id": item_id})

    def delete_item(self, item_id: str) -> _Sent:
        """Remove an item from the conversation."""
        return self.send({"type": "conversation.item.delete", "item_id": item_id})

    def truncate_item(self, item_id: str, audio_end_ms: int, *, content_index: int = 0) -> _Sent:
        """Cut the audio of a message where the user stopped listening, in milliseconds."""
        event = {"type": "conversation.item.truncate", "item_id": item_id, "content_index": content_index}
        return self.send({**event, "audio_end_ms": audio_end_ms})

    def commit_audio(self) -> _Sent:
        """Make the audio in the input buffer an item of the conversation."""
        return self.send({"type": "input_audio_buffer.commit"})

    def clear_audio(self) -> _Sent:
        """Throw the audio in the input buffer away."""
        return self.send({"type": "input_audio_buffer.clear"})

    def clear_output_audio(self) -> _Sent:
        """Stop the audio that is being played (WebRTC and SIP)."""
        return self.send({"type": "output_audio_buffer.clear"})

    def create_response(self, response: Json | None = None) -> _Sent:
        """Have the model answer, with settings of this one response where they are given."""
        event: dict[str, Any] = {"type": "response.create"}
        return self.send(event if response is None else {**event, "response": plain_mapping(response)})

    def cancel_response(self, response_id: str | None = None) -> _Sent:
        """Stop a response: the one of an id, or the one that is going on."""
        event = {"type": "response.cancel"}
        return self.send(event if response_id is None else {**event, "response_id": response_id})
