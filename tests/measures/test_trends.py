"""A measure by period: which periods count, and when its level changed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from reference_tables import Happened
from worlds import World

from desirepath.errors import InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.trends import trend

FIRST = datetime(2024, 1, 3)
"""A Wednesday, so that the first week is cut by the data."""


def world() -> World:
    """Forty visitors a week who order; from the eleventh week on fewer of them do."""
    events = []
    for week in range(20):
        for i in range(40):
            who, at = f"c{week}-{i}", FIRST + timedelta(days=7 * week, hours=i)
            events.append(Happened(who, at, "A"))
            if i % 10 < (8 if week < 10 else 3) + week % 2:
                events.append(Happened(who, at + timedelta(hours=1), "Order Completed"))
    return World(events, FIRST + timedelta(days=140))


def test_a_drop_is_told_with_its_week_and_the_cut_weeks_are_left_out(engine: DuckDBEngine) -> None:
    view = world().view(engine)
    asked = {"from": "a", "to": "c", "within": "1d"}
    found = trend(view, "conversion", asked, every="week")
    (series,) = found.series
    assert [point.number for point in series.points] == [
        row.number for row in ask(view, "conversion", asked, by=["week"]).rows
    ]
    assert series.points[0].level is None, "the first week began before the data"
    (change,) = series.changes
    assert change.first_day == datetime(2024, 3, 11).date()
    assert change.earliest <= change.first_day <= change.latest
    assert change.size.value == pytest.approx(-0.5, abs=0.06)
    assert (change.size.low or 0) < -0.4 < (change.size.high or 0) + 0.1
    assert change.p <= 0.05


def test_what_stays_alike_shows_no_change(engine: DuckDBEngine) -> None:
    (series,) = trend(world().view(engine), "active", every="week").series
    assert series.changes == []


def test_too_many_series_and_a_second_period_are_refused(engine: DuckDBEngine) -> None:
    view = world().view(engine)
    with pytest.raises(InputError) as many:
        trend(view, "reach", every="week", by=["event_id"])
    assert many.value.code == "too_many_series"
    with pytest.raises(InputError) as twice:
        trend(view, "reach", every="week", by=["month"])
    assert twice.value.code == "period_twice"
