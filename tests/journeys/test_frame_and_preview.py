"""Journeys of a frame without a workspace, and what rules would catch before a build."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pandas as pd
import pytest

from desirepath.errors import InputError
from desirepath.journeys.frame import journeys_from_frame
from desirepath.journeys.log import LogRules, journey_log
from desirepath.journeys.preview import preview
from desirepath.lake.engines import DuckDBEngine

from .made import PLAN, as_rows, event


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "user": [7, 7, 8],
            "what": ["visit", "order", "visit"],
            "at": ["2026-07-01 10:00", "2026-07-01 10:30", "2026-07-01 11:00"],
            "channel": pd.Categorical(["web", "app", "web"]),
            "colour": ["red", None, "blue"],
            "paid": [None, 12.505, None],
        }
    )


def test_a_frame_becomes_journeys_with_context(frame: pd.DataFrame) -> None:
    log = journeys_from_frame(
        frame,
        customer="user",
        event="what",
        time="at",
        timezone="Europe/Madrid",
        keep=["colour"],
        revenue="paid",
    )
    found = log.to_pandas()
    assert list(found["customer"]) == ["7", "7", "8"]
    assert list(found["prev_event"].astype(object).where(found["prev_event"].notna(), None)) == [
        None,
        "visit",
        None,
    ]
    assert list(found["session"]) == [0, 0, 0]
    assert list(found["channel"]) == ["web", "app", "web"]
    assert list(found["local"] - found["time"]) == [timedelta(hours=2)] * 3
    assert found["prop_colour"].tolist()[0] == "red"
    assert str(found["revenue"][1]) in ("12.50", "12.51")
    assert len(log) == 3
    assert log.table.count().to_pyarrow().as_py() == 3


def test_times_with_a_zone_become_utc(frame: pd.DataFrame) -> None:
    frame["at"] = pd.to_datetime(frame["at"]).dt.tz_localize("Asia/Tokyo")
    log = journeys_from_frame(frame, customer="user", event="what", time="at")
    assert log.arrow["time"][0].as_py().isoformat() == "2026-07-01T01:00:00"


def test_a_missing_column_is_an_error_with_the_nearest_name(frame: pd.DataFrame) -> None:
    with pytest.raises(InputError, match='Did you mean "user"'):
        journeys_from_frame(frame, customer="usr", event="what", time="at")
    with pytest.raises(InputError, match='Did you mean "channel"'):
        journeys_from_frame(frame, customer="user", event="what", time="at", chanel="channel")


def test_unreadable_times_and_missing_customers_are_errors(frame: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        journeys_from_frame(frame.assign(at="soon"), customer="user", event="what", time="at")
    with pytest.raises(InputError, match="empty in 1 of 3 rows"):
        journeys_from_frame(frame, customer="colour", event="what", time="at")


@pytest.fixture
def engine() -> Iterator[DuckDBEngine]:
    found = DuckDBEngine(threads=1)
    yield found
    found.close()


def test_a_preview_counts_steps_overlaps_and_what_is_left_over(engine: DuckDBEngine) -> None:
    events = [
        event("a", "visit", 0, channel="web"),
        event("a", "visit", 1, channel="web", event_id="2"),
        event("a", "visit", 2, channel="mail"),
        event("a", "order", 3, actor="company"),
        event("b", "review", 4, score=2.0),
        event("b", "review", 5, score=4.0),
        event("b", "hum", 6),
        event("b", "noise", 7, actor="system"),
    ]
    log = engine.view(journey_log(as_rows(events), 0, LogRules()))
    found = preview(engine, log, PLAN)
    assert found.step_rows == {"see": 2, "fill": 1, "pay": 1, "praise": 1}
    assert found.overlaps == {("see", "fill"): 2}
    assert {seen.event: seen.rows for seen in found.unmatched}["hum"] == 1
    assert sum(seen.rows for seen in found.seen if seen.event == "visit") == 3
    assert "noise" not in {seen.event for seen in (*found.seen, *found.unmatched)}
