"""What did the same unit do after a row? For pairs of steps and units that the tables do not store.

A stored table says of each row when the same *customer* next stood at the planned steps. An account, a session or an
order is looked up by a join of the entries with all later rows of their unit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desirepath.measures.distinct import one_each

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope

Goal = Callable[["ir.Table"], "ir.BooleanValue"]
"""Whether a pair of an entry and a later row (columns `then_…`) is what was looked for."""

ENTRY = ["customer", "seq"]


def with_later_time(scope: Scope, entries: ir.Table, rows: ir.Table, goal: Goal, *compared: str) -> ir.Table:
    """Entries with `went_on_at`: when their unit first met the goal afterwards.

    rows : what the unit may go on to; columns customer, seq, time, the unit's and those that the goal compares.
    """
    pairs = _pairs(scope, entries, rows, goal, *compared)
    return _joined(entries, pairs.group_by(ENTRY).aggregate(went_on_at=pairs.then_time.min()))


def with_next_step(scope: Scope, entries: ir.Table, rows: ir.Table) -> ir.Table:
    """Entries whose `next_step` and `next_step_time` are the next different step of their unit."""
    pairs = _pairs(scope, entries, rows, lambda pair: pair.step != pair.then_step, "step")
    first = one_each(pairs, ENTRY, ["then_time", "then_customer", "then_seq"])
    found = first.select(*ENTRY, next_step="then_step", next_step_time="then_time")
    return _joined(entries.drop("next_step", "next_step_time"), found)


def _pairs(scope: Scope, entries: ir.Table, rows: ir.Table, goal: Goal, *compared: str) -> ir.Table:
    """Each entry with each later row of its unit that meets the goal."""
    columns = list(dict.fromkeys([*scope.unit_columns, *ENTRY, "time", *compared]))
    after = rows.select(**{f"then_{name}": rows[name] for name in columns})
    starts = entries.select(columns)
    pairs = starts.inner_join(after, [starts[name] == after[f"then_{name}"] for name in scope.unit_columns])
    same_moment = (
        (pairs.then_time == pairs.time)
        & (pairs.then_customer == pairs.customer)
        & (pairs.then_seq > pairs.seq)
    )
    if "customer" not in scope.unit_columns:
        # Rows of one moment by different customers of a unit stand in the order of their keys.
        same_moment = same_moment | ((pairs.then_time == pairs.time) & (pairs.then_customer > pairs.customer))
    return pairs.filter(((pairs.then_time > pairs.time) | same_moment) & goal(pairs))


def _joined(entries: ir.Table, found: ir.Table) -> ir.Table:
    found = found.rename(entry_customer="customer", entry_seq="seq")
    at = [entries.customer == found.entry_customer, entries.seq == found.entry_seq]
    return entries.left_join(found, at).drop("entry_customer", "entry_seq")
