"""What the embedded server says: the interface that decides it, and the default that always says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import orjson
from attrs import Attribute, field, frozen
from attrs.validators import optional

from ..._decode.dialects import Dialect
from ...audio import AudioFormat

__all__ = [
    "Answer",
    "Answerer",
    "Call",
    "Close",
    "Echo",
    "Fault",
    "Frame",
    "Handshake",
    "Out",
    "Part",
    "Refusal",
    "Say",
    "Speech",
    "Turn",
    "arguments_json",
    "sample",
]

_Json: TypeAlias = Mapping[str, Any]


def _is(what: str, *kinds: type) -> Any:
    """Makes sure of what an attribute holds: a mistake is told where it is written, not in the middle of a session."""

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise TypeError(f"{attribute.name} is {what}, found {value!r}")

    return check


def _is_made_of(what: str, *kinds: type) -> Any:
    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        for entry in value if isinstance(value, list | tuple) else [value]:
            if not isinstance(entry, kinds):
                raise TypeError(f"{attribute.name} are {what}, found {entry!r}")

    return check


def _is_one_of(*known: str) -> Any:
    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if value not in known:
            raise ValueError(f"{attribute.name} is one of {', '.join(known)}, found {value!r}")

    return check


_is_text = _is("a text", str)
_is_number = _is("a number", int, float)
_is_whole = _is("a whole number", int)


@frozen
class Say:
    """A message: written, or spoken, as the modalities of the response want it.

    Attributes:
        text: What is said.
        audio: Audio to say it with, in the format of the response; None makes tones of the text.
    """

    text: str = field(validator=_is_text)
    audio: bytes | None = None


@frozen
class Call:
    """A function call.

    Attributes:
        name: Name of the function.
        arguments: What it is called with, or the string that a model would write.
        call_id: Id of the call; None for a new one.
    """

    name: str = field(validator=_is_text)
    arguments: _Json | str = field(factory=dict, validator=_is("a mapping or a text", Mapping, str))
    call_id: str | None = field(default=None, validator=optional(_is_text))


Part: TypeAlias = Say | Call


@frozen(kw_only=True)
class Fault:
    """Something that goes wrong, or otherwise than usual, in the middle of an answer.

    Attributes:
        after: How many events of the answer come first; ``response.created`` is the first.
        close: Close the connection with this code then; 1006 drops it without a word.
        reason: Reason of the closing.
        malformed: A frame that is no JSON object.
        send: An event of any kind, or several.
        patch: Changes of the next event, by path: ``{"delta": None, "response.status": "paused"}``.
        wait: Go on only when the client has sent an event of this type.
        delay: Seconds to wait.
    """

    after: int = field(validator=_is_whole)
    close: int | None = field(default=None, validator=optional(_is_whole))
    reason: str = field(default="", validator=_is_text)
    malformed: str | None = field(default=None, validator=optional(_is_text))
    send: _Json | Sequence[_Json] | None = field(default=None, validator=optional(_is_made_of("mappings", Mapping)))
    patch: _Json | None = field(default=None, validator=optional(_is("a mapping", Mapping)))
    wait: str | None = field(default=None, validator=optional(_is_text))
    delay: float = field(default=0.0, validator=_is_number)


def _parts(value: Part | str | Sequence[Part | str]) -> tuple[Part, ...]:
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple(Say(part) if isinstance(part, str) else part for part in listed)


@frozen
class Answer:
    """One response.

    Attributes:
        parts: Messages and function calls, in their order; a string is a message.
        delay: Seconds before it begins.
        pace: Seconds between its events.
        faults: What goes wrong.
        status: How it ends.
        reason: Why it is incomplete: ``max_output_tokens`` or ``content_filter``.
        error: Why it failed: ``{"type": …, "code": …, "message": …}``.
    """

    parts: tuple[Part, ...] = field(converter=_parts, validator=_is_made_of("texts, messages and calls", Say, Call))
    delay: float = field(default=0.0, kw_only=True, validator=_is_number)
    pace: float = field(default=0.0, kw_only=True, validator=_is_number)
    faults: Sequence[Fault] = field(default=(), kw_only=True, validator=_is_made_of("faults", Fault))
    status: Literal["completed", "incomplete", "failed"] = field(
        default="completed", kw_only=True, validator=_is_one_of("completed", "incomplete", "failed")
    )
    reason: str = field(default="content_filter", kw_only=True, validator=_is_text)
    error: _Json | None = field(default=None, kw_only=True, validator=optional(_is("a mapping", Mapping)))


@frozen(kw_only=True)
class Turn:
    """What a response has to go by.

    Attributes:
        items: The items it answers, as on the wire, oldest first.
        instructions: Instructions of the session or of this response.
        tools: Tools, as on the wire.
        tool_choice: ``auto``, ``none``, ``required``, or an object that names one.
        modalities: ``("text",)`` or one with ``audio``.
        metadata: Metadata of the request.
        dialect: Dialect of the session.
        model: Model of the session.
    """

    items: Sequence[_Json]
    instructions: str = ""
    tools: Sequence[_Json] = ()
    tool_choice: str | _Json = "auto"
    modalities: tuple[str, ...] = ("audio",)
    metadata: _Json | None = None
    dialect: Dialect = "ga"
    model: str = ""

    @property
    def last(self) -> _Json:
        """The last item; empty when there is none."""
        return self.items[-1] if self.items else {}

    @property
    def text(self) -> str:
        """What the last item says: its text and its transcripts, or the output of a function."""
        parts = self.last.get("content") or ()
        said = " ".join(filter(None, (part.get("text") or part.get("transcript") for part in parts)))
        return said or str(self.last.get("output") or "")


@frozen
class Speech:
    """Audio that a user has spoken.

    Attributes:
        audio: The audio.
        format: How it is encoded.
    """

    audio: bytes = field(repr=False)
    format: AudioFormat

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.audio) / self.format.bytes_per_second


@frozen
class Handshake:
    """How a client asks for a connection, or for an operation over HTTP.

    Attributes:
        path: Path of the URL.
        query: Query of the URL.
        headers: Headers, names in lower case.
    """

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)


@frozen
class Refusal:
    """How a connection, or an operation over HTTP, is refused.

    Attributes:
        status: Status of HTTP.
        message: What is told.
        code: Code of the error.
        headers: Headers of the answer, such as ``Retry-After``.
    """

    status: int = field(validator=_is_whole)
    message: str = field(default="refused by the script", validator=_is_text)
    code: str | None = field(default=None, validator=optional(_is_text))
    headers: Mapping[str, str] = field(factory=dict, validator=_is("a mapping", Mapping))


@frozen
class Close:
    """The end of a connection.

    Attributes:
        code: Code of the closing; 1006 drops the connection without a word.
        reason: Its reason.
    """

    code: int = field(default=1000, validator=_is_whole)
    reason: str = field(default="", validator=_is_text)


@frozen
class Frame:
    """A frame that goes out as it is.

    Attributes:
        text: What it holds.
    """

    text: str


Out: TypeAlias = Mapping[str, Any] | Frame | Close


class Answerer:
    """Decides what the server says. Override what you want otherwise; one is shared by all connections of a server."""

    def answer(self, turn: Turn) -> Answer | str:
        """The response to a turn; a string is a message."""
        raise NotImplementedError

    def hear(self, speech: Speech) -> str:
        """What was said in audio of the user: its transcript."""
        return f"{speech.seconds:.1f} seconds of speech"

    def translate(self, text: str, language: str) -> str:
        """A transcript in another language, for translation sessions."""
        return f"[{language}] {text}"

    def connecting(self, handshake: Handshake) -> Refusal | None:
        """Whether a connection, or an operation over HTTP, is refused."""
        return None

    def received(self, event: _Json) -> None:
        """Take notice of an event of the client, before it is handled."""

    def pending(self) -> Sequence[Out]:
        """What the server sends of its own accord; asked for whenever no response is going on."""
        return ()

    def check(self) -> None:
        """Say what did not happen, at the end.

        Raises:
            AssertionError: What was to happen did not.
        """


class Echo(Answerer):
    """Says what it was told, and calls a function when the user speaks of it or a call is demanded.

    A function is called when a word of its name, of four letters or more, stands in what the user said: "What is the
    weather?" calls ``get_weather``. Its arguments are made from its JSON schema. What it returned is said next.

    Args:
        delay: Seconds before each answer.
        pace: Seconds between the events of an answer.
    """

    def __init__(self, *, delay: float = 0.0, pace: float = 0.0) -> None:
        self._delay = delay
        self._pace = pace

    def answer(self, turn: Turn) -> Answer:
        """The response to a turn."""
        return Answer(self._part(turn), delay=self._delay, pace=self._pace)

    def _part(self, turn: Turn) -> Part:
        if turn.last.get("type") == "function_call_output":
            return Say(f"The answer is: {turn.text}")
        tool = _wanted(turn)
        if tool is not None:
            return Call(tool["name"], sample(tool.get("parameters") or {}, turn.text))
        return Say(f"You said: {turn.text}" if turn.text else "Hello! How can I help you?")


def _wanted(turn: Turn) -> _Json | None:
    """The function that a turn has called."""
    functions = [tool for tool in turn.tools if tool.get("type", "function") == "function" and tool.get("name")]
    choice = turn.tool_choice
    if isinstance(choice, Mapping):
        functions = [tool for tool in functions if tool["name"] == choice.get("name")]
    elif choice != "required":
        said = frozenset(re.findall(r"\w+", turn.text.lower())) if choice == "auto" else frozenset()
        functions = [tool for tool in functions if not said.isdisjoint(_words(tool["name"]))]
    return functions[0] if functions else None


def _words(name: str) -> Iterable[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return (word for word in re.findall(r"[a-z0-9]{4,}", spaced.lower()))


def sample(schema: _Json, text: str) -> Any:
    """A value that a JSON schema declares, the same for the same schema and text.

    Args:
        schema: The schema of a function's parameters.
        text: What strings are filled with: the last word that begins with a capital, or else all of it.
    """
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    for key in ("enum", "examples"):
        if schema.get(key):
            return schema[key][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if schema.get(key):
            return sample(schema[key][0], text)
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return {name: sample(entry, text) for name, entry in (schema.get("properties") or {}).items()}
    if kind == "array":
        return [sample(schema.get("items") or {}, text)]
    if kind in ("integer", "number"):
        return schema.get("minimum", 1)
    if kind == "string":
        names = re.findall(r"(?<=\s)[A-Z]\w+", text)
        return names[-1] if names else text
    return True if kind == "boolean" else None


def arguments_json(call: Call) -> str:
    """The arguments of a call as a model writes them."""
    return call.arguments if isinstance(call.arguments, str) else orjson.dumps(dict(call.arguments)).decode()
