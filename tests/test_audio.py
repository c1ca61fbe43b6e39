"""Audio of both dialects: formats, base64, G.711 and PCM16, durations, WAV files."""

from __future__ import annotations

import hashlib
import io
import struct
import wave
from pathlib import Path
from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import realtime_client as rt
from realtime_client import audio, models
from realtime_client._generated.tables import REALTIME_AUDIO_FORMATS


@pytest.mark.parametrize(
    ("beta", "ga", "rate", "width"),
    [
        ("pcm16", "audio/pcm", 24_000, 2),
        ("g711_ulaw", "audio/pcmu", 8_000, 1),
        ("g711_alaw", "audio/pcma", 8_000, 1),
    ],
)
def test_both_dialects_name_the_same_format(beta: str, ga: str, rate: int, width: int) -> None:
    from_beta = rt.AudioFormat.from_wire(beta)
    assert from_beta is not None
    assert from_beta == rt.AudioFormat.from_wire(REALTIME_AUDIO_FORMATS.from_dict({"type": ga}))
    assert from_beta.encoding == beta
    assert (from_beta.sample_rate, from_beta.sample_width) == (rate, width)
    assert from_beta.bytes_per_second == rate * width


@pytest.mark.parametrize(
    ("rate", "read"),
    [
        (16_000, 16_000),
        (None, 24_000),
        (0, 24_000),
        (-8_000, 24_000),
        (True, 24_000),
        ("16000", 24_000),
        (16_000.5, 24_000),
        ([], 24_000),
    ],
)
def test_rate_of_the_message_counts_when_it_makes_sense(rate: Any, read: int) -> None:
    data = {"type": "audio/pcm", "rate": rate}
    assert rt.AudioFormat.from_wire(models.RealtimeAudioFormatsPcm.from_dict(data)) == rt.AudioFormat("pcm16", read)


@pytest.mark.parametrize(
    "value",
    [None, rt.UNSET, "", "opus", 16, [], {}, {"type": "audio/pcm"}, b"pcm16"],
)
def test_what_nobody_knows_is_none(value: object) -> None:
    assert rt.AudioFormat.from_wire(value) is None


@pytest.mark.parametrize("data", [{}, {"type": "audio/opus"}, {"type": None}, {"type": ["audio/pcm"]}])
def test_unknown_object_is_none(data: dict[str, Any]) -> None:
    unknown = REALTIME_AUDIO_FORMATS.from_dict(data)
    assert isinstance(unknown, rt.UnknownObject)
    assert rt.AudioFormat.from_wire(unknown) is None


def test_format_is_a_value() -> None:
    pcm = rt.AudioFormat("pcm16", 24_000)
    assert pcm == rt.AudioFormat(encoding="pcm16", sample_rate=24_000)
    assert len({pcm, rt.AudioFormat("pcm16", 24_000), rt.AudioFormat("pcm16", 16_000)}) == 2
    with pytest.raises(FrozenInstanceError):
        pcm.sample_rate = 8_000  # type: ignore[misc]


CODES = bytes(range(256))
SAMPLES = struct.pack("<65536h", *range(-32768, 32768))
G711: list[audio.Encoding] = ["g711_ulaw", "g711_alaw"]


@pytest.mark.parametrize("raw", [b"", b"\x00", b"audio", CODES, bytearray(b"audio"), memoryview(b"audio")])
def test_base64_both_ways(raw: bytes) -> None:
    text = audio.encode_base64(raw)
    assert text.isascii()
    assert audio.decode_base64(text) == audio.decode_base64(text.encode()) == bytes(raw)


@pytest.mark.parametrize("text", ["A", "QQ=", "QQ", "Q Q==", "QQ==\n", "Q*==", "日本"])
def test_what_is_no_base64_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        audio.decode_base64(text)


@pytest.mark.parametrize(
    ("size", "encoding", "rate", "seconds"),
    [
        (48_000, "pcm16", 24_000, 1.0),
        (8_000, "g711_ulaw", 8_000, 1.0),
        (800, "g711_alaw", 16_000, 0.05),
        (0, "pcm16", 1, 0),
    ],
)
def test_duration(size: int, encoding: audio.Encoding, rate: int, seconds: float) -> None:
    assert audio.duration(bytes(size), rt.AudioFormat(encoding, rate)) == seconds


