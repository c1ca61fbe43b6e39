"""The results as tables: for the terminal, for ``results.json`` and ``results.md``, and for the README.

Every part of them is told of from its data in ``results.json``, so that one part may be measured without the others.
"""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from textwrap import fill
from typing import Any

import orjson
from attrs import frozen

from .messages import ROOT

__all__ = ["FOLDER", "Part", "environment", "number", "paragraph", "table", "targets", "write"]

FOLDER = ROOT / "benchmarks"
_README = ROOT / "README.md"
_SECTION = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
_WIDTH = 120


@frozen
class Part:
    """Something that is measured and told of by itself.

    Attributes:
        measure: Measures it, or with True a quick look; gives its data for ``results.json``.
        full: All of the data, for ``results.md`` and the terminal.
        short: What stands in the README.
        draw: Draws what the other two show, into `FOLDER`.
    """

    measure: Callable[[bool], dict[str, Any]]
    full: Callable[[dict[str, Any]], str]
    short: Callable[[dict[str, Any]], str]
    draw: Callable[[dict[str, Any]], None] = lambda data: None


def write(parts: Mapping[str, Part], measured: Mapping[str, dict[str, Any]]) -> None:
    """Write what was measured; what is known of other parts stays."""
    results = FOLDER / "results.json"
    known: dict[str, Any] = orjson.loads(results.read_bytes()) if results.exists() else {}
    data = {name: {**known, **measured}[name] for name in parts if name in known or name in measured}
    results.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n")
    for name in measured:
        parts[name].draw(data[name])
    full = "\n".join(parts[name].full(known) for name, known in data.items())
    short = "\n".join(parts[name].short(known) for name, known in data.items())
    (FOLDER / "results.md").write_text(f"# Speed and memory\n\nWritten by `make bench`.\n\n{full}", encoding="utf-8")
    readme, found = _SECTION.subn(lambda match: f"{match[1]}{short}{match[2]}", _README.read_text(encoding="utf-8"))
    if not found:
        raise ValueError("README.md has no place for the results: put <!-- bench --> and <!-- /bench --> into it")
    _README.write_text(readme, encoding="utf-8")


def environment(*distributions: str) -> str:
    """What was measured with: Python, the machine, versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in distributions)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"
    return f"{platform.python_implementation()} {platform.python_version()}, {machine}; {versions}"


def table(heads: list[str], rows: Iterable[list[str]], words: Iterable[int] = (0, -1)) -> str:
    """A table in Markdown that also reads well as it is; columns are of numbers, but for those of words."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    words = {index % len(heads) for index in words}

    def line(cells: list[str]) -> str:
        place: list[Callable[[str, int], str]] = [str.ljust if i in words else str.rjust for i in range(len(cells))]
        return f"| {' | '.join(put(cell, width) for put, cell, width in zip(place, cells, widths, strict=True))} |"

    rule = "|".join("-" * (width + 1) + ("-" if i in words else ":") for i, width in enumerate(widths))
    return "\n".join([line(lines[0]), f"|{rule}|", *map(line, lines[1:])]) + "\n"


def number(value: float) -> str:
    """Two digits at least that mean something, and none that do not."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def targets(aims: Iterable[Mapping[str, Any]]) -> str:
    """Targets, and whether each is met."""
    return ", ".join(f"{aim['target']} {'✓' if aim['met'] else '✗'}" for aim in aims)


def paragraph(words: str) -> str:
    """Words as lines that fit."""
    return fill(words, _WIDTH)
