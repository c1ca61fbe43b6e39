"""Python functions that the model may call; needs the extra ``[functions]``.

The parameters of a function are read from its signature by pydantic, and their descriptions from its docstring.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial, update_wrapper
from inspect import (
    Parameter,
    getdoc,
    isasyncgenfunction,
    isawaitable,
    isclass,
    iscoroutine,
    iscoroutinefunction,
    isfunction,
    ismethod,
    signature,
    unwrap,
)
from types import UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Protocol,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    overload,
)

from attrs import field, frozen

from ._core.limits import check_limit
from ._core.redaction import redact
from ._core.threads import run_in_thread
from .errors import ArgumentsError, RealtimeError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

    from ._generated.dicts import RealtimeFunctionToolDict

__all__ = ["FunctionCall", "FunctionContext", "Functions", "describe_error"]

# Names that the vendor's API accepts for a function.
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_F = TypeVar("_F", bound=Callable[..., Any])
_POSITIONAL: Final = (Parameter.POSITIONAL_ONLY, Parameter.VAR_POSITIONAL)


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
        """Return the arguments as a mapping."""


@frozen
class FunctionContext:
    """Context of a call: a parameter of this type is passed to the function, and not shown to the model.

    Attributes:
        call: The call.
        connection: The connection that the call came over: the blocking one for a plain function that a blocking
            connection calls, else the asyncio one; None outside of a connection.
        turn: The turn it belongs to, with `turns`; None otherwise.
    """

    call: FunctionCall
    connection: Any = None
    turn: Any = None


OnError: TypeAlias = Callable[[FunctionCall, Exception], Any]


def describe_error(call: FunctionCall, error: Exception) -> dict[str, Any]:
    """Return what the model is given of a failure: kind and message, secrets masked, and no traceback."""
    return {"error": {"type": type(error).__name__, "message": redact(str(error))}}


@frozen
class _Registered:
    """A function and how it is shown to the model."""

    name: str
    description: str
    parameters: dict[str, Any]
    is_async: bool
    timeout: float | None
    cancel_on_interrupt: bool
    # Names of the parameters that take the context.
    context: tuple[str, ...]
    # Checks arguments and binds them to the function, without calling it.
    binder: TypeAdapter[Any] = field(repr=False)

    def bind(self, call: FunctionCall, context: FunctionContext) -> Callable[[], Any]:
        """Return the call with its arguments as the function wants them.

        Raises:
            ArgumentsError: They do not fit.
        """
        from pydantic import ValidationError

        arguments = call.parse_arguments()
        try:
            bound = self._bound(arguments, call.arguments)
        except ValidationError as error:
            call_id = call.call_id if isinstance(call.call_id, str) else None
            raise ArgumentsError(
                _misfit(error), name=self.name, call_id=call_id, position=0, arguments=call.arguments
            ) from None
        return partial(bound, **dict.fromkeys(self.context, context))

    def _bound(self, arguments: dict[str, Any], source: object) -> Callable[..., Any]:
        from pydantic import ValidationError

        if arguments and isinstance(source, str):
            # Through JSON where it is at hand, so that numbers and dates convert as JSON has them.
            try:
                return self.binder.validate_json(source)  # type: ignore[no-any-return]
            except ValidationError as error:
                if error.errors(include_url=False)[0]["type"] != "json_invalid":
                    raise
                # It is JSON, with lone surrogates or deep nesting that pydantic does not read.
        return self.binder.validate_python(_named(arguments))  # type: ignore[no-any-return]


class Functions:
    """Python functions, plain or async, that the model may call.

    Announce `tools` in the session, then pass the registry to `respond`, `stream` or `turns`: what the model calls is
    called, and it goes on with the output::

        functions = Functions([find_table])
        await conn.update_session({"type": "realtime", "tools": functions.tools()})
        await conn.respond(functions=functions)

    Async functions run in the event loop of the connection, others in threads.

    Args:
        functions: Functions to begin with.
        on_error: Returns the output for a call that failed, because it names no function of these, its arguments do not
            fit, or the function raised or took too long. It may raise. None raises the error itself.

    Raises:
        TypeError: One of them is not a function, or has parameters without names.
        ValueError: Two have the same name, or the model cannot call one by its name.
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
    def register(
        self,
        function: _F,
        /,
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
        cancel_on_interrupt: bool = False,
    ) -> _F: ...

    @overload
    def register(
        self,
        /,
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
        cancel_on_interrupt: bool = False,
    ) -> Callable[[_F], _F]: ...

    def register(
        self,
        function: _F | None = None,
        /,
        *,
        name: str | None = None,
        description: str | None = None,
        timeout: float | None = None,
        cancel_on_interrupt: bool = False,
    ) -> _F | Callable[[_F], _F]:
        """Let the model call a function; a decorator, with or without arguments.

        A parameter annotated `FunctionContext` is passed the context of the call.

        Args:
            function: A function or a bound method, plain or async; a lambda or another callable with a ``name``.
            name: Name that the model calls it by; None takes its own.
            description: Purpose; None takes it from the docstring.
            timeout: Seconds after which a call has failed; None for no limit. A plain function goes on in its thread.
            cancel_on_interrupt: Whether a call during `turns` is cancelled when the user speaks; the model then gets
                an error as its output.

        Raises:
            TypeError: It is not a function, or has a parameter without a name, or one that no JSON schema describes.
            ValueError: There is one of that name, a lambda has none, or the model cannot call it by its name; or the
                time limit is not above 0.
            RealtimeError: The extra ``[functions]`` is not installed.
        """
        if function is None:
            return lambda decorated: self._add(decorated, name, description, timeout, cancel_on_interrupt)
        return self._add(function, name, description, timeout, cancel_on_interrupt)

    def _add(
        self, function: _F, name: str | None, description: str | None, timeout: float | None, cancel_on_interrupt: bool
    ) -> _F:
        registered = _registered(function, name, description, timeout, cancel_on_interrupt)
        if registered.name in self._registered:
            raise ValueError(f"a function {registered.name!r} is registered already: pass another name")
        self._registered[registered.name] = registered
        return function

    def tools(self) -> list[RealtimeFunctionToolDict]:
        """Return the functions as the ``tools`` of a session."""
        return [
            {"type": "function", "name": each.name, "description": each.description, "parameters": each.parameters}
            for each in self._registered.values()
        ]

    def call(self, call: FunctionCall, *, connection: Any = None, turn: Any = None) -> str:
        """Call the function that the model named, blocking; an async function gets an event loop of its own.

        Returns:
            The output for the model: text as it is, anything else as JSON.

        Raises:
            RealtimeError: An event loop runs in this thread; `call_async` is for that.
        """
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            pass
        else:
            raise RealtimeError("call() would block the running event loop: await call_async() instead")
        return asyncio.run(self.call_async(call, connection=connection, turn=turn))

    async def call_async(
        self, call: FunctionCall, *, connection: Any = None, turn: Any = None, in_thread: bool = False
    ) -> str:
        """Call the function that the model named, with asyncio: async functions are awaited, others run in a thread.

        Args:
            call: The call.
            connection: The connection, for `FunctionContext`.
            turn: The turn, for `FunctionContext`.
            in_thread: Whether ``on_error`` may block, and is called in a thread.

        Returns:
            The output for the model: text as it is, anything else as JSON.
        """
        try:
            registered = self._known(call)
            bound = registered.bind(call, FunctionContext(call, connection, turn))
            try:
                async with asyncio.timeout(registered.timeout) as scope:
                    result = await (bound() if registered.is_async else run_in_thread(_called, bound))
                    # A lambda, for one, may return what an async function gave it.
                    return _output(await result if isawaitable(result) else result)
            except TimeoutError as error:
                if not scope.expired():
                    raise
                limit = f"{registered.timeout:g} s"
                raise RealtimeError(f"the function {registered.name!r} took more than {limit}") from error
            except SystemExit as error:
                # It would end the event loop, and in a thread of its own nothing but that.
                raise RealtimeError(f"the function {registered.name!r} raised SystemExit") from error
        except Exception as error:
            if in_thread:
                return await run_in_thread(self._failed, call, error)
            return self._failed(call, error)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            return self._failed(call, RealtimeError(f"the function {call.name!r} was cancelled by itself"), error)

    def _failed(self, call: FunctionCall, error: Exception, cause: BaseException | None = None) -> str:
        if self._on_error is None:
            raise error from cause
        output = self._on_error(call, error)
        try:
            return _output(output)
        except Exception:
            # It is not JSON; the model is to hear of the failure all the same.
            return _output(describe_error(call, error))

    async def call_all(self, calls: Iterable[FunctionCall]) -> list[str]:
        """Return the outputs of several calls, made at once, in the order of the calls."""
        # What one raises waits for the others, so that nothing is left running.
        results = await asyncio.gather(*map(self.call_async, calls), return_exceptions=True)
        outputs: list[str] = []
        for result in results:
            if isinstance(result, BaseException):
                raise result
            outputs.append(result)
        return outputs

    def cancels_on_interrupt(self, call: FunctionCall) -> bool:
        """Return True for a call that is to be cancelled when the user speaks over its turn."""
        found = self._registered.get(call.name) if isinstance(call.name, str) else None
        return found is not None and found.cancel_on_interrupt

    def runs_in_thread(self, call: FunctionCall) -> bool:
        """Return True for a call of a plain function, which runs in a thread."""
        found = self._registered.get(call.name) if isinstance(call.name, str) else None
        return found is not None and not found.is_async

    def interrupted(self, call: FunctionCall) -> str:
        """Return the output for a call that was cancelled because the user spoke."""
        error = RealtimeError(f"the call to {call.name!r} was cancelled: the user spoke")
        return _output((self._on_error or describe_error)(call, error))

    def __contains__(self, name: object) -> bool:
        return name in self._registered

    def __iter__(self) -> Iterator[str]:
        return iter(self._registered)

    def __len__(self) -> int:
        return len(self._registered)

    def __repr__(self) -> str:
        return f"<Functions: {', '.join(self) or 'none'}>"

    def _known(self, call: FunctionCall) -> _Registered:
        found = self._registered.get(call.name) if isinstance(call.name, str) else None
        if found is None:
            raise RealtimeError(f"no function {call.name!r} is registered; available: {', '.join(self) or 'none'}")
        return found


