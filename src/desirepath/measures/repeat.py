"""Do they do it again?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.domain.map import Duration
from desirepath.measures.distinct import earliest
from desirepath.measures.grid import rows_of
from desirepath.measures.later import with_later_time
from desirepath.measures.legs import NOBODY, OUTCOME_WORDS, Leg, outcome_number, outcomes, with_outcome
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


class RepeatParams(Params):
    event: list[str] = Field(
        default_factory=lambda: ["Order Completed"], min_length=1, description="Event that is repeated"
    )
    within: Duration | None = Field(
        None, description="How soon after the first time; null: ever so far, which favours older customers"
    )


def _done(scope: Scope, params: RepeatParams) -> ir.Table:
    rows = scope.rows()
    return rows.filter(rows.event.isin(params.event))


def observations(scope: Scope, params: RepeatParams) -> ir.Table:
    """One row a customer (or account): the first time ever, when it lies in the dates and meets the filter."""
    import ibis

    everything = scope.people()
    done = everything.filter(everything.event.isin(params.event))
    if scope.unit == "customer" and len(params.event) == 1:
        first = done.filter(done.prev_same_event_time.isnull())
        others = done.filter(done.prev_same_event_time.notnull())
    else:
        first, others = earliest(scope, done), done
    first = scope.in_range(scope.meeting(first))
    # A second row of the same order (updated, refunded) is no second order.
    entries = with_later_time(
        scope, first, others, lambda pair: ~(pair.order_id == pair.then_order_id).fill_null(False), "order_id"
    )
    if params.within is not None:
        leg = Leg("all", (), params.within)
        return with_outcome(scope, entries.mutate(leg=ibis.literal("all")), "leg", [leg])
    repeated = entries.went_on_at.notnull()
    # Without a time given nobody's time is ever over: who has not done it again is still open.
    entries = entries.mutate(went_on=repeated, ended=ibis.literal(False), entered_at=entries.time)
    return entries.mutate(outcome=ibis.ifelse(repeated, "went_on", "still_open"))


def aggregate(scope: Scope, params: RepeatParams) -> Mapping[str, ir.Table]:
    return {"rows": outcomes(observations(scope, params), scope.keys)}


def finish(scope: Scope, params: RepeatParams, found: Mapping[str, list[Record]]) -> list[Row]:
    from desirepath.measures import estimators

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        value, more = outcome_number(record)
        if params.within is None:
            value = estimators.rate(more["went_on"], more["entered"], still_open=more["still_open"])
        return value, more

    return rows_of(scope, found["rows"], number, empty=NOBODY)


def notes(scope: Scope, params: RepeatParams, found: Mapping[str, list[Record]]) -> list[str]:
    if params.within is not None:
        return []
    return ['Without "within" everybody counts, also who came yesterday: older customers look more loyal.']


REPEAT_WITHIN = Measure(
    name="repeat_within",
    version=1,
    family="repeat",
    title="Share who do it again",
    question="How many customers order again (or do anything else again) within a time after their first?",
    params=RepeatParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the first time ever",
    tables=("journeys",),
    units=("customer", "account"),
    countable=_done,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more=OUTCOME_WORDS,
    when_empty="null when nobody did it a first time, or nobody's time is over",
    small_n="Under 10 people whose time is over no share is drawn, under 30 only its interval.",
    does_not_answer="How often they come back. Filter and breakdown hold for the first time, not for the second. "
    "Rows with the same order_id are one order.",
    source="did it again in time / all whose time is over; Wilson (1927). First-time-ever cohorts.",
    example={"event": "Order Completed", "within": "120d"},
)
MEASURES = (REPEAT_WITHIN,)
