"""Media streams of telephony providers: the messages that carry a phone call over a WebSocket.

`MediaStream` reads and writes the messages of Twilio and Telnyx. It performs no I/O: give it what the WebSocket
received, and send what it returns. ``examples/telephony.py`` connects a phone call to a realtime session with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from .._core.audio_format import AudioFormat
from .._core.json import dumps, loads_object
from ..errors import DecodeError
from .base64 import decode_base64, encode_base64
from .framing import Framer
from .playback import PlaybackClock, Truncation

__all__ = [
    "TELNYX",
    "TWILIO",
    "ULAW",
    "Clear",
    "Connected",
    "Dtmf",
    "Failed",
    "Mark",
    "Media",
    "MediaStream",
    "Message",
    "Provider",
    "Started",
    "Stopped",
    "Unknown",
]

ULAW: Final = AudioFormat("g711_ulaw", 8_000)
"""µ-law at 8 kHz, as telephones speak; the ``g711_ulaw`` of a realtime session."""


@frozen
class Provider:
    """Names that a provider gives to the parts of its messages.

    Attributes:
        name: Name of the provider.
        stream_id: Key of the stream's identifier, in every message.
        sequence_number: Key of a message's number, in every message.
        call_id: Key of the call's identifier, in ``start``.
        custom_parameters: Key of the application's own parameters, in ``start``.
        media_format: Key of the audio format, in ``start``.
        sample_rate: Key of the sample rate, in the audio format.
        encodings: Names of the encodings.
        sends_stream_id: Whether messages to the provider carry the stream's identifier.
    """

    name: str
    stream_id: str
    sequence_number: str
    call_id: str
    custom_parameters: str
    media_format: str
    sample_rate: str
    encodings: Mapping[str, str]
    sends_stream_id: bool


TWILIO: Final = Provider(
    name="twilio",
    stream_id="streamSid",
    sequence_number="sequenceNumber",
    call_id="callSid",
    custom_parameters="customParameters",
    media_format="mediaFormat",
    sample_rate="sampleRate",
    encodings={"audio/x-mulaw": "g711_ulaw"},
    sends_stream_id=True,
)
"""Messages of Twilio's Media Streams."""

TELNYX: Final = Provider(
    name="telnyx",
    stream_id="stream_id",
    sequence_number="sequence_number",
    call_id="call_control_id",
    custom_parameters="custom_parameters",
    media_format="media_format",
    sample_rate="sample_rate",
    encodings={"PCMU": "g711_ulaw", "PCMA": "g711_alaw"},
    sends_stream_id=False,
)
"""Messages of Telnyx's media streaming, with ``stream_bidirectional_mode`` set to ``rtp``."""

_PROVIDERS: Final = (TWILIO, TELNYX)


@frozen(kw_only=True)
class _Message:
    """Part common to all messages.

    Attributes:
        stream_id: Identifier of the stream, where the message carries it.
        sequence_number: Number of the message, where it carries one.
        data: The message as it was received.
    """

    stream_id: str | None = None
    sequence_number: int | None = None
    data: Mapping[str, Any] = field(factory=dict, repr=False)


@frozen(kw_only=True)
class Connected(_Message):
    """The WebSocket is open; the first message."""


@frozen(kw_only=True)
class Started(_Message):
    """The stream has started.

    Attributes:
        call_id: Identifier of the call.
        audio_format: Format of the audio that is received; None if it is not G.711.
        custom_parameters: Parameters that the application gave to the stream.
    """

    call_id: str | None = None
    audio_format: AudioFormat | None = None
    custom_parameters: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Media(_Message):
    """A piece of audio.

    Attributes:
        audio: The audio.
        track: ``inbound`` for the caller, ``outbound`` for what the caller hears.
        chunk: Number of the piece, from 1. Telnyx does not guarantee the order.
        timestamp_ms: Milliseconds since the beginning of the stream.
    """

    audio: bytes = field(default=b"", repr=False)
    track: str = "inbound"
    chunk: int | None = None
    timestamp_ms: int | None = None

    @property
    def is_inbound(self) -> bool:
        """True for audio of the caller."""
        return self.track == "inbound"


@frozen(kw_only=True)
class Mark(_Message):
    """A mark of ours has come back: the audio before it was played, or cleared.

    Attributes:
        name: Name of the mark.
        was_heard: Whether the audio before the mark was played; False if it was cleared, or for an unknown mark.
    """

    name: str = ""
    was_heard: bool = False


@frozen(kw_only=True)
class Dtmf(_Message):
    """A key was pressed.

    Attributes:
        digit: The key: ``0`` to ``9``, ``*``, ``#``, ``A`` to ``D``.
    """

    digit: str = ""


