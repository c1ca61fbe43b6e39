"""WebRTC calls that were offered, and SIP calls that ring."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeAlias

from attrs import define, field

from .refusals import Refused

__all__ = ["Calls", "SipCall", "answer_sdp"]

State: TypeAlias = Literal["ringing", "active", "referred", "rejected", "ended"]


@define
class SipCall:
    """A call.

    Attributes:
        id: Its id.
        state: Its state.
        session: Settings of the session that takes it.
        target_uri: Address it was transferred to.
        status_code: SIP status it was rejected with.
        hang_up: Functions that close the connections attached to it.
    """

    id: str
    state: State
    session: Mapping[str, Any] = field(factory=dict)
    target_uri: str | None = None
    status_code: int | None = None
    hang_up: list[Callable[[], None]] = field(factory=list, repr=False)


class Calls(dict[str, SipCall]):
    """All calls, by id."""

    def __init__(self) -> None:
        super().__init__()
        # Callers of wait_for wait in another thread than the server's.
        self._changed = threading.Condition()

    def wait_for(self, call_id: str, state: str, timeout: float | None) -> None:
        """Wait until a call is in a state.

        Raises:
            KeyError: The call does not exist.
            TimeoutError: It took too long.
        """
        call = self[call_id]
        with self._changed:
            if not self._changed.wait_for(lambda: call.state == state, timeout):
                raise TimeoutError(f"the call {call_id!r} is {call.state}, not {state}, after {timeout:g} s")

    def move(self, call: SipCall, state: State) -> None:
        """Move a call to another state."""
        with self._changed:
            call.state = state
            self._changed.notify_all()

    def find(self, call_id: str, *states: str) -> SipCall:
        """Return a call.

        Raises:
            Refused: It does not exist, or is in none of the states.
        """
        call = self.get(call_id)
        if call is None:
            raise Refused(f"Call {call_id!r} does not exist.", "call_id_not_found", "call_id", status=404)
        if call.state not in states:
            message = f"Call {call_id!r} is {call.state}; it must be {' or '.join(states)}."
            raise Refused(message, "invalid_call_state", "call_id")
        return call

    def end(self, call: SipCall, state: Literal["referred", "rejected", "ended"]) -> None:
        """End a call, and close the connections attached to it."""
        self.move(call, state)
        for hang_up in call.hang_up:
            hang_up()
        call.hang_up.clear()


def answer_sdp(offer: str) -> str:
    """Answer an SDP offer by accepting everything in it; no media is ever carried.

    Raises:
        Refused: The text is not an offer.
    """
    lines = offer.splitlines()
    media = [line for line in lines if line.startswith("m=")]
    if not lines or lines[0].strip() != "v=0" or not media or any(line.count(" ") < 2 for line in media):
        raise Refused("The offer is not SDP with a media section.", "invalid_offer", "sdp")
    answer = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    answer += [line for line in lines if line.startswith("a=group:")]
    for line in lines:
        if line.startswith("m="):
            kind, _, rest = line.split(" ", 2)
            answer += [f"{kind} 9 {rest}", "c=IN IP4 0.0.0.0", "a=inactive", "a=setup:passive"]
        elif line.startswith(("a=mid:", "a=rtpmap:", "a=fmtp:", "a=sctp-port:", "a=rtcp-mux")):
            answer.append(line)
    return "\r\n".join(answer) + "\r\n"
