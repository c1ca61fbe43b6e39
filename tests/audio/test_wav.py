"""WAV files, written and read."""

from __future__ import annotations

import io
import struct
import wave
from array import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime_client import audio
from realtime_client.audio import AudioFormat, read_wav, write_wav

CODES = bytes(range(256))
ENCODINGS: list[audio.Encoding] = ["pcm16", "g711_ulaw", "g711_alaw"]


def chunk(kind: bytes, data: bytes, size: int | None = None) -> bytes:
    return struct.pack("<4sI", kind, len(data) if size is None else size) + data + b"\0" * (len(data) % 2)


def description(code: int, bits: int, channels: int = 1, rate: int = 16_000) -> bytes:
    width = bits // 8
    return struct.pack("<HHIIHH", code, channels, rate, rate * channels * width, channels * width, bits)


def riff(*chunks: bytes, size: int | None = None) -> io.BytesIO:
    data = b"WAVE" + b"".join(chunks)
    return io.BytesIO(struct.pack("<4sI", b"RIFF", len(data) if size is None else size) + data)


def wav(code: int, bits: int, data: bytes, channels: int = 1) -> io.BytesIO:
    return riff(chunk(b"fmt ", description(code, bits, channels)), chunk(b"data", data))


def pcm(*samples: int) -> bytes:
    return struct.pack(f"<{len(samples)}h", *samples)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_written_files_hold_the_samples(tmp_path: Path, encoding: audio.Encoding) -> None:
    form = AudioFormat(encoding, 8_000)
    stream = io.BytesIO()
    for target in (tmp_path / "a.wav", str(tmp_path / "b.wav"), stream):
        write_wav(target, CODES, form)
    written = {(tmp_path / "a.wav").read_bytes(), (tmp_path / "b.wav").read_bytes(), stream.getvalue()}
    assert len(written) == 1
    with wave.open(io.BytesIO(written.pop())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 8_000)
        assert file.readframes(file.getnframes()) == audio.to_pcm16(CODES, encoding)
    expected = (audio.to_pcm16(CODES, encoding), 8_000)
    stream.seek(0)
    assert read_wav(tmp_path / "a.wav") == read_wav(str(tmp_path / "b.wav")) == read_wav(stream) == expected


def test_unwritable_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_wav(tmp_path / "nowhere" / "a.wav", b"", AudioFormat("pcm16", 24_000))


def test_incomplete_sample_is_not_written() -> None:
    with pytest.raises(ValueError, match="whole samples"):
        write_wav(io.BytesIO(), b"abc", AudioFormat("pcm16", 24_000))


@given(samples=st.lists(st.integers(-0x8000, 0x7FFF)), rate=st.integers(1, 192_000))
def test_reading_returns_what_was_written(samples: list[int], rate: int) -> None:
    stream = io.BytesIO()
    write_wav(stream, pcm(*samples), AudioFormat("pcm16", rate))
    stream.seek(0)
    assert read_wav(stream) == (pcm(*samples), rate)


@pytest.mark.parametrize(
    ("code", "bits", "data"),
    [
        (1, 8, bytes((0x80, 0xFF, 0x00))),
        (1, 16, pcm(0, 0x7F00, -0x8000)),
        (1, 24, b"\x99\0\0" + b"\x99\0\x7f" + b"\x99\0\x80"),
        (1, 32, b"\x99\x99\0\0" + b"\x99\x99\0\x7f" + b"\x99\x99\0\x80"),
    ],
)
def test_reads_integers(code: int, bits: int, data: bytes) -> None:
    assert read_wav(wav(code, bits, data)) == (pcm(0, 0x7F00, -0x8000), 16_000)


@pytest.mark.parametrize(("bits", "kind"), [(32, "f"), (64, "d")])
def test_reads_floats(bits: int, kind: str) -> None:
    data = struct.pack(f"<7{kind}", 0, 0.5, 1, 3, -1, -float("inf"), float("nan"))
    assert read_wav(wav(3, bits, data)) == (pcm(0, 0x4000, 0x7FFF, 0x7FFF, -0x7FFF, -0x7FFF, 0), 16_000)


@pytest.mark.parametrize(("code", "encoding"), [(6, "g711_alaw"), (7, "g711_ulaw")])
def test_reads_g711(code: int, encoding: audio.Encoding) -> None:
    assert read_wav(wav(code, 8, CODES)) == (audio.to_pcm16(CODES, encoding), 16_000)


