"""Suggestions: edits that wait, and say when they no longer fit."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desirepath.domain.map import Map
from desirepath.domain.records import Records, records_of
from desirepath.domain.suggestion import Edit, OutdatedError, applied, edits_between, split, trouble

from .plans import maps

OLD: Records = {
    "stages": {"look": {"title": "Look", "order": "a0"}, "buy": {"title": "Buy", "order": "a1"}},
    "steps": {
        "find": {"title": "Finds", "stage": "look", "order": "a0", "touchpoints": ["shop"]},
        "pay": {"title": "Pays", "stage": "buy", "order": "a0", "next": ["find"]},
    },
    "cards": {"dear": {"text": "Dear", "step": "pay", "lane": "pain", "order": "a0"}},
    "touchpoints": {"shop": {"name": "Shop", "order": "a0"}, "app": {"name": "App", "order": "a1"}},
    "map": {"map": {"title": "A"}},
}


FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def changed(kind: str, name: str, **fields: object) -> Records:
    new = deepcopy(OLD)
    new.setdefault(kind, {}).setdefault(name, {}).update(fields)
    return new


@FEW
@given(maps, maps)
def test_what_is_between_two_maps_makes_one_of_the_other(old: Map, new: Map) -> None:
    before, after = records_of(old), records_of(new)
    assert applied(before, edits_between(before, after)) == after


@FEW
@given(maps, maps, st.randoms(use_true_random=False))
def test_suggestions_accepted_in_any_order_make_the_whole(old: Map, new: Map, order: object) -> None:
    before, after = records_of(old), records_of(new)
    parts = split(before, edits_between(before, after))
    order.shuffle(parts)  # type: ignore[attr-defined]
    made = before
    for part in parts:
        made = applied(made, part)
    assert not parts or made == after


def test_what_needs_each_other_is_one_suggestion_and_the_rest_is_not() -> None:
    new = deepcopy(OLD)
    new["steps"]["wait"] = {"title": "Waits", "stage": "buy", "order": "a1"}
    new["cards"]["slow"] = {"text": "Slow", "step": "wait", "lane": "pain", "order": "a0"}
    new["steps"]["pay"]["next"] = ["wait"]
    new["cards"]["dear"]["text"] = "Too dear"
    new["steps"]["find"]["title"] = "Discovers"
    parts = split(OLD, edits_between(OLD, new))
    assert sorted(sorted(edit.id for edit in part) for part in parts) == [
        ["dear"],
        ["find"],
        ["pay", "slow", "wait"],
    ]


def test_a_text_that_changed_meanwhile_is_not_overwritten() -> None:
    edits = edits_between(OLD, changed("cards", "dear", text="Too dear"))
    with pytest.raises(OutdatedError, match=r'The pain "Cheap" at "Pays" has changed since\.'):
        applied(changed("cards", "dear", text="Cheap"), edits)
    same = changed("cards", "dear", text="Too dear")
    assert applied(same, edits) == same


def test_other_fields_and_lists_that_grew_meanwhile_are_kept() -> None:
    edits = edits_between(OLD, changed("steps", "find", touchpoints=["app"]))
    now = changed("steps", "find", touchpoints=["shop", "stall"], believed=1)
    assert applied(now, edits)["steps"]["find"] == {
        **OLD["steps"]["find"],
        "touchpoints": ["stall", "app"],
        "believed": 1,
    }


def test_what_was_removed_or_changed_meanwhile_is_not_removed_or_brought_back() -> None:
    gone = deepcopy(OLD)
    del gone["cards"]["dear"]
    with pytest.raises(OutdatedError, match="has been removed since"):
        applied(gone, edits_between(OLD, changed("cards", "dear", owner="ana")))
    with pytest.raises(OutdatedError, match="has changed since"):
        applied(changed("cards", "dear", owner="ana"), edits_between(OLD, gone))
    assert applied(gone, edits_between(OLD, gone)) == gone


def test_a_card_of_a_step_that_somebody_removes_would_be_lost_and_that_is_told() -> None:
    without = deepcopy(OLD)
    del without["steps"]["pay"], without["cards"]["dear"], without["stages"]["buy"]
    now = changed("cards", "new", text="Slow", step="pay", lane="pain", order="a1")
    assert trouble(OLD, without, "main") is None
    told = trouble(now, applied(now, edits_between(OLD, without)), "main")
    assert told is not None
    assert "step that somebody deleted" in told
    assert trouble(OLD, applied(OLD, [Edit("steps", "pay", "nonsense", None, 1)]), "main") is not None
