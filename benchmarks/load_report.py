"""Results under load, as tables and plots."""

from __future__ import annotations

from itertools import chain
from typing import Any

from .load import LIMIT_MS, QUICK, USUAL, measure
from .plots import draw_floods, draw_sessions
from .report import IMAGES, Part, environment, number, paragraph, table, targets

__all__ = ["LOAD_PART"]

_DISTRIBUTIONS = (
    *("realtime-voice-sdk", "openai", "azure-ai-voicelive", "websockets", "aiohttp", "picows", "orjson", "pybase64"),
)
_FLOODS, _SESSIONS = "load_cpu.svg", "load_sessions.svg"
_PLOTS = {
    _FLOODS: "CPU time of an event through a socket, by client",
    _SESSIONS: "Lag and memory of voice sessions in one process",
}

_METHOD = f"""\
A server in a process of its own sends frames that were encoded beforehand, over loopback and without compression. Each
client is a fresh process; the clients take turns in every round, and the numbers are medians. CPU is the time that the
client's process used from its request to the last delta, in all its threads and in the kernel. "websockets", "aiohttp"
and "picows" are these libraries with `orjson.loads` and nothing else: no types, no assembled responses. Each client
decodes the audio of audio deltas; a text delta holds a word, an audio delta 100 ms of PCM16. Responses have 1,000
deltas. All options are the defaults; "recorded" writes a recording as well, its thread included. openai-agents runs
with the websockets that it requires, and azure-ai-voicelive reads these deltas as mappings, without a class.

The voice sessions run in one process with asyncio on uvloop. Each iterates over `conn.turns()` and the pieces of each
turn, as an agent under voice detection does, and receives audio without a pause: a delta of 20 ms every 20 ms, in
responses of 5 s, with the ends of the responses spread evenly. Each delta carries its number and the time at which it
was due, whether or not server and client keep up. Lag is the time from then until the session has it, decoded; it
includes the server's own delay. A number of sessions is held if all deltas arrived, in order, and 99% of them within
{LIMIT_MS:g} ms. Server and client share the processors of the machine; "server late" is the server's own delay.
"""


def _measured(quick: bool) -> dict[str, Any]:
    return {"environment": environment(*_DISTRIBUTIONS), **measure(QUICK if quick else USUAL)}


def _full(data: dict[str, Any]) -> str:
    ratios = "\n".join(map(_ratios, data["floods"]))
    return (
        f"## Load\n\n{_images()}\n{_floods(data['floods'])}\n{ratios}\n{_paced(data['paced'])}\n\n"
        f"{_runs(data['steps'] + data['runs'])}\n"
        f"{_memory(data['runs'])}\n\n{_METHOD}\n{_environment(data)}\n"
    )


def _brief(data: dict[str, Any]) -> str:
    text = next(flood for flood in data["floods"] if flood["kind"] == "text")
    cpu = {name: number(values["cpu_us"]) for name, values in text["clients"].items()}
    run = data["runs"][-1]
    return (
        f"Load: a text delta through a socket costs {cpu['ours']} µs of CPU (openai {cpu['openai']} µs, websockets "
        f"with orjson {cpu['websockets']} µs); {run['sessions']} voice sessions in one process have a lag of "
        f"{number(run['lag_ms']['p99'])} ms at p99."
    )


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
    return table(heads, rows, text_columns=[0])


def _ratios(flood: dict[str, Any]) -> str:
    ratios = ", ".join(f"{name} {ratio:.2f}" for name, ratio in flood["over_websockets"].items())
    return (
        f"- {flood['kind']}: openai / ours {flood['vendor_over_ours']:.2f}; against websockets {ratios}; "
        f"targets {targets(flood['targets'])}"
    )


def _paced(paced: dict[str, Any]) -> str:
    cpu = ", ".join(f"{name} {number(value)} µs" for name, value in paced["cpu_us"].items())
    return (
        f"- paced audio, {paced['sessions']} sessions: CPU of each delta {cpu}; ours / websockets "
        f"{paced['ours_over_websockets']:.2f}; target {targets(paced['targets'])}"
    )


def _runs(runs: list[dict[str, Any]]) -> str:
    heads = [
        "sessions",
        "for",
        "deltas received",
        "lag: p50",
        "p90",
        "p99",
        "p99.9",
        "max",
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
            f"Memory of {run['sessions']} sessions for {run['seconds']} s: {run['resident_mb']['first']:.0f} MB after "
            f"the first responses, {run['resident_mb']['last']:.0f} MB at the end; "
            f"{run['resident_kb_per_s']:+.1f} kB a second."
            for run in runs
        )
    )


def _environment(data: dict[str, Any]) -> str:
    noisy = " The machine was too noisy to tell: run it again when nothing else runs." if data["is_noisy"] else ""
    return paragraph(
        f"{data['environment']}; load average before the measurement {data['load_before']:g}, rounds of the bare "
        f"client within {data['noise']:.0%}.{noisy}"
    )


def _images() -> str:
    return "\n".join(f"![{description}](images/{name})\n" for name, description in _PLOTS.items())


def _draw(data: dict[str, Any]) -> None:
    draw_floods(data, IMAGES / _FLOODS)
    draw_sessions(data, LIMIT_MS, IMAGES / _SESSIONS)


LOAD_PART = Part(_measured, _full, _brief, _draw)
