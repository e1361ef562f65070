"""What did it look like for one of them? A few customers it happened to who were lost, as short time lines.

These answers name customers: only the page of the workspace's own server and the command line ask for them, and they
are never kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from desirepath.domain.map import Map
from desirepath.insights.pains.again import again
from desirepath.insights.pains.found import FoundPain
from desirepath.insights.pains.landmarks import first_rows
from desirepath.insights.pains.outcomes import outcome
from desirepath.insights.pains.place import Place
from desirepath.measures.result import Frozen
from desirepath.measures.struggles import RECENT_DAYS
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

QUARTERS = (0.5, 0.25, 0.75)
"""Who is shown, by how much they did: the one in the middle, one who did little, and one who did much."""
STOPS = 5
"""So many lines before the moment and after it are read."""


class Stop(Frozen):
    """What somebody did `times` times on one day, since `time` (local)."""

    time: datetime
    title: str
    step: str | None
    times: int


class ExampleJourney(Frozen):
    """One customer whom it happened to at the last stop of `until`; `more` stops before those are left out.

    `events` is how many they have in the 30 days before the moment and in the time given after it.
    """

    customer: str
    events: int
    more: int
    until: list[Stop]
    after: list[Stop]
    more_after: int


class PainExamples(Frozen):
    """Journeys of some of `lost` customers, the middle one by how much they did first, then the quartiles."""

    id: str
    lost: int
    outcome_words: str
    items: list[ExampleJourney]


def examples(view: View, pain: FoundPain) -> PainExamples:
    """Typical ones among those whom it happened to and who were then lost; the same for the same build."""
    plan = view.map
    assert plan is not None, "steps are those of a map"
    found, after = again(view, pain), _after(view, pain)
    events = _events(view, found.marks.place, after)
    lost = np.flatnonzero(found.lost)
    order = np.lexsort((found.marks.customers[lost], -found.marks.times[lost].astype("int64"), events[lost]))
    chosen = list(
        dict.fromkeys(int(lost[order[round(at * (len(lost) - 1))]]) for at in QUARTERS if len(lost))
    )
    rows = _rows(view, [found.marks.customers[at] for at in chosen])
    return PainExamples(
        id=pain.id,
        lost=len(lost),
        outcome_words=pain.outcome_words,
        items=[
            _journey(
                plan,
                [row for row in rows if row["customer"] == found.marks.customers[at]],
                found.marks.place,
                int(events[at]),
                after,
            )
            for at in chosen
        ],
    )


def _after(view: View, pain: FoundPain) -> timedelta:
    """The time that was given."""
    return timedelta(days=outcome(pain.outcome).days(view, Place(pain.step, pain.event)) or 0.0)


def _events(view: View, place: Place, after: timedelta) -> NDArray[np.int64]:
    """How many events each landmark's customer has around it, in the order of the landmarks."""
    import ibis

    first = first_rows(place.rows(view)).select("customer", "time")
    events = view.tables["journeys"].select("customer", then="time")
    pairs = first.inner_join(events, "customer")
    since = pairs.time - ibis.interval(days=RECENT_DAYS)
    until = pairs.time + ibis.interval(seconds=int(after.total_seconds()))
    near = pairs.filter((pairs.then >= since) & (pairs.then <= until))
    counted = near.group_by("customer").aggregate(events=near.count()).order_by("customer")
    found: NDArray[np.int64] = view.engine.to_arrow(counted)["events"].to_numpy()
    return found


def _rows(view: View, customers: list[str]) -> list[dict[str, Any]]:
    journeys, steps = view.tables["journeys"], view.tables["steps"]
    mine: ir.Table = journeys.filter(journeys.customer.isin(customers))
    at = steps.select("customer", "seq", "step")
    joined = mine.select("customer", "seq", "event", "time", "local").left_join(at, ["customer", "seq"])
    columns = joined.select("customer", "seq", "event", "time", "local", "step")
    found: list[dict[str, Any]] = view.engine.to_arrow(columns.order_by(["customer", "seq"])).to_pylist()
    return found


def _journey(
    plan: Map, rows: list[dict[str, Any]], place: Place, events: int, after: timedelta
) -> ExampleJourney:
    at = next(i for i, row in enumerate(rows) if (row["step"], row["event"]) == (place.step, place.event))
    moment = rows[at]["time"]
    before = [row for row in rows[:at] if row["time"] >= moment - timedelta(days=RECENT_DAYS)]
    later = [row for row in rows[at + 1 :] if row["time"] <= moment + after]
    titles = {step.id: step.title for step in plan.steps()}
    came, went = _stops(before, titles), _stops(later, titles)
    here = _stops(rows[at : at + 1], titles)
    return ExampleJourney(
        customer=rows[at]["customer"],
        events=events,
        more=max(0, len(came) - STOPS),
        until=came[-STOPS:] + here,
        after=went[:STOPS],
        more_after=max(0, len(went) - STOPS),
    )


def _stops(rows: Iterable[dict[str, Any]], titles: dict[str, str]) -> list[Stop]:
    """Neighbours of one day that say the same are one stop."""

    def said(row: dict[str, Any]) -> tuple[object, str | None, str]:
        return row["local"].date(), row["step"], titles.get(row["step"] or "", row["event"])

    found = []
    for (_, step, title), same in groupby(rows, said):
        times = list(same)
        found.append(Stop(time=times[0]["local"], title=title, step=step, times=len(times)))
    return found
