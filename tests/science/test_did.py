"""Difference in differences against Proposition 99, regressions, and people who were chosen for being unlucky."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.did import Group, difference_in_differences
from desirepath.science.intervals import difference_of_means
from desirepath.science.tails import wald


def panel(seed: int, n: int = 30, periods: int = 5, effect: float = 0.0) -> np.ndarray:
    random = np.random.default_rng(seed)
    level = random.normal(size=(n, 1)) + np.arange(periods) * 0.5
    return level + random.normal(size=(n, periods)) + effect * (np.arange(periods) >= periods - 2)


AFTER = [False, False, False, True, True]


def test_proposition_99_agrees_with_the_published_difference_in_differences(
    published: Callable[[str], Path],
) -> None:
    packs = pd.read_csv(published("synthdid/data/california_prop99.csv"), sep=";").pivot(
        index="State", columns="Year", values="PacksPerCapita"
    )
    california = packs.index == "California"
    found = difference_in_differences(
        Group.of_panel(packs[california]), Group.of_panel(packs[~california]), packs.columns >= 1989
    )
    assert round(found.effect.value or 0, 3) == -27.349
    assert (found.error, found.effect.low, found.pretrend) == (None, None, None)


@given(st.integers(0, 500))
def test_a_panel_is_the_difference_of_each_units_own_change(seed: int) -> None:
    one, two = panel(seed, 12, effect=1), panel(seed + 1, 20)
    found = difference_in_differences(Group.of_panel(one), Group.of_panel(two), AFTER)
    a, b = (y[:, 3:].mean(axis=1) - y[:, :3].mean(axis=1) for y in (one, two))
    assert found.effect.value == pytest.approx(a.mean() - b.mean())
    assert found.error == pytest.approx((a.var(ddof=1) / 12 + b.var(ddof=1) / 20) ** 0.5)


def test_waves_of_other_people_agree_with_a_saturated_regression() -> None:
    random = np.random.default_rng(2)
    treated, after = random.random(800) < 0.4, random.random(800) < 0.5
    y = random.normal(size=800) * (1 + treated) + treated + 2 * after + 1.5 * treated * after
    cells = {(g, t): y[(treated == g) & (after == t)] for g in (True, False) for t in (False, True)}
    groups = [
        Group.of_waves(
            *zip(*((len(c), c.mean(), c.var(ddof=1)) for c in (cells[g, False], cells[g, True])), strict=True)
        )
        for g in (True, False)
    ]
    found = difference_in_differences(*groups, [False, True])
    x = np.column_stack([np.ones(800), treated, after, treated * after])
    oracle = sm.OLS(y, x).fit(cov_type="HC2")  # HC2 in a saturated model: each cell's own s^2 / n
    assert (found.effect.value, found.error) == (
        pytest.approx(oracle.params[3]),
        pytest.approx(oracle.bse[3]),
    )
    assert found.expected + (found.effect.value or 0) == pytest.approx(cells[True, True].mean())


@given(st.integers(0, 100), st.floats(-100, 100))
def test_what_happens_to_both_moves_nothing(seed: int, shift: float) -> None:
    one, two = panel(seed), panel(seed + 1)
    plain = difference_in_differences(Group.of_panel(one), Group.of_panel(two), AFTER)
    for change in (shift, shift * np.arange(5)):
        moved = difference_in_differences(Group.of_panel(one + change), Group.of_panel(two + change), AFTER)
        assert moved.effect.value == pytest.approx(plain.effect.value, abs=1e-9)
        assert moved.error == pytest.approx(plain.error, abs=1e-9)


@given(st.integers(0, 100))
def test_sums_of_parts_say_the_same_as_all_rows(seed: int) -> None:
    y = panel(seed)
    parts = [y[:11], y[11:]]
    added = Group.of_sums(30, sum(p.sum(axis=0) for p in parts), sum(p.T @ p for p in parts))
    whole = Group.of_panel(y)
    assert added.means == pytest.approx(whole.means)
    assert added.covariance == pytest.approx(whole.covariance)


def test_the_interval_covers_and_the_pretrend_test_warns_as_often_as_promised() -> None:
    found = [
        difference_in_differences(
            Group.of_panel(panel(2 * seed, 80, effect=1)), Group.of_panel(panel(2 * seed + 1, 80)), AFTER
        )
        for seed in range(400)
    ]
    assert 0.92 <= np.mean([(e.effect.low or 0) <= 1 <= (e.effect.high or 0) for e in found]) <= 0.98
    assert 0.02 <= np.mean([e.pretrend.p < 0.05 for e in found if e.pretrend]) <= 0.085


def test_groups_that_moved_apart_before_are_noticed() -> None:
    drifting = panel(1, 100) + 0.4 * np.arange(5)
    found = difference_in_differences(Group.of_panel(drifting), Group.of_panel(panel(2, 100)), AFTER)
    assert found.pretrend is not None
    assert found.pretrend.freedom == 2
    assert found.pretrend.p < 0.01


def test_the_worst_of_a_noisy_survey_recover_by_themselves_and_a_control_group_says_so() -> None:
    """The worst tenth by one survey, nothing done to anybody: before and after alone finds a clear improvement."""
    random = np.random.default_rng(3)
    feeling = random.normal(7, 1.2, 20_000)
    first, second = (np.clip(feeling + random.normal(0, 1.4, 20_000), 0, 10) for _ in range(2))
    worst = first <= np.quantile(first, 0.1)
    before, after = first[worst], second[worst]
    assert after.mean() - before.mean() > 1.5
    alone = difference_of_means(*((len(y), y.sum(), y @ y) for y in (after, before)))
    assert (alone.low or 0) > 1  # a "clear" effect of nothing
    called = random.random(before.size) < 0.5  # half of the worst are called, the others held out
    found = difference_in_differences(
        *(Group.of_panel(np.column_stack([before, after])[rows]) for rows in (called, ~called)), [False, True]
    )
    assert (found.effect.low or 1) <= 0 <= (found.effect.high or -1)


def test_the_worst_against_everybody_else_is_no_control_group() -> None:
    random = np.random.default_rng(4)
    feeling = random.normal(7, 1.2, 20_000)
    surveys = np.column_stack([feeling + random.normal(0, 1.4, 20_000) for _ in range(2)])
    worst = surveys[:, 0] <= np.quantile(surveys[:, 0], 0.1)
    found = difference_in_differences(
        Group.of_panel(surveys[worst]), Group.of_panel(surveys[~worst]), [False, True]
    )
    assert (found.effect.low or 0) > 1


def test_a_joint_test_of_one_number_is_the_normal_test() -> None:
    found = wald(np.array([1.959963985]), np.eye(1))
    assert (found.freedom, round(found.p, 6)) == (1, 0.05)


@pytest.mark.parametrize("after", [[True] * 5, [False] * 5, [True]])
def test_a_before_and_an_after_are_needed(after: list[bool]) -> None:
    group = Group.of_panel(panel(5))
    with pytest.raises(ValueError, match="period"):
        difference_in_differences(group, group, after)
