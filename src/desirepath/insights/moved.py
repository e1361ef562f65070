"""What moved between two periods of one map, and how sure is that?

Both maps are the same plan, measured over periods that share no day. The interval of a difference is put together from
those of the two numbers as if they were independent; the words follow it. People who stand in both periods tend to do
alike in both, which makes such an interval rather too wide than too narrow.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from desirepath.domain.map import Direction
from desirepath.insights.measured_map import MeasuredMap
from desirepath.measures.result import Frozen, Number
from desirepath.science.intervals import CLEAR, Certainty, Estimate, certainty, difference_of_estimates

ORDER = {"clear": 0, "likely": 1, "cannot tell": 2, None: 3}


class Moved(Frozen):
    """One number of both periods. `wanted`: whether it moved as people want it; null when it cannot be told."""

    part: Literal["objective", "stage", "step", "feeling"]
    id: str
    label: str
    before: Number
    now: Number
    change: float | None
    low: float | None
    high: float | None
    certainty: Certainty | None
    wanted: bool | None


def moved(before: MeasuredMap, now: MeasuredMap) -> list[Moved]:
    """Every objective, rate and feeling of both maps: what moved for sure first, else in the order of the map."""
    then = {(part, name): number for part, name, _, number, _ in _numbers(before)}
    found = [
        _compared(part, name, label, then[part, name], number, direction)
        for part, name, label, number, direction in _numbers(now)
        if (part, name) in then and then[part, name].unit == number.unit
    ]
    return sorted(found, key=lambda one: (one.part != "objective", ORDER[one.certainty]))


Part = Literal["objective", "stage", "step", "feeling"]
Told = tuple[Part, str, str, Number, Direction]


def _numbers(document: MeasuredMap) -> Iterator[Told]:
    for objective in document.objectives:
        yield "objective", objective.id, objective.text, objective.tile.number, objective.tile.direction
    for stage in document.stages:
        if stage.outcome is not None:
            yield "stage", stage.id, f"{stage.title} (people who go on)", stage.outcome.rate, Direction.UP
    for step in document.steps:
        if step.outcome is not None:
            yield "step", step.id, f"{step.title} (people who go on)", step.outcome.rate, Direction.UP
        if step.felt is not None:
            name = f"{step.id}/{step.felt.scale}"
            yield "feeling", name, f"{step.title} (how it felt)", step.felt.number, Direction.UP


def _compared(part: Part, name: str, label: str, before: Number, now: Number, direction: Direction) -> Moved:
    one, two = _estimate(now), _estimate(before)
    found = difference_of_estimates(one, two, CLEAR)
    known = found.low is not None and "hidden" not in (before.show, now.show)
    words = certainty(lambda level: difference_of_estimates(one, two, level)) if known else None
    shown = found if known else Estimate(None)
    sure = words in ("clear", "likely") and shown.value is not None
    up = shown.value is not None and shown.value > 0
    return Moved(
        part=part,
        id=name,
        label=label,
        before=before,
        now=now,
        change=shown.value,
        low=shown.low,
        high=shown.high,
        certainty=words,
        wanted=(up == (direction is Direction.UP)) if sure else None,
    )


def _estimate(number: Number) -> Estimate:
    return Estimate(number.value, number.low, number.high)


def headline(found: list[Moved]) -> str:
    """One sentence about what moved for sure, for the head of a review.

    >>> headline([])
    'Nothing can be compared yet: there are too few people in one of the periods.'
    """
    known = [one for one in found if one.certainty is not None]
    if not known:
        return "Nothing can be compared yet: there are too few people in one of the periods."
    clear = [one for one in known if one.certainty == "clear"]
    better = [one.label for one in clear if one.wanted]
    worse = [one.label for one in clear if one.wanted is False]
    if not clear:
        return f"Nothing moved for sure: {len(known)} numbers were compared."
    said = [f"Better: {_some(better)}." if better else "", f"Worse: {_some(worse)}." if worse else ""]
    return " ".join(one for one in said if one)


def _some(labels: list[str]) -> str:
    shown = "; ".join(labels[:3])
    return f"{shown} and {len(labels) - 3} more" if len(labels) > 3 else shown
