"""JSON in and out: two backends that read the same values and write the same bytes."""

from __future__ import annotations

import enum
import json
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import realtime_client as rt
from realtime_client._core import stdlib_json
from realtime_client._core.json import BACKEND, dumps, dumps_pretty, exact, loads, loads_object, repair, require_object

from ..support.strategies import JSON

HAS_ORJSON = find_spec("orjson") is not None
KEY = "sk-test-0123456789abcdef"


def _nested(depth: int, of: Callable[[Any], Any]) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = of(value)
    return value


def _in_list(value: Any) -> Any:
    return [value]


def _in_dict(value: Any) -> Any:
    return {"a": value}


NUMBERS = [
    2**63 - 1,
    2**63,
    2**64 - 1,
    2**64,
    -(2**63),
    -(2**63) - 1,
    10**19,
    -(10**19),
    10**30,
    10**400,
    -(10**4000),
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: f"{len(str(number))} digits")
@pytest.mark.parametrize("place", ["{}", "[{}]", '{{"a": {}}}', '{{"a": [1.5, {{"b": {}}}]}}', " [ {} ] "])
def test_integers_of_any_size_are_exact(number: int, place: str) -> None:
    text = place.format(number)
    for data in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
        value = loads(data)
        assert repr(value) == repr(json.loads(text))
        assert json.loads(dumps(value)) == json.loads(text)


def test_long_digits_in_text_and_long_fractions_are_not_integers() -> None:
    text = '{"id": "12345678901234567890123", "x": 0.12345678901234567890123, "y": 1234567890123456789012.5}'
    assert loads(text) == json.loads(text)
    assert loads(text)["id"] == "12345678901234567890123"


