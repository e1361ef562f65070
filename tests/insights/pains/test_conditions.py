"""What can be true of a row: conditions that part people into two groups."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from desirepath.domain.rules import parse
from desirepath.insights.pains.conditions import FEWEST, MOST_WORDS, Condition, splits

words = st.lists(st.sampled_from(["a", "b", "o'c", None]), min_size=1, max_size=200)
numbers = st.lists(st.one_of(st.none(), st.integers(0, 40).map(str)), min_size=1, max_size=200)


def rules(rows: pa.Table) -> list[str]:
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
        (condition,) = split.conditions
        values = rows[condition.column].to_pylist()
        assert split.told.tolist() == [value is not None for value in values]
        wanted = [
            value is not None
            and (
                value == condition.value if condition.sign == "=" else float(value) >= float(condition.value)
            )
            for value in values
        ]
        assert split.exposed.tolist() == wanted


@given(value=st.text(min_size=1, max_size=8).filter(lambda text: "\x00" not in text))
def test_every_rule_is_one_that_measures_understand(value: str) -> None:
    rule = Condition("prop_brand", "=", value).rule
    assert parse(rule, {"brand": "string"}, label="where").names == {"brand"}


def test_numbers_are_tried_above_the_middle_and_in_the_upper_quarter() -> None:
    rows = column(*(str(n) for n in range(100) for _ in range(2)))
    assert rules(rows) == ["x >= 50", "x >= 75"]


def test_two_numbers_are_a_yes_and_a_no() -> None:
    assert sorted(rules(column(*["0"] * 40, *["1"] * 40))) == ["x = '0'", "x = '1'"]


def test_a_column_that_names_things_is_left_out() -> None:
    many = [f"order {n}" for n in range(MOST_WORDS + 1) for _ in range(40)]
    assert rules(column(*many)) == []
    assert len(rules(column(*many[40:]))) == MOST_WORDS


def test_a_pair_holds_where_both_do() -> None:
    rows = pa.table({"prop_a": ["x", "y"] * 80, "prop_b": ["u"] * 80 + ["v"] * 80})
    first, second = (next(s for s in splits(rows) if s.rule == rule) for rule in ("a = 'x'", "b = 'u'"))
    both = first.and_also(second)
    assert both.rule == "a = 'x' AND b = 'u'"
    assert both.words == "a “x” and b “u”"
    assert both.exposed.sum() == 40
    assert both.told.all()
