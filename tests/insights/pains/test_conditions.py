"""What can be true of a row: conditions that part people into two groups."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.domain.rules import parse
from desirepath.insights.pains.conditions import FEWEST, Split, large_enough
from desirepath.insights.pains.detectors.told import MOST_WORDS, is_word, of_column, reaches

words = st.lists(st.sampled_from(["a", "b", "o'c", None]), min_size=1, max_size=200)
numbers = st.lists(st.one_of(st.none(), st.integers(0, 40).map(str)), min_size=1, max_size=200)


def splits(rows: pa.Table) -> list[Split]:
    return [split for name in rows.column_names for split in large_enough(of_column(name, rows[name]))]


def rules(rows: pa.Table) -> list[str | None]:
    return [split.rule for split in splits(rows)]


def column(*values: str | None) -> pa.Table:
    return pa.table({"prop_x": pa.array(values, pa.string())})


@given(words=words, numbers=numbers)
def test_both_groups_are_large_enough_and_only_those_who_were_told_of(
    words: list[str | None], numbers: list[str | None]
) -> None:
    n = min(len(words), len(numbers))
    rows = pa.table(
        {"prop_w": pa.array(words[:n], pa.string()), "prop_n": pa.array(numbers[:n], pa.string())}
    )
    for split in splits(rows):
        assert split.exposed.sum() >= FEWEST
        assert (split.told & ~split.exposed).sum() >= FEWEST
        assert not (split.exposed & ~split.told).any()
        (column,) = split.columns
        values = rows[column].to_pylist()
        assert split.told.tolist() == [value is not None for value in values]
        assert split.exposed.tolist() == [
            value is not None and holds(str(split.rule), value) for value in values
        ]


def holds(rule: str, value: str) -> bool:
    """What a rule of one comparison says of a value."""
    _, sign, wanted = rule.split(" ", 2)
    if sign == "=":
        return value == wanted[1:-1].replace("''", "'")
    return float(value) >= float(wanted)


@given(value=st.text(min_size=1, max_size=8).filter(lambda text: "\x00" not in text))
def test_every_rule_is_one_that_measures_understand(value: str) -> None:
    rule = is_word("prop_brand", value).rule
    assert rule is not None
    assert parse(rule, {"prop_brand": "string"}, label="where").names == {"prop_brand"}


def test_numbers_are_tried_above_the_middle_and_in_the_upper_quarter() -> None:
    rows = column(*(str(n) for n in range(100) for _ in range(2)))
    assert rules(rows) == ["prop_x >= 50", "prop_x >= 75"]


def test_two_numbers_are_a_yes_and_a_no() -> None:
    assert sorted(map(str, rules(column(*["0"] * 40, *["1"] * 40)))) == ["prop_x = '0'", "prop_x = '1'"]


def test_a_column_that_names_things_is_left_out() -> None:
    many = [f"order {n}" for n in range(MOST_WORDS + 1) for _ in range(40)]
    assert rules(column(*many)) == []
    assert len(rules(column(*many[40:]))) == MOST_WORDS


def test_a_pair_holds_where_both_do() -> None:
    rows = pa.table({"prop_a": ["x", "y"] * 80, "prop_b": ["u"] * 80 + ["v"] * 80})
    first, second = (
        next(s for s in splits(rows) if s.rule == rule) for rule in ("prop_a = 'x'", "prop_b = 'u'")
    )
    both = first.and_also(second)
    assert both.rule == "prop_a = 'x' AND prop_b = 'u'"
    assert both.words == "a “x” and b “u”"
    assert both.exposed.sum() == 40
    assert both.told.all()


def test_a_large_number_is_written_as_filters_read_it() -> None:
    assert reaches("prop_paid", 1_234_567.25).rule == "prop_paid >= 1234567.25"
    assert rules(column(*(f"1{n:09}" for n in range(200)))) == [
        "prop_x >= 1000000100",
        "prop_x >= 1000000150",
    ]


@pytest.mark.parametrize("odd", ["nan", "inf", "1_000", "1e5"])
def test_what_filters_do_not_read_as_a_number_is_a_word(odd: str) -> None:
    assert all(" >= " not in str(rule) for rule in rules(column(*["1"] * 40, *["2"] * 40, *[odd] * 40)))
