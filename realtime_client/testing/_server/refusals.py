"""What a client did wrong, in the words of the protocol: the ``error`` of an event or of an HTTP answer."""

from __future__ import annotations

from typing import Any

from ..._decode.validation import Deviation

__all__ = ["Refused", "of_deviation"]

_TYPES = frozenset(("string", "integer", "number", "boolean", "array", "object", "null"))


class Refused(Exception):
    """What was asked is not done.

    Args:
        message: What is wrong, for people.
        code: What is wrong, for programs.
        param: Which field; None for none in particular.
        kind: Type of the error.
        status: Status of an HTTP answer.
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
        self.message = message
        self.code = code
        self.param = param
        self.kind = kind
        self.status = status

    def body(self) -> dict[str, Any]:
        """The error as HTTP answers and events hold it."""
        return {"type": self.kind, "code": self.code, "message": self.message, "param": self.param}


def of_deviation(deviation: Deviation) -> Refused:
    """A deviation from the specification as the error it is answered with."""
    param = deviation.path.removeprefix("$.")
    if deviation.found == "nothing":
        return Refused(f"The parameter {param!r} is required, and missing.", "missing_required_parameter", param)
    if deviation.declared == "no such key":
        return Refused(f"There is no parameter {param!r}.", "unknown_parameter", param)
    code = "invalid_type" if _TYPES.issuperset(deviation.declared.split(" or ")) else "invalid_value"
    message = f"The parameter {param!r} must be {deviation.declared}; found {deviation.found}."
    return Refused(message, code, param)
