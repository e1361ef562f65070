"""Excel workbooks: what stands in the cells arrives as it was meant."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from desirepath.errors import InputError, LimitError
from desirepath.ingest import xlsx
from desirepath.ingest.propose import propose

from .conftest import Bench

HEAD = ["When", "Event", "Customer", "Amount"]
RECIPE: dict[str, Any] = {
    "source": "book",
    "files": "book.xlsx",
    "events": [
        {"event": {"column": "Event"}, "time": "When", "user_id": "Customer", "revenue": "Amount"},
    ],
}


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


def test_dates_times_and_numbers_arrive_as_they_were_meant(bench: Bench, here: None) -> None:
    book(
        bench.data / "book.xlsx",
        rows=[
            HEAD,
            [datetime(2025, 3, 30, 18, 5), "Order", 1001.0, 12.5],
            [date(2025, 3, 31), "Order", 1002, 0.1 + 0.2],
        ],
    )
    summary = bench.run(RECIPE)
    assert (summary.rows, summary.added) == (2, 2)
    assert [
        (str(t), user, str(paid)) for t, user, paid in bench.events("timestamp", "user_id", "revenue")
    ] == [
        ("2025-03-30 18:05:00", "1001", "12.50"),
        ("2025-03-31 00:00:00", "1002", "0.30"),
    ]


def test_a_serial_number_that_is_formatted_as_a_date_is_one(bench: Bench, here: None) -> None:
    path = bench.data / "book.xlsx"
    made = Workbook()
    made.active.append(HEAD)
    made.active.append([45658.75, "Order", "a", 1])
    made.active["A2"].number_format = "dd/mm/yyyy hh:mm"
    made.save(path)
    bench.run(RECIPE)
    assert bench.events("timestamp") == [datetime(2025, 1, 1, 18)]


def test_a_title_above_the_names_and_empty_rows_are_passed_over(bench: Bench, here: None) -> None:
    rows = [
        ["Orders, March"],
        [],
        HEAD,
        [],
        [datetime(2025, 3, 1), "Order", "a", 1],
        [None, None],
        [None, "Order", "b", 2],
    ]
    book(bench.data / "book.xlsx", rows=rows)
    summary = bench.run(RECIPE)
    assert (summary.rows, summary.added) == (2, 1)
    assert bench.refused() == [("book.xlsx", 7, "no time")]


def test_the_first_sheet_is_read_unless_the_recipe_names_another(bench: Bench, here: None) -> None:
    first = [HEAD, [datetime(2025, 3, 1), "First", "a", 1]]
    second = [HEAD, [datetime(2025, 3, 2), "Second", "b", 1]]
    book(bench.data / "book.xlsx", one=first, two=second)
    bench.run(RECIPE)
    bench.run({**RECIPE, "source": "other", "sheet": "two"})
    assert bench.events("event") == ["First", "Second"]
    with pytest.raises(InputError, match='no sheet "thre"') as error:
        bench.run({**RECIPE, "sheet": "thre"})
    assert "one, two" in error.value.remedy


def test_a_row_with_cells_beyond_the_last_column_is_kept_aside(bench: Bench, here: None) -> None:
    book(
        bench.data / "book.xlsx",
        rows=[HEAD, [datetime(2025, 3, 1), "Order", "a", 1, "note"], [datetime(2025, 3, 2), "Order", "b", 1]],
    )
    assert bench.run(RECIPE).added == 1
    assert bench.refused() == [("book.xlsx", 2, "5 columns instead of 4")]


def test_importing_the_same_workbook_twice_adds_nothing(bench: Bench, here: None) -> None:
    book(bench.data / "book.xlsx", rows=[HEAD, [datetime(2025, 3, 1), "Order", "a", 1]])
    assert bench.run(RECIPE).added == 1
    assert bench.run(RECIPE).added == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04 but no zip", b"PK\x03\x04"])
def test_a_broken_workbook_is_one_clear_error(bench: Bench, here: None, content: bytes) -> None:
    bench.write("book.xlsx", content)
    with pytest.raises(InputError, match="cannot be read as an Excel workbook") as error:
        bench.run(RECIPE)
    assert error.value.code == "corrupt_file"


def test_a_zip_file_that_is_no_workbook_is_one_clear_error(bench: Bench, here: None) -> None:
    with zipfile.ZipFile(bench.data / "book.xlsx", "w") as file:
        file.writestr("letter.txt", "hello")
    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        bench.run(RECIPE)


def test_a_workbook_of_an_old_excel_says_what_to_do(bench: Bench, here: None) -> None:
    bench.write("book.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    with pytest.raises(InputError, match="old Excel") as error:
        bench.run(RECIPE)
    assert ".xlsx" in error.value.remedy


def test_a_workbook_that_unpacks_without_end_is_refused(
    bench: Bench, here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    book(bench.data / "book.xlsx", rows=[HEAD, [datetime(2025, 3, 1), "Order", "a", 1]])
    monkeypatch.setattr(xlsx, "LARGEST_OTHER", 100)
    with pytest.raises(LimitError, match="too large"):
        bench.run(RECIPE)


def test_a_recipe_is_proposed_for_a_workbook(bench: Bench) -> None:
    rows = [HEAD, *([datetime(2025, 3, day), "Order", f"c{day % 7}", 9.5] for day in range(1, 29))]
    proposed = propose([book(bench.data / "book.xlsx", rows=rows)])[0]
    rule = proposed.recipe.events[0]
    assert (rule.time.column, rule.event.column) == ("When", "Event")
    assert rule.user_id is not None
    assert rule.user_id.column == "Customer"
    assert "times" in proposed.why["When"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (time(8, 30), "08:30:00"),
        (datetime(2025, 1, 1, 11, 59, 59, 999_600), "2025-01-01 12:00:00"),
        ("  kept  ", "kept"),
    ],
)
def test_cells_as_text(value: object, text: str) -> None:
    assert xlsx.text_of(value) == text
