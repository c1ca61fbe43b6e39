"""Audio formats as both dialects name them."""

from __future__ import annotations

from typing import Any

import pytest
from attrs.exceptions import FrozenInstanceError

import realtime_client as rt
from realtime_client import models
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
def test_valid_rate_of_the_message_is_used(rate: Any, read: int) -> None:
    data = {"type": "audio/pcm", "rate": rate}
    assert rt.AudioFormat.from_wire(models.RealtimeAudioFormatsPcm.from_dict(data)) == rt.AudioFormat("pcm16", read)


@pytest.mark.parametrize(
    "value",
    [None, rt.UNSET, "", "opus", 16, [], {}, {"type": "audio/pcm"}, b"pcm16"],
)
def test_unknown_values_are_none(value: object) -> None:
    assert rt.AudioFormat.from_wire(value) is None


@pytest.mark.parametrize("data", [{}, {"type": "audio/opus"}, {"type": None}, {"type": ["audio/pcm"]}])
def test_unknown_objects_are_none(data: dict[str, Any]) -> None:
    unknown = REALTIME_AUDIO_FORMATS.from_dict(data)
    assert isinstance(unknown, rt.UnknownObject)
    assert rt.AudioFormat.from_wire(unknown) is None


def test_format_is_a_value() -> None:
    pcm = rt.AudioFormat("pcm16", 24_000)
    assert pcm == rt.AudioFormat(encoding="pcm16", sample_rate=24_000)
    assert len({pcm, rt.AudioFormat("pcm16", 24_000), rt.AudioFormat("pcm16", 16_000)}) == 2
    with pytest.raises(FrozenInstanceError):
        pcm.sample_rate = 8_000  # type: ignore[misc]
