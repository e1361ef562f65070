"""Do customers come back, and in which period after they started?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.cohorts import ReturnParams, entries, matching
from desirepath.measures.counted import Count, counts_of, waiting_note
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import day_of
from desirepath.measures.result import Number, Row, show
from desirepath.measures.returning import observations, slots
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

OWN = ("cohort", "period")


class RetentionParams(ReturnParams):
    against: Literal["cohort", "previous"] = Field(
        "cohort", description="Share of the cohort, or of those who came back in the period before"
    )

    @property
    def narrows(self) -> bool:
        """Whether who came back in a cell is always one of those of the cell before."""
        return self.when in ("or later", "in a row")


def countable(scope: Scope, params: RetentionParams) -> ir.Table:
    return matching(scope, scope.rows(), params.start, params.start_step)


def aggregate(scope: Scope, params: RetentionParams) -> Mapping[str, ir.Table]:
    starts, came = entries(scope, params), slots(scope, params)
    keys = ["cohort_number", *scope.keys]
    return {
        "sizes": starts.aggregate(people=starts.count(), by=keys),
        "returned": came.aggregate(people=came.count(), by=[*keys, "slot"]),
    }


def finish(scope: Scope, params: RetentionParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        count: Count = record["count"]
        return _share(params, count), _people(count) | {"size": count.size, "covers": count.cell.words}

    records = [
        dict(zip(scope.keys, count.keys, strict=True))
        | {"cohort": day_of(count.cohort, params.period), "period": count.cell.period}
        | {"count": count, "complete": count.over}
        for count in counts_of(scope, params, found)
    ]
    return rows_of(scope, records, number, own=OWN)


def base(params: RetentionParams, count: Count) -> int:
    return count.before if params.against == "previous" else count.size


def is_bare(params: RetentionParams, count: Count) -> bool:
    """Whether the ratio has no doubt or no interval: the start itself, or people who were not all there before."""
    return count.cell.period == 0 or (params.against == "previous" and not params.narrows)


def _share(params: RetentionParams, count: Count) -> Number:
    of, still_open = base(params, count), 0 if count.over else count.size - count.returned
    if is_bare(params, count):
        return bare(count.returned, of, still_open)
    return estimators.rate(count.returned, of, still_open=still_open)


def bare(part: int, whole: int, still_open: int = 0) -> Number:
    return Number(
        value=estimators.share(part, whole),
        n=whole,
        numerator=part,
        denominator=whole,
        still_open=still_open,
        unit="share",
        show=show(whole),
    )


def _people(count: Count) -> dict[str, int]:
    others = count.size - count.returned
    return {
        "went_on": count.returned,
        "still_open": 0 if count.over else others,
        "lost": others if count.over else 0,
    }


def notes(scope: Scope, params: RetentionParams, found: Mapping[str, list[Record]]) -> list[str]:
    told = waiting_note([count.over for count in counts_of(scope, params, found)])
    if params.when == "or later":
        told.append("Older cohorts had more time to come back later: compare the same period only with care.")
    if params.join == "every":
        told.append("Who starts in several periods is in several cohorts.")
    return told


PEOPLE_WORDS = {
    "went_on": "customers who came back in this cell",
    "still_open": "have not, and the cell is not over for the whole cohort",
    "lost": "have not, and it is over",
}
SMALL = "Under 10 people no share is drawn, under 30 only its interval."
NOT_ANSWERED = (
    "Why they came back. Whether people of the first cohorts were new: the log knows nothing earlier. "
    "Filter and breakdown hold for the start, not for the return."
)
RULES = (
    "A cohort is everybody whose start lies in one period of the wall clock. Period 0 is that of the start: all of "
    "them. A named event counts whoever did it; a second row of the same event and order is no return. "
)
RETENTION = Measure(
    name="retention",
    version=1,
    family="retention",
    title="Retention by cohort",
    question="Of the customers who started in a period, how many came back in each period after it?",
    params=RetentionParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the start",
    tables=("journeys",),
    keys=OWN,
    units=("customer", "account"),
    countable=countable,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more=PEOPLE_WORDS | {"size": "customers of the cohort", "covers": "the cell in words"},
    when_empty="no row without a cohort; null for a cohort that nobody is in",
    small_n=SMALL,
    does_not_answer=NOT_ANSWERED,
    source=RULES
    + "Wilson (1927). A cell is complete when the last possible member of its cohort has lived through it.",
    example={"start": "Order Completed", "return": "Order Completed", "period": "week", "periods": 4},
)
MEASURES = (RETENTION,)
