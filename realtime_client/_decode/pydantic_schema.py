"""Models as fields of pydantic: read, written and described as everywhere; imported when pydantic asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from .._core.model import Model
from .validation import REFERENCE, components, validate

if TYPE_CHECKING:
    from pydantic_core.core_schema import CoreSchema

__all__ = ["core_schema", "json_schema"]

_ModelT = TypeVar("_ModelT", bound=Model)


def core_schema(kind: type[Model]) -> CoreSchema:
    """Return how pydantic reads and writes a model.

    It reads the model itself, or a mapping that has the constants of the specification, such as ``type``, so that the
    right member of a union is found; other deviations are kept, as everywhere. In pydantic's strict mode, any deviation
    is an error.
    """
    from pydantic_core import core_schema as make

    # The instance decides how it is written, whatever class was declared.
    written = make.plain_serializer_function_ser_schema(lambda model: model.to_dict())
    return make.lax_or_strict_schema(
        make.no_info_plain_validator_function(_reader(kind, strict=False), serialization=written),
        make.no_info_plain_validator_function(_reader(kind, strict=True), serialization=written),
        ref=f"{kind.__module__}.{kind.__qualname__}:{id(kind)}",
    )


def json_schema(kind: type[Model]) -> dict[str, Any]:
    """Return the JSON Schema of a model, complete in itself."""
    if not kind._component:
        return {"type": "object", "title": kind.__name__}
    schema = _inlined({"$ref": REFERENCE + kind._component}, ())
    description = {"description": kind.__doc__} if kind.__doc__ else {}
    return {**schema, "title": kind.__name__, **description}


def _reader(kind: type[_ModelT], *, strict: bool) -> Callable[[Any], _ModelT]:
    def read(value: Any) -> _ModelT:
        if isinstance(value, kind):
            return value
        if not isinstance(value, Mapping):
            raise ValueError(f"expected an object or a {kind.__name__}, found {type(value).__name__}")
        constants, required = _constants(kind._component)
        for key, constant in constants.items():
            if value[key] != constant if key in value else key in required:
                raise ValueError(f"{key} must be {constant!r}")
        model = kind.from_dict(dict(value))
        if strict and (deviations := validate(model)):
            raise ValueError("; ".join(map(str, deviations)))
        return model

    return read


@cache
def _constants(component: str) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the constants among the properties of a component, and the keys it requires."""
    schema = components().get(component, {})
    properties: dict[str, Any] = schema.get("properties", {})
    constants = {key: value["const"] for key, value in properties.items() if "const" in value}
    return constants, frozenset(schema.get("required", ()))


def _inlined(node: Any, within: tuple[str, ...]) -> Any:
    """Return a schema with everything it refers to in it; what contains itself is any value the second time."""
    if isinstance(node, list):
        return [_inlined(entry, within) for entry in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        name = node["$ref"].removeprefix(REFERENCE)
        return {} if name in within else _inlined(components()[name], (*within, name))
    return {key: _inlined(value, within) for key, value in node.items()}
