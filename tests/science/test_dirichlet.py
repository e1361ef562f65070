"""How alike customers are: the likelihood by hand, and the strength of a made-up world."""

from __future__ import annotations

from math import log, prod

import numpy as np
import pytest

from desirepath.science.dirichlet import MOST, Counted, fit_repeat, fit_strength, log_likelihood

SHARES = np.array([0.5, 0.3, 0.2])


def counted(times: np.ndarray) -> Counted:
    """Of a table customers × things, counted into cells."""
    what, often, people = [], [], []
    for k in range(times.shape[1]):
        for value, n in zip(*np.unique(times[times[:, k] > 0, k], return_counts=True), strict=True):
            what, often, people = [*what, k], [*often, value], [*people, n]
    totals, everybody = np.unique(times.sum(axis=1), return_counts=True)
    return Counted(what, often, people, totals, everybody)


def test_the_likelihood_is_that_of_one_thing_after_the_other() -> None:
    times = np.array([[2, 1, 0], [0, 0, 3], [1, 0, 0], [1, 0, 0]])
    strength = 1.7

    def one(line: np.ndarray) -> float:
        done, chances = np.zeros(3), []
        for what in np.repeat(np.arange(3), line):
            chances.append((done[what] + strength * SHARES[what]) / (done.sum() + strength))
            done[what] += 1
        return prod(chances)

    wanted = sum(log(one(line)) for line in times)
    assert log_likelihood(SHARES, counted(times), strength) == pytest.approx(wanted)


@pytest.mark.parametrize("strength", [0.5, 3.0, 20.0])
def test_the_strength_of_a_made_up_world_is_found(strength: float) -> None:
    chance = np.random.default_rng(4)
    own = chance.dirichlet(strength * SHARES, 4_000)
    times = np.array(
        [chance.multinomial(n, p) for n, p in zip(chance.integers(1, 20, 4_000), own, strict=True)]
    )
    assert fit_strength(SHARES, counted(times)) == pytest.approx(strength, rel=0.12)


def test_where_all_are_alike_own_counts_weigh_next_to_nothing() -> None:
    times = np.random.default_rng(5).multinomial(12, SHARES, 4_000)
    assert fit_strength(SHARES, counted(times)) > 300
    assert fit_strength(SHARES, counted(np.full((50, 3), 4) * [3, 2, 1])) > MOST / 2


def test_how_often_the_last_is_done_again_is_found() -> None:
    chance = np.random.default_rng(6)
    last = chance.choice(3, 20_000, p=SHARES)
    then = np.where(chance.random(20_000) < 0.4, last, chance.choice(3, 20_000, p=SHARES))
    # the chance is that of what was done; of the last, the share is the same in the long run
    found = fit_repeat(SHARES, then, then == last, np.ones(20_000))
    assert found == pytest.approx(0.4, abs=0.02)
    assert fit_repeat(SHARES, [], [], []) == 0
