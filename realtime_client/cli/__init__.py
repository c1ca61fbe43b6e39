"""The command ``realtime-client``; ``realtime-client --help`` lists its subcommands.

It needs the extra ``[cli]``; nothing else in the package imports it.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack

__all__ = ["main"]

_EXTRA = ("rich", "typer")


def main() -> None:
    """Run the command line; exit with 2 if the extra ``[cli]`` is not installed."""
    try:
        from .app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        print(
            f"realtime-client: {error.name} is missing: install realtime-voice-sdk[cli] to use the command line",
            file=sys.stderr,
        )
        sys.exit(2)
    with ExitStack() as opened:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:
                # It was closed, as by ``>&-``: there is nothing to show.
                opened.callback(setattr, sys, name, None)
                setattr(sys, name, opened.enter_context(open(os.devnull, "w", encoding="utf-8")))
        try:
            app(prog_name="realtime-client")
        except OSError as error:
            # The disk is full that standard output goes to, for one. What is left of the output must not fail at exit.
            print(f"realtime-client: {error}", file=sys.stderr)
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
