"""Refusals in the wording of the protocol: the ``error`` of an event or of an HTTP reply."""

from __future__ import annotations

from typing import Any

from ..._decode.validation import Deviation

__all__ = ["Refused", "of_deviation", "shortened"]

# Characters of a message or a path.
_LONGEST = 2_000
_TYPES = frozenset(("string", "integer", "number", "boolean", "array", "object", "null"))


class Refused(Exception):
    """A request that the server refuses.

    Args:
        message: The reason, for people.
        code: The reason, for programs.
        param: Path of the offending field; None if there is none.
        kind: Type of the error.
        status: Status of an HTTP reply.
    """

    def __init__(
        self,
        message: str,
        code: str | None,
        param: str | None = None,
        *,
        kind: str = "invalid_request_error",
        status: int = 400,
    ) -> None:
        super().__init__(message)
        # Both may quote what the client sent.
        self.message = shortened(message)
        self.code = code
        self.param = None if param is None else shortened(param)
        self.kind = kind
        self.status = status

    def body(self) -> dict[str, Any]:
        """Return the error as HTTP replies and events carry it."""
        return {"type": self.kind, "code": self.code, "message": self.message, "param": self.param}


def shortened(text: str) -> str:
    """Return a text of bounded length."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def of_deviation(deviation: Deviation) -> Refused:
    """Return the refusal for a deviation from the contract."""
    param = deviation.path.removeprefix("$.")
    if deviation.found == "nothing":
        return Refused(f"Missing required parameter: {param!r}.", "missing_required_parameter", param)
    if deviation.declared == "no such key":
        return Refused(f"Unknown parameter: {param!r}.", "unknown_parameter", param)
    if _TYPES.issuperset(deviation.declared.split(" or ")):
        message = f"Invalid type for {param!r}: expected {deviation.declared}, but got {deviation.found} instead."
        return Refused(message, "invalid_type", param)
    message = f"Invalid value for {param!r}: expected {deviation.declared}, but got {deviation.found} instead."
    return Refused(message, "invalid_value", param)
