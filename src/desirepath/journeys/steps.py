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
    previous_same,
    taken,
    times_at,
)
from desirepath.lake.tables import STEPS, TIME, widened

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
    kept = [*COPIED, *(f"prop_{name}" for name in keep)]
    chosen = np.flatnonzero(positions >= 0)
    row_numbers = pa.array(chosen, pa.int32())
    # Taking is several times faster than filtering.
    column = {name: gathered(as_one(journeys[name]), row_numbers) for name in kept}
    step = positions[chosen].astype(np.int16)
    times = as_whole(pa.chunked_array([column["time"]]))
    starts = group_starts(codes(column["customer"]))
    ends = group_ends(starts)

    steps = plan.steps()
    stages = [stage.id for stage in plan.stages]
    stage_of = np.array([stages.index(plan.stage_of(s.id).id) for s in steps], np.int16)
    stage = stage_of[step]
    following = _next_other(step, starts, ends)
    words = pa.array([s.id for s in steps])
    column |= {
        "stage": _words(pa.array(stages), stage),
        "step": _words(words, step),
        "stage_position": pa.array(stage, pa.int32()),
        "step_position": pa.array(step, pa.int32()),
        "prev_same_step_time": times_at(times, previous_same(step, starts)),
        "prev_same_stage_time": times_at(times, previous_same(stage, starts)),
        "prev_any_step_time": times_at(times, last_before(np.ones(len(step), bool), starts)),
        "next_step": taken(_words(words, step), following),
        "next_step_time": times_at(times, following),
        "next_stage_time": times_at(times, _next_later(stage, len(stages), ends)),
    }
    ids = [s.id for s in steps]
    for target in planned_targets(plan):
        column[f"to_{target}"] = times_at(times, first_after(step == ids.index(target), ends))
    return pa.table([column[name] for name in schema.names], names=schema.names)


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


def _words(words: pa.Array, numbers: Rows) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(numbers, pa.int32()), words)
