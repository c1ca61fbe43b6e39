"""A real server on loopback to test against: no key, no network, no mocks; needs the extra ``[server]``.

    with LocalServer() as server:
        client = RealtimeClient(base_url=server.url)

Its answers come from an `Answerer`: `Echo` by default, a `Script`, a `Replay`, or one of your own. With pytest, the
fixture ``realtime_server`` is such a server, and the mark of the same name takes its arguments.
"""

from typing import TYPE_CHECKING

from .._core.lazy import lazy

if TYPE_CHECKING:
    from ._server.answers import (
        Answer,
        Answerer,
        AnswerFailed,
        Call,
        Close,
        Echo,
        Fault,
        Frame,
        Handshake,
        MCPCall,
        Refusal,
        Say,
        Speech,
        TranscriptionFailed,
        Turn,
    )
    from ._server.chat import ChatAnswerer
    from ._server.limits import Limits
    from ._server.offline import offline_voice
    from ._server.replay import Replay
    from ._server.script import Expect, Hear, Script, ScriptError, Send, Step
    from ._server.speech import Recogniser, Synthesiser, Voice, VoiceDetector
    from ._server.voice import speak
    from .local_server import LocalServer

__all__ = [
    "Answer",
    "AnswerFailed",
    "Answerer",
    "Call",
    "ChatAnswerer",
    "Close",
    "Echo",
    "Expect",
    "Fault",
    "Frame",
    "Handshake",
    "Hear",
    "Limits",
    "LocalServer",
    "MCPCall",
    "Recogniser",
    "Refusal",
    "Replay",
    "Say",
    "Script",
    "ScriptError",
    "Send",
    "Speech",
    "Step",
    "Synthesiser",
    "TranscriptionFailed",
    "Turn",
    "Voice",
    "VoiceDetector",
    "offline_voice",
    "speak",
]

_SOURCES = {
    "._server.chat": ("ChatAnswerer",),
    "._server.offline": ("offline_voice",),
    "._server.speech": ("Recogniser", "Synthesiser", "Voice", "VoiceDetector"),
    "._server.limits": ("Limits",),
    "._server.replay": ("Replay",),
    "._server.script": ("Expect", "Hear", "Script", "ScriptError", "Send", "Step"),
    "._server.voice": ("speak",),
    ".local_server": ("LocalServer",),
}
_WHERE = {name: f"{source}:{name}" for source, names in _SOURCES.items() for name in names}

if not TYPE_CHECKING:  # A type checker would accept any name.
    __getattr__, __dir__ = lazy(__name__, {name: f"._server.answers:{name}" for name in __all__} | _WHERE)
