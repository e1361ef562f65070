"""Which events there are: a misspelt name is an error with the nearest one, never an empty answer."""

from __future__ import annotations

from collections.abc import Iterable

from desirepath.errors import NotFoundError, nearest
from desirepath.measures.view import View


def check_events(view: View, names: Iterable[str], *others: str) -> None:
    """Raise NotFoundError for an event that neither the data nor the map know.

    `others` may be meant too, as ids of steps where those are understood as well. Without any data all names are right.
    """
    known = known_events(view)
    for name in names:
        if known and name not in known:
            raise NotFoundError(
                f'No event is called "{name}".', code="unknown_event", remedy=nearest(name, [*known, *others])
            )


def known_events(view: View) -> set[str]:
    """Names of the events in the data and on the map; none without any data."""
    journeys = view.tables["journeys"]
    known = {row["event"] for row in view.records(journeys.select("event").distinct())} - {None}
    if known and view.map is not None:
        known |= {event for step in view.map.steps() if step.match for event in step.match.event}
    return known
