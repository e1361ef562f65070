"""What pains and opportunities can be compared by: axes that the map holds, and any measure (`measure_axis.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desirepath.domain.map import Evidence
from desirepath.insights.measured_map import CardView, StepView
from desirepath.measures.result import Frozen, Number, Unit

EFFORTS = (1.0, 5.0)
SOLID = {Evidence.MEASURED: 1.0, Evidence.REPORTED: 0.7, Evidence.ASSUMED: 0.4}

Judged = Mapping[str, float]
Heavy = Literal["high", "low"]
Weigh = Callable[[float, Sequence[float]], float]
"""From a value, and all that are known on the list, to what it adds to the score: 0 nothing to 1 all."""


def of_the_largest(value: float, known: Sequence[float]) -> float:
    """A share of the largest one on the list.

    >>> of_the_largest(30, [30, 40]), of_the_largest(0, [0])
    (0.75, 0.0)
    """
    most = max((*known, 0.0))
    return max(0.0, value) / most if most else 0.0


def short_of(best: float | None) -> Weigh:
    """How far it stays below the best there is, or below the best on the list, as a share of the farthest.

    >>> short_of(1.0)(0.8, [0.8, 0.6]), short_of(None)(2, [2, 6, 10])
    (0.5, 1.0)
    """

    def weigh(value: float, known: Sequence[float]) -> float:
        top = max((value, *known)) if best is None else best
        return of_the_largest(top - value, [top - one for one in known])

    return weigh


def left_of(least: float, greatest: float) -> Weigh:
    """What is left of a scale: all at its least, nothing at its greatest.

    >>> left_of(1, 5)(2, [])
    0.75
    """
    return lambda value, known: 1.0 - (min(max(value, least), greatest) - least) / (greatest - least)


@dataclass(frozen=True)
class Axis:
    """Something by which items are compared.

    `heavy`: whether a high or a low value weighs more. `weight`: its weight in the score unless one is said; 0 leaves
    it out. `number` is the value with its doubt, where a measure gave it.
    """

    name: str
    title: str
    note: str
    value: Callable[[StepView, CardView, Judged], float | None]
    weigh: Weigh = of_the_largest
    heavy: Heavy = "high"
    judged: bool = False
    weight: float = 1.0
    number: Callable[[StepView, CardView], Number | None] = lambda step, card: None
    measure: str | None = None
    unit: Unit | None = None
    which: str | None = None
    choices: list[str] = field(default_factory=list)


class AxisView(Frozen):
    """An axis as the page shows it. `measure`: the measure it asks, null of what the map holds by itself; `choices`:
    the answers it has at a step, where it has several, of which `which` is compared; `usual`: its weight unless one is
    said.
    """

    name: str
    title: str
    note: str
    judged: bool
    heavy: Heavy
    weight: float
    usual: float
    measure: str | None
    unit: Unit | None
    which: str | None
    choices: list[str]

    @classmethod
    def of(cls, axis: Axis, weights: Mapping[str, float]) -> AxisView:
        """With the weight in force."""
        said = {"weight": weights.get(axis.name, axis.weight), "usual": axis.weight}
        return cls.model_validate(
            {name: getattr(axis, name) for name in cls.model_fields if name != "usual"} | said
        )


def _felt(step: StepView) -> float | None:
    number = step.felt.number if step.felt else None
    return number.value if number is not None and number.show != "hidden" else None


def _severity(step: StepView, card: CardView, judged: Judged) -> float | None:
    feeling = _felt(step)
    feeling = step.believed if feeling is None else feeling
    return None if feeling is None else max(0.0, 2.0 - feeling)


def _gap(step: StepView, card: CardView, judged: Judged) -> float | None:
    return None if step.gap is None else max(0.0, -step.gap)


AXES = {
    axis.name: axis
    for axis in (
        Axis("reach", "Customers reached", "people who came to the step", lambda s, c, j: s.people.value),
        Axis(
            "severity",
            "Severity",
            "points of feeling below delighted, measured or else believed",
            _severity,
        ),
        Axis(
            "lost",
            "Customers lost there",
            "people who went no further in the time given",
            lambda s, c, j: float(s.outcome.lost) if s.outcome else None,
        ),
        Axis("gap", "Below plan", "points that the step feels worse than believed", _gap, weight=0),
        Axis(
            "evidence",
            "Evidence",
            "1 measured, 0.7 reported, 0.4 assumed; half of it when stale",
            lambda s, c, j: SOLID[c.evidence] * (0.5 if c.stale else 1.0),
            weight=0,
        ),
        Axis(
            "effort",
            "Effort",
            "1 little to 5 much, as people judge it; 3 until they do",
            lambda s, c, j: j.get("effort", 3.0),
            left_of(*EFFORTS),
            heavy="low",
            judged=True,
        ),
    )
}
"""The axes that every map holds, by name; plain words, so they are offered before any measure."""
