"""Code generation and the tools that follow the vendor's specification; never shipped.

* ``python -m codegen.sync UPSTREAM`` updates the contract and the package to a published revision (`make sync`).
* ``python -m codegen.generate`` writes ``realtime_client/_generated/`` from ``openapi.yaml`` (`make generate`).
* ``python -m codegen --project DIR`` makes a package of the same kind from other documents.
* ``python -m codegen.changes.report OLD NEW`` reports the changes between two documents (`make compare`).
* ``python -m codegen.drift`` checks that the generated package agrees with ``openapi.yaml`` (`make drift`).
* ``python -m codegen.asyncapi`` writes the protocol as an AsyncAPI document (`make asyncapi`).
* ``python -m codegen.site build/site`` adds ``llms.txt`` to the documentation site (`make docs`).
* ``python -m codegen.contract.descriptions openapi.yaml`` lists missing descriptions (`make spec`).

Packages: ``contract`` builds ``openapi.yaml``, ``render`` generates the package from it, ``changes`` compares.
"""

import sys
from types import TracebackType


def _report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        print("interrupted", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


# Importing takes seconds; Ctrl-C then prints one line as well. Python has this name for the program at this time.
if sys.argv[:1] == ["-m"]:
    sys.excepthook = _report
