"""Which events there are: a misspelt name is an error with the nearest one, never an empty answer."""

from __future__ import annotations

from collections.abc import Iterable

from desirepath.errors import NotFoundError, nearest
from desirepath.measures.view import View


def check_events(view: View, names: Iterable[str], *others: str) -> None:
    """Raise NotFoundError for an event that neither the data nor the map know.

    `others` may be meant too, as ids of steps where those are understood as well. Without any data all names are right.
    """
    journeys = view.tables["journeys"]
    known = {row["event"] for row in view.records(journeys.select("event").distinct())} - {None}
    if not known:
        return
    if view.map is not None:
        known |= {event for step in view.map.steps() if step.match for event in step.match.event}
    for name in names:
        if name not in known:
            raise NotFoundError(
                f'No event is called "{name}".', code="unknown_event", remedy=nearest(name, [*known, *others])
            )
