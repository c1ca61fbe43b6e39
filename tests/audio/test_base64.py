"""Audio as base64, with either backend, and the event that appends it."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client import audio


def _copy(name: str) -> ModuleType:
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=["pybase64", "base64"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return a copy of the module that was imported with this backend."""
    if request.param == "base64":
        monkeypatch.setitem(sys.modules, "pybase64", None)
    core = _copy("realtime_client._core.base64")
    assert core._fast.__name__ == request.param
    monkeypatch.setitem(sys.modules, "realtime_client._core.base64", core)
    module = _copy("realtime_client.audio.base64")
    assert module.decode is core.decode
    return module


@pytest.mark.parametrize("raw", [b"", b"\x00", b"audio", bytes(range(256)), bytearray(b"audio"), memoryview(b"audio")])
def test_both_ways(backend: ModuleType, raw: bytes) -> None:
    text = backend.encode_base64(raw)
    assert text.isascii()
    assert backend.decode_base64(text) == backend.decode_base64(text.encode()) == bytes(raw)


@given(raw=st.binary(max_size=100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_backends_agree(backend: ModuleType, raw: bytes) -> None:
    assert backend.encode_base64(raw) == audio.encode_base64(raw)
    assert backend.append_event(raw) == audio.append_event(raw)
    assert backend.decode_base64(audio.encode_base64(raw)) == raw


@pytest.mark.parametrize("text", ["A", "QQ=", "QQ", "Q Q==", "QQ==\n", "Q*==", "日本", "QQ==QQ=="])
def test_other_text_is_a_value_error(backend: ModuleType, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        backend.decode_base64(text)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
@pytest.mark.parametrize("size", [0, 1, 2, 3, 4_800])
@pytest.mark.parametrize("dialect", ["ga", "beta"])
def test_append_event_equals_that_of_the_model(kind: Any, size: int, dialect: Any) -> None:
    raw = (bytes(range(256)) * 20)[:size]
    event = audio.append_event(kind(raw), dialect)
    events = rt.events if dialect == "ga" else rt.events.beta
    assert event == events.InputAudioBufferAppend(audio=audio.encode_base64(raw)).to_json()
    parsed = rt.parse_client_event(event, dialect=dialect, strict=True)
    assert isinstance(parsed, events.InputAudioBufferAppend)
    assert audio.decode_base64(parsed.audio) == raw


def test_append_event_of_translation_has_its_own_type() -> None:
    event = audio.append_event(b"audio", "translation")
    model = rt.events.translation.InputAudioBufferAppend(audio=audio.encode_base64(b"audio"))
    assert event == model.to_json()
    assert rt.parse_client_event(event, dialect="translation", strict=True) == model


def test_append_event_is_ga_by_default() -> None:
    assert audio.append_event(b"audio") == audio.append_event(b"audio", "ga")


def test_unknown_dialect_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"^unknown dialect 'live': use one of ga, beta, translation$"):
        audio.append_event(b"", "live")  # type: ignore[arg-type]
