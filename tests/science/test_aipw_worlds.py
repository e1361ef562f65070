"""The adjusted effect in two worlds whose truth is known, and how long it takes."""

import time

import numpy as np
import pandas as pd
import pytest
from confounded import truth, world

from desirepath.science.aipw import effect_on_exposed
from desirepath.science.balance import ALIKE
from desirepath.science.crossfit import assign_folds


def study(effect: bool, runs: int, first: int = 0) -> pd.DataFrame:
    rows = []
    for seed in range(first, first + runs):
        random = np.random.default_rng(seed)
        w = world(random, effect)
        folds = assign_folds(np.arange(w.value.size), 5, random)
        found = effect_on_exposed(w.lost, w.exposed, w.covariates, folds)
        e = found.effects[0]
        rows.append(
            {
                "value": e.estimate.value,
                "low": e.estimate.low,
                "high": e.estimate.high,
                "naive": e.naive.value,
                "naive_low": e.naive.low,
                "worst": found.propensity.worst,
            }
        )
    return pd.DataFrame(rows).assign(
        covered=lambda t: (t["low"] <= truth(effect)) & (truth(effect) <= t["high"]),
        naively=lambda t: t["naive_low"] <= truth(effect),
    )


def test_the_adjusted_effect_is_near_the_truth_where_the_naive_one_is_twice_as_large() -> None:
    found = study(True, 20)
    assert abs(found["value"].mean() / truth(True) - 1) < 0.15
    assert found["covered"].sum() >= 16
    assert found["naive"].mean() / truth(True) > 1.8
    assert found["worst"].max() < ALIKE


def test_where_the_pain_does_nothing_the_adjusted_effect_says_so_and_the_naive_one_never() -> None:
    found = study(False, 20)
    assert truth(False) == 0
    assert abs(found["value"].mean()) < 0.15 * truth(True)
    assert found["covered"].sum() >= 16
    assert found["naively"].sum() == 0


@pytest.mark.slow
def test_over_400_worlds_the_bias_is_small_and_the_interval_covers_what_it_promises() -> None:
    real, none = study(True, 400), study(False, 400)
    assert abs(real["value"].mean() / truth(True) - 1) < 0.03
    assert 0.92 <= real["covered"].mean() <= 0.98
    assert real["naive"].mean() / truth(True) - 1 > 1.0
    assert 0.92 <= none["covered"].mean() <= 0.98
    assert none["naively"].sum() == 0


@pytest.mark.slow
def test_two_hundred_thousand_rows_of_fifteen_covariates_take_seconds() -> None:
    random = np.random.default_rng(12)
    x = random.normal(size=(200_000, 15))
    exposed = random.random(200_000) < 1 / (1 + np.exp(2 - 0.5 * x[:, 0]))
    customers = np.arange(200_000) // 2
    y = x[:, 0] + 0.3 * exposed + random.normal(size=200_000)
    folds = assign_folds(customers, 5, random)
    started = time.process_time()
    found = effect_on_exposed(y, exposed, x, folds, clusters=customers)
    assert time.process_time() - started < 60
    assert found.effects[0].estimate.value == pytest.approx(0.3, abs=4 * found.effects[0].error)
