"""How do customers find us?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.distinct import of_units, one_each
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


class FirstTouchParams(Params):
    of: Literal["channel", "touchpoint", "campaign_source"] = Field(
        "channel", description="What of the first contact to count by"
    )


def observations(scope: Scope, params: FirstTouchParams) -> ir.Table:
    """One row a customer whose first own event lies in the dates; an account stands for its first customer."""
    rows = scope.rows()
    if scope.unit != "customer":
        everybody = scope.view.tables["customers"]
        known = of_units(scope, everybody.filter(everybody.first_time.notnull()))
        first = one_each(known, scope.unit_columns, ["first_time", "customer"])
        rows = rows.semi_join(first.select("customer"), "customer")
    rows = rows.filter(rows.first_time.notnull())
    return rows.mutate(**{params.of: rows[f"first_{params.of}"]}, entered_at=rows.first_time)


def aggregate(scope: Scope, params: FirstTouchParams) -> Mapping[str, ir.Table]:
    rows = observations(scope, params)
    return {"rows": rows.aggregate(people=rows.count(), by=[params.of, *scope.keys])}


def finish(scope: Scope, params: FirstTouchParams, found: Mapping[str, list[Record]]) -> list[Row]:
    from desirepath.measures.scope import plain

    totals: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        key = tuple(plain(record[k]) for k in scope.keys)
        totals[key] = totals.get(key, 0) + record["people"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people = record["people"]
        of = totals.get(tuple(record[k] for k in scope.keys), 0)
        part = estimators.rate(people, of)
        shares = {"share": part.value, "share_low": part.low, "share_high": part.high}
        return estimators.count(people, of=of), shares

    return rows_of(scope, found["rows"], number, own=[params.of], empty={"people": 0})


FIRST_TOUCH = Measure(
    name="first_touch",
    version=1,
    family="first_touch",
    title="First touch",
    question="How do customers find us?",
    params=FirstTouchParams,
    unit="people",
    unit_of_observation="new customer",
    tables=("customers",),
    keys=("channel", "touchpoint", "campaign_source"),
    units=("customer", "account"),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "share": "people / all new customers (of the period)",
        "share_low": "its interval, Wilson",
        "share_high": "its interval, Wilson",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="What made them buy: the first contact is one of many. Contacts before the data begin are unseen.",
    source="Customers by the channel or touchpoint of their first own event, or the first campaign source ever seen.",
    example={"of": "campaign_source"},
)
MEASURES = (FIRST_TOUCH,)
