"""The names of the package."""

from __future__ import annotations

import subprocess
import sys

import pytest

import realtime_client as rt


@pytest.mark.parametrize("name", rt.audio.__all__)
def test_every_public_name_is_importable(name: str) -> None:
    assert getattr(rt.audio, name) is not None
    assert name in dir(rt.audio)


def test_other_names_are_missing() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'resample'"):
        rt.audio.resample  # type: ignore[attr-defined] # noqa: B018


def test_importing_the_package_imports_nothing_else() -> None:
    program = """
import sys, realtime_client
realtime_client.audio
print(*(name for name in sys.modules if name.startswith("realtime_client.audio.")))
realtime_client.audio.decode_base64, realtime_client.audio.duration, realtime_client.audio.PlaybackClock
realtime_client.audio.Resampler, realtime_client.audio.Speaker, realtime_client.audio.telephony
print(*sys.modules.keys() & {"numpy", "soxr", "sounddevice"})
"""
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout == "\n\n"
