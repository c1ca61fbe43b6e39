"""Conversion between PCM16 and G.711."""

from __future__ import annotations

import sys
from array import array
from functools import cache

from .._core.audio_format import SAMPLE_WIDTHS, Encoding

__all__ = ["from_pcm16", "to_pcm16"]

# ITU-T G.711: µ-law codes 14 bits of a sample and A-law 13, here scaled to 16.
_ULAW_BIAS = 33
_ULAW_CLIP = 8159


def to_pcm16(audio: bytes, encoding: Encoding) -> bytes:
    """Return audio as 16-bit little-endian samples at the same rate.

    Raises:
        ValueError: The encoding is unknown, or the last sample is incomplete.
    """
    if _checked(encoding) == "pcm16":
        if len(audio) % 2:
            raise ValueError(f"pcm16 takes two bytes a sample, found {len(audio)} bytes: pass whole samples")
        return bytes(audio)
    low, high = _expansion(encoding)
    samples = bytearray(2 * len(audio))
    samples[0::2] = audio.translate(low)
    samples[1::2] = audio.translate(high)
    return bytes(samples)


def from_pcm16(audio: bytes, encoding: Encoding) -> bytes:
    """Return 16-bit little-endian samples in another encoding at the same rate.

    G.711 is lossy, but the result of `to_pcm16` converts back to the same bytes, except that µ-law's second zero
    becomes its first.

    Raises:
        ValueError: The encoding is unknown, or the last sample is incomplete.
    """
    pcm = to_pcm16(audio, "pcm16")
    if _checked(encoding) == "pcm16":
        return pcm
    samples = array("H", pcm)
    if sys.byteorder == "big":  # pragma: no cover
        samples.byteswap()
    return bytes(map(_compression(encoding).__getitem__, samples))


def _checked(encoding: str) -> str:
    if encoding not in SAMPLE_WIDTHS:
        raise ValueError(f"unknown encoding {encoding!r}: use one of {', '.join(SAMPLE_WIDTHS)}")
    return encoding


@cache
def _expansion(encoding: str) -> tuple[bytes, bytes]:
    """Return tables from a code to the low and to the high byte of its sample."""
    expand = _expand_ulaw if encoding == "g711_ulaw" else _expand_alaw
    samples = [expand(code) & 0xFFFF for code in range(256)]
    return bytes(sample & 0xFF for sample in samples), bytes(sample >> 8 for sample in samples)


@cache
def _compression(encoding: str) -> bytes:
    """Return the table from a sample, read as an unsigned number, to its code."""
    compress = _compress_ulaw if encoding == "g711_ulaw" else _compress_alaw
    return bytes(compress(sample - 0x10000 if sample > 0x7FFF else sample) for sample in range(0x10000))


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
