"""Where in journeys does each kind of event stand?"""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from desirepath.domain.draft import EventFact
from desirepath.journeys.facts import event_facts
from desirepath.journeys.frame import journeys_from_frame
from desirepath.lake.engines import DuckDBEngine


def order(journeys: dict[str, list[str]]) -> list[str]:
    return [fact.event for fact in sorted(facts_in(journeys), key=lambda fact: fact.position)]


def facts_in(journeys: dict[str, list[str]]) -> list[EventFact]:
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
    return facts


def test_what_people_do_before_they_leave_does_not_come_after_what_only_stayers_do() -> None:
    leavers = {f"leaves{n}": ["open", "trial"] for n in range(9)}
    stayers = {"stays": ["open", "trial", "subscribe", "renew"]}
    assert order(leavers | stayers) == ["open", "trial", "subscribe", "renew"]


def test_the_first_time_counts_not_how_often_something_comes_again() -> None:
    assert order({"a": ["visit", "order", "visit", "visit"], "b": ["visit", "order"]}) == ["visit", "order"]


def test_who_comes_to_what_lies_behind_says_whether_something_can_be_left_out() -> None:
    direct = {f"direct{n}": ["visit", "order"] for n in range(4)}
    searching = {f"searching{n}": ["visit", "search", "order"] for n in range(6)}
    found = {
        fact.event: fact.met_before for fact in facts_in(direct | searching | {"looks": ["visit", "search"]})
    }
    # Behind a visit stand the 7 who search and the 10 who order, and all had visited.
    assert found == {"visit": 1.0, "search": 0.6, "order": None}


def facts_of(rows: list[tuple[str, str, str, str, int]]) -> dict[str, EventFact]:
    """Facts by event, of rows of one customer: event, kind, actor, day, money."""
    frame = pd.DataFrame(rows, columns=["what", "kind", "actor", "at", "revenue"])
    frame["at"] = pd.to_datetime(frame["at"])
    made = journeys_from_frame(frame.assign(who="a"), customer="who", event="what", time="at")
    engine = DuckDBEngine()
    facts = event_facts(engine, engine.view(made.arrow))
    engine.close()
    return {fact.event: fact for fact in facts}


def test_a_delivery_is_part_of_the_journey_and_a_mail_or_a_job_of_the_system_is_not() -> None:
    facts = facts_of(
        [
            ("ordered", "order", "customer", "2026-01-01", 20),
            ("mailed", "message", "company", "2026-01-02", 0),
            ("booked", "order", "system", "2026-01-03", 0),
            ("delivered", "order", "company", "2026-01-04", 20),
        ]
    )
    assert {event: fact.position for event, fact in facts.items()} == {"ordered": 0.0, "delivered": 1.0}
    assert [event for event, fact in facts.items() if fact.has_revenue] == ["ordered"]


def test_of_two_events_of_one_day_neither_comes_first() -> None:
    facts = facts_of(
        [
            ("shipped", "order", "company", "2026-01-01", 0),
            ("ordered", "order", "customer", "2026-01-01", 20),
            ("delivered", "order", "company", "2026-01-04", 0),
        ]
    )
    assert {event: fact.position for event, fact in facts.items()} == {
        "ordered": 0.25,
        "shipped": 0.25,
        "delivered": 1.0,
    }
