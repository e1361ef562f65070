"""The registry of file readers: what each format's rows are as a DuckDB relation.

To add a format, write a function that turns files into `Batch`es and enter it in `READERS`; the name patterns
stand in `files.SUFFIXES`.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from desirepath.errors import InputError, Place
from desirepath.ingest.careful import Malformed, tidy
from desirepath.ingest.files import SourceFile, open_bytes, packing, sample_of
from desirepath.ingest.layout import Layout, encoding_of, layout_of
from desirepath.ingest.recipe import Recipe
from desirepath.ingest.rows import Relation
from desirepath.ingest.values import Column, literal, quoted, texts
from desirepath.ingest.xes import log_events, plain_line
from desirepath.ingest.xlsx import tidy_sheet

LINE = 2_000_000
"""Bytes in a line, unless the file holds longer ones: DuckDB's buffers are many times as large."""


@dataclass(frozen=True)
class Batch:
    """Files of one shape, read by one relation. `layouts` is given for files that DuckDB reads as they stand."""

    relation: Relation
    files: tuple[SourceFile, ...]
    layouts: dict[str, Layout] = field(default_factory=dict)


@dataclass(frozen=True)
class Desk:
    """What a reader works with: the connection, a folder for its own files, and where malformed lines go.

    `most` bounds the rows that are read of each file, for a preview.
    """

    connection: duckdb.DuckDBPyConnection
    folder: Path
    refuse: Callable[[Desk, str, Iterable[Malformed]], None]
    most: int | None = None


def csv_batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    """CSV as DuckDB reads it, in parallel; files in other encodings are tidied first."""
    shapes: dict[tuple[Any, ...], list[SourceFile]] = {}
    layouts = {file.name: layout_of(file, recipe.csv) for file in files}
    for file in files:
        layout = layouts[file.name]
        if layout.plain and desk.most is None:
            shapes.setdefault((layout.columns, layout.delimiter, packing(file.path)), []).append(file)
        else:
            yield tidied(desk, file, layout)
    for group in shapes.values():
        layout = layouts[group[0].name]
        store = f"store_rejects = true, rejects_limit = 1000, compression = '{packing(group[0].path)}'"
        sql = _read_csv([str(f.path) for f in group], layout, layout.columns, store)
        columns = tuple(Column(name, "VARCHAR") for name in layout.columns)
        relation = Relation(sql, columns, _name_of(group))
        yield Batch(relation, tuple(group), {f.name: layouts[f.name] for f in group})


def tidied(desk: Desk, file: SourceFile, layout: Layout) -> Batch:
    """A CSV file read line by line: malformed lines are refused, the others written anew with their lines."""
    out = desk.folder / f"tidy-{len(list(desk.folder.glob('tidy-*')))}.csv"
    long: list[int] = []
    try:
        desk.refuse(desk, file.name, tidy(file, layout, out, long, desk.most))
    except UnicodeError as error:
        raise InputError(
            f"the file cannot be read as {layout.encoding}: {error}.",
            code="bad_encoding",
            place=Place(file.name),
            remedy="Write its encoding into the recipe: `csv: {encoding: …}`.",
        ) from error
    return _numbered(file, out, layout.columns, max(long, default=LINE))


def _numbered(file: SourceFile, out: Path, names: tuple[str, ...], longest: int) -> Batch:
    """Rows that were written anew as plain CSV, each with its line in the file."""
    plain = Layout(",", '"', '"', "utf-8", True, names)
    line = "dp line"
    sql = _read_csv([str(out)], plain, (line, *names), longest=longest)
    columns = tuple(Column(name, "VARCHAR") for name in names)
    return Batch(Relation(sql, columns, literal(file.name), f"{quoted(line)}::BIGINT"), (file,))


def xlsx_batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    """One sheet of a workbook; its cells as text, dates as 2024-12-31."""
    for file in files:
        out = desk.folder / f"sheet-{len(list(desk.folder.glob('sheet-*')))}.csv"
        names: list[str] = []
        long: list[int] = []
        desk.refuse(desk, file.name, tidy_sheet(file, recipe.sheet, out, names, long, desk.most))
        yield _numbered(file, out, tuple(names), max(long, default=LINE))


def _read_csv(
    paths: list[str],
    layout: Layout,
    columns: Iterable[str],
    more: str = "ignore_errors = false",
    longest: int = LINE,
) -> str:
    named = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    return (
        f"SELECT * FROM read_csv({texts(paths)}, auto_detect = false, header = {str(layout.header).lower()}, "
        f"delim = {literal(layout.delimiter)}, quote = {literal(layout.quote)}, escape = {literal(layout.escape)}, "
        f"columns = {{{named}}}, filename = 'dp file', max_line_size = {longest}, {more})"
    )


def _name_of(files: Iterable[SourceFile]) -> str:
    """SQL for the name of a row's file, relative to the data folder."""
    root = {str(f.path): f.name for f in files}
    pairs = ", ".join(f"{literal(path)}: {literal(name)}" for path, name in root.items())
    return f'MAP {{{pairs}}}["dp file"]'


