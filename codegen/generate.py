"""Generate the package from ``openapi.yaml`` after an edit by hand: refuse mistakes, and print what changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .changes.report import print_error
from .changes.since_generated import summary
from .contract.descriptions import printable
from .contract.document import DocumentError, load_openapi
from .contract.lint import lint
from .contract.sources import read_sources
from .paths import CONTRACT, GENERATED
from .render.generate import main as write

__all__ = ["main"]


def main(argv: list[str] | None = None) -> int:
    """Run ``python -m codegen.generate``; exit with code 1 and all mistakes, with 130 on Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m codegen.generate", description=__doc__)
    parser.add_argument("--contract", type=Path, default=CONTRACT, help="the document to generate from")
    parser.add_argument("--output", type=Path, default=GENERATED, help="the folder to replace")
    arguments = parser.parse_args(argv)
    try:
        document, sources = load_openapi(arguments.contract), read_sources()
        problems = lint(document, sources)
        if problems:
            raise DocumentError("\n".join(problems))
        lines = summary(arguments.output, document, sources)
        code = write(["--contract", str(arguments.contract), "--output", str(arguments.output)])
    except (DocumentError, OSError) as error:
        print_error(error)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    for line in lines:
        print(printable(line))
    return code


if __name__ == "__main__":
    sys.exit(main())
