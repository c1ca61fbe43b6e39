"""Conversion between PCM16 and G.711."""

from __future__ import annotations

import hashlib
import struct
from typing import Any

import pytest

from realtime_client import audio

CODES = bytes(range(256))
SAMPLES = struct.pack("<65536h", *range(-32768, 32768))
G711: list[audio.Encoding] = ["g711_ulaw", "g711_alaw"]


@pytest.mark.parametrize(
    ("encoding", "expanded", "compressed"),
    # Digests of what the standard library's audioop, removed in Python 3.13, returns for every code and every sample.
    [("g711_ulaw", "3dab54339e520bb2", "81d633c9e6972a18"), ("g711_alaw", "e04788d110e58ff8", "38488f6fd710f468")],
)
def test_agrees_with_an_independent_implementation(encoding: audio.Encoding, expanded: str, compressed: str) -> None:
    assert hashlib.sha256(audio.to_pcm16(CODES, encoding)).hexdigest().startswith(expanded)
    assert hashlib.sha256(audio.from_pcm16(SAMPLES, encoding)).hexdigest().startswith(compressed)


@pytest.mark.parametrize(
    ("encoding", "code", "sample"),
    [
        ("g711_ulaw", 0x00, -32124),
        ("g711_ulaw", 0x80, 32124),
        ("g711_ulaw", 0xFF, 0),
        ("g711_alaw", 0x2A, -32256),
        ("g711_alaw", 0xAA, 32256),
        ("g711_alaw", 0xD5, 8),
        ("g711_alaw", 0x55, -8),
    ],
)
def test_codes_at_the_ends_and_in_the_middle(encoding: audio.Encoding, code: int, sample: int) -> None:
    assert audio.to_pcm16(bytes((code,)), encoding) == struct.pack("<h", sample)
    assert audio.from_pcm16(struct.pack("<h", sample), encoding) == bytes((code,))


@pytest.mark.parametrize("encoding", G711)
def test_expanding_is_lossless(encoding: audio.Encoding) -> None:
    again = audio.from_pcm16(audio.to_pcm16(CODES, encoding), encoding)
    differing = [code for code in CODES if again[code] != code]
    # µ-law has two codes for zero.
    assert differing == ([0x7F] if encoding == "g711_ulaw" else [])


@pytest.mark.parametrize("encoding", G711)
def test_compressing_keeps_the_order_and_the_magnitude(encoding: audio.Encoding) -> None:
    again = struct.unpack("<65536h", audio.to_pcm16(audio.from_pcm16(SAMPLES, encoding), encoding))
    assert list(again) == sorted(again)
    assert all(
        abs(read - sample) <= max(16, abs(sample) / 16)
        for sample, read in zip(range(-32768, 32768), again, strict=True)
    )


def test_pcm16_stays_as_it_is() -> None:
    assert audio.to_pcm16(SAMPLES, "pcm16") == audio.from_pcm16(SAMPLES, "pcm16") == SAMPLES
    assert audio.to_pcm16(b"", "g711_ulaw") == audio.from_pcm16(b"", "g711_alaw") == b""


def test_incomplete_sample_is_a_value_error() -> None:
    for encoding in ("pcm16", *G711):
        with pytest.raises(ValueError, match=r"^pcm16 takes two bytes a sample, found 3 bytes: pass whole samples$"):
            audio.from_pcm16(b"abc", encoding)
    with pytest.raises(ValueError, match="whole samples"):
        audio.to_pcm16(b"abc", "pcm16")


@pytest.mark.parametrize("encoding", ["opus", "", "audio/pcm"])
def test_unknown_encoding_is_a_value_error(encoding: Any) -> None:
    for convert in (audio.to_pcm16, audio.from_pcm16):
        with pytest.raises(
            ValueError, match=f"^unknown encoding '{encoding}': use one of pcm16, g711_ulaw, g711_alaw$"
        ):
            convert(b"ab", encoding)
