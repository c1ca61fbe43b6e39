"""Short names of events."""

from __future__ import annotations

import importlib

import pytest

import realtime_client as rt
from realtime_client import events, models

DIALECTS = {"": events, "Beta": events.beta, "Translation": events.translation}


@pytest.mark.parametrize("prefix", DIALECTS)
def test_every_event_of_the_dialect_has_a_short_name(prefix: str) -> None:
    module = DIALECTS[prefix]
    short = {getattr(module, name) for name in module.__all__ if name not in ("beta", "translation")}
    unions = (getattr(models, f"Realtime{prefix}{side}Event") for side in ("Server", "Client"))
    assert short == {member for union in unions for member in union.__args__ if member is not rt.UnknownEvent}
    assert set(module.__all__) <= set(dir(module))
    assert importlib.reload(module).__all__ == module.__all__


def test_constructed_events_hold_set_attributes_only() -> None:
    update = events.SessionUpdate(session=models.RealtimeSessionCreateRequestGA(instructions="Be brief."))
    assert update.to_json() == b'{"type":"session.update","session":{"type":"realtime","instructions":"Be brief."}}'
    assert rt.validate(update) == []
    assert events.ResponseCreate().to_dict() == {"type": "response.create"}
    assert events.beta.InputAudioBufferAppend(audio="AAAA", event_id="e1").to_dict() == {
        "event_id": "e1",
        "type": "input_audio_buffer.append",
        "audio": "AAAA",
    }
    assert events.translation.SessionClose().to_json() == b'{"type":"session.close"}'


def test_short_names_are_the_decoded_classes() -> None:
    event = rt.parse_event({"type": "response.done", "event_id": "e", "response": {}}, dialect="beta")
    assert type(event) is events.beta.ResponseDone
    sent = rt.parse_client_event(b'{"type":"response.cancel"}', dialect="ga")
    assert isinstance(sent, events.ResponseCancel)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("response.audio.delta", "ResponseAudioDelta"),
        ("response.audio.done", "ResponseAudioDone"),
        ("response.audio_transcript.delta", "ResponseAudioTranscriptDelta"),
        ("response.audio_transcript.done", "ResponseAudioTranscriptDone"),
        ("response.text.delta", "ResponseTextDelta"),
        ("response.text.done", "ResponseTextDone"),
        ("conversation.created", "ConversationCreated"),
        ("output_audio_buffer.started", "OutputAudioBufferStarted"),
        ("output_audio_buffer.stopped", "OutputAudioBufferStopped"),
        ("output_audio_buffer.cleared", "OutputAudioBufferCleared"),
        ("transcription_session.created", "TranscriptionSessionCreated"),
    ],
)
def test_beta_events_that_the_published_document_has_wrong(kind: str, name: str) -> None:
    event = rt.parse_event({"type": kind, "event_id": "e"}, dialect="beta")
    assert type(event) is getattr(events.beta, name)
    assert event.type == kind
