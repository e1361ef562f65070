"""Shares that stay, day by day."""

from __future__ import annotations

import numpy as np
import pytest

from desirepath.insights.early.curves import HORIZONS, Watched, curve, shares_at


def watched(n: int, coming: bool) -> Watched:
    """Half of them on day 10, the others never; half are watched for 50 days and half for 100."""
    came = np.where(np.arange(n) % 2 == 0, 9.5, np.nan)
    return Watched(came, np.where(np.arange(n) < n / 2, 50.5, 100.2), coming)


@pytest.mark.parametrize("coming", [True, False])
def test_half_came_again_or_half_have_left(coming: bool) -> None:
    everybody = watched(200, coming)
    assert everybody.kept(9).mean() == (0.0 if coming else 1.0)
    assert everybody.kept(10).mean() == 0.5
    told, at = curve(everybody, np.ones(200, bool), np.ones(200))
    assert told.share[0] == (0.0 if coming else 1.0)
    assert told.share[-1] == pytest.approx(0.5)
    assert told.low[-1] < 0.5 < told.high[-1]
    assert told.days[-1] == 98  # the last week within the 100 days that half of them are watched
    assert [number is not None for number in at] == [day <= 100 for day in HORIZONS]


def test_a_curve_ends_where_too_few_are_watched() -> None:
    few = Watched(np.full(100, np.nan), np.append(np.full(80, 40.0), np.full(20, 300.0)), False)
    told, at = curve(few, np.ones(100, bool), np.ones(100))
    assert told.days[-1] == 35
    assert [one.day for one in shares_at(at, at)] == [30]


def test_weights_count_people_as_what_they_stand_for() -> None:
    everybody = watched(200, coming=True)
    # Those who came count three times as much as those who did not.
    weights = np.where(np.arange(200) % 2 == 0, 3.0, 1.0)
    told, _ = curve(everybody, np.ones(200, bool), weights)
    plain, _ = curve(everybody, np.ones(200, bool), np.ones(200))
    assert told.share[-1] == pytest.approx(0.75)
    assert told.high[-1] - told.low[-1] > 0.9 * (plain.high[-1] - plain.low[-1])


def test_nobody_has_no_curve() -> None:
    told, at = curve(watched(10, coming=True), np.zeros(10, bool), np.ones(10))
    assert told.days == []
    assert at == [None] * len(HORIZONS)
