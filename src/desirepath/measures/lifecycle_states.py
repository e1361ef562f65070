"""In which state of their life is each customer in each period?

Where the log says when customers acted before and after each event, the state follows from the first and from the last
event of a period, without a join or a window. Otherwise the periods of each customer are put in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.measures.cells import Grain, span
from desirepath.measures.cohorts import clock_runs, is_new_in_period, matching
from desirepath.measures.periods import DAYS, MONTHS, TRUNCATE, local, number_column, number_of, shown_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.lifecycle import LifecycleParams
    from desirepath.measures.scope import Scope

STATES = ("new", "returning", "resurrecting", "dormant")
NEW, RETURNING, RESURRECTING, DORMANT = range(len(STATES))


def states(scope: Scope, params: LifecycleParams) -> ir.Table:
    """One row a customer and state: customer, seq, time, the keys, `number` and `began` of the period, and `code`."""
    import ibis

    come, leave = _stored(scope, params) if _is_stored(scope, params) else _ordered(scope, params)
    new = come.before.isnull()
    if params.new == "first seen":
        new = new & (come.seen.isnull() | (come.seen >= come.number))
    code = ibis.cases((come.before == come.number - 1, RETURNING), (new, NEW), else_=RESURRECTING)
    began = come.local.truncate(TRUNCATE[params.period]).cast("timestamp(6)")
    active = come.mutate(code=code.cast("int8"), began=began)

    # They are missed in the period after the one they were last active in, once that has begun.
    latest = number_of(local(span(scope)[1], scope.view.timezone).date(), params.period)
    gone = leave.after.isnull() | (leave.after > leave.number + 1)
    leave = leave.filter(gone & (leave.number < latest))
    began = leave.local.truncate(TRUNCATE[params.period]).cast("timestamp(6)") + _length(params.period)
    code = ibis.literal(DORMANT, type="int8")
    dormant = leave.mutate(number=leave.number + 1, code=code, began=began)

    columns = ["customer", "seq", "time", *scope.keys, "number", "code", "began"]
    found = active.select(columns).union(dormant.select(columns))
    return _of_first_days(scope, found)


def _of_first_days(scope: Scope, found: ir.Table) -> ir.Table:
    """Periods whose first day lies in the dates, with the breakdown by period of that day."""
    if scope.start is not None:
        found = found.filter(found.began >= scope.start)
    if scope.end is not None:
        found = found.filter(found.began < scope.end)
    if scope.period:
        found = found.mutate(
            **{key: found.began.truncate(TRUNCATE[scope.period]) for key in scope.period_keys}
        )
    return found


def _length(grain: Grain) -> ir.IntervalScalar:
    import ibis

    return ibis.interval(months=MONTHS[grain]) if grain in MONTHS else ibis.interval(days=DAYS[grain])


def _is_stored(scope: Scope, params: LifecycleParams) -> bool:
    return params.event is None and scope.keeps_whole_customers and not scope.row_keys


def _stored(scope: Scope, params: LifecycleParams) -> tuple[ir.Table, ir.Table]:
    """The first and the last event of each customer and period, with the periods before and after."""
    rows = scope.reading("local", "next_time").people()
    rows = rows.filter(rows.actor == "customer")
    grain, runs = params.period, clock_runs(scope)

    def number(moments: ir.TimestampColumn) -> ir.IntegerValue:
        return number_column(shown_column(moments, runs), grain)

    this = number_column(rows.local, grain)
    first = rows.filter(is_new_in_period(scope, rows, "prev_time", grain))
    come = first.mutate(
        number=number_column(first.local, grain),
        before=number(first.prev_time),
        seen=number(first.first_time),
    )
    last = rows.filter(rows.next_time.isnull() | (number(rows.next_time) > this))
    leave = last.mutate(number=number_column(last.local, grain), after=number(last.next_time))
    return come, leave


def _ordered(scope: Scope, params: LifecycleParams) -> tuple[ir.Table, ir.Table]:
    """The same by putting the periods of each customer in order."""
    import ibis

    scope = scope.reading("local")
    rows = matching(scope, scope.meeting(scope.people()), params.event, None)
    rows = rows.mutate(number=number_column(rows.local, params.period))
    # A breakdown by period is of the first day of a period, not of an event.
    keys = [key for key in scope.keys if key not in scope.period_keys]
    each = rows.aggregate(
        first_seq=rows.seq.min(),
        last_seq=rows.seq.max(),
        first=rows.time.min(),
        last=rows.time.max(),
        local=rows.local.min(),
        first_time=rows.first_time.min(),
        **{key: rows[key].min() for key in scope.period_keys},
        by=["customer", *keys, "number"],
    )
    window = ibis.window(group_by=["customer", *scope.row_keys], order_by="number")
    each = each.mutate(
        before=each.number.lag().over(window),
        after=each.number.lead().over(window),
        seen=number_column(shown_column(each.first_time, clock_runs(scope)), params.period),
    )
    return (
        each.mutate(seq=each.first_seq, time=each["first"]),
        each.mutate(seq=each.last_seq, time=each["last"]),
    )
