"""Unions whose members no text tells apart: by a tag of another type, or by the member that fits best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from .model import UnionTable, UnknownObject

__all__ = ["BestFitTable", "Member", "ScalarTable"]

_Unknown = TypeVar("_Unknown", bound=UnknownObject)
_SCALARS: Final = (bool, int, str)


@frozen
class Member:
    """Features of one member of a union.

    Attributes:
        required: Keys that it requires.
        declared: Keys that it declares.
        values: Values of keys that are restricted to some.
    """

    required: Sequence[str]
    declared: frozenset[str]
    values: Mapping[str, Sequence[Any]]

    def fits(self, data: dict[str, Any]) -> bool:
        """Return True if an object has the required keys, and no value that is not allowed."""
        return all(key in data for key in self.required) and all(
            any(type(data[key]) is type(known) and data[key] == known for known in allowed)
            for key, allowed in self.values.items()
            if key in data
        )


class ScalarTable(UnionTable[_Unknown]):
    """Members of a union by a tag that may be an integer or a boolean.

    Args:
        models: Package that has the classes by name.
        tag: Key that distinguishes the members.
        members: Value of the tag, as `key` writes it, to the name of a class or to a table over a further tag.
        unknown: Class of an object whose tag is absent or has no entry.
    """

    __slots__ = ()

    @staticmethod
    def key(tag: Any) -> str | None:
        """Return a value of the tag as the table holds it: ``1`` and ``True`` differ, ``1`` and ``1.0`` do not."""
        if isinstance(tag, float) and tag.is_integer():
            tag = int(tag)
        return repr(tag) if type(tag) in _SCALARS else None

    def from_dict(self, data: dict[str, Any]) -> Any:
        """Read the member that the tag of ``data`` names, or else the unknown member; never raises."""
        return self._reader(self.key(data.get(self._tag)))(data)


class BestFitTable(UnionTable[_Unknown], Generic[_Unknown]):
    """Members of a union without a tag: the one that fits, with the fewest keys that it does not declare.

    Args:
        models: Package that has the classes by name.
        members: Features of each member, by the name of its class.
        unknown: Class of an object that no member fits.
    """

    __slots__ = ("_features",)

    def __init__(self, models: ModuleType, members: dict[str, Member], unknown: type[_Unknown]) -> None:
        super().__init__(models, "", {name: name for name in members}, unknown)
        self._features = members

    def from_dict(self, data: dict[str, Any]) -> Any:
        """Read the member that fits best, the first of several; the unknown member if none does."""
        fitting = [(len(data.keys() - one.declared), name) for name, one in self._features.items() if one.fits(data)]
        best = min(fitting, key=lambda entry: entry[0], default=None)
        return (self._reader(best[1]) if best else self._unknown.from_dict)(data)
