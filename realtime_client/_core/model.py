"""What generated models stand on: their base class, the two kinds of "no value", unions and their unknown members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, ClassVar, Final, Generic, Literal, Self, TypeAlias, TypeVar, cast

from .json import dumps
from .redaction import MASK, is_secret_name, redact

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

# What reading makes instances with; their attributes are set one by one, since a constructor costs three times more.
new = object.__new__

_SHOWN = 80
# How deep models are looked for in keys that nobody declared; what a server sent holds none.
_DEEP = 16


class Unset:
    """Type of `UNSET`: the key is absent. That is not the same as ``None``, which is ``null`` on the wire."""

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


class Model:
    """Base of every generated model: a mutable record that gives back exactly what it was read from.

    Reading never fails. A value that does not fit its declared type is kept in its place as it came, a key that is
    absent reads as `UNSET`, and keys nobody declared are kept in `additional_properties`. `realtime_client.validate`
    names all such deviations. Plain lists and mappings inside a model are those of the input, not copies.
    """

    __slots__ = ("_unknown",)

    _component: ClassVar[str] = ""
    _secrets: ClassVar[frozenset[str]] = frozenset()
    __attrs_attrs__: ClassVar[Any] = ()
    _unknown: dict[str, Any]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a JSON object."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what was read or set, and nothing else."""
        raise NotImplementedError

    def to_json(self) -> bytes:
        """The JSON object as compact UTF-8 bytes.

        Raises:
            ValueError: A float in it is infinite or no number, which JSON cannot say.
        """
        return dumps(self.to_dict())

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Keys that the specification does not declare, with their values; written back by `to_dict`."""
        try:
            return self._unknown
        except AttributeError:
            self._unknown = {}
            return self._unknown

    def _keep_unknown(self, data: dict[str, Any], known: dict[str, Any]) -> None:
        self._unknown = {key: value for key, value in data.items() if key not in known}

    def _with_unknown(self, data: dict[str, Any]) -> dict[str, Any]:
        try:
            unknown = self._unknown
        except AttributeError:
            return data
        for key, value in unknown.items():
            data.setdefault(key, plain(value, _DEEP))
        return data

    def _values(self) -> Iterator[tuple[str, Any]]:
        """Attributes that are set, with their values."""
        for attribute in self.__attrs_attrs__:
            value = getattr(self, attribute.name)
            if value is not UNSET:
                yield attribute.name, value

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Self:
        twin = type(self).__new__(type(self))
        for attribute in self.__attrs_attrs__:
            setattr(twin, attribute.name, getattr(self, attribute.name))
        # A mapping of its own: a key added to one of the two must not appear in the other.
        twin._unknown = dict(self.additional_properties)
        return twin

    def __repr__(self) -> str:
        shown = [f"{name}={self._shown(name, value)}" for name, value in self._values()]
        unknown = getattr(self, "_unknown", {})
        if unknown:
            shown.append(f"additional_properties=<{', '.join(map(str, unknown))}>")
        return f"{type(self).__name__}({', '.join(shown)})"

    def _shown(self, name: str, value: Any) -> str:
        if name in self._secrets and value is not None:
            return MASK
        if isinstance(value, str) and is_secret_name(name):
            return MASK
        if isinstance(value, str) and len(value) > _SHOWN:
            return f"{redact(value)[:_SHOWN]!r}…<{len(value)} characters>"
        return redact(repr(value))


def plain(value: Any, depth: int) -> Any:
    """The JSON value of a model, or of models in ``depth`` lists and mappings; anything else as it is."""
    if isinstance(value, Model):
        return value.to_dict()
    if depth and type(value) is list:
        return [plain(item, depth - 1) for item in value]
    if depth and type(value) is dict:
        return {key: plain(item, depth - 1) for key, item in value.items()}
    return value


class UnknownObject(Model):
    """An object whose tag nobody knows; it keeps the whole mapping in `additional_properties`."""

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Keep a JSON object."""
        self = new(cls)
        self._unknown = dict(data)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object as it came."""
        return self._with_unknown({})

    @property
    def type(self) -> Any:
        """Value of the key ``type``: commonly a string, `UNSET` where there is none."""
        return self.additional_properties.get("type", UNSET)

    def __repr__(self) -> str:
        keys = ", ".join(map(str, self.additional_properties))
        return f"{type(self).__name__}(type={self._shown('type', self.type)}, keys=<{keys}>)"


class UnknownEvent(UnknownObject):
    """An event of a type that the contract does not hold, or not for its dialect."""

    __slots__ = ()

    @property
    def event_id(self) -> Any:
        """Value of the key ``event_id``: commonly a string, `UNSET` where there is none."""
        return self.additional_properties.get("event_id", UNSET)


Reader: TypeAlias = Callable[[dict[str, Any]], Any]

_Unknown = TypeVar("_Unknown", bound=UnknownObject, covariant=True)


class UnionTable(Generic[_Unknown]):
    """The members of a union by the value of their tag, each class imported when it is first met.

    Args:
        models: Package in which the classes are found by name.
        tag: Key that tells the members apart.
        members: Value of the tag to the name of a class, or to a table over a further tag.
        unknown: What becomes of an object whose tag is absent, is no string, or is in no entry.

    Attributes:
        readers: How to read the members that have been met so far, by the value of their tag.
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
        """The member that the tag of ``data`` names, or the unknown member with all of it; never an exception."""
        try:
            reader = self.readers[data[self._tag]]
        except (KeyError, TypeError):
            # TypeError: a tag that is a list or an object cannot be looked up.
            reader = self._reader(data.get(self._tag))
        return reader(data)

    def member(self, tag: str) -> type[Model] | UnionTable[_Unknown] | None:
        """The class or the further table that a tag stands for, None when nobody knows it."""
        found = self._members.get(tag)
        return cast("type[Model]", getattr(self._models, found)) if isinstance(found, str) else found

    def tags(self) -> list[str]:
        """All known values of the tag."""
        return list(self._members)

    def _reader(self, tag: Any) -> Reader:
        member = self.member(tag) if isinstance(tag, str) else None
        if member is None:
            return self._unknown.from_dict
        self.readers[tag] = member.from_dict
        return member.from_dict


class KeyTable(UnionTable[_Unknown]):
    """The members of a union that no tag tells apart, by a key that each must have and no other declares.

    Args:
        models: Package in which the classes are found by name.
        members: Key to the name of the class that must have it.
        unknown: What becomes of an object that has none of these keys.
    """

    __slots__ = ()

    def __init__(
        self, models: ModuleType, members: dict[str, str | UnionTable[_Unknown]], unknown: type[_Unknown]
    ) -> None:
        super().__init__(models, "", members, unknown)

    def from_dict(self, data: dict[str, Any]) -> Any:
        """The first member whose key is there, or the unknown member with all of it; never an exception."""
        for key in self._members:
            if key in data:
                return self._reader(key)(data)
        return self._unknown.from_dict(data)
