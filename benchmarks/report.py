"""The results as tables: for the terminal, for ``results.json`` and ``results.md``, and for the README."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterable
from importlib.metadata import version
from textwrap import fill
from typing import Any

import orjson

from .cases import PEERS, Result
from .messages import ROOT
from .peers import ours, structs, vendor

__all__ = ["environment", "full_table", "write"]

_README = ROOT / "README.md"
_SECTION = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
_WIDTH = 120
_SCALE = {"µs": 1e3, "ms": 1e6, "MB": 1e6}
_DISTRIBUTIONS = ("realtime-client", "openai", "pydantic", "openapi-python-client", "cattrs", "msgspec", "orjson")

_METHOD = f"""\
All in one process and on the same bytes, one after the other in every round; medians. The garbage collector is on, as
it is for users. Import and memory are measured in fresh processes. "{vendor.NAME}" is what the vendor's connections
do with a message, without the socket; "stock output" is what openapi-python-client generates from `openapi.yaml` with
the templates it comes with, with the class given; cattrs and msgspec have classes written for these messages, which
drop what they do not name. A ratio above 1 in the column "{vendor.NAME} / ours" says how many times as much the
vendor's SDK takes as we do; "ours / {structs.NAME}" says how many times as much we take as the structs. Of ours, a
row that begins with "decode" reads by an `EventDecoder` that was given the dialect, or by `parse_event` where it is
told from the event; the other rows read by `parse_event` with the dialect given, audio is sent by
`audio.append_event`, settings by their models, and a response is put together by `Assembler`; of the others, by hand.
`session.update` is made of a mapping of settings, through the classes of each.
"""


def environment() -> str:
    """What was measured with: Python, the machine, versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in _DISTRIBUTIONS)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"
    return f"{platform.python_implementation()} {platform.python_version()}, {machine}; {versions}"


def full_table(results: list[Result]) -> str:
    """Every peer, every ratio."""
    heads = ["", "unit", *(_heading(peer.NAME) for peer in PEERS)]
    heads += [f"{vendor.NAME} / ours", f"ours / {structs.NAME}", "target"]
    return _table(
        heads,
        (
            [
                result.case.name,
                result.case.unit,
                *(_value(result, peer.NAME) for peer in PEERS),
                _ratio(result.vendor),
                _ratio(result.structs),
                _target(result),
            ]
            for result in results
        ),
    )


def write(results: list[Result]) -> None:
    """Write the results, and a short table of them into the README."""
    folder = ROOT / "benchmarks"
    (folder / "results.json").write_bytes(orjson.dumps(_data(results), option=orjson.OPT_INDENT_2) + b"\n")
    raised = "".join(
        f"- {name} raises at “{result.case.name}”: `{reason}`\n"
        for result in results
        for name, reason in result.raised.items()
    )
    (folder / "results.md").write_text(
        f"# Speed and memory\n\nWritten by `make bench`.\n\n{full_table(results)}\n{raised}{raised and chr(10)}"
        f"{_METHOD}\n{fill(environment() + '.', _WIDTH)}\n",
        encoding="utf-8",
    )
    readme, found = _SECTION.subn(
        lambda match: f"{match[1]}{_section(results)}{match[2]}", _README.read_text(encoding="utf-8")
    )
    if not found:
        raise ValueError("README.md has no place for the results: put <!-- bench --> and <!-- /bench --> into it")
    _README.write_text(readme, encoding="utf-8")


def _section(results: list[Result]) -> str:
    table = _table(
        ["", "ours", vendor.NAME, f"{vendor.NAME} / ours", structs.NAME, "target"],
        (
            [
                result.case.name,
                *(f"{_value(result, peer)} {result.case.unit}" for peer in (ours.NAME, vendor.NAME)),
                _ratio(result.vendor),
                f"{_value(result, structs.NAME)} {result.case.unit}",
                _target(result),
            ]
            for result in results
        ),
    )
    words = (
        f"Beside the vendor's SDK ({vendor.NAME}) and {structs.NAME} structs written for just these messages, in one "
        "process and on the same bytes. `make bench` measures it anew; [the whole table](benchmarks/results.md) has "
        "the stock generator's output, cattrs and orjson as well, and says how."
    )
    return f"## Speed\n\n{fill(words, _WIDTH)}\n\n{table}\n{fill(environment() + '.', _WIDTH)}\n"


def _data(results: list[Result]) -> dict[str, Any]:
    def entry(result: Result) -> dict[str, Any]:
        scale = _SCALE[result.case.unit]
        return {
            "case": result.case.name,
            "unit": result.case.unit,
            "values": {name: round(value / scale, 4) for name, value in result.values.items()},
            "raised": result.raised,
            "vendor_over_ours": round(result.vendor, 2),
            "ours_over_msgspec": round(result.structs, 2),
            "targets": [{"target": aim, "met": met} for aim, met in _aims(result)],
        }

    return {"environment": environment(), "cases": [entry(result) for result in results]}


def _aims(result: Result) -> list[tuple[str, bool]]:
    aims = []
    if result.case.vendor is not None:
        aims.append((f"≥ {result.case.vendor:g}", result.vendor >= result.case.vendor))
    if result.case.structs is not None:
        aims.append((f"≤ {result.case.structs:g} × {structs.NAME}", result.structs <= result.case.structs))
    return aims


def _target(result: Result) -> str:
    return ", ".join(f"{aim} {'✓' if met else '✗'}" for aim, met in _aims(result))


def _heading(name: str) -> str:
    return "ours" if name == ours.NAME else name


def _value(result: Result, name: str) -> str:
    if name in result.raised:
        return "raises"
    return _number(result.values[name] / _SCALE[result.case.unit]) if name in result.values else "–"


def _number(value: float) -> str:
    """Two digits at least that mean something, and none that do not."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratio(value: float) -> str:
    """As exact as it takes to see on which side of its target it is."""
    return f"{value:.2f}"


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """A table in Markdown that also reads well as it is."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    words = {0, len(heads) - 1} | {index for index, head in enumerate(heads) if head == "unit"}

    def line(cells: list[str]) -> str:
        place: list[Callable[[str, int], str]] = [str.ljust if i in words else str.rjust for i in range(len(cells))]
        return f"| {' | '.join(put(cell, width) for put, cell, width in zip(place, cells, widths, strict=True))} |"

    rule = "|".join("-" * (width + 1) + ("-" if i in words else ":") for i, width in enumerate(widths))
    return "\n".join([line(lines[0]), f"|{rule}|", *map(line, lines[1:])]) + "\n"
