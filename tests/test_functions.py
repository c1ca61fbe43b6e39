"""Functions that the model may call: announcement, arguments, calls, failures."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

import realtime_client as rt
from realtime_client import functions
from realtime_client._core.json import loads
from realtime_client.functions import Functions
from realtime_client.models import RealtimeConversationItemFunctionCall as Call

from .support.marks import reads_docstrings


class Wish(BaseModel):
    """Wish of a guest."""

    title: str
    by_the_window: bool = False


@dataclass
class Table:
    number: int


def find_table(guests: int, wish: Wish | None = None, *, day: Literal["today", "tomorrow"] = "today") -> Table:
    """Find a free table.

    It is not booked yet.

    Args:
        guests: Number of guests.
        day: Day of the visit.
        nowhere: Not a parameter.

    Returns:
        The table.
    """
    assert wish is None or isinstance(wish, Wish)
    return Table(guests * 10 + (day == "tomorrow"))


async def greet(name: Annotated[str, Field(description="Person to greet.")] = "you") -> str:
    """Greet a person.

    :param name: Not this one.
    """
    await asyncio.sleep(0)
    return f"Hello {name}"


def numpy_style(city):  # type: ignore[no-untyped-def]
    """Return the weather.

    Parameters
    ----------
    city
        Place.
    country
    """
    return {"city": city}


def silent(**anything: int) -> None: ...


def called(name: str, arguments: Any = "{}") -> Call:
    return Call(name=name, call_id="call_1", arguments=arguments)


@reads_docstrings
def test_tools_follow_signature_and_docstring() -> None:
    registry = Functions([find_table, greet, numpy_style, silent])
    table, greeting, weather, nothing = registry.tools()
    assert table["type"] == "function"
    assert table["name"] == "find_table"
    assert table["description"] == "Find a free table.\n\nIt is not booked yet."
    parameters = table["parameters"]
    wish = parameters.pop("$defs")["Wish"]
    assert wish["description"] == "Wish of a guest."
    assert wish["properties"] == {"title": {"type": "string"}, "by_the_window": {"type": "boolean", "default": False}}
    assert parameters == {
        "type": "object",
        "additionalProperties": False,
        "required": ["guests"],
        "properties": {
            "guests": {"type": "integer", "description": "Number of guests."},
            "wish": {"anyOf": [{"$ref": "#/$defs/Wish"}, {"type": "null"}], "default": None},
            "day": {
                "type": "string",
                "enum": ["today", "tomorrow"],
                "default": "today",
                "description": "Day of the visit.",
            },
        },
    }
    assert greeting["parameters"]["properties"]["name"]["description"] == "Person to greet."
    assert weather["parameters"]["properties"] == {"city": {"description": "Place."}}
    assert nothing["description"] == ""
    assert nothing["parameters"]["additionalProperties"] == {"type": "integer"}
    # A session takes them as they are.
    session = {"type": "realtime", "tools": registry.tools()}
    update = {"type": "session.update", "event_id": "e", "session": session}
    assert rt.parse_client_event(update, dialect="ga", strict=True).to_dict() == update


def test_decorator() -> None:
    registry = Functions()

    @registry.register
    def one() -> int:
        return 1

    @registry.register(name="deux", description="Two.")
    def two() -> int:
        """Not this."""
        return 2

    assert (one(), two()) == (1, 2)
    assert list(registry) == ["one", "deux"]
    assert len(registry) == 2
    assert "deux" in registry
    assert "two" not in registry
    assert registry.tools()[1]["description"] == "Two."
    assert registry.call(called("deux")) == "2"
    with pytest.raises(ValueError, match="'one' is registered already: pass another name"):
        registry.register(one)


class Restaurant:
    """A callable object with a method."""

    def book(self, guests: int) -> str:
        """Book a table."""
        return f"{guests} booked"

    async def cancel(self, guests: int) -> str:
        return f"{guests} cancelled"

    def __call__(self, guests: int) -> str:
        """Call the restaurant."""
        return f"{guests + 1} called"


class Later:
    """A callable object that is async."""

    async def __call__(self, guests: int, context: functions.FunctionContext) -> str:
        return f"{guests} later, {context.call.call_id}"


@reads_docstrings
def test_methods_lambdas_and_callable_objects() -> None:
    place = Restaurant()
    registry = Functions([place.book, place.cancel], on_error=None)
    registry.register(place, name="call")
    registry.register(Later(), name="later")
    registry.register(lambda guests: guests + 1, name="more", description="One more.")
    registry.register(partial(find_table, day="tomorrow"), name="tomorrow")
    outputs = [registry.call(called(name, '{"guests": 2}')) for name in registry]
    assert outputs == ["2 booked", "2 cancelled", "3 called", "2 later, call_1", "3", '{"number":21}']
    tools = {tool["name"]: tool for tool in registry.tools()}
    assert tools["book"]["description"] == "Book a table."
    assert tools["call"]["parameters"]["properties"] == {"guests": {"type": "integer"}}
    assert tools["later"]["parameters"]["properties"] == {"guests": {"type": "integer"}}
    assert tools["more"]["description"] == "One more."
    # Arguments are converted for callable objects as for functions.
    assert registry.call(called("call", '{"guests": "4"}')) == "5 called"


@pytest.mark.parametrize("nameless", [lambda: None, partial(find_table, 1), Restaurant()])
def test_callables_without_a_name_need_one(nameless: Any) -> None:
    with pytest.raises(ValueError, match=r"has no name that the model could call: pass name=\.\.\."):
        Functions([nameless])


def test_parameters_need_names() -> None:
    def by_position(a: int, /, *more: int) -> None: ...

    with pytest.raises(TypeError, match=r"by_position takes these by position: \['a', 'more'\]"):
        Functions([by_position])


@pytest.mark.parametrize("odd", [Restaurant, 1, "find_table", None.__class__])
def test_only_callables_are_taken(odd: Any) -> None:
    with pytest.raises(TypeError, match="only functions, methods and callable objects can be registered"):
        Functions([odd])


def test_coroutines_are_refused_with_the_reason() -> None:
    with pytest.raises(TypeError, match="register the async function itself, without calling it"):
        Functions([greet()])  # type: ignore[list-item]


def test_context_is_passed_and_not_shown() -> None:
    registry = Functions(on_error=None)
    seen: list[functions.FunctionContext] = []

    @registry.register
    def look(number: int, context: functions.FunctionContext) -> int:
        """Look.

        Args:
            number: A number.
            context: Not for the model.
        """
        seen.append(context)
        return number

    @registry.register
    async def look_later(context: functions.FunctionContext) -> None:
        seen.append(context)

    assert [list(tool["parameters"].get("properties", {})) for tool in registry.tools()] == [["number"], []]
    call = called("look", '{"number": 3}')
    assert registry.call(call) == "3"
    assert asyncio.run(registry.call_async(called("look_later"), connection="connection", turn="turn")) == "null"
    assert seen == [
        functions.FunctionContext(call),
        functions.FunctionContext(called("look_later"), "connection", "turn"),
    ]
    # The model cannot pass it.
    with pytest.raises(rt.ArgumentsError, match="context"):
        registry.call(called("look", '{"number": 3, "context": {}}'))


def test_names_that_are_not_known_in_annotations() -> None:
    def unknown(value: Nowhere) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    with pytest.raises(Exception, match="Nowhere"):
        Functions([unknown])


def test_time_limits() -> None:
    registry = Functions()

    @registry.register(timeout=0.01)
    async def endless() -> None:
        await asyncio.Event().wait()

    @registry.register(timeout=60)
    async def impatient() -> None:
        raise TimeoutError("of its own")

    @registry.register(timeout=60)
    def quick() -> str:
        return "quick"

    output = loads(registry.call(called("endless")))["error"]
    assert output == {"type": "RealtimeError", "message": "the function 'endless' took more than 0.01 s"}
    assert loads(registry.call(called("impatient")))["error"]["message"] == "of its own"
    assert registry.call(called("quick")) == "quick"


def test_blocking_function_beyond_its_limit_does_not_hold_the_output_up() -> None:
    released = threading.Event()
    registry = Functions()

    @registry.register(timeout=0.01)
    def blocked() -> None:
        released.wait(20)

    async def act() -> str:
        output = await registry.call_async(called("blocked"))
        released.set()
        return output

    assert "took more than 0.01 s" in asyncio.run(act())


@pytest.mark.parametrize(
    ("call", "output"),
    [
        (called("find_table", '{"guests": 2, "wish": {"title": "quiet"}, "day": "tomorrow"}'), '{"number":21}'),
        (called("find_table", '{"guests": "3"}'), '{"number":30}'),
        (called("numpy_style", '{"city": "Köln"}'), '{"city":"Köln"}'),
        (called("silent", ""), "null"),
        (called("silent", rt.UNSET), "null"),
    ],
)
def test_calls(call: Call, output: str) -> None:
    registry = Functions([find_table, numpy_style, silent])
    assert registry.call(call) == output
    assert asyncio.run(registry.call_async(call)) == output


def explode() -> None:
    raise KeyError("the key is sk-test-0123456789abcdef")


def odd_output() -> object:
    return object()


def broken_model() -> Wish:
    return Wish.model_validate({})


FAILURES = [
    (
        "nowhere",
        "{}",
        "RealtimeError",
        "no function 'nowhere' is registered; available: find_table, explode, odd_output, ",
    ),
    ("find_table", "{oops", "ArgumentsError", "arguments of the call call_1 to find_table: not JSON"),
    ("find_table", '["x"]', "ArgumentsError", "expected a JSON object"),
    (
        "find_table",
        '{"guests": "many", "wish": {}, "meal": 1}',
        "ArgumentsError",
        "arguments of the call call_1 to find_table: guests: Input should be a valid integer, unable to parse string "
        "as an integer; wish.title: Field required; meal: Unexpected keyword argument",
    ),
    ("explode", "{}", "KeyError", "'the key is ***'"),
    ("odd_output", "{}", "PydanticSerializationError", "Unable to serialize unknown type"),
    ("broken_model", "{}", "ValidationError", "1 validation error for Wish"),
]


@pytest.mark.parametrize(("name", "arguments", "kind", "message"), FAILURES)
def test_failures_are_described_to_the_model(name: str, arguments: str, kind: str, message: str) -> None:
    registry = Functions([find_table, explode, odd_output, broken_model])
    call = called(name, arguments)
    for output in (registry.call(call), asyncio.run(registry.call_async(call))):
        error = loads(output)["error"]
        assert set(error) == {"type", "message"}
        assert error["type"] == kind
        assert message in error["message"]
        assert "Traceback" not in output


def test_empty_registry() -> None:
    assert repr(Functions()) == "<Functions: none>"
    assert "available: none" in Functions().call(called("any"))


def test_on_error() -> None:
    raising = Functions([explode], on_error=None)
    with pytest.raises(KeyError):
        raising.call(called("explode"))
    with pytest.raises(rt.RealtimeError, match="no function 'nowhere'"):
        asyncio.run(raising.call_async(called("nowhere")))
    seen: list[tuple[str, type[Exception]]] = []

    def describe(call: functions.FunctionCall, error: Exception) -> str:
        seen.append((call.call_id, type(error)))
        return "Something went wrong."

    assert Functions([explode], on_error=describe).call(called("explode")) == "Something went wrong."
    assert seen == [("call_1", KeyError)]


def test_several_calls_run_at_once() -> None:
    met = threading.Barrier(2)

    async def act() -> None:
        meeting = asyncio.Event()
        registry = Functions(on_error=None)

        @registry.register
        async def arrive() -> str:
            meeting.set()
            return "arrived"

        @registry.register
        async def wait() -> str:
            await meeting.wait()
            return "waited"

        @registry.register
        def meet() -> str:
            met.wait(10)
            return threading.current_thread().name

        registry.register(explode)
        calls = [called(name) for name in ("wait", "meet", "arrive", "meet")]
        waited, first, arrived, second = await registry.call_all(calls)
        assert (waited, arrived) == ("waited", "arrived")
        assert first != second
        with pytest.raises(KeyError):
            await registry.call_all([called("arrive"), called("explode")])

    asyncio.run(act())


def test_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docstring_parser", None)
    registry = Functions()
    with pytest.raises(rt.RealtimeError, match=r"docstring_parser is missing: install realtime-voice-sdk\[functions\]"):
        registry.register(find_table)


def test_extra_is_imported_when_the_first_function_is_registered() -> None:
    program = "import sys, realtime_client as rt; rt.Functions().tools(); assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)


def _shown(output: str) -> str:
    return str(loads(output)["error"]["message"])


def test_exceptions_that_python_gives_a_meaning_are_failures() -> None:
    functions = Functions()

    @functions.register
    def exhausted() -> str:
        return next(iter([]))

    @functions.register
    async def cancelling() -> str:
        raise asyncio.CancelledError

    assert "StopIteration" in _shown(functions.call(called("exhausted")))
    assert "cancelled by itself" in _shown(functions.call(called("cancelling")))


def test_awaitable_results_are_awaited() -> None:
    async def later() -> str:
        return "later"

    functions = Functions()
    functions.register(lambda: later(), name="indirect")
    assert functions.call(called("indirect")) == "later"


def test_an_error_output_that_is_not_json_is_replaced() -> None:
    functions = Functions(on_error=lambda call, error: object())
    assert "no function" in _shown(functions.call(called("unknown")))


class _Methods:
    def look(self, guests: int) -> str:
        return f"bound {guests}"

    @staticmethod
    def still(guests: int = 1) -> str:
        return f"static {guests}"


async def _yields() -> Any:
    yield 1


def test_methods_without_their_object_are_refused() -> None:
    with pytest.raises(TypeError, match="is a method without its object"):
        rt.Functions([_Methods.look])
    with pytest.raises(TypeError, match="is an async generator"):
        rt.Functions([_yields])
    functions = rt.Functions([_Methods().look, _Methods.__dict__["still"]])
    assert list(functions) == ["look", "still"]
    assert functions.call(called("still", {"guests": 2})) == "static 2"


@pytest.mark.parametrize("name", ["", "with space", "ä", "a" * 65])
def test_names_that_the_model_cannot_call_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be called by the model"):
        rt.Functions().register(_Methods().look, name=name)


def test_context_may_be_optional_or_annotated() -> None:
    def optional(guests: int, context: rt.FunctionContext | None = None) -> str:
        return str(context is not None)

    def annotated(context: Annotated[rt.FunctionContext, "of the call"]) -> str:
        return str(context is not None)

    functions = rt.Functions([optional, annotated])
    assert functions.call(called("optional", {"guests": 1})) == functions.call(called("annotated")) == "True"
    assert [list(tool["parameters"].get("properties", {})) for tool in functions.tools()] == [["guests"], []]

    def by_position(context: rt.FunctionContext, /) -> None: ...

    with pytest.raises(TypeError, match="by position"):
        functions.register(by_position)


def test_call_does_not_outlast_its_time_limit() -> None:
    release = threading.Event()
    registry = Functions()

    @registry.register(timeout=0.01)
    def block() -> None:
        release.wait(60)

    try:
        assert "took more than 0.01 s" in registry.call(called("block"))
        # Nothing has waited for the function itself.
        assert not release.is_set()
    finally:
        release.set()


@pytest.mark.parametrize("limit", [0, -1, float("nan"), "1"])
def test_time_limits_are_checked(limit: Any) -> None:
    with pytest.raises(ValueError, match="give a number above 0"):
        Functions().register(find_table, timeout=limit)


def test_generators_run_in_the_thread() -> None:
    def numbers() -> Any:
        yield threading.current_thread().name

    registry = Functions([numbers], on_error=None)
    [name] = loads(registry.call(called("numbers")))
    assert name != threading.current_thread().name


def test_outputs_are_json() -> None:
    def measure() -> Any:
        return {"low": float("-inf"), "none": float("nan")}

    assert loads(Functions([measure]).call(called("measure"))) == {"low": "-Infinity", "none": "NaN"}


def test_arguments_that_pydantic_does_not_read() -> None:
    def echo(value: Any) -> Any:
        return str(value)

    registry = Functions([echo], on_error=None)
    assert registry.call(called("echo", r'{"value": "\ud83d"}')) == "\ud83d"
    assert registry.call(called("echo", '{"value": ' + "[" * 300 + "]" * 300 + "}")) == "[" * 300 + "]" * 300


@reads_docstrings
def test_wrapped_functions_are_described() -> None:
    @cache
    def double(number: int) -> int:
        """Double a number."""
        return 2 * number

    registry = Functions([double])
    assert registry.tools()[0]["description"] == "Double a number."
    assert registry.call(called("double", '{"number": "4"}')) == "8"


def test_parameters_without_a_schema_are_refused() -> None:
    def call_back(callback: Callable[[int], int]) -> None: ...

    with pytest.raises(TypeError, match=r"^call_back has a parameter that no JSON schema describes: "):
        Functions([call_back])