def test_an_integer_with_too_many_digits_is_a_decode_error() -> None:
    with pytest.raises(rt.DecodeError, match=r"^not JSON: an integer has too many digits") as caught:
        loads("9" * 5000)
    assert caught.value.position == 0


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1E+400", "1.5e309", "-123456789e4000"])
def test_numbers_beyond_a_double_are_written_as_they_were_read(number: str) -> None:
    value = loads(f'{{"a":[{number}]}}')
    assert value["a"][0] == float("-inf" if number[0] == "-" else "inf")
    assert dumps(value) == f'{{"a":[{number}]}}'.encode()
    assert dumps_pretty(value) == f'{{"a":[{number}]}}'
    assert repr(value["a"][0]) == number
    assert repr(pickle.loads(pickle.dumps(value["a"][0]))) == number
    assert type(stdlib_json.parse("1.5")) is float


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}', '["NaN", NaN]', '["\\"", Infinity]'])
def test_constants_of_javascript_are_refused_where_they_are(text: str) -> None:
    with pytest.raises(rt.DecodeError, match=r"^not JSON: -?(NaN|Infinity) is not allowed at line 1") as caught:
        loads(text)
    assert caught.value.position == max(text.rfind("NaN"), text.rfind("Infinity") - ("-" in text))


@pytest.mark.parametrize("text", ['"\\ud800"', '["\\udc00\\ud800"]', '{"\\ud83d": 1}', '"\ud800"', '"\\ud83d\\ude00"'])
def test_lone_surrogates_survive(text: str) -> None:
    value = loads(text)
    assert value == json.loads(text)
    assert loads(dumps(value)) == value


@pytest.mark.parametrize("of", [_in_list, _in_dict])
@pytest.mark.parametrize("depth", [1, 200, 254, 255, 300, 600, 990, 1023])
def test_deep_values_are_read_and_written(depth: int, of: Callable[[Any], Any]) -> None:
    text = dumps(_nested(depth, of))
    assert text.count(b"[") + text.count(b"{") == depth
    value, found = loads(text), 0
    assert dumps(value) == text
    while not isinstance(value, int):
        value, found = (value[0] if isinstance(value, list) else value["a"]), found + 1
    assert found == depth


@pytest.mark.parametrize("depth", [1025, 5000, 100_000])
@pytest.mark.parametrize(("begin", "end"), [("[", "]"), ('{"a":', "}"), ('[{"]": ', "}]")])
def test_values_nested_too_deeply_are_a_decode_error(depth: int, begin: str, end: str) -> None:
    for text in (begin * depth + "1" + end * depth, begin * depth):
        with pytest.raises(rt.DecodeError, match=r"^not JSON: nested more than 1024 levels deep") as caught:
            loads(text)
        assert 1024 <= caught.value.position <= 1024 * len(begin)


def test_depth_is_that_of_open_brackets() -> None:
    deepest = "[" * 1000 + "[]," * 2000 + "[" * 24 + "]" * 1024
    assert dumps(loads(deepest)) == deepest.encode()
    with pytest.raises(rt.DecodeError, match=r"^not JSON: nested more than 1024 levels deep") as caught:
        loads("[" * 1000 + "[]," * 20 + "[" * 30 + "]" * 1030)
    assert caught.value.position == 1000 + 60 + 24


def test_parser_of_deep_values_has_no_limit() -> None:
    value, depth = stdlib_json._parse_deep('[{"a":' * 20_000 + "1" + "}]" * 20_000), 0
    while value != 1:
        ((value,), depth) = (value if isinstance(value, list) else value.values(), depth + 1)
    assert depth == 40_000


@pytest.mark.parametrize("value", [5, None, ["[]"]], ids=range(3))
def test_text_is_required(value: Any) -> None:
    with pytest.raises(TypeError, match=f"^expected text, found {type(value).__name__}$"):
        stdlib_json.parse(value)


def test_brackets_in_text_are_not_depth() -> None:
    text = json.dumps({"a": "[{" * 5000, 'b"\\': ["}" * 5000, '\\"[']})
    assert loads(text) == stdlib_json.parse(text) == json.loads(text)


def test_little_stack_left_is_a_decode_error_and_no_recursion_error() -> None:
    text = "[" * 900 + "1.5e999" + "]" * 900

    def descend(left: int) -> Any:
        return descend(left - 1) if left else loads(text)

    limit = sys.getrecursionlimit()
    try:
        sys.setrecursionlimit(1000)
        # The parser written in C counts against this limit in some versions of Python only.
        with suppress(rt.DecodeError):
            descend(300)
    finally:
        sys.setrecursionlimit(limit)


def test_mappings_are_read_as_they_are() -> None:
    value = {"a": [1]}
    assert loads(value) is value
    inner = MappingProxyType({"b": 1})
    read = loads(MappingProxyType({"a": [inner, [inner]], "c": "d"}))
    assert read == {"a": [{"b": 1}, [{"b": 1}]], "c": "d"}
    assert type(read["a"][0]) is type(read["a"][1][0]) is dict


def test_what_is_no_json_is_named() -> None:
    value: Any = 5
    with pytest.raises(rt.DecodeError, match=r"^expected JSON or a mapping, found int at line 1, column 1$"):
        loads(value)


def test_mappings_nested_too_deeply_are_a_decode_error() -> None:
    with pytest.raises(rt.DecodeError, match=r"^mappings are nested too deeply at line 1, column 1$"):
        loads(_nested(5000, lambda value: MappingProxyType({"a": value})))


@given(st.lists(st.sampled_from(["[", "]", "{", "}", ",", ":", '"a"', "1", " "])).map("".join))
@example('{"a":[{},[1,{"b":2}]]}')
def test_parser_of_deep_values_accepts_the_same_text(text: str) -> None:
    try:
        expected = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(json.JSONDecodeError):
            stdlib_json._parse_deep(text)
    else:
        assert stdlib_json._parse_deep(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("", "Expecting value", 0),
        ("[1,]", "Expecting value", 3),
        ("[1 2]", "Expecting ',' delimiter", 3),
        ("[{]", "Expecting property name enclosed in double quotes", 2),
        ('{"a" 1}', "Expecting ':' delimiter", 5),
        ("[] ]", "Extra data", 3),
        ("[[", "Expecting value", 2),
    ],
)
def test_parser_of_deep_values_names_the_place_of_an_error(text: str, message: str, position: int) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        stdlib_json._parse_deep(text)
    assert caught.value.pos == position
    if message != "Expecting value":  # Which is the decoder's own.
        assert caught.value.msg == message


