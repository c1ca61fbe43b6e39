"""Read messages with the models of datamodel-code-generator: ``python -m interop.generated_models MODULE FIXTURES``.

The module has what the generator makes of openapi.yaml. The fixtures are messages of real servers, and the models
must take all of those that belong to a dialect.
"""

from __future__ import annotations

import json
import runpy
import sys
from collections import Counter
from pathlib import Path

_UNIONS = {"ga": "Realtime", "beta": "RealtimeBeta", "translation": "RealtimeTranslation"}


def main() -> None:
    """Exit with 1 if a message is refused, or if none is read."""
    module, fixtures = sys.argv[1:]
    models = runpy.run_path(module)
    read: Counter[str] = Counter()
    for line in Path(fixtures).read_text(encoding="utf-8").splitlines():
        fixture = json.loads(line)
        dialect, event = fixture["dialect"], fixture["event"]
        if dialect in _UNIONS:
            found = models[f"{_UNIONS[dialect]}ServerEvent"].model_validate(event)
            if found.root.type != event["type"]:
                sys.exit(f"{event['type']} was read as {type(found.root).__name__}")
            read[dialect] += 1
    print(*(f"{count} messages of the {dialect} dialect were read" for dialect, count in read.items()), sep="\n")
    sys.exit(0 if read else "no message belongs to a dialect")


if __name__ == "__main__":
    main()
