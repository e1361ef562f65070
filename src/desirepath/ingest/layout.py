"""How a text file is written: encoding, delimiter and header, by the recipe and by the first lines."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from desirepath.errors import InputError, Place
from desirepath.ingest.files import SAMPLE, SourceFile, sample_of, unpacked
from desirepath.ingest.recipe import Csv

DELIMITERS = ",;\t|"
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class Layout:
    """How one CSV file is written."""

    delimiter: str
    quote: str
    escape: str
    encoding: str
    header: bool
    columns: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether DuckDB reads it as it stands."""
        return self.encoding in ("utf-8", "utf-8-sig", "ascii")


def encoding_of(file: SourceFile, sample: bytes, stated: str | None) -> str:
    """The encoding of a text file: by its mark, as stated, or UTF-8 when that fits."""
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding
    encoding = _known(file, stated) if stated else "utf-8"
    if b"\0" in sample[:4000] and "16" not in encoding and "32" not in encoding:
        raise _wrong_encoding(file, 1, "it holds zero bytes", "utf-16")
    if encoding == "utf-8":
        whole = -1 if len(sample) >= SAMPLE else None
        broken, sound, first = _broken_lines(sample.split(b"\n")[:whole])
        if (broken > sound and broken >= 3) or (broken and not sound and broken * 10 >= sample.count(b"\n")):
            raise _wrong_encoding(file, first, "its letters are not UTF-8", "cp1252")
    return encoding


def _known(file: SourceFile, stated: str) -> str:
    try:
        return codecs.lookup(stated).name
    except LookupError as error:
        raise InputError(
            f'"{stated}" is not an encoding.',
            code="bad_encoding",
            place=Place(file.name),
            remedy="Common ones are utf-8, cp1252 (Windows), latin-1 and utf-16.",
        ) from error


def likely_encoding(file: SourceFile) -> str | None:
    """Windows-1252 when more lines are broken as UTF-8 than hold letters of it; None for UTF-8 and for plain ASCII.

    The whole file is read, for the first name with an accent may stand at its end; never more than a line, or a
    sample of a longer one, is held. A mark at the file's beginning says more than this: see `encoding_of`.
    """
    with unpacked(file) as stream:
        broken, sound, _ = _broken_lines(iter(partial(stream.readline, SAMPLE), b""))
    return "cp1252" if broken > sound else None


def _broken_lines(lines: Iterable[bytes]) -> tuple[int, int, int]:
    """Lines with letters beyond ASCII that are not UTF-8, lines that are, and the first line that is not."""
    broken = sound = first = 0
    for number, line in enumerate(lines, start=1):
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            sound += 1
        except UnicodeDecodeError:
            broken += 1
            first = first or number
    return broken, sound, first


def _wrong_encoding(file: SourceFile, line: int, why: str, likely: str) -> InputError:
    return InputError(
        f"the file cannot be read as UTF-8: {why}.",
        code="bad_encoding",
        place=Place(file.name, line),
        remedy=f"Write its encoding into the recipe, likely `csv: {{encoding: {likely}}}`, or save it as UTF-8.",
    )


def layout_of(file: SourceFile, options: Csv) -> Layout:
    """How a CSV file is written, from the recipe and from its first lines."""
    sample = sample_of(file)
    encoding = encoding_of(file, sample, options.encoding)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    delimiter = options.delimiter or guess_delimiter(text, options.quote) or ","
    first = _first_record(text, delimiter, options.quote)
    if len(first) == 1:
        other = guess_delimiter(text, options.quote)
        if other and other != delimiter:
            raise InputError(
                f"only one column was found with the delimiter {_name(delimiter)}; "
                f"the lines look separated by {_name(other)}.",
                code="wrong_delimiter",
                place=Place(file.name, 1),
                remedy=f'Write `csv: {{delimiter: "{_shown(other)}"}}` into the recipe.',
            )
    columns = column_names(first) if options.header else [f"column_{n}" for n in range(1, len(first) + 1)]
    escape = options.escape or options.quote
    return Layout(delimiter, options.quote, escape, encoding, options.header, tuple(columns))


def _name(delimiter: str) -> str:
    return NAMES.get(delimiter, f'"{delimiter}"')


def _shown(delimiter: str) -> str:
    return "\\t" if delimiter == "\t" else delimiter


def _first_record(text: str, delimiter: str, quote: str) -> list[str]:
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote):
        if record:
            return record
    return [""]


def guess_delimiter(text: str, quote: str = '"') -> str | None:
    """The delimiter that cuts the first lines into the same number of columns, more than one; None when none does."""
    best: tuple[float, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter, quote)
        if not widths or widths[0] < 2:
            continue
        agree = sum(width == widths[0] for width in widths) / len(widths)
        if agree >= 0.5 and (best is None or (agree, widths[0]) > best[:2]):
            best = (agree, widths[0], delimiter)
    return best[2] if best else None


def _widths(text: str, delimiter: str, quote: str) -> list[int]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote)
    widths = []
    try:
        for record, _ in zip(reader, range(200), strict=False):
            if record:
                widths.append(len(record))
    except csv.Error:
        return widths
    return widths[:-1] if len(widths) > 1 and len(text) >= SAMPLE else widths


def column_names(header: list[str]) -> list[str]:
    """Names of columns that differ: an empty one is called by its position, a second "id" becomes "id_2"."""
    names: list[str] = []
    for position, given in enumerate(header, start=1):
        name = given.strip().lstrip("\ufeff") or f"column_{position}"
        while name in names:
            stem, _, number = name.rpartition("_")
            name = f"{stem}_{int(number) + 1}" if stem in names and number.isdigit() else f"{name}_2"
        names.append(name)
    return names
