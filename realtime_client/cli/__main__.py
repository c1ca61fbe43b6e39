"""Run the command line: ``python -m realtime_client.cli``."""

from __future__ import annotations

from . import main

if __name__ == "__main__":
    main()
