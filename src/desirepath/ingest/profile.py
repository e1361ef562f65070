"""What the values of a column look like, from the first rows of a file."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from desirepath.errors import InputError, Place
from desirepath.ingest.careful import Malformed, Record, open_text, records
from desirepath.ingest.files import SourceFile, find_files, open_bytes
from desirepath.ingest.layout import Layout, layout_of, likely_encoding
from desirepath.ingest.recipe import Csv
from desirepath.ingest.xes import first_events
from desirepath.ingest.xlsx import sheet_names, sheet_rows

ROWS = 5_000
"""Rows looked at."""

ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[a-zA-Z]{2,}$")
SLASHED = re.compile(r"^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:(,? |T)(.+))?$")
CLOCKS = ("%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%I:%M %p", "%I:%M:%S %p")


@dataclass(frozen=True)
class Look:
    """The first rows of a file: values as text by column, and how a CSV file is written."""

    file: SourceFile
    columns: dict[str, list[str]]
    rows: int
    layout: Layout | None = None
    times: frozenset[str] = frozenset()
    sheet: str | None = None
    sheets: tuple[str, ...] = ()

    def filled(self, name: str) -> float:
        """Share of rows in which a column stands."""
        return sum(1 for value in self.columns[name] if value) / self.rows if self.rows else 0.0

    def values(self, name: str) -> list[str]:
        return [value for value in self.columns[name] if value]

    def distinct(self, name: str) -> float:
        """Distinct values a row that has one; 1 when all differ."""
        values = self.values(name)
        return len(set(values)) / len(values) if values else 0.0

    def changing(self, name: str, one: str, time: str) -> float:
        """Share of the ids in column `one` that have several values of a column, and at several times."""
        held: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for key, value, at in zip(self.columns[one], self.columns[name], self.columns[time], strict=True):
            if key and value:
                held[key][0].add(value)
                held[key][1].add(at)
        return sum(len(v) > 1 and len(t) > 1 for v, t in held.values()) / len(held) if held else 0.0


@dataclass(frozen=True)
class Dates:
    """How times are written: the recipe's `date_format`, and whether that had to be guessed."""

    form: str | None
    said: str
    sure: bool = True


def look(path: Path, options: Csv | None = None, sheet: str | None = None) -> Look:
    """Read the first rows of a file. Raises InputError when it cannot be read.

    options, sheet : how a CSV file is written and which sheet of a workbook is meant, where somebody said so
    """
    file = find_files(path.parent, [glob_safe(path.name)], None)[0]
    taken = TAKERS[file.format](file, options or Csv(), sheet)
    if not taken.rows:
        raise InputError(
            "there are no rows.", code="no_rows", place=Place(file.name), remedy="Export the file again."
        )
    return taken


def glob_safe(name: str) -> str:
    """A file name as a glob that matches only itself."""
    return re.sub(r"([*?\[])", r"[\1]", name)


def _csv(file: SourceFile, options: Csv, sheet: str | None) -> Look:
    encoding = options.encoding or likely_encoding(file)
    layout = layout_of(file, options.model_copy(update={"encoding": encoding}))
    with open_text(file, layout) as text:
        found = records(text, layout)
        next(found, None)
        rows = [r.fields for r in islice(found, ROWS) if isinstance(r, Record)]
    columns = {name: [row[at].strip() for row in rows] for at, name in enumerate(layout.columns)}
    return Look(file, columns, len(rows), layout)


def _jsonl(file: SourceFile, options: Csv, sheet: str | None) -> Look:
    with open_bytes(file.path) as stream:
        rows = list(_objects(islice(stream, ROWS)))
    names = dict.fromkeys(name for row in rows for name in row)
    return Look(file, {name: [_text(row.get(name)) for row in rows] for name in names}, len(rows))


