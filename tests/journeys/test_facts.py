"""Where in journeys does each kind of event stand?"""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from desirepath.journeys.facts import event_facts
from desirepath.journeys.frame import journeys_from_frame
from desirepath.lake.engines import DuckDBEngine


def order(journeys: dict[str, list[str]]) -> list[str]:
    start = datetime(2026, 1, 1)
    rows = [
        {"who": who, "what": what, "at": start + timedelta(hours=hour)}
        for who, events in journeys.items()
        for hour, what in enumerate(events)
    ]
    made = journeys_from_frame(pd.DataFrame(rows), customer="who", event="what", time="at")
    engine = DuckDBEngine()
    facts = event_facts(engine, engine.view(made.arrow))
    engine.close()
    return [fact.event for fact in sorted(facts, key=lambda fact: fact.position)]


def test_what_people_do_before_they_leave_does_not_come_after_what_only_stayers_do() -> None:
    leavers = {f"leaves{n}": ["open", "trial"] for n in range(9)}
    stayers = {"stays": ["open", "trial", "subscribe", "renew"]}
    assert order(leavers | stayers) == ["open", "trial", "subscribe", "renew"]


def test_the_first_time_counts_not_how_often_something_comes_again() -> None:
    assert order({"a": ["visit", "order", "visit", "visit"], "b": ["visit", "order"]}) == ["visit", "order"]
