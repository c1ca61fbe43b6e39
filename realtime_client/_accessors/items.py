"""Accessors of conversation items: messages, function calls, MCP calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from .._core.json import loads_object
from .._core.model import UNSET, Model
from ..errors import ArgumentsError, DecodeError

__all__ = [
    "AssistantMessageAccessors",
    "FunctionCallAccessors",
    "InputMessageAccessors",
    "MCPCallAccessors",
    "content_parts",
    "part_value",
    "parts",
]

_WRITTEN = ("text", "output_text", "input_text")
_SPOKEN = ("audio", "output_audio", "input_audio")


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


def content_parts(content: object) -> list[Any]:
    """Return the parts of the content of an item, models and mappings.

    Some servers send one part instead of a list, and its text instead of a part.
    """
    if isinstance(content, list):
        return content
    if isinstance(content, str):
        return [{"text": content}] if content else []
    return [content] if isinstance(content, Mapping | Model) else []


def part_value(part: object, name: str) -> Any:
    """Return the value of a key of a part, a model or a mapping; None where it has none."""
    return part.get(name) if isinstance(part, Mapping) else getattr(part, name, None)


def parts(message: _Message) -> Iterator[tuple[str, str]]:
    """Yield the parts of a message that have text, as ``("text" | "transcript", text)``, in order."""
    content = message.content
    for part in content_parts(content):
        kind = part_value(part, "type")
        is_bare = kind is None and not isinstance(content, list)
        for kinds, name in ((_WRITTEN, "text"), (_SPOKEN, "transcript")):
            text = part_value(part, name) if is_bare or (isinstance(kind, str) and kind in kinds) else None
            if isinstance(text, str):
                yield name, text


class AssistantMessageAccessors:
    """Accessors of a message of the assistant."""

    __slots__ = ()

    @property
    def text(self: _Message) -> str:
        """Written text, all text parts joined; "" if there is none."""
        return "".join(text for kind, text in parts(self) if kind == "text")

    @property
    def transcript(self: _Message) -> str:
        """Spoken text, the transcripts of all audio parts joined; "" if there is none."""
        return "".join(text for kind, text in parts(self) if kind == "transcript")

    @property
    def output_text(self: _Message) -> str:
        """Written or spoken text, in the order of the parts; "" if there is none."""
        return "".join(text for _, text in parts(self))


class InputMessageAccessors:
    """Accessors of a message of the user or the system."""

    __slots__ = ()

    @property
    def text(self: _Message) -> str:
        """Written text, all text parts joined; "" if there is none."""
        return "".join(text for kind, text in parts(self) if kind == "text")

    @property
    def transcript(self: _Message) -> str:
        """Spoken text, the transcripts of all audio parts joined; "" if there is none, or not yet."""
        return "".join(text for kind, text in parts(self) if kind == "transcript")


class FunctionCallAccessors:
    """Accessors of a function call."""

    __slots__ = ()

    def parse_arguments(self: _Call) -> dict[str, Any]:
        """Return the arguments as a mapping; empty if the model wrote none.

        Raises:
            ArgumentsError: The arguments are not a JSON object; it names the call and the place.
        """
        return _parse_arguments(self)


class MCPCallAccessors:
    """Accessors of a call to a tool of an MCP server."""

    __slots__ = ()

    def parse_arguments(self: _Call) -> dict[str, Any]:
        """Return the arguments as a mapping; empty if the model wrote none.

        Raises:
            ArgumentsError: The arguments are not a JSON object; it names the call and the place.
        """
        return _parse_arguments(self)


def _parse_arguments(call: _Call) -> dict[str, Any]:
    arguments = call.arguments
    if arguments is None or arguments is UNSET:
        return {}
    if isinstance(arguments, Mapping):
        # Some servers parse them.
        return dict(arguments)
    if not isinstance(arguments, str):
        raise _error(call, f"expected a string of JSON or an object, found {type(arguments).__name__}", 0)
    if not arguments.strip():
        return {}
    try:
        return loads_object(arguments)
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
