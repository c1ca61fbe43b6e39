"""Invariants of a session over damaged streams: it never raises, and every request is settled."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from realtime_client._core.json import dumps, loads
from realtime_client._session.requests import Request, ResponseRequest, State
from realtime_client.errors import RealtimeError, ServerError

from ..support.streams import Stream, damaged_streams
from .support import Harness, error, wakes

EXAMPLES = int(os.environ.get("REALTIME_EXAMPLES", "40"))
_SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)
_CODES = (None, "conversation_already_has_active_response", "response_cancel_not_active", "invalid_value")


@_SETTINGS
@given(damaged_streams(), st.data())
def test_every_request_is_settled_once(stream: Stream, drawn: st.DataObject) -> None:
    harness = Harness(dialect=drawn.draw(st.sampled_from([None, stream.dialect])), marks=drawn.draw(st.booleans()))
    session = harness.session
    requests: list[Request] = []
    settled: dict[int, tuple[State, RealtimeError | None]] = {}

    def check() -> None:
        for request in requests:
            if request.is_settled:
                first = settled.setdefault(id(request), (request.state, request.error))
                assert first == (request.state, request.error), "settled again"
            assert request.error is None or request.is_settled or isinstance(request, ResponseRequest)

    def act() -> None:
        what = drawn.draw(st.sampled_from(["submit", "submit", "none", "abandon", "command", "raw", "error", "wait"]))
        waiting = [each for each in requests if isinstance(each, ResponseRequest)]
        if what == "submit":
            outside = drawn.draw(st.booleans())
            try:
                requests.append(session.submit({"conversation": "none"} if outside else None))
            except ServerError:
                return
            wakes(requests[-1])
        elif what == "abandon" and waiting:
            session.ledger.abandon(drawn.draw(st.sampled_from(waiting)))
        elif what == "command":
            kinds = ["session.update", "conversation.item.create", "conversation.item.delete", "response.cancel"]
            event = {"type": drawn.draw(st.sampled_from(kinds)), "session": {}, "item_id": "item_user"}
            requests.append(harness.send(event, is_awaited=drawn.draw(st.booleans())))
        elif what == "raw":
            requests.append(harness.send({"type": "response.create"}))
        elif what == "error":
            named = drawn.draw(st.sampled_from([None, "unknown", *(each.event_id for each in requests)]))
            harness.receive(error(drawn.draw(st.sampled_from(_CODES)), event_id=named))
        elif what == "wait":
            harness.wait(drawn.draw(st.sampled_from([0.05, 1.0, 4.0, 40.0])))

    for event in stream.events:
        if drawn.draw(st.integers(0, 3)) == 0:
            act()
        harness.flush()
        session.receive(dumps(event))
        check()
    act()
    ends = drawn.draw(st.sampled_from(["close", "errors", "loss"]))
    awaited = [each for each in requests if isinstance(each, ResponseRequest) and each.is_awaited]
    if ends == "errors":
        # Each request is refused, whatever else is in flight; a queued one only once it was sent.
        for _ in range(4 * len(requests) + 8):
            harness.flush()
            harness.wait(60.0)
            harness.receive(error())
            check()
        harness.wait(60.0)
        assert [each for each in awaited if not each.is_settled and each.error is None] == []
    elif ends == "loss":
        unsent = [each for each in awaited if each.state is State.QUEUED]
        session.mark_lost(1006, "")
        check()
        assert all(each.is_settled or each.error or each in unsent for each in requests)
        harness.session.restore(conversation=True)
        session.regain(1)
        harness.flush()
        check()
    session.close(1000, "")
    check()
    assert [each for each in requests if not each.is_settled] == []
    assert session.ledger.deadline is None
    assert session.assembler.active == []


@_SETTINGS
@given(damaged_streams())
def test_pieces_of_a_request_are_its_response(stream: Stream) -> None:
    harness = Harness(dialect=stream.dialect)
    request = harness.session.submit(None)
    harness.flush()
    pieces = []
    for event in stream.events:
        harness.session.receive(dumps(event))
        pieces += request.next_pieces()
    harness.session.close(1000, "")
    if request.response is None:
        assert pieces == []
        return
    response = request.response
    assert b"".join(piece.audio for piece in pieces) == response.audio
    if not any("contradicts" in note.what for note in harness.session.assembler.notes):
        assert sorted("".join(piece.text for piece in pieces)) == sorted(response.text)
        assert sorted("".join(piece.transcript for piece in pieces)) == sorted(response.transcript)


@_SETTINGS
@given(st.binary(max_size=40) | st.text(max_size=40) | st.from_regex(r'\{"type": ?("error"|"response\.done"|\[\]|7).*'))
def test_frames_that_are_not_events_are_ignored(frame: str | bytes) -> None:
    harness = Harness()
    taken = harness.session.receive(frame.encode(errors="surrogatepass") if isinstance(frame, str) else frame)
    assert taken is None or isinstance(loads(taken), dict)
