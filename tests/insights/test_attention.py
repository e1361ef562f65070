"""What asks for attention, in words."""

from __future__ import annotations

import pytest

from desirepath.insights.attention import OLD_DAYS, MapState, heading, sentences

FRESH = MapState("First visit", 1)
OLD = MapState("Market stall", OLD_DAYS)
BELIEVED = MapState("Partners", None)
LATE = MapState("Returns", 1, overdue=3)
BROKEN = MapState("plan", None, broken=True)
CHANGED = MapState("Gifts", None, changed=True)


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        ([], "No map yet"),
        ([FRESH], "The map is in good order"),
        ([FRESH, FRESH], "Every map is in good order"),
        ([LATE], "The map asks for attention"),
        ([FRESH, OLD], "One map asks for attention"),
        ([FRESH, OLD, BELIEVED, LATE], "Three maps ask for attention"),
        ([OLD] * 13, "13 maps ask for attention"),
    ],
)
def test_the_heading_counts_the_maps_that_ask(maps: list[MapState], said: str) -> None:
    assert heading(maps) == said


def test_fresh_maps_without_late_actions_ask_for_nothing() -> None:
    assert sentences([FRESH, FRESH]) == "The data are fresh and no action is late."


def test_what_is_most_pressing_is_said_first() -> None:
    assert sentences([FRESH, OLD, BELIEVED, LATE, BROKEN, CHANGED]) == (
        "“plan” cannot be read. Three actions are overdue. “Gifts” has changed since the last build. "
        f"The data of “Market stall” are {OLD_DAYS} days old. "
        "“Partners” is still all belief: nobody has brought it data."
    )


def test_several_maps_are_counted_instead_of_named() -> None:
    assert sentences([BELIEVED, BELIEVED, FRESH]) == (
        "Two maps are still all belief: nobody has brought them data."
    )
    assert sentences([OLD, OLD, FRESH]) == f"The data of two maps are up to {OLD_DAYS} days old."


def test_data_that_are_old_for_all_maps_are_told_once() -> None:
    assert sentences([OLD, OLD]) == f"The newest data are {OLD_DAYS} days old."


def test_one_late_action_is_singular() -> None:
    assert sentences([MapState("Returns", 1, overdue=1)]) == "One action is overdue."


def test_the_day_before_data_are_old_they_are_not() -> None:
    assert not MapState("a", OLD_DAYS - 1).asks
    assert MapState("a", OLD_DAYS).asks
