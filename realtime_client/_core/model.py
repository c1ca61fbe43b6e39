"""Foundations of the generated models: their base class, `UNSET`, unions and their unknown members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Literal, Self, TypeAlias, TypeVar, cast

from attrs import define, field

from .display import SHOWN, display
from .json import dumps, loads_object
from .redaction import MASK, is_secret_name, may_hold_secret, redact
from .values import duplicate, is_deep, note_rounded, same

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

__all__ = [
    "UNSET",
    "KeyTable",
    "Model",
    "Reader",
    "UnionTable",
    "UnknownEvent",
    "UnknownObject",
    "Unset",
    "new",
    "plain",
]

# Reading makes instances with this and sets their attributes one by one, since a constructor costs three times as much.
new = object.__new__

# How deep undeclared keys are searched for models that a user put there; servers send none.
_DEEP = 16
# pickle recurses, so values nested deeper than this are pickled as JSON.
_PICKLED_DEPTH = 100
_UNKNOWN = "additional_properties"
# Some servers send the message of an error as its ``error``, or outside of it.
_MESSAGES = frozenset(("message", "error"))


class Unset:
    """Type of `UNSET`: the key is absent, unlike with ``None``, which is ``null`` on the wire."""

    __slots__ = ()
    _instance: ClassVar[Unset | None] = None

    def __new__(cls) -> Unset:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Model:
    """Base of every generated model: a mutable record that is written exactly as it was read.

    Reading never fails. A value that does not fit its declared type is kept as it came, a key that is absent reads as
    `UNSET`, and undeclared keys are kept in `additional_properties`. `realtime_client.validate` reports all such
    deviations. Plain lists and mappings inside a model are those of the input, not copies.

    Attributes:
        additional_properties: Keys that the specification does not declare, with their values; `to_dict` writes them.
    """

    _component: ClassVar[str] = ""
    _secrets: ClassVar[frozenset[str]] = frozenset()

    additional_properties: dict[str, Any] = field(factory=dict, kw_only=True)

    if TYPE_CHECKING:
        # The slot behind the property; reading sets it to None if there are no undeclared keys.
        @property
        def _unknown(self) -> dict[str, Any] | None: ...
        @_unknown.setter
        def _unknown(self, keys: dict[str, Any] | None) -> None: ...

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: what was read or set, and nothing else."""
        raise NotImplementedError

    def to_json(self) -> bytes:
        """Return the JSON object as compact UTF-8 bytes.

        Raises:
            ValueError: A float in it is infinite or not a number.
            TypeError: A value in it has no form in JSON.
        """
        return dumps(self.to_dict())

    def _keep_unknown(self, data: dict[str, Any], known: dict[str, Any]) -> None:
        self._unknown = unknown = {}
        for key, value in data.items():
            if key not in known:
                unknown[key] = value
                if type(value) is not str:
                    note_rounded(value)

    def _with_unknown(self, data: dict[str, Any]) -> dict[str, Any]:
        for key, value in (self._unknown or {}).items():
            data.setdefault(key, plain(value, _DEEP))
        return data

    @classmethod
    def _declared(cls) -> list[str]:
        """Return the names of the declared attributes."""
        return [attribute.name for attribute in cls.__attrs_attrs__ if attribute.name != _UNKNOWN]

    def _values(self) -> Iterator[tuple[str, Any]]:
        """Yield the declared attributes that are set, with their values."""
        for name in self._declared():
            value = getattr(self, name)
            if value is not UNSET:
                yield name, value

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        first, second = self.to_dict(), other.to_dict()
        try:
            return first == second
        except RecursionError:
            return same(first, second)

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Self:
        return self._copied(lambda value: value)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self._copied(lambda value: duplicate(value, memo))

    def _copied(self, copier: Callable[[Any], Any]) -> Self:
        twin = new(type(self))
        for attribute in self.__attrs_attrs__:
            setattr(twin, attribute.name, copier(getattr(self, attribute.name)))
        return twin

    def __reduce__(self) -> tuple[Any, ...]:
        values = {attribute.name: getattr(self, attribute.name) for attribute in self.__attrs_attrs__}
        if any(is_deep(value, _PICKLED_DEPTH) for value in values.values()):
            return _from_json, (type(self), self.to_json())
        return _restored, (type(self), values)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> CoreSchema:
        # Only pydantic calls these two.
        from .._decode.pydantic_schema import core_schema

        return core_schema(cls)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: object, handler: object) -> dict[str, Any]:
        from .._decode.pydantic_schema import json_schema

        return json_schema(cls)

    def __repr__(self) -> str:
        # Most models hold no secret; one search of all their short texts together is enough to know.
        text = self._described(repr)
        # ASCII is searched in half the time, and all but the ellipsis mostly is.
        return self._described(None) if may_hold_secret(text.replace("…", "")) else text

    def _described(self, short: Callable[[str], str] | None) -> str:
        shown = []
        for name, is_secret in _fields.get(type(self)) or _find_fields(type(self)):
            value = getattr(self, name)
            if value is UNSET:
                continue
            kind = type(value)
            if is_secret:
                shown.append(f"{name}={self._shown(name, value)}")
            elif kind is int or value is None:
                shown.append(f"{name}={value}")
            elif short and kind is str and len(value) <= SHOWN:
                shown.append(f"{name}={short(value)}")
            elif short and kind is str and name not in _MESSAGES:
                # The sign of a secret comes before the secret, so the rest need not be searched.
                shown.append(f"{name}={short(value[:SHOWN])}…<{len(value)} characters>")
            else:
                shown.append(f"{name}={self._shown(name, value)}")
        unknown = self._unknown
        if unknown:
            shown += [
                f"{name}={self._shown(name, value)}" for name, value in unknown.items() if _is_message(name, value)
            ]
            others = [str(name) for name, value in unknown.items() if not _is_message(name, value)]
            shown += [f"{_UNKNOWN}=<{', '.join(others)}>"] if others else []
        return f"{type(self).__name__}({', '.join(shown)})"

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, Model):
            return repr(value)
        if value is not None and (name in self._secrets or (isinstance(value, str) and is_secret_name(name))):
            return MASK
        if not isinstance(value, str):
            return display(value)
        return redact(repr(value)) if _is_message(name, value) else display(value)


