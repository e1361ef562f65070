"""The worked maps: each is a good map by our own advice, and asks only for measures that exist."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from desirepath.domain.check import advice
from desirepath.domain.map import Evidence, Lane, Map, MeasureRef
from desirepath.domain.mapfile import load
from desirepath.domain.templates import TITLES, template, template_text, templates
from desirepath.errors import NotFoundError
from desirepath.measures.registry import get

NAMES = list(TITLES)


def plan(name: str) -> Map:
    return load(template_text(name), f"{name}.yaml")


def measures(map_: Map) -> Iterator[MeasureRef]:
    yield from (objective.measure for objective in map_.objectives)
    yield from (kpi.measure for stage in map_.stages for kpi in stage.kpis)
    yield from (card.measure for step in map_.steps() for card in step.cards if card.measure)


def test_there_are_four_with_different_texts() -> None:
    assert [one.name for one in templates()] == NAMES
    assert len({one.text for one in templates()}) == 4


def test_an_unknown_template_gets_the_nearest_one() -> None:
    with pytest.raises(NotFoundError) as caught:
        template("fashon")
    assert caught.value.remedy == 'Did you mean "fashion"?'


@pytest.mark.parametrize("name", NAMES)
class TestEach:
    def test_our_own_advice_finds_nothing(self, name: str) -> None:
        assert advice(plan(name), None, date(2027, 1, 1)) == []

    def test_every_measure_exists_and_takes_its_parameters(self, name: str) -> None:
        asked = list(measures(plan(name)))
        assert len(asked) > 8
        for measure in asked:
            assert get(measure.name).params.model_validate(measure.params)

    def test_places_in_parameters_are_on_the_map(self, name: str) -> None:
        made = plan(name)
        known = {step.id for step in made.steps()} | {stage.id for stage in made.stages} | {"later stage"}
        used = {m.params[key] for m in measures(made) for key in ("from", "to", "step") if key in m.params}
        assert used <= known

    def test_every_step_has_a_believed_feeling_a_rule_and_a_place(self, name: str) -> None:
        for step in plan(name).steps():
            assert step.feels.believed is not None
            assert step.match is not None
            assert step.match.event
            assert step.touchpoints

    def test_no_event_is_claimed_by_two_steps(self, name: str) -> None:
        events = [event for step in plan(name).steps() for event in (step.match.event if step.match else [])]
        assert len(events) == len(set(events))

    def test_every_stage_holds_an_assumed_card_and_nothing_pretends_to_be_measured(self, name: str) -> None:
        for stage in plan(name).stages:
            cards = [card for step in stage.steps for card in step.cards]
            assert cards, stage.id
            assert {card.evidence for card in cards} == {Evidence.ASSUMED}

    def test_every_lane_holds_something(self, name: str) -> None:
        made = plan(name)
        held = {card.lane for step in made.steps() for card in step.cards}
        assert held | {Lane.TOUCHPOINT, Lane.EMOTION} >= set(Lane)

    def test_every_stage_calls_a_card_assumed_by_name(self, name: str) -> None:
        for stage in plan(name).stages:
            cards = [card for step in stage.steps for card in step.cards]
            assert any("evidence" in card.model_fields_set for card in cards), stage.id

    def test_it_has_personas_and_objectives_with_targets(self, name: str) -> None:
        made = plan(name)
        assert 1 <= len(made.personas) <= 3
        assert all(objective.target is not None and objective.due for objective in made.objectives)

    def test_card_faces_are_short(self, name: str) -> None:
        texts = [card.text for step in plan(name).steps() for card in step.cards]
        assert max(len(text.split()) for text in texts) <= 12
