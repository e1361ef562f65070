"""Cards as the map shows them."""

from __future__ import annotations

from datetime import date

import pytest

from desirepath.domain.map import Card, Evidence, Lane, Map, Stage, Step
from desirepath.domain.records import records_of
from desirepath.insights.cards import card_views, confidence, lanes_of, marks

TODAY = date(2026, 9, 30)


def plan(*cards: Card) -> Map:
    steps = [
        Step(id="a", title="A", cards=list(cards)),
        Step(id="b", title="B", cards=[Card(lane=Lane.OPPORTUNITY, text="z")]),
    ]
    return Map(title="T", stages=[Stage(id="s", title="S", steps=steps)])


def views(*cards: Card) -> list:
    drawn = plan(*cards)
    return card_views(drawn.steps()[0], marks(drawn), {}, TODAY)


def test_opportunities_are_numbered_through_the_whole_map() -> None:
    drawn = plan(
        Card(lane=Lane.OPPORTUNITY, text="x"),
        Card(lane=Lane.PAIN, text="p"),
        Card(lane=Lane.OPPORTUNITY, text="y"),
    )
    assert marks(drawn) == {("a", 0): 1, ("a", 2): 2, ("b", 0): 3}


@pytest.mark.parametrize(
    ("on", "stale"), [(date(2026, 4, 3), False), (date(2026, 4, 2), True), (None, False)]
)
def test_evidence_is_stale_after_180_days(on: date | None, stale: bool) -> None:
    (view,) = views(Card(lane=Lane.PAIN, text="p", on=on))
    assert view.stale is stale


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        (date(2026, 9, 18), "running", 12),
        (date(2026, 9, 18), "done", None),
        (date(2026, 9, 30), "planned", None),
        (None, None, None),
    ],
)
def test_an_unfinished_action_is_late_from_the_day_after_it_was_due(
    due: date | None, status: str | None, late: int | None
) -> None:
    (view,) = views(Card(lane=Lane.ACTION_ITEM, text="do", due=due, status=status))
    assert view.late_days == late


def test_a_card_is_called_on_the_map_as_in_its_draft() -> None:
    pain, gain = Card(lane=Lane.PAIN, text="p"), Card(lane=Lane.GAIN, text="g", id="joy")
    assert [view.id for view in views(pain, gain)] == list(records_of(plan(pain, gain))["cards"])[:2]
    assert views(gain, pain)[1].id == views(pain)[0].id


def test_confidence_counts_claims_that_are_neither_assumed_nor_stale() -> None:
    cards = views(
        Card(lane=Lane.PAIN, text="p", evidence=Evidence.MEASURED, on=TODAY),
        Card(lane=Lane.PAIN, text="q", evidence=Evidence.REPORTED, on=date(2025, 1, 1)),
        Card(lane=Lane.PAIN, text="r"),
        Card(lane=Lane.OPPORTUNITY, text="plans are no claims", evidence=Evidence.MEASURED),
    )
    found = confidence(cards)
    assert (found.solid, found.cards) == (1, 3)


def test_a_map_shows_the_lanes_it_uses_and_those_always_shown() -> None:
    shown = [lane.id for lane in lanes_of(plan(Card(lane=Lane.BACK_STAGE, text="x")))]
    assert shown == [Lane.TOUCHPOINT, Lane.EMOTION, Lane.MEASURE, Lane.OPPORTUNITY, Lane.BACK_STAGE]
