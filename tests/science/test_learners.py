"""The two learners against statsmodels, and what they must not be upset by."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.learners import Logistic, Ridge


def rows(seed: int, n: int = 300):  # type: ignore[no-untyped-def]
    random = np.random.default_rng(seed)
    x = np.column_stack([random.normal(5, 3, n), random.random(n) < 0.3, random.lognormal(3, 1, n)])
    score = 0.4 * (x[:, 0] - 5) + x[:, 1] - 0.01 * x[:, 2]
    return x, (random.random(n) < 1 / (1 + np.exp(-score))).astype(float), random.uniform(0.5, 2, n)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_logistic_without_penalty_agrees_with_statsmodels(seed: int) -> None:
    x, y, weights = rows(seed)
    ours = Logistic(0, squares=False).fit(x, y, weights)(x)
    model = sm.GLM(y, sm.add_constant(x), family=sm.families.Binomial(), var_weights=weights).fit()
    assert ours == pytest.approx(model.predict(sm.add_constant(x)), abs=1e-6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ridge_without_penalty_agrees_with_least_squares_on_all_terms(seed: int) -> None:
    x, y, weights = rows(seed)
    a, b, c = x.T
    terms = np.column_stack([np.ones(len(x)), x, a**2, c**2, a * b, a * c, b * c])
    expected = terms @ sm.WLS(y, terms, weights).fit().params
    assert Ridge(0).fit(x, y, weights)(x) == pytest.approx(expected, abs=1e-6)


def test_ridge_agrees_with_its_closed_form() -> None:
    x, y, weights = rows(4)
    middle = np.average(x, axis=0, weights=weights)
    z = (x - middle) / np.sqrt(np.average((x - middle) ** 2, axis=0, weights=weights))
    centred = y - np.average(y, weights=weights)
    b = np.linalg.solve(z.T @ (weights[:, None] * z) + 50 * np.eye(3), z.T @ (weights * centred))
    found = Ridge(50, squares=False, products=False).fit(x, y, weights)(x)
    assert found == pytest.approx(np.average(y, weights=weights) + z @ b)


def test_several_outcomes_at_once_are_each_one_alone() -> None:
    x, y, weights = rows(5)
    both = np.column_stack([y, 100 * x[:, 0] + 3])
    together = Ridge().fit(x, both, weights)(x)
    for place in range(2):
        assert together[:, place] == pytest.approx(Ridge().fit(x, both[:, place], weights)(x))


def test_cross_validation_gives_up_terms_that_foretell_nothing() -> None:
    wild, calm = [], []
    for seed in range(9):
        random = np.random.default_rng(seed)
        x, y, new = random.normal(size=(60, 9)), random.normal(size=60), random.normal(size=(500, 9))
        wild.append(np.std(Ridge(0.01).fit(x, y, np.ones(60))(new)))
        calm.append(np.std(Ridge().fit(x, y, np.ones(60))(new)))
    assert np.median(calm) < 0.3 < 1 < np.median(wild)


@given(st.integers(0, 1000))
def test_a_duplicated_row_is_a_row_of_weight_two(seed: int) -> None:
    x, y, _ = rows(seed, 60)
    weights = np.where(np.arange(60) % 3 == 0, 2.0, 1.0)
    twice = np.repeat(np.arange(60), weights.astype(int))
    for learner in (Logistic(), Ridge()):
        expected = learner.fit(x[twice], y[twice], np.ones(len(twice)))(x)
        assert learner.fit(x, y, weights)(x) == pytest.approx(expected, abs=1e-5)


def test_a_column_without_spread_and_a_column_given_twice_change_nothing() -> None:
    x, y, weights = rows(7)
    wide = np.column_stack([x, np.full(len(x), 0.1), x[:, 0]])
    for learner in (Logistic(0, squares=False), Ridge(0, squares=False, products=False)):
        assert learner.fit(wide, y, weights)(wide) == pytest.approx(learner.fit(x, y, weights)(x), abs=1e-6)


def test_one_class_alone_is_foretold_as_certain() -> None:
    x = np.arange(4.0).reshape(-1, 1)
    assert Logistic().fit(x, np.ones(4), np.ones(4))(x).tolist() == [1.0] * 4


def test_a_covariate_that_tells_all_apart_makes_certain_without_a_penalty_only() -> None:
    x = np.arange(6.0).reshape(-1, 1)
    y = (x[:, 0] > 2.5).astype(float)
    assert Logistic(1.0).fit(x, y, np.ones(6))(x)[0] > 0.01
    assert Logistic(0, squares=False).fit(x, y, np.ones(6))(x) == pytest.approx(y, abs=1e-6)
