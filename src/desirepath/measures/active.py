"""How many customers are active, and how many of them are new?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.distinct import first_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, NoParams, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


def _own(scope: Scope, params: NoParams) -> ir.Table:
    rows = scope.rows()
    return rows.filter(rows.actor == "customer")


def observations(scope: Scope, params: NoParams) -> ir.Table:
    """One row an active customer (and period): their first own event in it; the outcome says new or returning."""
    import ibis

    own = _own(scope, params)
    first = first_rows(scope, own, scope.row_keys, previous=None if scope.row_keys else "prev_time")
    if scope.unit != "customer":
        first = _with_first_time(scope, first)
    # New are those whose very first own event is not before the dates and the period.
    returning = scope.is_first(first, "first_time") & first.first_time.notnull()
    return first.mutate(entered_at=first.time, outcome=ibis.ifelse(returning, "returning", "new"))


def _with_first_time(scope: Scope, rows: ir.Table) -> ir.Table:
    """Rows whose `first_time` is the first own event of their unit, by whichever of its customers."""
    everything = scope.view.tables["journeys"]
    unit = scope.unit_columns
    own = everything.filter(everything.actor == "customer")
    began = own.group_by(unit).aggregate(first_time=own.time.min())
    began = began.rename({f"began_{column}": column for column in unit})
    at = [rows[column] == began[f"began_{column}"] for column in unit]
    joined = rows.drop("first_time").inner_join(began, at)
    return joined.drop(*(f"began_{column}" for column in unit))


def aggregate(scope: Scope, params: NoParams) -> Mapping[str, ir.Table]:
    first = observations(scope, params)
    counted = first.aggregate(people=first.count(), new=(first.outcome == "new").sum(), by=scope.keys)
    return {"rows": counted}


def finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people, new = record["people"] or 0, record["new"] or 0
        return estimators.count(people), {"new": new, "returning": people - new}

    return rows_of(scope, found["rows"], number, empty={"people": 0, "new": 0})


ACTIVE = Measure(
    name="active",
    version=1,
    family="active",
    title="Active customers",
    question="How many customers do something, and how many of them are new?",
    params=NoParams,
    unit="people",
    unit_of_observation="customer",
    tables=("journeys",),
    units=("customer", "account", "session"),
    countable=_own,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "new": "their very first own event lies in the period (without one: in the dates)",
        "returning": "all others",
    },
    when_empty="0",
    small_n="Counts are shown however small.",
    does_not_answer="Whether the same people come back (repeat_within). What the company sent or a system did "
    "does not make a customer active.",
    source="Distinct customers with an event of their own.",
    example_by=("month",),
)
MEASURES = (ACTIVE,)
