"""Tables of the cost of reading and writing messages, compared with other libraries."""

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
_DISTRIBUTIONS = ("realtime-voice-sdk", "openai", "pydantic", "openapi-python-client", "cattrs", "msgspec", "orjson")

_METHOD = f"""\
All peers run in one process on the same bytes, in turn in every round; the numbers are medians. The garbage collector
is on, as it is for users. Import and memory are measured in fresh processes. "{vendor.NAME}" is the handling of a
message by the vendor's connections, without the socket; "stock output" is the code that openapi-python-client generates
from `openapi.yaml` with its own templates, given the class; cattrs and msgspec have classes written for these messages,
which drop undeclared keys. "{vendor.NAME} / ours" is the ratio of the vendor's SDK to ours, "ours / {structs.NAME}"
that of ours to the structs. Rows that begin with "decode" use an `EventDecoder` that was given the dialect, or
`parse_event` if the dialect is recognised; the other rows use `parse_event` with the dialect given,
`audio.append_event` for audio, models for settings, and `Assembler` for a whole response. The other libraries do that
by hand. `session.update` is built from a mapping of settings, through the classes of each library.
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
    """Render every peer and every ratio."""
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
    results = f"{table(heads, rows, text_columns=(0, 1, -1))}\n{raised}{raised and chr(10)}{_METHOD}"
    return f"## Messages\n\n{results}\n{paragraph(data['environment'] + '.')}\n"


def _brief(data: dict[str, Any]) -> str:
    cases = {case["case"]: case for case in data["cases"]}
    text, done = cases["decode GA text delta"], cases["decode GA `response.done`"]
    return (
        f"Messages: a text delta is decoded in {_value(text, ours.NAME)} µs, {text['vendor_over_ours']:.0f} times "
        f"faster than {vendor.NAME}, and `response.done` in {_value(done, ours.NAME)} µs, "
        f"{done['vendor_over_ours']:.0f} times."
    )


def _heading(name: str) -> str:
    return "ours" if name == ours.NAME else name


def _value(case: Mapping[str, Any], name: str) -> str:
    if name in case["raised"]:
        return "raises"
    return number(case["values"][name]) if name in case["values"] else "–"


CASES_PART = Part(_measured, _full, _brief)
