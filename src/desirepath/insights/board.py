"""Which pains and opportunities are worth most, and how sure is their order?

One item is a pain or an opportunity card of a measured map. It stands on axes: some are measured at its step, some are
judged by people. The score is a weighted mean of the axes, each as a share of the largest item; how far the order hangs
on the weights is told by the ranks an item takes when every weight is 20 % smaller or larger.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from desirepath.domain.map import Evidence, Lane
from desirepath.insights.measured_map import CardView, MeasuredMap, StepView
from desirepath.measures.result import Frozen

SHAKEN = (0.8, 1.0, 1.2)
"""What every weight is multiplied with, in all combinations, to see whether the order holds."""

EFFORTS = (1.0, 5.0)
LANES = (Lane.PAIN, Lane.OPPORTUNITY)
SOLID = {Evidence.MEASURED: 1.0, Evidence.REPORTED: 0.7, Evidence.ASSUMED: 0.4}

Judged = Mapping[str, float]


@dataclass(frozen=True)
class Axis:
    """Something by which items are compared. `cost`: less is better. `scored`: part of the score."""

    name: str
    title: str
    note: str
    value: Callable[[StepView, CardView, Judged], float | None]
    judged: bool = False
    cost: bool = False
    scored: bool = True


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
        Axis("gap", "Below plan", "points that the step feels worse than believed", _gap, scored=False),
        Axis(
            "evidence",
            "Evidence",
            "1 measured, 0.7 reported, 0.4 assumed; half of it when stale",
            lambda s, c, j: SOLID[c.evidence] * (0.5 if c.stale else 1.0),
            scored=False,
        ),
        Axis(
            "effort",
            "Effort",
            "1 little to 5 much, as people judge it; 3 until they do",
            lambda s, c, j: j.get("effort", 3.0),
            judged=True,
            cost=True,
        ),
    )
}
"""All axes by name."""


class BoardItem(Frozen):
    """One pain or opportunity. `rank_low` to `rank_high` are the ranks it takes when weights change by a fifth;
    `judged` names the axes that somebody has judged, where the others hold what is assumed until then.
    """

    card: str
    lane: Lane
    text: str
    step: str
    step_title: str
    step_number: int
    stage: str
    mark: int | None
    owner: str | None
    evidence: Evidence
    stale: bool
    answers: str | None
    values: dict[str, float | None]
    judged: list[str]
    score: float
    rank: int
    rank_low: int
    rank_high: int


class AxisView(Frozen):
    name: str
    title: str
    note: str
    judged: bool
    cost: bool
    weight: float | None


def axes(weights: Mapping[str, float]) -> list[AxisView]:
    """What items can be compared by, with the weights in force."""
    return [
        AxisView(
            name=axis.name,
            title=axis.title,
            note=axis.note,
            judged=axis.judged,
            cost=axis.cost,
            weight=weights.get(axis.name, 1.0) if axis.scored else None,
        )
        for axis in AXES.values()
    ]


def board(
    document: MeasuredMap, judged: Mapping[str, Judged], weights: Mapping[str, float] | None = None
) -> list[BoardItem]:
    """The items of a map, pains and opportunities ranked apart, the best first.

    judged : card id -> axis -> value, for axes that people judge.
    weights : axis -> weight of the score, 1 where left out.
    """
    scored = [axis for axis in AXES.values() if axis.scored]
    base = [(weights or {}).get(axis.name, 1.0) for axis in scored]
    found: list[BoardItem] = []
    for lane in LANES:
        places = [(step, card) for step in document.steps for card in step.cards if card.lane is lane]
        values = [
            {axis.name: axis.value(step, card, judged.get(card.id, {})) for axis in AXES.values()}
            for step, card in places
        ]
        shares = _shares(values, scored)
        ranks = [
            _ranks([_score(row, [b * s for b, s in zip(base, shaken, strict=True)]) for row in shares])
            for shaken in product(SHAKEN, repeat=len(scored))
        ]
        middle = [_score(row, base) for row in shares]
        order = _ranks(middle)
        for at in sorted(range(len(places)), key=lambda n: order[n]):
            step, card = places[at]
            taken = [rank[at] for rank in ranks]
            given = sorted(judged.get(card.id, {}))
            found.append(
                _item(step, card, values[at], given, 100 * middle[at], order[at], min(taken), max(taken))
            )
    return found


def _shares(values: Sequence[Mapping[str, float | None]], scored: Sequence[Axis]) -> list[list[float | None]]:
    """Each value as a share of the largest one; of a cost what is left of it. Unknown stays unknown."""
    most = {a.name: max((row[a.name] or 0.0 for row in values), default=0.0) for a in scored}
    return [[_share(axis, row[axis.name], most[axis.name]) for axis in scored] for row in values]


def _share(axis: Axis, value: float | None, most: float) -> float | None:
    if value is None:
        return None
    if axis.cost:
        least, greatest = EFFORTS
        return 1.0 - (min(max(value, least), greatest) - least) / (greatest - least)
    return value / most if most else 0.0


def _score(shares: Sequence[float | None], weights: Sequence[float]) -> float:
    """Mean of what is known: an item is not worse for what nobody has measured."""
    known = [(share, weight) for share, weight in zip(shares, weights, strict=True) if share is not None]
    total = sum(weight for _, weight in known)
    return sum(share * weight for share, weight in known) / total if total else 0.0


def _ranks(scores: Sequence[float]) -> list[int]:
    """1 for the largest; equal ones share the better rank."""
    return [1 + sum(other > score + 1e-12 for other in scores) for score in scores]


def _item(
    step: StepView,
    card: CardView,
    values: Mapping[str, float | None],
    judged: list[str],
    score: float,
    rank: int,
    low: int,
    high: int,
) -> BoardItem:
    return BoardItem(
        card=card.id,
        lane=card.lane,
        text=card.text,
        step=step.id,
        step_title=step.title,
        step_number=step.number,
        stage=step.stage,
        mark=card.mark,
        owner=card.owner,
        evidence=card.evidence,
        stale=card.stale,
        answers=card.answers,
        values=dict(values),
        judged=judged,
        score=round(score, 1),
        rank=rank,
        rank_low=low,
        rank_high=high,
    )
