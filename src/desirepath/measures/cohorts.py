"""Who belongs to which cohort, and in which period after the start did they come back?

A cohort is everybody whose start lies in the same day, week or month. Starts and returns meet by a join on the unit.
Where the journey log itself holds the customer's first time and the time before each row, neither a join nor a
distinct count is needed: the first own event of a customer in a period is the row whose previous own event lies in
an earlier one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from desirepath.domain import duration
from desirepath.domain.map import Duration
from desirepath.measures.cells import LENGTHS, Cell, Clock, Grain, cells_of, span
from desirepath.measures.distinct import earliest, of_units
from desirepath.measures.events import check_events
from desirepath.measures.legs import check_place, the_map
from desirepath.measures.measure import Params
from desirepath.measures.periods import changes, number_column, shown_column

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.scope import Scope

ENTRY = ["customer", "seq"]
"""The columns that name one start."""
SAME = ["event", "order_id"]
"""The columns by which two rows may be one order told twice."""


class CohortParams(Params):
    """What makes a cohort, and which stretches of time after the start are looked at."""

    start: list[str] | None = Field(
        None, min_length=1, description="Events that put a customer into a cohort; null: anything they do"
    )
    start_step: list[str] | None = Field(
        None, min_length=1, description="Steps of the map that do so too, or instead"
    )
    join: Literal["first", "every"] = Field(
        "first",
        description='"first": the cohort of the first time ever; "every": each period with a start, once each',
    )
    period: Grain = Field("month", description="How long periods are, and by which cohorts are told apart")
    clock: Clock = Field(
        "calendar",
        description='"calendar": periods of the wall clock; "rolling": 24 hours, 7 or 30 days from each start',
    )
    periods: int = Field(12, ge=1, le=400, description="How many periods after that of the start")
    brackets: list[int] | None = Field(
        None,
        min_length=2,
        description="Instead: first periods of brackets, and the first beyond, as 1, 2, 4, 8",
    )

    within: list[Duration] | None = Field(
        None, min_length=1, description="Instead: lengths of time from each start, as 30d, 60d"
    )

    @model_validator(mode="after")
    def _ordered(self) -> CohortParams:
        bounds = self.brackets or [1, 2]
        if bounds[0] < 1 or any(a >= b for a, b in pairwise(bounds)):
            raise ValueError("brackets begin at 1 or later and each is larger than the one before")
        lengths = [duration.seconds(window) for window in self.within or []]
        if any(a >= b for a, b in pairwise(lengths)):
            raise ValueError('each length of "within" is longer than the one before')
        if self.within and self.brackets:
            raise ValueError('"within" stands alone: without "brackets"')
        return self

    @property
    def cells(self) -> list[Cell]:
        return cells_of(self.period, self.periods, self.brackets, self.within)


class ReturnParams(CohortParams):
    return_: list[str] | None = Field(
        None, alias="return", min_length=1, description="Events that are a return; null: anything they do"
    )
    return_step: list[str] | None = Field(
        None, min_length=1, description="Steps of the map that are one too, or instead"
    )
    when: Literal["on", "or later", "or earlier", "in a row"] = Field(
        "on",
        description="When the return must be: on the period, on it or later, by its end, or in every period until it",
    )

    @model_validator(mode="after")
    def _one_rule(self) -> ReturnParams:
        if self.within and self.when != "on":
            raise ValueError('"within" stands alone: without "when"')
        return self


def matching(scope: Scope, rows: ir.Table, events: list[str] | None, steps: list[str] | None) -> ir.Table:
    """Rows that are one of these events or stand at one of these steps; by default what customers do themselves."""
    if events is None and steps is None:
        return rows.filter(rows.actor == "customer")
    check_events(scope.view, events or [])
    if steps is None:
        return rows.filter(rows.event.isin(events or []))
    for step in steps:
        check_place(the_map(scope), step)
    standing = scope.view.tables["steps"]
    there = (
        standing.filter(standing.step.isin(steps)).select(*ENTRY).rename(at_customer="customer", at_seq="seq")
    )
    found = rows.left_join(there, [rows.customer == there.at_customer, rows.seq == there.at_seq])
    return found.filter(found.event.isin(events or []) | found.at_seq.notnull()).drop("at_customer", "at_seq")


def previous_of(events: list[str] | None, steps: list[str] | None) -> str | None:
    """The column with the time of the row before that is one of these too, where one is stored."""
    if steps is not None:
        return None
    if events is None:
        return "prev_time"
    return "prev_same_event_time" if len(events) == 1 else None


def clock_runs(scope: Scope) -> list[tuple[datetime, timedelta]]:
    """The changes of the wall clock over all the data."""
    low, high = span(scope)
    return changes(low, high, scope.view.timezone)


def is_new_in_period(scope: Scope, rows: ir.Table, previous: str, grain: Grain) -> ir.BooleanValue:
    """Whether the customer's row before lies in an earlier period or is absent."""
    before, runs, this = rows[previous], clock_runs(scope), number_column(rows.local, grain)
    # The clock never shows less than this. A comparison with it is cheap and passes over most rows.
    at_least = [(runs[0][0], min(timedelta(), *(ahead for _, ahead in runs)))]
    maybe = number_column(shown_column(before, at_least), grain) < this
    return before.isnull() | (maybe & (number_column(shown_column(before, runs), grain) < this))


