"""Accessors of events that carry audio: the decoded bytes, next to their base64 text."""

from __future__ import annotations

from types import MemberDescriptorType
from typing import TYPE_CHECKING, Any

from .._core.base64 import decode_loosely

__all__ = ["AudioDeltaAccessors"]


class AudioDeltaAccessors:
    """Accessors of an audio delta.

    The decoder takes the base64 out of a long frame before it parses the rest, and keeps it as bytes. It becomes the
    string `delta` when it is first asked for. The audio of a short frame is decoded when it is first asked for.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        # The slot behind `delta`: what was set or read, or a tuple of the base64, as bytes or text, and its audio.
        _delta: Any

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        slot = vars(cls).get("delta")
        if isinstance(slot, MemberDescriptorType):
            cls._delta = slot
            cls.delta = property(_text, _set_text)  # type: ignore[attr-defined]

    @property
    def audio(self) -> bytes:
        """Audio that `delta` carries, decoded, in the format of the session.

        Raises:
            ValueError: `delta` is not base64.
        """
        text = self._delta
        if type(text) is tuple:
            audio: bytes = text[1]
            return audio
        if not isinstance(text, str):
            # Some servers name it otherwise.
            text = getattr(self, "additional_properties", {}).get("audio")
            if not isinstance(text, str):
                raise ValueError("delta is not a string")
            return decode_loosely(text)
        audio = decode_loosely(text)
        self._delta = text, audio
        return audio


def _text(event: AudioDeltaAccessors) -> Any:
    text = event._delta
    if type(text) is tuple:
        base64 = text[0]
        text = event._delta = base64 if isinstance(base64, str) else base64.decode("ascii")
    return text


def _set_text(event: AudioDeltaAccessors, text: Any) -> None:
    event._delta = list(text) if type(text) is tuple else text
