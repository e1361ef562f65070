"""Which rows of the journey log are meant by a name: events, or steps of the map, each list by what its names are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desirepath.measures.funnels.steps import STEPS, Matched, check_names, condition, meaning

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.view import View

SUPPORT = "support"
"""The kind of events by which customers ask for help."""

NO_SUPPORT = (
    "Nothing here counts as asking for help: customers did nothing of the kind support. "
    "Where yours has another name, say so with contacts, as in contacts='Chat Opened'."
)


def with_step(view: View, table: ir.Table) -> ir.Table:
    """Rows of the log with the step of the map that they stand at; null at none."""
    steps = view.tables["steps"]
    there = steps.select(at_customer=steps.customer, at_seq=steps.seq, step=steps.step)
    same = [table.customer == there.at_customer, table.seq == there.at_seq]
    return table.left_join(there, same).drop("at_customer", "at_seq")


def needs_step(view: View, *asked: Matched | None) -> bool:
    """Whether one of these names steps; raises NotFoundError for a name that is neither a step nor an event."""
    named = [one for one in asked if one is not None]
    for one in named:
        check_names(view, [one])
    return any(meaning(view, [one]) is STEPS for one in named)


def meant(view: View, table: ir.Table, one: Matched, label: str) -> ir.BooleanValue:
    """Whether a row is meant; `table` has its step where `needs_step` says so."""
    return condition(table, one, meaning(view, [one]).column, label)


def asked_support(view: View, table: ir.Table, contacts: Matched | None) -> ir.BooleanValue:
    """Whether a customer asks for help here: by the kind of event, or by what is said to be a contact."""
    asked = table.kind == SUPPORT if contacts is None else meant(view, table, contacts, "contacts")
    return (asked & (table.actor == "customer")).fill_null(False)


def without_support(view: View, contacts: Matched | None) -> list[str]:
    """A note where no customer ever asks for help, as far as anybody said what that is."""
    if contacts is not None:
        return []
    log = view.tables["journeys"]
    asked = log.filter(asked_support(view, log, None))
    return [] if view.records(asked.aggregate(n=asked.count()))[0]["n"] else [NO_SUPPORT]