@given(st.recursive(JSON | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner), max_leaves=5))
def test_round_trip(value: Any) -> None:
    assert loads(dumps(value)) == value
    assert stdlib_json.parse(stdlib_json.dump(value)) == value
    assert json.loads(dumps_pretty(value)) == value


class _Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("key", "written"),
    [(1, "1"), (None, "null"), (True, "true"), (1.5, "1.5"), (2**70, str(2**70)), ("\ud800", "\\ud800")],
)
def test_keys_of_other_types_become_text(key: Any, written: str) -> None:
    assert dumps({key: 1}) == stdlib_json.dump({key: 1}) == f'{{"{written}":1}}'.encode()
    deep = {key: _nested(2000, _in_list)}
    assert dumps(deep).startswith(f'{{"{written}":[['.encode())


@pytest.mark.parametrize("write", [dumps, stdlib_json.dump, dumps_pretty])
@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_floats_without_a_form_in_json_are_refused(write: Callable[[Any], Any], number: float) -> None:
    message = "^a float that is infinite or not a number cannot be written as JSON$"
    for value in (number, [1.5, {"a": number}], (None, number), {"a": _nested(500, _in_list), "b": number}):
        with pytest.raises(ValueError, match=message):
            write(value)


@given(JSON, st.lists(st.sampled_from([None, "null", '"null', {"null": None}, [None, ["nullnull"]]]), max_size=4))
def test_a_float_without_a_form_is_found_among_nulls(value: Any, nulls: list[Any]) -> None:
    assert json.loads(dumps([nulls, value])) == [nulls, value]
    for holder in ([*nulls, float("nan"), value], [value, *nulls, {"x": (float("nan"),)}], [float("nan"), *nulls]):
        with pytest.raises(ValueError, match="infinite or not a number"):
            dumps(holder)


@pytest.mark.parametrize("write", [dumps, stdlib_json.dump])
def test_values_without_a_form_in_json_are_refused(write: Callable[[Any], Any]) -> None:
    for value in (object(), [{"a": object()}], {"a": {1, 2}}, b"bytes", [*_nested(500, _in_list), object()]):
        with pytest.raises(TypeError) as refused:
            write(value)
        # The standard library adds notes.
        assert re.fullmatch(r"a value of type (object|set|bytes) is not JSON serializable", str(refused.value))
    with pytest.raises(TypeError, match="keys must be"):
        write({(1,): 1})
    with pytest.raises(TypeError) as refused:
        write([_nested(1500, _in_list), {(1,): 1}])
    assert str(refused.value) == "keys must be str, int, float, bool or None, not tuple"


@pytest.mark.parametrize("write", [dumps, stdlib_json.dump])
def test_a_value_that_contains_itself_is_refused(write: Callable[[Any], Any]) -> None:
    circle: dict[str, Any] = {"a": []}
    circle["a"].append(circle)
    with pytest.raises(ValueError, match=r"^a value that contains itself cannot be written as JSON$"):
        write(circle)
    twice = [1]
    assert write([twice, twice, {"a": twice}]) == b'[[1],[1],{"a":[1]}]'
    assert "".join(stdlib_json._pieces([twice, twice, {"a": twice}])) == '[[1],[1],{"a":[1]}]'


