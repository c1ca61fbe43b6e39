"""Streaming conversion of sample rates, with the extra ``[audio]``."""

from __future__ import annotations

from typing import Any

from ..errors import RealtimeError

__all__ = ["Resampler"]


class Resampler:
    """Conversion of PCM16 audio from one sample rate to another, piece by piece.

    The result does not depend on how the audio is divided into pieces. The filter holds back up to 75 ms of audio (40
    ms if neither rate is 8 kHz), which `flush` returns.

    Args:
        from_rate: Sample rate of what goes in, in Hz.
        to_rate: Sample rate of what comes out, in Hz.

    Raises:
        RealtimeError: The extra ``[audio]`` is not installed.
        ValueError: A rate is not a positive whole number.
    """

    def __init__(self, from_rate: int, to_rate: int) -> None:
        # Also not NaN, with which soxr never returns.
        if any(not rate > 0 or rate % 1 for rate in (from_rate, to_rate)):
            raise ValueError(f"sample rates must be positive whole numbers, found {from_rate} Hz and {to_rate} Hz")
        try:
            import numpy
            import soxr
        except ModuleNotFoundError as error:
            raise RealtimeError(
                f"resampling needs {error.name}, which is not installed: install realtime-voice-sdk[audio]"
            ) from error
        self.from_rate = from_rate
        self.to_rate = to_rate
        self._numpy = numpy
        self._soxr = soxr
        # First byte of a sample of which the second has not come yet.
        self._half = b""
        self._reset()

    def process(self, pcm16: bytes | bytearray | memoryview) -> bytes:
        """Return the audio that is ready after another piece, possibly none.

        Args:
            pcm16: 16-bit little-endian samples, one channel. Half a sample at the end is completed by the next piece.
        """
        return self._convert(self._half + bytes(pcm16), is_last=False)

    def flush(self) -> bytes:
        """Return the audio that was held back, and start again with the next piece.

        Raises:
            ValueError: The audio ended in the middle of a sample; that half is discarded.
        """
        half, self._half = self._half, b""
        rest = self._convert(b"", is_last=True)
        self._reset()
        if half:
            raise ValueError("the audio ended in the middle of a sample: pass whole samples before flush()")
        return rest

    def _reset(self) -> None:
        # Integers would be dithered differently for each division into pieces.
        self._stream: Any = (
            None
            if self.from_rate == self.to_rate
            else self._soxr.ResampleStream(self.from_rate, self.to_rate, 1, dtype="float32")
        )

    def _convert(self, data: bytes, *, is_last: bool) -> bytes:
        whole = len(data) - len(data) % 2
        self._half = data[whole:]
        if self._stream is None:
            return data[:whole]
        np = self._numpy
        samples = np.frombuffer(data, dtype="<i2", count=whole // 2).astype(np.float32)
        converted = self._stream.resample_chunk(samples, last=is_last)
        return bytes(np.clip(np.rint(converted), -0x8000, 0x7FFF).astype("<i2").tobytes())
