"""A map as records, and back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.domain.map import Map
from desirepath.domain.mapfile import load
from desirepath.domain.order import keys
from desirepath.domain.records import nested, records_of
from desirepath.domain.templates import templates

from .plans import maps

ROOT = Path(__file__).parents[2]
WORKED = {
    **{one.name: one.text for one in templates()},
    "olist": (ROOT / "examples/olist/maps/main.yaml").read_text("utf-8"),
    "loam": (ROOT / "src/desirepath/ingest/sample/loam/maps/main.yaml").read_text("utf-8"),
}


def without_card_ids(plan: Map) -> dict[str, object]:
    data = plan.model_dump(mode="json")
    for stage in data["stages"]:
        for step in stage["steps"]:
            for card in step["cards"]:
                card.pop("id")
    return data


@pytest.mark.parametrize("name", WORKED)
def test_records_are_the_same_map_and_every_card_has_an_id(name: str) -> None:
    plan = load(WORKED[name])
    back = Map.model_validate(nested(records_of(plan), plan.id).data)
    assert without_card_ids(back) == without_card_ids(plan)
    assert records_of(back) == records_of(plan)
    assert all(card.id for step in back.steps() for card in step.cards)


@given(maps)
def test_any_map_comes_back_from_its_records(plan: Map) -> None:
    back = Map.model_validate(nested(records_of(plan), plan.id).data)
    assert without_card_ids(back) == without_card_ids(plan)


def test_a_place_in_the_data_leads_to_its_record_and_field() -> None:
    plan = load(WORKED["fashion"])
    found = nested(records_of(plan), "main")
    step = plan.stages[1].steps[0]
    assert found.record_at(("stages", 1, "steps", 0, "expect", "within")) == ("steps", step.id, "within")
    assert found.record_at(("stages", 1, "title")) == ("stages", plan.stages[1].id, "title")
    assert found.record_at(("title",)) == ("map", "map", "title")
    voice = ("stages", 1, "steps", 0, "feels", "believed_for", "ines")
    assert found.record_at(voice) == ("steps", step.id, "believed_for:ines")


def test_two_people_draw_the_curves_of_two_personas_at_one_step_without_losing_either() -> None:
    records = records_of(load(WORKED["fashion"]))
    name = next(iter(records["steps"]))
    records["steps"][name] |= {"believed_for:ines": 1, "believed_for:marc": -0.5}
    feels = Map.model_validate(nested(records, "main").data).steps()[0].feels
    assert feels.believed_for == {"ines": 1, "marc": -0.5}


def test_a_step_whose_stage_is_gone_is_told_and_not_forgotten() -> None:
    records = records_of(load(WORKED["fashion"]))
    stage = next(iter(records["stages"]))
    del records["stages"][stage]
    orphans = {name for name, step in records["steps"].items() if step["stage"] == stage}
    assert {name for kind, name in nested(records, "main").lost if kind == "steps"} == orphans


@given(st.integers(0, 5_000))
def test_keys_rise_as_text_and_are_never_equal(count: int) -> None:
    made = keys(count)
    assert made == sorted(set(made))