# Names of the declared attributes of each class that was shown, each with True if its value is a secret.
_fields: Final[dict[type[Model], tuple[tuple[str, bool], ...]]] = {}


def _find_fields(kind: type[Model]) -> tuple[tuple[str, bool], ...]:
    found = tuple((name, name in kind._secrets or is_secret_name(name)) for name in kind._declared())
    _fields[kind] = found
    return found


def _is_message(name: str, value: object) -> bool:
    """Return True for the message of an error, which is never cut: its end often says what to do."""
    return name in _MESSAGES and isinstance(value, str)


def _unknown_keys(self: Model) -> dict[str, Any]:
    unknown = self._unknown
    if unknown is None:
        unknown = self._unknown = {}
    return unknown


def _set_unknown_keys(self: Model, keys: dict[str, Any]) -> None:
    # A mapping of its own: a key added to a copy must not appear in the original.
    self._unknown = dict(keys)


if not TYPE_CHECKING:
    Model._unknown = Model.additional_properties
    Model.additional_properties = property(_unknown_keys, _set_unknown_keys)


def _restored(kind: type[Model], values: dict[str, Any]) -> Model:
    model = new(kind)
    for name, value in values.items():
        setattr(model, name, value)
    return model


def _from_json(kind: type[Model], data: bytes) -> Model:
    return kind.from_dict(loads_object(data))


def plain(value: Any, depth: int) -> Any:
    """Return the JSON value of a model, or of models in ``depth`` lists and mappings; anything else as it is."""
    if isinstance(value, Model):
        return value.to_dict()
    if depth and type(value) is list:
        return [plain(item, depth - 1) for item in value]
    if depth and type(value) is dict:
        return {key: plain(item, depth - 1) for key, item in value.items()}
    return value


