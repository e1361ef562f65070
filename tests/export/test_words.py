"""Number words: the same cases hold for the paper (here) and for the page (in TypeScript)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.export import words
from desirepath.measures.result import Number, show

CASES: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "cases/number_words.json").read_text()
)


@pytest.mark.parametrize("case", CASES["numbers"], ids=lambda case: case["case"])
def test_a_number_reads_as_the_shared_cases_say(case: dict[str, Any]) -> None:
    number = Number.model_validate(case["number"])
    assert words.value(number, case["currency"]) == case["value"]
    assert words.interval(number) == case["interval"]
    assert words.number_words(number, case["currency"]) == case["words"]


@pytest.mark.parametrize("case", CASES["changes"], ids=lambda case: case["case"])
def test_a_change_reads_as_the_shared_cases_say(case: dict[str, Any]) -> None:
    now = Number.model_validate(case["now"])
    before = None if case["before"] is None else Number.model_validate(case["before"])
    change = words.change(now, before, case["currency"])
    assert (change.way if change else None) == case["way"]
    assert (change.size if change else None) == case["size"]


@pytest.mark.parametrize("case", CASES["targets"], ids=lambda case: case["words"])
def test_a_target_is_as_exact_as_it_was_set(case: dict[str, Any]) -> None:
    number = Number.model_validate(case["number"])
    assert words.target(case["target"], number, case["currency"]) == case["words"]


@pytest.mark.parametrize("case", CASES["gaps"], ids=lambda case: case["words"])
def test_the_words_of_a_gap_follow_its_interval(case: dict[str, Any]) -> None:
    assert words.gap(case["gap"], case["doubt"]) == case["words"]


@pytest.mark.parametrize("case", CASES["planned"], ids=lambda case: case["words"])
def test_a_planned_time_keeps_the_unit_it_was_written_in(case: dict[str, str]) -> None:
    assert words.planned(case["text"]) == case["words"]


@pytest.mark.parametrize("case", CASES["days"])
def test_a_day_reads_as_the_shared_cases_say(case: dict[str, str]) -> None:
    on = date.fromisoformat(case["date"])
    assert (words.day(on), words.day(on, year=True)) == (case["day"], case["with_year"])


@pytest.mark.parametrize("case", CASES["ranges"])
def test_a_range_of_days_names_the_year_once_when_it_is_one(case: dict[str, str]) -> None:
    assert words.days(date.fromisoformat(case["first"]), date.fromisoformat(case["last"])) == case["words"]


@given(st.floats(-1e12, 1e12), st.sampled_from(["EUR", "SEK", None]))
def test_money_never_says_more_than_three_digits(amount: float, currency: str | None) -> None:
    said = words.money(amount, currency)
    assert 1 <= sum(char.isdigit() for char in said) <= 4
    assert "-" not in said
    assert "e" not in said.lower().replace("sek", "")


@given(st.floats(0, 1e10))
def test_a_duration_is_a_number_and_a_unit(seconds: float) -> None:
    count, unit = words.duration(seconds).split(" ")
    assert unit in ("s", "min", "hour", "hours", "day", "days")
    assert float(count.replace(",", "")) >= 0


@given(st.floats(0, 1), st.integers(0, 9), st.sampled_from(["share", "nps", "money", "feeling"]))
def test_fewer_than_ten_never_show_a_value(value: float, n: int, unit: Any) -> None:
    number = Number(value=value, low=0.0, high=1.0, n=n, unit=unit, show=show(n))
    assert words.value(number) == "too few"
    assert words.interval(number) is None


def test_a_table_keeps_the_decimals_of_its_coarsest_row() -> None:
    number = Number(value=0.255, low=0.24, high=0.27, n=3188, unit="share", show="full")
    assert words.number_words(number, coarsest=999) == "26 % of 3,188 (24 to 27)"
    assert words.number_words(number, coarsest=1000) == "25.5 % of 3,188 (24.0 to 27.0)"


def test_a_change_in_words_says_the_way() -> None:
    assert words.Change("down", "1.9 pts").words == "down 1.9 pts"
    assert words.Change("same", "0 pts").words == "no change"
