"""Writing the files of the sample: several formats, chunk by chunk, the same bytes for the same rows."""

from __future__ import annotations

import json
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as parquet


class Shelf:
    """A folder of growing files, one for each name; the suffix of the name chooses the format.

    CSV is compressed in a second thread, so that making rows and packing them overlap.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._files: dict[str, Any] = {}
        self._packers: dict[str, Any] = {}
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._pending: list[Future[None]] = []

    def write(self, name: str, table: pa.Table, *, loose: list[str] | None = None) -> None:
        """Append rows, and after them lines that are no rows at all (CSV only)."""
        new = name not in self.rows
        self.rows[name] = self.rows.get(name, 0) + table.num_rows
        if name.endswith(".parquet"):
            if new:
                self._files[name] = parquet.ParquetWriter(
                    self.folder / name, table.schema, compression="zstd"
                )
            self._files[name].write_table(table)
            return
        if new:
            self._files[name] = (self.folder / name).open("wb")
            if name.endswith(".gz"):
                self._packers[name] = zlib.compressobj(1, wbits=31)
        data = _lines(table) if name.endswith(".jsonl") else _csv(table, header=new)
        data += b"".join(line.encode() + b"\n" for line in loose or [])
        while len(self._pending) > 2:
            self._pending.pop(0).result()
        self._pending.append(self._worker.submit(_store, self._files[name], self._packers.get(name), data))

    def close(self) -> None:
        for future in self._pending:
            future.result()
        self._worker.shutdown()
        for name, file in self._files.items():
            if name in self._packers:
                file.write(self._packers[name].flush())
            file.close()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _store(file: IO[bytes], packer: Any, data: bytes) -> None:
    file.write(packer.compress(data) if packer else data)


def _csv(table: pa.Table, *, header: bool) -> bytes:
    quoting = "needed" if {"text", "comment", "review"} & set(table.column_names) else "none"
    sink = pa.BufferOutputStream()
    csv.write_csv(table, sink, csv.WriteOptions(include_header=header, quoting_style=quoting))
    return bytes(sink.getvalue())


def _lines(table: pa.Table) -> bytes:
    rows = ({k: v for k, v in row.items() if v is not None} for row in table.to_pylist())
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
