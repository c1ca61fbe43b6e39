"""Results as tables: on the terminal, in ``results.json`` and ``docs/benchmarks.md``, and a line each in the README.

Each part is rendered from its data in ``results.json``, so one part can be measured without the others.
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

__all__ = ["IMAGES", "PAGE", "RESULTS", "Part", "environment", "number", "paragraph", "table", "targets", "write"]

RESULTS = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "benchmarks.md"
_SENTENCE = "Speed, memory and load, compared with other libraries; written by `make bench`."
IMAGES = ROOT / "docs" / "images"
_README = ROOT / "README.md"
_SECTION = re.compile(r"(<!-- bench -->\n).*?(<!-- /bench -->)", re.DOTALL)
_WIDTH = 120


@frozen
class Part:
    """A part of the benchmarks that can be measured and rendered alone.

    Attributes:
        measure: Takes the measurements, fewer of them if its argument is true, and returns the data.
        full: Renders all of the data, for ``docs/benchmarks.md`` and the terminal.
        brief: Renders one line for the README; None for no line.
        draw: Draws the plots that ``full`` shows into `IMAGES`.
    """

    measure: Callable[[bool], dict[str, Any]]
    full: Callable[[dict[str, Any]], str]
    brief: Callable[[dict[str, Any]], str] | None = None
    draw: Callable[[dict[str, Any]], None] = lambda data: None


def write(parts: Mapping[str, Part], measured: Mapping[str, dict[str, Any]]) -> None:
    """Write the results, and keep those of parts that were not measured.

    Raises:
        ValueError: The README has no place for them.
    """
    known: dict[str, Any] = orjson.loads(RESULTS.read_bytes()) if RESULTS.exists() else {}
    data = {name: {**known, **measured}[name] for name in parts if name in known or name in measured}
    RESULTS.write_bytes(orjson.dumps(data, option=orjson.OPT_INDENT_2) + b"\n")
    for name in measured:
        parts[name].draw(data[name])
    full = "\n".join(parts[name].full(values) for name, values in data.items())
    lines = [render(values) for name, values in data.items() if (render := parts[name].brief) is not None]
    brief = "".join(f"- {line}\n" for line in lines)
    PAGE.write_text(f"# Benchmarks\n\n{_SENTENCE}\n\n{full}", encoding="utf-8")
    readme, found = _SECTION.subn(lambda match: f"{match[1]}{brief}{match[2]}", _README.read_text(encoding="utf-8"))
    if not found:
        raise ValueError("README.md has no section for the results: add <!-- bench --> and <!-- /bench -->")
    _README.write_text(readme, encoding="utf-8")


def environment(*distributions: str) -> str:
    """Return the versions of Python and of distributions, and the machine, as text."""
    versions = ", ".join(f"{name} {version(name)}" for name in distributions)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"
    return f"{platform.python_implementation()} {platform.python_version()}, {machine}; {versions}"


def table(heads: list[str], rows: Iterable[list[str]], text_columns: Iterable[int] = (0, -1)) -> str:
    """Return a Markdown table that is aligned in its source; columns hold numbers unless they are text columns."""
    lines = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    text_columns = {index % len(heads) for index in text_columns}

    def line(cells: list[str]) -> str:
        align: list[Callable[[str, int], str]] = [
            str.ljust if index in text_columns else str.rjust for index in range(len(cells))
        ]
        return f"| {' | '.join(put(cell, width) for put, cell, width in zip(align, cells, widths, strict=True))} |"

    rule = "|".join("-" * (width + 1) + ("-" if i in text_columns else ":") for i, width in enumerate(widths))
    return "\n".join([line(lines[0]), f"|{rule}|", *map(line, lines[1:])]) + "\n"


def number(value: float) -> str:
    """Format a number with at least three significant digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def targets(aims: Iterable[Mapping[str, Any]]) -> str:
    """Return targets as text, each with a mark for met or missed."""
    return ", ".join(f"{aim['target']} {'✓' if aim['met'] else '✗'}" for aim in aims)


def paragraph(text: str) -> str:
    """Wrap text."""
    return fill(text, _WIDTH)
