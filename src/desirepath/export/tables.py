"""Results as tables for a spreadsheet, with text that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from desirepath.measures.comparing.result import Comparison
from desirepath.measures.result import Number, Result

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
    keys = list(dict.fromkeys(key for row in result.rows for key in row.keys))
    more = list(dict.fromkeys(key for row in result.rows for key in row.more))
    fields = list(Number.model_fields)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in (*keys, *fields, "complete", *more)])
    for row in result.rows:
        number = row.number.model_dump()
        cells = [row.keys.get(key) for key in keys]
        cells += [number[field] for field in fields]
        cells += [row.complete, *(row.more.get(key) for key in more)]
        writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def comparison_csv(found: Comparison) -> str:
    """One line a row: the keys, both numbers (`a_…`, `b_…`), the difference with its doubt, and how sure it is."""
    keys = list(dict.fromkeys(key for row in found.rows for key in row.keys))
    fields = list(Number.model_fields)
    own = ("kind", "p", "q", "certainty", "wanted", "complete")
    heads = [f"{side}_{field}" for side in ("a", "b", "difference") for field in fields]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(name) for name in (*keys, "a_group", "b_group", *heads, *own)])
    for row in found.rows:
        numbers = [number.model_dump() if number else {} for number in (row.a, row.b, row.difference)]
        cells = [*(row.keys.get(key) for key in keys), found.a.label, found.b.label]
        cells += [number.get(field) for number in numbers for field in fields]
        cells += [getattr(row, name) for name in own]
        writer.writerow([_cell(cell) for cell in cells])
    return out.getvalue()
