"""Lifecycle says of each customer and period what loops over lists say, and nobody is lost between two periods."""

import itertools
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from worlds import DAY_ONE, ZONE, Question, World, examples, key_of, questions, to_local, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.view import View

PERIODS = st.sampled_from(["day", "week", "month"])
EVENTS = st.sampled_from([None, None, ["A"], ["A", "Order Completed"]])
ACTIVE = ("new", "returning", "resurrecting")


def first_day(day: date, period: str) -> date:
    starts = {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}
    return starts[period]


def after(day: date, period: str) -> date:
    return first_day(day + timedelta(days={"day": 1, "week": 7, "month": 31}[period]), period)


def lifecycle(
    world: World, question: Question, events: list[str] | None, period: str, new: str
) -> dict[Any, set[str]]:
    """Customers by first day of the period, state and breakdowns."""
    latest = max(world.now - timedelta(microseconds=1), max(event.time for event in world.events))
    today = first_day(to_local(latest, ZONE).date(), period)
    inner = [name for name in question.by if name in ("channel", "size")]
    mine: dict[Any, list[Record]] = defaultdict(list)
    for row in world.journeys:
        counts = row["actor"] == "customer" if events is None else row["event"] in events
        if counts and question.of_customer(row) and question.meets(row):
            mine[(row["customer"], *(key_of(name, row) for name in inner))].append(row)
    found: dict[Any, set[str]] = defaultdict(set)
    for (customer, *_), rows in mine.items():
        days = {first_day(row["local"].date(), period) for row in rows}
        seen = rows[0]["first_time"] and first_day(to_local(rows[0]["first_time"], ZONE).date(), period)
        day = min(days)
        while day <= today:
            state = None
            earlier = [d for d in days if d < day]
            came_before = any(after(d, period) == day for d in days)
            if day in days:
                fresh = not earlier and (new == "first time" or seen is None or seen >= day)
                state = "returning" if came_before else "new" if fresh else "resurrecting"
            elif came_before:
                state = "dormant"
            of_day = (question.start is None or question.start <= day) and (
                question.end is None or day <= question.end
            )
            if state and of_day:
                moment = datetime.combine(day, datetime.min.time()) + timedelta(hours=12)
                keys = question.keys({**rows[0], "time": moment - timedelta(hours=2)})
                found[(day, state, *keys)].add(customer)
            day = after(day, period)
    return found


@examples
@given(worlds, questions(), EVENTS, PERIODS, st.sampled_from(["first time", "first seen"]))
def test_every_customer_is_in_one_state(
    engine: DuckDBEngine, world: World, question: Question, events: list[str] | None, period: str, new: str
) -> None:
    view = world.view(engine)
    known = {event.event for event in world.events}
    events = events if events and set(events) <= known else None
    params: dict[str, Any] = {"period": period, "new": new} | ({"event": events} if events else {})
    expected = lifecycle(world, question, events, period, new)
    rows = ask(view, "lifecycle", params, **question.asked()).rows
    found = {tuple(row.keys.values()): row for row in rows}
    assert {key: row.number.value for key, row in found.items() if row.number.value} == {
        key: len(people) for key, people in expected.items()
    }
    for key, row in list(found.items())[:6]:
        behind = customers_behind(view, "lifecycle", params, keys=row.keys, **question.asked())
        assert behind.total == row.number.value
        assert {each["customer"] for each in behind.rows} == expected.get(key, set())


@examples
@given(worlds, questions(), PERIODS)
def test_no_customer_is_lost_between_two_periods(
    engine: DuckDBEngine, world: World, question: Question, period: str
) -> None:
    by = [name for name in question.by if name not in ("day", "week", "month")]
    asked = question.asked() | {"by": by, "start": None, "end": None}
    groups: dict[Any, dict[date, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for row in ask(world.view(engine), "lifecycle", {"period": period}, **asked).rows:
        began, state, *group = row.keys.values()
        groups[tuple(group)][began][state] = int(row.number.value or 0)
        line = groups[tuple(group)][began]
        more = row.more
        if state == "dormant":  # the last of its period
            assert more["active"] == sum(line[name] for name in ACTIVE)
            assert more["before"] == line["returning"] + line["dormant"]
            came = line["new"] + line["resurrecting"]
            assert more["pulse"] == (pytest.approx(came / line["dormant"]) if line["dormant"] else None)
    for lines in groups.values():
        days = sorted(lines)
        assert lines[days[0]]["returning"] == lines[days[0]]["dormant"] == 0
        for one, then in itertools.pairwise(days):
            assert then == after(one, period)
            active = sum(lines[one][name] for name in ACTIVE)
            assert lines[then]["dormant"] == active - lines[then]["returning"]


def view_of(engine: DuckDBEngine, *events: tuple[str, int, str], now: int = 28) -> View:
    """Customer, day, event; days count from Monday, 25 March 2024."""
    happened = [Happened(who, DAY_ONE + timedelta(days=day, hours=9), event) for who, day, event in events]
    return World(happened, DAY_ONE + timedelta(days=now)).view(engine)


def told(view: View, **params: Any) -> list[tuple[str, str, float]]:
    rows = ask(view, "lifecycle", params).rows
    return [(str(r.keys["began"])[5:], r.keys["state"], r.number.value) for r in rows if r.number.value]


def test_the_published_definitions_hold(engine: DuckDBEngine) -> None:
    """Seen earlier, but doing it now for the first time: resurrecting for PostHog, new for Amplitude.

    Dormant is counted once, in the first period without them.
    """
    view = view_of(engine, ("ana", 0, "Page"), ("ana", 7, "A"), ("ana", 14, "A"))
    assert told(view, event=["A"]) == [
        ("04-01", "new", 1),
        ("04-08", "returning", 1),
        ("04-15", "dormant", 1),
    ]
    assert told(view, event=["A"], new="first seen")[0] == ("04-01", "resurrecting", 1)
    assert told(view, new="first seen")[0] == ("03-25", "new", 1)
    back = view_of(engine, ("ana", 0, "A"), ("ana", 14, "A"))
    assert told(back) == [
        ("03-25", "new", 1),
        ("04-01", "dormant", 1),
        ("04-08", "resurrecting", 1),
        ("04-15", "dormant", 1),
    ]


def test_a_period_that_is_not_over_is_marked(engine: DuckDBEngine) -> None:
    rows = ask(view_of(engine, ("ana", 0, "A"), now=13), "lifecycle").rows
    assert {(str(row.keys["began"]), row.complete) for row in rows} == {
        ("2024-03-25", True),
        ("2024-04-01", False),
    }


def test_pulse_is_who_comes_for_each_who_goes(engine: DuckDBEngine) -> None:
    events = [("ana", 0, "A"), ("ben", 0, "A"), ("eva", 7, "A"), ("kim", 7, "A"), ("ben", 7, "A")]
    rows = ask(view_of(engine, *events, now=14), "lifecycle").rows
    second = [row for row in rows if str(row.keys["began"]) == "2024-04-01"]
    assert [row.number.value for row in second] == [2, 1, 0, 1]
    assert {row.more["pulse"] for row in second} == {2.0}