def _called(bound: Callable[[], Any]) -> Any:
    """Return the output of a plain function, or what is to be awaited for it."""
    # A generator only runs when its values are written.
    result = bound()
    return result if isawaitable(result) else _output(result)


def _output(result: Any) -> str:
    if isinstance(result, str):
        return result
    from pydantic_core import to_json

    # JSON has no NaN and no infinity.
    return to_json(result, inf_nan_mode="strings").decode()


def _named(arguments: dict[str, Any]) -> Any:
    from pydantic_core import ArgsKwargs

    return ArgsKwargs((), arguments)


def _registered(
    function: Callable[..., Any],
    name: str | None,
    description: str | None,
    timeout: float | None,
    cancel_on_interrupt: bool,
) -> _Registered:
    try:
        from docstring_parser import parse
        from pydantic import PydanticUserError, TypeAdapter
        from pydantic.json_schema import GenerateJsonSchema
    except ModuleNotFoundError as error:
        missing = f"{error.name} is missing: install realtime-voice-sdk[functions] to register functions"
        raise RealtimeError(missing) from None
    check_limit("timeout", timeout, is_positive=True)
    if isinstance(function, staticmethod):
        function = function.__func__
    known_as = _name_of(function, name)
    context = _context_of(function)
    parameters = [each for each in signature(function).parameters.values() if each.name not in context]
    unnamed = [each.name for each in signature(function).parameters.values() if each.kind in _POSITIONAL]
    if unnamed:
        raise TypeError(f"the model names every argument, but {known_as} takes these by position: {unnamed}")

    class Schema(GenerateJsonSchema):
        """Without titles, which only repeat the names."""

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    def bound(*args: Any, **named: Any) -> Callable[[], Any]:
        return partial(function, *args, **named)

    # For pydantic it has the parameters of the function, but those that take the context.
    alike: Any = bound
    is_plain = isfunction(function) or ismethod(function)
    if is_plain:
        alike = update_wrapper(bound, function)
    alike.__signature__ = signature(function).replace(parameters=parameters)
    if context or not is_plain:
        alike.__annotations__ = {key: each for key, each in _annotations(function).items() if key not in context}
    try:
        binder: TypeAdapter[Any] = TypeAdapter(alike)
        schema = binder.json_schema(schema_generator=Schema)
    except (PydanticUserError, RecursionError) as error:
        reason = str(error).partition("\n")[0]
        raise TypeError(f"{known_as} has a parameter that no JSON schema describes: {reason}") from error
    documentation = parse(getdoc(function) or "")
    for parameter in documentation.params:
        shown = schema.get("properties", {}).get(parameter.arg_name)
        # What `Field` states stands nearer to the parameter than the docstring.
        if shown is not None and parameter.description:
            shown.setdefault("description", parameter.description)
    return _Registered(
        known_as,
        (documentation.description or "").strip() if description is None else description,
        schema,
        iscoroutinefunction(function) or iscoroutinefunction(type(function).__call__),
        timeout,
        cancel_on_interrupt,
        context,
        binder,
    )


