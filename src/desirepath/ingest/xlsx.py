"""Excel workbooks: the rows of one sheet as text, with dates and numbers as people meant them.

A workbook is a zip file of XML that may unpack without end, so what it says it unpacks to is bounded first; zip readers
never give more bytes than that. Rows are streamed; only the shared texts and styles are held.
"""

from __future__ import annotations

import csv
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from desirepath.errors import InputError, LimitError, Place, nearest
from desirepath.ingest.careful import Malformed
from desirepath.ingest.files import SourceFile
from desirepath.ingest.layout import column_names

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LARGEST_SHEET, LARGEST_OTHER = 8_000_000_000, 400_000_000
"""Unpacked bytes of a sheet, which is streamed, and of any other part, which is held."""

TITLES = 30
"""So many rows may stand above the names of the columns, such as a title and the day of the export."""

Row = tuple[int, list[str]]


def sheet_names(file: SourceFile) -> list[str]:
    """The sheets of a workbook that hold rows, in their order."""
    with _opened(file) as book:
        return [sheet.title for sheet in book.worksheets]


@contextmanager
def sheet_rows(file: SourceFile, sheet: str | None) -> Iterator[tuple[list[str], Iterator[Row | Malformed]]]:
    """Names of a sheet's columns, and its rows that are not empty with their numbers; of the first sheet by default."""
    with _opened(file) as book:
        chosen = _sheet(file, book, sheet)
        chosen.reset_dimensions()  # many programs write wrong ones
        numbered = ((n, _texts(row)) for n, row in enumerate(chosen.iter_rows(values_only=True), start=1))
        filled = ((n, row) for n, row in numbered if row)
        first = list(islice(filled, TITLES))
        head = next((at for at, (_, row) in enumerate(first) if sum(map(bool, row)) > 1), 0)
        names = column_names(first[head][1]) if first else []
        yield names, _fitted(chain(first[head + 1 :], filled), len(names))


def tidy_sheet(
    file: SourceFile, sheet: str | None, out: Path, names: list[str], long: list[int], most: int | None
) -> Iterator[Malformed]:
    """Write the rows of a sheet as plain CSV with their numbers; yields what is no row.

    The columns go to `names`; for rows beyond 256 kB the room they need goes to `long`.
    """
    with (
        sheet_rows(file, sheet) as (columns, rows),
        out.open("w", encoding="utf-8", newline="") as stream,
    ):
        names += columns
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["line", *columns])
        for row in islice(rows, most):
            if isinstance(row, Malformed):
                yield row
            else:
                size = sum(map(len, row[1]))
                if size > 256_000:
                    long.append(8 * size)
                writer.writerow([row[0], *row[1]])


@contextmanager
def _opened(file: SourceFile) -> Iterator[Workbook]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _bounded(file)
        with warnings.catch_warnings():  # about styles and extensions, which no row needs
            warnings.simplefilter("ignore")
            book = load_workbook(file.path, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except (BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError, zlib.error) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"this file cannot be read as an Excel workbook: {error}",
            code="corrupt_file",
            place=Place(file.name),
            remedy="Open it in Excel and save it again as .xlsx, or as CSV (UTF-8).",
        ) from error


def _bounded(file: SourceFile) -> None:
    with ZipFile(file.path) as parts:
        for part in parts.infolist():
            most = LARGEST_SHEET if part.filename.startswith("xl/worksheets/") else LARGEST_OTHER
            if part.file_size > most:
                raise LimitError(
                    f"the workbook is too large: {part.filename} unpacks to {part.file_size / 1e9:,.1f} GB.",
                    code="workbook_too_large",
                    place=Place(file.name),
                    remedy="Save the sheet as CSV (UTF-8) and bring that.",
                )


def _sheet(file: SourceFile, book: Workbook, name: str | None) -> Any:
    names = [sheet.title for sheet in book.worksheets]
    if not names:
        raise InputError(
            "the workbook has no sheet with rows.",
            code="no_rows",
            place=Place(file.name),
            remedy="Save it again with a sheet that holds the data.",
        )
    if name is not None and name not in names:
        raise InputError(
            f'the workbook has no sheet "{name}".',
            code="unknown_sheet",
            place=Place(file.name),
            remedy=nearest(name, names),
        )
    return book[name] if name is not None else book.worksheets[0]


def _texts(row: tuple[Any, ...]) -> list[str]:
    """The cells of a row as texts, without the empty ones at its end."""
    texts = [text_of(value) for value in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _fitted(rows: Iterator[Row], width: int) -> Iterator[Row | Malformed]:
    for number, row in rows:
        if len(row) > width:
            yield Malformed(number, f"{len(row)} columns instead of {width}", " | ".join(row))
        else:
            yield number, row + [""] * (width - len(row))


def text_of(value: Any) -> str:
    """A cell as text: dates as 2024-12-31, times without noise, whole numbers without a point.

    >>> text_of(12.0), text_of(0.1 + 0.2), text_of(datetime(2024, 12, 31, 18, 5)), text_of(None)
    ('12', '0.3', '2024-12-31 18:05:00', '')
    """
    for kind, write in WRITERS:
        if isinstance(value, kind):
            return write(value)
    return "" if value is None else str(value).strip()


def _number(value: float) -> str:
    """As a spreadsheet shows it, in fifteen digits: binary noise behind them is not meant."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{Decimal(f'{value:.15g}'):f}"


def _moment(value: datetime) -> str:
    """Whole seconds, for a day counted in binary parts of itself misses them by a hair."""
    whole = (value + timedelta(milliseconds=500)).replace(microsecond=0)
    near = whole if abs(whole - value) < timedelta(milliseconds=2) else value
    return str(near.date()) if near.time() == time() else near.isoformat(sep=" ")


WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda value: str(value).lower()),
    (float, _number),
    (datetime, _moment),
    (date, str),
    (timedelta, lambda value: str(value.total_seconds())),
)
