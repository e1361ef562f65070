"""The split among causes against all orders, its axioms, and a published identity."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.shapley import Worth, split

games = st.integers(1, 6).flatmap(
    lambda m: st.tuples(st.just(m), st.lists(st.floats(-100, 100), min_size=2**m, max_size=2**m))
)


def worth(values: list[float]) -> Worth:
    return lambda chosen: values[sum(2**cause for cause in chosen)]


@given(games)
def test_the_split_is_the_mean_over_all_orders(game: tuple[int, list[float]]) -> None:
    m, values = game
    gains = np.zeros((0, m))
    for order in itertools.permutations(range(m)):
        row = np.zeros(m)
        for place, cause in enumerate(order):
            row[cause] = worth(values)(frozenset(order[: place + 1])) - worth(values)(
                frozenset(order[:place])
            )
        gains = np.vstack([gains, row])
    assert split(worth(values), m).parts == pytest.approx(gains.mean(axis=0), abs=1e-9)


@given(games, st.integers(0, 99))
def test_the_parts_sum_to_the_total_exact_or_sampled(game: tuple[int, list[float]], seed: int) -> None:
    m, values = game
    for found in (split(worth(values), m), split(worth(values), m, np.random.default_rng(seed), orders=3)):
        assert found.parts.sum() == pytest.approx(found.total, abs=1e-8)
        assert found.total == pytest.approx(values[-1] - values[0])


@given(games)
def test_a_cause_that_adds_nothing_gets_nothing_and_equals_get_the_same(
    game: tuple[int, list[float]],
) -> None:
    m, values = game
    idle = split(lambda chosen: worth(values)(chosen - {m}), m + 1).parts
    assert idle[m] == pytest.approx(0, abs=1e-9)
    assert idle[:m] == pytest.approx(split(worth(values), m).parts, abs=1e-9)
    alike = split(lambda chosen: values[min(len(chosen), m)], m).parts
    assert alike == pytest.approx(np.full(m, alike.mean()), abs=1e-9)


def test_sets_of_touchpoints_are_split_equally_as_in_the_published_identity() -> None:
    converted = {"A": 2, "B": 1, "AB": 4, "ABC": 3}
    found = split(lambda on: sum(n for s, n in converted.items() if {"ABC".index(c) for c in s} <= on), 3)
    assert found.parts == pytest.approx([5, 4, 1])


def test_sampled_orders_come_near_and_say_how_near() -> None:
    """Twenty causes; a customer is lost if any of the pains they have strikes."""
    random = np.random.default_rng(1)
    pains = random.random((200, 20)) < 0.15
    harm = random.random(20) * 0.3

    def lost(on: frozenset[int]) -> float:
        at_work = np.isin(np.arange(20), list(on))
        return float((1 - np.prod(1 - harm * pains * at_work, axis=1)).sum())

    found, again = (split(lost, 20, np.random.default_rng(2), orders=50) for _ in range(2))
    other = split(lost, 20, np.random.default_rng(3), orders=400)
    assert found.parts.tolist() == again.parts.tolist()
    assert (np.abs(found.parts - other.parts) < 4 * np.hypot(found.errors, other.errors) + 1e-9).all()
    alone = [lost(frozenset({cause})) for cause in range(20)]
    assert sum(alone) > found.total * 1.1  # what each pain costs alone cannot be added up


def test_many_causes_need_sampling() -> None:
    with pytest.raises(ValueError, match="sample"):
        split(lambda on: 0.0, 13)
    with pytest.raises(ValueError, match="two orders"):
        split(lambda on: 0.0, 2, np.random.default_rng(1), orders=1)
