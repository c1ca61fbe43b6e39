"""Answers of the embedded server: the interface that decides them, and the default that echoes the user."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal, TypeAlias

from attrs import Attribute, field, frozen
from attrs.validators import instance_of, optional

from ..._core.json import dumps
from ..._core.redaction import redact
from ..._decode.dialects import Dialect
from ...audio import AudioFormat

__all__ = [
    "Answer",
    "AnswerFailed",
    "Answerer",
    "Call",
    "Close",
    "Echo",
    "Fault",
    "Frame",
    "Handshake",
    "MCPCall",
    "Out",
    "Part",
    "Refusal",
    "Say",
    "Speech",
    "TranscriptionFailed",
    "Turn",
    "arguments_json",
    "described",
    "sample",
]

_Json: TypeAlias = Mapping[str, Any]


def _instance_of(expected: str, *kinds: type) -> Any:
    """Return a validator, so that a mistake is reported at its line and not in the middle of a session."""

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, kinds) or isinstance(value, bool):
            raise TypeError(f"{attribute.name} must be {expected}, found {value!r}")

    return check


def _masked(value: object) -> str:
    """Return the representation of a value without its secrets, such as those of MCP servers."""
    return redact(repr(value))


def _made_of(expected: str, *kinds: type) -> Any:
    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        for entry in value if isinstance(value, list | tuple) else [value]:
            if not isinstance(entry, kinds):
                raise TypeError(f"{attribute.name} must be {expected}, found {entry!r}")

    return check


def _one_of(*known: str) -> Any:
    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        if value not in known:
            raise ValueError(f"{attribute.name} must be one of {', '.join(known)}, found {value!r}")

    return check


_is_text = _instance_of("a text", str)
_is_number = _instance_of("a number", int, float)
_is_whole = _instance_of("a whole number", int)


@frozen
class Say:
    """A message: text or speech, as the modalities of the response demand.

    Attributes:
        text: Text of the message, or the transcript of its speech.
        audio: Speech, in the output format of the session; None synthesises tones.
        phase: ``commentary`` or ``final_answer``; None lets reasoning models report the usual one, and others none.
    """

    text: str = field(validator=_is_text)
    audio: bytes | None = None
    phase: str | None = field(default=None, kw_only=True, validator=optional(_is_text))


@frozen
class Call:
    """A function call.

    Attributes:
        name: Name of the function.
        arguments: Arguments, or the string that a model would write.
        call_id: Id of the call; None for a new one.
    """

    name: str = field(validator=_is_text)
    arguments: _Json | str = field(factory=dict, validator=_instance_of("a mapping or a text", Mapping, str))
    call_id: str | None = field(default=None, validator=optional(_is_text))


@frozen
class MCPCall:
    """A call of a tool of an MCP server, which the server makes itself.

    Where the client's ``require_approval`` demands it, the response ends with a request for approval. Once it is
    approved, the call is made, and the rest of the answer is the next response that the client requests; a denied call
    is not made, and the rest is dropped.

    Attributes:
        server_label: Label of the MCP server in the settings of the session.
        name: Name of the tool.
        arguments: Arguments, or the string that a model would write.
        output: Text that the tool returns.
        error: Error of a call that fails, as on the wire; a string is the message of a ``tool_execution_error``.
        late: Whether the call is made after the end of its response, so that its output is for the next response.
    """

    server_label: str = field(validator=_is_text)
    name: str = field(validator=_is_text)
    arguments: _Json | str = field(factory=dict, validator=_instance_of("a mapping or a text", Mapping, str))
    output: str = field(default="", validator=_is_text)
    error: _Json | str | None = field(
        default=None, kw_only=True, validator=optional(_instance_of("a mapping or a text", Mapping, str))
    )
    late: bool = field(default=False, kw_only=True, validator=instance_of(bool))


Part: TypeAlias = Say | Call | MCPCall


@frozen(kw_only=True)
class Fault:
    """A fault or an oddity in the middle of an answer.

    Attributes:
        after: Number of events of the answer that come first; ``response.created`` is the first.
        close: Code to close the connection with; 1006 drops it without a closing handshake.
        reason: Reason of the close.
        malformed: A frame that is not a JSON object.
        send: An event of any kind, or several.
        patch: Changes of the next event, by path: ``{"delta": None, "response.status": "paused"}``.
        wait: Type of a client event to wait for before going on.
        delay: Seconds to wait.
    """

    after: int = field(validator=_is_whole)
    close: int | None = field(default=None, validator=optional(_is_whole))
    reason: str = field(default="", validator=_is_text)
    malformed: str | None = field(default=None, validator=optional(_is_text))
    send: _Json | Sequence[_Json] | None = field(default=None, validator=optional(_made_of("mappings", Mapping)))
    patch: _Json | None = field(default=None, validator=optional(_instance_of("a mapping", Mapping)))
    wait: str | None = field(default=None, validator=optional(_is_text))
    delay: float = field(default=0.0, validator=_is_number)


def _parts(value: Part | str | Sequence[Part | str]) -> tuple[Part, ...]:
    listed = value if isinstance(value, list | tuple) else (value,)
    return tuple(Say(part) if isinstance(part, str) else part for part in listed)


@frozen
class Answer:
    """One response.

    Attributes:
        parts: Messages and calls, in order; a string is a message.
        delay: Seconds before the response begins.
        pace: Seconds before each delta; the events at the end come at once.
        faults: Faults to inject.
        status: Final status.
        reason: Reason why it is incomplete: ``max_output_tokens`` or ``content_filter``.
        error: Error of a failed response: ``{"type": …, "code": …, "message": …}``.
    """

    parts: tuple[Part, ...] = field(
        converter=_parts, validator=_made_of("texts, messages and calls", Say, Call, MCPCall)
    )
    delay: float = field(default=0.0, kw_only=True, validator=_is_number)
    pace: float = field(default=0.0, kw_only=True, validator=_is_number)
    faults: Sequence[Fault] = field(default=(), kw_only=True, validator=_made_of("faults", Fault))
    status: Literal["completed", "incomplete", "failed"] = field(
        default="completed", kw_only=True, validator=_one_of("completed", "incomplete", "failed")
    )
    reason: str = field(default="content_filter", kw_only=True, validator=_is_text)
    error: _Json | None = field(default=None, kw_only=True, validator=optional(_instance_of("a mapping", Mapping)))


@frozen(kw_only=True)
class Turn:
    """Input of a response.

    Attributes:
        items: The items to answer, as on the wire, oldest first.
        instructions: Instructions of the session or of this response.
        tools: Tools, as on the wire.
        tool_choice: ``auto``, ``none``, ``required``, or an object that names a tool.
        modalities: Output modalities: ``("text",)``, or a tuple with ``audio``.
        metadata: Metadata of the request.
        dialect: Dialect of the session.
        model: Model of the session.
    """

    items: Sequence[_Json]
    instructions: str = ""
    tools: Sequence[_Json] = field(default=(), repr=_masked)
    tool_choice: str | _Json = "auto"
    modalities: tuple[str, ...] = ("audio",)
    metadata: _Json | None = None
    dialect: Dialect = "ga"
    model: str = ""

    @property
    def last(self) -> _Json:
        """The last item; empty if there are none."""
        return self.items[-1] if self.items else {}

    @property
    def text(self) -> str:
        """Text and transcripts of the last item, or the output of a function."""
        parts = self.last.get("content") or ()
        joined = " ".join(filter(None, (part.get("text") or part.get("transcript") for part in parts)))
        return joined or str(self.last.get("output") or "")


@frozen
class Speech:
    """Audio of the user.

    Attributes:
        audio: The audio.
        format: Its encoding and sample rate.
    """

    audio: bytes = field(repr=False)
    format: AudioFormat

    @property
    def seconds(self) -> float:
        """Duration in seconds."""
        return len(self.audio) / self.format.bytes_per_second


@frozen
class Handshake:
    """Request of a client for a connection, or for an operation over HTTP.

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
    """HTTP reply that refuses a connection or an operation.

    Attributes:
        status: HTTP status.
        message: Message of the error.
        code: Code of the error.
        headers: Headers of the reply, such as ``Retry-After``.
    """

    status: int = field(validator=_is_whole)
    message: str = field(default="refused by the script", validator=_is_text)
    code: str | None = field(default=None, validator=optional(_is_text))
    headers: Mapping[str, str] = field(factory=dict, validator=_instance_of("a mapping", Mapping))