@frozen(kw_only=True)
class Clear(_Message):
    """Pending audio is to be discarded; sent to a provider, and received by a test that plays one."""


@frozen(kw_only=True)
class Stopped(_Message):
    """The stream has ended; the last message."""


@frozen(kw_only=True)
class Failed(_Message):
    """The provider reports an error.

    Attributes:
        code: Code of the error.
        title: Summary of the error.
        detail: Description of the error.
    """

    code: str = ""
    title: str = ""
    detail: str = ""


@frozen(kw_only=True)
class Unknown(_Message):
    """A message of another kind; see its ``data``.

    Attributes:
        event: Kind of the message.
    """

    event: str = ""


Message: TypeAlias = Connected | Started | Media | Mark | Dtmf | Clear | Stopped | Failed | Unknown


class MediaStream:
    """State of one media stream of a phone call.

    ::

        stream = MediaStream()
        async for text in websocket:
            match stream.receive(text):
                case Media(audio=audio, is_inbound=True):
                    await conn.send_audio(audio)

    Audio for the caller goes through `play`, which sets a mark after it; the marks that come back keep the playback
    clock. When the caller interrupts, call `flush`, or use ``conn.turns``::

        async for turn in conn.turns(playback=stream.playback, on_interrupt=lambda _: send(stream.clear())):
            async for piece in turn:
                for message in stream.play(piece.audio):
                    await send(message)

    Args:
        provider: The provider; None recognises it by its first messages.
        playback: Clock to keep; None for one that assumes real time between the marks.
        audio_format: Format of the audio for the caller.
        frame_ms: Length of the audio in one message, in milliseconds.

    Attributes:
        playback: Clock that knows what the caller has heard.
        audio_format: Format of the audio for the caller.
        start: The message that started the stream; None before it.

    Raises:
        ValueError: The provider is something else, or a frame would not hold a single sample.
    """

    def __init__(
        self,
        provider: Provider | None = None,
        *,
        playback: PlaybackClock | None = None,
        audio_format: AudioFormat = ULAW,
        frame_ms: float = 20,
    ) -> None:
        given: object = provider
        if given is not None and not isinstance(given, Provider):
            raise ValueError(f"provider must be TWILIO, TELNYX, a Provider of your own or None, not {given!r}")
        self.playback = PlaybackClock.realtime() if playback is None else playback
        self.audio_format = audio_format
        self.start: Started | None = None
        self._provider = provider
        self._stream_id: str | None = None
        self._framer = Framer(audio_format, frame_ms)
        # Content part of the audio that was played last.
        self._part: tuple[str, int] | None = None

    @property
    def provider(self) -> Provider | None:
        """The provider; None before it was recognised."""
        return self._provider

    @property
    def stream_id(self) -> str | None:
        """Identifier of the stream; None before it has started."""
        return self._stream_id

    def receive(self, message: str | bytes | Mapping[str, Any]) -> Message:
        """Read a message of the provider.

        Args:
            message: The message, as JSON or parsed.

        Raises:
            DecodeError: The message is not a JSON object, or its audio is not base64.
        """
        data = loads_object(message)
        provider = self._recognise(data)
        stream_id = _text(data.get(provider.stream_id))
        if stream_id is not None:
            self._stream_id = stream_id
        common: dict[str, Any] = {
            "stream_id": stream_id,
            "sequence_number": _integer(data.get(provider.sequence_number)),
            "data": data,
        }
        event = _text(data.get("event")) or ""
        body = _mapping(data.get(event))
        match event:
            case "connected":
                return Connected(**common)
            case "start":
                self.start = _started(provider, body, common)
                return self.start
            case "media":
                return _media(body, common)
            case "mark":
                name = _text(body.get("name")) or ""
                return Mark(name=name, was_heard=self.playback.mark_reached(name), **common)
            case "dtmf":
                return Dtmf(digit=_text(body.get("digit")) or "", **common)
            case "clear":
                return Clear(**common)
            case "stop":
                return Stopped(**common)
            case "error":
                body = _mapping(data.get("payload")) or body
                code, title, detail = (_text(body.get(key)) or "" for key in ("code", "title", "detail"))
                return Failed(code=code, title=title, detail=detail, **common)
            case _:
                return Unknown(event=event, **common)

    def play(self, audio: bytes, *, item_id: str | None = None, content_index: int = 0) -> list[str]:
        """Return the messages that play audio in frames of a fixed length, and a mark after it.

        Audio that does not fill a frame is held back until more comes, or until `finish`.

        Args:
            audio: The audio, in the format of the stream.
            item_id: Item that the audio belongs to, which hands it over to the clock. None if it has been handed over
                already, as by ``conn.turns(playback=stream.playback)``.
            content_index: Index of the content part.

        Returns:
            Messages to be sent in order; none if the item was cut off by `flush`.

        Raises:
            RuntimeError: The stream has not started.
        """
        self._require_start()
        part = None if item_id is None else (item_id, content_index)
        messages = [] if part == self._part else self.finish()
        if not self._hand_over(part, 0):
            return messages
        self._part = part
        held_back = self._framer.pending
        frames = self._framer.process(audio)
        if frames:
            # The mark comes after what is sent, and before what is held back.
            self._hand_over(part, len(frames) * self._framer.frame_size - held_back)
            messages += [*map(self.media, frames), self.mark()]
            held_back = 0
        self._hand_over(part, self._framer.pending - held_back)
        return messages

    def finish(self) -> list[str]:
        """Return the messages that play what was held back, filled up with silence; none if there is nothing.

        Call it when the audio of an item is complete, such as at ``response.output_audio.done``.
        """
        frame = self._framer.flush(pad=True)
        return [self.media(frame), self.mark()] if frame else []

    def flush(self) -> tuple[str, list[Truncation]]:
        """Discard the audio that the caller has not heard, here, in the clock and, with the message, at the provider.

        Returns:
            The message to be sent, and the content parts that were not heard to their end; see `PlaybackClock.flush`.

        Raises:
            RuntimeError: The stream has not started.
        """
        return self.clear(), self.playback.flush()

    def media(self, audio: bytes) -> str:
        """Return the message that plays audio; unlike `play`, as it is and unknown to the clock."""
        return self._message("media", {"payload": encode_base64(audio)})

    def mark(self, name: str | None = None) -> str:
        """Return the message that sets a mark after all audio so far, and set it in the clock.

        Args:
            name: Name of the mark; None chooses one.
        """
        self._require_start()
        return self._message("mark", {"name": self.playback.mark(name)})

    def clear(self) -> str:
        """Return the message that makes the provider discard pending audio, and discard what is held back here.

        The clock must be flushed before the message is sent, for providers return the marks that they discard: `flush`
        and ``conn.turns(playback=stream.playback)`` do so.

        Raises:
            RuntimeError: The stream has not started.
        """
        message = self._message("clear", None)
        self._framer.flush()
        return message

    def _hand_over(self, part: tuple[str, int] | None, byte_count: int) -> bool:
        return part is None or self.playback.hand_over(*part, byte_count, self.audio_format)

    def _message(self, event: str, body: dict[str, Any] | None) -> str:
        provider = self._require_start()
        message: dict[str, Any] = {"event": event}
        if provider.sends_stream_id:
            message[provider.stream_id] = self._stream_id
        if body is not None:
            message[event] = body
        return dumps(message).decode()

    def _require_start(self) -> Provider:
        if self._provider is None or self._stream_id is None:
            raise RuntimeError("the media stream has not started: wait for the message Started")
        return self._provider

    def _recognise(self, data: Mapping[str, Any]) -> Provider:
        """Return the provider, as far as the messages tell."""
        if self._provider is not None:
            return self._provider
        for provider in _PROVIDERS:
            if provider.stream_id in data:
                self._provider = provider
                return provider
        # The first message names no stream; apart from its stream, it is read in the same way for all providers.
        return TWILIO


def _started(provider: Provider, body: Mapping[str, Any], common: dict[str, Any]) -> Started:
    media_format = _mapping(body.get(provider.media_format))
    encoding = provider.encodings.get(_text(media_format.get("encoding")) or "")
    rate = _integer(media_format.get(provider.sample_rate))
    return Started(
        call_id=_text(body.get(provider.call_id)),
        audio_format=AudioFormat(encoding, rate or ULAW.sample_rate) if encoding else None,  # type: ignore[arg-type]
        custom_parameters=_mapping(body.get(provider.custom_parameters)),
        **common,
    )


def _media(body: Mapping[str, Any], common: dict[str, Any]) -> Media:
    try:
        audio = decode_base64(_text(body.get("payload")) or "")
    except ValueError as error:
        raise DecodeError(f"media message: the payload is not base64 ({error})") from error
    return Media(
        audio=audio,
        track=_text(body.get("track")) or "inbound",
        chunk=_integer(body.get("chunk")),
        timestamp_ms=_integer(body.get("timestamp")),
        **common,
    )


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def _integer(value: object) -> int | None:
    # Providers write numbers as strings.
    text = _text(value)
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 19 else None
