"""Where people are looked at: rows of one event at one step of a map, and what is written in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEWEST = 60
"""A place with fewer rows holds no two groups of 30 to compare."""


@dataclass(frozen=True)
class Place:
    """One event at one step: people who stand there are in the same situation, so they can be compared."""

    step: str
    event: str

    def rows(self, view: View) -> ir.Table:
        steps = view.tables["steps"]
        return steps.filter(steps.step == self.step, steps.event == self.event)


def places(view: View) -> Iterator[Place]:
    """Every event of every step that is frequent enough, in map order."""
    steps = view.tables["steps"]
    counts = steps.aggregate(n=steps.count(), at=steps.step_position.min(), by=["step", "event"])
    found = view.records(counts.filter(counts.n >= FEWEST))
    for record in sorted(found, key=lambda one: (one["at"], one["event"])):
        yield Place(record["step"], record["event"])
