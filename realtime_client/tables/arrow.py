"""Tables as Arrow record batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from .._core.json import loads_object
from ..errors import DecodeError, InvalidArgumentError
from ..recordings import Recording
from ..recordings.facts import RatesByModel
from ..recordings.reader import Entry, Header, Problem, ValueReader
from .columns import COLUMNS, Table, rows

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["batches", "schema", "to_batch"]

# Rows of a batch at most.
_ROWS: Final = 8_192
# Places of a cost after the point: a millionth of a price with six of them.
_PLACES: Final = Decimal(1).scaleb(-12)


def _pyarrow() -> Any:
    try:
        return import_module("pyarrow")
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError("install realtime-voice-sdk[tables] to export tables", name=error.name) from None


def schema(table: Table) -> pa.Schema:
    """Return the Arrow schema of a table; the description of each column is in its metadata.

    Raises:
        InvalidArgumentError: There is no such table.
        ModuleNotFoundError: The extra ``[tables]`` is not installed.
    """
    if table not in COLUMNS:
        raise InvalidArgumentError(f"unknown table {table!r}: use {', '.join(COLUMNS)}")
    arrow = _pyarrow()
    kinds = {
        "text": arrow.string(),
        "count": arrow.int64(),
        "seconds": arrow.float64(),
        "time": arrow.timestamp("us", "UTC"),
        "flag": arrow.bool_(),
        "money": arrow.decimal128(38, 12),
    }
    return arrow.schema(
        [
            arrow.field(column.name, kinds[column.kind], metadata={"description": column.description})
            for column in COLUMNS[table]
        ]
    )


def to_batch(table: Table, found: list[dict[str, Any]]) -> pa.RecordBatch:
    """Return rows as a record batch."""
    form = schema(table)
    columns = [_pyarrow().array([_value(row.get(field.name)) for row in found], type=field.type) for field in form]
    return _pyarrow().RecordBatch.from_arrays(columns, schema=form)


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value.quantize(_PLACES)
    # Lone surrogates are no text in Arrow.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and not value.isascii() else value


def batches(
    lines: Iterable[bytes | str | Mapping[str, Any]],
    table: Table = "turns",
    *,
    source: str = "",
    rates: RatesByModel = None,
) -> Iterator[pa.RecordBatch]:
    """Return a table of recordings, from their lines: a pure function that any engine can map over.

    Several recordings may follow each other, each with its header. Lines that cannot be read are counted in the column
    ``problems`` of the table ``calls``. The memory is that of one recording without its audio; for ``events``, of one
    recording.

    Args:
        lines: Lines of recordings, as JSON or already parsed.
        table: ``calls``, ``turns``, ``responses``, ``function_calls`` or ``events``.
        source: Name of the file, for the column ``source``, and the id of recordings that have none.
        rates: Rates for the cost, or those of each model by its name; None for no cost.

    Yields:
        Record batches of the schema of the table.

    Raises:
        InvalidArgumentError: There is no such table.
        ModuleNotFoundError: The extra ``[tables]`` is not installed.
    """
    schema(table)
    pending: list[dict[str, Any]] = []
    for entries in _recordings(lines, source):
        for row in rows(Recording.from_entries(entries), table, source=source, rates=rates):
            pending.append(row)
            if len(pending) >= _ROWS:
                yield to_batch(table, pending)
                pending = []
    if pending:
        yield to_batch(table, pending)


def _recordings(lines: Iterable[bytes | str | Mapping[str, Any]], source: str) -> Iterator[list[Entry]]:
    """Yield the entries of one recording after the other; parts of one stay together."""
    entries: list[Entry] = []
    identity: Any = None
    read = ValueReader(path=source)
    for number, line in enumerate(lines, 1):
        if isinstance(line, bytes | str) and not line.strip():
            continue
        try:
            value = line if isinstance(line, Mapping) else loads_object(line)
        except DecodeError as error:
            entries.append(Problem(source, number, error.message))
            continue
        if type(value.get("recording")) is int and value.get("id") != identity:
            if entries:
                yield entries
            entries, read, identity = [], ValueReader(path=source), value.get("id")
        entries.append(read(dict(value)))
    if any(not isinstance(entry, Header) for entry in entries):
        yield entries
