"""Reading what clients send: JSON within limits, and its comparison with the contract."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from ..._core.json import loads_object
from ..._decode.validation import Deviation
from ...errors import DecodeError
from .refusals import Refused, of_deviation

__all__ = ["read_object", "require_conforming", "without_nulls"]

_LOGGER: Final = logging.getLogger("realtime_client.testing")
# Deeper values would exhaust the stack somewhere, and no client needs them.
_MAX_DEPTH: Final = 100
# Settings in which null has a meaning of its own: it disables something.
_CLEARABLE: Final = frozenset(
    (
        "turn_detection",
        "transcription",
        "noise_reduction",
        "input_audio_transcription",
        "input_audio_noise_reduction",
        "idle_timeout_ms",
        "tracing",
        "prompt",
        "include",
    )
)
# Free JSON, in which null is a value.
_OPAQUE: Final = frozenset(("parameters",))
# Settings without effect here, so that values of a newer API are harmless.
_INERT: Final = re.compile(
    r"\.(reasoning|noise_reduction|input_audio_noise_reduction|truncation|tracing|include|prompt)\b"
)
# Items without an id get one.
_ID_OF_ITEM: Final = re.compile(r"\$\.(?:item|response\.input\[\d+\])\.id")
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]|\[(?:'(.*?)'|\"(.*?)\")\]")


def read_object(data: str | bytes, what: str) -> dict[str, Any]:
    """Parse a JSON object that can be handled and sent back.

    Args:
        data: The JSON.
        what: Name of the data, for errors.

    Raises:
        Refused: It is not a JSON object, too deep, or has a number beyond a double.
    """
    try:
        value = loads_object(data)
    except DecodeError as error:
        raise Refused(f"The {what} is not a JSON object: {error}", "invalid_json") from None
    level: list[Any] = [value]
    for _ in range(_MAX_DEPTH):
        level = [entry for container in level for entry in _entries(container)]
        if not level:
            return value
    raise Refused(f"The {what} is nested more than {_MAX_DEPTH} levels deep.", "invalid_json")


def _entries(container: Any) -> Iterable[Any]:
    """Return the containers in a container.

    Raises:
        Refused: It has a number beyond a double.
    """
    found = []
    for entry in container.values() if isinstance(container, dict) else container:
        if isinstance(entry, dict | list):
            found.append(entry)
        elif isinstance(entry, float) and not math.isfinite(entry):
            raise Refused("A number is too large.", "invalid_json")
    return found


def without_nulls(value: Any, *, keep_meaningful: bool) -> Any:
    """Return a request without nulls, which stand for absence.

    Args:
        value: The request.
        keep_meaningful: Whether to keep the nulls that disable a setting.
    """
    if isinstance(value, dict):
        return {
            key: entry if key in _OPAQUE else without_nulls(entry, keep_meaningful=keep_meaningful)
            for key, entry in value.items()
            if entry is not None or (keep_meaningful and key in _CLEARABLE)
        }
    if isinstance(value, list):
        return [without_nulls(entry, keep_meaningful=keep_meaningful) for entry in value]
    return value


def require_conforming(deviations: Iterable[Deviation], request: Mapping[str, Any], *, strict: bool) -> None:
    """Refuse a request for its first deviation from the contract.

    Args:
        deviations: The deviations.
        request: The request with its nulls.
        strict: Whether to refuse parameters that the contract does not know; otherwise they are logged. Parameters
            that it knows elsewhere are misplaced, and refused in any case.

    Raises:
        Refused: For the first deviation.
    """
    for deviation in deviations:
        refused = of_deviation(deviation)
        if refused.code == "missing_required_parameter" and _ID_OF_ITEM.fullmatch(deviation.path):
            continue
        if not strict and (
            (refused.code == "unknown_parameter" and _STEP.findall(deviation.path)[-1][0] not in _declared_names())
            or (refused.code == "invalid_value" and _INERT.search(deviation.path) is not None)
        ):
            _LOGGER.warning("accepted what the contract does not declare: %s", refused.message)
            continue
        if refused.code == "missing_required_parameter" and _is_null(request, deviation.path):
            refused = of_deviation(Deviation(deviation.path, deviation.declared, "null"))
        raise refused


@cache
def _declared_names() -> frozenset[str]:
    """Return the names of all properties in the contract."""
    document = loads_object(files("realtime_client._generated").joinpath("schemas.json").read_bytes())
    return frozenset(name for schema in document["schemas"].values() for name in schema.get("properties", ()))


def _is_null(request: Any, path: str) -> bool:
    steps = [next(filter(None, groups)) for groups in _STEP.findall(path)]
    for step in steps[:-1]:
        request = request[int(step)] if isinstance(request, list) else request[step]
    return steps[-1] in request and request[steps[-1]] is None
