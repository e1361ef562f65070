"""From where to where do they go?"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING

import pyarrow as pa
from pydantic import Field

from desirepath.measures.distinct import one_each, people_and_rows
from desirepath.measures.edges import EDGE, LEFT, LINE, LOOP, OTHER, REST, Edges
from desirepath.measures.grid import rows_of
from desirepath.measures.kernels import SECOND
from desirepath.measures.measure import Measure, Record
from desirepath.measures.names import UNITS
from desirepath.measures.passages import passages
from desirepath.measures.result import Row
from desirepath.measures.scope import Scope
from desirepath.measures.visits import (
    MOVE,
    START,
    WAYS,
    VisitParams,
    are_stored,
    countable,
    scope_of,
    tables_of,
    visits,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


class FlowParams(VisitParams):
    most: int | None = Field(
        None,
        ge=1,
        description='Only so many of the most travelled edges, the rest in one row "other"; null: all',
    )
    times: bool = Field(False, description="Also the median and the 95 % quantile of the time between")


def _moves(scope: Scope, params: FlowParams) -> ir.Table:
    """One row a way into a visit, and one a way out of it that leads to no other visit.

    Columns: those of the unit, customer, seq, time, the keys, `way`, `from`, `to`, and `first`, where the log tells:
    whether the customer goes this way for the first time.
    """
    import ibis

    found = visits(scope, params)
    told = _told_by_log(scope, params)
    nowhere = ibis.null("string")
    entered = {"way": found.entered, "from": _source(found), "to": found.node}
    last = found.filter(found.left != MOVE)
    left = {"way": last.left, "from": last.node, "to": nowhere}
    if told:
        entered["first"], left["first"] = found.before_same.isnull(), ibis.literal(True)
    columns = dict.fromkeys([*scope.unit_columns, "customer", "seq", "time", *scope.keys])
    return found.select(*columns, **entered).union(last.select(*columns, **left))


def _source(found: ir.Table) -> ir.Value:
    """Where a visit was entered from: the one before, if it lies in the dates."""
    import ibis

    return ibis.ifelse(found.entered == MOVE, found.prev, ibis.null("string"))


def _told_by_log(scope: Scope, params: FlowParams) -> bool:
    """Whether the stored time of the same move before says which one is a customer's first.

    Dates cut journeys: the move before may then be cut itself, so moves are grouped by customer instead.
    """
    return are_stored(scope, params) and scope.start_utc is None and scope.period is None


def _with_rest(moves: ir.Table, most: int) -> ir.Table:
    """Moves of which only the most travelled edges keep their names, over all groups of a breakdown alike."""
    import ibis

    counted = moves.aggregate(moves=moves.count(), by=LINE)
    order = ibis.window(order_by=[ibis.desc("moves"), *LINE])
    ranked = counted.mutate(place=ibis.row_number().over(order))
    kept = ranked.filter(ranked.place < most).select(**{f"kept_{name}": ranked[name] for name in LINE})
    joined = moves.left_join(kept, [moves[name].identical_to(kept[f"kept_{name}"]) for name in LINE])
    named = {name: joined[f"kept_{name}"] for name in LINE}
    named["way"] = ibis.coalesce(joined.kept_way, ibis.literal(REST, type="int8"))
    return joined.mutate(**named).drop(*(f"kept_{name}" for name in LINE))


def observations(scope: Scope, params: FlowParams) -> ir.Table:
    """One row a customer and edge: their first such move in the dates."""
    import ibis

    scope = scope_of(scope, params)
    moves = _moves(scope, params)
    if params.most is not None:
        moves = _with_rest(moves, params.most)
    if params.most is None and "first" in moves.columns:
        firsts = moves.filter(moves["first"])
    else:
        within = dict.fromkeys([*scope.unit_columns, *LINE, *scope.keys])
        firsts = one_each(moves, [*within], ["time", "customer", "seq"])
    loop = (firsts.way == MOVE) & firsts["from"].identical_to(firsts["to"])
    words = [(firsts.way == way, word) for way, word in enumerate([*WAYS, OTHER])]
    return firsts.mutate(entered_at=firsts.time, edge=ibis.cases((loop, LOOP), *words))


def aggregate(scope: Scope, params: FlowParams) -> Mapping[str, ir.Table | pa.Table]:
    every = passages(scope, params)
    scope = scope_of(scope, params)
    asked: dict[str, ir.Table | pa.Table]
    asked = {"rows": _of_visits(scope, params)} if every is None else _of_everybody(scope, params, every)
    if params.times:
        found = _with_source(visits(scope, params))
        timed = found.filter(found.seconds.notnull())
        spread = {"median": timed.seconds.quantile(0.5), "p95": timed.seconds.quantile(0.95)}
        asked["times"] = timed.aggregate(**spread, by=["entered", "source", "node", *scope.keys])
    if params.most is not None:
        rest = _with_rest(_moves(scope, params), params.most)
        asked["rest"] = people_and_rows(scope, rest.filter(rest.way == REST), scope.keys)
    return asked


def _with_source(found: ir.Table) -> ir.Table:
    """Visits with `source`, where they were entered from, and the `seconds` since that one."""
    import ibis

    between = found.time.delta(found.left_time, unit="microsecond") / SECOND
    seconds = ibis.ifelse(found.entered == MOVE, between, ibis.null("float64"))
    return found.mutate(source=_source(found), seconds=seconds)


def _of_visits(scope: Scope, params: FlowParams) -> ir.Table:
    """Each visit is read once: lines into it are grouped, and those out of it that lead nowhere are added up there."""
    found = _with_source(visits(scope, params))
    by = ["entered", "source", "node", *scope.keys]
    sums = {
        "moves": found.count(),
        "seconds": found.seconds.sum(),
        "timed": found.seconds.count(),
        **{word: (found.left == way).sum() for way, word in LEFT.items()},
    }
    if _told_by_log(scope, params):
        return found.aggregate(people=found.before_same.isnull().sum(), **sums, by=by)
    each = found.aggregate(**sums, by=[*dict.fromkeys([*by, *scope.unit_columns])])
    totals = {name: each[name].sum() for name in sums}
    return each.aggregate(people=each.count(), **totals, by=by)


def _of_everybody(scope: Scope, params: FlowParams, every: ir.Table) -> dict[str, ir.Table | pa.Table]:
    """The same rows from what the build has counted, and `ends`: of each visit how many left it for no other one.

    Last visits are most of the rows, and have a name but nothing to add up: read apart they cost half as much. The
    moves are the same whenever they are asked.
    """
    import ibis

    came = every.filter(every.last_time.isnull())
    names = ("moves", "people", "seconds")
    rows = came.aggregate(**{name: came[name].sum() for name in names}, by=["prev", "node"])
    begins = rows.prev.isnull()
    rows = rows.mutate(
        entered=ibis.ifelse(begins, START, MOVE).cast("int8"),
        source=rows.prev,
        timed=ibis.ifelse(begins, 0, rows.moves),
    )
    last = every.filter(every.last_time.notnull())
    ends = last.aggregate(last=last.count(), ended=last.ended.sum(), by="node")
    map_id = scope.view.map.id if params.of == "step" and scope.view.map else None
    moves = scope.view.once(("moves", params.of, map_id), rows)
    return {"rows": moves, "ends": ends.mutate(still_open=ends["last"] - ends.ended, later=ibis.literal(0))}


def finish(scope: Scope, params: FlowParams, found: Mapping[str, list[Record]]) -> list[Row]:
    edges = Edges.of(scope_of(scope, params), found)
    lines, place = edges.most_travelled(params.most, found.get("rest", ()))
    rows = rows_of(edges.scope, lines, edges.number, own=EDGE)
    edge = itemgetter(*EDGE)
    return sorted(rows, key=lambda row: place.get(edge(row.keys), len(place)))


def notes(scope: Scope, params: FlowParams, found: Mapping[str, list[Record]]) -> list[str]:
    """How much of everything the most travelled edges are."""
    if params.most is None:
        return []
    travelled = [*Edges.of(scope_of(scope, params), found).by_travel.values()]
    if params.most >= len(travelled):
        return []
    share = sum(travelled[: params.most]) / sum(travelled)
    return [f"{params.most:,} of {len(travelled):,} edges are told apart: {share:.0%} of all moves."]


FLOW = Measure(
    name="flow",
    version=1,
    family="flow",
    title="Flow graph",
    question="From where to where do customers go, how often, and how long does it take?",
    params=FlowParams,
    unit="people",
    unit_of_observation="customer, once for each edge",
    tables=("journeys",),
    keys=EDGE,
    choose=tables_of,
    units=UNITS,
    countable=countable,
    observations=observations,
    aggregate=aggregate,
    finish=finish,
    notes=notes,
    more={
        "moves": "how often anybody went this way; of each node: moves in = moves out, whatever was asked",
        "share_out": "moves / all moves out of the same source",
        "share_in": "moves / all moves into the same target",
        "share": "people / everybody with a visit in the dates",
        "moves_each": "moves / people",
        "mean": "mean seconds from the last event of the one visit to the first of the next",
        "median": "median of these seconds, when `times` is asked",
        "p95": "95 % of these seconds are at most so long, when `times` is asked; both are null for other",
    },
    when_empty="no row",
    small_n="Counts are shown however small.",
    does_not_answer="Whether they reach a place later, after others (conversion, what_next). Customers of edges do "
    "not add up: one customer may go many ways. The dates cut journeys: `earlier` and `later` are moves from before "
    "them and to after them. A filter or breakdown on rows passes over all other rows. For the difference of two "
    "groups: desirepath compare flow.",
    source="Directly-follows graph: consecutive own events of a customer. `start` leads to the first, `end` from the "
    "last when nothing followed for as long as `ended_after` says, `open` when it is too early to tell; `loop` is a "
    "move to the same again. The most travelled edges stand first.",
    example={"times": True},
)
MEASURES = (FLOW,)
