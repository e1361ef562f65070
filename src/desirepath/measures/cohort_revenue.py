"""How much money does a customer bring by some time after the start?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators, revenue
from desirepath.measures.cohort_money import CohortRevenueParams, Sum, money_of, sums_of
from desirepath.measures.cohorts import ENTRY, entries, matching
from desirepath.measures.counted import waiting_note
from desirepath.measures.each_cell import each_cell
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.periods import day_of
from desirepath.measures.result import Number, Row
from desirepath.measures.retention import OWN
from desirepath.measures.scope import Scope
from desirepath.science import intervals

if TYPE_CHECKING:
    import ibis.expr.types as ir


class CurveParams(CohortRevenueParams):
    mean: Literal["weighted", "simple"] = Field(
        "weighted", description='"weighted": everybody counts alike; "simple": every cohort counts alike'
    )


def _countable(scope: Scope, params: CohortRevenueParams) -> ir.Table:
    return matching(scope, scope.rows(), params.start, params.start_step)


def observations(scope: Scope, params: CohortRevenueParams) -> ir.Table:
    """One row a start and cell that its cohort has begun; the outcome says whether they had bought by its end."""
    import ibis

    starts = entries(scope, params)
    each = each_cell(scope, params, starts)
    bought = money_of(scope, params, starts)
    first = bought.group_by(ENTRY).aggregate(slot=bought.slot.min())
    first = first.rename(at_customer="customer", at_seq="seq")
    found = each.left_join(first, [each.customer == first.at_customer, each.seq == first.at_seq])
    bought_by_then = (found.slot <= found.place).fill_null(False)
    return found.mutate(outcome=ibis.ifelse(bought_by_then, "bought", "bought nothing"))


def mature(scope: Scope, params: CurveParams) -> ir.Table:
    """The people behind a mean: of cohorts that have lived through the cell."""
    found = observations(scope, params)
    return found.filter(found.over)


def aggregate(scope: Scope, params: CohortRevenueParams) -> Mapping[str, ir.Table]:
    starts = entries(scope, params)
    each, keys = money_of(scope, params, starts), ["cohort_number", *scope.keys]
    sums = {name: each[name].sum() for name in ("orders", "squares", "buyers")}
    return {
        "sizes": starts.aggregate(people=starts.count(), by=keys),
        "money": each.aggregate(total=each.worth.sum(), **sums, by=[*keys, "slot"]),
    }


def finish(scope: Scope, params: CohortRevenueParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        return _mean([record["sum"]]), _told([record["sum"]])

    records = [
        dict(zip(scope.keys, one.keys, strict=True))
        | {"cohort": day_of(one.cohort, params.period), "period": one.cell.period}
        | {"sum": one, "complete": one.over}
        for one in sums_of(scope, params, found)
    ]
    return rows_of(scope, records, number, own=OWN)


def finish_curve(scope: Scope, params: CurveParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        over: list[Sum] = record["over"]
        told = _told(over) | {"cohorts": len(over), "covers": record["covers"]}
        if params.mean == "weighted":
            return _mean(over), told
        means = [intervals.mean(one.size, float(one.total), one.squares) for one in over]
        return estimators.estimated(intervals.mean_of(means), sum(one.size for one in over), "money"), told

    lines: dict[tuple[Any, ...], Record] = {}
    for one in sums_of(scope, params, found):
        keys = dict(zip(scope.keys, one.keys, strict=True))
        line = lines.setdefault(
            (*one.keys, one.cell.period),
            keys | {"period": one.cell.period, "covers": one.cell.words, "over": []},
        )
        line["over"] += [one] if one.over else []
    return rows_of(scope, list(lines.values()), number, own=("period",))


def _mean(sums: Sequence[Sum]) -> Number:
    size, total = sum(one.size for one in sums), sum((one.total for one in sums), Decimal())
    return estimators.mean(size, float(total), sum(one.squares for one in sums), "money")


def _told(sums: Sequence[Sum]) -> dict[str, Any]:
    return {
        "size": sum(one.size for one in sums),
        "buyers": sum(one.buyers for one in sums),
        "orders": sum(one.orders for one in sums),
        "exact": f"{sum((one.total for one in sums), Decimal()):.2f}",
        "covers": sums[0].cell.words if sums else "",
    }


def notes(scope: Scope, params: CohortRevenueParams, found: Mapping[str, list[Record]]) -> list[str]:
    told = waiting_note([one.over for one in sums_of(scope, params, found)])
    return [*told, *revenue.notes(scope, params, {"silent": []})]


MONEY_WORDS = {
    "size": "customers of the cohort",
    "buyers": "of those, customers with an order by then",
    "orders": "their orders by then",
    "exact": "the sum of money by then, as a decimal text",
    "covers": "the cell in words",
}
RULES = (
    "All money from the start until the end of the cell, divided by all customers of the cohort, also those who bought "
    f"nothing; Student's t interval. {revenue.ORDER_RULE}"
)
COHORT_REVENUE = Measure(
    name="cohort_revenue",
    version=1,
    family="retention",
    title="Revenue per customer by cohort",
    question="How much money has a customer of each cohort brought by the end of each period after the start?",
    params=CohortRevenueParams,
    unit="money",
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
    more=MONEY_WORDS,
    when_empty="no row without a cohort; null for a cohort that nobody is in",
    small_n="Under 10 people nothing is drawn, under 30 only the interval.",
    does_not_answer="What they will bring (the forecast). Profit. A few large orders can carry a mean.",
    source=RULES,
    example={"within": "7d, 14d", "period": "week"},
)
COHORT_REVENUE_CURVE = Measure(
    name="cohort_revenue_curve",
    version=1,
    family="retention",
    title="Revenue per customer over all cohorts",
    question="How much money does a customer bring by each time after the start, over all cohorts that had the time?",
    params=CurveParams,
    unit="money",
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
    more=MONEY_WORDS | {"cohorts": "how many cohorts have lived through the cell: only they count"},
    when_empty="null when no cohort has lived through the cell",
    small_n="Under 10 people nothing is drawn, under 30 only the interval.",
    does_not_answer="What they will bring (the forecast). Each period rests on other cohorts: the later, the older.",
    source=RULES
    + " Simple: the mean of the means of cohorts; its interval is made of theirs, Zou and Donner (2008).",
    example={"within": "7d, 14d", "period": "week"},
)
MEASURES = (COHORT_REVENUE, COHORT_REVENUE_CURVE)
