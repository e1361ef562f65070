"""Changes of level: how often they are cried where there are none, and whether those that are there are found."""

import numpy as np
import pytest

from desirepath.errors import InputError
from desirepath.science.changes import Change, changes, without_weekdays


def rates(
    chance: np.random.Generator, shares: np.ndarray, least: int = 40, most: int = 200
) -> tuple[Change, ...]:
    n = chance.integers(least, most, shares.size)
    return changes(chance.binomial(n, shares) / n, n, seed=int(chance.integers(10**6)))


def alarms(series: int, periods: int) -> float:
    chance = np.random.default_rng(11)
    return float(np.mean([bool(rates(chance, np.full(periods, 0.2))) for _ in range(series)]))


def test_series_without_a_change_seldom_raise_an_alarm() -> None:
    assert alarms(60, 20) <= 0.10


@pytest.mark.slow
def test_of_a_thousand_series_without_a_change_at_most_one_in_twenty_raises_an_alarm() -> None:
    assert alarms(1000, 26) <= 0.05 + 2 * (0.05 * 0.95 / 1000) ** 0.5


def test_a_stated_step_is_found_where_it_is_and_as_large_as_it_is() -> None:
    chance = np.random.default_rng(3)
    shares = np.where(np.arange(40) < 22, 0.30, 0.20)
    found = [rates(chance, shares, 300, 301) for _ in range(20)]
    assert sum(len(one) == 1 for one in found) >= 18
    ones = [one[0] for one in found if len(one) == 1]
    assert sum(abs(one.at - 22) <= 1 for one in ones) >= 0.85 * len(ones)
    assert sum(one.earliest <= 22 <= one.latest for one in ones) >= 0.85 * len(ones)
    held = [one for one in ones if (one.size.low or 0) <= -0.10 <= (one.size.high or 0)]
    assert len(held) >= 0.8 * len(ones)


def test_a_bump_in_the_middle_is_two_changes() -> None:
    chance = np.random.default_rng(4)
    place = np.arange(60)
    found = rates(chance, np.where((place >= 20) & (place < 32), 0.40, 0.25), 400, 401)
    assert [abs(one.at - there) <= 1 for one, there in zip(found, (20, 32), strict=True)] == [True, True]
    assert [np.sign(one.size.value or 0) for one in found] == [1, -1]


def test_weekdays_are_no_changes_and_hide_none() -> None:
    chance = np.random.default_rng(5)
    day = np.arange(70)
    level = np.where(day < 35, 100.0, 130.0)
    y = level + np.where(day % 7 >= 5, 60.0, 0.0) + chance.normal(0, 5, 70)
    (found,) = changes(without_weekdays(y, day % 7, np.ones(70)), np.ones(70))
    assert abs(found.at - 35) <= 1
    assert found.size.value == pytest.approx(30, abs=5)


def test_few_periods_and_flat_series_hold_no_change() -> None:
    assert changes([1.0, 1, 1, 9, 9, 9, 9], np.ones(7)) == ()
    assert changes(np.ones(30), np.ones(30)) == ()


def test_a_series_with_holes_is_refused() -> None:
    with pytest.raises(InputError) as error:
        changes([1.0, float("nan")], [1.0, 1.0])
    assert error.value.code == "bad_series"
