"""On how many different days or weeks was each customer active?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desirepath.measures.cohorts import is_new_in_period, matching, previous_of
from desirepath.measures.periods import number_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope

Interval = Literal["day", "week"]


def active_on(scope: Scope, events: list[str] | None, interval: Interval) -> ir.Table:
    """One row a customer with an event in the dates (and each value of the breakdowns).

    Columns: customer, seq and time of the first one, the keys, and `length`: on how many days or weeks they had one.
    """
    rows = matching(scope, scope.reading("local").rows(), events, None)
    groups = ["customer", *scope.keys]
    previous = previous_of(events, None)
    if previous is not None and scope.keeps_whole_customers and not scope.row_keys:
        # The first event of a day is the row whose previous one lies on an earlier day, or before the dates.
        new = is_new_in_period(scope, rows, previous, interval) | scope.is_first(rows, previous)
        return rows.aggregate(
            seq=rows.seq.min(), time=rows.time.min(), length=new.fill_null(True).sum(), by=groups
        )
    rows = rows.mutate(at=number_column(rows.local, interval))
    days = rows.aggregate(seq=rows.seq.min(), time=rows.time.min(), by=[*groups, "at"])
    return days.aggregate(seq=days.seq.min(), time=days.time.min(), length=days.count(), by=groups)
