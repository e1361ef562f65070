"""Results as Excel workbooks: the table on one sheet, what was asked on the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from desirepath.errors import LimitError
from desirepath.export.tables import comparison_rows, guarded, result_rows
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.result import Result

MOST_ROWS = 1_048_575
"""Rows of a sheet, below the names of the columns."""


def result_xlsx(result: Result) -> bytes:
    """The rows of `result_csv` with numbers and days as such, and a sheet that says what was asked and of which data.

    Text that a spreadsheet would take for a formula gets an apostrophe, as in CSV; signs that no sheet can hold are
    left out. Raises LimitError for more rows than a sheet has.
    """
    return _book(*result_rows(result), len(result.rows), _asked(result))


def comparison_xlsx(found: Comparison) -> bytes:
    """The same of a comparison, with the rows of `comparison_csv`."""
    groups = [("first group", found.a.label), ("second group", found.b.label)]
    asked = [
        line for line in _asked(found) if line[0] not in ("segment", "first moment", "first moment after")
    ]
    return _book(*comparison_rows(found), len(found.rows), [*groups, *asked])


def _book(
    names: list[str], rows: Iterator[list[object]], many: int, asked: Sequence[tuple[str, object]]
) -> bytes:
    if many > MOST_ROWS:
        raise LimitError(
            f"The answer has {many:,} rows, and a sheet of Excel holds {MOST_ROWS:,}.",
            code="too_many_rows",
            remedy="Save it as CSV, or ask it less finely.",
        )
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Answer")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(name) for name in names])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    about = book.create_sheet("Question")
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 90
    for line in asked:
        about.append([_cell(value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _asked(result: Result | Comparison) -> list[tuple[str, Any]]:
    params = ", ".join(f"{name} = {value}" for name, value in result.params.items() if value is not None)
    return [
        ("question", result.title),
        ("measure", f"{result.measure}, version {result.version}"),
        ("parameters", params),
        ("counted", result.unit_of_observation),
        ("by", ", ".join(result.by)),
        ("where", result.where),
        ("segment", getattr(result, "segment", None)),
        ("first moment", getattr(result, "start", None)),
        ("first moment after", getattr(result, "end", None)),
        ("time zone", result.timezone),
        ("data complete through", getattr(result, "complete_through", None)),
        ("data version", result.data_version),
        ("map", result.map_id),
        ("map version", result.map_version),
        ("currency", getattr(result, "currency", None)),
        *(("note", note) for note in result.notes),
    ]


def _cell(value: object) -> object:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    match value:
        case None | bool() | int() | float() | datetime() | date():
            return value
        case _:
            return guarded(ILLEGAL_CHARACTERS_RE.sub("", str(value)))