@pytest.mark.parametrize(
    ("encoding", "expanded", "compressed"),
    # What the standard library's audioop made of every code and of every sample, while it was there.
    [("g711_ulaw", "3dab54339e520bb2", "81d633c9e6972a18"), ("g711_alaw", "e04788d110e58ff8", "38488f6fd710f468")],
)
def test_g711_is_that_of_an_independent_implementation(
    encoding: audio.Encoding, expanded: str, compressed: str
) -> None:
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
def test_ends_and_middle_of_g711(encoding: audio.Encoding, code: int, sample: int) -> None:
    assert audio.to_pcm16(bytes((code,)), encoding) == struct.pack("<h", sample)
    assert audio.from_pcm16(struct.pack("<h", sample), encoding) == bytes((code,))


@pytest.mark.parametrize("encoding", G711)
def test_expanding_loses_nothing(encoding: audio.Encoding) -> None:
    again = audio.from_pcm16(audio.to_pcm16(CODES, encoding), encoding)
    differing = [code for code in CODES if again[code] != code]
    # µ-law has two codes for zero.
    assert differing == ([0x7F] if encoding == "g711_ulaw" else [])


@pytest.mark.parametrize("encoding", G711)
def test_compressing_keeps_the_order_and_stays_near(encoding: audio.Encoding) -> None:
    again = struct.unpack("<65536h", audio.to_pcm16(audio.from_pcm16(SAMPLES, encoding), encoding))
    assert list(again) == sorted(again)
    assert all(
        abs(read - sample) <= max(16, abs(sample) / 16)
        for sample, read in zip(range(-32768, 32768), again, strict=True)
    )


def test_pcm16_is_taken_as_it_is() -> None:
    assert audio.to_pcm16(SAMPLES, "pcm16") == audio.from_pcm16(SAMPLES, "pcm16") == SAMPLES
    assert audio.to_pcm16(b"", "g711_ulaw") == audio.from_pcm16(b"", "g711_alaw") == b""


def test_half_a_sample_is_a_value_error() -> None:
    for encoding in ("pcm16", *G711):
        with pytest.raises(ValueError, match=r"^pcm16 takes two bytes a sample, found 3 bytes: pass whole samples$"):
            audio.from_pcm16(b"abc", encoding)
    with pytest.raises(ValueError, match="whole samples"):
        audio.to_pcm16(b"abc", "pcm16")
    with pytest.raises(ValueError, match="whole samples"):
        audio.write_wav(io.BytesIO(), b"abc", rt.AudioFormat("pcm16", 24_000))


@pytest.mark.parametrize("encoding", ["opus", "", "audio/pcm"])
def test_an_encoding_nobody_knows_is_a_value_error(encoding: Any) -> None:
    for convert in (audio.to_pcm16, audio.from_pcm16):
        with pytest.raises(ValueError, match=f"^no encoding '{encoding}': use one of pcm16, g711_ulaw, g711_alaw$"):
            convert(b"ab", encoding)


@pytest.mark.parametrize("encoding", ["pcm16", *G711])
def test_wav_holds_the_samples(tmp_path: Path, encoding: audio.Encoding) -> None:
    form = rt.AudioFormat(encoding, 8_000)
    stream = io.BytesIO()
    for target in (tmp_path / "a.wav", str(tmp_path / "b.wav"), stream):
        audio.write_wav(target, CODES, form)
    written = {(tmp_path / "a.wav").read_bytes(), (tmp_path / "b.wav").read_bytes(), stream.getvalue()}
    assert len(written) == 1
    with wave.open(io.BytesIO(written.pop())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8_000)
        assert file.readframes(file.getnframes()) == audio.to_pcm16(CODES, encoding)


def test_a_file_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        audio.write_wav(tmp_path / "nowhere" / "a.wav", b"", rt.AudioFormat("pcm16", 24_000))


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 4_800])
def test_append_event_is_the_event_of_both_dialects(kind: Any, size: int) -> None:
    raw = bytes(range(256)) * 20
    said = audio.append_event(kind(raw[:size]))
    for events in (rt.events, rt.events.beta):
        assert said == events.InputAudioBufferAppend(audio=audio.encode_base64(raw[:size])).to_json()
    sent = rt.parse_client_event(said, dialect="ga", strict=True)
    assert isinstance(sent, rt.events.InputAudioBufferAppend)
    assert audio.decode_base64(sent.audio) == raw[:size]
