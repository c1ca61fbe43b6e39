"""Recordings as tables, for any engine that reads Arrow; needs the extra ``[tables]`` (pyarrow).

Importing this package imports none of its modules; each name is imported on first use.
"""

from typing import TYPE_CHECKING

from .._core.lazy import lazy as _lazy

if TYPE_CHECKING:
    from .arrow import batches, schema
    from .columns import COLUMNS, TABLES, Column, Table
    from .exporting import ExportReport, export
    from .vcon import to_vcon

_WHERE = {
    "COLUMNS": ".columns:COLUMNS",
    "TABLES": ".columns:TABLES",
    "Column": ".columns:Column",
    "ExportReport": ".exporting:ExportReport",
    "Table": ".columns:Table",
    "batches": ".arrow:batches",
    "export": ".exporting:export",
    "schema": ".arrow:schema",
    "to_vcon": ".vcon:to_vcon",
}

__all__ = ["COLUMNS", "TABLES", "Column", "ExportReport", "Table", "batches", "export", "schema", "to_vcon"]

if not TYPE_CHECKING:  # To a type checker, `__getattr__` would make every name valid.
    __getattr__, __dir__ = _lazy(__name__, _WHERE)
