"""How many customers get here?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.distinct import first_rows, people_and_rows
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, NoParams, Record
from desirepath.measures.names import UNITS
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope, plain

if TYPE_CHECKING:
    import ibis.expr.types as ir

ANY = {"journeys": "prev_time", "steps": "prev_any_step_time"}
STORED = {
    frozenset({"step"}): "prev_same_step_time",
    frozenset({"stage"}): "prev_same_stage_time",
    frozenset({"step", "channel"}): "prev_same_step_channel_time",
}
"""The column with the time of the customer's row before, of the same values of these breakdowns."""


def _acted(scope: Scope, rows: ir.Table) -> ir.Table:
    """Of journeys what the customer did; all rows of steps, whoever acted: a step says so by its rule."""
    return rows.filter(rows.actor == "customer") if scope.table_name == "journeys" else rows


def _split(scope: Scope) -> tuple[list[str], str | None]:
    """The breakdowns in which a customer may stand several times, and the pointer that knows it."""
    inner = [by.column for by in scope.by if by.of == "row"]
    if not inner:
        return [], ANY[scope.table_name]
    kinds = set(inner)
    if "step" in kinds:
        kinds.discard("stage")  # a step lies in one stage
    return inner, STORED.get(frozenset(kinds))


def observations(scope: Scope, params: NoParams) -> ir.Table:
    inner, previous = _split(scope)
    first = first_rows(scope, _acted(scope, scope.rows()), inner, previous=previous)
    return first.mutate(entered_at=first[scope.time_column])


def aggregate(scope: Scope, params: NoParams) -> Mapping[str, ir.Table]:
    _, previous = _split(scope)
    # Without breakdowns that it does not need, the base is one question however often a map asks for shares of it.
    bare = scope if scope.period else replace(scope, by=())
    base = _acted(bare, bare.everybody())
    return {
        "rows": people_and_rows(scope, _acted(scope, scope.rows()), scope.keys, previous=previous),
        "base": people_and_rows(bare, base, bare.period_keys, previous=ANY[scope.table_name]),
    }


def finish(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[Row]:
    at = scope.period_keys
    base = {tuple(plain(record[key]) for key in at): record["people"] or 0 for record in found["base"]}

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people, of = record["people"] or 0, base.get(tuple(record[key] for key in at), 0)
        share = estimators.share(people, of)
        return estimators.count(people, of=of), {"visits": record["visits"] or 0, "share": share}

    return rows_of(scope, found["rows"], number, empty={"people": 0, "visits": 0})


def notes(scope: Scope, params: NoParams, found: Mapping[str, list[Record]]) -> list[str]:
    """A filter that only the company's events meet finds nobody; the answer says why it is empty."""
    if scope.table_name != "journeys" or scope.where is None or any(r["people"] for r in found["rows"]):
        return []
    rows = scope.rows()
    others = scope.view.records(rows.aggregate(n=(rows.actor != "customer").sum()))[0]["n"] or 0
    told = f"{others:,} rows meet the filter, but customers did none of them: only their own acts are counted here."
    return [told] if others else []


REACH = Measure(
    name="reach",
    version=1,
    family="reach",
    title="Customers reached",
    question="How many customers get here?",
    params=NoParams,
    unit="people",
    unit_of_observation="customer",
    tables=("journeys", "steps"),
    units=UNITS,
    countable=lambda scope, params: _acted(scope, scope.rows()),
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "visits": "rows counted: one customer may come several times",
        "share": "people / everybody active in the dates and segment; of steps and stages: everybody at any step",
    },
    when_empty="0 people; the share is null when nobody was active",
    small_n="Counts are shown however small.",
    does_not_answer="Whether they came back (repeat_within) or went on (conversion). "
    "Rows of a breakdown do not add up to the total: one customer may use two channels.",
    source="Distinct customers with at least one row; of channels and touchpoints only what customers did themselves.",
    example_by=("step",),
)
MEASURES = (REACH,)
