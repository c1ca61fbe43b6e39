"""Accessors of conversation items: messages of the assistant, function calls, MCP calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from .._core.json import loads_object
from .._core.model import UNSET
from ..errors import ArgumentsError, DecodeError

__all__ = ["AssistantMessageAccessors", "FunctionCallAccessors", "MCPCallAccessors", "parts"]

_WRITTEN = ("text", "output_text")
_SPOKEN = ("audio", "output_audio")


class _Part(Protocol):
    @property
    def type(self) -> Any: ...
    @property
    def text(self) -> Any: ...
    @property
    def transcript(self) -> Any: ...


class _Message(Protocol):
    @property
    def content(self) -> Any: ...


class _Call(Protocol):
    @property
    def name(self) -> Any: ...
    @property
    def arguments(self) -> Any: ...


def parts(message: _Message) -> Iterator[tuple[str, str]]:
    """What each part of a message says, as ``("text" | "transcript", words)``, in order."""
    content = message.content
    for part in content if isinstance(content, list) else ():
        kind = getattr(part, "type", None)
        for kinds, name in ((_WRITTEN, "text"), (_SPOKEN, "transcript")):
            words = getattr(part, name, None) if kind in kinds else None
            if isinstance(words, str):
                yield name, words


class AssistantMessageAccessors:
    """Accessors of a message of the assistant."""

    __slots__ = ()

    @property
    def text(self: _Message) -> str:
        """What was written, all text parts joined; "" when there is none."""
        return "".join(words for kind, words in parts(self) if kind == "text")

    @property
    def transcript(self: _Message) -> str:
        """What was spoken, the transcripts of all audio parts joined; "" when there is none."""
        return "".join(words for kind, words in parts(self) if kind == "transcript")

    @property
    def output_text(self: _Message) -> str:
        """What was written or spoken, in the order of the parts; "" when there is nothing."""
        return "".join(words for _, words in parts(self))


class FunctionCallAccessors:
    """Accessors of a function call."""

    __slots__ = ()

    def parse_arguments(self: _Call) -> dict[str, Any]:
        """The arguments the model wrote, as a mapping; empty when it wrote nothing.

        Raises:
            ArgumentsError: The model wrote something that is no JSON object; names the call and the place.
        """
        return _parse_arguments(self)


class MCPCallAccessors:
    """Accessors of a call to a tool of an MCP server."""

    __slots__ = ()

    def parse_arguments(self: _Call) -> dict[str, Any]:
        """The arguments the model wrote, as a mapping; empty when it wrote nothing.

        Raises:
            ArgumentsError: The model wrote something that is no JSON object; names the call and the place.
        """
        return _parse_arguments(self)


def _parse_arguments(call: _Call) -> dict[str, Any]:
    written = call.arguments
    if written is None or written is UNSET:
        return {}
    if not isinstance(written, str):
        raise _error(call, f"expected a string of JSON, found {type(written).__name__}", 0)
    if not written.strip():
        return {}
    try:
        return loads_object(written)
    except DecodeError as error:
        raise _error(call, error.message, error.position) from None


def _error(call: _Call, reason: str, position: int) -> ArgumentsError:
    call_id = getattr(call, "call_id", None) or getattr(call, "id", None)
    return ArgumentsError(
        reason,
        name=call.name if isinstance(call.name, str) else None,
        call_id=call_id if isinstance(call_id, str) else None,
        position=position,
        arguments=call.arguments,
    )
