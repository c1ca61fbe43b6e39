"""The command ``realtime-client``; ``realtime-client --help`` lists its subcommands.

It needs the extra ``[cli]``; nothing else in the package imports it.
"""

from __future__ import annotations

import sys

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
    app(prog_name="realtime-client")
