"""Which dates and periods a map asks for."""

from __future__ import annotations

from datetime import date

import pytest

from desirepath.insights.asker import Asker
from desirepath.insights.measured_map import Asked
from desirepath.insights.tiles import Place


def asker(start: date | None, end: date | None) -> Asker:
    return Asker(None, Asked.of(None, start, end), date(2025, 1, 1), date(2026, 9, 30))  # type: ignore[arg-type]


def test_the_stretch_before_is_of_equal_length_and_ends_the_day_before() -> None:
    assert asker(date(2026, 4, 1), date(2026, 4, 30)).stretch_before() == (
        date(2026, 3, 2),
        date(2026, 3, 31),
    )


def test_an_open_end_means_the_last_day_of_the_data() -> None:
    assert asker(date(2026, 9, 1), None).stretch_before() == (date(2026, 8, 2), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("start", "can"), [(date(2026, 1, 1), True), (date(2025, 2, 1), False), (None, False)]
)
def test_the_time_before_is_shown_only_when_the_data_hold_all_of_it(start: date | None, can: bool) -> None:
    assert asker(start, None).can_look_before is can


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        (date(2026, 9, 1), date(2026, 9, 30), "day"),
        (date(2026, 4, 1), date(2026, 9, 30), "week"),
        (None, None, "month"),
    ],
)
def test_small_charts_have_a_readable_number_of_points(
    start: date | None, end: date | None, period: str
) -> None:
    assert asker(start, end).period == period


def test_measures_of_steps_are_asked_about_their_place_and_others_about_everybody() -> None:
    stage, step = Place(stage="decide"), Place(step="pay")
    assert stage.breakdown("conversion", {}) == ("stage",)
    assert step.breakdown("reach", {}) == ("step",)
    assert stage.breakdown("conversion", {"from": "basket", "to": "pay"}) == ()
    assert Place().breakdown("reach", {}) == ()


def test_the_last_days_end_with_the_dates_asked_and_have_a_time_before() -> None:
    last = asker(None, date(2026, 4, 30)).narrowed(None, "30d")
    assert (last.asked.start, last.asked.end) == (date(2026, 4, 1), date(2026, 4, 30))
    assert last.stretch_before() == (date(2026, 3, 2), date(2026, 3, 31))
    assert asker(date(2026, 9, 29), None).narrowed(None, "2w").asked.start == date(2026, 9, 17)


def test_two_conditions_must_both_hold_and_none_changes_nothing() -> None:
    ask = asker(None, None)
    assert ask.narrowed(None, None) is ask
    twice = ask.narrowed("channel = 'web' OR x", None).narrowed("kind = 'order'", None)
    assert twice.asked.where == "((channel = 'web' OR x)) AND (kind = 'order')"
