"""At which hours of which days of the week are customers active?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.cohorts import matching
from desirepath.measures.distinct import earliest, people_and_rows
from desirepath.measures.events import EventParams
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

OWN = ("weekday", "hour")
WEEKDAYS, HOURS = range(1, 8), range(24)


def _rows(scope: Scope, params: EventParams) -> ir.Table:
    rows = matching(scope, scope.reading("local").rows(), params.event, None)
    shown = rows.local
    return rows.mutate(weekday=(shown.day_of_week.index() + 1).cast("int64"), hour=shown.hour().cast("int64"))


def observations(scope: Scope, params: EventParams) -> ir.Table:
    """One row a customer, day of the week and hour: their first event in it."""
    first = earliest(scope, _rows(scope, params), [*OWN, *scope.keys])
    return first.mutate(entered_at=first.time)


def aggregate(scope: Scope, params: EventParams) -> Mapping[str, ir.Table]:
    return {"rows": people_and_rows(scope, _rows(scope, params), [*OWN, *scope.keys])}


def finish(scope: Scope, params: EventParams, found: Mapping[str, list[Record]]) -> list[Row]:
    whole: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        group = group_of(scope, record)
        whole[group] = whole.get(group, 0) + record["visits"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        events = record["visits"]
        share = estimators.share(events, whole.get(group_of(scope, record), 0))
        return estimators.count(record["people"]), {"events": events, "share": share}

    known = {"weekday": WEEKDAYS, "hour": HOURS}
    return rows_of(scope, found["rows"], number, own=OWN, known=known, empty={"people": 0, "visits": 0})


ACTIVITY_TIMES = Measure(
    name="activity_times",
    version=1,
    family="rhythm",
    title="Hours and days of activity",
    question="At which hours of which days of the week are customers active?",
    params=EventParams,
    unit="people",
    unit_of_observation="customer, once for each hour of the week",
    tables=("journeys",),
    keys=OWN,
    units=("customer", "account", "session"),
    countable=_rows,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "events": "events in this hour of the week; all 168 rows together are all events",
        "share": "events / all events",
    },
    when_empty="0",
    small_n="Counts are shown however small.",
    does_not_answer="Where customers are: hours are those of the workspace's wall clock. Customers of hours do not "
    "add up: one is active in many.",
    source="Weekday 1 is Monday, 7 Sunday; hour 13 is 13:00 to 13:59:59. When the clock goes forward the skipped hour "
    "has no events, when it goes back the repeated hour has those of both.",
)
MEASURES = (ACTIVITY_TIMES,)
