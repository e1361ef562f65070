"""On how many days do customers come?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.active_days import Interval, active_on
from desirepath.measures.events import EventParams
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import local, number_of
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope, plain

if TYPE_CHECKING:
    import ibis.expr.types as ir


class StickinessParams(EventParams):
    interval: Interval = Field(
        "day", description="Active on how many days, or in how many weeks (from Monday)"
    )


def observations(scope: Scope, params: StickinessParams) -> ir.Table:
    """One row an active customer, with `active`: on how many days of the dates, or in how many weeks."""
    found = active_on(scope, params.event, params.interval)
    return found.mutate(entered_at=found.time, active=found.length.cast("int64")).drop("length")


def aggregate(scope: Scope, params: StickinessParams) -> Mapping[str, ir.Table]:
    found = observations(scope, params)
    return {"rows": found.aggregate(people=found.count(), by=["active", *scope.keys])}


def finish(scope: Scope, params: StickinessParams, found: Mapping[str, list[Record]]) -> list[Row]:
    people: dict[tuple[Any, ...], int] = {}
    intervals: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        group = group_of(scope, record)
        people[group] = people.get(group, 0) + record["people"]
        intervals[group] = intervals.get(group, 0) + record["people"] * record["active"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        group = group_of(scope, record)
        of = people.get(group, 0)
        mean = estimators.share(intervals.get(group, 0), of)
        there = _intervals(scope, params.interval, record)
        return estimators.count(record["people"], of=of), {
            "share": estimators.share(record["people"], of),
            "mean": mean,
            "ratio": None if mean is None else estimators.share(mean, there),
        }

    most = max((record["active"] for record in found["rows"]), default=0)
    known = {"active": range(1, most + 1)}
    return rows_of(scope, found["rows"], number, own=["active"], known=known, empty={"people": 0})


def _intervals(scope: Scope, interval: Interval, record: Record) -> int:
    """How many days (weeks) the dates, or the period of the row, have as far as the data reach."""
    low, high = scope.bounds
    if scope.period:
        day = plain(record[scope.period_keys[0]])
        one = next((period for period in scope.periods if period.first_day == day), None)
        if one is not None:
            low, high = max(low, one.start), min(high, one.end)
    if high <= low:
        return 0
    first, last = (
        number_of(local(moment, scope.view.timezone).date(), interval)
        for moment in (low, high - timedelta(microseconds=1))
    )
    return last - first + 1


STICKINESS = Measure(
    name="stickiness",
    version=1,
    family="rhythm",
    title="Stickiness",
    question="How many customers are active on exactly one day, on two, on three?",
    params=StickinessParams,
    unit="people",
    unit_of_observation="customer, once in the dates",
    tables=("journeys",),
    keys=("active",),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "share": "people / all who are active in the dates (in the period of a breakdown)",
        "mean": "mean number of days (weeks) of all of them",
        "ratio": "mean / all days (weeks) of the dates or period, as far as the data reach: with days, the mean of "
        "the daily active / all active, as DAU/WAU by week and DAU/MAU by month",
    },
    when_empty="no row when nobody is active; 0 between",
    small_n="Counts are shown however small.",
    does_not_answer="Which days, and whether they still come (lifecycle, retention). Without dates or a period it "
    "favours customers who have been there for long.",
    source="The exact number of calendar days, or weeks, with at least one event: stickiness as PostHog defines it. "
    "Rows of one period add up to its active customers.",
    example_by=("week",),
)
MEASURES = (STICKINESS,)
