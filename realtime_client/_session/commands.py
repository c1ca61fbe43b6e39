"""What the blocking and the asyncio connection have in common: what they show, and short forms for what they send."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from .._decode.dialects import Dialect
from ..assembly import AssembledResponse, Conversation
from ..errors import RealtimeError
from .session import Json, ResponseListener, Session, plain_mapping

if TYPE_CHECKING:
    from ..functions import FunctionCall, Functions

__all__ = ["MAX_ROUNDS", "Answer", "Commands"]

# Rounds of calls before one answer: more than a conversation takes, and few enough to end a model that goes in circles.
MAX_ROUNDS: Final = 10

_Sent = TypeVar("_Sent", covariant=True)


class Answer:
    """A response that is asked for when the iteration over its pieces begins, and those that its calls lead to.

    Args:
        session: The session.
        settings: Settings of the response; None for those of the session.
        functions: Functions that are called when the model asks for it, which then goes on; None leaves calls alone.
        max_rounds: How often functions are called at most; None for no limit.

    Attributes:
        responses: The response, and with functions all that followed it, the last one as far as it has come.
    """

    def __init__(
        self, session: Session, settings: Json | None, functions: Functions | None, max_rounds: int | None
    ) -> None:
        self.responses: list[AssembledResponse] = []
        self._session = session
        self._settings = None if settings is None else plain_mapping(settings)
        self._functions = functions
        self._max_rounds = max_rounds
        # What is to be sent before the next response is asked for.
        self._outputs: list[dict[str, Any]] = []
        self._is_over = False
        self._loss = session.loss
        if functions is not None and (self._settings or {}).get("conversation") == "none":
            raise ValueError("outputs of functions go into the conversation, which a response outside of it cannot see")

    @property
    def response(self) -> AssembledResponse:
        """The last response, as far as it has come.

        Raises:
            RuntimeError: It has not begun.
        """
        if not self.responses:
            raise RuntimeError("the response has not begun: iterate over the stream first")
        return self.responses[-1]

    def _ask(self) -> tuple[list[dict[str, Any]], ResponseListener]:
        """What to send for the next response, and its listener, listening already.

        Raises:
            ConnectionLost: The connection that the calls came over was lost.
        """
        if self.responses and self._session.loss is not None and self._session.loss is not self._loss:
            raise copy(self._session.loss)
        return self._session.ask(self._settings, self._outputs)

    def _follow(self, listener: ResponseListener) -> None:
        """Take notice of the response when it has begun."""
        if listener.response is not None and all(listener.response is not known for known in self.responses):
            self.responses.append(listener.response)

    def _calls(self) -> list[FunctionCall]:
        """What the response that has just ended wants called; nothing more is to be asked for when that is nothing.

        Raises:
            RealtimeError: The model has called functions too often.
        """
        whole = self.response.response
        # Calls in a response that was cut off or cancelled may not be what the model meant.
        wanted = [] if self._functions is None or whole is None or not whole.is_completed else whole.function_calls
        self._is_over = not wanted
        if wanted and self._max_rounds is not None and len(self.responses) > self._max_rounds:
            raise RealtimeError(f"the model goes on calling functions after {self._max_rounds} rounds of calls")
        return [*wanted]

    def _give(self, calls: Sequence[FunctionCall], outputs: Sequence[str]) -> None:
        """Have the outputs of calls sent, and the model go on."""
        self._outputs = [output_item(call.call_id, output) for call, output in zip(calls, outputs, strict=True)]
        choice = (self._settings or {}).get("tool_choice")
        if self._settings is not None and choice not in (None, "auto", "none"):
            # What made the model call a function would make it call functions forever.
            self._settings = {name: value for name, value in self._settings.items() if name != "tool_choice"}


def output_item(call_id: str, output: str) -> dict[str, Any]:
    """The event that gives the output of a function call."""
    item = {"type": "function_call_output", "call_id": call_id, "output": output}
    return {"type": "conversation.item.create", "item": item}


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
        """Responses so far, by id: those that go on, and the last that have ended, see `Options.keep_responses`."""
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
        return self.send(output_item(call_id, output))

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
