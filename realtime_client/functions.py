"""Python functions that the model may call; needs the extra ``[functions]``.

What a function takes is read from its signature by pydantic, and what each parameter means from its docstring.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial, update_wrapper
from inspect import Parameter, getdoc, iscoroutinefunction, isfunction, ismethod, signature
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar, overload

from attrs import field, frozen

from ._core.redaction import redact
from .errors import ArgumentsError, RealtimeError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

__all__ = ["FunctionCall", "Functions", "describe_error"]

_F = TypeVar("_F", bound=Callable[..., Any])
_ARRAYS: Final = (Parameter.POSITIONAL_ONLY, Parameter.VAR_POSITIONAL)


class FunctionCall(Protocol):
    """A call of a function, such as ``response.function_calls`` holds."""

    @property
    def name(self) -> Any:
        """Name of the function."""

    @property
    def call_id(self) -> Any:
        """Id that the output is to name."""

    @property
    def arguments(self) -> Any:
        """Arguments as the model wrote them."""

    def parse_arguments(self) -> dict[str, Any]:
        """The arguments as a mapping."""


OnError: TypeAlias = Callable[[FunctionCall, Exception], Any]


def describe_error(call: FunctionCall, error: Exception) -> dict[str, Any]:
    """What the model is told of a failure so that it can mend it: kind and message, keys masked, and no traceback."""
    return {"error": {"type": type(error).__name__, "message": redact(str(error))}}


@frozen
class _Registered:
    """A function and how it is shown to the model."""

    function: Callable[..., Any]
    name: str
    description: str
    parameters: dict[str, Any]
    is_async: bool
    # Checks arguments and binds them to the function, without calling it.
    binder: TypeAdapter[Any] = field(repr=False)

    def bind(self, call: FunctionCall) -> Callable[[], Any]:
        """The call, its arguments as the function wants them.

        Raises:
            ArgumentsError: They do not fit.
        """
        from pydantic import ValidationError

        written = call.arguments if call.parse_arguments() else "{}"
        try:
            bound: Callable[[], Any] = self.binder.validate_json(written)
        except ValidationError as error:
            name, call_id = self.name, call.call_id
            raise ArgumentsError(_misfit(error), name=name, call_id=call_id, position=0, arguments=written) from None
        return bound


class Functions:
    """Python functions, plain or async, that the model may call.

    Announce `tools` in the session, then give the registry to `respond` or `stream`: what the model calls is called,
    and it goes on with what came back::

        functions = Functions([find_table])
        await conn.update_session({"type": "realtime", "tools": functions.tools()})
        await conn.respond(functions=functions)

    Args:
        functions: Functions to begin with.
        on_error: Makes the output for a call that failed, because it names no function of these, its arguments do not
            fit, or the function raised. It may raise. None raises what went wrong.

    Raises:
        TypeError: Something is no function, or has parameters without names.
        ValueError: Two have the same name.
        RealtimeError: The extra ``[functions]`` is not installed.
    """

    def __init__(
        self, functions: Iterable[Callable[..., Any]] = (), *, on_error: OnError | None = describe_error
    ) -> None:
        self._registered: dict[str, _Registered] = {}
        self._on_error = on_error
        for function in functions:
            self.register(function)

    @overload
    def register(self, function: _F, /) -> _F: ...

    @overload
    def register(self, /, *, name: str | None = None, description: str | None = None) -> Callable[[_F], _F]: ...

    def register(
        self, function: _F | None = None, /, *, name: str | None = None, description: str | None = None
    ) -> _F | Callable[[_F], _F]:
        """Let the model call a function; a decorator, with or without arguments.

        Args:
            function: The function.
            name: What the model calls it; None takes its own name.
            description: What it is for; None takes it from the docstring.

        Raises:
            TypeError: It is no function, or has parameters without names.
            ValueError: There is one of that name.
            RealtimeError: The extra ``[functions]`` is not installed.
        """
        if function is None:
            return lambda decorated: self._add(decorated, name, description)
        return self._add(function, name, description)

    def _add(self, function: _F, name: str | None, description: str | None) -> _F:
        registered = _registered(function, name, description)
        if registered.name in self._registered:
            raise ValueError(f"there is a function {registered.name!r} already")
        self._registered[registered.name] = registered
        return function

    def tools(self) -> list[dict[str, Any]]:
        """The functions as the session's ``tools``."""
        return [
            {"type": "function", "name": each.name, "description": each.description, "parameters": each.parameters}
            for each in self._registered.values()
        ]

    def call(self, call: FunctionCall) -> str:
        """Call the function that the model named, blocking.

        Returns:
            The output to give the model: text as it is, anything else as JSON.

        Raises:
            TypeError: The function is async; `call_async` is for those.
        """
        self.require_blocking()
        try:
            return _output(self._known(call).bind(call)())
        except Exception as error:
            return self._failed(call, error)

    async def call_async(self, call: FunctionCall) -> str:
        """What `call` does, with asyncio: async functions are awaited, and others run in a thread."""
        try:
            registered = self._known(call)
            bound = registered.bind(call)
            return _output(await (bound() if registered.is_async else asyncio.to_thread(bound)))
        except Exception as error:
            return self._failed(call, error)

    async def call_all(self, calls: Iterable[FunctionCall]) -> list[str]:
        """Outputs of several calls at once, in their order."""
        # What one raises waits for the others, so that nothing is left running.
        results = await asyncio.gather(*map(self.call_async, calls), return_exceptions=True)
        outputs: list[str] = []
        for result in results:
            if isinstance(result, BaseException):
                raise result
            outputs.append(result)
        return outputs

    def require_blocking(self) -> None:
        """Refuse async functions where nothing can await them.

        Raises:
            TypeError: Some are async.
        """
        names = ", ".join(each.name for each in self._registered.values() if each.is_async)
        if names:
            raise TypeError(f"only asyncio can call async functions, which are: {names}")

    def __contains__(self, name: object) -> bool:
        return name in self._registered

    def __iter__(self) -> Iterator[str]:
        return iter(self._registered)

    def __len__(self) -> int:
        return len(self._registered)

    def _known(self, call: FunctionCall) -> _Registered:
        found = self._registered.get(call.name)
        if found is None:
            raise RealtimeError(f"there is no function {call.name!r}; there are: {', '.join(self) or 'none'}")
        return found

    def _failed(self, call: FunctionCall, error: Exception) -> str:
        if self._on_error is None:
            raise error
        return _output(self._on_error(call, error))