@pytest.mark.parametrize(
    ("channels", "samples", "mixed"),
    [(2, (1_000, 3_000, -0x8000, -0x8000, 0x7FFF, -0x8000), (2_000, -0x8000, -1)), (3, (1, 2, 3), (2,))],
)
def test_mixes_channels(channels: int, samples: tuple[int, ...], mixed: tuple[int, ...]) -> None:
    assert read_wav(wav(1, 16, pcm(*samples), channels))[0] == pcm(*mixed)


def test_mixes_floats() -> None:
    assert read_wav(wav(3, 32, array("f", (0.5, -0.5)).tobytes(), 2))[0] == pcm(0)


def test_skips_other_chunks_and_reads_the_extensible_format() -> None:
    guid = struct.pack("<H", 1) + bytes(14)
    extensible = description(0xFFFE, 16) + struct.pack("<HHI", 22, 16, 4) + guid
    odd = chunk(b"LIST", b"odd")
    file = riff(odd, chunk(b"fmt ", extensible), odd, chunk(b"data", pcm(1, 2)), odd)
    assert read_wav(file) == (pcm(1, 2), 16_000)


@pytest.mark.parametrize(
    ("declared", "size"), [(0xFFFF_FFFF, 0xFFFF_FFFF), (0x7FFF_F000, None), (0, 36), (0, 0), (0xFFFF_FFFF, 0)]
)
def test_reads_streamed_files_of_unknown_size_to_the_end(declared: int, size: int | None) -> None:
    # An incomplete sample at the end is what an interrupted stream leaves.
    file = riff(chunk(b"fmt ", description(1, 16)), chunk(b"data", pcm(1, 2, 3) + b"x", declared)[:-1], size=size)
    assert read_wav(file) == (pcm(1, 2, 3), 16_000)


def test_reads_empty_files() -> None:
    assert read_wav(wav(1, 16, b"")) == (b"", 16_000)
    listed = riff(chunk(b"fmt ", description(1, 16)), chunk(b"data", b""), chunk(b"LIST", b"text"))
    assert read_wav(listed) == (b"", 16_000)


FMT = chunk(b"fmt ", description(1, 16))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a WAV file; convert it to WAV first"),
        (b"ID3\x04" + bytes(40), "not a WAV file; convert it to WAV first"),
        (b"RIFF\0\0\0\0AVI ", "not a WAV file; convert it to WAV first"),
        (riff().read(), "it has no samples"),
        (riff(FMT).read(), "it has no samples"),
        (riff(chunk(b"data", b""), FMT).read(), "the samples come before their format"),
        (riff(chunk(b"fmt ", b"short")).read(), "the description of the format is too short"),
        (riff(chunk(b"fmt ", description(1, 16, 0))).read(), "0 channels at 16000 Hz"),
        (riff(chunk(b"fmt ", description(1, 16, 1, 0))).read(), "1 channels at 0 Hz"),
        (riff(chunk(b"fmt ", description(2, 4))).read(), "encoding 2 with 4 bits a sample is not supported"),
        (riff(chunk(b"fmt ", description(3, 16))).read(), "encoding 3 with 16 bits a sample is not supported"),
        (riff(chunk(b"fmt ", description(0xFFFE, 16))).read(), "encoding 65534 with 16 bits"),
        (riff(FMT, chunk(b"data", b"abcd", 100)).read(), "the file is cut off: 4 of 100 bytes of audio are present"),
        (wav(1, 16, b"abc").read(), "3 bytes of audio are not whole samples of every channel"),
        (wav(1, 16, b"ab", 2).read(), "2 bytes of audio are not whole samples of every channel"),
    ],
)
def test_other_files_are_a_value_error(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"^WAV data: .*{message}"):
        read_wav(io.BytesIO(data))
    path = tmp_path / "name.wav"
    path.write_bytes(data)
    with pytest.raises(ValueError, match=rf"name\.wav: .*{message}"):
        read_wav(path)
    with path.open("rb") as file, pytest.raises(ValueError, match=rf"name\.wav: .*{message}"):
        read_wav(file)


def test_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_wav(tmp_path / "missing.wav")


@given(data=st.binary(max_size=100), start=st.sampled_from([b"", b"RIFF\0\0\0\0WAVE", riff(FMT).read()]))
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        samples, rate = read_wav(io.BytesIO(start + data))
    except ValueError:
        return
    assert len(samples) % 2 == 0
    assert rate > 0
