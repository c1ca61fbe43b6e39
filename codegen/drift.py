"""Check that the generated package and ``upstream.lock`` agree with ``openapi.yaml``.

The package is generated again in a temporary folder and compared by content, so the check needs no git and changes
nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .changes.report import print_error
from .contract.document import DocumentError
from .lock import Lock, corrections, inputs
from .paths import CONTRACT, GENERATED, ROOT
from .render.generate import generate

__all__ = ["drift", "main"]


def drift(contract: Path = CONTRACT, generated: Path = GENERATED, lock: Lock | None = None) -> list[str]:
    """Return one message for each difference; an empty list if everything agrees.

    Raises:
        DocumentError: The contract cannot be generated from, or the lock file is not valid.
    """
    lock = Lock.read() if lock is None else lock
    found = []
    if lock.overlay != corrections():
        found.append("codegen/sources.yaml, sources/ or overlay.yaml changed after openapi.yaml; run make rebuild")
    if any(getattr(lock, name) != value for name, value in inputs().items()):
        found.append("codegen/upstream.lock does not match the generator, templates or settings; run make generate")
    with tempfile.TemporaryDirectory(prefix="realtime-client-") as folder:
        expected = Path(folder) / generated.name
        generate(contract, expected)
        before, after = _files(generated), _files(expected)
    base = generated.relative_to(ROOT) if generated.is_relative_to(ROOT) else generated
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            problem = "is missing" if name not in before else "is not generated" if name not in after else "differs"
            found.append(f"{base / name} {problem}; run make generate and commit the result")
    return found


def _files(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.drift``; exit with code 1 and one line for each difference."""
    argparse.ArgumentParser(prog="python -m codegen.drift", description=__doc__).parse_args(argv)
    try:
        found = drift()
    except (DocumentError, OSError) as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    for problem in found:
        print(f"error: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
