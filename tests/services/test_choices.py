"""Choices and recipes say the same, or a recipe was written by hand."""

from __future__ import annotations

import pytest

from desirepath.ingest.recipe import Recipe, recipe_document
from desirepath.services.choices import Choices, choices_of, recipe_of


@pytest.mark.parametrize(
    "text",
    [
        "source: a\nfiles: a.csv\nevents:\n  - {event: {column: e}, time: t, email: m, properties: [x, y]}\n",
        "source: a\nfiles: a.csv\ncsv: {delimiter: ';', encoding: cp1252}\ndecimal: ','\nevents:\n"
        "  - {event: Paid, time: t, user_id: u, revenue: r, currency: {column: c}, kind: order}\n",
        "source: a\nfiles: a.csv\nevents:\n  - {event: Answer, time: t, kind: survey, score: s, scale: nps}\n",
        "source: a\nfiles: a.csv\nkind: traits\ntraits:\n  - {of: account, id: a, valid_from: v, columns: [x]}\n",
    ],
)
def test_recipes_that_choices_can_say_come_back_as_they_were(text: str) -> None:
    recipe = recipe_document(text, "a.yaml")[0]
    choices = choices_of(recipe)
    assert choices is not None
    assert recipe_of(choices) == recipe


@pytest.mark.parametrize(
    "more",
    ["when: x > 1", "original_time: o", "channel: {value: web}", "properties: all", "text: u"],
)
def test_recipes_that_say_more_than_choices_have_none(more: str) -> None:
    text = f"source: a\nfiles: a.csv\nevents:\n  - {{event: E, time: t, user_id: u, {more}}}\n"
    assert choices_of(recipe_document(text, "a.yaml")[0]) is None


def test_choices_hold_no_sql() -> None:
    hostile = '"; DROP TABLE x; --'
    choices = Choices(
        source="a",
        file="a.csv",
        columns=[
            {"name": "t", "role": "time"},  # type: ignore[list-item]
            {"name": "u", "role": "user_id"},  # type: ignore[list-item]
            {"name": hostile, "role": "later", "event": "Then"},  # type: ignore[list-item]
        ],
        event="E",
    )
    recipe: Recipe = recipe_of(choices)
    assert recipe.sql is None
    assert recipe.events[1].when == '"""; DROP TABLE x; --" IS NOT NULL'
