"""The order of pains and opportunities, and how far it hangs on the weights."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.insights.axes import AXES
from desirepath.insights.board import SHAKEN, BoardItem, board
from desirepath.insights.measured_map import MeasuredMap
from desirepath.services.mapping import measured_map
from desirepath.services.workspace import open_workspace

SCORED = [axis for axis in AXES.values() if axis.weight]


@pytest.fixture(scope="module")
def document(loam: Path) -> MeasuredMap:
    return measured_map(open_workspace(loam))


def by_hand(items: list[BoardItem], weights: dict[str, float]) -> dict[str, float]:
    """The score in words: mean of shares of the largest, what is unknown left out; effort counts downwards."""
    scores = {}
    for item in items:
        known = []
        for axis in SCORED:
            value = item.values[axis.name]
            most = max(other.values[axis.name] or 0 for other in items)
            if value is not None:
                share = 1 - (value - 1) / 4 if axis.name == "effort" else value / most if most else 0
                known.append((share, weights.get(axis.name, 1)))
        total = sum(weight for _, weight in known)
        scores[item.card] = sum(s * w for s, w in known) / total if total else 0
    return scores


def ranks(scores: dict[str, float]) -> dict[str, int]:
    return {name: 1 + sum(o > s + 1e-12 for o in scores.values()) for name, s in scores.items()}


weights = st.fixed_dictionaries(
    {}, optional={axis.name: st.sampled_from([0.0, 0.5, 1.0, 3.0]) for axis in SCORED}
)


@given(weights=weights, effort=st.floats(1, 5))
def test_scores_and_ranks_are_those_of_the_formula(
    document: MeasuredMap, weights: dict[str, float], effort: float
) -> None:
    first = next(card.id for step in document.steps for card in step.cards if card.lane == "pain")
    items = board(document, {first: {"effort": effort}}, weights)
    for lane in ("pain", "opportunity"):
        mine = [item for item in items if item.lane == lane]
        scores = by_hand(mine, weights)
        assert {i.card: i.score for i in mine} == pytest.approx(
            {c: 100 * s for c, s in scores.items()}, abs=0.06
        )
        assert [i.rank for i in mine] == sorted(i.rank for i in mine)
        assert {i.card: i.rank for i in mine} == ranks(scores)


def test_the_ranks_of_an_item_are_those_it_takes_when_weights_change_by_a_fifth(
    document: MeasuredMap,
) -> None:
    mine = [item for item in board(document, {}) if item.lane == "pain"]
    seen: dict[str, set[int]] = {item.card: set() for item in mine}
    for shaken in product(SHAKEN, repeat=len(SCORED)):
        names = {axis.name: weight for axis, weight in zip(SCORED, shaken, strict=True)}
        for card, rank in ranks(by_hand(mine, names)).items():
            seen[card].add(rank)
    assert {i.card: (i.rank_low, i.rank_high) for i in mine} == {c: (min(r), max(r)) for c, r in seen.items()}


def test_every_pain_and_opportunity_of_the_map_is_on_the_board_once(document: MeasuredMap) -> None:
    cards = [c.id for s in document.steps for c in s.cards if c.lane in ("pain", "opportunity")]
    assert sorted(item.card for item in board(document, {})) == sorted(cards)


def test_more_effort_never_lifts_an_item(document: MeasuredMap) -> None:
    last = next(item for item in board(document, {}) if item.lane == "opportunity")
    scores = [
        next(i.score for i in board(document, {last.card: {"effort": e}}) if i.card == last.card)
        for e in (1.0, 2.0, 3.0, 4.0, 5.0)
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]
