"""The work of the child process: read files, make events or traits, and leave them as Parquet files.

Nothing of a lake is touched here: the parent moves the finished files into the lake and commits them. SQL of a
recipe runs on a connection that sees the recipe's files and its own work folder, and nothing else.
"""

from __future__ import annotations

import csv
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from desirepath.errors import LimitError
from desirepath.ingest import check
from desirepath.ingest.careful import Malformed, lines_of
from desirepath.ingest.engine import connect, number, parquet_of, rows_of, write
from desirepath.ingest.files import SourceFile, find_files, rows_in, without_copies
from desirepath.ingest.readers import LINE, READERS, Batch, Desk, described, tidied
from desirepath.ingest.recipe import Recipe
from desirepath.ingest.rows import Relation, refused, staged, trait_rows
from desirepath.ingest.values import literal, quoted, texts
from desirepath.progress import Report

MANY_BAD = 200_000
"""From so many unreadable rows a file is read line by line, which numbers them as it goes."""

BLOCK = 50_000


@dataclass
class Stage:
    """One import at work in a folder of its own."""

    recipe: Recipe
    folder: Path
    data: Path
    received_at: datetime
    progress: Report
    memory: str = "1500MB"
    threads: int | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    rows: int = 0
    malformed: int = 0
    parts: int = 0

    def run(self) -> dict[str, Any]:
        """Read everything and stage it; returns what the summary needs."""
        for name in ("events", "traits", "refused", "work"):
            (self.folder / name).mkdir(parents=True)
        inputs = self._inputs()
        with self.timed("read"), self._connection(inputs) as connection:
            desk = Desk(connection, self.folder / "work", self._refuse)
            batches = (
                self._queried(desk, inputs) if self.recipe.sql is not None else self._batches(desk, inputs)
            )
            for batch in batches:
                self._stage(desk, batch)
        return {
            "rows": self.rows + self.malformed,
            "warnings": self.warnings,
            "seconds": self.seconds,
            "files": [file.name for files in inputs.values() for file in files],
        }

    def _inputs(self) -> dict[str, list[SourceFile]]:
        found = {}
        for name, globs in self.recipe.files.items():
            files = find_files(self.data, globs, self.recipe.format)
            files, copies = without_copies(files)
            self.warnings += [f"{copy} equals another file and was left out." for copy in copies]
            found[name] = files
        return found

    @contextmanager
    def _connection(self, inputs: dict[str, list[SourceFile]]) -> Iterator[duckdb.DuckDBPyConnection]:
        paths = [str(file.path) for files in inputs.values() for file in files]
        with connect(self.folder, paths, self.memory, self.recipe.timezone, self.threads) as connection:
            yield connection

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[phase] = round(self.seconds.get(phase, 0.0) + time.perf_counter() - start, 3)

    def _batches(self, desk: Desk, inputs: dict[str, list[SourceFile]]) -> Iterator[Batch]:
        formats: dict[str, list[SourceFile]] = {}
        for files in inputs.values():
            for file in files:
                formats.setdefault(file.format, []).append(file)
        for form, files in formats.items():
            yield from READERS[form](desk, files, self.recipe)

    def _queried(self, desk: Desk, inputs: dict[str, list[SourceFile]]) -> Iterator[Batch]:
        """The rows of the recipe's query over its files as views."""
        assert self.recipe.sql is not None
        for name, files in inputs.items():
            relations = [batch.relation for batch in self._sound(desk, self._batches(desk, {name: files}))]
            union = " UNION ALL BY NAME ".join(
                f"SELECT {', '.join(c.sql for c in relation.columns)} FROM ({relation.sql})"
                for relation in relations
            )
            desk.connection.execute(f"CREATE TEMP VIEW {quoted(name)} AS {union}")
        check.one_select(desk.connection, self.recipe.sql)
        try:
            desk.connection.execute(f"CREATE TEMP TABLE {quoted('dp rows')} AS {self.recipe.sql}")
        except duckdb.OutOfMemoryException as error:
            raise LimitError(
                "the recipe's query needs more memory than an import may use.",
                code="memory",
                remedy="Join fewer or smaller files, or filter before joining.",
            ) from error
        except duckdb.Error as error:
            raise check.bad_sql(error) from error
        sql = f"SELECT * FROM {quoted('dp rows')}"
        named = literal(" + ".join(file.name for files in inputs.values() for file in files))
        yield Batch(Relation(sql, described(desk.connection, sql), named), ())

    def _sound(self, desk: Desk, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Batches without files that hold malformed lines; those are tidied."""
        for batch in batches:
            if not batch.layouts:
                yield batch
                continue
            columns = "+".join(f"coalesce(strlen({c.sql}), 0)" for c in batch.relation.columns)
            probe = f"SELECT sum({columns}) FROM ({batch.relation.sql})"
            yield from self._again(desk, batch, partial(number, desk.connection, probe)) or [batch]

    def _again(self, desk: Desk, batch: Batch, read: Callable[[], Any]) -> list[Batch]:
        """Run a fast read; when lines of it are malformed, the batches to read instead of it."""
        try:
            read()
        except duckdb.InvalidInputException:
            broken = set(batch.layouts)
        else:
            broken = self._rejected(desk, batch)
        if not broken:
            return []
        instead = [
            tidied(desk, file, batch.layouts[file.name]) for file in batch.files if file.name in broken
        ]
        others = [file for file in batch.files if file.name not in broken]
        return [*instead, *(READERS["csv"](desk, others, self.recipe) if others else ())]

    def _rejected(self, desk: Desk, batch: Batch) -> set[str]:
        """Names of the files in which the fast reader met malformed lines."""
        made = desk.connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"
        ).fetchone()
        if not made or not made[0]:
            return set()
        found = desk.connection.execute(
            "SELECT DISTINCT file_path FROM reject_scans JOIN reject_errors USING (scan_id, file_id)"
        ).fetchall()
        paths = {path for (path,) in found}
        return {file.name for file in batch.files if str(file.path) in paths}

    def _stage(self, desk: Desk, batch: Batch) -> None:
        """Make the events or traits of a batch; what is no row or no event goes to the refused ones."""
        check.columns(self.recipe, batch.relation, desk.connection)
        self.warnings += [w for w in check.namesakes(self.recipe, batch.relation) if w not in self.warnings]
        outs: list[Path] = []
        kind, queries, refusals = self._queries(batch.relation)

        def read() -> None:
            for at, sql in enumerate(queries):
                with self._watched(desk, batch, at / len(queries), 1 / len(queries)):
                    outs.append(self._copy(desk, sql, kind))

        instead: list[Batch] = []
        if batch.layouts:
            instead = self._again(desk, batch, read)
        else:
            read()
        if not instead:
            bad = sum(_bad(desk.connection, out) for out in outs)
            if bad > MANY_BAD and batch.layouts:
                instead = [tidied(desk, file, batch.layouts[file.name]) for file in batch.files]
            elif bad:
                for sql in refusals:
                    self._refuse_rows(desk, batch, sql)
        if instead:
            for out in outs:
                shutil.rmtree(out)
            for other in instead:
                self._stage(desk, other)
            return
        self.rows += _count(
            desk.connection, f"SELECT count(*) FROM ({batch.relation.sql})", outs, self.recipe
        )

    @contextmanager
    def _watched(self, desk: Desk, batch: Batch, done: float, share: float) -> Iterator[None]:
        """Tell how far a query has come, as rows by the size of the files."""
        rows = sum(rows_in(file) for file in batch.files)
        ended = threading.Event()

        def tell() -> None:
            while not ended.wait(0.25):
                percent = max(0.0, desk.connection.query_progress())
                here = min(rows, int(rows * (done + share * percent / 100)))
                self.progress("read", self.rows + here, self.rows + rows if rows else None)

        self.progress("read", self.rows + int(rows * done), self.rows + rows if rows else None)
        watcher = threading.Thread(target=tell)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    def _queries(self, relation: Relation) -> tuple[str, list[str], list[str]]:
        """What to stage as what, and the queries for the rows that are refused."""
        recipe, now = self.recipe, self.received_at
        if recipe.kind == "traits":
            rows = [trait_rows(recipe, rule, relation) for rule in recipe.traits]
            good = [f'SELECT * EXCLUDE (file, line, "row") FROM ({sql})' for sql in rows]
            bad = [
                f'SELECT DISTINCT file, line, reason, "row" FROM ({sql}) WHERE reason IS NOT NULL'
                for sql in rows
            ]
            return "traits", good, bad
        positions = range(len(recipe.events))
        return (
            "events",
            [staged(recipe, at, relation, now) for at in positions],
            [refused(recipe, at, relation, now) for at in positions],
        )

    def _copy(self, desk: Desk, sql: str, kind: str) -> Path:
        self.parts += 1
        out = self.folder / kind / f"{self.parts:05d}"
        write(desk.connection, sql, out)
        return out

    def _refuse_rows(self, desk: Desk, batch: Batch, sql: str) -> None:
        """Put refused rows aside, with the lines at which they stand in their files."""
        if not batch.layouts:
            self._copy(desk, sql, "refused")
            return
        found = desk.connection.execute(sql).fetchall()
        for file in batch.files:
            rows = [(reason, row) for name, _, reason, row in found if name == file.name]
            if rows:
                layout = batch.layouts[file.name]
                keys = [tuple(json.loads(row).get(c) for c in layout.columns) for _, row in rows]
                at = {key: iter(lines) for key, lines in lines_of(file, layout, keys).items()}
                lines = [next(at[key], None) for key in keys]
                numbered = zip(lines, rows, strict=True)
                self._keep(desk, ((file.name, line, reason, row) for line, (reason, row) in numbered))

    def _refuse(self, desk: Desk, file: str, lines: Iterable[Malformed]) -> None:
        """Put malformed lines aside as they come."""
        pending = iter(lines)
        while block := list(islice(pending, BLOCK)):
            self.malformed += len(block)
            self._keep(desk, ((file, m.line, m.reason, m.text) for m in block))

    def _keep(self, desk: Desk, rows: Iterable[tuple[str, int | None, str, str]]) -> None:
        """Stage refused rows: file, line, reason, row. By way of CSV, for Arrow would load pandas for this."""
        path = self.folder / "work" / f"refused-{self.parts}.csv"
        longest = LINE
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            for row in rows:
                writer.writerow(row)
                longest = max(longest, 8 * len(row[3]))
        kinds = "{'file': 'VARCHAR', 'line': 'BIGINT', 'reason': 'VARCHAR', 'row': 'VARCHAR'}"
        how = f"auto_detect = false, header = false, columns = {kinds}, max_line_size = {longest}"
        self._copy(desk, f"SELECT * FROM read_csv({literal(str(path))}, {how})", "refused")
        path.unlink()


def _bad(connection: duckdb.DuckDBPyConnection, out: Path) -> int:
    files = parquet_of(out)
    if not files:
        return 0
    column = "timestamp" if out.parent.name == "events" else "reason"
    test = "IS NULL" if column == "timestamp" else "IS NOT NULL"
    sql = f"SELECT count(*) FROM read_parquet({texts(files)}) WHERE {column} {test}"
    return number(connection, sql)


def _count(connection: duckdb.DuckDBPyConnection, sql: str, outs: list[Path], recipe: Recipe) -> int:
    """Rows read: as many as a kind of event without a condition has, else counted."""
    for rule, out in zip(recipe.events, outs, strict=False):
        if rule.when is None:
            return rows_of(parquet_of(out))
    return number(connection, sql)
