"""Results as Excel workbooks, read back with the library that others read them with."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from desirepath.errors import InputError, LimitError
from desirepath.export import workbook
from desirepath.export.workbook import result_xlsx
from desirepath.measures.result import Row
from desirepath.services.saving import save_result

from .test_tables import number, result


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_numbers_and_days_are_such_and_what_was_asked_stands_beside_them() -> None:
    row = Row(keys={"month": date(2026, 4, 1)}, number=number(), more={"median": 3.5, "planned": True})
    found = sheets(result_xlsx(result(row)))
    head, line = found["Answer"]
    told = dict(zip(head, line, strict=True))
    assert told["month"] == datetime(2026, 4, 1)
    assert (told["value"], told["n"], told["median"], told["planned"]) == (0.255, 3188, 3.5, True)
    assert (told["numerator"], told["show"], told["complete"]) == (None, "full", True)
    about = dict(found["Question"])
    assert about["measure"] == "reach, version 1"
    assert about["data version"] == "b-1"
    assert about["first moment"] == datetime(2026, 4, 1)


@pytest.mark.parametrize("evil", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(evil: str) -> None:
    content = result_xlsx(result(Row(keys={evil: evil}, number=number(), more={"why": evil})))
    book = load_workbook(io.BytesIO(content))
    cells = [cell for row in book["Answer"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert sum(cell.value == f"'{evil}" for cell in cells) == 3


def test_signs_that_no_sheet_can_hold_are_left_out() -> None:
    found = sheets(result_xlsx(result(Row(keys={"k": "a\x00b\x0bé"}, number=number()))))
    assert found["Answer"][1][0] == "abé"


def test_more_rows_than_a_sheet_has_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    with pytest.raises(LimitError, match="2 rows"):
        result_xlsx(result(Row(number=number()), Row(number=number())))


def test_the_ending_of_a_file_says_as_what_it_is_written(tmp_path: Any) -> None:
    asked = result(Row(keys={"step": "pay"}, number=number()))
    assert save_result(asked, tmp_path / "a.csv").read_text().startswith("step,value,")
    assert sheets(save_result(asked, tmp_path / "a.XLSX").read_bytes())["Answer"][1][0] == "pay"
    assert save_result(asked, tmp_path / "a.json").read_bytes() == asked.model_dump_json(indent=2).encode()
    with pytest.raises(InputError, match=r"a\.pdf"):
        save_result(asked, tmp_path / "a.pdf")
