"""The calendar of the sample: days since the start, local wall-clock time, UTC and time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from desirepath.ingest.sample.story import Flags, Reals, Wholes

ZONE = "Europe/Madrid"
DAY = 86_400
HOURS = np.array(
    [1, 1, 0.5, 0.3, 0.3, 0.5, 1.5, 3, 4, 5, 5.5, 5.5, 6, 6.5, 5.5, 4.5, 4.5, 5, 6, 7, 9, 10, 8, 4]
)
"""How busy the shop is by local hour: a small peak at lunch, a large one on the sofa."""


@dataclass(frozen=True)
class Calendar:
    """The observed period [start, horizon) as local days; all times of the sample are days since `start`."""

    start: date
    horizon: date

    @staticmethod
    def of(end: date, months: int) -> Calendar:
        """The whole days of `months` calendar months whose last day is `end`."""
        horizon = end + timedelta(days=1)
        count = horizon.year * 12 + horizon.month - 1 - months
        return Calendar(date(count // 12, count % 12 + 1, min(horizon.day, 28)), horizon)

    @cached_property
    def days(self) -> int:
        return (self.horizon - self.start).days

    @cached_property
    def epoch(self) -> int:
        """Seconds from 1970 to the start, both as wall-clock times."""
        return int(datetime(self.start.year, self.start.month, self.start.day, tzinfo=UTC).timestamp())

    @cached_property
    def months_of_days(self) -> Wholes:
        """Calendar month (0 to 11) of each day of the period and of a year beyond it."""
        first = np.datetime64(self.start, "D")
        dates = first + np.arange(self.days + 366)
        return dates.astype("datetime64[M]").astype(np.int64) % 12

    @cached_property
    def _switches(self) -> tuple[Wholes, Wholes]:
        """Local seconds at which the zone's offset changes, and the offset from there on."""
        zone = ZoneInfo(ZONE)
        seconds: list[int] = []
        offsets: list[int] = []
        for day in range(-1, self.days + 367):
            noon = datetime(self.start.year, self.start.month, self.start.day, 12) + timedelta(days=day)
            offset = noon.replace(tzinfo=zone).utcoffset() or timedelta()
            if not offsets or offsets[-1] != int(offset.total_seconds()):
                offsets.append(int(offset.total_seconds()))
                seconds.append(self.epoch + day * DAY + 3 * 3600)
        return np.array(seconds), np.array(offsets)

    def local(self, days: Reals) -> Wholes:
        """Wall-clock seconds since 1970 of a time in days since the start."""
        return self.epoch + np.round(days * DAY).astype(np.int64)

    def utc(self, days: Reals) -> Wholes:
        """UTC seconds since 1970; the hour that exists twice in autumn is read as the later one."""
        seconds, offsets = self._switches
        local = self.local(days)
        at = np.maximum(np.searchsorted(seconds, local, side="right") - 1, 0)
        return local - offsets[at]

    def month(self, days: Reals) -> Wholes:
        """Calendar month, 0 for January."""
        at = np.clip(days, 0, len(self.months_of_days) - 1).astype(np.int64)
        return self.months_of_days[at]

    def between(self, days: Reals, first: float, last: float) -> Flags:
        """Whether a time lies in [first, last), both as shares of the period, on whole days."""
        return (days >= int(self.days * first)) & (days < int(self.days * last))

    def date_of(self, share: float) -> date:
        """The day that lies at a share of the period."""
        return self.start + timedelta(days=int(self.days * share))


def at_a_likely_hour(days: Reals, uniform: Reals) -> Reals:
    """The same days, at an hour people shop at."""
    edges = np.concatenate([[0.0], np.cumsum(HOURS) / HOURS.sum()])
    return np.floor(days) + np.interp(uniform, edges, np.arange(25) / 24.0)
