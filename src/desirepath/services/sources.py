"""Where the data of a workspace come from, and bringing more: save the choices, import, build, draft a first map."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from desirepath.domain.problems import FileError
from desirepath.errors import InputError
from desirepath.export.tables import guarded
from desirepath.lake.inventory import quarantined, refused_rows
from desirepath.lake.inventory import sources as stored_sources
from desirepath.measures.result import Frozen
from desirepath.progress import Report, silent
from desirepath.services.bringing import Brought, build_journeys, import_data, told_build
from desirepath.services.choices import Choices
from desirepath.services.faults import faults
from desirepath.services.recipes import by_hand, loaded, recipe_files, saved
from desirepath.services.starting import draft_built_map
from desirepath.services.workspace import Workspace


class SourceCard(Frozen):
    """One source as the page lists it."""

    source: str
    files: list[str]
    kind: Literal["events", "traits"] = "events"
    events: int = 0
    newest: datetime | None = Field(None, description="Time of the newest event, UTC")
    rejected: int = 0
    reasons: dict[str, int] = Field(default_factory=dict)
    by_hand: bool = Field(False, description="The recipe says more than the page can change")
    broken: str | None = Field(None, description="Why the recipe cannot be read")


class SourceList(Frozen):
    """Every source, and whether anything was ever brought."""

    sources: list[SourceCard]
    empty: bool = Field(description="No source and no map: the sample shop may be set up here")
    limit_mb: int


def list_sources(workspace: Workspace) -> SourceList:
    """The sources that recipes name or the lake holds."""
    cards: dict[str, dict[str, Any]] = {}
    for path in recipe_files(workspace):
        recipe = loaded(path)
        if isinstance(recipe, FileError):
            cards[path.stem] = {"source": path.stem, "files": [], "by_hand": True, "broken": str(recipe)}
        else:
            files = [glob for globs in recipe.files.values() for glob in globs]
            cards[recipe.source] = {
                "source": recipe.source,
                "files": files,
                "kind": recipe.kind,
                "by_hand": by_hand(recipe),
            }
    for row in stored_sources(workspace.lake):
        card = cards.setdefault(row["source"], {"source": row["source"], "files": []})
        card |= {"events": row["events"], "newest": row["last"]}
    for row in quarantined(workspace.lake):
        card = cards.setdefault(row["source"], {"source": row["source"], "files": []})
        card["rejected"] = card.get("rejected", 0) + row["rows"]
        card["reasons"] = {**card.get("reasons", {}), row["reason"]: row["rows"]}
    return SourceList(
        sources=[SourceCard.model_validate(card) for _, card in sorted(cards.items())],
        empty=not cards and not workspace.map_ids(),
        limit_mb=workspace.settings.upload_limit_mb,
    )


def bring(
    workspace: Workspace, choices: Choices, *, replace: bool = False, progress: Report = silent
) -> Brought:
    """Import a file as chosen, build, and draft the first map where there is none.

    `replace` takes out all rows of the source first, for choices that were wrong before.
    """
    wrong = faults(choices)
    if wrong:
        raise InputError(wrong[0].message, code="bad_choices", remedy=wrong[0].remedy)
    with saved(workspace, choices) as name:
        source = choices.source if replace else None
        summary = import_data(workspace, [name], replace=source, progress=progress)[0]
    build = build_journeys(workspace, progress=progress)
    drafted = not workspace.map_ids() and build.summary["rows"]["journeys"] > 0
    if drafted:
        progress("draft", 0, None)
        draft_built_map(workspace, build)
        build = build_journeys(workspace, progress=progress)
    return Brought(
        source=summary.source,
        kind=choices.rows,
        rows=summary.rows,
        added=summary.added,
        repeated=summary.repeated,
        removed=summary.removed,
        rejected=summary.quarantined,
        warnings=summary.warnings,
        built=told_build(build),
        map=next(iter(workspace.map_ids()), None),
        drafted=drafted,
    )


def refused_csv(workspace: Workspace, source: str) -> str:
    """The rows of a source that could not be read, as a table for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["file", "line", "reason", "row"])
    for row in refused_rows(workspace.lake, source):
        writer.writerow([guarded(row[name]) for name in ("file", "line", "reason", "row")])
    return out.getvalue()