def parquet_batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    """Parquet with its own types; files of other columns or types are read apart."""
    shapes: dict[tuple[Column, ...], list[SourceFile]] = {}
    for file in files:
        try:
            shapes.setdefault(
                described(desk.connection, f"SELECT * FROM read_parquet({literal(str(file.path))})"), []
            ).append(file)
        except duckdb.Error as error:
            raise InputError(
                f"this file cannot be read as Parquet: {str(error).splitlines()[0]}",
                code="corrupt_file",
                place=Place(file.name),
                remedy="It may have been cut off on its way; fetch or write it again.",
            ) from error
    for columns, group in shapes.items():
        sql = (
            f"SELECT * FROM read_parquet({texts(str(f.path) for f in group)}, filename = 'dp file', "
            f"file_row_number = true){'' if desk.most is None else f' LIMIT {desk.most}'}"
        )
        yield Batch(Relation(sql, columns, _name_of(group), "file_row_number + 1"), tuple(group))


def described(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Column, ...]:
    """The columns of a query, without running it."""
    return tuple(Column(name, kind) for name, kind, *_ in connection.execute(f"DESCRIBE {sql}").fetchall())


def jsonl_batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    """JSON Lines: each line that is an object is a row, each of its keys a column; objects within stay JSON."""
    for file in files:
        encoding_of(file, sample_of(file), None)
        out, keys, long = _lines_file(desk), dict[str, None](), list[int]()
        desk.refuse(desk, file.name, _object_lines(file, out, keys, long, desk.most))
        yield _objects(file, out, keys, long)


def xes_batches(desk: Desk, files: list[SourceFile], recipe: Recipe) -> Iterator[Batch]:
    """Event logs in XES: each event is a row, with the attributes of its case beside its own."""
    for file in files:
        out, keys, long = _lines_file(desk), dict[str, None](), list[int]()
        with out.open("w", encoding="utf-8", newline="") as text:
            writer = csv.writer(text, lineterminator="\r\n")
            writer.writerow(["line", "raw"])
            for number, event in islice(log_events(file), desk.most):
                keys.update(dict.fromkeys(event))
                _write_line(writer, number, plain_line(event), long)
        yield _objects(file, out, keys, long)


def _lines_file(desk: Desk) -> Path:
    return desk.folder / f"lines-{len(list(desk.folder.glob('lines-*')))}.csv"


def _objects(file: SourceFile, out: Path, keys: Iterable[str], long: list[int]) -> Batch:
    """Objects that were written as lines of JSON, each of their keys a column."""
    shape = json.dumps(dict.fromkeys(keys, "VARCHAR"))
    columns = tuple(Column(name, "VARCHAR") for name in keys)
    plain = Layout(",", '"', '"', "utf-8", True, ())
    lines = _read_csv([str(out)], plain, ("dp line", "dp raw"), longest=max(long, default=LINE))
    fields = ", ".join(f"struct_extract(o, {literal(name)}) AS {quoted(name)}" for name in keys)
    parsed = f'SELECT *, json_transform("dp raw", {literal(shape)}) AS o FROM ({lines})'
    sql = f'SELECT {fields}, "dp line", "dp raw" FROM ({parsed})'
    return Batch(Relation(sql, columns, literal(file.name), '"dp line"::BIGINT', '"dp raw"'), (file,))


def _write_line(writer: Any, number: int, plain: str, long: list[int]) -> None:
    """One object; the room that a long one needs goes to `long`."""
    if len(plain) > LINE // 8:
        long.append(max(8 * len(plain), LINE))
    writer.writerow([number, plain])


def _object_lines(
    file: SourceFile, out: Path, keys: dict[str, None], long: list[int], most: int | None
) -> Iterator[Malformed]:
    """Write the lines that hold an object, with their numbers; yields the others. Room for long ones in `long`."""
    with open_bytes(file.path) as stream, out.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(["line", "raw"])
        for number, raw in enumerate(islice(stream, most), start=1):
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip()
            if not line:
                continue
            try:
                found = json.loads(raw, parse_constant=_no_number, parse_float=_finite)
            except (ValueError, RecursionError):
                yield Malformed(number, "not a JSON object", line)
                continue
            if not isinstance(found, dict):
                yield Malformed(number, "not a JSON object", line)
                continue
            keys.update(dict.fromkeys(found))
            plain = json.dumps(
                {key: value for key, value in found.items() if value is not None}, ensure_ascii=False
            )
            if not plain.isascii():
                plain = plain.encode("utf-8", "replace").decode("utf-8")  # lone surrogates are no text
            _write_line(writer, number, plain, long)


def _no_number(name: str) -> None:
    """NaN and Infinity are no JSON, yet common: they are read as nothing."""


def _finite(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


Reader = Callable[[Desk, list[SourceFile], Recipe], Iterator[Batch]]
READERS: dict[str, Reader] = {
    "csv": csv_batches,
    "parquet": parquet_batches,
    "jsonl": jsonl_batches,
    "xlsx": xlsx_batches,
    "xes": xes_batches,
}
