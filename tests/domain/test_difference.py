"""Two maps compared, in words."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.domain.difference import _longest_rising, differences
from desirepath.domain.map import Map
from desirepath.domain.mapfile import load
from desirepath.domain.records import Records, records_of
from desirepath.domain.templates import template_text

from .plans import maps

OLD = records_of(load(template_text("fashion")))
STAGES, STEPS, CARDS = (list(OLD[kind]) for kind in ("stages", "steps", "cards"))


def words(change: str, new: Records, old: Records = OLD) -> list[str]:
    found = differences(old, new)
    assert {one.kind for one in found} <= {change}
    return [one.words for one in found]


def test_a_map_differs_in_nothing_from_itself() -> None:
    assert differences(OLD, deepcopy(OLD)) == []


def test_a_new_step_tells_its_stage_and_counts_its_cards() -> None:
    new = deepcopy(OLD)
    new["steps"]["gift"] = {"title": "Wraps a gift", "stage": STAGES[2], "order": "zz"}
    new["cards"]["c-1"] = {"step": "gift", "lane": "pain", "text": "No paper", "order": "a0"}
    title = OLD["stages"][STAGES[2]]["title"]
    assert words("added", new) == [f'Added a step "Wraps a gift" to "{title}" with 1 card.']


def test_what_went_with_a_stage_is_counted_and_not_listed() -> None:
    new = deepcopy(OLD)
    steps = [name for name, step in OLD["steps"].items() if step["stage"] == STAGES[0]]
    new["stages"].pop(STAGES[0])
    new["steps"] = {name: step for name, step in new["steps"].items() if name not in steps}
    new["cards"] = {name: card for name, card in new["cards"].items() if card["step"] not in steps}
    found = words("removed", new)
    title = OLD["stages"][STAGES[0]]["title"]
    assert found == [f'Removed the stage "{title}" with {len(steps)} step{"s" * (len(steps) > 1)}.']


def test_one_moved_step_is_one_change() -> None:
    new = deepcopy(OLD)
    first = next(name for name, step in OLD["steps"].items() if step["stage"] == STAGES[1])
    new["steps"][first]["order"] = "zz"
    assert len(words("moved", new)) == 1
    assert "to another place" in words("moved", new)[0]
    new["steps"][first]["stage"] = STAGES[2]
    title = OLD["stages"][STAGES[2]]["title"]
    assert words("moved", new) == [f'Moved the step "{OLD["steps"][first]["title"]}" to "{title}".']


@pytest.mark.parametrize(
    ("kind", "name", "field", "value", "told"),
    [
        ("steps", STEPS[0], "believed", -0.5, "to −0.5."),
        ("steps", STEPS[0], "within", "9d", 'to "9d".'),
        ("steps", STEPS[0], "optional", True, "from no to yes."),
        ("steps", STEPS[0], "match", {"event": ["x"]}, "Changed the rule of the step"),
        ("cards", CARDS[0], "owner", "ana", 'from nothing to "ana".'),
        ("cards", CARDS[0], "text", "Other words", 'now "Other words".'),
        ("map", "map", "title", "New title", 'to "New title".'),
    ],
)
def test_a_changed_field_is_told_with_its_values_when_they_are_short(
    kind: str, name: str, field: str, value: object, told: str
) -> None:
    new = deepcopy(OLD)
    new[kind][name][field] = value
    (found,) = words("changed", new)
    assert told in found


@given(st.permutations(range(7)))
def test_as_few_as_possible_count_as_moved(order: list[int]) -> None:
    kept = _longest_rising(order)
    rising = [number for number in order if number in kept]
    assert rising == sorted(rising)
    parts = ([n for at, n in enumerate(order) if mask >> at & 1] for mask in range(1 << len(order)))
    brute = max(len(part) for part in parts if part == sorted(part))
    assert len(kept) == brute


@settings(max_examples=40)  # each is a pair of whole maps
@given(maps, maps)
def test_any_two_maps_can_be_compared_and_nothing_is_different_both_ways(old: Map, new: Map) -> None:
    forth, back = (differences(records_of(a), records_of(b)) for a, b in ((old, new), (new, old)))
    assert bool(forth) == bool(back)
    assert {c.id for c in forth if c.kind == "added"} == {c.id for c in back if c.kind == "removed"}
    assert all(change.words.endswith(".") for change in forth)


def test_a_curve_of_one_persona_says_whose_it_is() -> None:
    new = deepcopy(OLD)
    persona = next(iter(OLD["personas"]))
    new["steps"][STEPS[0]][f"believed_for:{persona}"] = -0.5
    name, title = OLD["personas"][persona]["name"], OLD["steps"][STEPS[0]]["title"]
    (told,) = words("changed", new)
    assert told.startswith(f'Changed the believed emotion for {name} of the step "{title}"')
    assert told.endswith("from nothing to −0.5.")


def test_a_change_tells_its_field_and_both_values_where_they_are_short() -> None:
    new = deepcopy(OLD)
    step = next(iter(STEPS))
    new["steps"][step] |= {"believed": 0.5, "match": {"event": ["x"]}}
    told = {one.field: (one.was, one.now) for one in differences(OLD, new)}
    assert told["believed emotion"][1] == "+0.5"
    assert told["rule"] == (None, None)


def test_what_moved_tells_both_places_and_the_lane_only_where_it_is_another() -> None:
    new = deepcopy(OLD)
    card = next(name for name, one in OLD["cards"].items() if one["lane"] == "pain")
    was = OLD["steps"][OLD["cards"][card]["step"]]["title"]
    other = next(name for name in STEPS if name != OLD["cards"][card]["step"])
    title = OLD["steps"][other]["title"]
    new["cards"][card]["step"] = other
    assert [(one.was, one.now) for one in differences(OLD, new)] == [(was, title)]
    new["cards"][card]["lane"] = "risk"
    assert [(one.was, one.now) for one in differences(OLD, new)] == [(f"{was}, pain", f"{title}, risk")]


def test_field_notes_are_told_with_their_words() -> None:
    new = deepcopy(OLD)
    new["field_notes"]["mirror"] = {"text": "She held it up to the mirror twice.", "order": "a0"}
    assert words("added", new) == ['Added a field note "She held it up to the mirror twice.".']
    later = deepcopy(new)
    later["field_notes"]["mirror"]["text"] = "She held it up once."
    (told,) = words("changed", later, new)
    assert told.startswith('Reworded the field note "She held it up to the mirror twice."')
