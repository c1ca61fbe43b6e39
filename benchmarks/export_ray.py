"""Sum up the tokens of recorded calls on a local cluster of Ray: ``python -m benchmarks.export_ray FOLDER``.

It prints the seconds that this took once the cluster was up, and the number of calls and of tokens.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from pathlib import Path
from typing import Any

from realtime_client import tables

__all__: list[str] = []

ROOT = Path(__file__).parent.parent


def _calls(files: Any) -> Any:
    import pyarrow as pa  # type: ignore[import-untyped]

    found: list[Any] = []
    for path in files.column("item").to_pylist():
        with open(path, "rb") as lines:
            found += tables.batches(lines, "calls", source=path)
    return pa.Table.from_batches(found, tables.schema("calls"))


def main() -> None:
    """Measure one folder."""
    import ray

    paths = sorted(map(str, Path(sys.argv[1]).iterdir()))
    ray.init(
        include_dashboard=False,
        log_to_driver=False,
        logging_level=logging.ERROR,
        runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}},
    )
    begun = time.perf_counter()
    data = ray.data.from_items(paths).map_batches(_calls, batch_format="pyarrow", batch_size=256)
    rows = data.select_columns(["total_tokens"]).take_all()
    seconds = time.perf_counter() - begun
    ray.shutdown()
    print(json.dumps({"seconds": seconds, "calls": len(rows), "tokens": sum(row["total_tokens"] for row in rows)}))


if __name__ == "__main__":
    main()
