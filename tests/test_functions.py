"""Functions that the model may call: their tools, their calls, and their failures."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Literal

import orjson
import pytest
from pydantic import BaseModel, Field

import realtime_client as rt
from realtime_client import functions
from realtime_client.functions import Functions
from realtime_client.models import RealtimeConversationItemFunctionCall as Call


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
        guests: How many guests there are.
        day: When they come.
        nowhere: No parameter at all.

    Returns:
        The table.
    """
    assert wish is None or isinstance(wish, Wish)
    return Table(guests * 10 + (day == "tomorrow"))


async def greet(name: Annotated[str, Field(description="Whom.")] = "you") -> str:
    """Greet somebody.

    :param name: Not this one.
    """
    await asyncio.sleep(0)
    return f"Hello {name}"


def numpy_style(city):  # type: ignore[no-untyped-def]
    """Describe the weather.

    Parameters
    ----------
    city
        Where.
    country
    """
    return {"city": city}


def silent(**anything: int) -> None: ...


def called(name: str, arguments: Any = "{}") -> Call:
    return Call(name=name, call_id="call_1", arguments=arguments)


def test_tools_say_what_signature_and_docstring_say() -> None:
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
            "guests": {"type": "integer", "description": "How many guests there are."},
            "wish": {"anyOf": [{"$ref": "#/$defs/Wish"}, {"type": "null"}], "default": None},
            "day": {
                "type": "string",
                "enum": ["today", "tomorrow"],
                "default": "today",
                "description": "When they come.",
            },
        },
    }
    assert greeting["parameters"]["properties"]["name"]["description"] == "Whom."
    assert weather["parameters"]["properties"] == {"city": {"description": "Where."}}
    assert nothing["description"] == ""
    assert nothing["parameters"]["additionalProperties"] == {"type": "integer"}
    # The session takes them as they are.
    session = {"type": "realtime", "tools": registry.tools()}
    update = {"type": "session.update", "event_id": "e", "session": session}
    assert rt.parse_client_event(update, dialect="ga", strict=True).to_dict() == update


def test_registering_by_decorator() -> None:
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
    with pytest.raises(ValueError, match="'one' already"):
        registry.register(one)


class Desk:
    def book(self, guests: int) -> str:
        return f"{guests} booked"


def test_only_functions_and_methods_with_named_parameters_are_taken() -> None:
    assert Functions([Desk().book]).call(called("book", '{"guests": 2}')) == "2 booked"

    def by_position(a: int, /, *more: int) -> None: ...

    with pytest.raises(TypeError, match=r"by_position takes by position: \['a', 'more'\]"):
        Functions([by_position])
    for odd in (partial(find_table, 1), Desk, len, Desk()):
        with pytest.raises(TypeError, match="only functions and methods"):
            Functions([odd])  # type: ignore[list-item]


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
    ("nowhere", "{}", "RealtimeError", "there is no function 'nowhere'; there are: find_table, explode, odd_output, "),
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
def test_failures_are_told_to_the_model(name: str, arguments: str, kind: str, message: str) -> None:
    registry = Functions([find_table, explode, odd_output, broken_model])
    call = called(name, arguments)
    for output in (registry.call(call), asyncio.run(registry.call_async(call))):
        error = orjson.loads(output)["error"]
        assert set(error) == {"type", "message"}
        assert error["type"] == kind
        assert message in error["message"]
        assert "Traceback" not in output


def test_an_empty_registry_knows_nothing() -> None:
    assert "there are: none" in Functions().call(called("any"))


def test_what_becomes_of_a_failure_is_settable() -> None:
    raising = Functions([explode], on_error=None)
    with pytest.raises(KeyError):
        raising.call(called("explode"))
    with pytest.raises(rt.RealtimeError, match="no function 'nowhere'"):
        asyncio.run(raising.call_async(called("nowhere")))
    seen: list[tuple[str, type[Exception]]] = []

    def tell(call: functions.FunctionCall, error: Exception) -> str:
        seen.append((call.call_id, type(error)))
        return "Something went wrong."

    assert Functions([explode], on_error=tell).call(called("explode")) == "Something went wrong."
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
        with pytest.raises(TypeError, match=r"which are: arrive, wait$"):
            registry.call(called("meet"))

    asyncio.run(act())


def test_without_the_extra_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docstring_parser", None)
    registry = Functions()
    with pytest.raises(rt.RealtimeError, match=r"docstring_parser is missing: install realtime-client\[functions\]"):
        registry.register(find_table)


def test_extra_is_imported_when_the_first_function_is_registered() -> None:
    program = "import sys, realtime_client as rt; rt.Functions().tools(); assert 'pydantic' not in sys.modules"
    subprocess.run([sys.executable, "-c", program], check=True)
