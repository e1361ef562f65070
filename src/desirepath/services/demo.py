"""The sample shop, from nothing to a built workspace."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from desirepath.errors import ConflictError
from desirepath.lake.builds import newest
from desirepath.progress import Report, silent
from desirepath.services.bringing import build_journeys, build_words, import_data
from desirepath.services.workspace import Workspace, create_folder, open_workspace

MARK = "sample.json"
"""Says which shop a folder holds, so that nothing but a sample shop is ever overwritten."""


@dataclass(frozen=True)
class Demo:
    workspace: Workspace
    summary: str


def make_demo(
    folder: Path, *, customers: int = 6_000, seed: int = 1, effects: bool = True, progress: Report = silent
) -> Demo:
    """Make the sample shop in a folder, import and build it; the same wish twice does the work once."""
    wish = {"customers": customers, "seed": seed, "effects": effects}
    if _mark(folder) != {**wish, "done": True}:
        _clear(folder)
        create_folder(folder)
        _write_mark(folder, {**wish, "done": False})
        _make(folder, customers, seed, effects, progress)
        _write_mark(folder, {**wish, "done": True})
    workspace = open_workspace(folder)
    build = newest(workspace.lake)
    if build is None:
        raise ConflictError(
            f"{folder} has lost its build.",
            code="demo_damaged",
            remedy="Delete the folder and run this again.",
        )
    return Demo(
        workspace, f"{workspace.settings.name}, a made-up shop, stands in {folder}.\n{build_words(build)}"
    )


def _make(folder: Path, customers: int, seed: int, effects: bool, progress: Report) -> None:
    from desirepath.ingest.sample import generate, write_workspace

    generate(folder, seed=seed, customers=customers, effects=effects, progress=progress)
    write_workspace(folder)
    workspace = open_workspace(folder)
    import_data(workspace, progress=progress)
    build_journeys(workspace, progress=progress)


def _mark(folder: Path) -> dict[str, object] | None:
    path = folder / MARK
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


def _write_mark(folder: Path, mark: dict[str, object]) -> None:
    (folder / MARK).write_text(json.dumps(mark), "utf-8")


def _clear(folder: Path) -> None:
    """Make room: an older sample shop goes, anything else stays and is an error."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if _mark(folder) is None:
        raise ConflictError(
            f"{folder} exists and is not a sample shop.",
            code="folder_in_use",
            remedy="Choose another folder: desirepath demo --folder loam.",
        )
    shutil.rmtree(folder)
