"""Did it take long to get here? Time since the customer last stood at a step that plans this one."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.domain.duration import seconds
from desirepath.domain.duration import words as duration_words
from desirepath.domain.map import Map, Step
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.place import Place
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

NAME = "slow"
TOOK = "slow_took"
UNITS = (("d", 86_400), ("h", 3_600), ("m", 60))
"""What times are told in: the longest unit that they reach, minutes at least."""
SLOWEST = 0.75
"""Besides the planned time, the slowest quarter is tried."""


def _planning(plan: Map, step: str) -> list[Step]:
    """The steps that plan this one to follow."""
    return [one for one in plan.steps() if one.match and step in plan.planned_next(one.id)]


def columns(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    steps, column = view.tables["steps"], f"to_{place.step}"
    before = _planning(view.map, place.step) if view.map else []
    if not before or column not in steps.columns:
        return None
    left = steps.filter(steps.step.isin([step.id for step in before]))
    left = left.select("customer", time=left[column], left=left.time)
    pairs = first.select("customer", "seq", "time").inner_join(left, ["customer", "time"])
    last = pairs.group_by(["customer", "seq", "time"]).aggregate(left=pairs.left.max())
    return last.select("customer", "seq", **{TOOK: last.time.epoch_seconds() - last.left.epoch_seconds()})


def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    assert view.map is not None, "steps are those of a map"
    before = _planning(view.map, place.step)
    took = rows[TOOK].cast("float64").to_numpy(zero_copy_only=False)
    told = ~np.isnan(took)
    if not told.any():
        return
    since = f"since “{before[0].title}”" if len(before) == 1 else "since the step before"
    slowest = rounded_up(float(np.quantile(took[told], SLOWEST)))
    tried = {seconds(slowest): f"{duration_words(slowest)} or more"}
    if len(before) == 1:
        within = before[0].expect.within
        tried[seconds(within) + 1] = f"more than the planned {duration_words(within)}"
    for limit, said in tried.items():
        with np.errstate(invalid="ignore"):
            yield Split(NAME, (Condition(f"{said} {since}"),), frozenset({TOOK}), told, took >= limit)


def rounded_up(time: float) -> str:
    """A time as people say it: whole days, else hours, else minutes.

    >>> rounded_up(2.2 * 86_400), rounded_up(5_000), rounded_up(12)
    ('3d', '2h', '1m')
    """
    unit, size = next(((unit, size) for unit, size in UNITS if time >= size), UNITS[-1])
    return f"{max(1, math.ceil(time / size))}{unit}"


SLOW = Detector(
    name=NAME,
    title="It took long",
    question="Do fewer go on when it took them long to get here?",
    columns=columns,
    splits=splits,
    does_not_answer="Whose fault it was: a carrier's, ours, or the customer's own pace.",
    # How long a customer takes is theirs; how long it takes until the company has done something is not.
    happens=lambda view, place, columns: place.ours,
)
