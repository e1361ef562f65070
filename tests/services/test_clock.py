"""Moments as they are stored: UTC without a zone mark."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from desirepath.services.clock import as_stored


def test_a_moment_with_a_zone_is_stored_as_the_same_moment() -> None:
    there = timezone(timedelta(hours=5))
    assert as_stored(datetime(2026, 1, 1, 3, tzinfo=there)) == datetime(2025, 12, 31, 22)
    assert as_stored(datetime(2026, 1, 1, 3)) == datetime(2026, 1, 1, 3)


def test_at_the_ends_of_the_calendar_the_day_stays() -> None:
    assert as_stored(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))) == datetime(1, 1, 1)
