"""The one door to stored tables: Delta Lake in a folder.

Each table is a folder of Parquet files and a log of versions. Many processes may read while one writes; a
reader that holds a version number sees exactly that version for as long as its files are kept.

Traps found by trial, which every engine behind this door meets:
- engines cannot download their Delta extensions, so they open `files()` of a version as plain Parquet;
- Delta has no unsigned integers, and partition columns do not stand in the files (so none are used);
- engines differ in `hash()` and in casts to zoned times; Spark has no ordered collect, first, as-of join or
  mode, raises at division by zero, and fails on a list of files given through Ibis;
- a malformed JSON text aborts a DuckDB query, so `properties` are validated at import.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pyarrow as pa
from deltalake import DeltaTable, Schema
from deltalake.exceptions import CommitFailedError, TableNotFoundError
from deltalake.transaction import (
    AddAction,
    CommitProperties,
    RemoveAction,
    create_table_with_add_actions,
)

from desirepath.errors import ConflictError, ExternalError, NotFoundError
from desirepath.lake.files import FACTS, ROWS_PER_GROUP, STATISTICS, DataFile, complete, write_files
from desirepath.lake.tables import STORED

Data: TypeAlias = pa.Table | pa.RecordBatch | pa.RecordBatchReader | Iterable[pa.Table]
Mode: TypeAlias = Literal["append", "overwrite"]


@dataclass(frozen=True)
class Lake:
    """Stored tables under one folder."""

    root: Path

    def append(self, table: str, data: Data, *, note: str | None = None) -> int:
        """Add rows in one commit and return the version that holds them."""
        return self._store(table, data, "append", note)

    def overwrite(self, table: str, data: Data, *, note: str | None = None) -> int:
        """Replace all rows, and the schema, in one commit and return the version that holds them."""
        return self._store(table, data, "overwrite", note)

    def write(
        self,
        table: str,
        schema: pa.Schema,
        data: Data,
        *,
        compression: str = FACTS,
        group: int = ROWS_PER_GROUP,
    ) -> list[DataFile]:
        """Write files of no version yet; `commit` makes them visible, `vacuum` clears forgotten ones."""
        try:
            return write_files(
                self.folder(table), schema, _tables(data), compression=compression, group=group
            )
        except OSError as error:
            raise _disk(self.folder(table), error) from error

    def commit(
        self,
        table: str,
        files: list[DataFile],
        schema: pa.Schema,
        mode: Mode,
        *,
        note: str | None = None,
        remove: Iterable[str] = (),
    ) -> int:
        """Make written files visible: all of them or, when killed before the end, none.

        With mode "append", the files named in `remove` leave the table in the same commit.
        """
        adds = [AddAction(f.name, f.size, {}, f.modified_ms, True, f.statistics()) for f in files]
        properties = CommitProperties(custom_metadata={"note": note} if note else {})
        stored = self._open(table)
        delta_schema = Schema.from_arrow(schema)
        folder = self.folder(table)
        try:
            if stored is None:
                folder.mkdir(parents=True, exist_ok=True)
                create_table_with_add_actions(
                    str(folder),
                    delta_schema,
                    adds,
                    configuration={"delta.dataSkippingStatsColumns": ",".join(_counted(schema))},
                    commit_properties=properties,
                )
            else:
                actions: list[AddAction | RemoveAction] = [*adds]
                gone = max((f.modified_ms for f in files), default=0)
                actions += [RemoveAction(name, True, gone) for name in remove]
                stored.create_write_transaction(actions, mode, delta_schema, commit_properties=properties)
        except CommitFailedError as error:
            raise ConflictError(
                f'Somebody else changed the table "{table}" in {self.root} at the same moment.',
                code="concurrent_write",
                remedy="Nothing was changed. Run the same command again.",
            ) from error
        except OSError as error:
            raise _disk(folder, error) from error
        found = self.version(table)
        assert found is not None
        return found

    def version(self, table: str) -> int | None:
        """The newest version of a table; None when it was never written."""
        stored = self._open(table)
        return None if stored is None else int(stored.version())

    def files(self, table: str, version: int | None = None) -> list[str]:
        """The Parquet files that make up a version, the newest unless told; [] for a table without rows."""
        stored = self._open(table, version)
        if stored is None:
            return []
        # Addresses are percent-encoded; a folder's name may hold a space.
        return sorted(str(self.folder(table) / Path(uri).name) for uri in stored.file_uris())

    def buckets(self, table: str, version: int | None = None) -> dict[int, list[str]]:
        """The files of each bucket, of a table whose files hold one bucket each."""
        stored = self._open(table, version)
        found: dict[int, list[str]] = {}
        if stored is not None:
            for add in pa.table(stored.get_add_actions(flatten=True)).to_pylist():
                path = str(self.folder(table) / add["path"])
                found.setdefault(add["min.bucket"], []).append(path)
        return {bucket: sorted(paths) for bucket, paths in sorted(found.items())}

    def schema(self, table: str, version: int | None = None) -> pa.Schema:
        """The Arrow schema of a version; of a table never written, the one its contract states."""
        stored = self._open(table, version)
        if stored is not None:
            return pa.schema(stored.schema())
        if table in STORED:
            return STORED[table]
        raise self._unknown(table)

    def read(self, table: str, version: int | None = None) -> pa.Table:
        """A whole version in memory: for small tables; engines read the large ones from `files`."""
        schema = self.schema(table, version)
        parts = [_file(path, schema) for path in self.files(table, version)]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def changed(self, table: str) -> int | None:
        """A number that is another one after every commit, found without reading; None where there is no table."""
        try:
            return (self.root / table / "_delta_log").stat().st_mtime_ns
        except FileNotFoundError:
            return None

    def tables(self) -> list[str]:
        """Names of all tables that were ever written."""
        if not self.root.is_dir():
            return []
        return sorted(p.name for p in self.root.iterdir() if (p / "_delta_log").is_dir())

    def vacuum(self, table: str, keep: Iterable[int], *, before: datetime) -> int:
        """Delete files that no kept version holds, written before a (UTC) moment; returns how many.

        The newest version is always kept. The moment protects the files of a writer at work.
        """
        newest = self.version(table)
        if newest is None:
            return 0
        held = {Path(uri).name for v in {*keep, newest} for uri in self.files(table, v)}
        limit = before.replace(tzinfo=UTC).timestamp()
        gone = [
            path
            for path in self.folder(table).glob("*.parquet")
            if path.name not in held and path.stat().st_mtime < limit
        ]
        for path in gone:
            path.unlink()
        return len(gone)

    def folder(self, table: str) -> Path:
        """Where a table lies."""
        return self.root / table

    def _store(self, table: str, data: Data, mode: Mode, note: str | None) -> int:
        schema = _schema(data)
        if schema is None or (mode == "append" and (table in STORED or self.version(table) is not None)):
            schema = self.schema(table)
        return self.commit(table, self.write(table, schema, data), schema, mode, note=note)

    def _open(self, table: str, version: int | None = None) -> DeltaTable | None:
        folder = self.folder(table)
        try:
            if not (folder / "_delta_log").is_dir():
                return None
            return DeltaTable(str(folder), version=version)
        except TableNotFoundError:
            return None
        except OSError as error:
            raise _disk(folder, error) from error

    def _unknown(self, table: str) -> NotFoundError:
        return NotFoundError(
            f'There is no table "{table}" in {self.root}.',
            code="unknown_table",
            remedy=f"Tables here: {', '.join(self.tables()) or 'none yet'}.",
        )


def _counted(schema: pa.Schema) -> list[str]:
    return [name for name in schema.names if name in STATISTICS]


def _schema(data: Data) -> pa.Schema | None:
    found: Any = getattr(data, "schema", None)
    return found if isinstance(found, pa.Schema) else None


def _tables(data: Data) -> Iterable[pa.Table]:
    if isinstance(data, pa.Table):
        return [data]
    if isinstance(data, pa.RecordBatch):
        return [pa.Table.from_batches([data])]
    if isinstance(data, pa.RecordBatchReader):
        return (pa.Table.from_batches([batch]) for batch in data)
    return data


def _file(path: str, schema: pa.Schema) -> pa.Table:
    import pyarrow.parquet as pq

    # Not `read_table`: that loads pandas, which takes longer than most questions.
    with pq.ParquetFile(path) as file:
        found = file.read()
    return complete(found, schema).cast(schema)


def _disk(folder: Path, error: OSError) -> ExternalError:
    return ExternalError(
        f"The folder {folder} cannot be used: {error.strerror or error}.",
        code="disk",
        remedy="Check that the folder exists, that you may write there, and that the disk has room.",
    )
