"""A journey as a row of visits: what a customer did, used or stood at, each with the visit before and after it.

A visit is an own event, or the touchpoint, channel or step it belongs to. The dates asked cut a journey: a move counts
when both its ends lie in them. A filter or a breakdown on rows looks at the journey of these rows alone. So every
visit is entered in exactly one way and left in exactly one way, whatever was asked.
"""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from desirepath.domain.duration import seconds
from desirepath.domain.map import Duration
from desirepath.journeys.passages import EVENTS, STEPS
from desirepath.measures.distinct import of_units
from desirepath.measures.measure import Params
from desirepath.measures.periods import end_column, start_column
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

WAYS = ("start", "earlier", "move", "end", "open", "later")
"""How a visit is entered (it is the first, or the one before lies before the dates, or from another visit) or left (the
journey is over, may go on, or went on after the dates)."""
START, EARLIER, MOVE, END, OPEN, LATER = range(len(WAYS))


AROUND = {"event": EVENTS, "step": STEPS}
"""What a visit may be where the table itself says what stands around it, and in which columns."""


class PlaceParams(Params):
    of: Literal["event", "touchpoint", "channel", "step"] = Field(
        "event", description="What people go from and to; step: the steps of the map, whoever acted there"
    )
    repeats: bool = Field(
        True, description="Whether the same thing twice in a row is a move (a loop); false: it is one visit"
    )


class VisitParams(PlaceParams):
    ended_after: Duration = Field(
        "30d",
        description="A journey counts as ended after so long without an event; before, it is still open",
    )


def tables_of(view: View, params: PlaceParams) -> tuple[str, ...]:
    """The table of the visits."""
    return ("steps",) if params.of == "step" else ("journeys",)


def scope_of(scope: Scope, params: PlaceParams) -> Scope:
    """The scope whose rows hold what visits are made of."""
    around = AROUND.get(params.of)
    return scope.reading(params.of, *(astuple(around) if around else ()))


def own_rows(scope: Scope, rows: ir.Table) -> ir.Table:
    """What customers did; of steps all rows, whoever acted: a step says so by its rule."""
    return rows if scope.table_name == "steps" else rows.filter(rows.actor == "customer")


def countable(scope: Scope, params: PlaceParams) -> ir.Table:
    """Rows that units are counted from: those that belong to none are told."""
    scope = scope_of(scope, params)
    return own_rows(scope, scope.rows())


def are_stored(scope: Scope, params: VisitParams) -> bool:
    """Whether the table itself says what came before and after each visit."""
    around = AROUND.get(params.of)
    if around is None or not params.repeats:
        return False
    held = set(scope.view.tables[scope.table_name].columns)
    return {*astuple(around)} <= held and scope.keeps_whole_customers and not scope.row_keys


def visits(scope: Scope, params: VisitParams) -> ir.Table:
    """One row a visit in the dates, of a scope made by `scope_of`.

    Columns: those of the unit, customer, seq, time (when it began), the keys of the breakdowns, `node`; `prev` and
    `prev_time`, the visit before and when it began; `left_time`, the last event of that one; `next_time`, when the
    next one began; `last_time`, the last event of the journey where there is no next one; the flags `entered` and
    `left`, of WAYS; and `before_same`, where stored: when the customer last went the same way.
    """
    found = _stored(scope, params) if are_stored(scope, params) else ordered(scope, params)
    return _with_ways(scope, params, scope.in_range(found))


def _stored(scope: Scope, params: VisitParams) -> ir.Table:
    rows = own_rows(scope, scope.people())
    around = AROUND[params.of]
    return rows.select(
        "customer",
        "seq",
        "time",
        *scope.keys,
        node=rows[around.node],
        prev=rows[around.prev],
        prev_time=rows[around.prev_time],
        left_time=rows[around.prev_time],
        next_time=rows[around.next_time],
        last_time=rows.time,
        before_same=rows[around.same],
    )


def ordered(scope: Scope, params: PlaceParams) -> ir.Table:
    """Visits by windows over the rows that are kept, at any time: nothing is cut by dates, and no way is named."""
    import ibis

    rows = of_units(scope, own_rows(scope, scope.meeting(scope.people())))
    unit = scope.unit_columns
    columns = [*dict.fromkeys([*unit, "customer", "seq", "time", *scope.keys])]
    rows = rows.select(*columns, node=rows[params.of])
    group = [*unit, *scope.row_keys]
    order = ["seq"] if "customer" in unit else ["time", "customer", "seq"]
    # Frames are left out, so that all columns of a step share one sort.
    in_order = ibis.window(group_by=group, order_by=order)
    before = {"prev": rows.node.lag().over(in_order), "left_time": rows.time.lag().over(in_order)}
    if params.repeats:
        found = rows.mutate(**before, next_time=rows.time.lead().over(in_order), last_time=rows.time)
        return found.mutate(prev_time=found.left_time)
    rows = rows.mutate(**before, last_time=rows.time.max().over(in_order))
    first = rows.filter(rows.left_time.isnull() | ~rows.prev.identical_to(rows.node))
    return first.mutate(prev_time=first.time.lag().over(in_order), next_time=first.time.lead().over(in_order))


def _with_ways(scope: Scope, params: VisitParams, rows: ir.Table) -> ir.Table:
    import ibis

    before, after = _cut(scope, rows)
    entered = ibis.cases((rows.prev_time.isnull(), START), (before, EARLIER), else_=MOVE)
    over = ibis.literal(False)
    if scope.now is not None:
        over = rows.last_time <= scope.now - timedelta(seconds=seconds(params.ended_after))
    left = ibis.cases((rows.next_time.notnull() & ~after, MOVE), (after, LATER), (over, END), else_=OPEN)
    return rows.mutate(entered=entered.cast("int8"), left=left.cast("int8"))


def _cut(scope: Scope, rows: ir.Table) -> tuple[ir.BooleanValue, ir.BooleanValue]:
    """Whether the visit before lies before the dates and the period, and the next one after them."""
    import ibis

    before: ir.BooleanValue = ibis.literal(False)
    after: ir.BooleanValue = ibis.literal(False)
    if scope.start_utc is not None:
        before = before | (rows.prev_time < scope.start_utc)
    if scope.end_utc is not None:
        after = after | (rows.next_time >= scope.end_utc)
    if scope.period:
        began = rows[scope.period_keys[0]]
        before = before | (rows.prev_time < start_column(began, scope.periods))
        after = after | (rows.next_time >= end_column(began, scope.periods, scope.period))
    return before.fill_null(False), after.fill_null(False)
