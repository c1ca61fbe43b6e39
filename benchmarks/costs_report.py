"""Tables and plots of what surrounds the decoding: single costs, growth with the length of a session, memory."""

from __future__ import annotations

import sys
from typing import Any

from .costs import costs
from .growth import SIZES, exponent, growth, memory
from .plots import draw_growth
from .report import IMAGES, Part, environment, number, paragraph, table, targets

__all__ = ["COSTS_PART"]

_GROWTH = "growth.svg"
# Largest exponent of a cost that counts as flat: noise and caches of the processor grow a little.
_FLAT = 0.2
_EVENTS = 1_000_000
_METHOD = """\
All numbers are CPU time in one process; ratios are medians of rounds in which both sides alternate. Growth is the cost
of one event in a conversation of n items, or of one delta and of reading the response after it in an answer of n
deltas; the exponent is fitted to it: 0 is a cost that does not grow, 1 the search of a list. Memory is that of one
session with default options that receives answers of audio, events of unknown types and deltas of unknown responses.
"""


def _measured(quick: bool) -> dict[str, Any]:
    # First, before other measurements have used memory.
    print("memory of a long session", file=sys.stderr)
    samples = list(memory(20_000 if quick else _EVENTS))
    print("costs", file=sys.stderr)
    rows = costs(quick=quick)
    print("growth", file=sys.stderr)
    curves = growth(SIZES[:5] if quick else SIZES)
    return {
        "environment": environment("realtime-voice-sdk", "msgspec", "websockets", "orjson"),
        "costs": rows,
        "growth": {name: {str(size): cost for size, cost in curve.items()} for name, curve in curves.items()},
        "exponents": {name: round(exponent(curve), 2) for name, curve in curves.items()},
        "memory": {"events": [events for events, _ in samples], "resident_mb": [size for _, size in samples]},
    }


def _full(data: dict[str, Any]) -> str:
    rows = (
        [
            row["path"],
            f"{number(row['value'])} {row['unit']}",
            "–" if row["ratio"] is None else f"{row['ratio']:.2f}",
            targets(row["targets"]),
        ]
        for row in data["costs"]
    )
    curves = data["growth"]
    sizes = list(next(iter(curves.values())))
    grown = (
        [
            name,
            *(number(curve[size]) for size in sizes),
            f"{data['exponents'][name]:.2f}",
            targets([{"target": f"≤ {_FLAT:g}", "met": data["exponents"][name] <= _FLAT}]),
        ]
        for name, curve in curves.items()
    )
    resident, events = data["memory"]["resident_mb"], data["memory"]["events"]
    early = resident[len(resident) // 10]
    return (
        "## Costs and growth\n\n"
        f"![Cost of an event by the length of a session, and memory over a session](images/{_GROWTH})\n\n"
        f"{table(['', 'cost', 'ratio', 'target'], rows)}\n"
        f"{table(['µs at n =', *(f'{int(size):,}' for size in sizes), 'exponent', 'target'], grown)}\n"
        + paragraph(
            f"Memory of a session: {early:.1f} MB after {events[len(events) // 10]:,} events, {resident[-1]:.1f} MB "
            f"after {events[-1]:,}."
        )
        + f"\n\n{_METHOD}\n{paragraph(data['environment'] + '.')}\n"
    )


def _brief(data: dict[str, Any]) -> str:
    worst = max(data["exponents"].values())
    costs = {row["path"]: row for row in data["costs"]}
    recorded = costs["record an audio delta, in all threads"]["ratio"]
    return (
        f"Growth: an event costs the same at 10 and at 10,000 items (largest fitted exponent {worst:.2f}); recording "
        f"an audio delta costs {recorded:.1f} times its decoding."
    )


def _draw(data: dict[str, Any]) -> None:
    draw_growth(data, IMAGES / _GROWTH)


COSTS_PART = Part(_measured, _full, _brief, _draw)
