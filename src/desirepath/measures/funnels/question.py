"""A funnel asked of one view: its steps found, its rules as numbers, its rows ready for the kernel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.errors import ConflictError, InputError, nearest
from desirepath.measures.funnels.marking import Marking, disjoint
from desirepath.measures.funnels.reached import Reached
from desirepath.measures.funnels.rules import FunnelRules
from desirepath.measures.funnels.semantics import FunnelParams, rules_of
from desirepath.measures.funnels.steps import (
    MOST,
    STEPS,
    FunnelStep,
    Matched,
    Meaning,
    check_names,
    meaning,
)
from desirepath.measures.kernels import NEVER, NUMBER, microseconds, run, who
from desirepath.measures.names import readable
from desirepath.measures.scope import Scope
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir


def steps_of(view: View, params: FunnelParams) -> list[FunnelStep]:
    """The steps asked for; without any those of the map that events can match, in their order."""
    if params.steps:
        return params.steps
    if view.map is None:
        raise ConflictError(
            "A funnel without steps takes those of a map, and there is none.",
            code="needs_map",
            remedy="Name the steps: steps='Product Viewed -> Order Completed'.",
        )
    found = planned(view.map, timed=params.window is None)
    if params.order == "any":
        found = [step.model_copy(update={"optional": False, "within": None}) for step in found]
    if not 2 <= len(found) <= MOST:
        raise InputError(
            f'The map "{view.map.id}" has {len(found)} steps that events can match.',
            code="bad_param",
            remedy=f"Name 2 to {MOST} of them: steps='visit -> basket -> pay'.",
        )
    return found


def planned(plan: Map, *, timed: bool) -> list[FunnelStep]:
    """The steps of a map that events can match; `timed`: each with the time that the one before it gives."""
    found: list[FunnelStep] = []
    given: str | None = None
    for place in plan.steps():
        if place.match:
            optional = place.expect.optional and bool(found)
            found.append(
                FunnelStep(
                    event=[place.id], within=None if optional else given, optional=optional, name=place.title
                )
            )
            given = given if optional else place.expect.within if timed else None
    return found


def table_of(view: View, params: FunnelParams) -> tuple[str, ...]:
    """The table whose columns filters and breakdowns of this funnel may name."""
    return (_meaning(view, params).table,)


def _meaning(view: View, params: FunnelParams) -> Meaning:
    matched: list[Matched] = [*steps_of(view, params), *params.exclude]
    check_names(view, matched)
    return meaning(view, matched)


@dataclass(frozen=True)
class FunnelQuestion:
    """One funnel over one scope."""

    scope: Scope
    params: FunnelParams

    @cached_property
    def steps(self) -> list[FunnelStep]:
        return steps_of(self.scope.view, self.params)

    @cached_property
    def labels(self) -> list[str]:
        """What each step is called in the answer, no two alike."""
        if self.params.order == "any":
            return [f"any {n} of {len(self.steps)}" for n in range(1, len(self.steps) + 1)]
        labels = [self._title(step) for step in self.steps]
        return [
            label if labels.count(label) == 1 else f"{label} ({labels[: n + 1].count(label)})"
            for n, label in enumerate(labels)
        ]

    def _title(self, step: FunnelStep) -> str:
        """Places of the map go by their id, as everywhere."""
        return step.event[0] if self.at_places and len(step.event) == 1 else step.label()

    @cached_property
    def at_places(self) -> bool:
        """Whether the steps are those of the map."""
        return self.scope.table_name == STEPS.table and _meaning(self.scope.view, self.params) is STEPS

    @cached_property
    def rules(self) -> FunnelRules:
        return rules_of(self.params, self.steps, overlapping=not disjoint(self.steps))

    @cached_property
    def marking(self) -> Marking:
        meant = _meaning(self.scope.view, self.params)
        return Marking(self.steps, self.params.exclude, meant, self.params.order == "strict")

    @cached_property
    def held(self) -> list[str]:
        """Columns of what stays the same."""
        known = readable(self.scope.view.tables[self.scope.table_name].columns)
        for name in self.params.hold:
            if name not in known:
                raise InputError(
                    f'There is nothing called "{name}" to hold.',
                    code="unknown_name",
                    remedy=nearest(name, known),
                )
        return [known[name] for name in self.params.hold]

    @property
    def unit(self) -> list[str]:
        return list(dict.fromkeys(["customer", *self.scope.unit_columns]))

    def rows(self, *more: str, named: bool = True, again: bool = True, timed: bool = True) -> ir.Table:
        """Every row that may be a step, and may not be one: what the kernel reads.

        more : further columns. named : with the key of each customer, also where a number stands for it. again : also
        rows of the first step with which no attempt begins that counts. timed : with the time of each.
        """
        scope = self.scope
        columns = ["bucket", *who(scope), *self.unit, "seq", *["time"] * timed, *self.held, *more]
        if not named and NUMBER in columns:
            columns = [name for name in columns if name != "customer"]
        firsts = not again and self._begins_with_firsts()
        telling = self.marking.columns(scope.view.tables[scope.table_name].columns)
        table = scope.reading_named(*columns, *telling, *["first"] * firsts).people()
        table = self._in_time(scope.meeting(table))
        kept = [*columns, *scope.keys]
        if scope.start_utc is not None or scope.end_utc is not None:
            table = table.mutate(begins=scope.in_dates(table))
            kept.append("begins")
        return self.marking.rows(table, list(dict.fromkeys(kept)), firsts=firsts)

    def _begins_with_firsts(self) -> bool:
        """Whether an attempt that counts always begins with the customer's first row of the first step."""
        params, scope, begin = self.params, self.scope, self.steps[0]
        others: list[Matched] = [*self.steps[1:], *params.exclude]
        one = len(begin.event) == 1 and not begin.lists and begin.where is None and not begin.optional
        apart = all(disjoint([begin, other]) for other in others)
        chosen = params.entry == "first" and params.order == "ordered" and not self.held
        whole = scope.view.is_whole(scope.table_name) and scope.keeps_whole_customers
        return one and apart and chosen and whole and scope.start_utc is None and not scope.period_keys

    def _in_time(self, table: ir.Table) -> ir.Table:
        """Rows that an attempt begun in the dates can still use."""
        scope, window = self.scope, self.rules.window
        if scope.start_utc is not None:
            table = table.filter(table.time >= scope.start_utc - timedelta(microseconds=self.rules.grace))
        if scope.end_utc is not None and window < NEVER:
            table = table.filter(table.time <= scope.end_utc + timedelta(microseconds=window))
        return table

    @property
    def kernel(self) -> Reached:
        keys = self.scope.keys
        return Reached(
            rules=self.rules,
            unit=tuple(self.unit),
            held=tuple(self.held),
            periods=tuple(self.scope.period_keys),
            keys=tuple(key for key in keys if key not in self.scope.period_keys),
            value_at=self.params.value_at,
            now=microseconds(self.scope.now),
        )

    def run(
        self,
        kernel: Callable[[pa.Table], pa.Table],
        columns: list[tuple[str, pa.DataType]],
        *more: str,
        again: bool = False,
        timed: bool = True,
    ) -> pa.Table:
        """What a kernel makes of the `rows`, with the keys behind its own columns."""
        named = "customer" in dict(columns)
        return run(self.scope, self.rows(*more, named=named, again=again, timed=timed), kernel, columns)

    @property
    def is_timed(self) -> bool:
        """Whether who gets how far depends on when something was, and not on the order alone."""
        dates = self.scope.start_utc is not None or self.scope.end_utc is not None
        return bool(dates or self.held or not self.rules.by_place)
