"""Everything that shapes generation; never shipped.

Three programs stand here, each a chain of small steps:

* ``python -m codegen.contract.build UPSTREAM`` writes ``openapi.yaml`` from a published revision of the vendor's full
  document: trim → overlay → check → normalise → words.
* ``python -m codegen.render.generate`` writes ``realtime_client/_generated/`` from ``openapi.yaml``.
* ``python -m codegen.changes.report OLD NEW`` says what differs between two documents and whom it hurts (``compare``). Since a
  revision of git, it also says what differs between two versions of the package: what they offer (``api_changes``) and
  how they read recorded messages (``behaviour``).
"""
