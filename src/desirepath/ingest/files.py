"""Which files a recipe means, and how they are written: format, compression, encoding, delimiter, header."""

from __future__ import annotations

import codecs
import csv
import gzip
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from desirepath.errors import InputError, NotFoundError, Place, nearest
from desirepath.ingest.recipe import Csv

SUFFIXES = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".psv"), "csv"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "jsonl"),
}
PACKED = (".gz", ".zst")
DELIMITERS = ",;\t|"
SAMPLE = 256_000
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it is, how messages and quarantine call it, and its format."""

    path: Path
    name: str
    format: str


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


def find_files(folder: Path, globs: Iterable[str], form: str | None) -> list[SourceFile]:
    """The files under a folder that some globs name, in order of name, each once."""
    if not folder.is_dir():
        raise NotFoundError(
            f"The data folder {folder} is not there.",
            code="no_folder",
            remedy="Name the folder that holds the files.",
        )
    root = folder.resolve()
    found: dict[Path, SourceFile] = {}
    for glob in globs:
        for path in _matching(root, glob):
            name = path.relative_to(root).as_posix()
            _readable(path, root, name)
            found[path] = SourceFile(path, name, form or format_of(path))
    return [found[path] for path in sorted(found)]


def _matching(root: Path, glob: str) -> list[Path]:
    if Path(glob).is_absolute() or ".." in Path(glob).parts:
        raise InputError(
            f'"{glob}" leads out of the data folder.',
            code="outside_folder",
            remedy="Write names relative to the data folder, without `..`.",
        )
    paths = [path for path in sorted(root.glob(glob)) if path.is_file()]
    if paths:
        return paths
    there = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*"))[:2000] if path.is_file()]
    raise NotFoundError(f'No file in {root} is called "{glob}".', code="no_file", remedy=nearest(glob, there))


def _readable(path: Path, root: Path, name: str) -> None:
    if not path.resolve().is_relative_to(root):
        raise InputError(
            f'"{name}" is a link that leads out of the data folder.',
            code="outside_folder",
            remedy="Copy the file into the data folder.",
        )
    try:
        with path.open("rb") as stream:
            begin = stream.read(4)
    except PermissionError as error:
        raise InputError(
            "this file may not be read.",
            code="no_permission",
            place=Place(name),
            remedy="Change its permissions.",
        ) from error
    if not begin:
        raise InputError(
            "the file is empty.",
            code="empty_file",
            place=Place(name),
            remedy="Export it again, or take it away.",
        )
    if begin == b"PK\x03\x04":
        raise InputError(
            "this looks like an Excel or zip file.",
            code="wrong_format",
            place=Place(name),
            remedy="Save it as CSV (UTF-8) and import that.",
        )


def format_of(path: Path) -> str:
    """The format of a file, by its name and, for Parquet, by its first bytes."""
    suffixes = [s.lower() for s in path.suffixes if s.lower() not in PACKED]
    named = SUFFIXES.get(suffixes[-1]) if suffixes else None
    with path.open("rb") as stream:
        if stream.read(4) == b"PAR1":
            return "parquet"
    if named is None:
        raise InputError(
            "the name of this file does not tell its format.",
            code="unknown_format",
            place=Place(path.name),
            remedy="Write `format: csv`, `parquet` or `jsonl` into the recipe.",
        )
    return named


def packing(path: Path) -> str:
    """How a file is packed, by its first bytes and whatever it is called: none, gzip or zstd."""
    with path.open("rb") as stream:
        begin = stream.read(4)
    return "gzip" if begin[:2] == b"\x1f\x8b" else "zstd" if begin == b"\x28\xb5\x2f\xfd" else "none"


def open_bytes(path: Path) -> IO[bytes]:
    """A file's bytes, unpacked."""
    packed = packing(path)
    if packed == "gzip":
        return gzip.open(path, "rb")
    if packed == "zstd":
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(pa.OSFile(str(path)), "zstd"))
    return path.open("rb")


def sample_of(file: SourceFile, size: int = SAMPLE) -> bytes:
    """The first bytes of a file, unpacked."""
    try:
        with open_bytes(file.path) as stream:
            return stream.read(size)
    except (OSError, EOFError) as error:
        raise InputError(
            f"the file cannot be unpacked: {error}.",
            code="corrupt_file",
            place=Place(file.name),
            remedy="It may have been cut off on its way; fetch it again.",
        ) from error


def rows_in(file: SourceFile) -> int:
    """About how many rows a file has, by its size; 0 when that does not tell."""
    if file.format == "parquet":
        from pyarrow.parquet import read_metadata

        return int(read_metadata(file.path).num_rows)
    if packing(file.path) != "none":
        return 0
    sample = sample_of(file)
    lines = sample.count(b"\n") or 1
    return int(file.path.stat().st_size * lines / len(sample))


def encoding_of(file: SourceFile, sample: bytes, stated: str | None) -> str:
    """The encoding of a text file: by its mark, as stated, or UTF-8 when that fits."""
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding
    encoding = _known(file, stated) if stated else "utf-8"
    if b"\0" in sample[:4000] and "16" not in encoding and "32" not in encoding:
        raise _wrong_encoding(file, 1, "it holds zero bytes", "utf-16")
    if encoding == "utf-8":
        broken, sound, first = _broken_lines(sample)
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


def _broken_lines(sample: bytes) -> tuple[int, int, int]:
    """Lines with letters beyond ASCII that are not UTF-8, lines that are, and the first line that is not."""
    broken = sound = first = 0
    for number, line in enumerate(sample.split(b"\n")[: -1 if len(sample) >= SAMPLE else None], start=1):
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


def without_copies(files: list[SourceFile]) -> tuple[list[SourceFile], list[str]]:
    """Files without those that equal an earlier one byte by byte, and the names of those left out."""
    sizes: dict[int, int] = {}
    for file in files:
        size = file.path.stat().st_size
        sizes[size] = sizes.get(size, 0) + 1
    seen: set[bytes] = set()
    kept, copies = [], []
    for file in files:
        digest = _digest(file.path) if sizes[file.path.stat().st_size] > 1 else None
        if digest in seen:
            copies.append(file.name)
            continue
        kept.append(file)
        if digest:
            seen.add(digest)
    return kept, copies


def _digest(path: Path) -> bytes:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").digest()
