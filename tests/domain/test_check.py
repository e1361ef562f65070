"""Advice on a map: each rule speaks where it should, and is silent otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from desirepath.domain.check import RULES, Advice, MapFacts, Seen, advice
from desirepath.domain.map import Map
from desirepath.domain.mapfile import open_map

from .plans import SMALL, maps

TODAY = date(2027, 6, 1)


def step(name: str = "s", **more: Any) -> dict[str, Any]:
    return {"id": name, "title": name.upper(), "match": {"event": [name]}, **more}


def plan(*steps: dict[str, Any], **more: Any) -> Map:
    kpis = [{"measure": {"name": "reach"}}]
    return Map.model_validate(
        {
            "title": "x",
            "stages": [{"id": "st", "title": "ST", "kpis": kpis, "steps": list(steps) or [step()]}],
            **more,
        }
    )


def card(**more: Any) -> Map:
    return plan(step(cards=[{"lane": "pain", "text": "slow", "owner": "ana", "id": "c", **more}]))


def codes(given_map: Map, facts: MapFacts | None = None) -> list[str]:
    return [found.code for found in advice(given_map, facts, TODAY)]


def only(given_map: Map, facts: MapFacts | None = None) -> Advice:
    [found] = advice(given_map, facts, TODAY)
    return found


def test_a_good_map_gets_no_advice() -> None:
    good = card(evidence="measured", on="2027-05-01", due="2027-07-01")
    assert codes(good, MapFacts(step_rows={"s": 5})) == []


def test_a_pain_without_owner() -> None:
    found = only(card(owner=None))
    assert (found.code, found.severity, found.where) == (
        "pain_without_owner",
        "warning",
        "stages/st/steps/s/cards/c",
    )
    assert codes(card(owner=None, lane="gain")) == []


def test_a_card_without_id_is_found_by_its_position() -> None:
    assert only(card(owner=None, id=None)).path == ("stages", "st", "steps", "s", "cards", 0)


def test_a_stage_without_kpi() -> None:
    bare = Map.model_validate({"title": "x", "stages": [{"id": "st", "title": "ST", "steps": [step()]}]})
    assert only(bare).where == "stages/st"
    assert codes(bare) == ["stage_without_kpi"]


@pytest.mark.parametrize(
    ("on", "expected"), [("2026-12-03", []), ("2026-12-02", ["old_evidence"]), (None, [])]
)
def test_evidence_is_old_after_180_days(on: str | None, expected: list[str]) -> None:
    assert codes(card(evidence="reported", on=on)) == expected


def test_what_is_assumed_does_not_age() -> None:
    assert codes(card(evidence="assumed", on="2020-01-01")) == []


@pytest.mark.parametrize(
    ("due", "status", "expected"),
    [
        ("2027-06-01", None, []),
        ("2027-05-31", None, ["late_action"]),
        ("2027-05-31", "done", []),
        ("2027-05-31", "dropped", []),
        ("2027-05-31", "running", ["late_action"]),
    ],
)
def test_an_action_is_late_after_its_day(due: str, status: str | None, expected: list[str]) -> None:
    assert codes(card(due=due, status=status)) == expected


def test_a_day_is_a_day() -> None:
    assert only(card(due="2027-05-31")).message.endswith("was due 1 day ago.")


@pytest.mark.parametrize(("count", "expected"), [(25, []), (26, ["many_steps"])])
def test_more_than_25_steps(count: int, expected: list[str]) -> None:
    many = Map.model_validate(
        {
            "title": "x",
            "stages": [
                {
                    "id": f"st{at}",
                    "title": "x",
                    "kpis": [{"measure": {"name": "reach"}}],
                    "steps": [step(f"s{n}") for n in range(at * 5, min(at * 5 + 5, count))],
                }
                for at in range(-(-count // 5))
            ],
        }
    )
    assert codes(many) == expected


def test_more_than_seven_stages_and_more_than_five_steps_in_one() -> None:
    stages = [
        {"id": f"st{n}", "title": "x", "kpis": [{"measure": {"name": "reach"}}], "steps": [step(f"s{n}")]}
        for n in range(8)
    ]
    assert codes(Map.model_validate({"title": "x", "stages": stages})) == ["many_stages"]
    assert codes(plan(*(step(f"s{n}") for n in range(5)))) == []
    assert codes(plan(*(step(f"s{n}") for n in range(6)))) == ["long_stage"]


def test_an_objective_without_target_or_date() -> None:
    objective = {"id": "o", "text": "More", "measure": {"name": "reach"}}
    assert codes(plan(objectives=[objective])) == ["objective_without_target", "objective_without_due_date"]
    assert codes(plan(objectives=[{**objective, "target": 0.0, "due": "2028-01-01"}])) == []


@pytest.mark.parametrize(
    ("on", "expected"), [("2027-05-02", []), ("2027-05-01", ["old_persona"]), (None, [])]
)
def test_a_persona_older_than_its_refresh_interval(on: str | None, expected: list[str]) -> None:
    assert codes(plan(personas=[{"id": "p", "name": "P", "on": on, "refresh_every": "30d"}])) == expected


def test_a_step_without_rule_matters_unless_the_map_is_of_the_future() -> None:
    assert codes(plan(step(match=None))) == ["step_without_rule"]
    assert codes(plan(step(match=None), kind="future")) == []


def test_overlapping_rules_name_both_steps_and_the_rows() -> None:
    facts = MapFacts(step_rows={"a": 9, "b": 1}, overlaps={("a", "b"): 1234, ("b", "a"): 0})
    found = only(plan(step("a"), step("b")), facts)
    assert found.message == '1,234 events match "A" and "B"; the first one gets them.'
    assert found.where == "stages/st/steps/b/match"


def test_a_step_that_matches_no_event_is_known_only_with_facts() -> None:
    assert codes(plan()) == []
    assert codes(plan(), MapFacts()) == ["step_without_events"]
    assert codes(plan(), MapFacts(step_rows={"s": 1})) == []


def test_events_that_match_no_step_are_told_with_their_share() -> None:
    seen = (Seen("s", "web", None, 75), Seen("x", "web", None, 20), Seen("x", "app", None, 5))
    found = only(plan(), MapFacts(seen=seen, unmatched=seen[1:], step_rows={"s": 75}))
    assert found.message == '25 events "x" match no step (25.0% of all).'


def test_many_kinds_of_unmatched_events_are_summed_up() -> None:
    seen = tuple(Seen(f"e{n:02}", None, None, 100 - n) for n in range(15))
    found = advice(plan(), MapFacts(seen=seen, unmatched=seen, step_rows={"s": 1}), TODAY)
    assert len(found) == 11
    assert found[0].message.startswith('100 events "e00"')
    assert found[-1].message.startswith("5 more kinds of events match no step (31.")


def test_warnings_come_before_hints() -> None:
    found = advice(plan(step("a", match=None), *(step(f"s{n}") for n in range(5))), None, TODAY)
    assert [one.severity for one in found] == ["warning", "hint"]


def test_advice_leads_to_its_line_in_the_file() -> None:
    file = open_map(SMALL, "main.yaml")
    lines = {found.code: file.place(found.path).line for found in advice(file.map, None, TODAY)}
    assert lines["stage_without_kpi"] == 40
    assert lines["objective_without_due_date"] == 7
    assert lines["step_without_rule"] == 42


@settings(max_examples=30, deadline=None)
@given(maps)
def test_every_map_can_be_advised_in_words(given_map: Map) -> None:
    facts = MapFacts(unmatched=(Seen("x", None, None, 1),), seen=(Seen("x", None, None, 1),))
    for found in advice(given_map, facts, TODAY):
        assert found.code in RULES
        assert found.message.endswith(".")
        assert found.remedy.endswith(".")


def test_a_card_that_rests_on_field_notes_is_no_guess() -> None:
    guess = {"lane": "gain", "text": "Quick", "backed_by": ["heard"]}
    known = {**guess, "text": "Kind", "evidence": "reported"}
    drawn = plan(step(cards=[guess, known]), field_notes=[{"id": "heard", "text": "Too many steps."}])
    found = [one.message for one in advice(drawn, None, TODAY) if one.code == "backed_guess"]
    assert found == ['"Quick" rests on field notes and is still marked as assumed.']


def test_a_picture_needs_words() -> None:
    picture = {"lane": "image", "image": f"{'0' * 64}.png"}
    drawn = plan(step(cards=[{**picture, "text": " "}, {**picture, "text": "A shelf"}]))
    found = [one.path for one in advice(drawn, None, TODAY) if one.code == "image_without_words"]
    assert found == [("stages", "st", "steps", "s", "cards", 0)]
