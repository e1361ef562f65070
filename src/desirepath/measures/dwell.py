"""How long do customers stay?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.distinct import people_and_rows
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.lengths import SPREAD, mean_of, seconds_between, spread, spread_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import PlaceParams, countable, ordered, own_rows, scope_of, tables_of

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _visits(scope: Scope, params: PlaceParams) -> ir.Table:
    """One row a visit that begins in the dates: customer, seq, time, `node`, the keys, and `next_time`: when the next
    one of the same session began; null where it was the last."""
    import ibis

    scope = scope_of(scope, params).reading("next_time")
    plain = params.of != "step" and params.repeats and scope.row_rule is None and not scope.row_keys
    if not plain:
        return scope.in_range(ordered(replace(scope, unit="session"), params))
    # The log tells the next own event; it lies in the same session when the pause is not too long.
    rows = own_rows(scope, scope.rows())
    pause = ibis.interval(seconds=int(scope.view.session_gap.total_seconds()))
    same = (rows.next_time <= rows.time + pause).fill_null(False)
    then = ibis.ifelse(same, rows.next_time, ibis.null("timestamp(6)"))
    return rows.select("customer", "seq", "time", *scope.keys, node=rows[params.of], next_time=then)


def observations(scope: Scope, params: PlaceParams) -> ir.Table:
    """One row a visit; the outcome says whether another followed in the session, so that its length is known."""
    import ibis

    found = _visits(scope, params)
    outcome = ibis.ifelse(found.next_time.notnull(), "went_on", "last")
    seconds = seconds_between(found.next_time, found.time)
    return found.mutate(entered_at=found.time, outcome=outcome, seconds=seconds)


def aggregate(scope: Scope, params: PlaceParams) -> Mapping[str, ir.Table]:
    found = observations(scope, params)
    by = ["node", *scope.keys]
    people = people_and_rows(replace(scope, unit="customer"), found, by)
    return {"rows": found.aggregate(visits=found.count(), **spread(found.seconds), by=by), "people": people}


def finish(scope: Scope, params: PlaceParams, found: Mapping[str, list[Record]]) -> list[Row]:
    people = {(r["node"], *group_of(scope, r)): r["people"] for r in found["people"]}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return mean_of(record, "seconds"), {
            "visits": record["visits"],
            "last": record["visits"] - record["known"],
            "customers": people[(record["node"], *group_of(scope, record))],
            "last_share": estimators.share(record["visits"] - record["known"], record["visits"]),
            **spread_of(record),
        }

    return rows_of(scope, found["rows"], number, own=["node"])


DWELL = Measure(
    name="dwell",
    version=1,
    family="rhythm",
    title="Dwell time",
    question="How long do customers stay at a page, a touchpoint, a channel or a step?",
    params=PlaceParams,
    unit="seconds",
    unit_of_observation="visit that another one follows in the same session",
    tables=("journeys",),
    keys=("node",),
    choose=tables_of,
    counts="row",
    units=(),
    countable=countable,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "visits": "all visits = those the mean is of + last",
        "last": "visits that end their session: nobody knows how long they lasted, and they are in no mean",
        "customers": "customers with a visit",
        "last_share": "last / visits: where it is large, the mean is of few",
        **SPREAD,
    },
    when_empty="no row; null where every visit was the last of its session",
    small_n="Under 10 visits nothing is drawn, under 30 only the interval.",
    does_not_answer="How long the last visit of a session lasted, and whether anybody looked at it. A filter or a "
    "breakdown on rows passes over all other rows, as in flow: to look at one place take its row.",
    source="Time from the first event of a visit until the next visit of the same session, whatever it is; mean with "
    "Student's t interval. A visit is one event, or with `repeats=false` all of the same in a row; steps count events "
    "of customers only.",
    example={"of": "channel", "repeats": False},
)
MEASURES = (DWELL,)