def test_pretty_json_is_indented_and_readable() -> None:
    assert dumps_pretty({"b": ["é"], "a": 1}) == '{\n  "b": [\n    "é"\n  ],\n  "a": 1\n}'
    assert stdlib_json.dump_pretty({"b": _Colour.RED, "a": 1}) == '{\n  "b": "red",\n  "a": 1\n}'
    assert dumps_pretty({"b": 2, "a": 1}, sort_keys=True) == '{\n  "a": 1,\n  "b": 2\n}'
    # What is too deep for the backend is written without indentation.
    assert "".join(dumps_pretty(_nested(5000, _in_list)).split()) == "[" * 5000 + "1" + "]" * 5000


@pytest.mark.parametrize(
    ("data", "position", "line", "column"),
    [
        (b'{"a": "\xff"}', 7, 1, 8),
        ('{\n"é": "'.encode() + b"\xed\xa0\x80" + b'"}', 8, 2, 7),
        (b"\xff", 0, 1, 1),
        (b'["\xc3', 2, 1, 3),
    ],
)
def test_invalid_utf_8_is_reported_in_characters(data: bytes, position: int, line: int, column: int) -> None:
    with pytest.raises(rt.DecodeError, match=r"^not JSON: invalid UTF-8 at line") as caught:
        loads(data)
    assert (caught.value.position, caught.value.line, caught.value.column) == (position, line, column)


@pytest.mark.parametrize("before", [0, 1, 29, 30, 31, 60, 4065, 4066, 4067, 4095, 4096, 4097, 4126, 4127, 9000])
def test_the_excerpt_is_the_text_around_the_position(before: int) -> None:
    text = "[" + '"' + "abcdefghij" * 1000 + '"'
    text = text[: 2 + before] + '" x ' + "klmnopqrst" * 10
    with pytest.raises(rt.DecodeError) as caught:
        loads(text)
    position = caught.value.position
    assert text[position] == "x"
    start = max(position - 30, 0)
    assert caught.value.excerpt == text[start : start + 60]


@pytest.mark.parametrize("length", [40, 100, 4000, 4090])
@pytest.mark.parametrize("after", [0, 1, 10, 29])
def test_the_excerpt_masks_a_secret_that_begins_far_before_it(length: int, after: int) -> None:
    text = '{"padding": "' + "a b " * 2000 + f'", "authorization": "Bearer {"Secret12" * (length // 8)}"{" " * after} x'
    with pytest.raises(rt.DecodeError) as caught:
        loads(text)
    assert text[caught.value.position] == "x"
    for part in ("Secret12", "ecret1", "Secr", "ret"):
        assert part not in caught.value.excerpt


def test_the_excerpt_masks_a_secret_that_ends_far_behind_it() -> None:
    with pytest.raises(rt.DecodeError) as caught:
        loads('{"a": x, "password": "' + "hunter22" * 600 + '"}')
    assert "hunt" not in caught.value.excerpt
    assert caught.value.excerpt.startswith('{"a": x, "password": "***')


@pytest.mark.parametrize(
    "text",
    [
        '{"tools": [{"headers": {"X-Any": "my own Secret12", }}]}',
        '{"headers": {"X-Any": "my {own} Secret12" "X-More": "Secret12"}}',
        '{"headers":{"X-Any":"my own Secret12',
        '{"headers":{"X-\\"Any":"my own \\"Secret12" x}}',
        '{"authorization": "my own Secret12" x}',
        '{"a": x, "client_secret" : "my \\" own Secret12"}',
    ],
)
def test_the_excerpt_masks_what_a_path_makes_a_secret(text: str) -> None:
    with pytest.raises(rt.DecodeError) as caught:
        loads(text)
    assert "Secret12" not in f"{caught.value} {caught.value.excerpt}"


def test_values_without_long_integers_are_not_parsed_again() -> None:
    value = {"a": 1}
    assert exact(value, '{"a": 1}') is value
    assert exact(value, {"a": 2**70}) is value
    assert exact(value, None) is value
    assert exact(value, '"\ud800"') is value


