"""Audio of the protocol: formats, base64, G.711, WAV files, resampling, framing, playback, devices and telephony.

`Resampler` needs the extra ``[audio]``; `Microphone` and `Speaker` need ``[devices]``. Importing this package imports
none of its modules; each name is imported on first use.
"""

from typing import TYPE_CHECKING

from .._core.lazy import lazy as _lazy

if TYPE_CHECKING:
    from .._core.audio_format import AudioFormat, Encoding
    from . import telephony
    from .base64 import append_event, decode_base64, encode_base64
    from .devices import Microphone, Speaker
    from .framing import Framer, duration, frames, paced, paced_sync
    from .g711 import from_pcm16, to_pcm16
    from .playback import PlaybackClock, Truncation
    from .resampling import Resampler
    from .wav import read_wav, write_wav

_WHERE = {
    "AudioFormat": ".._core.audio_format:AudioFormat",
    "Encoding": ".._core.audio_format:Encoding",
    "Framer": ".framing:Framer",
    "Microphone": ".devices:Microphone",
    "PlaybackClock": ".playback:PlaybackClock",
    "Resampler": ".resampling:Resampler",
    "Speaker": ".devices:Speaker",
    "Truncation": ".playback:Truncation",
    "append_event": ".base64:append_event",
    "decode_base64": ".base64:decode_base64",
    "duration": ".framing:duration",
    "encode_base64": ".base64:encode_base64",
    "frames": ".framing:frames",
    "from_pcm16": ".g711:from_pcm16",
    "paced": ".framing:paced",
    "paced_sync": ".framing:paced_sync",
    "read_wav": ".wav:read_wav",
    "telephony": ".telephony",
    "to_pcm16": ".g711:to_pcm16",
    "write_wav": ".wav:write_wav",
}

__all__ = [
    "AudioFormat",
    "Encoding",
    "Framer",
    "Microphone",
    "PlaybackClock",
    "Resampler",
    "Speaker",
    "Truncation",
    "append_event",
    "decode_base64",
    "duration",
    "encode_base64",
    "frames",
    "from_pcm16",
    "paced",
    "paced_sync",
    "read_wav",
    "telephony",
    "to_pcm16",
    "write_wav",
]

if not TYPE_CHECKING:  # To a type checker, `__getattr__` would make every name valid.
    __getattr__, __dir__ = _lazy(__name__, _WHERE)
