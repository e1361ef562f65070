"""Which events there are: a misspelt name is an error with the nearest one, never an empty answer."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from desirepath.errors import NotFoundError, nearest
from desirepath.measures.measure import Params, Record
from desirepath.measures.view import View

ORDER = "Order Completed"


class EventParams(Params):
    event: list[str] | None = Field(
        None, min_length=1, description="Events that count, whoever did them; null: anything customers do"
    )


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
    known = {row["event"] for row in _named(view)} - {None}
    if known and view.map is not None:
        known |= {event for step in view.map.steps() if step.match for event in step.match.event}
    return known


def _named(view: View) -> list[Record]:
    rows = view.by_event("journeys", ["event"]).select("event").distinct()
    return view.records(view.once("events", rows) if view.is_whole("journeys") else rows)


def order_event(view: View) -> str | None:
    """What an order is called here: by its usual name, or else the most frequent event of that kind; null without."""
    import ibis

    if ORDER in known_events(view):
        return ORDER
    journeys = view.tables["journeys"]
    orders = journeys.filter((journeys.kind == "order") & journeys.event.notnull())
    counted = orders.group_by("event").aggregate(n=orders.count())
    found = view.records(counted.order_by([ibis.desc("n"), "event"]).limit(1))
    return str(found[0]["event"]) if found else None
