"""Audio of the protocol: formats, G.711 and PCM16, durations, WAV files."""

from __future__ import annotations

import sys
import wave
from array import array
from functools import cache
from os import PathLike
from typing import IO

import pybase64

from .._core.audio_format import SAMPLE_WIDTHS, AudioFormat, Encoding
from .playback import PlaybackClock, Truncation

__all__ = [
    "AudioFormat",
    "Encoding",
    "PlaybackClock",
    "Truncation",
    "append_event",
    "decode_base64",
    "duration",
    "encode_base64",
    "from_pcm16",
    "to_pcm16",
    "write_wav",
]


def decode_base64(data: str | bytes) -> bytes:
    """Audio out of an event's base64 text.

    Raises:
        ValueError: The text is no base64.
    """
    return pybase64.b64decode(data, validate=True)


def encode_base64(audio: bytes | bytearray | memoryview) -> str:
    """Audio as the base64 text of an event."""
    return pybase64.b64encode_as_string(audio)


def append_event(audio: bytes | bytearray | memoryview) -> bytes:
    """The event that appends audio to the input buffer, as JSON ready to be sent: GA and beta.

    The same as ``events.InputAudioBufferAppend(audio=encode_base64(audio)).to_json()``, without the ways between. One
    event holds at most 15 MiB of audio, as the server says.
    """
    return b'{"type":"input_audio_buffer.append","audio":"%b"}' % pybase64.b64encode(audio)


def duration(audio: bytes, audio_format: AudioFormat) -> float:
    """Length of audio, in seconds."""
    return len(audio) / audio_format.bytes_per_second


def to_pcm16(audio: bytes, encoding: Encoding) -> bytes:
    """Audio as 16-bit little-endian samples at the same rate.

    Raises:
        ValueError: There is no such encoding, or the bytes are no whole samples.
    """
    if _encoding(encoding) == "pcm16":
        if len(audio) % 2:
            raise ValueError(f"pcm16 takes two bytes a sample, found {len(audio)} bytes: pass whole samples")
        return bytes(audio)
    low, high = _expansion(encoding)
    samples = bytearray(2 * len(audio))
    samples[0::2] = audio.translate(low)
    samples[1::2] = audio.translate(high)
    return bytes(samples)


def from_pcm16(audio: bytes, encoding: Encoding) -> bytes:
    """16-bit little-endian samples in another encoding at the same rate.

    G.711 is lossy, but what `to_pcm16` made of it comes back as it was (µ-law's second zero as its first).

    Raises:
        ValueError: There is no such encoding, or the bytes are no whole samples.
    """
    pcm = to_pcm16(audio, "pcm16")
    if _encoding(encoding) == "pcm16":
        return pcm
    samples = array("H", pcm)
    if sys.byteorder == "big":  # pragma: no cover
        samples.byteswap()
    return bytes(map(_compression(encoding).__getitem__, samples))


def write_wav(path: str | PathLike[str] | IO[bytes], audio: bytes, audio_format: AudioFormat) -> None:
    """Write audio as a WAV file of 16-bit samples, one channel.

    Args:
        path: Where to, or a file open for writing bytes.
        audio: The audio.
        audio_format: How it is encoded.

    Raises:
        ValueError: The bytes are no whole samples.
        OSError: The file cannot be written.
    """
    pcm = to_pcm16(audio, audio_format.encoding)
    if isinstance(path, str | PathLike):
        # Opened here: where wave cannot open a file, it leaves half an object behind that complains on stderr.
        with open(path, "wb") as stream:
            _write_wav(stream, pcm, audio_format.sample_rate)
    else:
        _write_wav(path, pcm, audio_format.sample_rate)


def _write_wav(stream: IO[bytes], pcm: bytes, rate: int) -> None:
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)


def _encoding(name: str) -> str:
    if name not in SAMPLE_WIDTHS:
        raise ValueError(f"no encoding {name!r}: use one of {', '.join(SAMPLE_WIDTHS)}")
    return name


@cache
def _expansion(encoding: str) -> tuple[bytes, bytes]:
    """Tables from a code byte to the low and the high byte of its sample."""
    expand = _expand_ulaw if encoding == "g711_ulaw" else _expand_alaw
    samples = [expand(code) & 0xFFFF for code in range(256)]
    return bytes(sample & 0xFF for sample in samples), bytes(sample >> 8 for sample in samples)


@cache
def _compression(encoding: str) -> bytes:
    """Table from a sample, read as an unsigned number, to its code byte."""
    compress = _compress_ulaw if encoding == "g711_ulaw" else _compress_alaw
    return bytes(compress(sample - 0x10000 if sample > 0x7FFF else sample) for sample in range(0x10000))


# ITU-T G.711: µ-law codes 14 bits of a sample and A-law 13, here scaled to 16.
_ULAW_BIAS = 33
_ULAW_CLIP = 8159


def _expand_ulaw(code: int) -> int:
    code = ~code
    exponent, mantissa = (code >> 4) & 7, code & 0x0F
    magnitude = ((((mantissa << 1) + _ULAW_BIAS) << exponent) - _ULAW_BIAS) << 2
    return -magnitude if code & 0x80 else magnitude


def _compress_ulaw(sample: int) -> int:
    inverted = 0xFF if sample >= 0 else 0x7F
    biased = min(abs(sample >> 2), _ULAW_CLIP) + _ULAW_BIAS
    exponent = biased.bit_length() - 6
    return (exponent << 4 | (biased >> (exponent + 1)) & 0x0F if exponent < 8 else 0x7F) ^ inverted


def _expand_alaw(code: int) -> int:
    code ^= 0x55
    exponent, mantissa = (code >> 4) & 7, code & 0x0F
    magnitude = (mantissa << 4) + 8
    if exponent:
        magnitude = (magnitude + 0x100) << (exponent - 1)
    return magnitude if code & 0x80 else -magnitude


def _compress_alaw(sample: int) -> int:
    sign = 0x80 if sample >= 0 else 0
    magnitude = sample if sample >= 0 else ~sample
    exponent = max(magnitude.bit_length() - 8, 0)
    mantissa = magnitude >> (exponent + 3 if exponent else 4)
    return (sign | exponent << 4 | mantissa & 0x0F) ^ 0x55