def _output(result: Any) -> str:
    if isinstance(result, str):
        return result
    from pydantic_core import to_json

    return to_json(result).decode()


def _registered(function: Callable[..., Any], name: str | None, description: str | None) -> _Registered:
    try:
        from docstring_parser import parse
        from pydantic import TypeAdapter
        from pydantic.json_schema import GenerateJsonSchema
    except ModuleNotFoundError as error:
        missing = f"{error.name} is missing: install realtime-client[functions] to register functions"
        raise RealtimeError(missing) from None
    if not (isfunction(function) or ismethod(function)):
        raise TypeError(f"only functions and methods can be registered, not {function!r}")
    unnamed = [each.name for each in signature(function).parameters.values() if each.kind in _ARRAYS]
    if unnamed:
        raise TypeError(f"the model names every argument, and {function.__name__} takes by position: {unnamed}")

    class Schema(GenerateJsonSchema):
        """Without titles, which only say the names once more."""

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    def bound(*args: Any, **named: Any) -> Callable[[], Any]:
        return partial(function, *args, **named)

    # For pydantic it has the parameters of the function.
    alike: Any = update_wrapper(bound, function)
    binder: TypeAdapter[Any] = TypeAdapter(alike)
    parameters = binder.json_schema(schema_generator=Schema)
    said = parse(getdoc(function) or "")
    for parameter in said.params:
        shown = parameters["properties"].get(parameter.arg_name)
        # What `Field` says stands nearer to the parameter than the docstring.
        if shown is not None and parameter.description:
            shown.setdefault("description", parameter.description)
    return _Registered(
        function,
        name or function.__name__,
        said.description or "" if description is None else description,
        parameters,
        iscoroutinefunction(function),
        binder,
    )


def _misfit(error: ValidationError) -> str:
    """What does not fit, one line each, without what only helps programmers."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found)