def _objects(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue  # the import tells of each such line
        if isinstance(found, dict):
            yield found


def _parquet(file: SourceFile, options: Csv, sheet: str | None) -> Look:
    import duckdb

    sql = f"SELECT * FROM read_parquet('{str(file.path).replace(chr(39), chr(39) * 2)}') LIMIT {ROWS}"
    with duckdb.connect() as connection:
        try:
            found = connection.execute(sql)
            names = [str(column[0]) for column in found.description or ()]
            rows = found.fetchall()
        except duckdb.Error as error:
            raise InputError(
                f"this file cannot be read as Parquet: {str(error).splitlines()[0]}",
                code="corrupt_file",
                place=Place(file.name),
                remedy="It may have been cut off on its way; fetch or write it again.",
            ) from error
    columns = {name: [_text(row[at]) for row in rows] for at, name in enumerate(names)}
    times = {n for at, n in enumerate(names) if any(isinstance(row[at], date) for row in rows)}
    return Look(file, columns, len(rows), None, frozenset(times))


def _xlsx(file: SourceFile, options: Csv, sheet: str | None) -> Look:
    names = tuple(sheet_names(file))
    with sheet_rows(file, sheet) as (columns, found):
        rows = [row[1] for row in islice(found, ROWS) if not isinstance(row, Malformed)]
    held = {name: [row[at] for row in rows] for at, name in enumerate(columns)}
    return Look(file, held, len(rows), sheet=sheet, sheets=names)


def _xes(file: SourceFile, options: Csv, sheet: str | None) -> Look:
    rows = first_events(file, ROWS)
    names = dict.fromkeys(name for row in rows for name in row)
    return Look(file, {name: [row.get(name, "").strip() for row in rows] for name in names}, len(rows))


TAKERS = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet, "xlsx": _xlsx, "xes": _xes}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return json.dumps(value, default=str) if isinstance(value, (dict, list)) else str(value).strip()


def share(values: Sequence[str], test: Any) -> float:
    """Share of values that pass a test."""
    return sum(1 for value in values if test(value)) / len(values) if values else 0.0


def number(text: str) -> float | None:
    """The number that a text is; a comma may stand for the point."""
    plain = text.strip(" €$£R").replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d{1,2}", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return None


def decimal_comma(values: Sequence[str]) -> bool:
    """Whether amounts are written as 1.234,56."""
    return share(values, lambda v: re.search(r",\d{1,2}\D*$", v) is not None) > 0.3


def is_iso(text: str) -> bool:
    if not re.match(r"\d{4}-\d{1,2}-\d{1,2}", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_epoch(text: str) -> bool:
    """Seconds, milli- or microseconds since 1970, between 1990 and 2100."""
    if not re.fullmatch(r"\d{9,16}(\.\d+)?", text):
        return False
    seconds = float(text)
    while seconds > 1e11:
        seconds /= 1e3
    return 6.3e8 < seconds < 4.2e9


def dates(values: Sequence[str]) -> Dates | None:
    """How the times of a column are written; None when it does not look like times."""
    if share(values, is_iso) > 0.8:
        return Dates(None, "is written as 2024-12-31")
    if share(values, is_epoch) > 0.95:
        return Dates(None, "counts from 1970")
    if (
        share(values, lambda v: re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])", v) is not None)
        > 0.95
    ):
        return Dates("%Y%m%d", "is written as 20241231")
    found = [match for value in values if (match := SLASHED.match(value))]
    return _slashed(found) if values and len(found) > 0.8 * len(values) else None


def _slashed(found: list[re.Match[str]]) -> Dates:
    first, second = max(int(m[1]) for m in found), max(int(m[3]) for m in found)
    sure = (first > 12) != (second > 12)
    day_first = first > 12 or not second > 12
    order = "the day stands first" if day_first else "the month stands first"
    sample = found[0]
    day, month = ("%d", "%m") if day_first else ("%m", "%d")
    stem = f"{day}{sample[2]}{month}{sample[2]}{'%y' if len(sample[4]) == 2 else '%Y'}"
    for clock in ("", *(f"{sample[5]}{c}" for c in CLOCKS if sample[5])):
        if all(_parses(m[0], stem + clock) for m in found):
            return Dates(stem + clock, order, sure)
    return Dates("day first" if day_first else "month first", order, sure)


def _parses(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)  # noqa: DTZ007 - only whether it parses
    except ValueError:
        return False
    return True
