"""How many different customers? By the time of the row before where that is exact, else by grouping.

Counting distinct keys of millions of rows takes a hash set of all of them. The tables hold with each row the time
of the customer's previous row of the same kind. "Distinct customers in [a, b)" is then "rows in [a, b) whose
previous one lies before a or is absent": a filter and a count. It is exact when the filter keeps or drops customers
as a whole; for other filters, units and breakdowns the exact grouping is used. Nothing is ever approximated.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope


FIRST = {"journeys": "seq", "steps": "step_seq"}
"""Where a table counts the rows of each customer from 0."""


def of_units(scope: Scope, rows: ir.Table) -> ir.Table:
    """Rows that belong to a unit: those that lack one (no account, no session) cannot be counted by it."""
    return rows.filter([rows[column].notnull() for column in scope.unit_columns])


def one_each(rows: ir.Table, groups: Sequence[str], order: Sequence[str | ir.Value]) -> ir.Table:
    """The first row of each group in this order, which must leave no ties."""
    import ibis

    window = ibis.window(group_by=list(groups), order_by=list(order))
    return rows.mutate(at=ibis.row_number().over(window)).filter(lambda t: t["at"] == 0).drop("at")


def first_rows(
    scope: Scope, rows: ir.Table, within: Sequence[str] = (), *, previous: str | None = None
) -> ir.Table:
    """The first row of each unit, for each value of the columns `within` and each period.

    `previous` is the column with the time of the unit's row before in the same `within`, where one is stored.
    """
    if previous is not None and previous in rows.columns and scope.keeps_whole_customers:
        return rows.filter(scope.is_first(rows, previous))
    return earliest(scope, rows, [*within, *scope.period_keys])


def earliest(scope: Scope, rows: ir.Table, within: Sequence[str] = ()) -> ir.Table:
    """The first of these rows of each unit, for each value of the columns `within`."""
    rows = of_units(scope, rows)
    groups = [*scope.unit_columns, *within]
    if "customer" in scope.unit_columns:
        # `seq` orders the rows of one customer, so no sorting is needed.
        firsts = rows.group_by(groups).aggregate(seq=rows.seq.min())
        return rows.semi_join(firsts, ["customer", "seq"])
    return one_each(rows, groups, ["time", "customer", "seq"])


def everybody_seen(scope: Scope) -> ir.Table | pa.Table:
    """How many different units (`people`) have a row in the question, for each value of the breakdowns."""
    rows = scope.rows()
    number = FIRST.get(scope.table_name)
    any_time = scope.start is None and scope.end is None and scope.period is None
    alike = any_time and scope.keeps_whole_customers
    if alike and scope.table_name == "journeys" and scope.view.is_whole("journeys") and not scope.keys:
        kept = scope.customers()
        people = kept.aggregate(people=kept.count())
        return people if scope.customer_rules else scope.view.once("everybody", people)
    if number in rows.columns and alike and not scope.row_keys:
        first = rows.filter(rows[number] == 0)
        return first.aggregate(people=first.count(), by=scope.keys)
    return people_and_rows(scope, rows, scope.keys)


def people_and_rows(
    scope: Scope, rows: ir.Table, keys: Sequence[str], *, previous: str | None = None
) -> ir.Table:
    """For each value of `keys`: how many different units (`people`) and how many rows (`visits`).

    `previous` as in `first_rows`, for rows of the same `keys`; null: always grouped.
    """
    keys = list(keys)
    if previous is not None and previous in rows.columns and scope.keeps_whole_customers:
        return rows.aggregate(people=scope.is_first(rows, previous).sum(), visits=rows.count(), by=keys)
    unit = scope.unit_columns
    rows = of_units(scope, rows)
    each = rows.group_by([*keys, *(column for column in unit if column not in keys)]).aggregate(
        visits=rows.count()
    )
    return each.aggregate(people=each.count(), visits=each.visits.sum(), by=keys)
