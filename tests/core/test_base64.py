"""Base64 with and without pybase64."""

from __future__ import annotations

import subprocess
import sys

import pytest

from realtime_client._core.base64 import decode, decode_loosely, encode

_PROGRAM = """
import sys
sys.modules["pybase64"] = None
from realtime_client._core.base64 import decode, encode
print(encode(memoryview(b"\\xff\\xfe")), decode("//4="), decode(b""))
try:
    decode("//4=!")
except ValueError:
    print("refused")
"""


def test_round_trip() -> None:
    for data in (b"", b"\x00", b"\xff\xfe", bytes(range(256))):
        assert decode(encode(data)) == decode(encode(data).decode()) == data
        assert encode(bytearray(data)) == encode(memoryview(data)) == encode(data)


@pytest.mark.parametrize("text", ["A", "//4", "//4=!", " //4=", "é"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode(text)


def test_the_standard_library_is_the_fallback() -> None:
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["b'//4=' b'\\xff\\xfe' b''", "refused"]


@pytest.mark.parametrize("text", ["//79/A==", "//79/A", "__79_A", "//79\r\n/A==\n", b"//79/A", " //79 /A=", "__79/A=="])
def test_base64_of_other_shapes_is_decoded_loosely(text: str | bytes) -> None:
    assert decode_loosely(text) == b"\xff\xfe\xfd\xfc"


@pytest.mark.parametrize("text", ["A", "//4*", "//4=!", "é", "//7=//79"])
def test_what_is_not_base64_is_not_decoded_loosely_either(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        decode_loosely(text)