def test_an_object_is_required() -> None:
    assert loads_object(b' {"a": 1} ') == {"a": 1}
    with pytest.raises(rt.DecodeError, match=r"^expected a JSON object, found an array at line 1, column 1: "):
        loads_object(b"[1]")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[1]", "an array"),
        ('"a"', "a string"),
        ("true", "a boolean"),
        ("1", "a number"),
        ("1.5", "a number"),
        ("null", "null"),
    ],
)
def test_message_names_what_is_no_object(text: str, kind: str) -> None:
    with pytest.raises(rt.DecodeError, match=f"^expected a JSON object, found {kind}") as caught:
        loads_object(text)
    assert caught.value.excerpt == text


def test_value_that_was_never_text_has_no_excerpt() -> None:
    with pytest.raises(rt.DecodeError, match=r"^expected a JSON object, found tuple") as caught:
        require_object((), 5)
    assert caught.value.excerpt == ""


_PROGRAM = """
import sys
{before}
import realtime_client as rt
from realtime_client._core.json import BACKEND, dumps, loads
event = rt.parse_event(b'{{"type":"response.done","response":{{"id":"resp_1","n":123456789012345678901234567890}}}}')
decoder = rt.EventDecoder("ga")
for _ in range(2):
    delta = decoder.decode(
        '{{"type":"response.output_text.delta","delta":"\\\\ud83d","x":[-123456789012345678901,1e999]}}'
    )
print(BACKEND, event.to_json().decode(), delta.to_json().decode(), "orjson" in sys.modules)
"""
_EVENTS = (
    '{"type":"response.done","response":{"id":"resp_1","n":123456789012345678901234567890}} '
    '{"type":"response.output_text.delta","delta":"\\ud83d","x":[-123456789012345678901,1e999]}'
)


@pytest.mark.parametrize("options", [[], ["-OO"], ["-W", "error"]])
@pytest.mark.parametrize(
    ("backend", "before", "environment"),
    [
        pytest.param("orjson", "", {}, marks=pytest.mark.skipif(not HAS_ORJSON, reason="needs orjson")),
        ("stdlib", "", {"REALTIME_JSON": "stdlib"}),
        ("stdlib", "sys.modules['orjson'] = None", {}),
    ],
)
def test_either_backend_serves_the_package(
    backend: str, before: str, environment: dict[str, str], options: list[str]
) -> None:
    inherited = {name: value for name, value in os.environ.items() if name != "REALTIME_JSON"}
    program = _PROGRAM.format(before=before)
    command = [sys.executable, *options, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env={**inherited, **environment}, check=True)
    found, _, rest = done.stdout.strip().partition(" ")
    assert found == backend
    assert rest.rpartition(" ")[0] == _EVENTS
    assert (rest.rpartition(" ")[2] == "True") == (backend == "orjson" or "None" in before)


def test_the_backend_is_named() -> None:
    expected = "orjson" if HAS_ORJSON and os.environ.get("REALTIME_JSON") != "stdlib" else "stdlib"
    assert expected == BACKEND


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (b'{"a": NaN, "b": [-Infinity, "NaN"]}', b'{"a":null,"b":[null,"NaN"]}'),
        (b"\xef\xbb\xbf{}", b"{}"),
        (b' {"a": 1e999}\r\n\0', b'{"a":1e999}'),
        (b'{"a": 1, "a": NaN}', b'{"a":null}'),
        (b"[NaN]", None),
        (b"{} {}", None),
        (b'{"a": NaN', None),
        (b'{"a": "\xff", "b": NaN}', None),
        (b'{"a": ' * 2_000 + b"NaN" + b"}" * 2_000, None),
        (b"", None),
    ],
)
def test_what_some_servers_write_instead_of_json_is_repaired(text: bytes, found: bytes | None) -> None:
    assert repair(text) == found
