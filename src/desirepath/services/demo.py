"""The samples, from nothing to a built workspace: the shop Loam, and made-up customers of the other templates."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desirepath.domain.templates import template
from desirepath.errors import ConflictError
from desirepath.lake.builds import Build, newest
from desirepath.progress import Report, silent
from desirepath.services.bringing import build_journeys, build_words, import_data
from desirepath.services.recipes import recipe_files
from desirepath.services.workspace import Workspace, create_folder, open_workspace

if TYPE_CHECKING:
    from desirepath.ingest.sample.trade import Outcome, Trade

LOAM = "fashion"
CUSTOMERS, PEOPLE, SEED = 6_000, 2_400, 1
MARK = "sample.json"
"""Says which sample a folder holds, so that nothing but a sample is ever overwritten."""


@dataclass(frozen=True)
class Wish:
    """Which sample is made; the same wish gives the same sample."""

    name: str
    customers: int
    seed: int
    effects: bool
    told: bool


@dataclass(frozen=True)
class Demo:
    workspace: Workspace
    summary: str


def make_demo(
    folder: Path,
    *,
    name: str = LOAM,
    customers: int | None = None,
    seed: int = SEED,
    effects: bool = True,
    told: bool = False,
    progress: Report = silent,
) -> Demo:
    """Make a sample in a folder, import and build it; the same wish twice does the work once.

    name : of the template, "fashion" being the shop Loam.
    effects : whether Loam's known effects are planted; other samples have none to switch off.
    told : whether its team has said and decided something: versions, comments, actions and a review.
    """
    wish = Wish(template(name).name, customers or _size(name), seed, effects, told)
    if _mark(folder) != {**asdict(wish), "done": True}:
        _clear(folder)
        create_folder(folder)
        _make_marked(folder, wish, progress)
    workspace = open_workspace(folder)
    build = newest(workspace.lake)
    if build is None:
        raise ConflictError(
            f"{folder} has lost its build.",
            code="demo_damaged",
            remedy="Delete the folder and run this again.",
        )
    return Demo(workspace, f"{workspace.settings.name}, made up, stands in {folder}.\n{build_words(build)}")


def fill_with_sample(
    workspace: Workspace, name: str = LOAM, *, progress: Report = silent
) -> tuple[Workspace, Build]:
    """Make a sample in a workspace in which nothing stands yet; its settings are then the sample's."""
    folder = workspace.root
    if recipe_files(workspace) or workspace.map_ids() or newest(workspace.lake):
        raise ConflictError(
            "The workspace is not empty, and a sample needs one of its own.",
            code="workspace_not_empty",
            remedy="Run: desirepath demo. It makes a sample in a folder of its own.",
        )
    wish = Wish(template(name).name, _size(name), SEED, effects=True, told=True)
    build = _make_marked(folder, wish, progress)
    return open_workspace(folder), build


def _size(name: str) -> int:
    return CUSTOMERS if template(name).name == LOAM else PEOPLE


def _make_marked(folder: Path, wish: Wish, progress: Report) -> Build:
    from desirepath.ingest.sample.trade import trade
    from desirepath.ingest.sample.workspace import END
    from desirepath.services.story import tell_story

    _write_mark(folder, {**asdict(wish), "done": False})
    given = trade(wish.name)
    outcome = _write(folder, wish, given, progress)
    workspace = open_workspace(folder)
    import_data(workspace, progress=progress)
    build = build_journeys(workspace, progress=progress)
    if wish.told:
        tell_story(workspace, given.story, end=END, outcome=outcome)
    _write_mark(folder, {**asdict(wish), "done": True})
    return build


def _write(folder: Path, wish: Wish, given: Trade, progress: Report) -> Outcome | None:
    """Write settings, recipes, map and data; what came of the experiment, where the generator knows."""
    from desirepath.ingest.sample import generate, write_workspace
    from desirepath.ingest.sample.trade import make_trade
    from desirepath.ingest.sample.workspace import END
    from desirepath.services.story import sample_map

    if given.walk is not None:
        (folder / "maps/main.yaml").write_text(sample_map(wish.name, given, END), "utf-8")
        return make_trade(folder, wish.name, given, customers=wish.customers, seed=wish.seed, end=END)
    generate(folder, seed=wish.seed, customers=wish.customers, effects=wish.effects, progress=progress)
    write_workspace(folder)
    return None


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
