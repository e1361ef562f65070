"""In which day, week, month, quarter and year is a row the first of its kind? On local times, in plain numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from desirepath.journeys.context import Rows

Numbers = npt.NDArray[np.integer[Any]]

DAY = 86_400_000_000
WEEKDAY_OF_DAY_0 = 3
"""1970-01-01 was a Thursday: three days after the Monday that began its week."""


def period_numbers(local: npt.NDArray[np.int64]) -> list[Numbers]:
    """For each of `lake.tables.PERIODS` the number of the period that holds a local time (µs).

    >>> [int(n[0]) for n in period_numbers(np.array([4 * DAY]))]
    [4, 1, 0, 0, 0, 0]
    """
    days = local // DAY
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    weeks = (days + WEEKDAY_OF_DAY_0) // 7
    ever = np.zeros(len(days), np.int8)
    return [days.astype(np.int32), weeks.astype(np.int32), months, months // 3, months // 12, ever]


def new_periods(calendar: list[Numbers], previous: Rows) -> npt.NDArray[np.int8]:
    """For each row a bit for every period in which its previous row does not lie; without one (-1) all bits.

    >>> new_periods([np.array([1, 1, 2]), np.array([1, 1, 1])], np.array([-1, 0, 1])).tolist()
    [3, 0, 1]
    """
    bits = np.where(previous < 0, np.int8(2 ** len(calendar) - 1), np.int8(0))
    days = calendar[0]
    # Whoever was here on the same day was here in the same week, month and year: most rows end here.
    later = np.flatnonzero((previous >= 0) & (days[previous] < days))
    for place, number in enumerate(calendar):
        bits[later] |= (number[previous[later]] < number[later]).astype(np.int8) << place
    return bits
