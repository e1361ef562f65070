"""Which files a recipe means: where they are, their format, and how they are packed."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from desirepath.errors import InputError, NotFoundError, Place, nearest

SUFFIXES = {
    **dict.fromkeys((".csv", ".tsv", ".txt", ".psv"), "csv"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".jsonl", ".ndjson", ".json"), "jsonl"),
    **dict.fromkeys((".xlsx", ".xlsm"), "xlsx"),
    ".xes": "xes",
}
PACKED = (".gz", ".zst")
ZIPPED, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SAMPLE = 256_000


@dataclass(frozen=True)
class SourceFile:
    """One file to read: where it is, how messages and quarantine call it, and its format."""

    path: Path
    name: str
    format: str


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
            begin = _begin(path, root, name)
            named = form or format_of(path)
            _agree(begin, named, name)
            found[path] = SourceFile(path, name, named)
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


def _begin(path: Path, root: Path, name: str) -> bytes:
    """The first bytes of a file that may be read."""
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
    return begin


def _agree(begin: bytes, named: str, name: str) -> None:
    """Whether a file holds what its name or the recipe says."""
    if begin.startswith(ZIPPED) and named != "xlsx":
        raise InputError(
            "this looks like an Excel or zip file.",
            code="wrong_format",
            place=Place(name),
            remedy="Give an Excel workbook the ending .xlsx; unpack a zip file first.",
        )
    if begin.startswith(OLD_OFFICE):
        raise InputError(
            "this is a workbook of an old Excel, or one with a password.",
            code="wrong_format",
            place=Place(name),
            remedy="Save it as .xlsx without a password, or as CSV (UTF-8).",
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
            remedy="Write `format: csv`, `parquet`, `jsonl`, `xlsx` or `xes` into the recipe.",
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
        return cast(IO[bytes], gzip.open(path, "rb"))
    if packed == "zstd":
        import pyarrow as pa

        return io.BufferedReader(pa.CompressedInputStream(pa.OSFile(str(path)), "zstd"))
    return path.open("rb")


@contextmanager
def unpacked(file: SourceFile) -> Iterator[IO[bytes]]:
    """A file's bytes, unpacked. Raises InputError `corrupt_file` where that cannot be done."""
    try:
        with open_bytes(file.path) as stream:
            yield stream
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the file cannot be unpacked: {error}.",
            code="corrupt_file",
            place=Place(file.name),
            remedy="It may have been cut off on its way; fetch it again.",
        ) from error


def sample_of(file: SourceFile, size: int = SAMPLE) -> bytes:
    """The first bytes of a file, unpacked."""
    with unpacked(file) as stream:
        return stream.read(size)


def rows_in(file: SourceFile) -> int:
    """About how many rows a file has, by its size; 0 when that does not tell."""
    if file.format == "parquet":
        from pyarrow.parquet import read_metadata

        return int(read_metadata(file.path).num_rows)
    if file.format in ("xlsx", "xes") or packing(file.path) != "none":
        return 0
    sample = sample_of(file)
    lines = sample.count(b"\n") or 1
    return int(file.path.stat().st_size * lines / len(sample))


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
