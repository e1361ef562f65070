"""Results as tables for a spreadsheet, with text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

from desirepath.measures.comparing.result import ComparedRow, Comparison
from desirepath.measures.result import Number, Result, Row

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(value: object) -> object:
    """A cell as a spreadsheet may open it: text that would start a formula gets a leading apostrophe.

    >>> guarded("=1+1"), guarded("plain"), guarded(-3)
    ("'=1+1", 'plain', -3)
    """
    if isinstance(value, str) and value.startswith(STARTS_A_FORMULA):
        return f"'{value}"
    return value


def _cell(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case int() | float() | str():
            return guarded(value)
        case _:
            return guarded(str(value))


def result_csv(result: Result) -> str:
    """One line a row: the keys, then the number with its doubt, then what the measure adds.

    Columns that a row has not are empty. A value is written whatever `show` says; `show` stands beside it and says what
    may be drawn. Lines end as RFC 4180 wants it.
    """
    return _csv(*result_rows(result))


def result_rows(result: Result) -> tuple[list[str], Iterator[list[object]]]:
    """Names of the columns of a result as a table, and its rows."""
    keys = list(dict.fromkeys(key for row in result.rows for key in row.keys))
    more = list(dict.fromkeys(key for row in result.rows for key in row.more))
    fields = list(Number.model_fields)

    def cells(row: Row) -> list[object]:
        number = row.number.model_dump()
        told = [*map(row.keys.get, keys), *(number[field] for field in fields)]
        return [*told, row.complete, *(row.more.get(key) for key in more)]

    return [*keys, *fields, "complete", *more], map(cells, result.rows)


def comparison_csv(found: Comparison) -> str:
    """One line a row: the keys, both numbers (`a_…`, `b_…`), the difference with its doubt, and how sure it is."""
    return _csv(*comparison_rows(found))


def comparison_rows(found: Comparison) -> tuple[list[str], Iterator[list[object]]]:
    """Names of the columns of a comparison as a table, and its rows."""
    keys = list(dict.fromkeys(key for row in found.rows for key in row.keys))
    fields = list(Number.model_fields)
    own = ("kind", "p", "q", "certainty", "wanted", "complete")
    heads = [f"{side}_{field}" for side in ("a", "b", "difference") for field in fields]

    def cells(row: ComparedRow) -> list[object]:
        numbers = [number.model_dump() if number else {} for number in (row.a, row.b, row.difference)]
        told = [*map(row.keys.get, keys), found.a.label, found.b.label]
        told += [number.get(field) for number in numbers for field in fields]
        return [*told, *(getattr(row, name) for name in own)]

    return [*keys, "a_group", "b_group", *heads, *own], map(cells, found.rows)


def _csv(names: list[str], rows: Iterator[list[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in names])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()
