"""What moved between two periods, against differences counted from numerators and denominators."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desirepath.insights.measured_map import MeasuredMap
from desirepath.insights.moved import Moved, headline, moved
from desirepath.science.intervals import difference_of_shares
from desirepath.services.mapping import measured_map
from desirepath.services.workspace import open_workspace


@pytest.fixture(scope="module")
def halves(loam: Path) -> tuple[MeasuredMap, MeasuredMap]:
    shop = open_workspace(loam)
    return (
        measured_map(shop, start=date(2025, 4, 1), end=date(2025, 12, 31)),
        measured_map(shop, start=date(2026, 1, 1), end=date(2026, 9, 30)),
    )


def shares(found: list[Moved]) -> list[Moved]:
    return [one for one in found if one.now.unit == "share" and one.certainty is not None]


def test_a_difference_of_rates_is_newcombe_s(halves: tuple[MeasuredMap, MeasuredMap]) -> None:
    compared = shares(moved(*halves))
    assert len(compared) > 8
    for one in compared:
        now, then = one.now, one.before
        assert None not in (now.numerator, now.denominator, then.numerator, then.denominator)
        expected = difference_of_shares(
            now.numerator or 0, now.denominator or 0, then.numerator or 0, then.denominator or 0
        )
        assert (one.change, one.low, one.high) == pytest.approx((expected.value, expected.low, expected.high))


def test_words_follow_the_interval_and_only_a_sure_change_is_wanted_or_not(
    halves: tuple[MeasuredMap, MeasuredMap],
) -> None:
    for one in moved(*halves):
        if one.certainty == "clear":
            assert one.low is not None
            assert one.high is not None
            assert one.low > 0 or one.high < 0
        if one.certainty in (None, "cannot tell"):
            assert one.wanted is None
        if "hidden" in (one.now.show, one.before.show):
            assert (one.change, one.certainty) == (None, None)


def test_the_other_way_round_everything_changes_its_sign(halves: tuple[MeasuredMap, MeasuredMap]) -> None:
    forth = {(one.part, one.id): one for one in moved(*halves)}
    back = {(one.part, one.id): one for one in moved(*reversed(halves))}
    assert forth.keys() == back.keys()
    for key, one in forth.items():
        if one.change is not None:
            assert (back[key].change, back[key].low) == pytest.approx((-one.change, -(one.high or 0)))
            assert back[key].certainty == one.certainty


def test_a_period_against_itself_moves_nothing(halves: tuple[MeasuredMap, MeasuredMap]) -> None:
    found = moved(halves[0], halves[0])
    assert {one.change for one in found} <= {0.0, None}
    assert headline(found).startswith("Nothing moved for sure")
