"""Recordings for tests, written event by event with times of the test's own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from realtime_client._core.json import dumps
from realtime_client.recordings import Recording

__all__ = ["FORMAT", "Call", "usage"]

FORMAT = {"type": "audio/pcm", "rate": 24_000}


def usage(inputs: int, outputs: int) -> dict[str, Any]:
    """Return a usage: the input is text, the output is audio."""
    return {
        "total_tokens": inputs + outputs,
        "input_tokens": inputs,
        "output_tokens": outputs,
        "input_token_details": {"text_tokens": inputs, "audio_tokens": 0, "cached_tokens": 0},
        "output_token_details": {"text_tokens": 0, "audio_tokens": outputs},
    }


class Call:
    """A recorded call, as lines with times."""

    def __init__(self, model: str = "gpt-realtime-2.1", start: float = 1_767_225_600.0) -> None:
        self.lines: list[dict[str, Any]] = [
            {"recording": 1, "id": "rec_1", "version": "0.1.0", "time": start, "monotonic": 100.0, "model": model}
        ]
        self._start = start
        self._number = 0
        session = {
            "type": "realtime",
            "id": "sess_1",
            "model": model,
            "audio": {
                "input": {"format": dict(FORMAT), "turn_detection": {"type": "server_vad"}},
                "output": {"format": dict(FORMAT)},
            },
        }
        self.server(0.0, "session.created", session=session)

    def server(self, at: float, kind: str, **fields: Any) -> Self:
        """Add an event of the server."""
        self._number += 1
        return self._add("in", at, {"type": kind, "event_id": f"event_{self._number}", **fields})

    def client(self, at: float, kind: str, **fields: Any) -> Self:
        """Add an event of the client."""
        return self._add("out", at, {"type": kind, **fields})

    def connection(self, at: float, state: str, code: int | None = None) -> Self:
        """Add a change of the connection."""
        change = {"state": state, "code": code, "reason": ""}
        self.lines.append({"time": self._start + at, "monotonic": 100.0 + at, "connection": change})
        return self

    def _add(self, direction: str, at: float, event: dict[str, Any]) -> Self:
        self.lines.append({"direction": direction, "time": self._start + at, "monotonic": 100.0 + at, "event": event})
        return self

    def say(self, at: float, text: str, item_id: str = "item_text") -> Self:
        """Add a message of the user, and its acknowledgement."""
        item = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": text}]}
        self.client(at, "conversation.item.create", item=item)
        return self.server(at + 0.1, "conversation.item.added", item={"id": item_id, **item})

    def microphone(self, at: float, seconds: float, sample: bytes = b"\x10\x00") -> Self:
        """Add audio of the user that ends at a time, in pieces of a tenth of a second."""
        for number in range(round(seconds * 10)):
            audio = b64encode(sample * 2_400).decode()
            self.client(at - seconds + (number + 1) / 10, "input_audio_buffer.append", audio=audio)
        return self

    def speak(self, start: float, end: float, item_id: str, text: str, offset: float = 0.0) -> Self:
        """Add speech of the user as voice detection reports it."""
        self.server(start, "input_audio_buffer.speech_started", item_id=item_id, audio_start_ms=round(offset * 1000))
        length = round((offset + end - start) * 1000)
        self.server(end, "input_audio_buffer.speech_stopped", item_id=item_id, audio_end_ms=length)
        self.server(end, "input_audio_buffer.committed", item_id=item_id, previous_item_id=None)
        return self.server(
            end,
            "conversation.item.input_audio_transcription.completed",
            item_id=item_id,
            content_index=0,
            transcript=text,
        )

    def respond(
        self,
        at: float,
        response_id: str,
        text: str,
        seconds: float = 1.0,
        *,
        status: str = "completed",
        details: Mapping[str, Any] | None = None,
        tokens: Mapping[str, Any] | None = None,
        calls: tuple[tuple[str, str, str], ...] = (),
        done: float | None = None,
        metadata: Mapping[str, Any] | None = None,
        sample: bytes = b"\x20\x00",
    ) -> Self:
        """Add a response: its first event at a time, text after 0.1 s, audio after 0.2 s, its end after 0.5 s."""
        head = {"id": response_id, "object": "realtime.response", "conversation_id": "conv_1", "metadata": metadata}
        place = {"response_id": response_id, "item_id": f"item_{response_id}", "output_index": 0, "content_index": 0}
        self.server(at, "response.created", response={**head, "status": "in_progress", "output": []})
        output: list[dict[str, Any]] = []
        if text:
            self.server(at + 0.1, "response.output_audio_transcript.delta", **place, delta=text)
            audio = b64encode(sample * round(seconds * 24_000)).decode()
            self.server(at + 0.2, "response.output_audio.delta", **place, delta=audio)
            content = [{"type": "output_audio", "transcript": text}]
            output.append({"id": place["item_id"], "type": "message", "role": "assistant", "content": content})
        output += [
            {"id": f"item_{call_id}", "type": "function_call", "call_id": call_id, "name": name, "arguments": arguments}
            for call_id, name, arguments in calls
        ]
        whole = {**head, "status": status, "status_details": details, "output": output, "usage": tokens}
        return self.server(at + 0.5 if done is None else done, "response.done", response=whole)

    def write(self, path: Path) -> Path:
        """Write the recording to a file."""
        path.write_bytes(b"".join(dumps(line) + b"\n" for line in self.lines))
        return path

    @property
    def recording(self) -> Recording:
        """The recording."""
        return Recording.from_events(self.lines)
