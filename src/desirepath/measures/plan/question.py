"""The plan of a map asked of one view: its rows ready for the kernel, and what the kernel finds, counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from desirepath.errors import InputError
from desirepath.lake.tables import TEXT, TIME, WHOLE
from desirepath.measures.kernels import NUMBER, microseconds, run, who
from desirepath.measures.legs import the_map
from desirepath.measures.plan.graph import PlanGraph
from desirepath.measures.plan.moves import PlanKernel
from desirepath.measures.scope import Scope

if TYPE_CHECKING:
    import ibis.expr.types as ir


MOVES = [
    ("customer", TEXT),
    ("seq", WHOLE),
    ("entered_at", TIME),
    ("step", pa.int32()),
    ("label", pa.int32()),
]


@dataclass(frozen=True)
class PlanQuestion:
    """The journeys of one scope, held against the plan.

    Journeys are whole: dates and filters on rows choose which of their moments count, and never cut them.
    """

    scope: Scope

    @cached_property
    def graph(self) -> PlanGraph:
        plan = the_map(self.scope)
        if not any(step.match for step in plan.steps()):
            raise InputError(
                f'The map "{plan.id}" has no step that events can match.',
                code="no_rule",
                remedy="Give its steps a match rule.",
            )
        return PlanGraph.of(plan)

    def rows(self) -> ir.Table:
        """All rows of the customers asked, with the flags that the kernel reads."""
        table = self.scope.reading("bucket", "step_position", "channel", "event", NUMBER).people()
        table = table.mutate(
            counts=self.scope.counts(table),
            other_channel=self._other_channel(table),
            event=self._event(table),
        )
        columns = ["bucket", *who(self.scope), "seq", "step_position", "event", "time"]
        return table.select(*columns, "other_channel", "counts", *self.scope.keys)

    def _other_channel(self, table: ir.Table) -> ir.BooleanValue:
        """Whether a row stands at a step over a channel that its plan does not name; one without a channel does not."""
        import ibis

        stated = [(at, names) for at, names in enumerate(self.graph.channels) if names]
        other = [(table.step_position == at) & table.channel.notin(names) for at, names in stated]
        return ibis.or_(*other).fill_null(False) if other else ibis.literal(False)

    def _event(self, table: ir.Table) -> ir.Value:
        """The event where it tells two visits apart: at steps that are not to be repeated."""
        import ibis

        once = [at for at, repeats in enumerate(self.graph.repeats) if not repeats]
        return ibis.ifelse(table.step_position.isin(once), table.event, ibis.null("string"))

    @property
    def kernel(self) -> PlanKernel:
        return PlanKernel(self.graph, microseconds(self.scope.now), tuple(self.scope.keys))

    def run(self, kernel: Callable[[pa.Table], pa.Table], columns: list[tuple[str, pa.DataType]]) -> pa.Table:
        """What a kernel makes of the rows, with the keys behind its own columns."""
        return run(self.scope, self.rows(), kernel, columns)
