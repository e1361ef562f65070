"""Deal events out to the buckets of their customers, beside DuckDB, in bounded memory.

Each row group is read once, in parallel, and its rows go to one scratch file a bucket. Scratch files hold the
customer's code in place of the key. A write partitioned by DuckDB itself took four times as long.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from desirepath.identity.assign import with_codes
from desirepath.identity.identities import Identities
from desirepath.journeys.columns import as_one
from desirepath.journeys.context import gathered
from desirepath.journeys.log import NEEDED
from desirepath.journeys.rows import READ, WORDS, prepared
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.files import complete
from desirepath.lake.tables import EVENTS, TEXT

ROWS_AT_ONCE = 20_000_000
"""Rows whose codes are held at a time: 8 bytes each."""

WANTED = pa.schema([EVENTS.field(name) for name in READ])

OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)

Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class _Group:
    """One row group of one file, with the codes of its rows; -1 for events without any id.

    `held` are the columns that the file was written with, `words` those of them that come as dictionaries.
    """

    path: str
    held: list[str]
    words: list[str]
    number: int
    codes: Codes


def spread(
    engine: DuckDBEngine,
    files: Sequence[str],
    who: Identities,
    keep: Sequence[str],
    folder: Path,
    *,
    threads: int,
    done: Callable[[int], None],
) -> dict[int, Path]:
    """Write a scratch file for each bucket that has events; returns where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    bucket_of = who.customers["bucket"].to_numpy()
    writers = _Writers(folder)
    try:
        with ThreadPoolExecutor(threads) as pool:
            for part in _parts(files):
                work = pool.map(
                    lambda group: writers.write(_dealt(group, bucket_of, keep)), _groups(engine, part, who)
                )
                for rows in work:
                    done(rows)
    finally:
        writers.close()
    return writers.paths


def load(path: Path, bucket: int, who: Identities, keep: Sequence[str]) -> pa.Table:
    """The events of one bucket, with their customers' keys."""
    with pa.OSFile(str(path)) as source:
        size, parts = source.size(), []
        while source.tell() < size:
            with pa.ipc.open_stream(source) as reader:
                parts.append(reader.read_all())
    rows = pa.concat_tables(parts, promote_options="default").unify_dictionaries().combine_chunks()
    for name in [*NEEDED, *(f"prop_{name}" for name in keep)]:
        if name not in rows.column_names:
            kind = EVENTS.field(name).type if name in EVENTS.names else TEXT
            rows = rows.append_column(name, pa.nulls(rows.num_rows, kind))
    first, after = np.searchsorted(who.customers["bucket"].to_numpy(), [bucket, bucket + 1])
    keys = who.customers["customer"].slice(first, after - first).combine_chunks()
    codes = rows["code"].combine_chunks().to_numpy() - np.int32(first)
    customer = pa.DictionaryArray.from_arrays(pa.array(codes), keys)
    return rows.drop_columns(["code"]).append_column("customer", customer)


def _parts(files: Sequence[str]) -> Iterator[list[str]]:
    """Files in groups of a bounded number of rows."""
    part: list[str] = []
    rows = 0
    for path in files:
        part.append(path)
        rows += pq.read_metadata(path).num_rows
        if rows >= ROWS_AT_ONCE:
            yield part
            part, rows = [], 0
    if part:
        yield part


def _groups(engine: DuckDBEngine, files: list[str], who: Identities) -> Iterator[_Group]:
    events = engine.read_numbered(files, EVENTS)
    narrow = events.select("user_id", "email", "anonymous_id", "timestamp", "file_index", "file_row_number")
    found = engine.to_arrow(
        with_codes(narrow, who, engine.view).select("file_index", "file_row_number", "code")
    )
    metadata = [pq.read_metadata(path) for path in files]
    first_row = np.cumsum([0] + [file.num_rows for file in metadata])
    codes = np.empty(first_row[-1], np.int32)
    places = first_row[found["file_index"].to_numpy()] + found["file_row_number"].to_numpy()
    codes[places] = found["code"].combine_chunks().fill_null(-1).to_numpy()
    del found, places
    for path, file, start in zip(files, metadata, first_row, strict=False):
        at, held = int(start), [name for name in READ if name in file.schema.names]
        for number in range(file.num_row_groups):
            group = file.row_group(number)
            yield _Group(path, held, _words(group, held), number, codes[at : at + group.num_rows])
            at += group.num_rows


def _words(group: pq.RowGroupMetaData, held: list[str]) -> list[str]:
    """Columns of words that Arrow can read as dictionaries: not those with so many that texts are stored instead."""
    chunks = [group.column(place) for place in range(group.num_columns)]
    texts = {c.path_in_schema for c in chunks if any(kind.startswith("DELTA") for kind in c.encodings)}
    return [name for name in WORDS if name in held and name not in texts]


def _dealt(group: _Group, bucket_of: Codes, keep: Sequence[str]) -> dict[int, pa.Table]:
    """The rows of a row group by bucket."""
    places = np.flatnonzero(group.codes >= 0)
    if not len(places):
        return {}
    with pq.ParquetFile(group.path, read_dictionary=group.words) as file:
        events = complete(file.read_row_group(group.number, columns=group.held, use_threads=False), WANTED)
    for name in set(WORDS) & set(group.held) - set(group.words):
        place = WANTED.get_field_index(name)
        events = events.set_column(place, name, events[name].dictionary_encode())
    buckets = bucket_of[group.codes[places]]
    order = np.argsort(buckets.astype(np.int16), kind="stable")
    places, buckets = places[order], buckets[order]
    numbers = pa.array(places, pa.int32())
    events = pa.table({name: gathered(as_one(events[name]), numbers) for name in READ})
    rows = prepared(events, keep).append_column("code", pa.array(group.codes[places]))
    rows = rows.select([name for name in rows.column_names if rows[name].null_count < rows.num_rows])
    found, starts = np.unique(buckets, return_index=True)
    ends = np.append(starts[1:], len(buckets))
    return {int(b): rows.slice(s, e - s) for b, s, e in zip(found, starts, ends, strict=True)}


class _Writers:
    """One scratch file a bucket; threads share them. Each write is a stream of its own, without empty columns."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[int, Path] = {}
        self._files: dict[int, pa.NativeFile] = {}
        self._locks: dict[int, threading.Lock] = {}
        self._lock = threading.Lock()

    def write(self, parts: dict[int, pa.Table]) -> int:
        for bucket, rows in parts.items():
            file, lock = self._file(bucket)
            with lock, pa.ipc.new_stream(file, rows.schema, options=OPTIONS) as stream:
                stream.write_table(rows)
        return sum(rows.num_rows for rows in parts.values())

    def close(self) -> None:
        for file in self._files.values():
            file.close()

    def _file(self, bucket: int) -> tuple[pa.NativeFile, threading.Lock]:
        with self._lock:
            if bucket not in self._files:
                self.paths[bucket] = self.folder / f"bucket-{bucket}.arrow"
                self._files[bucket] = pa.OSFile(str(self.paths[bucket]), "wb")
                self._locks[bucket] = threading.Lock()
            return self._files[bucket], self._locks[bucket]
