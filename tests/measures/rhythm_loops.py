"""What the measures of when, how often and how long count, in loops over lists from the words of their definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from reference_tables import Record
from worlds import Question, World, key_of

from desirepath.measures.result import Row
from desirepath.science import intervals

Key = tuple[Any, ...]
OF_ROWS = ("channel", "size")


def own(world: World, question: Question) -> list[Record]:
    """What chosen customers did, at any time; rows that the filter keeps."""
    rows = [row for row in world.journeys if row["actor"] == "customer"]
    return [row for row in rows if question.of_customer(row) and question.meets(row)]


def row_values(question: Question, row: Record) -> Key:
    """The breakdowns that may differ between two rows of one customer."""
    return tuple(key_of(name, row) for name in question.by if name in OF_ROWS)


def grouped(rows: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, list[Record]]:
    found: dict[Key, list[Record]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def sessions(world: World, question: Question) -> dict[Key, list[list[Record]]]:
    """The rows of each session that begins in the dates, by the breakdowns of its first row."""
    each = grouped(own(world, question), lambda r: (r["customer"], r["session"], *row_values(question, r)))
    found: dict[Key, list[list[Record]]] = defaultdict(list)
    for rows in each.values():
        rows = sorted(rows, key=lambda r: r["seq"])
        if question.in_range(rows[0]["time"]):
            found[question.keys(rows[0])].append(rows)
    return found


def says_mean_and_spread(row: Row, lengths: list[float]) -> None:
    """A mean with Student's interval, the median and the 95 % quantile."""
    n, total, squares = len(lengths), sum(lengths), sum(length * length for length in lengths)
    expected = intervals.mean(n, total, squares)
    found = (row.number.value, row.number.low, row.number.high)
    assert found == pytest.approx((expected.value, expected.low, expected.high))
    assert row.number.n == n
    if lengths:
        assert row.number.value == pytest.approx(fmean(lengths))
    spread = np.quantile(lengths, [0.5, 0.95]) if lengths else (None, None)
    assert (row.more["median"], row.more["p95"]) == pytest.approx(tuple(spread))
