"""WAV files."""

from __future__ import annotations

import struct
import sys
import wave
from array import array
from os import PathLike, fspath
from typing import IO, Final, NamedTuple

from .._core.audio_format import AudioFormat, Encoding
from .g711 import to_pcm16

__all__ = ["read_wav", "write_wav"]

_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_G711: Final[dict[int, Encoding]] = {6: "g711_alaw", 7: "g711_ulaw"}
# Programs that cannot go back to the beginning of a file write a size near this one or above: the data goes to the end.
_UNKNOWN_SIZE: Final = 0x7FFF_0000
# 8-bit samples are unsigned; their most significant byte as a signed sample has the first bit inverted.
_SIGNED: Final = bytes(code ^ 0x80 for code in range(256))


class _Format(NamedTuple):
    code: int
    channels: int
    rate: int
    bits: int


def write_wav(path: str | PathLike[str] | IO[bytes], audio: bytes, audio_format: AudioFormat) -> None:
    """Write audio as a WAV file of 16-bit samples, one channel.

    Args:
        path: Path of the file, or a file open for writing bytes.
        audio: The audio.
        audio_format: Format of the audio.

    Raises:
        ValueError: The last sample is incomplete.
        OSError: The file cannot be written.
    """
    pcm = to_pcm16(audio, audio_format.encoding)
    if isinstance(path, str | PathLike):
        # If the wave module cannot open a file itself, it leaves an object behind that prints to stderr when collected.
        with open(path, "wb") as stream:
            _write(stream, pcm, audio_format.sample_rate)
    else:
        _write(path, pcm, audio_format.sample_rate)


def read_wav(path: str | PathLike[str] | IO[bytes]) -> tuple[bytes, int]:
    """Read a WAV file as PCM16 with one channel.

    Integer samples of 8, 16, 24 and 32 bits, floating-point samples of 32 and 64 bits, and G.711 are converted; several
    channels are mixed into one. The sample rate stays as it is: use `Resampler` to change it.

    Args:
        path: Path of the file, or a file open for reading bytes.

    Returns:
        16-bit little-endian samples, and their rate in Hz.

    Raises:
        ValueError: The file is not a WAV file, is cut off, or has an encoding that is not supported.
        OSError: The file cannot be read.
    """
    if isinstance(path, str | PathLike):
        name = fspath(path)
        with open(path, "rb") as stream:
            data = stream.read()
    else:
        name = str(getattr(path, "name", "WAV data"))
        data = path.read()
    try:
        form, samples = _parse(data)
        return _mix(_to_samples(form, samples), form.channels), form.rate
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _write(stream: IO[bytes], pcm: bytes, rate: int) -> None:
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(pcm)


def _parse(data: bytes) -> tuple[_Format, bytes]:
    """Return the format and the samples of a WAV file."""
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("not a WAV file; convert it to WAV first")
    [riff_size] = struct.unpack_from("<I", data, 4)
    form: _Format | None = None
    position = 12
    while position + 8 <= len(data):
        kind, size = struct.unpack_from("<4sI", data, position)
        position += 8
        if kind == b"data":
            if form is None:
                raise ValueError("not a valid WAV file: the samples come before their format")
            present = len(data) - position
            # Others leave a size of zero there, which makes the file longer than it says.
            if size >= _UNKNOWN_SIZE or (not size and riff_size + 8 < len(data)):
                size = present - present % (form.channels * form.bits // 8)
            if size > present:
                raise ValueError(f"the file is cut off: {present} of {size} bytes of audio are present")
            return form, data[position : position + size]
        if kind == b"fmt ":
            form = _parse_format(data[position : position + size])
        position += size + size % 2
    raise ValueError("not a valid WAV file: it has no samples")


def _parse_format(block: bytes) -> _Format:
    if len(block) < 16:
        raise ValueError("not a valid WAV file: the description of the format is too short")
    code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", block)
    if code == _EXTENSIBLE and len(block) >= 26:
        [code] = struct.unpack_from("<H", block, 24)
    if not channels or not rate:
        raise ValueError(f"not a valid WAV file: {channels} channels at {rate} Hz")
    supported = {_PCM: (8, 16, 24, 32), _FLOAT: (32, 64), **dict.fromkeys(_G711, (8,))}
    if bits not in supported.get(code, ()):
        raise ValueError(f"encoding {code} with {bits} bits a sample is not supported; convert the file to 16-bit PCM")
    return _Format(code, channels, rate, bits)


def _to_samples(form: _Format, data: bytes) -> array[int]:
    """Return 16-bit samples in the byte order of this machine."""
    width = form.bits // 8
    if len(data) % (width * form.channels):
        raise ValueError(f"not a valid WAV file: {len(data)} bytes of audio are not whole samples of every channel")
    if form.code == _FLOAT:
        return _from_floats(array("f" if width == 4 else "d", data))
    pcm = bytearray(len(data) // width * 2)
    if form.code in _G711:
        pcm[:] = to_pcm16(data, _G711[form.code])
    elif width == 1:
        pcm[1::2] = data.translate(_SIGNED)
    else:
        pcm[0::2] = data[width - 2 :: width]
        pcm[1::2] = data[width - 1 :: width]
    return _native(array("h", bytes(pcm)))


def _from_floats(values: array[float]) -> array[int]:
    if sys.byteorder == "big":  # pragma: no cover
        values.byteswap()
    # A comparison with NaN is false, so that NaN becomes silence.
    return array("h", (round(max(-1.0, min(x, 1.0)) * 0x7FFF) if x == x else 0 for x in values))


def _mix(samples: array[int], channels: int) -> bytes:
    if channels > 1:
        each = zip(*(samples[channel::channels] for channel in range(channels)), strict=True)
        samples = array("h", (sum(frame) // channels for frame in each))
    return _native(samples).tobytes()


def _native(samples: array[int]) -> array[int]:
    """Convert between little-endian and the byte order of this machine, in place."""
    if sys.byteorder == "big":  # pragma: no cover
        samples.byteswap()
    return samples