def _name_of(function: Any, name: str | None) -> str:
    if iscoroutine(function):
        function.close()
        raise TypeError("a coroutine was passed: register the async function itself, without calling it")
    if isclass(function) or not callable(function):
        raise TypeError(f"only functions, methods and callable objects can be registered, not {function!r}")
    if _is_unbound(function):
        raise TypeError(f"{function.__qualname__} is a method without its object: register the method of an object")
    if isasyncgenfunction(function):
        raise TypeError(f"{function.__qualname__} is an async generator: return the output instead of yielding it")
    own = getattr(function, "__name__", None)
    if name is None and (own is None or own == "<lambda>"):
        raise ValueError(f"{function!r} has no name that the model could call: pass name=...")
    found = str(own) if name is None else name
    if _NAME.fullmatch(found) is None:
        raise ValueError(
            f"the name {found!r} cannot be called by the model: use 1 to 64 letters, digits, underscores and dashes of "
            "ASCII, or pass name=..."
        )
    return found


def _annotations(function: Any) -> dict[str, Any]:
    while isinstance(function, partial):
        function = function.func
    # What wraps a function without being one, as `functools.cache` does, has its annotations.
    function = unwrap(function)
    target = function if isfunction(function) or ismethod(function) else type(function).__call__
    try:
        return get_type_hints(target, include_extras=True)
    except (NameError, TypeError):
        # pydantic says which name it does not know.
        return dict(getattr(target, "__annotations__", {}))


def _context_of(function: Any) -> tuple[str, ...]:
    hints = _annotations(function)
    return tuple(name for name in signature(function).parameters if _is_context(hints.get(name)))


def _is_context(hint: Any) -> bool:
    """Return True for the annotation of a parameter that takes the context, which may be optional or annotated."""
    if isinstance(hint, str):
        return any(part.strip().rpartition(".")[2] == "FunctionContext" for part in hint.split("|"))
    if get_origin(hint) is Annotated:
        return _is_context(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return any(_is_context(each) for each in get_args(hint))
    return hint is FunctionContext


def _is_unbound(function: Any) -> bool:
    """Return True for a function in the body of a class that wants the object first."""
    owner = function.__qualname__.rpartition(".")[0] if isfunction(function) else ""
    if not owner or owner.endswith("<locals>"):
        return False
    first = next(iter(signature(function).parameters.values()), None)
    return first is not None and first.name in ("self", "cls") and first.annotation is Parameter.empty


def _misfit(error: ValidationError) -> str:
    """Return what does not fit, without what only helps programmers."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found)
