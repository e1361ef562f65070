"""Roll-outs in waves against the published minimum-wage study, brute force and simulation."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.science.att_average import Averages, by_event_time, by_group, simple
from desirepath.science.att_gt import NEVER, Cohort, Controls, GroupTime, group_time
from desirepath.science.did import Group
from desirepath.science.glm import fit

YEARS = [2003, 2004, 2005, 2006, 2007]


def cohorts(y: np.ndarray, first: np.ndarray) -> list[Cohort]:
    return [Cohort(float(g), Group.of_panel(y[first == g])) for g in np.unique(first)]


@pytest.fixture(scope="module")
def counties(published: Callable[[str], Path]) -> tuple[np.ndarray, np.ndarray]:
    """Log teen employment of 500 counties (500, 5), and the year in which their state raised the minimum wage."""
    table = pd.read_pickle(published("moderndid/core/datasets/mpdta_long.pkl.gz"), compression="gzip")
    wide = table.pivot(index="countyreal", columns="year", values="lemp")
    first = table.groupby("countyreal")["first.treat"].first().to_numpy(float)
    return wide.to_numpy(float), np.where(first == 0, NEVER, first)


def cells(found: GroupTime) -> dict[tuple[float, float], float]:
    return {(cell.first, cell.period): round(cell.effect.value or 0, 4) for cell in found.cells}


def test_minimum_wages_agree_with_the_published_group_time_effects(
    counties: tuple[np.ndarray, np.ndarray],
) -> None:
    found = cells(group_time(cohorts(*counties), YEARS))
    assert [found[2004, year] for year in YEARS[1:]] == [-0.0105, -0.0704, -0.1373, -0.1008]
    assert [found[2006, year] for year in YEARS[3:]] == [-0.0046, -0.0412]
    assert found[2007, 2007] == -0.0261


def test_minimum_wages_agree_with_the_published_averages(counties: tuple[np.ndarray, np.ndarray]) -> None:
    found = group_time(cohorts(*counties), YEARS)
    assert round(simple(found).overall.effect.value or 0, 4) == -0.0400
    assert round(by_group(found).overall.effect.value or 0, 4) == -0.0310
    times = {each.label: round(each.effect.value or 0, 4) for each in by_event_time(found).each}
    assert times[0] == -0.0199
    assert times[3] == -0.1008


def test_plain_two_way_fixed_effects_say_something_else(counties: tuple[np.ndarray, np.ndarray]) -> None:
    y, first = counties
    treated = (np.array(YEARS) >= first[:, None]).astype(float)

    def demeaned(v: np.ndarray) -> np.ndarray:
        return v - v.mean(axis=1, keepdims=True) - v.mean(axis=0) + v.mean()

    found = fit(demeaned(y).ravel(), demeaned(treated).reshape(-1, 1))
    assert round(found.coefficients[0], 4) == -0.0365


def test_errors_agree_with_the_units_own_influence(counties: tuple[np.ndarray, np.ndarray]) -> None:
    """The averages' errors from a sum over the 500 counties of what each does to the figure, weights included."""
    y, first = counties
    found = group_time(cohorts(y, first), YEARS)
    effects = {(c.first, c.period): c.effect.value or 0 for c in found.cells}
    influence = {}
    for g, t in effects:
        change = y[:, YEARS.index(int(t))] - y[:, YEARS.index(int(g)) - 1]
        total = np.zeros(500)
        for group, sign in ((first == g, 1), (first == NEVER, -1)):
            total += sign * group * (change - change[group].mean()) / group.mean()
        influence[g, t] = total
    for cell in found.cells:
        assert cell.error == pytest.approx(influence[cell.first, cell.period].std() / 500**0.5, rel=0.03)
    started = [key for key in effects if key[1] >= key[0]]
    shares = np.array([(first == g).mean() for g, _ in started])
    weights = shares / shares.sum()
    mean = sum(w * effects[key] for w, key in zip(weights, started, strict=True))
    whole = sum(w * influence[key] for w, key in zip(weights, started, strict=True)) + sum(
        ((first == key[0]) - p) * (effects[key] - mean) / shares.sum()
        for p, key in zip(shares, started, strict=True)
    )
    assert simple(found).overall.effect.value == pytest.approx(mean)
    assert simple(found).overall.error == pytest.approx(whole.std() / 500**0.5, rel=0.02)


def test_the_pretrend_test_is_near_that_of_the_reference(counties: tuple[np.ndarray, np.ndarray]) -> None:
    """The R package prints p = 0.168 for these data; its variances divide by n, ours by n - 1."""
    found = group_time(cohorts(*counties), YEARS).pretrend
    assert found is not None
    assert found.freedom == 5
    assert found.p == pytest.approx(0.168, abs=0.005)


