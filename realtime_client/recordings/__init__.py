"""Recordings of sessions: turns, latencies, usage, cost, transcript and sound.

Importing this package imports none of its modules; each name is imported on first use.
"""

from typing import TYPE_CHECKING

from .._core.lazy import lazy as _lazy

if TYPE_CHECKING:
    from .options import RecordOptions
    from .personal_data import PersonalDataRedactor, redact_personal_data
    from .reader import Problem, RecordedEvent
    from .recording import Latency, Overlap, RecordedDeviation, Recording, Statistics
    from .timeline import Connection, FunctionCall, ServerErrorAt, Turn

_WHERE = {
    "Connection": ".timeline:Connection",
    "FunctionCall": ".timeline:FunctionCall",
    "Latency": ".recording:Latency",
    "Overlap": ".recording:Overlap",
    "PersonalDataRedactor": ".personal_data:PersonalDataRedactor",
    "Problem": ".reader:Problem",
    "RecordOptions": ".options:RecordOptions",
    "RecordedDeviation": ".recording:RecordedDeviation",
    "RecordedEvent": ".reader:RecordedEvent",
    "Recording": ".recording:Recording",
    "ServerErrorAt": ".timeline:ServerErrorAt",
    "Statistics": ".recording:Statistics",
    "Turn": ".timeline:Turn",
    "redact_personal_data": ".personal_data:redact_personal_data",
}

__all__ = [
    "Connection",
    "FunctionCall",
    "Latency",
    "Overlap",
    "PersonalDataRedactor",
    "Problem",
    "RecordOptions",
    "RecordedDeviation",
    "RecordedEvent",
    "Recording",
    "ServerErrorAt",
    "Statistics",
    "Turn",
    "redact_personal_data",
]

if not TYPE_CHECKING:  # To a type checker, `__getattr__` would make every name valid.
    __getattr__, __dir__ = _lazy(__name__, _WHERE)
