"""Wall-clock times of a zone, the same beside every engine: a table of offsets, no engine's cast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

SECOND = 1_000_000
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Outside these years the nearest known offset holds."""

Times = npt.NDArray[np.int64]


def local_times(times: Times, zone: str) -> Times:
    """Naive wall-clock times (µs) of UTC times (µs) in a zone; across changes of the clock too."""
    if not len(times):
        return times
    years = (_year(int(times.min())), _year(int(times.max())))
    starts, offsets = offsets_of(zone, *years)
    return times + offsets[np.searchsorted(starts, times, side="right") - 1]


@lru_cache(maxsize=64)
def offsets_of(zone: str, first_year: int, last_year: int) -> tuple[Times, Times]:
    """From when (UTC, µs) which offset (µs) holds. The first holds since ever."""
    known = ZoneInfo(zone)
    at, end = _start_of(first_year), _start_of(last_year + 1)
    starts, offsets = [np.iinfo(np.int64).min], [_offset(known, at)]
    while at < end:
        following = at + DAY
        if _offset(known, following) != offsets[-1]:
            moment = _change(known, at, following)
            starts.append(int((moment - EPOCH) / timedelta(microseconds=1)))
            offsets.append(_offset(known, moment))
        at = following
    return np.array(starts), np.array(offsets)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second between two moments at which the offset of the second one holds."""
    target = _offset(zone, after)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        before, after = (before, middle) if _offset(zone, middle) == target else (middle, after)
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset / timedelta(microseconds=1))


def _year(time: int) -> int:
    """The year of a UTC time (µs), held within the years for which offsets are looked up."""
    return min(
        max(int(np.datetime64(time, "us").astype("datetime64[Y]").astype(int)) + 1970, FIRST_YEAR), LAST_YEAR
    )


def _start_of(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
