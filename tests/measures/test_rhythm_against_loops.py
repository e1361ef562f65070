"""Hours of activity, stickiness and the length of journeys are what loops over lists say."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from rhythm_loops import grouped, own, says_mean_and_spread
from worlds import DAY_ONE, Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.view import View

EVENTS = st.sampled_from([None, None, ["A"], ["A", "Order Completed"]])


def counted(world: World, question: Question, events: list[str] | None) -> list[Record]:
    """Rows in the dates: of these events, whoever did them; else what customers did."""
    rows = own(world, question)
    if events is not None:
        rows = [r for r in world.journeys if r["event"] in events]
        rows = [r for r in rows if question.of_customer(r) and question.meets(r)]
    return [row for row in rows if question.in_range(row["time"])]


def people(rows: list[Record]) -> int:
    return len({row["customer"] for row in rows})


def asked_events(view: View, events: list[str] | None) -> dict[str, Any]:
    """The parameter, for events that the little world holds."""
    known = {row["event"] for row in view.records(view.tables["journeys"].select("event"))}
    return {"event": events} if events and set(events) <= known else {}


@examples
@given(worlds, questions(), EVENTS)
def test_hours_of_activity_are_those_of_the_wall_clock(
    engine: DuckDBEngine, world: World, question: Question, events: list[str] | None
) -> None:
    view = world.view(engine)
    params = asked_events(view, events)
    rows = counted(world, question, params.get("event"))
    each = grouped(rows, lambda r: (r["local"].isoweekday(), r["local"].hour, *question.keys(r)))
    whole = Counter(question.keys(row) for row in rows)
    found = ask(view, "activity_times", params, **question.asked()).rows
    if not question.by:
        assert len(found) == 7 * 24
    for row in found:
        key = tuple(row.keys.values())
        here = each.pop(key, [])
        assert (row.number.value, row.more["events"]) == (people(here), len(here))
        total = whole[key[2:]]
        assert row.more["share"] == (pytest.approx(len(here) / total) if total else None)
    assert not each


def test_both_changes_of_the_clock_are_right(engine: DuckDBEngine) -> None:
    """Madrid skips 02:00 on 31 March 2024 and shows 02:00 twice on 27 October; both are Sundays."""
    spring, autumn = datetime(2024, 3, 31), datetime(2024, 10, 27)
    half_hours = [timedelta(minutes=30 * n) for n in range(6)]
    happened = [Happened("ana", day + ahead, "A") for day in (spring, autumn) for ahead in half_hours]
    view = World(happened, datetime(2024, 11, 1)).view(engine)

    def events(day: str) -> dict[int, int]:
        rows = ask(view, "activity_times", start=day, end=day).rows
        assert all(row.keys["weekday"] == 7 for row in rows if row.more["events"])
        return {row.keys["hour"]: row.more["events"] for row in rows if row.more["events"]}

    assert events("2024-03-31") == {1: 2, 3: 2, 4: 2}
    assert events("2024-10-27") == {2: 4, 3: 2}


@examples
@given(worlds, questions(), EVENTS, st.sampled_from(["day", "week"]))
def test_stickiness_counts_the_exact_days(
    engine: DuckDBEngine, world: World, question: Question, events: list[str] | None, interval: str
) -> None:
    view = world.view(engine)
    params = {"interval": interval, **asked_events(view, events)}
    days: dict[Any, set[Any]] = defaultdict(set)
    for row in counted(world, question, params.get("event")):  # type: ignore[arg-type]
        day = row["local"].date()
        at = day if interval == "day" else day - timedelta(days=day.weekday())
        days[(row["customer"], question.keys(row))].add(at)
    expected = Counter((len(mine), *keys) for (_, keys), mine in days.items())
    found = ask(view, "stickiness", params, **question.asked()).rows
    got = {tuple(row.keys.values()): row.number.value for row in found if row.number.value}
    assert got == expected
    for row in found:
        mine = [len(held) for (_, keys), held in days.items() if keys == tuple(row.keys.values())[1:]]
        assert row.number.denominator == len(mine)
        assert row.more["mean"] == (pytest.approx(sum(mine) / len(mine)) if mine else None)


def test_the_ratio_of_days_is_the_mean_daily_share(engine: DuckDBEngine) -> None:
    """Two customers of a week: one comes on all seven days, the other on one. DAU / WAU = (8 / 7) / 2."""
    days = [("ana", n) for n in range(7)] + [("ben", 3)]
    happened = [Happened(who, DAY_ONE + timedelta(days=n, hours=9), "A") for who, n in days]
    view = World(happened, DAY_ONE + timedelta(days=6, hours=22)).view(engine)
    rows = ask(view, "stickiness", by=["week"]).rows
    assert [(row.keys["active"], row.number.value) for row in rows] == [
        (1, 1), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0), (7, 1)
    ]  # fmt: skip
    assert rows[0].more["ratio"] == pytest.approx(8 / 7 / 2)
    active = ask(view, "active", by=["day"]).rows
    daily = sum(row.number.value or 0 for row in active) / 7
    assert rows[0].more["ratio"] == pytest.approx(daily / 2)


def test_a_week_that_dates_or_a_month_cut_is_still_a_week_of_activity(engine: DuckDBEngine) -> None:
    """The week from 29 April 2024 lies in two months: whoever came on both sides was active in a week of each."""
    happened = [Happened("ana", datetime(2024, 4, 29, 9) + timedelta(days=n), "A") for n in (0, 1, 3)]
    view = World(happened, datetime(2024, 6, 1)).view(engine)
    params = {"interval": "week"}
    by_month = ask(view, "stickiness", params, by=["month"]).rows
    got = {row.keys["month"].month: row.keys["active"] for row in by_month if row.number.value}
    assert got == {4: 1, 5: 1}
    for start in ("2024-04-30", "2024-05-01"):
        rows = ask(view, "stickiness", params, start=start).rows
        assert [(row.keys["active"], row.number.value) for row in rows] == [(1, 1)]
    days = ask(view, "stickiness", start="2024-04-30").rows
    assert [row.number.value for row in days] == [0, 1]


def lengths(world: World, question: Question, of: str) -> dict[Any, list[float]]:
    rows = own(world, question)
    if of == "steps":
        rows = [r for r in world.steps if question.of_customer(r) and question.meets(r)]
    rows = [row for row in rows if question.in_range(row["time"])]
    found: dict[Any, list[float]] = defaultdict(list)
    for (_, *keys), mine in grouped(rows, lambda r: (r["customer"], *question.keys(r))).items():
        times = [row["time"] for row in mine]
        found[tuple(keys)].append(
            {
                "events": len(mine),
                "steps": len(mine),
                "sessions": len({row["session"] for row in mine}),
                "active days": len({row["local"].date() for row in mine}),
                "time": (max(times) - min(times)).total_seconds(),
            }[of]
        )
    return found


OF = st.sampled_from(["events", "steps", "sessions", "active days", "time"])


@examples
@given(worlds, questions(), OF)
def test_journeys_are_as_long_as_their_rows_say(
    engine: DuckDBEngine, world: World, question: Question, of: str
) -> None:
    expected = lengths(world, question, of)
    for row in ask(world.view(engine), "journey_length", {"of": of}, **question.asked()).rows:
        says_mean_and_spread(row, expected.pop(tuple(row.keys.values()), []))
    assert not expected


@examples
@given(worlds, questions(), OF, st.sampled_from([None, 1, 3, 86_400]))
def test_every_journey_lies_in_one_bin(
    engine: DuckDBEngine, world: World, question: Question, of: str, width: int | None
) -> None:
    if of == "time" and width in (1, 3):
        width = 3_600
    params, view = {"of": of, "width": width}, world.view(engine)
    expected = lengths(world, question, of)
    rows = ask(view, "journey_length_histogram", params, **question.asked()).rows
    got: Counter[Any] = Counter()
    for row in rows:
        least, *group = row.keys.values()
        below = row.more["below"]
        here = [n for n in expected[tuple(group)] if least <= n and (below is None or n < below)]
        assert row.number.value == len(here)
        assert below == (least + width if width else below)
        got[tuple(group)] += len(here)
    assert +got == {group: len(held) for group, held in expected.items() if held}
    for row in rows[:2]:
        behind = customers_behind(view, "journey_length_histogram", params, keys=row.keys, **question.asked())
        assert behind.total == row.number.value
