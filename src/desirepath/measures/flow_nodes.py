"""How many come to each place of the flow graph, how do they get there, and where are they last seen?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desirepath.measures import estimators
from desirepath.measures.distinct import one_each
from desirepath.measures.grid import group_of, rows_of
from desirepath.measures.measure import Measure, Record
from desirepath.measures.names import UNITS
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import (
    EARLIER,
    END,
    LATER,
    MOVE,
    OPEN,
    START,
    VisitParams,
    countable,
    scope_of,
    tables_of,
    visits,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

SUMS = ("visits", "started", "earlier", "came", "again", "went_on", "ended", "still_open", "later")


def observations(scope: Scope, params: VisitParams) -> ir.Table:
    """One row a customer and node: their first visit in the dates."""
    scope = scope_of(scope, params)
    found = visits(scope, params)
    within = dict.fromkeys([*scope.unit_columns, "node", *scope.keys])
    firsts = one_each(found, [*within], ["time", "customer", "seq"])
    return firsts.mutate(entered_at=firsts.time)


def aggregate(scope: Scope, params: VisitParams) -> Mapping[str, ir.Table]:
    scope = scope_of(scope, params)
    found = visits(scope, params)
    again = (found.entered == MOVE) & found.prev.identical_to(found.node)
    sums = {
        "visits": found.count(),
        "started": (found.entered == START).sum(),
        "earlier": (found.entered == EARLIER).sum(),
        "came": ((found.entered == MOVE) & ~again).sum(),
        "again": again.sum(),
        "went_on": (found.left == MOVE).sum(),
        "ended": (found.left == END).sum(),
        "still_open": (found.left == OPEN).sum(),
        "later": (found.left == LATER).sum(),
    }
    by = ["node", *scope.keys]
    each = found.aggregate(**sums, by=[*dict.fromkeys([*by, *scope.unit_columns])])
    return {"rows": each.aggregate(people=each.count(), **{n: each[n].sum() for n in sums}, by=by)}


def finish(scope: Scope, params: VisitParams, found: Mapping[str, list[Record]]) -> list[Row]:
    scope = scope_of(scope, params)
    everybody: dict[tuple[Any, ...], int] = {}
    for record in found["rows"]:
        group = group_of(scope, record)
        everybody[group] = everybody.get(group, 0) + record["started"] + record["earlier"]

    def number(record: Record) -> tuple[Number, dict[str, Any]]:
        people, of = record["people"], everybody[group_of(scope, record)]
        more = {name: record[name] for name in SUMS}
        # As many moves from a place to itself leave it as come to it.
        more["went_on"] -= record["again"]
        return estimators.count(people, of=of), {
            **more,
            "share": estimators.share(people, of),
            "visits_each": estimators.share(record["visits"], people),
        }

    return rows_of(scope, found["rows"], number, own=["node"])


FLOW_NODES = Measure(
    name="flow_nodes",
    version=1,
    family="flow",
    title="Places of the flow graph",
    question="How many customers come to each place of the flow graph, from where, and where do their journeys end?",
    params=VisitParams,
    unit="people",
    unit_of_observation="customer, once for each place",
    tables=("journeys",),
    keys=("node",),
    choose=tables_of,
    units=UNITS,
    countable=countable,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    more={
        "visits": "visits = started + earlier + came + again = went_on + again + ended + still_open + later",
        "started": "visits that are the first of a journey",
        "earlier": "visits whose one before lies before the dates",
        "came": "visits that came from another place",
        "again": "visits that came from the same place: loops",
        "went_on": "visits that another place followed",
        "ended": "visits that nothing followed for as long as `ended_after` says: last seen here",
        "still_open": "visits that nothing followed yet, when it is too early to tell",
        "later": "visits whose next one lies after the dates",
        "share": "people / everybody with a visit in the dates",
        "visits_each": "visits / people",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="Where they went (flow). Customers of places do not add up: one customer visits many.",
    source="The nodes of the directly-follows graph of `flow`, with the same visits.",
    example={"of": "step"},
)
MEASURES = (FLOW_NODES,)
