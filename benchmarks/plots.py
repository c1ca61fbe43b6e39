"""Plots of load as SVG, reproducible from the same numbers, and legible on light and dark pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["draw_floods", "draw_growth", "draw_sessions"]

_GREY = "#7d858f"
_COLOURS = {"ours": "#3987e5", "openai": "#d9822b", "openai-agents": "#d9822b", "azure-ai-voicelive": "#d9822b"}
_BARE = "#8f98a3"
_LINES: dict[str, dict[str, Any]] = {
    "p50": {"lw": 1.5, "alpha": 0.6, "color": _COLOURS["ours"]},
    "p99": {"lw": 2.5, "color": _COLOURS["ours"]},
}
_STYLE = {
    "figure.constrained_layout.use": True,
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": _GREY,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _GREY,
    "axes.titlesize": 10,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _GREY,
    "ytick.color": _GREY,
    "grid.color": _GREY,
    "grid.alpha": 0.25,
    "legend.frameon": False,
    # Text is not converted to paths, which keeps files small; ids depend on the content alone.
    "svg.fonttype": "none",
    "svg.hashsalt": "realtime-client",
}


def draw_floods(data: Mapping[str, Any], path: Path) -> None:
    """Draw the CPU time of an event by client, with a panel for each kind of event."""
    from matplotlib import pyplot, rc_context

    floods = data["floods"]
    with rc_context(_STYLE):
        figure, panels = pyplot.subplots(1, len(floods), figsize=(9, 4), squeeze=False)
        for axes, flood in zip(panels[0], floods, strict=True):
            cpu = {name: values["cpu_us"] for name, values in flood["clients"].items()}
            colours = [_COLOURS.get(name.partition(",")[0], _BARE) for name in cpu]
            bars = axes.barh(list(cpu), list(cpu.values()), color=colours)
            axes.bar_label(bars, fmt="%.3g", padding=3, color=_GREY)
            axes.margins(x=0.15)
            axes.invert_yaxis()
            axes.set_title(f"CPU of a delta of {flood['kind']}, µs")
        _save(figure, path)


def draw_sessions(data: Mapping[str, Any], limit_ms: float, path: Path) -> None:
    """Draw lag by number of sessions, and lag and memory of the last run over time."""
    from matplotlib import pyplot, rc_context

    steps, run = data["steps"], data["runs"][-1]
    with rc_context(_STYLE):
        figure, (by_number, by_second, memory) = pyplot.subplots(1, 3, figsize=(9, 2.6))
        sessions = [step["sessions"] for step in steps]
        for name, look in _LINES.items():
            by_number.plot(sessions, [step["lag_ms"][name] for step in steps], "o-", label=name, **look)
            lags = run["lag_ms_by_second"][name]
            by_second.plot(range(1, len(lags) + 1), lags, **look)
        for axes in (by_number, by_second):
            axes.axhline(limit_ms, color=_COLOURS["openai"], lw=1, ls="--")
            axes.set_yscale("log")
            axes.yaxis.set_major_formatter("{x:g}")
            axes.grid(axis="y")
        by_number.set_title("Lag, ms, by sessions")
        by_number.set_xlabel("sessions")
        by_number.set_xticks(sessions)
        by_number.legend()
        by_second.set_title(f"Lag, ms, of {run['sessions']} sessions")
        samples = run["samples"]
        memory.plot(samples["second"], samples["resident_mb"], lw=2, color=_COLOURS["ours"])
        memory.set_ylim(bottom=0)
        memory.grid(axis="y")
        memory.set_title(f"Memory, MB, of {run['sessions']} sessions")
        for axes in (by_second, memory):
            axes.set_xlabel("seconds")
        _save(figure, path)


def draw_growth(data: Mapping[str, Any], path: Path) -> None:
    """Draw the cost of an event by the length of a session, and memory over a session."""
    from matplotlib import pyplot, rc_context

    with rc_context(_STYLE):
        figure, (cost, memory) = pyplot.subplots(1, 2, figsize=(9, 3.4))
        for name, curve in data["growth"].items():
            sizes = [int(size) for size in curve]
            cost.plot(sizes, list(curve.values()), "o-", lw=1.5, ms=3, label=f"{name}: {data['exponents'][name]:+.2f}")
        cost.set_xscale("log")
        cost.set_yscale("log")
        cost.set_ylim(1, 1_000)
        cost.grid(axis="y")
        cost.set_xlabel("n, items or deltas")
        cost.set_title("CPU of an event, µs, with the fitted exponent")
        cost.legend(fontsize=7, ncols=2)
        memory.plot(data["memory"]["events"], data["memory"]["resident_mb"], lw=2, color=_COLOURS["ours"])
        memory.set_ylim(bottom=0)
        memory.grid(axis="y")
        memory.xaxis.set_major_formatter("{x:,.0f}")
        memory.set_xlabel("events")
        memory.set_title("Memory of one session, MB")
        _save(figure, path)


def _save(figure: Any, path: Path) -> None:
    from matplotlib import pyplot

    figure.savefig(path, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)
