"""Accessors of a response, the same for both dialects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self, TypeGuard, cast

from .._core.audio_format import AudioFormat
from .._core.model import Model
from ..errors import ResponseCancelled, ResponseFailed, ResponseIncomplete
from .items import AssistantMessageAccessors, FunctionCallAccessors, MCPCallAccessors

if TYPE_CHECKING:
    from .._generated.models import (
        RealtimeBetaResponse,
        RealtimeConversationItemFunctionCall,
        RealtimeConversationItemMessageAssistant,
        RealtimeMCPToolCall,
        RealtimeResponse,
        RealtimeResponseStatusDetailsError,
    )

__all__ = ["ResponseAccessors"]

_FINAL = {
    "completed": None,
    "cancelled": ResponseCancelled,
    "failed": ResponseFailed,
    "incomplete": ResponseIncomplete,
}


class _Response(Protocol):
    @property
    def id(self) -> Any: ...
    @property
    def status(self) -> Any: ...
    @property
    def status_details(self) -> Any: ...
    @property
    def output(self) -> Any: ...
    @property
    def max_output_tokens(self) -> Any: ...
    @property
    def messages(self) -> list[RealtimeConversationItemMessageAssistant]: ...


class ResponseAccessors:
    """Accessors of a response; see `RealtimeResponse` and `RealtimeBetaResponse` for its fields."""

    __slots__ = ()

    @property
    def messages(self: _Response) -> list[RealtimeConversationItemMessageAssistant]:
        """Messages of the assistant, in order."""
        return [item for item in _items(self) if _is_message(item)]

    @property
    def function_calls(self: _Response) -> list[RealtimeConversationItemFunctionCall]:
        """Calls of functions for the client to run, in order."""
        return [item for item in _items(self) if _is_function_call(item)]

    @property
    def mcp_calls(self: _Response) -> list[RealtimeMCPToolCall]:
        """Calls of tools that the server ran on an MCP server, in order."""
        return [item for item in _items(self) if _is_mcp_call(item)]

    @property
    def text(self: _Response) -> str:
        """Written text: the text parts of all messages, joined; "" if there is none."""
        return "".join(message.text for message in self.messages)

    @property
    def transcript(self: _Response) -> str:
        """Spoken text: the transcripts of all messages, joined; "" if there is none."""
        return "".join(message.transcript for message in self.messages)

    @property
    def output_text(self: _Response) -> str:
        """Written or spoken text, in order; "" if there is none."""
        return "".join(message.output_text for message in self.messages)

    @property
    def is_completed(self: _Response) -> bool:
        """True if the response is complete."""
        return bool(self.status == "completed")

    @property
    def is_cancelled(self: _Response) -> bool:
        """True if the client, or the user by speaking, cut it short."""
        return bool(self.status == "cancelled")

    @property
    def is_failed(self: _Response) -> bool:
        """True if the server failed to produce it; the reason is in `error`."""
        return bool(self.status == "failed")

    @property
    def is_incomplete(self: _Response) -> bool:
        """True if the token limit or a content filter cut it off."""
        return bool(self.status == "incomplete")

    @property
    def is_in_progress(self: _Response) -> bool:
        """True if the response is still in progress."""
        return bool(self.status == "in_progress")

    @property
    def is_final(self: _Response) -> bool:
        """True if the response has ended; False for an unknown status."""
        return isinstance(self.status, str) and self.status in _FINAL

    @property
    def stop_reason(self: _Response) -> str | None:
        """Reason why the response ended; None before it has, or if there is none.

        ``turn_detected``, ``client_cancelled``, ``max_output_tokens``, ``content_filter`` or another reason of the
        server; without one, the final status itself, such as ``completed``.
        """
        details = self.status_details
        reason = details if isinstance(details, str) else getattr(details, "reason", None)
        if isinstance(reason, str) and reason:
            return reason
        return self.status if isinstance(self.status, str) and self.status in _FINAL else None

    @property
    def error(self: _Response) -> RealtimeResponseStatusDetailsError | None:
        """Error of a failed response, with ``type``, ``code`` and ``message``; None if there is none."""
        error = getattr(self.status_details, "error", None)
        return cast("RealtimeResponseStatusDetailsError", error) if isinstance(error, Model) else None

    def raise_for_status(self) -> Self:
        """Return the response itself, unless it ended without completing.

        Raises:
            ResponseFailed: The server failed to produce it.
            ResponseIncomplete: The token limit or a content filter cut it off.
            ResponseCancelled: The client, or the user by speaking, cut it short.
        """
        response = cast("RealtimeResponse | RealtimeBetaResponse", self)
        status = response.status
        kind = _FINAL.get(status) if isinstance(status, str) else None
        if kind is not None:
            details: list[object] = [response.stop_reason]
            details += [getattr(response.error, name, None) for name in ("code", "message")]
            details += _texts_of(response.status_details)
            about = ": ".join(dict.fromkeys(text for text in details if isinstance(text, str) and text != status))
            name = f"response {response.id}" if isinstance(response.id, str) else "response"
            raise kind(f"{name} {status}" + (f": {about}" if about else ""), response, response.stop_reason)
        return self

    @property
    def modalities_used(self) -> list[str]:
        """Modalities of the answer, such as ``["audio"]``.

        Taken from ``output_modalities`` or ``modalities``, or else from the parts of the response.
        """
        declared = getattr(self, "output_modalities", None) or getattr(self, "modalities", None)
        if isinstance(declared, list) and declared:
            return [modality for modality in declared if isinstance(modality, str)]
        response = cast("_Response", self)
        used = {"text": any(message.text for message in response.messages)}
        used["audio"] = any(message.transcript for message in response.messages)
        return [modality for modality, found in used.items() if found]

    @property
    def voice_name(self) -> str | None:
        """Name of the voice, or the id of a custom one; None if the response has none."""
        voice = getattr(self, "voice", None) or getattr(_audio_output(self), "voice", None)
        name = voice if isinstance(voice, str) else getattr(voice, "id", None)
        return name if isinstance(name, str) and name else None

    @property
    def audio_format(self) -> AudioFormat | None:
        """Format of the audio of the response; None if it has none, or an unknown one."""
        return AudioFormat.from_wire(
            getattr(self, "output_audio_format", None) or getattr(_audio_output(self), "format", None)
        )

    @property
    def token_limit(self: _Response) -> int | None:
        """Maximum number of tokens of the response; None if there is no limit (``inf``) or none is given."""
        limit = self.max_output_tokens
        return limit if isinstance(limit, int) and not isinstance(limit, bool) else None


def _texts_of(details: object) -> list[object]:
    """Return what some servers put directly into the details, as text."""
    if not isinstance(details, Model):
        return []
    data = details.to_dict()
    return [data.get("error"), data.get("message")]


def _items(response: _Response) -> list[object]:
    return response.output if isinstance(response.output, list) else []


def _audio_output(response: object) -> object:
    return getattr(getattr(response, "audio", None), "output", None)


def _is_message(item: object) -> TypeGuard[RealtimeConversationItemMessageAssistant]:
    return isinstance(item, AssistantMessageAccessors)


def _is_function_call(item: object) -> TypeGuard[RealtimeConversationItemFunctionCall]:
    return isinstance(item, FunctionCallAccessors)


def _is_mcp_call(item: object) -> TypeGuard[RealtimeMCPToolCall]:
    return isinstance(item, MCPCallAccessors)
