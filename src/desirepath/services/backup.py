"""A whole workspace in one file, and back: settings, recipes, maps, data, lake, and what people wrote."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desirepath.errors import ConflictError, ExternalError, InputError
from desirepath.progress import Report, silent
from desirepath.services.editing import open_desk
from desirepath.services.workspace import SETTINGS_FILE, Workspace, open_workspace
from desirepath.workspace.dump import dumped, load

STATE = "state"
LEFT_OUT = ("cache", ".lock", "build.work")
"""What is made anew by itself. The database itself is left out too: its rows are written as lines."""


@dataclass(frozen=True)
class BackedUp:
    path: Path
    files: int
    size: int


def back_up(workspace: Workspace, target: Path, *, progress: Report = silent) -> BackedUp:
    """Write everything of a workspace into one file. Nothing is imported or built meanwhile; editing goes on.

    The file appears when it is complete, so a backup that was cut off is never taken for one.
    """
    part = target.with_name(f"{target.name}.part")
    files = sorted(
        path for path in workspace.root.rglob("*") if path.is_file() and _belongs(workspace.root, path)
    )
    try:
        with workspace.writing(), tarfile.open(part, "w:gz", compresslevel=3) as archive:
            for done, path in enumerate(files):
                archive.add(path, arcname=str(path.relative_to(workspace.root)))
                progress("files", done + 1, len(files))
            desk = open_desk(workspace)
            for name, lines in dumped(desk.database):
                content = "".join(f"{line}\n" for line in lines).encode()
                entry = tarfile.TarInfo(f"{STATE}/{name}.jsonl")
                entry.size, entry.mode = len(content), 0o600
                archive.addfile(entry, io.BytesIO(content))
            desk.database.dispose()
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExternalError(
            f"{target} cannot be written: {error.strerror}.",
            code="file_not_writable",
            remedy="Choose a folder that exists and has room.",
        ) from error
    return BackedUp(target, len(files), target.stat().st_size)


def restore(source: Path, folder: Path) -> Workspace:
    """Make a workspace of a backup, in a folder that is not there yet or empty."""
    if folder.exists() and any(folder.iterdir()):
        raise ConflictError(
            f"{folder} is not empty.", code="folder_not_empty", remedy="Name a folder that is not there yet."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as place:
        made = Path(place) / "workspace"
        _unpack(source, made)
        desk = open_desk(open_workspace(made))
        tables = sorted((made / STATE).glob("*.jsonl"))
        order = {name: at for at, (name, _) in enumerate(dumped(desk.database))}
        tables = [path for path in tables if path.stem in order]
        tables.sort(key=lambda path: order[path.stem])
        load(desk.database, ((path.stem, path.read_text("utf-8").splitlines()) for path in tables))
        desk.database.dispose()
        for path in (made / STATE).iterdir():
            path.unlink()
        (made / STATE).rmdir()
        if folder.exists():
            folder.rmdir()
        os.replace(made, folder)  # noqa: PTH105  (a folder onto a name that is free)
    return open_workspace(folder)


def _unpack(source: Path, made: Path) -> None:
    try:
        with tarfile.open(source, "r:*") as archive:
            archive.extractall(made, filter="data")
    except (OSError, tarfile.TarError) as error:
        raise InputError(
            f"{source} is no backup that can be read: {error}.",
            code="bad_backup",
            remedy="Name a file that `desirepath backup` wrote.",
        ) from error
    if not (made / SETTINGS_FILE).is_file():
        raise InputError(
            f"{source} holds no workspace.",
            code="bad_backup",
            remedy="Name a file that `desirepath backup` wrote.",
        )


def _belongs(root: Path, path: Path) -> bool:
    first = path.relative_to(root).parts[0]
    return first not in LEFT_OUT and not first.startswith("state.db")
