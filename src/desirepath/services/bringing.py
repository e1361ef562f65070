"""Bring data in: import what recipes name, then build journeys and steps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desirepath import __version__
from desirepath.errors import ConflictError, NotFoundError, nearest
from desirepath.measures.result import Frozen
from desirepath.progress import Report, silent
from desirepath.services.cache import Cache
from desirepath.services.clock import now
from desirepath.services.engines import engine_of
from desirepath.services.workspace import Workspace

if TYPE_CHECKING:
    from desirepath.ingest.importer import ImportSummary
    from desirepath.lake.builds import Build


class Built(Frozen):
    """A finished build, as the page tells it."""

    build: str
    events: int
    customers: int
    words: str


class Brought(Frozen):
    """A finished import with the build after it, as the page tells it."""

    source: str
    kind: Literal["events", "traits"]
    rows: int
    added: int
    repeated: int
    removed: int
    rejected: dict[str, int]
    warnings: list[str]
    built: Built
    map: str | None
    drafted: bool


def recipe_paths(workspace: Workspace, names: Sequence[str] = ()) -> list[Path]:
    """The recipe files with these names, or all."""
    found = {path.stem: path for path in sorted((workspace.root / "recipes").glob("*.yaml"))}
    if not found:
        raise NotFoundError(
            f"{workspace.root / 'recipes'} holds no recipe.",
            code="no_recipe",
            remedy="Write one, or let one be proposed: desirepath new shop --from orders.csv.",
        )
    for name in names:
        if name not in found:
            raise NotFoundError(
                f'There is no recipe "{name}".', code="unknown_recipe", remedy=nearest(name, found)
            )
    return [found[name] for name in names] if names else list(found.values())


def import_data(
    workspace: Workspace,
    recipes: Sequence[str] = (),
    *,
    replace: str | None = None,
    progress: Report = silent,
) -> list[ImportSummary]:
    """Read the files of the named recipes (all by default) into the lake."""
    from desirepath.ingest.child import Helper
    from desirepath.ingest.importer import import_recipe
    from desirepath.ingest.recipe import load_recipe

    sources = {path: load_recipe(path).source for path in recipe_paths(workspace, recipes)}
    if replace is not None and replace not in sources.values():
        raise NotFoundError(
            f'No recipe brings the source "{replace}".',
            code="unknown_source",
            remedy=nearest(replace, sources.values()),
        )
    chosen = [path for path, source in sources.items() if replace is None or source == replace]
    with workspace.writing(), Helper() as helper:
        return [
            import_recipe(
                workspace.lake,
                path,
                workspace.data,
                received_at=now(),
                replace=replace is not None,
                progress=progress,
                helper=helper,
            )
            for path in chosen
        ]


def build_journeys(workspace: Workspace, *, progress: Report = silent) -> Build:
    """Build journeys, and the steps of every published map, from what was imported."""
    from desirepath.ingest.recipe import load_recipe
    from desirepath.journeys.build import build

    if workspace.lake.version("events") is None:
        raise ConflictError(
            f"Nothing has been imported into {workspace.root}.",
            code="nothing_imported",
            remedy="Run: desirepath import.",
        )
    with workspace.writing():
        stated = {
            recipe.source: recipe.complete_through
            for recipe in map(load_recipe, recipe_paths(workspace))
            if recipe.complete_through is not None
        }
        maps = {map_id: (published.map, published.sha) for map_id, published in workspace.maps().items()}
        done = build(
            workspace.lake,
            workspace.settings,
            maps,
            now=now(),
            code=__version__,
            progress=progress,
            stated=stated,
            engine=None if workspace.settings.engine == "duckdb" else engine_of(workspace.settings),
        )
        Cache(workspace.root / "cache").sweep()
    return done


def import_words(summary: ImportSummary) -> str:
    """A finished import in a few lines."""
    lines = [f"{summary.source}: {summary.added:,} new from {summary.rows:,} rows."]
    if summary.removed:
        lines.append(f"  replaced {summary.removed:,} rows that were stored before")
    if summary.repeated:
        lines.append(f"  {summary.repeated:,} were there already or came twice")
    lines += [f"  {count:,} quarantined: {reason}" for reason, count in summary.quarantined.items()]
    lines += [f"  {warning}" for warning in summary.warnings]
    return "\n".join(lines)


def told_build(build: Build) -> Built:
    """A finished build as the page tells it."""
    rows = build.summary["rows"]
    return Built(
        build=build.id, events=rows["journeys"], customers=rows["customers"], words=build_words(build)
    )


def build_words(build: Build) -> str:
    """A finished build in one sentence."""
    rows = build.summary["rows"]
    seconds = sum(build.summary["seconds"].values())
    return (
        f"Built {rows['journeys']:,} events of {rows['customers']:,} customers "
        f"and {len(build.maps)} {'map' if len(build.maps) == 1 else 'maps'} in {seconds:.1f} s."
    )
