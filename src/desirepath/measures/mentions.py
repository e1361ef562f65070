"""Where do people talk about us?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import Field

from desirepath.measures import estimators
from desirepath.measures.distinct import of_units, one_each
from desirepath.measures.grid import rows_of
from desirepath.measures.measure import Measure, Params, Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.scores import TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir


class MentionParams(Params):
    kind: list[str] = Field(
        default_factory=lambda: ["mention", "review"], description="Kinds of events that are talk about us"
    )


def observations(scope: Scope, params: MentionParams) -> ir.Table:
    """One row a mention; `customer` is null when nobody knows who spoke. Counted by unit: its first one."""
    rows = _said(scope, params)
    if scope.unit != "row":
        groups = [*scope.unit_columns, "channel", *scope.keys]
        rows = one_each(of_units(scope, rows), groups, ["time", "event_id"])
    return rows.mutate(entered_at=rows.time)


def _said(scope: Scope, params: MentionParams) -> ir.Table:
    rows = scope.rows()
    return rows.filter(rows.kind.isin(params.kind))


def aggregate(scope: Scope, params: MentionParams) -> Mapping[str, ir.Table]:
    rows = observations(scope, params)
    counted = rows.aggregate(
        mentions=rows.count(), unlinked=rows.customer.isnull().sum(), by=["channel", *scope.keys]
    )
    return {"rows": counted}


def finish(scope: Scope, params: MentionParams, found: Mapping[str, list[Record]]) -> list[Row]:
    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        mentions, unlinked = record["mentions"] or 0, record["unlinked"] or 0
        value = estimators.count(mentions, unit="count")
        return value, {"linked": mentions - unlinked, "unlinked": unlinked}

    return rows_of(scope, found["rows"], number, own=["channel"], empty={"mentions": 0, "unlinked": 0})


def notes(scope: Scope, params: MentionParams, found: Mapping[str, list[Record]]) -> list[str]:
    told = []
    if scope.table_name == "journeys":
        told.append("Without a map only mentions by known customers are counted.")
    elif scope.customer_rules:
        told.append("Mentions by unknown people are left out: the filter is about customers.")
    return told


MENTIONS = Measure(
    name="mentions",
    version=1,
    family="mentions",
    title="Mentions",
    question="Where do people talk about us, and how often?",
    params=MentionParams,
    unit="count",
    unit_of_observation="mention or review, also of unknown people",
    tables=TABLES,
    keys=("channel",),
    counts="row",
    units=("customer", "account"),
    countable=_said,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={"linked": "by known customers", "unlinked": "by people nobody knows"},
    when_empty="no row for a channel without mentions",
    small_n="Counts are shown however small.",
    does_not_answer="Whether the talk is kind (stars, feeling).",
    source="A count.",
)
MEASURES = (MENTIONS,)
