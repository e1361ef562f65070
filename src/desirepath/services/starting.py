"""Begin a workspace: its folder, proposed recipes and a drafted map."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desirepath.domain.cells import FromCells, from_cells
from desirepath.domain.draft import EventFact, draft
from desirepath.domain.mapfile import dump as dump_map
from desirepath.domain.problems import FileError
from desirepath.domain.settings import Settings
from desirepath.domain.settingsfile import dump as dump_settings
from desirepath.domain.settingsfile import load as load_settings
from desirepath.domain.templates import template_text
from desirepath.errors import InputError, NotFoundError
from desirepath.progress import Report, silent
from desirepath.services.bringing import build_journeys, import_data
from desirepath.services.reading import Reader
from desirepath.services.workspace import SETTINGS_FILE, Workspace, create_folder, open_workspace, read_file

if TYPE_CHECKING:
    from desirepath.domain.map import Map
    from desirepath.lake.builds import Build


@dataclass(frozen=True)
class Proposal:
    """A recipe that was proposed for a file."""

    path: Path
    text: str
    warnings: list[str] = field(default_factory=list)


def start_workspace(
    folder: Path, *, name: str, timezone: str = "UTC", currency: str = "EUR", template: str | None = None
) -> Workspace:
    """Make an empty workspace; with a template it begins with a worked map."""
    text = template_text(template) if template else None
    settings = _checked(Settings.model_construct(name=name, timezone=timezone, currency=currency))
    create_folder(folder)
    (folder / SETTINGS_FILE).write_text(dump_settings(settings), "utf-8")
    if text:
        (folder / "maps" / "main.yaml").write_text(text, "utf-8")
    return open_workspace(folder)


def map_from_cells(workspace: Workspace, file: Path) -> FromCells:
    """Write the map "main" from a file of cells: a CSV, or what was copied from a spreadsheet."""
    read = from_cells(cells_text(file))
    (workspace.root / "maps" / "main.yaml").write_text(dump_map(read.map), "utf-8")
    return read


def cells_text(file: Path) -> str:
    """The text of a file that a spreadsheet wrote: UTF-8, else UTF-16, else as Windows writes it."""
    _require(file)
    content = read_file(file)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _require(file: Path) -> None:
    if not file.is_file():
        raise NotFoundError(
            f"There is no file {file}.", code="no_file", remedy="Check the name and the folder you are in."
        )


def _checked(settings: Settings) -> Settings:
    """Settings in the words of the settings file, without a place in a file that is not written yet."""
    try:
        return load_settings(dump_settings(settings))
    except FileError as error:
        first = error.problems[0]
        raise InputError(
            f"The settings cannot be used: {first.message}", code="bad_setting", remedy=first.remedy
        ) from error


@contextmanager
def undone_on_error(folder: Path) -> Iterator[None]:
    """A workspace that cannot be begun leaves nothing behind, so that the next try starts afresh."""
    was_there = folder.exists()
    try:
        yield
    except BaseException:
        if not was_there and folder.exists():
            shutil.rmtree(folder)
        raise


def propose_recipes(workspace: Workspace, files: Sequence[Path]) -> list[Proposal]:
    """Look at files and write a recipe for each into the workspace, for people to edit."""
    from desirepath.ingest.propose import propose

    settings = workspace.settings
    proposals = []
    for proposed in propose(
        [_brought(workspace, path) for path in files], timezone=settings.timezone, currency=settings.currency
    ):
        path = workspace.root / "recipes" / f"{proposed.recipe.source}.yaml"
        path.write_text(proposed.text, "utf-8")
        proposals.append(Proposal(path, proposed.text, list(proposed.warnings)))
    return proposals


def _brought(workspace: Workspace, file: Path) -> Path:
    """The file in the workspace's data folder: recipes name files there, and read no others.

    It is linked where the disk allows, so that a large file takes no space twice.
    """
    _require(file)
    there = workspace.data / file.name
    if not there.exists():
        try:
            there.hardlink_to(file.resolve())
        except OSError:
            shutil.copy2(file, there)
    return there


def draft_map(workspace: Workspace, *, progress: Report = silent) -> Map:
    """Draft the map "main" from what the recipes bring.

    The files are read into a lake that is thrown away, so that a recipe edited afterwards starts from nothing.
    """
    scratch = Path(tempfile.mkdtemp(prefix="draft-", dir=workspace.root))
    try:
        for name in ("recipes", "data"):
            (scratch / name).symlink_to(workspace.root / name)
        (scratch / "maps").mkdir()
        trial = replace(workspace, root=scratch)
        import_data(trial, progress=progress)
        facts = _facts(trial, build_journeys(trial, progress=progress))
    finally:
        shutil.rmtree(scratch)
    return _drafted(workspace, facts)


def draft_built_map(workspace: Workspace, build: Build) -> Map:
    """Draft the map "main" from what has been built already."""
    return _drafted(workspace, _facts(workspace, build))


def _facts(workspace: Workspace, build: Build) -> list[EventFact]:
    from desirepath.journeys.facts import event_facts

    with Reader(workspace) as reader:
        return event_facts(reader.engine, reader.table("journeys", build))


def _drafted(workspace: Workspace, facts: list[EventFact]) -> Map:
    if not facts:
        raise InputError(
            "The files hold no readable event of a customer, so no map can be drafted.",
            code="nothing_to_draft",
            remedy="Mend the recipe in recipes/, or begin with a template: desirepath new shop --template fashion.",
        )
    drafted = draft(facts, title=f"{workspace.settings.name}: from first to last")
    (workspace.root / "maps" / "main.yaml").write_text(dump_map(drafted), "utf-8")
    return drafted
