"""What load has come to: tables and plots."""

from __future__ import annotations

from itertools import chain
from typing import Any

from .load import LIMIT_MS, QUICK, USUAL, measure
from .plots import draw_floods, draw_sessions
from .report import FOLDER, Part, environment, number, paragraph, table, targets

__all__ = ["LOAD_PART"]

_DISTRIBUTIONS = ("realtime-client", "openai", "websockets", "orjson", "pybase64")
_FLOODS, _SESSIONS = "load_cpu.svg", "load_sessions.svg"
_PLOTS = {
    _FLOODS: "CPU of an event through a socket, for each client",
    _SESSIONS: "Lag and memory of many voice sessions in one process",
}

_METHOD = f"""\
A server in a process of its own sends what it has encoded beforehand, over loopback and without compression; each
client is a fresh process, one after the other in every round; medians. CPU is what the client's process used from the
first delta to the last, all its threads together and the kernel's work for it included. "websockets" is that library
with `orjson.loads` and nothing else: no types, no responses put together. Each client has the audio of audio deltas
decoded; a text delta holds a word, an audio delta 100 ms of PCM16. Responses are of 100 deltas, and taken out of
`conn.responses` when they end.

The sessions run in one process with asyncio on uvloop, each with `async for piece in conn.stream()`, and are spoken to
without a pause: a delta of 20 ms each 20 ms, in responses of 5 s, the turns and ends of the sessions spread evenly.
Each delta carries its number and the time it was to be sent at, whether or not the server and the client keep up; lag
is the time from then to when the session has it, decoded, so what the server itself is late counts in. A number of
sessions is held when all deltas came, in order, and 99 of 100 of them within {LIMIT_MS:g} ms. Server and client share
the processors of the machine; "server late" is how late it sent.
"""


def _measured(quick: bool) -> dict[str, Any]:
    return {"environment": environment(*_DISTRIBUTIONS), **measure(QUICK if quick else USUAL)}


def _full(data: dict[str, Any]) -> str:
    ratios = "\n".join(map(_ratios, data["floods"]))
    return (
        f"## Load\n\n{_images('')}\n{_floods(data['floods'])}\n{ratios}\n\n{_runs(data['steps'] + data['runs'])}\n"
        f"{_memory(data['runs'])}\n\n{_METHOD}\n{_environment(data)}\n"
    )


def _short(data: dict[str, Any]) -> str:
    rows = (
        [
            f"a delta of {flood['kind']}",
            *(f"{number(flood['clients'][name]['cpu_us'])} µs" for name in ("ours", "openai", "websockets")),
            f"{flood['vendor_over_ours']:.2f}",
            f"{flood['ours_over_websockets']:.2f}",
            targets(flood["targets"][:2]),
        ]
        for flood in data["floods"]
    )
    heads = ["CPU through a socket", "ours", "openai", "websockets", "openai / ours", "ours / websockets", "target"]
    words = (
        "A server sends events over loopback as fast as each client takes them; websockets stands for that library and "
        "`orjson.loads` alone. [The results](benchmarks/results.md) have the blocking clients as well, and say how."
    )
    return f"### Under load\n\n{paragraph(words)}\n\n{table(heads, rows)}\n{_said(data)}\n\n{_images('benchmarks/')}"


def _floods(floods: list[dict[str, Any]]) -> str:
    heads = [""]
    for flood in floods:
        heads += [f"CPU of each of {flood['deltas']:,} {flood['kind']} deltas", "events a second"]
    rows = (
        [
            name,
            *chain.from_iterable(
                (f"{number(values['cpu_us'])} µs", number(values["events_per_s"]))
                for values in (flood["clients"][name] for flood in floods)
            ),
        ]
        for name in floods[0]["clients"]
    )
    return table(heads, rows, words=[0])


def _ratios(flood: dict[str, Any]) -> str:
    names = ("vendor_over_ours", "ours_over_websockets", "ours_over_websockets_blocking")
    words = ("openai / ours", "ours / websockets", "the same, blocking")
    ratios = ", ".join(f"{word} {flood[name]:.2f}" for word, name in zip(words, names, strict=True))
    return f"- {flood['kind']}: {ratios}; targets {targets(flood['targets'])}"


def _runs(runs: list[dict[str, Any]]) -> str:
    heads = [
        "sessions",
        "for",
        "deltas received",
        "lag: p50",
        "p90",
        "p99",
        "p99.9",
        "most",
        "CPU",
        "server late, p99",
        "held",
    ]
    rows = (
        [
            f"{run['sessions']}",
            f"{run['seconds']} s",
            f"{run['received']:,} of {run['sent']:,}" + (f", {run['misplaced']} misplaced" if run["misplaced"] else ""),
            *(f"{number(run['lag_ms'][name])} ms" for name in ("p50", "p90", "p99", "p99.9", "max")),
            f"{run['cpu_share']:.0%} of a core",
            f"{number(run['server_late_ms']['p99'])} ms" if run["server_late_ms"] else "–",
            "✓" if run["is_held"] else "✗",
        ]
        for run in runs
    )
    return table(heads, rows)


def _memory(runs: list[dict[str, Any]]) -> str:
    return paragraph(
        " ".join(
            f"Memory of {run['sessions']} sessions for {run['seconds']} s, once the first responses have ended: "
            f"{run['resident_mb']['first']:.0f} MB, in the end {run['resident_mb']['last']:.0f} MB; "
            f"{run['resident_kb_per_s']:+.1f} kB a second."
            for run in runs
        )
    )


def _said(data: dict[str, Any]) -> str:
    run = data["runs"][-1]
    lag = run["lag_ms"]
    verdict = "holds" if run["is_held"] else "does not hold"
    lost = "nothing lost" if run["received"] == run["sent"] else f"{run['sent'] - run['received']:,} deltas missing"
    words = (
        f"One process {verdict} {run['sessions']} voice sessions for {run['seconds']} s, each with 50 audio deltas a "
        f"second ({run['sessions'] * 50:,} events a second): {lost}, lag {number(lag['p50'])} ms in the middle, "
        f"{number(lag['p99'])} ms for 99 of 100 and {number(lag['max'])} ms at most, {run['cpu_share']:.0%} of a core, "
        f"memory {run['resident_kb_per_s']:+.1f} kB a second."
    )
    if run is not data["runs"][0]:
        most = data["runs"][0]
        words += f" Of {most['sessions']} sessions, 99 of 100 deltas came within {number(most['lag_ms']['p99'])} ms."
    return paragraph(words)


def _environment(data: dict[str, Any]) -> str:
    return paragraph(f"{data['environment']}; load average of the machine before this began {data['load_before']:g}.")


def _images(folder: str) -> str:
    return "\n".join(f"![{words}]({folder}{name})\n" for name, words in _PLOTS.items())


def _draw(data: dict[str, Any]) -> None:
    draw_floods(data, FOLDER / _FLOODS)
    draw_sessions(data, LIMIT_MS, FOLDER / _SESSIONS)


LOAD_PART = Part(_measured, _full, _short, _draw)
