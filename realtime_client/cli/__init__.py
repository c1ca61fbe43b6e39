"""The command ``realtime-client``: ``realtime-client inspect session.jsonl`` shows what a recorded session holds.

It needs the extra ``[cli]``; nothing else in the package imports it.
"""

from __future__ import annotations

import sys

__all__ = ["main"]

_EXTRA = ("rich", "typer")


def main() -> None:
    """Run the command line; exits with 2 when the extra ``[cli]`` is not installed."""
    try:
        from .app import app
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        print(
            f"realtime-client: {error.name} is missing: install realtime-client[cli] to use the command line",
            file=sys.stderr,
        )
        sys.exit(2)
    app(prog_name="realtime-client")


if __name__ == "__main__":
    main()
