"""Records in a live document: what is the same stays untouched, and two people's edits merge."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from desirepath.domain.map import Map as Plan
from desirepath.domain.mapfile import load
from desirepath.domain.records import Records, records_of
from desirepath.domain.templates import template_text
from desirepath.workspace.document import records_in, set_records
from domain.plans import maps

FASHION = records_of(load(template_text("fashion")))


def document(records: Records) -> Doc[Any]:
    doc: Doc[Any] = Doc()
    set_records(doc, records)
    return doc


def exchanged(one: Doc[Any], other: Doc[Any]) -> Records:
    one.apply_update(other.get_update(one.get_state()))
    other.apply_update(one.get_update(other.get_state()))
    assert records_in(one) == records_in(other)
    return records_in(one)


def as_browsers_count(value: Any) -> Any:
    """Whole numbers beyond 53 bits without the digits that a browser does not know."""
    if isinstance(value, dict):
        return {key: as_browsers_count(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_browsers_count(inner) for inner in value]
    return int(float(value)) if isinstance(value, int) and abs(value) > 2**53 else value


@settings(max_examples=40)  # each is a pair of whole maps
@given(maps, maps)
def test_a_document_can_be_edited_into_any_other_map(first: Plan, second: Plan) -> None:
    doc = document(records_of(first))
    assert records_in(doc) == as_browsers_count(records_of(first))
    set_records(doc, records_of(second))
    assert records_in(doc) == as_browsers_count(records_of(second))


def test_setting_what_is_there_already_changes_nothing() -> None:
    doc = document(FASHION)
    before = doc.get_update()
    set_records(doc, FASHION)
    assert doc.get_update() == before


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(words, words)
def test_a_text_is_rewritten_whatever_letters_it_has(old: str, new: str) -> None:
    doc = document({"stages": {"a": {"title": old}}})
    set_records(doc, {"stages": {"a": {"title": new}}})
    assert records_in(doc)["stages"]["a"]["title"] == new


def test_a_restored_version_keeps_what_a_colleague_writes_at_the_same_time() -> None:
    here = document(FASHION)
    there: Doc[Any] = Doc()
    there.apply_update(here.get_update())
    step, other = list(FASHION["steps"])[:2]
    restored = {
        **FASHION,
        "steps": {**FASHION["steps"], step: {**FASHION["steps"][step], "title": "As it was"}},
    }
    set_records(here, restored)
    title = there.get("steps", type=Map)[other]["title"]
    assert isinstance(title, Text)
    title.insert(0, "Really ")
    merged = exchanged(here, there)
    assert merged["steps"][step]["title"] == "As it was"
    assert merged["steps"][other]["title"] == "Really " + FASHION["steps"][other]["title"]


def test_one_moves_a_step_while_the_other_renames_it_and_both_stay() -> None:
    here = document(FASHION)
    there: Doc[Any] = Doc()
    there.apply_update(here.get_update())
    step, stage = next(iter(FASHION["steps"])), list(FASHION["stages"])[-1]
    here.get("steps", type=Map)[step]["stage"] = stage
    there.get("steps", type=Map)[step]["title"].insert(0, "Soon ")
    merged = exchanged(here, there)["steps"][step]
    assert (merged["stage"], merged["title"]) == (stage, "Soon " + FASHION["steps"][step]["title"])
