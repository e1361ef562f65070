"""Which pains and opportunities are worth most, and how sure is their order?

One item is a pain or an opportunity card of a measured map. It stands on axes (`axes.py`): some are measured at its
step, some are judged by people. The score is a weighted mean of the axes, each as a share of the heaviest item; how far
the order hangs on the weights is told by the ranks an item takes when every weight is 20 % smaller or larger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from desirepath.domain.map import Evidence, Lane
from desirepath.insights.axes import AXES, Axis, Judged
from desirepath.insights.measure_axis import condition_of
from desirepath.insights.measured_map import CardView, MeasuredMap, StepView
from desirepath.measures.result import Frozen, Number

SHAKEN = (0.8, 1.0, 1.2)
"""What every weight is multiplied with, in all combinations, to see whether the order holds."""

MOST_WEIGHED = 8
"""So many axes at most make the score: all combinations of their weights are tried."""

EQUAL = 1e-12
LANES = (Lane.PAIN, Lane.OPPORTUNITY)

Shares = Sequence[Sequence[float | None]]


class BoardItem(Frozen):
    """One pain or opportunity. `rank_low` to `rank_high` are the ranks it takes when weights change by a fifth;
    `judged` names the axes that somebody has judged, where the others hold what is assumed until then. `values` is
    null where nothing was measured; `numbers` are those of measures, asked of `only` that part of the step.
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
    numbers: dict[str, Number]
    only: str | None
    judged: list[str]
    score: float
    rank: int
    rank_low: int
    rank_high: int


def board(
    document: MeasuredMap,
    judged: Mapping[str, Judged],
    weights: Mapping[str, float] | None = None,
    axes: Sequence[Axis] = tuple(AXES.values()),
) -> list[BoardItem]:
    """The items of a map, pains and opportunities ranked apart, the best first.

    judged : card id -> axis -> value, for axes that people judge.
    weights : axis -> weight of the score; the axis says its own where left out.
    """
    given = weights or {}
    base = {axis.name: given.get(axis.name, axis.weight) for axis in axes}
    scored = [axis for axis in axes if base[axis.name] > 0]
    found: list[BoardItem] = []
    for lane in LANES:
        places = [(step, card) for step in document.steps for card in step.cards if card.lane is lane]
        values = [
            {axis.name: axis.value(step, card, judged.get(card.id, {})) for axis in axes}
            for step, card in places
        ]
        shares = _shares(values, scored)
        middle = [_score(row, [base[axis.name] for axis in scored]) for row in shares]
        order, ranges = _ranks(middle), _ranges(shares, [base[axis.name] for axis in scored])
        for at in sorted(range(len(places)), key=lambda n: order[n]):
            step, card = places[at]
            found.append(
                _item(
                    step,
                    card,
                    values=values[at],
                    numbers={axis.name: n for axis in axes if (n := axis.number(step, card)) is not None},
                    judged=sorted(judged.get(card.id, {})),
                    score=round(100 * middle[at], 1),
                    rank=order[at],
                    rank_low=ranges[at][0],
                    rank_high=ranges[at][1],
                )
            )
    return found


def _shares(values: Sequence[Mapping[str, float | None]], scored: Sequence[Axis]) -> Shares:
    """What each value adds to the score, from 0 to 1. Unknown stays unknown."""
    known = {a.name: [value for row in values if (value := row[a.name]) is not None] for a in scored}
    return [
        [None if (value := row[a.name]) is None else a.weigh(value, known[a.name]) for a in scored]
        for row in values
    ]


def _score(shares: Sequence[float | None], weights: Sequence[float]) -> float:
    """Mean of what is known: an item is not worse for what nobody has measured."""
    known = [(share, weight) for share, weight in zip(shares, weights, strict=True) if share is not None]
    total = sum(weight for _, weight in known)
    return sum(share * weight for share, weight in known) / total if total else 0.0


def _ranks(scores: Sequence[float]) -> list[int]:
    """1 for the largest; equal ones share the better rank."""
    return [1 + sum(other > score + EQUAL for other in scores) for score in scores]


def _ranges(shares: Shares, base: Sequence[float]) -> list[tuple[int, int]]:
    """The best and the worst rank of each item over all combinations of shaken weights."""
    import numpy as np

    if not base:
        return [(1, 1) for _ in shares]
    weights = np.array(list(product(SHAKEN, repeat=len(base)))) * np.array(base)
    values = np.array(shares, dtype=float).reshape(len(shares), len(base))
    known = ~np.isnan(values)
    totals = weights @ known.T.astype(float)
    sums = weights @ np.where(known, values, 0.0).T
    scores = np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0)
    ranks = [1 + (scores > scores[:, [at]] + EQUAL).sum(axis=1) for at in range(len(shares))]
    return [(int(one.min()), int(one.max())) for one in ranks]


def _item(step: StepView, card: CardView, **ranked: object) -> BoardItem:
    return BoardItem.model_validate(
        {
            **ranked,
            "card": card.id,
            "lane": card.lane,
            "text": card.text,
            "step": step.id,
            "step_title": step.title,
            "step_number": step.number,
            "stage": step.stage,
            "mark": card.mark,
            "owner": card.owner,
            "evidence": card.evidence,
            "stale": card.stale,
            "answers": card.answers,
            "only": condition_of(card) or None,
        }
    )
