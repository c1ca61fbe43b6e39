"""cattrs over orjson: attrs classes with the fields of the structs, and tagged unions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

import attrs
import msgspec
from cattrs.preconf.orjson import make_converter
from cattrs.strategies import configure_tagged_union
from pybase64 import b64decode, b64encode_as_string

from ..messages import Message
from . import structs

NAME = "cattrs"
FIRST = ""

# These settings are the fastest.
_converter = make_converter(detailed_validation=False, omit_if_default=True)
_tags: dict[type, str] = {}


@cache
def _twin(kind: Any) -> Any:
    """Return the attrs class with the fields of a struct; for any other type, the same type over such classes."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _class(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType):
        return _union([_twin(argument) for argument in arguments])
    return origin[tuple(map(_twin, arguments))] if origin in (list, dict) else kind


def _class(struct: Any) -> Any:
    fields = {
        field.name: attrs.field(type=_twin(field.type), default=attrs.NOTHING if field.required else field.default)
        for field in msgspec.structs.fields(struct)
    }
    made = attrs.make_class(struct.__name__, fields)
    _tags[made] = struct.__struct_config__.tag
    return made


def _union(members: list[Any]) -> Any:
    """Return a union of such types, registered with cattrs if it needs a strategy for it."""
    whole = reduce(or_, members)
    classes = [member for member in members if attrs.has(member)]
    if len(classes) > 1:
        tagged = reduce(or_, classes)
        configure_tagged_union(tagged, _converter, tag_name="type", tag_generator=_tags.__getitem__)
        if NoneType in members:
            read, write = _converter.get_structure_hook(tagged), _converter.get_unstructure_hook(tagged)
            _converter.register_structure_hook(whole, lambda value, _: None if value is None else read(value, tagged))
            _converter.register_unstructure_hook(whole, lambda value: None if value is None else write(value))
    elif any(get_origin(member) is dict for member in members) and len(members) > 2:
        return Any
    return whole


_EVENTS = {"ga": _twin(structs.ServerEvent), "beta": _twin(structs.BetaServerEvent)}
_CLIENT_EVENT = _twin(structs.ClientEvent)
_AUDIO_DELTA, _TRANSCRIPT_DELTA = _twin(structs.AudioDelta), _twin(structs.TranscriptDelta)
_APPEND, _UPDATE, _SESSION = map(_twin, (structs.Append, structs.SessionUpdate, structs.Session))


def decoder(message: Message) -> Callable[[bytes], Any]:
    """Return the function that reads such a message."""
    kind, loads = _EVENTS[message.dialect], _converter.loads
    return lambda raw: loads(raw, kind)


def decode_audio(raw: bytes) -> bytes:
    """Return the audio of a GA audio delta."""
    return b64decode(_converter.loads(raw, _EVENTS["ga"]).delta, validate=True)


def append(audio: bytes) -> bytes:
    """Return the event that sends audio."""
    return _converter.dumps(_APPEND(audio=b64encode_as_string(audio)), unstructure_as=_CLIENT_EVENT)


def update(settings: Mapping[str, Any]) -> bytes:
    """Return the event that sends settings."""
    event = _UPDATE(session=_converter.structure(settings, _SESSION))
    return _converter.dumps(event, unstructure_as=_CLIENT_EVENT)


def assemble(events: list[bytes]) -> tuple[bytes, str]:
    """Return audio and transcript of a response."""
    audio: list[bytes] = []
    transcript: list[str] = []
    for raw in events:
        event = _converter.loads(raw, _EVENTS["ga"])
        if isinstance(event, _AUDIO_DELTA):
            audio.append(b64decode(event.delta, validate=True))
        elif isinstance(event, _TRANSCRIPT_DELTA):
            transcript.append(event.delta)
    return b"".join(audio), "".join(transcript)