def entries(scope: Scope, params: CohortParams) -> ir.Table:
    """One row a start: who, when, and the number of their cohort. Filter and dates hold for the start."""
    scope = scope.reading("local", "next_time")
    previous = previous_of(params.start, params.start_step)
    done = matching(scope, scope.people(), params.start, params.start_step)
    if params.join == "first":
        stored = previous is not None and scope.unit == "customer"
        first = done.filter(done[previous].isnull()) if stored else earliest(scope, done)
        found = scope.in_range(scope.meeting(first))
        return found.mutate(cohort_number=number_column(found.local, params.period))
    found = scope.in_range(scope.meeting(done))
    found = found.mutate(cohort_number=number_column(found.local, params.period))
    if previous is None or not scope.keeps_whole_customers or scope.period_keys:
        return earliest(scope, found, ["cohort_number", *scope.period_keys])
    new = is_new_in_period(scope, found, previous, params.period)
    return found.filter(new if scope.start_utc is None else new | (found[previous] < scope.start_utc))


def returns(scope: Scope, params: ReturnParams) -> ir.Table:
    """Rows that are a return, by whom the segment keeps, at any time."""
    anyone = replace(scope.reading("local"), by=(), row_rule=None, joined=())
    return of_units(anyone, matching(anyone, anyone.people(), params.return_, params.return_step))


def returned_periods(scope: Scope, params: ReturnParams, starts: ir.Table) -> ir.Table:
    """One row a start and later period with a return: the columns of the start and `k`, how many periods later."""
    rows = returns(scope, params)
    previous = previous_of(params.return_, params.return_step)
    one_each = scope.unit == "customer" and params.clock == "calendar" and not repeats(params)
    if previous is not None and one_each:
        rows = rows.filter(is_new_in_period(scope, rows, previous, params.period))
    pairs = _pairs(scope, params, starts, rows)
    if params.clock == "calendar":
        k = pairs.then_number - pairs.cohort_number
    else:
        k = whole_periods(pairs.time, pairs.then_time, params.period)
    keys = [*ENTRY, "cohort_number", *scope.keys]
    found = pairs.mutate(k=k).filter(lambda t: t["k"] >= 1).select(*keys, "k")
    return found if previous is not None and one_each else found.distinct()


def repeats(params: ReturnParams) -> bool:
    """Whether a return can be a second row of the very order that is the start."""
    return params.return_ is not None and bool({*params.return_} & {*(params.start or [])})


def _pairs(scope: Scope, params: ReturnParams, starts: ir.Table, rows: ir.Table) -> ir.Table:
    """Each start with each return of its unit. A second row of the same event and order is no return."""
    unit = scope.unit_columns
    after = rows.select(
        then_time=rows.time,
        then_number=number_column(rows.local, params.period),
        **{f"then_{name}": rows[name] for name in dict.fromkeys([*unit, *(SAME if repeats(params) else [])])},
    )
    more = SAME if repeats(params) else []
    columns = dict.fromkeys([*unit, *ENTRY, "time", "cohort_number", *scope.keys, *more])
    left = starts.select(*columns)
    pairs = left.inner_join(after, [left[name] == after[f"then_{name}"] for name in unit])
    return pairs.filter(~again(pairs)) if more else pairs


def again(pair: ir.Table) -> ir.BooleanValue:
    """Whether a pair of rows is one order told twice."""
    return ((pair.order_id == pair.then_order_id) & (pair.event == pair.then_event)).fill_null(False)


def whole_periods(start: ir.TimestampValue, then: ir.TimestampValue, grain: Grain) -> ir.IntegerValue:
    """How many whole rolling periods lie between two moments."""
    passed = then.delta(start, unit="microsecond")
    length = int(LENGTHS[grain].total_seconds()) * 1_000_000
    return (passed // length).cast("int64")
