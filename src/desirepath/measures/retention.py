"""Do customers come back, and in which period after they started?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.cohorts import ReturnParams, entries, matching
from desirepath.measures.counted import Count, counts_of
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import day_of
from desirepath.measures.result import Number, Row, show
from desirepath.measures.returning import observations, slots
from desirepath.measures.scope import Scope
from desirepath.science import intervals

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


class CurveParams(RetentionParams):
    mean: Literal["weighted", "simple"] = Field(
        "weighted",
        description='"weighted": everybody counts alike; "simple": every cohort counts alike, however small',
    )


def _countable(scope: Scope, params: RetentionParams) -> ir.Table:
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


def finish_curve(scope: Scope, params: CurveParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        over: list[Count] = record["over"]
        told = {"cohorts": len(over), "covers": record["covers"]}
        return _mean(params, over), added(over) | told

    lines: dict[tuple[Any, ...], Record] = {}
    for count in counts_of(scope, params, found):
        line = lines.setdefault(
            (*count.keys, count.cell.period),
            dict(zip(scope.keys, count.keys, strict=True))
            | {"period": count.cell.period, "covers": count.cell.words, "over": []},
        )
        if count.over:
            line["over"].append(count)
    return rows_of(scope, list(lines.values()), number, own=("period",))


def _base(params: RetentionParams, count: Count) -> int:
    return count.before if params.against == "previous" else count.size


def _is_bare(params: RetentionParams, count: Count) -> bool:
    """Whether the ratio has no doubt or no interval: the start itself, or people who were not all there before."""
    return count.cell.period == 0 or (params.against == "previous" and not params.narrows)


def _share(params: RetentionParams, count: Count) -> Number:
    of, still_open = _base(params, count), 0 if count.over else count.size - count.returned
    if _is_bare(params, count):
        return _bare(count.returned, of, still_open)
    return estimators.rate(count.returned, of, still_open=still_open)


def _mean(params: CurveParams, over: Sequence[Count]) -> Number:
    """Over cohorts that have lived through the cell: of all their people, or of their shares."""
    bare = any(_is_bare(params, count) for count in over)
    shares = [(count.returned, _base(params, count)) for count in over]
    returned, of = sum(back for back, _ in shares), sum(base for _, base in shares)
    if params.mean == "weighted":
        return _bare(returned, of) if bare else estimators.rate(returned, of, still_open=0)
    mean = intervals.mean_of_shares(shares)
    return estimators.estimated(intervals.Estimate(mean.value) if bare else mean, of, "share")


def _bare(part: int, whole: int, still_open: int = 0) -> Number:
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


def added(over: Sequence[Count]) -> dict[str, int]:
    """The people of several cohorts."""
    size, returned = sum(count.size for count in over), sum(count.returned for count in over)
    return {"size": size, "went_on": returned, "lost": size - returned}


def mature(scope: Scope, params: CurveParams) -> ir.Table:
    """The people behind a mean: of cohorts that have lived through the cell."""
    found = observations(scope, params)
    return found.filter(found.over)


def notes(scope: Scope, params: RetentionParams, found: Mapping[str, list[Record]]) -> list[str]:
    made = counts_of(scope, params, found)
    waiting = sum(not count.over for count in made)
    told = []
    if waiting:
        told.append(f"{waiting:,} of {len(made):,} cells are not over yet: they are left out of means.")
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
    countable=_countable,
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
RETENTION_CURVE = Measure(
    name="retention_curve",
    version=1,
    family="retention",
    title="Retention over all cohorts",
    question="How many customers come back in each period after their start, over all cohorts that had the time?",
    params=CurveParams,
    unit="share",
    better="high",
    unit_of_observation="customer, from the start",
    tables=("journeys",),
    keys=("period",),
    units=("customer", "account"),
    countable=_countable,
    observations=mature,
    aggregate=aggregate,
    finish=finish_curve,
    notes=notes,
    more={name: PEOPLE_WORDS[name] for name in ("went_on", "lost")}
    | {
        "size": "customers of the cohorts that count",
        "cohorts": "how many cohorts have lived through the cell: only they count",
        "covers": "the cell in words",
    },
    when_empty="null when no cohort has lived through the cell",
    small_n=SMALL,
    does_not_answer=NOT_ANSWERED + " Each period rests on other cohorts: the later, the older.",
    source=RULES
    + "Weighted: all who came back / all in these cohorts; Wilson (1927). Simple: the mean of the shares of "
    "cohorts; its interval is made of theirs, Zou and Donner (2008).",
    example={"period": "week", "periods": 4, "when": "or earlier"},
)
MEASURES = (RETENTION, RETENTION_CURVE)