def rollout(seed: int, effect: float = 1.0, n: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Eight periods; effects grow with the time since the start, and late starters come from a higher level."""
    random = np.random.default_rng(seed)
    first = random.choice([3.0, 5.0, 7.0, NEVER], n, p=[0.3, 0.2, 0.2, 0.3])
    t = np.arange(1, 9)
    level = random.normal(size=(n, 1)) + np.where(np.isinf(first), 9, first)[:, None] * 0.2
    since = np.where(t >= first[:, None], t - np.where(np.isinf(first), 0, first)[:, None] + 1, 0)
    return level + 0.3 * t + random.normal(size=(n, 8)) + effect * since, first


@pytest.mark.parametrize("controls", ["never", "not yet"])
def test_each_cell_is_the_difference_of_two_changes(controls: Controls) -> None:
    y, first = rollout(1)
    for cell in group_time(cohorts(y, first), range(1, 9), controls).cells:
        base, t = int(cell.first) - 2, int(cell.period) - 1
        change = y[:, t] - y[:, base]
        free = first == NEVER if controls == "never" else (first > max(t, base) + 1) & (first != cell.first)
        assert cell.effect.value == pytest.approx(change[first == cell.first].mean() - change[free].mean())


@pytest.mark.parametrize("controls", ["never", "not yet"])
def test_intervals_of_averages_cover_what_they_promise(controls: Controls) -> None:
    seen = []
    for seed in range(250):
        y, first = rollout(seed)
        times = by_event_time(group_time(cohorts(y, first), range(1, 9), controls))
        at = {each.label: each.effect for each in times.each}
        seen.append(
            [(at[e].low or 0) <= truth <= (at[e].high or 0) for e, truth in ((-2, 0), (0, 1), (2, 3))]
        )
    assert (np.mean(seen, axis=0) > 0.91).all()
    assert (np.mean(seen, axis=0) < 0.985).all()


def test_not_yet_treated_controls_do_without_anybody_who_never_is() -> None:
    y, first = rollout(2)
    there = np.isfinite(first)
    with pytest.raises(ValueError, match="never"):
        group_time(cohorts(y[there], first[there]), range(1, 9))
    found = group_time(cohorts(y[there], first[there]), range(1, 9), "not yet")
    assert max(cell.period for cell in found.cells if cell.first == 5) == 6
    assert simple(found).overall.effect.value == pytest.approx(2, abs=0.6)


@given(st.integers(0, 100))
def test_what_happens_to_all_moves_nothing_and_the_order_of_cohorts_neither(seed: int) -> None:
    y, first = rollout(seed, n=120)
    plain = cohorts(y, first)
    moved = cohorts(y + np.array([1, 5, -3, 2, 9, 0, 0, 4]), first)[::-1]
    for average in (simple, by_group, by_event_time):
        one: Averages = average(group_time(plain, range(1, 9)))
        two: Averages = average(group_time(moved, range(1, 9)))
        assert one.overall.effect.value == pytest.approx(two.overall.effect.value)
        assert one.overall.error == pytest.approx(two.overall.error)
        assert [e.label for e in one.each] == [e.label for e in two.each]


def test_waves_of_other_people_have_errors_from_counts_and_variances() -> None:
    early = Cohort(2, Group.of_waves([100, 100], [1.0, 3.0], [4.0, 9.0]))
    never = Cohort(NEVER, Group.of_waves([100, 100], [1.0, 2.0], [1.0, 2.0]))
    (cell,) = group_time([early, never], [1, 2]).cells
    assert (cell.effect.value, cell.error) == (1.0, pytest.approx(0.4))


def test_a_single_unit_has_values_without_errors() -> None:
    y, first = rollout(3)
    one = Cohort(4, Group.of_panel(y[:1]))
    found = group_time([one, Cohort(NEVER, Group.of_panel(y[first == NEVER]))], range(1, 9))
    assert found.covariance is None
    assert simple(found).overall.error is None


def test_two_cohorts_of_one_start_and_unfit_periods_are_refused() -> None:
    group = Group.of_panel(np.zeros((3, 2)))
    with pytest.raises(ValueError, match="same period"):
        group_time([Cohort(2, group), Cohort(2, group)], [1, 2])
    with pytest.raises(ValueError, match="rise"):
        group_time([Cohort(2, group)], [2, 1])
    with pytest.raises(ValueError, match="each period"):
        group_time([Cohort(2, group)], [1, 2, 3])
