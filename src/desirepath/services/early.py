"""Look at customers' first days in the newest build, once for each build, map and question."""

from __future__ import annotations

from desirepath.domain.duration import seconds
from desirepath.errors import InputError
from desirepath.insights.early.design import Asked, Start, usual_start
from desirepath.insights.early.found import VERSION, found_early
from desirepath.insights.early.result import EarlyFound
from desirepath.insights.forecast.purchases import DAY
from desirepath.progress import Report, silent
from desirepath.services.once import kept, once, patient_reader
from desirepath.services.reading import Reader
from desirepath.services.workspace import PublishedMap, Workspace

DAYS, HORIZON = 14, 90
MOST_DAYS = 30
"""Detectors look back so far; what happens later is no first experience either."""
SHORTEST, LONGEST = 14, 365


def early_of(
    workspace: Workspace,
    map_id: str,
    *,
    days: int = DAYS,
    horizon: int = HORIZON,
    start: Start | None = None,
    progress: Report = silent,
) -> EarlyFound:
    """What happened in the first days and goes along with staying; kept on disk by build.

    Raises ConflictError before the first build and when the map has changed since, and InputError for days or a
    horizon out of range.
    """
    _check("first days", days, 1, MOST_DAYS)
    _check("days watched after them", horizon, SHORTEST, LONGEST)
    published = workspace.published(map_id)
    silence = workspace.settings.forecast.inactive_after
    with patient_reader(workspace) as reader:
        view = reader.view(published)
        asked = Asked(start or usual_start(view), days, horizon)
        inactive_after = None if silence is None else round(seconds(silence) / DAY)
        return once(
            workspace,
            view.data_version,
            EarlyFound,
            _question(published, asked),
            lambda: found_early(view, asked, inactive_after, progress),
        )


def early_kept(workspace: Workspace, map_id: str) -> EarlyFound | None:
    """The usual question where somebody has asked it of this build: nobody opens a step to wait for it.

    Raises as `early_of` does.
    """
    published = workspace.published(map_id)
    with Reader(workspace) as reader:
        view = reader.view(published)
        asked = Asked(usual_start(view), DAYS, HORIZON)
        return kept(workspace, view.data_version, EarlyFound, _question(published, asked))


def _question(published: PublishedMap, asked: Asked) -> dict[str, object]:
    return {"early": published.sha, "asked": [asked.start, asked.days, asked.horizon], "method": VERSION}


def _check(name: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise InputError(
            f"{given} {name} cannot be asked for.", code="bad_days", remedy=f"Ask for {least} to {most}."
        )
