"""Tables of what reading and writing messages costs, beside others."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from .cases import CASES, PEERS, Effort, Result, measure
from .peers import ours, stock, structs, vendor
from .report import Part, environment, number, paragraph, table, targets

__all__ = ["CASES_PART"]

_USUAL = Effort(repeat_ns=20_000_000, rounds=31, processes=7)
_QUICK = Effort(repeat_ns=5_000_000, rounds=5, processes=1)
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


def _measured(quick: bool) -> dict[str, Any]:
    print("generating with the stock templates", file=sys.stderr)
    stock.models()
    results = []
    for case in CASES:
        print(case.name, file=sys.stderr)
        results.append(measure(case, _QUICK if quick else _USUAL))
    return {"environment": environment(*_DISTRIBUTIONS), "cases": list(map(_entry, results))}


def _entry(result: Result) -> dict[str, Any]:
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


def _aims(result: Result) -> list[tuple[str, bool]]:
    aims = []
    if result.case.vendor is not None:
        aims.append((f"≥ {result.case.vendor:g}", result.vendor >= result.case.vendor))
    if result.case.structs is not None:
        aims.append((f"≤ {result.case.structs:g} × {structs.NAME}", result.structs <= result.case.structs))
    return aims


def _full(data: dict[str, Any]) -> str:
    """Every peer, every ratio."""
    cases = data["cases"]
    heads = ["", "unit", *(_heading(peer.NAME) for peer in PEERS)]
    heads += [f"{vendor.NAME} / ours", f"ours / {structs.NAME}", "target"]
    rows = (
        [
            case["case"],
            case["unit"],
            *(_value(case, peer.NAME) for peer in PEERS),
            f"{case['vendor_over_ours']:.2f}",
            f"{case['ours_over_msgspec']:.2f}",
            targets(case["targets"]),
        ]
        for case in cases
    )
    raised = "".join(
        f"- {name} raises at “{case['case']}”: `{reason}`\n"
        for case in cases
        for name, reason in case["raised"].items()
    )
    told = f"{table(heads, rows, words=(0, 1, -1))}\n{raised}{raised and chr(10)}{_METHOD}"
    return f"{told}\n{paragraph(data['environment'] + '.')}\n"


def _short(data: dict[str, Any]) -> str:
    rows = (
        [
            case["case"],
            *(f"{_value(case, peer)} {case['unit']}" for peer in (ours.NAME, vendor.NAME)),
            f"{case['vendor_over_ours']:.2f}",
            f"{_value(case, structs.NAME)} {case['unit']}",
            targets(case["targets"]),
        ]
        for case in data["cases"]
    )
    heads = ["", "ours", vendor.NAME, f"{vendor.NAME} / ours", structs.NAME, "target"]
    words = (
        f"Beside the vendor's SDK ({vendor.NAME}) and {structs.NAME} structs written for just these messages, in one "
        "process and on the same bytes. `make bench` measures it anew; [the whole table](benchmarks/results.md) has "
        "the stock generator's output, cattrs and orjson as well, and says how."
    )
    return f"## Speed\n\n{paragraph(words)}\n\n{table(heads, rows)}\n{paragraph(data['environment'] + '.')}\n"


def _heading(name: str) -> str:
    return "ours" if name == ours.NAME else name


def _value(case: Mapping[str, Any], name: str) -> str:
    if name in case["raised"]:
        return "raises"
    return number(case["values"][name]) if name in case["values"] else "–"


CASES_PART = Part(_measured, _full, _short)
