"""Reading a CSV file line by line, for files that the fast reader stumbles over.

A malformed line costs itself and nothing else: a quotation mark that is opened and never closed would swallow the
rest of the file, so a record that does not come out well is put aside with its first line only, and reading goes
on at the next. Line numbers are those an editor shows.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, TextIO

from desirepath.ingest.files import SourceFile, open_bytes
from desirepath.ingest.layout import Layout

LONGEST_RECORD = 1_000
"""Lines that one record may span."""

LONGEST_LINE = 16_000_000
"""Characters in one line, or one field."""


class Record(NamedTuple):
    """One record of the file: the number of its first line, its fields, and about how long it is."""

    line: int
    fields: list[str]
    size: int


@dataclass(frozen=True)
class Malformed:
    """A line that is no record, and why."""

    line: int
    reason: str
    text: str


def records(lines: Iterable[str], layout: Layout) -> Iterator[Record | Malformed]:
    """The records of a file, header included, given its lines with their ends."""
    csv.field_size_limit(LONGEST_LINE)
    numbered = enumerate(lines, start=1)
    ahead: deque[tuple[int, str]] = deque()
    width = len(layout.columns)
    while True:
        first = ahead.popleft() if ahead else next(numbered, None)
        if first is None:
            return
        number, line = first
        bare = line.rstrip("\r\n")
        if not bare and width > 1:
            continue
        if len(line) > LONGEST_LINE:
            yield Malformed(number, "line is too long", bare[:LONGEST_LINE])
        elif layout.quote not in line:
            yield _checked(number, bare.split(layout.delimiter), bare, width)
        else:
            held = _until_closed(line, layout, islice(chain(_drain(ahead), numbered), LONGEST_RECORD))
            made = _checked_record(number, "".join([line, *(text for _, text in held)]), layout)
            if made is None:
                ahead.extendleft(reversed(held))
                made = Malformed(number, "quotation marks do not match", bare)
            yield made


def _drain(ahead: deque[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    while ahead:
        yield ahead.popleft()


def _until_closed(line: str, layout: Layout, more: Iterator[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that follow until every quotation mark is closed."""
    held: list[tuple[int, str]] = []
    marks = _marks(line, layout)
    length = len(line)
    while marks % 2:
        following = next(more, None)
        if following is None:
            break
        held.append(following)
        marks += _marks(following[1], layout)
        length += len(following[1])
        if length > LONGEST_LINE:
            break
    return held


def _marks(line: str, layout: Layout) -> int:
    if layout.escape == layout.quote:
        return line.count(layout.quote)
    return line.replace(layout.escape * 2, "").replace(layout.escape + layout.quote, "").count(layout.quote)


def _checked_record(number: int, text: str, layout: Layout) -> Record | Malformed | None:
    doubled = layout.escape == layout.quote
    reader = csv.reader(
        text.splitlines(keepends=True),
        delimiter=layout.delimiter,
        quotechar=layout.quote,
        doublequote=doubled,
        escapechar=None if doubled else layout.escape,
        strict=True,
    )
    try:
        found = list(reader)
    except csv.Error:
        return None
    if len(found) != 1:
        return None
    return _checked(number, found[0], text.rstrip("\r\n"), len(layout.columns))


def _checked(number: int, fields: list[str], text: str, width: int) -> Record | Malformed:
    if len(fields) != width:
        return Malformed(number, f"{len(fields)} columns instead of {width}", _printable(text))
    if not text.isascii() and _unreadable(text):
        return Malformed(number, "letters that are not in the file's encoding", _printable(text))
    return Record(number, fields, len(text))


def _unreadable(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _printable(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def open_text(file: SourceFile, layout: Layout) -> TextIO:
    """A file's text with line ends as they are; bytes outside the encoding become lone surrogates."""
    import io

    encoding = "utf-8-sig" if layout.encoding == "utf-8" else layout.encoding
    return io.TextIOWrapper(open_bytes(file.path), encoding=encoding, errors="surrogateescape", newline="")


def tidy(
    file: SourceFile, layout: Layout, out: Path, long: list[int], most: int | None = None
) -> Iterator[Malformed]:
    """Write the good records of a file as plain CSV with their line first; yields the malformed lines.

    For records beyond 256 kB the room they need goes to `long`.
    """
    with open_text(file, layout) as text, out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["line", *layout.columns])
        found = records(text, layout)
        if layout.header:
            next(found, None)
        for record in islice(found, most):
            if isinstance(record, Malformed):
                yield record
            else:
                if record.size > 256_000:
                    long.append(8 * record.size)
                writer.writerow([record.line, *record.fields])


def lines_of(
    file: SourceFile, layout: Layout, rows: Iterable[tuple[str | None, ...]]
) -> dict[tuple[str | None, ...], list[int]]:
    """The line numbers at which some rows stand; empty fields are None."""
    wanted: dict[tuple[str | None, ...], list[int]] = {row: [] for row in rows}
    with open_text(file, layout) as text:
        found = records(text, layout)
        if layout.header:
            next(found, None)
        for record in found:
            if isinstance(record, Record):
                at = wanted.get(tuple(field or None for field in record.fields))
                if at is not None:
                    at.append(record.line)
    return wanted
