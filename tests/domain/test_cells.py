"""Cells of a spreadsheet become a map: both forms, what is guessed, and that no cell is dropped in silence."""

from __future__ import annotations

import csv
import doctest
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.domain.cells import (
    FromCells,
    account,
    building,
    feelings,
    from_cells,
    long,
    reading,
    table,
    words,
)
from desirepath.domain.cells.table import column_name
from desirepath.domain.map import Lane
from desirepath.errors import InputError, LimitError

WIDE = (
    "How Maya comes to pay\n"
    "\tAwareness\t\tDecision\n"
    "Steps\tSees a clip\tInstalls\tPays\n"
    "Emotions\tcurious +1\t−1\tannoyed\n"
    'Pain points (top)\t"- Login wall\n- Slow"\t\tWhich plan?\n'
    "\tIt wants my e-mail\n"
    "Channels\tTikTok, Web\tStore\tApp\n"
    "Weather\train\t\tsun\n"
)
LONG = (
    "Stage,Step,Lane,Text,Owner,Evidence,Emotion,Colour\n"
    'Aware,Sees,pain,"Login, wall",Ana,measured,2,red\n'
    ",,quote,Nice,,certain,,\n"
    "Buy,Pays,opportunity,Show the price,Bo,interview,5,\n"
)


@pytest.mark.parametrize("module", [account, building, feelings, long, reading, table, words])
def test_the_examples_in_the_code_hold(module: Any) -> None:
    assert doctest.testmod(module).failed == 0


def test_a_wide_sheet_becomes_stages_steps_and_lanes() -> None:
    plan = from_cells(WIDE).map
    assert plan.title == "How Maya comes to pay"
    assert [(s.title, [step.title for step in s.steps]) for s in plan.stages] == [
        ("Awareness", ["Sees a clip", "Installs"]),
        ("Decision", ["Pays"]),
    ]
    first = plan.steps()[0]
    assert [c.text for c in first.cards if c.lane is Lane.PAIN] == [
        "Login wall",
        "Slow",
        "It wants my e-mail",
    ]
    assert [step.feels.believed for step in plan.steps()] == [1, -1, -1]
    assert [place.name for place in plan.touchpoints] == ["TikTok", "Web", "Store", "App"]


def test_what_was_guessed_and_lost_is_told() -> None:
    read = from_cells(WIDE)
    assert {one.label: (one.lane, one.how) for one in read.lanes} == {
        "Emotions": (Lane.EMOTION, "named"),
        "Pain points (top)": (Lane.PAIN, "guessed"),
        "Channels": (Lane.TOUCHPOINT, "named"),
        "Weather": (None, "unknown"),
    }
    assert [(one.at, one.text) for one in read.told if one.kind == "lost"] == [("B8", "rain"), ("D8", "sun")]
    assert next((one.at, one.words) for one in read.told if one.kind == "carried") == (
        "B2",
        "It also holds for column C.",
    )


def test_a_lane_that_people_choose_takes_its_cells() -> None:
    read = from_cells(WIDE, lanes={"Weather": Lane.RISK})
    assert not [one for one in read.told if one.kind == "lost"]
    assert [c.text for s in read.map.steps() for c in s.cards if c.lane is Lane.RISK] == ["rain", "sun"]


def test_a_long_sheet_becomes_cards_with_owner_and_evidence() -> None:
    read = from_cells(LONG)
    assert read.form == "long"
    sees, pays = read.map.steps()
    assert [(c.lane, c.text, c.owner, c.evidence.value) for c in (*sees.cards, *pays.cards)] == [
        (Lane.PAIN, "Login, wall", "Ana", "measured"),
        (Lane.THOUGHT, "Nice", None, "assumed"),
        (Lane.OPPORTUNITY, "Show the price", "Bo", "reported"),
    ]
    assert (sees.feels.believed, pays.feels.believed) == (-1, 2)
    assert [(t.at, t.text) for t in read.told if t.kind == "lost"] == [("H2", "red"), ("F3", "certain")]


def test_a_row_for_each_step_with_a_column_for_each_lane_is_read_too() -> None:
    read = from_cells("Phase\tStep\tPain points\tIdeas\nBuy\tPays\tLate fee\tShow it early")
    assert [(c.lane, c.text) for c in read.map.steps()[0].cards] == [
        (Lane.PAIN, "Late fee"),
        (Lane.OPPORTUNITY, "Show it early"),
    ]


