"""In which day, week, month, quarter and year is a row the first of its kind? On local times, in plain numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desirepath.journeys.context import Rows

Days = npt.NDArray[np.int32]

DAY = 86_400_000_000
WEEKDAY_OF_DAY_0 = 3
"""1970-01-01 was a Thursday: three days after the Monday that began its week."""


@dataclass(frozen=True)
class Calendar:
    """The day of each row, counted from the first one, and for every day when the periods that hold it began."""

    days: Days
    begins: list[Days]  # one for each of `lake.tables.PERIODS`; a row a day


def calendar_of(local: npt.NDArray[np.int64]) -> Calendar:
    """The calendar of local times (µs). Periods are looked up by day: days are few, rows are many.

    >>> [int(begin[6]) for begin in calendar_of(np.array([0, 6 * DAY])).begins]  # the Wednesday after
    [6, 4, 0, 0, 0, 0]
    """
    rows = (local // DAY).astype(np.int32)
    first = int(rows.min(initial=0))
    days = np.arange(first, int(rows.max(initial=0)) + 1)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    weeks = days - (days + WEEKDAY_OF_DAY_0) % 7
    begins = [
        days,
        weeks,
        *(_first_days(months // size * size) for size in (1, 3, 12)),
        np.full(len(days), first),
    ]
    return Calendar(rows - first, [(begin - first).astype(np.int32) for begin in begins])


def _first_days(months: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def new_periods(calendar: Calendar, previous: Rows) -> npt.NDArray[np.int8]:
    """For each row a bit for every period in which its previous row does not lie; without one (-1) all bits.

    >>> days = np.array([0, 0, 1])  # a Thursday, and the Friday after
    >>> new_periods(calendar_of(days * DAY), np.array([-1, 0, 1])).tolist()
    [63, 0, 1]
    """
    days, begins = calendar.days, calendar.begins
    bits = np.where(previous < 0, np.int8(2 ** len(begins) - 1), np.int8(0))
    # Whoever was here on the same day was here in the same week, month and year: most rows end here.
    later = np.flatnonzero((previous >= 0) & (days[previous] < days))
    here, before = days[later], days[previous[later]]
    found = np.zeros(len(later), np.int8)
    for place, begin in enumerate(begins):
        found |= (before < begin[here]).astype(np.int8) << place
    bits[later] = found
    return bits
