"""Importing: rows of files become events, traits and quarantine rows of a lake, in one commit a table."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter
from typing import Any

from desirepath.domain.problems import FileError, Problem
from desirepath.domain.yamlfile import Document
from desirepath.errors import ConflictError, DesirePathError, InputError, Place
from desirepath.ingest import child
from desirepath.ingest.recipe import Recipe, recipe_document
from desirepath.lake.files import DataFile
from desirepath.lake.lake import Lake
from desirepath.lake.tables import STORED
from desirepath.progress import Report, silent

UNDATED = {"no time", "time cannot be read"}


@dataclass(frozen=True)
class ImportSummary:
    """What an import did. `rows` are rows read; `added` is new in the lake, `repeated` was there or came twice."""

    source: str
    files: list[str]
    rows: int
    added: int
    repeated: int
    quarantined: dict[str, int] = field(default_factory=dict)
    removed: int = 0
    version: int | None = None
    seconds: dict[str, float] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def import_recipe(
    lake: Lake,
    recipe: Recipe | Path,
    folder: Path,
    *,
    received_at: datetime,
    replace: bool = False,
    progress: Report = silent,
    memory: str = "1500MB",
    threads: int | None = None,
    seconds: int = 3_600,
    helper: child.Helper | None = None,
) -> ImportSummary:
    """Bring the rows that a recipe speaks of into a lake.

    Importing the same rows again adds nothing; `replace` takes out all rows of the source first, in the same commit.
    Killed at any moment and run again, the result is the same as of one run.

    Parameters
        recipe       a Recipe, or the path of its file (messages then tell line and column)
        folder       the data folder; nothing outside of it is read
        received_at  UTC, naive; events later than 23 h after it are quarantined
        memory       bound of the reading engine; threads: its number, None for all cores
        seconds      of computing time that the reading process may use
        helper       the reading process, to share it among several imports; None starts one
    Raises InputError, NotFoundError, LimitError, ConflictError; the lake is then as it was.
    """
    document: Document | None = None
    if isinstance(recipe, Path):
        recipe, document = recipe_document(recipe.read_bytes(), str(recipe))
    with _alone(lake) as work:
        job = _job(lake, recipe, folder, work, received_at, replace, memory, threads, seconds)
        try:
            told = helper.run(job, progress) if helper else child.run(job, progress)
        except DesirePathError as error:
            raise _placed(error, document) from error
        _some(told, recipe)
        progress("write", 0, None)
        start = perf_counter()
        _commit(lake, told, recipe)
        told["seconds"]["write"] = round(perf_counter() - start, 3)
    kind = told[recipe.kind]
    return ImportSummary(
        source=recipe.source,
        files=told["files"],
        rows=told["rows"],
        added=kind["rows"],
        repeated=kind["repeated"],
        quarantined=told["reasons"],
        removed=told["left"].get(recipe.kind, {"rows": 0})["rows"],
        version=lake.version(recipe.kind),
        seconds=told["seconds"],
        warnings=[*told["warnings"], *_equal(kind["numbered"])],
    )


def _equal(rows: int) -> Iterator[str]:
    """That rows are the same in every column: an export may hold copies, or two things that nothing tells apart."""
    if rows == 1:
        yield "1 row equals another row and was counted as an event of its own."
    elif rows:
        yield f"{rows:,} rows equal another row and were counted as events of their own."


@contextmanager
def _alone(lake: Lake) -> Iterator[Path]:
    """A work folder inside the lake, for one import at a time; what a killed one left is cleared."""
    lake.root.mkdir(parents=True, exist_ok=True)
    with (lake.root / "import.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConflictError(
                f"Another import into {lake.root} is running.",
                code="import_running",
                remedy="Wait for its end.",
            ) from error
        works = lake.root / "import.work"
        if works.exists():
            shutil.rmtree(works)
        works.mkdir()
        try:
            # a name of its own: the child of a killed import may live for a moment longer
            yield Path(mkdtemp(dir=works)).resolve()
        finally:
            shutil.rmtree(works)


def _job(
    lake: Lake, recipe: Recipe, folder: Path, work: Path, received_at: datetime, replace: bool,
    memory: str, threads: int | None, seconds: int,
) -> dict[str, Any]:  # fmt: skip
    known = {table: _absolute(lake, table) for table in ("events", "traits", "quarantine")}
    return {
        "recipe": recipe.model_dump(mode="json", by_alias=True),
        "folder": str(work),
        "data": str(folder.absolute()),
        "received_at": _utc(received_at).isoformat(),
        "known": known,
        "replace": replace,
        "memory": memory,
        "threads": threads,
        "seconds": seconds,
    }


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _absolute(lake: Lake, table: str) -> list[str]:
    return [str(Path(path).resolve()) for path in lake.files(table)]


def _placed(error: DesirePathError, document: Document | None) -> DesirePathError:
    """An error about the recipe, with its line and column."""
    path = getattr(error, "path", None)
    if path is None or document is None:
        return error
    return FileError([Problem(document.place(tuple(path)), error.message, error.remedy, error.code)])


def _some(told: dict[str, Any], recipe: Recipe) -> None:
    """Refuse an import out of which nothing comes: the recipe or the file is wrong, not single rows."""
    place = Place(", ".join(told["files"][:3]))
    if told["rows"] == 0:
        raise InputError("there are no rows.", code="no_rows", place=place, remedy="Export the file again.")
    undated = sum(told["reasons"].get(reason, 0) for reason in UNDATED)
    good = told[recipe.kind]["rows"] + told[recipe.kind]["repeated"]
    if recipe.kind == "events" and not good and undated:
        columns = ", ".join(sorted({rule.time.column or "" for rule in recipe.events}))
        raise InputError(
            f'no row has a readable date in "{columns}".',
            code="no_dates",
            place=place,
            remedy="Name the right column under `time`, or write `date_format: day first` or a format like %d.%m.%Y.",
        )


def _commit(lake: Lake, told: dict[str, Any], recipe: Recipe) -> None:
    """Quarantine first, then what counts: killed between the two, the next run adds nothing twice."""
    others = [table for table in ("events", "traits") if table != recipe.kind]
    for table in ("quarantine", *others, recipe.kind):
        left = told["left"].get(table, {"remove": [], "files": []})
        files = [_adopt(lake, table, file) for file in [*told[table]["files"], *left["files"]]]
        if files or left["remove"]:
            lake.commit(table, files, STORED[table], "append", note=recipe.source, remove=left["remove"])


def _adopt(lake: Lake, table: str, file: dict[str, Any]) -> DataFile:
    """Move a finished file into its table's folder."""
    staged = Path(file["path"])
    folder = lake.folder(table)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{os.urandom(16).hex()}.parquet"
    staged.replace(target)
    found = target.stat()
    ends = {key: {"timestamp": _iso(file[key])} if file[key] else {} for key in ("low", "high")}
    return DataFile(
        target.name, found.st_size, int(found.st_mtime * 1000), file["rows"], ends["low"], ends["high"]
    )


def _iso(text: str) -> str:
    return datetime.fromisoformat(text).isoformat(timespec="microseconds")
