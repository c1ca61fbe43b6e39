"""Choose the Python names of components and properties.

A name that Python allows is kept. If several would be the same in Python, the one spelled so on the wire keeps it, or
else the first in the document; the others get a number. ``x-python-name`` overrides this.
"""

from __future__ import annotations

import itertools
import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import Final

from openapi_python_client.strings import ClassName, PythonIdentifier

from ..contract.document import DocumentError, Schema, child
from ..contract.extensions import PYTHON_NAME

__all__ = ["attribute_names", "class_names", "identifier", "table_name"]

# Names that generated modules import in addition to the classes.
_IMPORTED: Final = frozenset(
    (
        *("Any", "ClassVar", "Literal", "Self", "TypeAlias", "TYPE_CHECKING", "Final", "Model", "UNSET", "Unset"),
        *("UnionTable", "UnknownEvent", "UnknownObject", "AuthenticatedClient", "Client", "Request", "Response"),
    )
)
# Names with another meaning in the body of a generated class, or on every model.
_RESERVED: Final = frozenset(
    (
        *("str", "int", "float", "bool", "bytes", "list", "dict", "classmethod", "property", "cls", "self"),
        *("Any", "ClassVar", "Literal", "Self", "Model", "UNSET", "Unset"),
        *("from_dict", "to_dict", "to_json", "additional_properties"),
    )
)


def class_names(schemas: dict[str, Schema], reserved: Iterable[str]) -> dict[str, str]:
    """Return the name of the class or type of each component.

    Args:
        schemas: All components.
        reserved: Names that no component may take.

    Raises:
        DocumentError: An ``x-python-name`` is not a valid class name, or is not unique.
    """
    given = {name: schema[PYTHON_NAME] for name, schema in schemas.items() if PYTHON_NAME in schema}
    for component, name in given.items():
        if not isinstance(name, str) or not name.isidentifier() or name in _IMPORTED or ClassName(name, "") != name:
            place = child("$.components.schemas", component)
            raise DocumentError(f"{place}.{PYTHON_NAME}: {name!r} is not a free class name such as RealtimeItem")
    wanted = {name: _class_name(name) for name in schemas}
    return _distinct(given, wanted, reserved, "$.components.schemas", _class_keys, "")


def attribute_names(component: str, properties: dict[str, Schema], reserved: Collection[str]) -> dict[str, str]:
    """Return the name of the attribute of each property of a component.

    Args:
        component: Name of the component.
        properties: Its properties.
        reserved: Names that its base class defines.

    Raises:
        DocumentError: An ``x-python-name`` is not a valid attribute name, or is not unique.
    """
    place = f"{child('$.components.schemas', component)}.properties"
    given = {wire: value[PYTHON_NAME] for wire, value in properties.items() if PYTHON_NAME in value}
    for wire, name in given.items():
        if not isinstance(name, str) or name in reserved or _attribute_name(name) != name:
            raise DocumentError(f"{child(place, wire)}.{PYTHON_NAME}: {name!r} is not a free attribute name")
    wanted = {wire: _attribute_name(wire) for wire in properties}
    wanted = {wire: f"{name}_" if name in reserved else name for wire, name in wanted.items()}
    return _distinct(given, wanted, reserved, place, lambda name: {name}, "_")


def identifier(name: str) -> str:
    """Return a name in snake case, as the generator names modules and functions."""
    return str(PythonIdentifier(name, "field_"))


def table_name(class_name: str) -> str:
    """Return the name of the table of a union."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", class_name).upper()


def _distinct(
    given: dict[str, str],
    wanted: dict[str, str],
    reserved: Iterable[str],
    place: str,
    keys: Callable[[str], set[str]],
    separator: str,
) -> dict[str, str]:
    """Return a distinct name for each; two names are distinct if their keys are."""
    taken = set().union(*map(keys, reserved))
    names: dict[str, str] = {}
    for wire, name in given.items():
        if keys(name) & taken:
            raise DocumentError(f"{child(place, wire)}.{PYTHON_NAME}: the name {name!r} is taken; choose another")
        names[wire] = name
        taken |= keys(name)
    for wire in sorted(wanted.keys() - names.keys(), key=lambda wire: (wire != wanted[wire], list(wanted).index(wire))):
        numbered = (f"{wanted[wire]}{separator}{number}" for number in itertools.count(2))
        names[wire] = next(name for name in itertools.chain([wanted[wire]], numbered) if not keys(name) & taken)
        taken |= keys(names[wire])
    return names


def _class_keys(name: str) -> set[str]:
    """Return what must be unique: the file, where upper and lower case may be the same, and the table."""
    return {f"{identifier(name)}.py".lower(), table_name(name)}


def _class_name(component: str) -> str:
    name = component
    while (changed := str(ClassName(name, "Model"))) != name:  # Until the generator keeps it: `p2p` → `P2p` → `P2P`.
        name = changed
    return f"{component}Object" if name in _IMPORTED else name


def _attribute_name(wire: str) -> str:
    if wire.isascii() and wire.isidentifier() and not wire.startswith("_"):
        return f"{wire}_" if keyword.iskeyword(wire) or wire in _RESERVED else wire
    # Python normalises identifiers to NFKC, where two names may become the same.
    name = identifier(unicodedata.normalize("NFKC", wire))
    return f"{name}_" if name in _RESERVED else name
