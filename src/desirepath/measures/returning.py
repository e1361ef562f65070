"""Which cells of its cohort has each start reached?

A rule turns the periods in which somebody came back into numbers, `slot`, and a comparison with the place of a cell:
on a period, the slot of each period with a return equals it; later, the last slot is at least it; earlier, the first
is at most it. So every rule is counted by the same few groups, and listed by the same join.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from desirepath.measures.cohorts import (
    ENTRY,
    SAME,
    ReturnParams,
    again,
    clock_runs,
    entries,
    is_new_in_period,
    repeats,
    returned_periods,
    returns,
    whole_periods,
)
from desirepath.measures.each_cell import each_cell
from desirepath.measures.later import with_later_time
from desirepath.measures.periods import number_column, shown_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope

COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "on": operator.eq,
    "in a row": operator.eq,
    "or later": operator.ge,
    "or earlier": operator.le,
}


def comparison(params: ReturnParams) -> Callable[[Any, Any], Any]:
    """How a slot is compared with the place of a cell, for plain numbers and for columns."""
    return operator.le if params.within else COMPARE[params.when]


def slots(scope: Scope, params: ReturnParams) -> ir.Table:
    """For counting: `slot` with cohort and breakdowns, as few rows for each start as the rule needs."""
    if is_stored(scope, params):
        return _stored(scope, params)
    return slots_of(scope, params, entries(scope, params))


def slots_of(scope: Scope, params: ReturnParams, starts: ir.Table) -> ir.Table:
    """The same with the columns that name the start, by joining starts and returns."""
    if params.within:
        return _in_windows(scope, params, starts)
    found = returned_periods(scope, params, starts)
    groups = [*ENTRY, "cohort_number", *scope.keys]
    found = found.mutate(slot=_slot(params, found.k)).select(*groups, "slot")
    if params.when == "or later":
        return found.group_by(groups).aggregate(slot=found.slot.max())
    if params.when == "or earlier":
        return found.group_by(groups).aggregate(slot=found.slot.min())
    found = found.filter(found.slot.between(1, len(params.cells) - 1))
    found = found.distinct() if params.brackets else found
    return _without_gaps(found, ENTRY) if params.when == "in a row" else found


def _slot(params: ReturnParams, k: ir.IntegerValue) -> ir.IntegerValue:
    """The place of the cell that holds a period: 0 before the first later one, one more behind the last."""
    import ibis

    later = params.cells[1:]
    if not params.brackets:
        return ibis.least(k, len(later) + 1).cast("int64")
    branches = ((k < cell.until, i) for i, cell in enumerate(later, 1))
    return ibis.cases((k < later[0].first, 0), *branches, else_=len(later) + 1).cast("int64")


def _without_gaps(found: ir.Table, who: list[str]) -> ir.Table:
    """Slots before the first gap: all until one are there exactly when it is in its own place."""
    import ibis

    found = found.filter(found.slot >= 1)
    window = ibis.window(group_by=who, order_by="slot")
    placed = found.mutate(place=ibis.row_number().over(window) + 1)
    return placed.filter(placed.place == placed.slot).drop("place")


def _in_windows(scope: Scope, params: ReturnParams, starts: ir.Table) -> ir.Table:
    """The shortest window that the first return lies in, its last moment included."""
    import ibis

    if params.return_ is None and params.return_step is None and scope.unit == "customer":
        found = starts.mutate(went_on_at=starts.next_time)
    else:
        goal = (lambda pair: ~again(pair)) if repeats(params) else (lambda pair: ibis.literal(True))
        found = with_later_time(scope, starts, returns(scope, params), goal, *SAME)
    lengths = [int(cell.window.total_seconds()) for cell in params.cells[1:] if cell.window]
    in_time = (
        (found.went_on_at <= found.time + ibis.interval(seconds=n), i) for i, n in enumerate(lengths, 1)
    )
    found = found.mutate(slot=ibis.cases(*in_time, else_=0).cast("int64"))
    return found.filter(found.slot > 0).select(*ENTRY, "cohort_number", *scope.keys, "slot")


def is_stored(scope: Scope, params: ReturnParams) -> bool:
    """Whether each row of the log says by itself when its customer started and was there before."""
    named = (params.start, params.start_step, params.return_, params.return_step)
    return (
        params.join == "first"
        and not params.within
        and not any(named)
        and scope.keeps_whole_customers
        and not scope.row_keys
        and not scope.period_keys
    )


def _stored(scope: Scope, params: ReturnParams) -> ir.Table:
    """The first time ever and any return, without a join."""
    import ibis

    rows = scope.reading("local", "next_time").people()
    began = rows.filter(rows.actor == "customer", rows.prev_time.notnull())
    if scope.start_utc is not None:
        began = began.filter(began.first_time >= scope.start_utc)
    if scope.end_utc is not None:
        began = began.filter(began.first_time < scope.end_utc)
    grain, runs = params.period, clock_runs(scope)
    first = number_column(shown_column(began.first_time, runs), grain)
    if params.clock == "calendar":
        k = number_column(began.local, grain) - first
        before = number_column(shown_column(began.prev_time, runs), grain) - first
        new = is_new_in_period(scope, began, "prev_time", grain)
    else:
        k = whole_periods(began.first_time, began.time, grain)
        before = whole_periods(began.first_time, began.prev_time, grain)
        new = before < k
    # An engine may try the conditions of a filter in any order; a choice is tried in this one, the cheap one first.
    if params.when == "or later":
        keep = ibis.ifelse(began.next_time.isnull(), k >= 1, False)
    elif params.when == "or earlier":
        keep = ibis.ifelse(new, (before == 0) & (k >= 1), False)
    elif params.brackets:
        keep = ibis.ifelse(new, _slot(params, before) < _slot(params, k), False)
    else:
        keep = new
    found = began.filter(keep).mutate(cohort_number=first, slot=_slot(params, k))
    found = found.select("customer", "cohort_number", *scope.keys, "slot")
    return _without_gaps(found, ["customer"]) if params.when == "in a row" else found


def observations(scope: Scope, params: ReturnParams) -> ir.Table:
    """One row a start and cell that its cohort has begun, with the outcome: the people behind each number.

    Also `cohort`, the first day of the cohort, `period`, and whether the whole cohort has lived through the cell.
    """
    import ibis

    starts = entries(scope, params)
    each = each_cell(scope, params, starts)
    came = slots_of(scope, params, starts).select(*ENTRY, "cohort_number", "slot")
    came = came.rename(at_customer="customer", at_seq="seq", at_cohort="cohort_number")
    same = [each.customer == came.at_customer, each.seq == came.at_seq, each.cohort_number == came.at_cohort]
    found = each.left_join(came, [*same, comparison(params)(came.slot, each.place)])
    went_on = (found.place == 0) | found.slot.notnull()
    outcome = ibis.cases((went_on, "went_on"), (found.over, "lost"), else_="still_open")
    return found.mutate(outcome=outcome)
