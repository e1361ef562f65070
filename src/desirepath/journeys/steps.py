"""Journey log + map -> steps: who stood at which step, what came before and what next. A bucket kernel."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.journeys.columns import as_one, as_whole, codes
from desirepath.journeys.context import (
    Rows,
    first_after,
    gathered,
    group_ends,
    group_starts,
    last_before,
    pair_keys,
    previous_same,
    taken,
    times_at,
)
from desirepath.journeys.periods import calendar_of, new_periods
from desirepath.lake.tables import PERIODS, STEPS, TIME, widened

COPIED = [
    "bucket",
    "customer",
    "account",
    "seq",
    "event",
    "kind",
    "actor",
    "channel",
    "touchpoint",
    "device",
    "campaign",
    "campaign_source",
    "medium",
    "product",
    "agent",
    "order_id",
    "session",
    "time",
    "local",
    "first_time",
    "customer_number",
]


def planned_targets(plan: Map) -> list[str]:
    """Ids of all steps that are planned to follow some step, in map order."""
    wanted = {after for step in plan.steps() for after in plan.planned_next(step.id)}
    return [step.id for step in plan.steps() if step.id in wanted]


def steps_schema(plan: Map, keep: list[str]) -> pa.Schema:
    """Columns of `steps_<map id>`."""
    return widened(STEPS, keep, [(f"to_{step}", TIME) for step in planned_targets(plan)])


def step_log(journeys: pa.Table, positions: npt.NDArray[np.int32], plan: Map, keep: list[str]) -> pa.Table:
    """The rows of one bucket that are steps of a map.

    journeys : the bucket's journeys, sorted by (customer, seq).
    positions : for each row the position of its step, -1 for none (`matching.matched`).
    """
    schema = steps_schema(plan, keep)
    chosen = np.flatnonzero(positions >= 0)
    step = positions[chosen].astype(np.int16)

    def held(name: str) -> pa.Array:
        return gathered(as_one(journeys[name]), pa.array(chosen, pa.int32()))

    times = as_whole(pa.chunked_array([held("time")]))
    starts = group_starts(codes(held("customer")))
    ends = group_ends(starts)

    steps = plan.steps()
    stages = [stage.id for stage in plan.stages]
    stage_of = np.array([stages.index(plan.stage_of(s.id).id) for s in steps], np.int16)
    stage = stage_of[step]
    same_step, same_stage = previous_same(step, starts), previous_same(stage, starts)
    any_step = last_before(np.ones(len(step), bool), starts)
    before = np.where(any_step >= 0, step[any_step], -1).astype(np.int32)
    transition = np.where(before >= 0, before * len(steps) + step, -1)
    same_transition = previous_same(transition, starts)
    next_any = first_after(np.ones(len(step), bool), ends)
    step_channel = previous_same(pair_keys(step, codes(held("channel"))), starts)
    calendar = calendar_of(as_whole(pa.chunked_array([held("local")])))
    following = _next_other(step, starts, ends)
    ids = [s.id for s in steps]
    ahead = {target: first_after(step == ids.index(target), ends) for target in planned_targets(plan)}
    words = pa.array([s.id for s in steps])

    # First visits stand first, then first visits of a month: what asks for them alone, as most questions and all trends
    # do, passes over the groups of rows behind. Row numbers are put in order before anything is taken by them.
    new_step = new_periods(calendar, same_step)
    order = np.argsort(_how_rare(new_step), kind="stable")
    row_numbers = pa.array(chosen[order], pa.int32())
    kept = [*COPIED, *(f"prop_{name}" for name in keep)]
    column = {name: gathered(as_one(journeys[name]), row_numbers) for name in kept}
    column |= {
        "stage": _words(pa.array(stages), stage[order]),
        "step": _words(words, step[order]),
        "stage_position": pa.array(stage[order], pa.int32()),
        "step_position": pa.array(step[order], pa.int32()),
        "prev_same_step_time": times_at(times, same_step[order]),
        "prev_same_stage_time": times_at(times, same_stage[order]),
        "prev_any_step": _words(words, before[order], before[order] < 0),
        "prev_any_step_time": times_at(times, any_step[order]),
        "step_seq": pa.array(order - starts[order], pa.int64()),
        "first_step_time": times_at(times, starts[order]),
        "prev_same_step_channel_time": times_at(times, step_channel[order]),
        "new_step_periods": pa.array(new_step[order]),
        "new_stage_periods": pa.array(new_periods(calendar, same_stage)[order]),
        "new_any_periods": pa.array(new_periods(calendar, any_step)[order]),
        "new_step_channel_periods": pa.array(new_periods(calendar, step_channel)[order]),
        "prev_same_transition_time": times_at(times, same_transition[order]),
        "next_any_step_time": times_at(times, next_any[order]),
        "next_step": taken(_words(words, step), following[order]),
        "next_step_time": times_at(times, following[order]),
        "next_stage_time": times_at(times, _next_later(stage, len(stages), ends)[order]),
        "next_planned_time": times_at(times, _next_planned(step, plan, ahead)[order]),
    }
    column |= {f"to_{target}": times_at(times, rows[order]) for target, rows in ahead.items()}
    return pa.table([column[name] for name in schema.names], names=schema.names)


def _how_rare(new_step: npt.NDArray[np.int8]) -> npt.NDArray[np.uint8]:
    """0 for the first visit of a step ever, 1 for the first in a month, 2 for all others."""
    ever, month = (1 << PERIODS.index(name) for name in ("ever", "month"))
    rank: npt.NDArray[np.uint8] = (new_step < ever).astype(np.uint8) + (new_step < month)
    return rank


def _next_other(step: Rows, starts: Rows, ends: Rows) -> Rows:
    """For each row the next row of the same customer at a different step."""
    changes = np.zeros(len(step), bool)
    changes[1:] = (step[1:] != step[:-1]) & (starts[1:] == starts[:-1])
    return first_after(changes, ends)


def _next_later(stage: Rows, stages: int, ends: Rows) -> Rows:
    """For each row the next row of the same customer at any later stage."""
    found = np.full(len(stage), -1, np.int32)
    for here in range(stages - 1):
        at = np.flatnonzero(stage == here)
        if len(at):
            found[at] = first_after(stage > here, ends)[at]
    return found


def _next_planned(step: Rows, plan: Map, ahead: dict[str, Rows]) -> Rows:
    """For each row the next row of the same customer at any step that is planned to follow."""
    found = np.full(len(step), -1, np.int32)
    for position, start in enumerate(plan.steps()):
        at = np.flatnonzero(step == position)
        for target in plan.planned_next(start.id):
            here, there = found[at], ahead[target][at]
            found[at] = np.where((here < 0) | ((there >= 0) & (there < here)), there, here)
    return found


def _words(words: pa.Array, numbers: Rows, none: npt.NDArray[np.bool_] | None = None) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32(), mask=none), words)
