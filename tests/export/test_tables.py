"""Results as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.export.tables import guarded, result_csv
from desirepath.measures.result import Number, Result, Row


def result(*rows: Row) -> Result:
    return Result(
        measure="reach",
        version=1,
        title="Reach",
        params={},
        unit_of_observation="customer",
        start=datetime(2026, 4, 1),
        end=None,
        timezone="UTC",
        where=None,
        segment=None,
        by=["step"],
        data_version="b-1",
        map_id=None,
        map_version=None,
        complete_through=None,
        rows=list(rows),
    )


def number(n: int = 3_188) -> Number:
    return Number(value=0.255, low=0.24, high=0.27, n=n, unit="share", show="full")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_row_has_its_keys_its_number_and_what_the_measure_adds() -> None:
    (row,) = read(result_csv(result(Row(keys={"step": "pay"}, number=number(), more={"median": 3.5}))))
    assert row["step"] == "pay"
    assert (row["value"], row["low"], row["high"], row["n"]) == ("0.255", "0.24", "0.27", "3188")
    assert (row["unit"], row["show"], row["complete"], row["median"]) == ("share", "full", "true", "3.5")
    assert row["still_open"] == ""


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_text_that_would_start_a_formula_gets_an_apostrophe(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    (row,) = read(result_csv(result(Row(keys={evil: evil}, number=number()))))
    assert row[f"'{evil}"] == f"'{evil}"


def test_numbers_stay_numbers_when_they_are_negative() -> None:
    below = Number(value=-12.4, n=40, unit="nps", show="full")
    assert read(result_csv(result(Row(number=below))))[0]["value"] == "-12.4"


def test_dates_are_written_as_iso_dates() -> None:
    keys = {"month": date(2026, 4, 1), "at": datetime(2026, 4, 1, 12, 30)}
    (row,) = read(result_csv(result(Row(keys=keys, number=number(), complete=False))))
    assert (row["month"], row["at"], row["complete"]) == ("2026-04-01", "2026-04-01T12:30:00", "false")


def test_rows_with_different_keys_share_one_table() -> None:
    rows = read(result_csv(result(Row(keys={"a": 1}, number=number()), Row(keys={"b": 2}, number=number()))))
    assert [(row["a"], row["b"]) for row in rows] == [("1", ""), ("", "2")]


def test_a_result_without_rows_is_a_head_line() -> None:
    assert result_csv(result()).startswith("value,low,high,n,")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_any_text_reads_back_but_for_the_apostrophe(text: str) -> None:
    (row,) = read(result_csv(result(Row(keys={"k": text}, number=number()))))
    assert row["k"] == guarded(text)
    assert str(guarded(text)).removeprefix("'") == text.removeprefix("'")
