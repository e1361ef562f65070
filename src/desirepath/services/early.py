"""Look at customers' first days in the newest build, once for each build, map and question."""

from __future__ import annotations

from desirepath.domain.duration import seconds
from desirepath.errors import InputError
from desirepath.insights.early.design import Asked, Start, usual_start
from desirepath.insights.early.found import VERSION, EarlyFound, found_early
from desirepath.insights.forecast.purchases import DAY
from desirepath.progress import Report, silent
from desirepath.services.once import once, patient_reader
from desirepath.services.workspace import Workspace

MOST_DAYS = 30
"""Detectors look back so far; what happens later is no first experience either."""
SHORTEST, LONGEST = 14, 365


def early_of(
    workspace: Workspace,
    map_id: str,
    *,
    days: int = 14,
    horizon: int = 90,
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
        question = {"early": published.sha, "asked": [asked.start, days, horizon], "method": VERSION}
        inactive_after = None if silence is None else round(seconds(silence) / DAY)
        return once(
            workspace,
            view.data_version,
            EarlyFound,
            question,
            lambda: found_early(view, asked, inactive_after, progress),
        )


def _check(name: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise InputError(
            f"{given} {name} cannot be asked for.", code="bad_days", remedy=f"Ask for {least} to {most}."
        )
