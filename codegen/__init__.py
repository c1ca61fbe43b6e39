"""Everything that shapes generation; never shipped.

Two programs stand here, each a chain of small steps:

* ``python -m codegen.contract UPSTREAM`` writes ``openapi.yaml`` from a published revision of the vendor's full
  document: trim → overlay → check → normalise → words.
* ``python -m codegen.generate`` writes ``realtime_client/_generated/`` from ``openapi.yaml``.
"""
