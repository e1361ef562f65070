"""The sample shop, from nothing to a built workspace."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from desirepath.errors import ConflictError
from desirepath.lake.builds import Build, newest
from desirepath.progress import Report, silent
from desirepath.services.bringing import build_journeys, build_words, import_data
from desirepath.services.recipes import recipe_files
from desirepath.services.workspace import Workspace, create_folder, open_workspace

CUSTOMERS, SEED = 6_000, 1
MARK = "sample.json"
"""Says which shop a folder holds, so that nothing but a sample shop is ever overwritten."""


@dataclass(frozen=True)
class Demo:
    workspace: Workspace
    summary: str


def make_demo(
    folder: Path,
    *,
    customers: int = CUSTOMERS,
    seed: int = SEED,
    effects: bool = True,
    progress: Report = silent,
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


def fill_with_sample(workspace: Workspace, *, progress: Report = silent) -> tuple[Workspace, Build]:
    """Make the sample shop in a workspace in which nothing stands yet; its settings are then the shop's."""
    folder = workspace.root
    if recipe_files(workspace) or workspace.map_ids() or newest(workspace.lake):
        raise ConflictError(
            "The workspace is not empty, and the sample shop needs one of its own.",
            code="workspace_not_empty",
            remedy="Run: desirepath demo. It makes the shop in a folder of its own.",
        )
    made = {"customers": CUSTOMERS, "seed": SEED, "effects": True}
    _write_mark(folder, {**made, "done": False})
    build = _make(folder, CUSTOMERS, SEED, True, progress)
    _write_mark(folder, {**made, "done": True})
    return open_workspace(folder), build


def _make(folder: Path, customers: int, seed: int, effects: bool, progress: Report) -> Build:
    from desirepath.ingest.sample import generate, write_workspace

    generate(folder, seed=seed, customers=customers, effects=effects, progress=progress)
    write_workspace(folder)
    workspace = open_workspace(folder)
    import_data(workspace, progress=progress)
    return build_journeys(workspace, progress=progress)


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