@pytest.mark.parametrize(
    ("rows", "believed"),
    [
        (["1", "3", "5"], [-2, 0, 2]),
        (["-2", "0", "1.5"], [-2, 0, 1.5]),
        (["10", "1"], [2, -2]),
        (["4/5", "50%", "🙂"], [1, 0, 1]),
        (["very happy", "not sure", "furious"], [2, None, -2]),
    ],
)
def test_feelings_are_read_from_numbers_and_words(rows: list[str], believed: list[float | None]) -> None:
    heads = "\t".join(f"S{n}" for n in range(len(rows)))
    plan = from_cells(f"Step\t{heads}\nMood\t" + "\t".join(rows)).map
    assert [step.feels.believed for step in plan.steps()] == believed


def test_cells_without_a_table_are_refused() -> None:
    with pytest.raises(InputError, match="no cells") as nothing:
        from_cells(" \t \n")
    assert nothing.value.code == "no_cells"
    with pytest.raises(InputError) as no_table:
        from_cells("just one line")
    assert no_table.value.code == "no_table"
    with pytest.raises(LimitError):
        from_cells("\t" * 60_000)


def test_a_quote_that_nobody_closes_is_an_ordinary_character() -> None:
    plan = from_cells('Stage\tFind\tBuy\nQuotes\t"eco" is all\t"late\nPains\ta\tb').map
    assert [c.text for s in plan.steps() for c in s.cards] == ['"eco" is all', "a", '"late', "b"]


# --- nothing is dropped in silence -----------------------------------------------------------------------------------

CELL = st.one_of(
    st.just(""),
    st.sampled_from(
        ["Pain points", "stage", "Step", "+1", "4", "happy", "- a\n- b", "App; Web", "measured", "2027-01-02"]
    ),
    st.text("abcXYZ ,;\"'-\n", max_size=8),
)
LONG_HEADS = [
    "stage",
    "step",
    "lane",
    "text",
    "owner",
    "source",
    "detail",
    "tags",
    "persona",
    "channel",
    "emotion",
    "pain",
]


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _said(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _said(inner)


def _bare(text: str) -> str:
    """Letters and digits only: bullets, blanks and the signs between names may go."""
    return re.sub(r"[\W_]+", "", text)


def _assert_all_accounted(rows: list[list[str]], read: FromCells) -> None:
    said = [_bare(text) for text in _said(read.map.model_dump(mode="json"))]
    told = {one.at for one in read.told if one.kind != "carried"}
    labels = {" ".join(one.label.split()) for one in read.lanes}
    heads = {"stage", "step", *LONG_HEADS}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if not _bare(text) or f"{column_name(c)}{r + 1}" in told:
                continue
            if " ".join(text.split()) in labels or words.plain(text) in heads | words.STAGE | words.STEP:
                continue
            for part in filter(_bare, re.split(r"[\n,;]", text)):
                assert any(_bare(part) in one for one in said), (text, read)


def _tsv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue()


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=2, max_size=7))
def test_every_cell_of_a_wide_sheet_is_in_the_map_or_told(rows: list[list[str]]) -> None:
    rows = [["Stage", "Find", "", "Buy"], *rows]
    _assert_all_accounted(rows, from_cells(_tsv(rows), form="wide"))


@given(
    st.permutations(LONG_HEADS),
    st.lists(st.lists(CELL, min_size=len(LONG_HEADS), max_size=len(LONG_HEADS)), min_size=1, max_size=6),
)
def test_every_cell_of_a_long_sheet_is_in_the_map_or_told(heads: list[str], rows: list[list[str]]) -> None:
    rows = [heads, ["Find" if head == "stage" else "" for head in heads], *rows]
    _assert_all_accounted(rows, from_cells(_tsv(rows), form="long"))


@given(st.text("ab\t\n\"',; ", min_size=1, max_size=60))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        read = from_cells(text)
    except InputError:
        return
    assert read.map.steps()


def test_one_long_row_does_not_make_a_table_larger_than_may_be() -> None:
    long = "a" + "\t" * 20_000 + "z"
    with pytest.raises(LimitError, match="more than 50,000 cells"):
        from_cells("\n".join([long, *["a"] * 10_000]))


def test_no_id_stands_twice_for_objectives_name_stages_steps_and_touchpoints_by_it_alone() -> None:
    plan = from_cells("Stage\tShop\tWeb\nTouchpoints\tShop\tWeb, App").map
    ids = [part.id for part in (*plan.stages, *plan.steps(), *plan.touchpoints)]
    assert ids == ["shop", "web", "shop-2", "web-2", "shop-3", "web-3", "app"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("not happy", None),
        ("Doesn't feel good", None),
        ("never angry, curious", 1.0),
        ("happy, not sad", 1.0),
    ],
)
def test_a_word_that_is_denied_is_no_feeling(text: str, value: float | None) -> None:
    found = feelings.felt(text, None)
    assert (found and found.value) == value
