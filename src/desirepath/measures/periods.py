"""Days, weeks, months, quarters and years on the workspace's wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import ibis.expr.types as ir

TRUNCATE = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""Names of periods, with Ibis' units. A week starts on Monday."""

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Period:
    """One period: its first day, and its first and first no longer counting moment in UTC."""

    first_day: date
    start: datetime
    end: datetime


def utc(local: datetime, zone: str) -> datetime:
    """The UTC moment (without a mark) at which a wall clock first shows this; a skipped hour counts as its end.

    >>> utc(datetime(2024, 7, 1), "Europe/Madrid")
    datetime.datetime(2024, 6, 30, 22, 0)
    """
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def local(moment: datetime, zone: str) -> datetime:
    """What the wall clock shows at a UTC moment.

    >>> local(datetime(2024, 6, 30, 22), "Europe/Madrid")
    datetime.datetime(2024, 7, 1, 0, 0)
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def first_day(day: date, period: str) -> date:
    """The first day of the period that holds a day.

    >>> first_day(date(2024, 5, 19), "week"), first_day(date(2024, 5, 19), "quarter")
    (datetime.date(2024, 5, 13), datetime.date(2024, 4, 1))
    """
    if period == "day":
        return day
    if period == "week":
        return day - timedelta(days=day.weekday())
    months = MONTHS[period]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(day: date, period: str) -> date:
    """The first day of the next period, from the first day of one."""
    if period in ("day", "week"):
        return day + timedelta(days=1 if period == "day" else 7)
    month = day.month - 1 + MONTHS[period]
    return date(day.year + month // 12, month % 12 + 1, 1)


def calendar(period: str, start: datetime, end: datetime, zone: str) -> Iterator[Period]:
    """Every period that a stretch of UTC time touches, in order; `end` no longer counts."""
    day = first_day(local(start, zone).date(), period)
    while (begin := utc(datetime.combine(day, time()), zone)) < end:
        after = following(day, period)
        yield Period(day, begin, utc(datetime.combine(after, time()), zone))
        day = after


def offsets(start: datetime, end: datetime, zone: str) -> list[tuple[datetime, timedelta]]:
    """How far the wall clock is ahead of UTC: (from this UTC moment on, offset), the first from `start` on."""
    known = ZoneInfo(zone)

    def ahead(moment: datetime) -> timedelta:
        return moment.replace(tzinfo=UTC).astimezone(known).utcoffset() or timedelta()

    found = [(start, ahead(start))]
    moment = start
    while moment < end:
        later = min(moment + timedelta(hours=12), end)
        if ahead(later) != found[-1][1]:
            low, high = moment, later
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                low, high = (low, middle) if ahead(middle) != found[-1][1] else (middle, high)
            # Clocks change on whole seconds.
            change = high.replace(microsecond=0)
            found.append((change, ahead(change)))
        moment = later
    return found


def local_column(times: ir.TimestampColumn, start: datetime, end: datetime, zone: str) -> ir.TimestampColumn:
    """The wall clock of a UTC column, right for moments from `start` to `end`.

    Engines disagree about casts of zoned times, so the few changes of the clock are written out.
    """
    import ibis

    changes = offsets(start, end, zone)
    shown = [times + ibis.interval(seconds=int(ahead.total_seconds())) for _, ahead in changes]
    if len(shown) == 1:
        return shown[0]
    branches = [(times < changes[i + 1][0], shown[i]) for i in range(len(shown) - 1)]
    return ibis.cases(*branches, else_=shown[-1])
