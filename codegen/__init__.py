"""Code generation, which is never shipped.

Commands:

* ``python -m codegen.sync UPSTREAM`` builds ``openapi.yaml`` from a published revision of the vendor's full document,
  generates the package and reports the changes.
* ``python -m codegen.render.generate`` writes ``realtime_client/_generated/`` from ``openapi.yaml``.
* ``python -m codegen.changes.report OLD NEW`` reports the differences between two documents and their impact; with a
  git revision, also those between two versions of the package.
* ``python -m codegen.lock`` checks that ``openapi.yaml`` was built with the current roots and corrections.
* ``python -m codegen.contract.descriptions openapi.yaml`` lists missing descriptions.
"""