@frozen
class Close:
    """End of a connection.

    Attributes:
        code: Close code; 1006 drops the connection without a closing handshake.
        reason: Close reason.
    """

    code: int = field(default=1000, validator=_is_whole)
    reason: str = field(default="", validator=_is_text)


@frozen
class Frame:
    """A text frame to send unchanged.

    Attributes:
        text: Its content.
    """

    text: str


Out: TypeAlias = Mapping[str, Any] | Frame | Close


class TranscriptionFailed(Exception):
    """Failure of a transcription, for `Answerer.hear` to raise.

    Args:
        message: Message of the error.
        code: Code of the error.
    """

    def __init__(self, message: str = "Input transcription failed.", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class AnswerFailed(Exception):
    """Failure of an answer, for `Answerer.answer` to raise; the response fails with it.

    Args:
        message: Message of the error.
        code: Code of the error.
    """

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code


class Answerer:
    """Source of the answers; override what should differ. All connections of a server share one.

    Methods that take time are best coroutines or, where they return pieces, asynchronous generators. Plain methods may
    block: ``answer``, ``hear`` and ``translate`` of your own run in threads, so that no session waits for another.

    Attributes:
        runs_in_threads: Whether they do; False for methods that return at once and share state.
    """

    runs_in_threads: ClassVar[bool] = True

    def answer(self, turn: Turn) -> Answer | str | Awaitable[Answer | str] | AsyncIterator[Part | str]:
        """Return the response to a turn; a string is a message.

        An asynchronous generator yields it in pieces: strings are pieces of one message; `Say`, `Call` and
        `MCPCall` are whole parts.

        Raises:
            AnswerFailed: To have the response fail.
        """
        raise NotImplementedError

    def hear(self, speech: Speech) -> str | Awaitable[str] | AsyncIterator[str]:
        """Return the transcript of the user's audio, or yield its pieces.

        Raises:
            TranscriptionFailed: To have the transcription fail.
        """
        return described(speech)

    def translate(self, text: str, language: str) -> str | Awaitable[str]:
        """Translate a transcript, in translation sessions."""
        return f"[{language}] {text}"

    def list_tools(self, server: _Json) -> Sequence[_Json] | Awaitable[Sequence[_Json]]:
        """Return the tools of an MCP server that the client has configured; by default those that it allows by name.

        Args:
            server: The entry of ``tools``, as on the wire.

        Returns:
            The tools, as on the wire: ``name``, ``input_schema`` and, if there are any, ``description`` and
            ``annotations``.

        Raises:
            AnswerFailed: The tools cannot be listed.
        """
        allowed = server.get("allowed_tools")
        names = allowed.get("tool_names") if isinstance(allowed, Mapping) else allowed
        return [{"name": name, "input_schema": {"type": "object", "properties": {}}} for name in names or ()]

    def connecting(self, handshake: Handshake) -> Refusal | None:
        """Return a refusal of a connection or of an operation over HTTP; None accepts it."""
        return None

    def received(self, event: _Json) -> None:
        """Observe an event of the client before it is handled."""

    def pending(self) -> Sequence[Out]:
        """Return what the server sends unasked; called whenever no response is in progress."""
        return ()

    def check(self) -> None:
        """Verify at the end that everything expected has happened.

        Raises:
            AssertionError: It has not.
        """


def described(speech: Speech) -> str:
    """Describe speech that nothing recognises."""
    return f"{speech.seconds:.1f} seconds of speech"


class Echo(Answerer):
    """Repeats what the user said, and calls functions that the user mentions or that the client requires.

    A function is mentioned by any part of its name that has four letters or more: "What is the weather?" calls
    ``get_weather``. Its arguments are sampled from its JSON schema. The next answer repeats its output.

    Args:
        delay: Seconds before each answer.
        pace: Seconds before each delta of an answer.
    """

    runs_in_threads = False

    def __init__(self, *, delay: float = 0.0, pace: float = 0.0) -> None:
        self._delay = delay
        self._pace = pace

    def answer(self, turn: Turn) -> Answer:
        """Return the response to a turn."""
        return Answer(self._part(turn), delay=self._delay, pace=self._pace)

    def _part(self, turn: Turn) -> Part:
        if turn.last.get("type") == "function_call_output":
            return Say(f"The answer is: {turn.text}")
        tool = _requested_function(turn)
        if tool is not None:
            return Call(tool["name"], sample(tool.get("parameters") or {}, turn.text))
        return Say(f"You said: {turn.text}" if turn.text else "Hello! How can I help you?")


def _requested_function(turn: Turn) -> _Json | None:
    functions = [tool for tool in turn.tools if tool.get("type", "function") == "function" and tool.get("name")]
    choice = turn.tool_choice
    if isinstance(choice, Mapping):
        functions = [tool for tool in functions if tool["name"] == choice.get("name")]
    elif choice != "required":
        mentioned = frozenset(re.findall(r"\w+", turn.text.lower())) if choice == "auto" else frozenset()
        functions = [tool for tool in functions if not mentioned.isdisjoint(_terms(tool["name"]))]
    return functions[0] if functions else None


def _terms(name: str) -> Iterable[str]:
    """Split the name of a function into its parts of four letters or more."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return (term for term in re.findall(r"[a-z0-9]{4,}", spaced.lower()))


def sample(schema: _Json, text: str) -> Any:
    """Return a value that conforms to a JSON schema, the same for the same schema and text.

    Args:
        schema: Schema of a function's parameters.
        text: Source of strings: its last capitalised word, or else all of it.
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


def arguments_json(call: Call | MCPCall) -> str:
    """Return the arguments of a call as a model writes them."""
    return call.arguments if isinstance(call.arguments, str) else dumps(dict(call.arguments)).decode()