class UnknownObject(Model):
    """An object with an unknown tag; the whole mapping is in `additional_properties`."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Keep a JSON object."""
        self = new(cls)
        self._unknown = dict(data)
        note_rounded(data)
        return self

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object as it came."""
        return self._with_unknown({})

    if TYPE_CHECKING:

        @property
        def type(self) -> Literal["unknown"]:
            """Value of the key ``type``, usually a string; `UNSET` if it is absent.

            Declared as a constant that no object has, so that comparing ``type`` narrows a union; `sent_type` has the
            type for a string.
            """

    else:

        @property
        def type(self) -> Any:
            """Value of the key ``type``, usually a string; `UNSET` if it is absent.

            Type checkers see a constant that no object has, so that comparing ``type`` narrows a union; `sent_type` has
            the type for a string.
            """
            return self.additional_properties.get("type", UNSET)

    @property
    def sent_type(self) -> str | None:
        """Value of the key ``type`` if it is a string, None otherwise."""
        sent = self.additional_properties.get("type")
        return sent if isinstance(sent, str) else None

    def __repr__(self) -> str:
        keys = ", ".join(map(str, self.additional_properties))
        return redact(f"{type(self).__name__}(type={display(self.type)}, keys=<{keys}>)")


class UnknownEvent(UnknownObject):
    """An event of a type that the contract does not declare, or of a protocol that this package does not speak."""

    __slots__ = ()

    @property
    def event_id(self) -> str | Unset | None:
        """Value of the key ``event_id``: usually a string, `UNSET` if it is absent."""
        found: str | Unset | None = self.additional_properties.get("event_id", UNSET)
        return found


Reader: TypeAlias = Callable[[dict[str, Any]], Any]

_Unknown = TypeVar("_Unknown", bound=UnknownObject, covariant=True)


class UnionTable(Generic[_Unknown]):
    """Members of a union by the value of their tag; each class is imported when it is first needed.

    Args:
        models: Package that has the classes by name.
        tag: Key that distinguishes the members.
        members: Value of the tag to the name of a class, or to a table over a further tag.
        unknown: Class of an object whose tag is absent, is not a string, or has no entry.

    Attributes:
        readers: Readers of the members needed so far, by the value of their tag.
    """

    __slots__ = ("_members", "_models", "_tag", "_unknown", "readers")

    def __init__(
        self,
        models: ModuleType,
        tag: str,
        members: dict[str, str | UnionTable[_Unknown]],
        unknown: type[_Unknown],
    ) -> None:
        self._models = models
        self._tag = tag
        self._members = members
        self._unknown = unknown
        self.readers: dict[Any, Reader] = {}

    def from_dict(self, data: dict[str, Any]) -> Any:
        """Read the member that the tag of ``data`` names, or else the unknown member; never raises."""
        try:
            reader = self.readers[data[self._tag]]
        except (KeyError, TypeError):
            # TypeError: a tag that is a list or an object cannot be looked up.
            reader = self._reader(data.get(self._tag))
        return reader(data)

    def member(self, tag: str) -> type[Model] | UnionTable[_Unknown] | None:
        """Return the class or the further table for a value of the tag; None if it is unknown."""
        found = self._members.get(tag)
        return cast("type[Model]", getattr(self._models, found)) if isinstance(found, str) else found

    def tags(self) -> list[str]:
        """Return all known values of the tag."""
        return list(self._members)

    def __contains__(self, tag: object) -> bool:
        return isinstance(tag, str) and tag in self._members

    def _reader(self, tag: Any) -> Reader:
        member = self.member(tag) if isinstance(tag, str) else None
        if member is None:
            return self._unknown.from_dict
        self.readers[tag] = member.from_dict
        return member.from_dict


class KeyTable(UnionTable[_Unknown]):
    """Members of a union without a tag, by a key that each requires and no other declares.

    Args:
        models: Package that has the classes by name.
        members: Key to the name of the class that requires it.
        unknown: Class of an object that has none of these keys.
    """

    __slots__ = ()

    def __init__(
        self, models: ModuleType, members: dict[str, str | UnionTable[_Unknown]], unknown: type[_Unknown]
    ) -> None:
        super().__init__(models, "", members, unknown)

    def from_dict(self, data: dict[str, Any]) -> Any:
        """Read the first member whose key is present, or else the unknown member; never raises."""
        for key in self._members:
            if key in data:
                return self._reader(key)(data)
        return self._unknown.from_dict(data)
