"""A workspace on disk: settings, recipes, maps and a lake in one folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from desirepath.domain import mapfile, settingsfile
from desirepath.domain.map import Map
from desirepath.domain.mapfile import MapFile
from desirepath.domain.settings import Settings
from desirepath.errors import ConflictError, ExternalError, NotFoundError, nearest

if TYPE_CHECKING:
    from desirepath.lake.lake import Lake

SETTINGS_FILE = "workspace.yaml"


@dataclass(frozen=True)
class PublishedMap:
    """A map file as it stands on disk, called by the name of its file; `sha` is the version of its text."""

    file: MapFile
    sha: str

    @property
    def map(self) -> Map:
        return self.file.map


@dataclass(frozen=True)
class Workspace:
    """The folder that holds everything of one business."""

    root: Path
    settings: Settings

    @property
    def lake(self) -> Lake:
        from desirepath.lake.lake import Lake

        return Lake(self.root / "lake")

    @property
    def data(self) -> Path:
        """Where relative file names in recipes start."""
        return self.root / "data"

    def map_ids(self) -> list[str]:
        return sorted(path.stem for path in (self.root / "maps").glob("*.yaml"))

    def published(self, map_id: str) -> PublishedMap:
        """The published map with this id; NotFoundError names the nearest."""
        if map_id not in self.map_ids():
            raise NotFoundError(
                f'There is no map "{map_id}" in {self.root / "maps"}.',
                code="unknown_map",
                remedy=nearest(map_id, self.map_ids()),
            )
        return _opened(read_file(self.root / "maps" / f"{map_id}.yaml"), map_id)

    def maps(self) -> dict[str, PublishedMap]:
        return {map_id: self.published(map_id) for map_id in self.map_ids()}

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Only one process imports or builds at a time; a second one gets a clear error."""
        import fcntl

        path = self.root / ".lock"
        with path.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ConflictError(
                    f"Another process is importing into or building {self.root}.",
                    code="workspace_busy",
                    remedy="Wait until it has finished, then run this again.",
                ) from None
            yield


@lru_cache(maxsize=32)
def _opened(content: bytes, map_id: str) -> PublishedMap:
    """A map by its text. A server is asked for the same one again and again, and YAML reads slowly."""
    file = mapfile.open_map(content, f"maps/{map_id}.yaml")
    named = replace(file, map=file.map.model_copy(update={"id": map_id}))
    return PublishedMap(named, hashlib.sha256(content).hexdigest())


def open_workspace(folder: str | os.PathLike[str]) -> Workspace:
    """Open the workspace in a folder; NotFoundError when there is none."""
    root = Path(folder).expanduser().resolve()
    path = root / SETTINGS_FILE
    if not path.is_file():
        raise NotFoundError(
            f"{root} is not a workspace: it has no {SETTINGS_FILE}.",
            code="no_workspace",
            remedy="Make one with: desirepath new shop --from orders.csv. Or try: desirepath demo.",
        )
    return Workspace(root, settingsfile.load(read_file(path), SETTINGS_FILE))


def read_file(path: Path) -> bytes:
    """The content of a file of the workspace; ExternalError when it may not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExternalError(
            f"{path} cannot be read: {error.strerror}.",
            code="file_not_readable",
            remedy="Check who may read it.",
        ) from error


def find_workspace(start: Path) -> Workspace:
    """The workspace that `start` lies in, or else the only one directly below it."""
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).is_file():
            return open_workspace(folder)
    below = sorted(path.parent for path in start.glob(f"*/{SETTINGS_FILE}"))
    if len(below) > 1:
        raise ConflictError(
            f"{start} holds several workspaces: {', '.join(path.name for path in below)}.",
            code="several_workspaces",
            remedy=f"Say which one: --workspace {below[0].name}.",
        )
    return open_workspace(below[0] if below else start)


def create_folder(folder: Path) -> None:
    """Make the folder of a new workspace; a folder that already holds one is left alone."""
    if (folder / SETTINGS_FILE).exists():
        raise ConflictError(
            f"{folder} already is a workspace.",
            code="workspace_exists",
            remedy="Choose another folder, or work on with: desirepath import, build, serve.",
        )
    try:
        for name in ("recipes", "maps", "data", "lake"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExternalError(
            f"{folder} cannot be made: {error.strerror}.",
            code="folder_not_writable",
            remedy="Choose a folder you may write to.",
        ) from error
