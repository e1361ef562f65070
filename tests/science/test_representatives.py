"""Edit distances and medoids agree with plain loops and with trying everything."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.science import representatives
from desirepath.science.representatives import distances, medoids

sequences = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=6), min_size=1, max_size=7)


def edits(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    @cache
    def upto(n: int, m: int) -> int:
        if not n or not m:
            return n + m
        kept = upto(n - 1, m - 1) + (one[n - 1] != other[m - 1])
        return min(kept, upto(n - 1, m) + 1, upto(n, m - 1) + 1)

    return upto(len(one), len(other))


def normal(one: list[int], other: list[int]) -> float:
    d = edits(tuple(one), tuple(other))
    return 2 * d / (len(one) + len(other) + d)


@given(sequences, sequences)
def test_distances_are_those_of_the_definition(some: list[list[int]], others: list[list[int]]) -> None:
    found = distances([np.array(one) for one in some], [np.array(one) for one in others])
    assert found == pytest.approx(np.array([[normal(one, other) for other in others] for one in some]))


def test_they_are_the_same_in_lots(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(3)
    some = [chance.integers(0, 4, chance.integers(1, 8)) for _ in range(12)]
    whole = distances(some, some)
    monkeypatch.setattr(representatives, "LOT", 100)
    assert np.array_equal(distances(some, some), whole)


@given(sequences)
def test_the_distance_is_a_metric(some: list[list[int]]) -> None:
    found = distances(*[[np.array(one) for one in some]] * 2)
    assert np.array_equal(found, found.T)
    assert all((found[i, j] == 0) == (some[i] == some[j]) for i in range(len(some)) for j in range(len(some)))
    assert (found[:, None, :] <= found[:, :, None] + found[None] + 1e-12).all()


def test_up_to_64_places_are_compared_and_more_refused() -> None:
    chance = np.random.default_rng(5)
    some = [chance.integers(0, 3, length) for length in (64, 63, 33, 1)]
    expected = [[normal(one.tolist(), other.tolist()) for other in some] for one in some]
    assert distances(some, some) == pytest.approx(np.array(expected))
    with pytest.raises(ValueError, match="at most 64"):
        distances(some, [np.zeros(65, np.int64)])


def test_a_word_known_from_textbooks() -> None:
    kitten, sitting = (np.frombuffer(word, np.uint8).astype(np.int64) for word in (b"kitten", b"sitting"))
    assert distances([kitten], [sitting])[0, 0] == pytest.approx(2 * 3 / (6 + 7 + 3))


@settings(max_examples=150)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 9))
def test_medoids_are_those_of_trying_everything_or_no_swap_betters_them(seed: int, k: int, size: int) -> None:
    chance = np.random.default_rng(seed)
    some = [chance.integers(0, 3, chance.integers(1, 7)) for _ in range(size)]
    weights = chance.integers(1, 20, size).astype(float)
    distance = distances(some, some)
    chosen = medoids(distance, weights, k)

    def cost(picked: tuple[int, ...]) -> float:
        return float(sum(w * min(distance[n, m] for m in picked) for n, w in enumerate(weights)))

    best = min(cost(picked) for picked in combinations(range(size), min(k, size)))
    mine = tuple(int(n) for n in chosen.medoids)
    assert len(set(mine)) == min(k, size)
    assert chosen.cost == pytest.approx(cost(mine))
    for swapped in ((*mine[:n], new, *mine[n + 1 :]) for n in range(len(mine)) for new in range(size)):
        assert len(set(swapped)) < len(mine) or cost(swapped) >= chosen.cost - 1e-6
    if k == 1:
        assert chosen.cost == pytest.approx(best)
    assert chosen.cost <= best * 5 + 1e-9  # Arya et al. 2004


def test_groups_far_apart_have_a_representative_each_the_largest_first() -> None:
    some = [np.array(one) for one in ([1, 1, 2], [1, 2], [1, 2, 2], [5, 6, 7, 8], [5, 6, 7])]
    chosen = medoids(distances(some, some), np.array([1.0, 9, 1, 20, 3]), 2)
    assert chosen.medoids.tolist() == [3, 1]
