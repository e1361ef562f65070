"""The one place that reads the wall clock; every layer below takes time as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from time import monotonic
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present moment, UTC without a zone mark, as stored times are."""
    return datetime.now(UTC).replace(tzinfo=None)


def as_stored(moment: datetime) -> datetime:
    """A moment that somebody named, as stored times are: what names no zone is UTC already."""
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError:  # at the ends of the calendar the day counts, not the hour
        return moment.replace(tzinfo=None)


def today(timezone: str) -> date:
    """The present day in a time zone."""
    return datetime.now(ZoneInfo(timezone)).date()


def elapsed() -> float:
    """Seconds that only ever grow, to time work by."""
    return monotonic()
