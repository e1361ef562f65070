"""Days, weeks, months, quarters and years on the workspace's wall clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import ibis.expr.types as ir

TRUNCATE = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
"""Names of periods, with Ibis' units. A week starts on Monday."""

MONTHS = {"month": 1, "quarter": 3, "year": 12}
DAYS = {"day": 1, "week": 7}


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
    if period in DAYS:
        return day + timedelta(days=DAYS[period])
    month = day.month - 1 + MONTHS[period]
    return date(day.year + month // 12, month % 12 + 1, 1)


def calendar(period: str, start: datetime, end: datetime, zone: str) -> Iterator[Period]:
    """Every period that a stretch of UTC time touches, in order; `end` no longer counts."""
    day = first_day(local(start, zone).date(), period)
    while (begin := utc(datetime.combine(day, time()), zone)) < end:
        after = following(day, period)
        yield Period(day, begin, utc(datetime.combine(after, time()), zone))
        day = after


def start_column(first_moments: ir.TimestampColumn, periods: Sequence[Period]) -> ir.TimestampColumn:
    """The UTC moment at which the period of each row begins, from its first wall-clock moment.

    Engines disagree about casts of zoned times, so the few changes of the clock between periods are written out.
    """
    import ibis

    runs: list[tuple[datetime, timedelta]] = []
    for period in periods:
        shown = datetime.combine(period.first_day, time())
        if not runs or shown - period.start != runs[-1][1]:
            runs.append((shown, shown - period.start))
    begins = [first_moments - ibis.interval(seconds=int(ahead.total_seconds())) for _, ahead in runs]
    if len(begins) < 2:
        return begins[0] if begins else first_moments
    later = zip(runs[1:], begins, strict=False)
    return ibis.cases(*((first_moments < shown, begin) for (shown, _), begin in later), else_=begins[-1])


def end_column(
    first_moments: ir.TimestampColumn, periods: Sequence[Period], period: str
) -> ir.TimestampColumn:
    """The UTC moment at which the period of each row ends, and the next one begins."""
    import ibis

    length = ibis.interval(months=MONTHS[period]) if period in MONTHS else ibis.interval(days=DAYS[period])
    after = [Period(following(one.first_day, period), one.end, one.end) for one in periods]
    return start_column(first_moments + length, after)


EPOCH = date(1970, 1, 1)
MONDAY = date(1969, 12, 29)


def number_of(day: date, period: str) -> int:
    """Which day, week or month this is, counted from a fixed one: the difference of two is a number of periods.

    >>> number_of(date(2024, 4, 1), "month") - number_of(date(2024, 1, 31), "month")
    3
    """
    if period == "month":
        return day.year * 12 + day.month - 1
    return (day - EPOCH).days if period == "day" else (day - MONDAY).days // 7


def day_of(number: int, period: str) -> date:
    """The first day of the period of this number.

    >>> [day_of(number_of(date(2024, 5, 19), period), period).day for period in ("day", "week", "month")]
    [19, 13, 1]
    """
    if period == "month":
        return date(number // 12, number % 12 + 1, 1)
    return EPOCH + timedelta(days=number) if period == "day" else MONDAY + timedelta(days=7 * number)


def number_column(shown: ir.TimestampValue, period: str) -> ir.IntegerValue:
    """The same number for a column of wall-clock times."""
    if period == "month":
        return shown.year().cast("int64") * 12 + shown.month() - 1
    # DuckDB gives a fraction where it promises a whole number; Spark does not.
    days = (shown.epoch_seconds().cast("float64") / 86_400).floor().cast("int64")
    return days if period == "day" else ((days + 3).cast("float64") / 7).floor().cast("int64")


def changes(start: datetime, end: datetime, zone: str) -> list[tuple[datetime, timedelta]]:
    """From which UTC moment on the wall clock is how far ahead, in order; the first holds since ever.

    >>> changes(datetime(2024, 3, 1), datetime(2024, 5, 1), "Europe/Madrid")[1]
    (datetime.datetime(2024, 3, 31, 1, 0), datetime.timedelta(seconds=7200))
    """

    def ahead(moment: datetime) -> timedelta:
        return local(moment, zone) - moment

    found = [(start, ahead(start))]
    moment = start
    while moment < end:
        after = moment + timedelta(days=1)
        if ahead(after) != ahead(moment):
            low, high = moment, after
            while high - low > timedelta(microseconds=1):
                middle = low + (high - low) / 2
                low, high = (middle, high) if ahead(middle) == ahead(moment) else (low, middle)
            found.append((high, ahead(after)))
        moment = after
    return found


def shown_column(moments: ir.TimestampValue, runs: Sequence[tuple[datetime, timedelta]]) -> ir.TimestampValue:
    """What the wall clock shows at UTC moments; `runs` are the changes of the clock around them."""
    import ibis

    shows = [moments + ibis.interval(seconds=int(a.total_seconds())) if a else moments for _, a in runs]
    if len(runs) == 1:
        return shows[0]
    later = zip(runs[1:], shows, strict=False)
    return ibis.cases(*((moments < change, show) for (change, _), show in later), else_=shows[-1])
