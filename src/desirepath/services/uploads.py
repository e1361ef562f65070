"""Files that come by way of the browser: whole or not at all, under a safe name, and never over another file."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from desirepath.errors import ExternalError, InputError
from desirepath.ingest.files import OLD_OFFICE, PACKED, SUFFIXES, ZIPPED
from desirepath.measures.result import Frozen
from desirepath.services.workspace import Workspace

INCOMING = ".incoming"
"""Folder inside the data folder for what has not wholly come; recipes read files, and not in there."""

ENDING = re.compile(
    rf"({'|'.join(map(re.escape, SUFFIXES))})({'|'.join(map(re.escape, PACKED))})?$", re.IGNORECASE
)
LONGEST_NAME = 120
STALE_SECONDS = 3_600
MEGABYTE = 1_000_000

MAGIC = {"xlsx": (ZIPPED, OLD_OFFICE), "parquet": (b"PAR1",)}
"""How files of these formats begin; files of other formats begin with none of these."""
FOREIGN = (
    b"PK\x03\x04",
    b"PAR1",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"%PDF",
    b"GIF8",
    b"SQLi",
    b"\xd0\xcf\x11\xe0",
)


class Uploaded(Frozen):
    """A file that lies in the data folder now."""

    name: str
    size: int
    known: bool


@dataclass
class Incoming:
    """A file on its way. Write to it, then `keep` it; what is not kept is gone."""

    workspace: Workspace
    name: str
    stream: IO[bytes]
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    begin: bytes = b""

    def write(self, block: bytes) -> None:
        """Append a block; InputError as soon as the file is larger than the workspace allows."""
        self.size += len(block)
        check_size(self.workspace, self.size)
        self.begin = (self.begin + block[:16])[:16]
        self.digest.update(block)
        with _on_disk():
            self.stream.write(block)

    def keep(self) -> Uploaded:
        """Give the file its name: its own where that is free, the known file's where the bytes are the same."""
        _agrees(self.name, self.begin)
        with _on_disk():
            self.stream.flush()
            os.fchmod(self.stream.fileno(), 0o644)  # temporary files are for their owner alone
            os.fsync(self.stream.fileno())
            for name in _names(self.name):
                target = self.workspace.data / name
                try:
                    target.hardlink_to(self.stream.name)
                except FileExistsError:
                    if self._same(target):
                        return Uploaded(name=name, size=self.size, known=True)
                else:
                    return Uploaded(name=name, size=self.size, known=False)
        raise AssertionError("names never end")

    def _same(self, file: Path) -> bool:
        if not file.is_file() or file.stat().st_size != self.size:
            return False
        with file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest() == self.digest.digest()


@contextmanager
def incoming(workspace: Workspace, name: str) -> Iterator[Incoming]:
    """Take in a file; whatever ends this before `keep` leaves nothing behind."""
    safe = safe_name(name)
    folder = workspace.data / INCOMING
    with _on_disk():
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        part = NamedTemporaryFile(dir=folder, suffix=".part")  # noqa: SIM115 - closed below, whatever comes
    with part:
        yield Incoming(workspace, safe, part)


def check_size(workspace: Workspace, size: int) -> None:
    """InputError for a file that is larger than the workspace allows, also before it has come."""
    most = workspace.settings.upload_limit_mb
    if size > most * MEGABYTE:
        raise InputError(
            f"The file is larger than {most:,} MB.",
            code="upload_too_large",
            remedy="Split it, or pack it with gzip. Whoever runs the server may raise `upload_limit_mb` in "
            "workspace.yaml, or put the file into the folder data/ by hand.",
        )


def safe_name(given: str) -> str:
    """A file name without folders or signs that mean something to a shell, a glob or another system.

    >>> safe_name("../../etc/Bestellungen März (2).csv"), safe_name("C:\\\\x\\\\.orders?.CSV.gz")
    ('Bestellungen März (2).csv', 'orders-.CSV.gz')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    name = re.sub(r"[^\w .()+-]", "-", last).strip(" .")
    ending = ENDING.search(name)
    stem = name[: ending.start()] if ending else ""
    if ending is None or not stem.strip(" .-"):
        raise InputError(
            f"“{last}” is not a kind of file that can be read.",
            code="unknown_format",
            remedy=f"Bring one that ends with {', '.join(SUFFIXES)}; all but workbooks may be packed as .gz or .zst.",
        )
    while len((stem + ending[0]).encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return stem + ending[0]


def _names(name: str) -> Iterator[str]:
    """The name, then the name with a number: orders.csv.gz, orders-2.csv.gz, …"""
    yield name
    end = ENDING.search(name)
    stem, ending = (name[: end.start()], end[0]) if end else (name, "")
    yield from (f"{stem}-{number}{ending}" for number in count(2))


def _agrees(name: str, begin: bytes) -> None:
    """What the name says must be what the file begins with."""
    ending = ENDING.search(name)
    packed = begin.startswith((b"\x1f\x8b", b"\x28\xb5\x2f\xfd"))
    wanted = MAGIC.get(SUFFIXES[ending[1].lower()], ()) if ending else ()
    right = begin.startswith(wanted) if wanted else packed or not begin.startswith(FOREIGN)
    if not begin:
        raise InputError(f"“{name}” is empty.", code="empty_file", remedy="Export it again.")
    if not right:
        raise InputError(
            f"“{name}” does not hold what its ending says.",
            code="wrong_format",
            remedy="Give the file its right ending, or save it as CSV (UTF-8).",
        )


@contextmanager
def _on_disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ExternalError(
            "The disk of the server is full." if full else f"The file cannot be stored: {error.strerror}.",
            code="disk_full" if full else "file_not_writable",
            remedy="Make room, then bring the file again." if full else "Check who may write into data/.",
        ) from error


def _clear(folder: Path) -> None:
    """Take away what a killed server left; what is younger may still be on its way."""
    for part in folder.glob("*.part"):
        if time.time() - part.stat().st_mtime > STALE_SECONDS:
            part.unlink(missing_ok=True)
