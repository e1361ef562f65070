"""Where people are looked at: rows of one event at one step of a map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

DAY = 86_400
KEYS = ("customer", "seq")
FEWEST = 60
"""A place with fewer rows holds no two groups of 30 to compare."""
MOST = 200_000
"""Of a place with more rows only some buckets are read: customers fall into buckets by a hash, so each is a sample."""


@dataclass(frozen=True)
class Place:
    """One event at one step: people who stand there are in the same situation, so they can be compared.

    `buckets` are those that are read, of `of` in all; `ours` says that the company acts here, and no customer.
    """

    step: str
    event: str
    buckets: int = field(default=1, compare=False)
    of: int = field(default=1, compare=False)
    ours: bool = field(default=False, compare=False)

    @property
    def share(self) -> float:
        """The share of customers who are looked at."""
        return self.buckets / self.of

    def seen(self, view: View) -> View:
        """The view with the customers alone who are looked at here."""
        if self.buckets == self.of:
            return view
        tables = {name: table.filter(table.bucket < self.buckets) for name, table in view.tables.items()}
        return replace(view, tables=tables)

    def rows(self, view: View) -> ir.Table:
        """The rows of the customers who are looked at."""
        steps = self.seen(view).tables["steps"]
        return steps.filter(steps.step == self.step, steps.event == self.event)


def places(view: View, most: int = MOST) -> Iterator[Place]:
    """Every event of every step that is frequent enough, in map order; `most` rows of each are read, or one bucket."""
    steps = view.tables["steps"]
    ours = (steps.actor == "company").all()
    counts = steps.aggregate(n=steps.count(), at=steps.step_position.min(), ours=ours, by=["step", "event"])
    found = view.records(counts.filter(counts.n >= FEWEST))
    buckets = int(view.records(steps.aggregate(last=steps.bucket.max()))[0]["last"] or 0) + 1
    for record in sorted(found, key=lambda one: (one["at"], one["event"])):
        read = min(buckets, max(1, buckets * most // record["n"]))
        yield Place(record["step"], record["event"], read, buckets, record["ours"])
