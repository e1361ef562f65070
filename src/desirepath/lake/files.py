"""Data files of a lake: compressed Parquet with statistics on buckets, times and periods only."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

STATISTICS = ("bucket", "time", "local", "timestamp", "new_step_periods", "new_stage_periods")
"""Columns whose minima and maxima may be written down; all others could hold somebody's address."""

IN_FILES = ("event_hash",)
"""Columns whose ends each group of rows in a file tells too; they go with the file, and never into a log."""

FACTS = "zstd"
DERIVED = "lz4"
"""Facts are read once a build and kept for ever, so they are small; derived tables are read by every question:
lz4 makes them a third larger, and a third faster to read and to write. Their times are stored as they are: lz4 saves
a tenth of them, and costs every question a third of its time."""

UNREPEATED = ("event_id", "order_id", "text", "properties", "row")
"""Columns whose words seldom repeat: a dictionary of them would only cost."""

ROWS_PER_GROUP = 250_000
ROWS_PER_FILE = 4_000_000


@dataclass(frozen=True)
class DataFile:
    """One written Parquet file, not yet part of any version of its table."""

    name: str
    size: int
    modified_ms: int
    rows: int
    low: dict[str, Any]
    high: dict[str, Any]

    def statistics(self) -> str:
        """The file's statistics as Delta Lake writes them."""
        return json.dumps(
            {"numRecords": self.rows, "minValues": self.low, "maxValues": self.high, "nullCount": {}}
        )


def write_files(
    folder: Path,
    schema: pa.Schema,
    batches: Iterable[pa.Table],
    *,
    compression: str = FACTS,
    group: int = ROWS_PER_GROUP,
) -> list[DataFile]:
    """Write tables of one schema to new files in a folder, in bounded memory; no rows make no file.

    group : rows that are stored, and read or passed over, together.
    """
    return [_write(folder, schema, tables, compression, group) for tables in _files(_groups(batches))]


def _groups(batches: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Tables joined until each fills a row group: small batches would make small, slow groups."""
    held: list[pa.Table] = []
    rows = 0
    for batch in batches:
        if batch.num_rows:
            held.append(batch)
            rows += batch.num_rows
        if rows >= ROWS_PER_GROUP:
            yield _joined(held)
            held, rows = [], 0
    if held:
        yield _joined(held)


def _joined(tables: list[pa.Table]) -> pa.Table:
    return tables[0] if len(tables) == 1 else pa.concat_tables(tables, promote_options="permissive")


def _files(groups: Iterator[pa.Table]) -> Iterator[Iterator[pa.Table]]:
    """Row groups dealt out to files of a bounded number of rows."""
    for first in groups:
        yield _until_full(first, groups)


def _until_full(first: pa.Table, groups: Iterator[pa.Table]) -> Iterator[pa.Table]:
    rows = first.num_rows
    yield first
    while rows < ROWS_PER_FILE:
        following = next(groups, None)
        if following is None:
            return
        rows += following.num_rows
        yield following


def _write(
    folder: Path, schema: pa.Schema, groups: Iterator[pa.Table], compression: str, rows_per_group: int
) -> DataFile:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{uuid.uuid4().hex}.parquet"
    path = folder / name
    counted = [column for column in schema.names if column in STATISTICS]
    words = [
        field.name for field in schema if pa.types.is_string(field.type) and field.name not in UNREPEATED
    ]
    low: dict[str, Any] = {}
    high: dict[str, Any] = {}
    rows = 0
    first = next(groups)
    physical = _physical(first.schema, schema)
    with pq.ParquetWriter(
        path,
        physical,
        compression=_compression(physical, compression),
        compression_level=1 if compression == FACTS else None,
        use_dictionary=words,
        write_statistics=[*counted, *(name for name in schema.names if name in IN_FILES)] or False,
        store_schema=False,
        store_decimal_as_integer=True,
    ) as writer:
        for group in chain([first], groups):
            table = _conform(group, physical)
            writer.write_table(table, row_group_size=rows_per_group)
            rows += table.num_rows
            for column in counted:
                ends = pc.min_max(table[column])
                _widen(low, column, ends["min"], min)
                _widen(high, column, ends["max"], max)
    found = path.stat()
    return DataFile(name, found.st_size, int(found.st_mtime * 1000), rows, low, high)


def complete(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of a schema; those that a file was written without, because nothing stood in them, are null."""
    columns = [
        table[field.name] if field.name in table.column_names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, names=schema.names)


def _compression(schema: pa.Schema, wanted: str) -> str | dict[str, str]:
    """How each column is compressed."""
    if wanted != DERIVED:
        return wanted
    return {field.name: "none" if pa.types.is_timestamp(field.type) else wanted for field in schema}


def _physical(given: pa.Schema, schema: pa.Schema) -> pa.Schema:
    """The schema to write in: dictionaries of text stay dictionaries, which write faster and read as text."""
    return pa.schema([_kept(given.field(field.name), field) for field in schema])


def _kept(given: pa.Field, wanted: pa.Field) -> pa.Field:
    known = pa.types.is_dictionary(given.type) and given.type.value_type == wanted.type
    return given.with_nullable(True) if known else wanted


def _conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    columns = [_cast(table[field.name], field.type) for field in schema]
    return pa.table(columns, schema=schema)


def _cast(column: pa.ChunkedArray, kind: pa.DataType) -> pa.ChunkedArray:
    if column.type == kind:
        return column
    if pa.types.is_dictionary(kind):
        return column.cast(kind.value_type).dictionary_encode().cast(kind)
    return column.cast(kind)


def _widen(ends: dict[str, Any], column: str, found: pa.Scalar, choose: Any) -> None:
    if not found.is_valid:
        return
    value = found.as_py()
    text = value.isoformat(timespec="microseconds") if pa.types.is_timestamp(found.type) else value
    ends[column] = choose(ends[column], text) if column in ends else text
