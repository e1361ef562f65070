"""What a goal takes is what loops over journeys count, for any goal, start, time and place."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from dense import dense_worlds
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened, Record
from worlds import DAY_ONE, Question, World, examples, questions, worlds

from desirepath.errors import ConflictError, InputError, NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.efforts.attempts import chain
from desirepath.measures.efforts.spent import EFFORTS, grained
from desirepath.measures.meant import NO_SUPPORT
from desirepath.measures.view import View

STEP_OF = {"A": "a", "B": "b", "Order Completed": "c", "D": "d"}
GOALS = st.sampled_from([None, "B", "D | A", "b", "a | d", '{"event": "A", "where": "channel = \'web\'"}'])
STARTS = st.sampled_from([None, None, "A", "a", "Page | D"])
Test = Callable[[Record], bool]


def meant(text: str) -> Test:
    """What a goal, a start or a contact means, for those that are asked here."""
    if text.startswith("{"):
        return lambda row: row["event"] == "A" and row.get("channel") == "web"
    names = [name.strip() for name in text.split("|")]
    if all(name in STEP_OF.values() for name in names):
        return lambda row: STEP_OF.get(row["event"]) in names
    return lambda row: row["event"] in names


@dataclass
class Attempt:
    """One attempt: its first row, what the customer did in it, when it was over, and whether with the goal."""

    first: Record
    own: list[Record]
    until: datetime
    reached: bool


def attempts(rows: list[Record], goal: Test, start: Test | None, within: timedelta | None) -> list[Attempt]:
    """One customer's attempts, by walking through the rows."""
    found = []
    at = 0
    while at < len(rows):
        first = rows[at]
        if not (first["actor"] == "customer" if start is None else start(first)):
            at += 1
            continue
        own: list[Record] = []
        until, reached, begun = first["time"], False, at
        while (
            at < len(rows) and (within is None or rows[at]["time"] <= first["time"] + within) and not reached
        ):
            row = rows[at]
            if row["actor"] == "customer":
                own.append(row)
                until = row["time"]
            if goal(row) and (at > begun or start is None):
                reached, until = True, row["time"]
            at += 1
        found.append(Attempt(first, own, until, reached))
    return found


def spent(attempt: Attempt, place: str, contact: Test) -> dict[str, float]:
    places = [STEP_OF.get(r["event"]) if place == "step" else r.get(place) for r in attempt.own]
    been: list[str] = []
    loops, last = 0, None
    for here in places:
        if here is not None and here != last:
            loops += here in been
            been.append(here)
            last = here
    return {
        "time": (attempt.until - attempt.first["time"]).total_seconds(),
        "events": len(attempt.own),
        "sessions": len({r["session"] for r in attempt.own}),
        "contacts": sum(contact(r) for r in attempt.own),
        "loops": loops,
        "channels": len({r["channel"] for r in attempt.own if r.get("channel")}),
    }


def journeys(world: World, question: Question) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for row in world.journeys:
        if question.of_customer(row):
            found[row["customer"]].append(row)
    return found


@examples
@given(
    st.one_of(worlds, dense_worlds, dense_worlds),
    questions(),
    GOALS,
    STARTS,
    st.sampled_from(["first", "every"]),
    st.sampled_from(["1d", "36h", "5d", "none"]),
    st.sampled_from([None, "event", "channel"]),
)
def test_effort_is_what_loops_over_journeys_say(
    engine: DuckDBEngine,
    world: World,
    question: Question,
    goal: str | None,
    start: str | None,
    entry: str,
    within: str,
    place: str | None,
) -> None:
    place = "event" if place == "channel" else place
    known = {row["event"] for row in world.journeys} | {*STEP_OF}
    start = None if start and "Page" in start and "Page" not in known else start
    params = {"start": start, "entry": entry, "within": within, "contacts": "D", "place": place}
    view = world.view(engine)
    result = ask(view, "effort", params | ({"goal": goal} if goal else {}), **question.asked())

    window = {"1d": timedelta(1), "36h": timedelta(hours=36), "5d": timedelta(5), "none": None}[within]
    groups: dict[Any, list[Attempt]] = defaultdict(list)
    for rows in journeys(world, question).values():
        mine = attempts(rows, meant(goal or "Order Completed"), meant(start) if start else None, window)
        for one in mine if entry == "every" else mine[:1]:
            if question.meets(one.first) and question.in_range(one.first["time"]):
                groups[question.keys(one.first)].append(one)
    found = {(*row.keys.values(),): row for row in result.rows}
    assert {key[1:] for key, row in found.items() if row.more["entered"]} == groups.keys()
    for keys, mine in groups.items():
        over = [window is not None and one.first["time"] + window <= world.now for one in mine]
        got = [
            one
            for one, is_over in zip(mine, over, strict=True)
            if one.reached and (is_over or window is None)
        ]
        lost = [one for one, is_over in zip(mine, over, strict=True) if not one.reached and is_over]
        for effort in EFFORTS:
            row = found[(effort, *keys)]
            values = [spent(one, place or "step", lambda r: r["event"] == "D")[effort] for one in got]
            wasted = [spent(one, place or "step", lambda r: r["event"] == "D")[effort] for one in lost]
            assert (row.number.n, row.more["entered"], row.more["lost"]) == (len(got), len(mine), len(lost))
            assert row.more["went_on"] == sum(one.reached for one in mine)
            assert row.more["still_open"] == len(mine) - len(lost) - row.more["went_on"]
            assert row.number.value == (pytest.approx(fmean(values)) if values else None)
            assert row.more["lost_mean"] == (pytest.approx(fmean(wasted)) if wasted else None)
            assert row.more["none"] == (pytest.approx(values.count(0) / len(values)) if values else None)
            whole = grained(np.array(values)) if effort == "time" else values
            spread = np.quantile(whole, [0.5, 0.95]).tolist() if values else [None, None]
            assert [row.more["median"], row.more["p95"]] == pytest.approx(spread)
            limited = window is not None and len(got) + len(lost)
            assert row.more["share"] == (len(got) / (len(got) + len(lost)) if limited else None)


@settings(examples, max_examples=max(3, examples.max_examples // 4))
@given(worlds, questions(), st.sampled_from(["first", "every"]), st.sampled_from(["2d", "none"]))
def test_every_number_opens_to_its_attempts_and_nobody_is_lost_on_the_way(
    engine: DuckDBEngine, world: World, question: Question, entry: str, within: str
) -> None:
    view, params = world.view(engine), {"goal": "B", "entry": entry, "within": within, "of": "time, loops"}
    for row in ask(view, "effort", params, **question.asked()).rows[-1:]:
        assert row.more["entered"] == sum(row.more[name] for name in ("went_on", "still_open", "lost"))
        for outcome in (None, "went_on", "still_open", "lost"):
            behind = customers_behind(
                view, "effort", params, keys=row.keys, outcome=outcome, **question.asked()
            )
            assert behind.total == row.more[outcome or "entered"]


@examples
@given(st.lists(st.integers(1, 30), min_size=1, max_size=40), st.integers(0, 2**20))
def test_a_chain_is_what_following_the_links_one_by_one_finds(jumps: list[int], roots: int) -> None:
    link = np.minimum(np.arange(len(jumps)) + jumps, len(jumps))
    begin = np.array([bool(roots >> at & 1) for at in range(len(jumps))])
    expected = set()
    for at in np.flatnonzero(begin):
        while at < len(link):
            expected.add(int(at))
            at = link[at]
    assert {*np.flatnonzero(chain(begin, link)).tolist()} == expected


def view_of(engine: DuckDBEngine, *events: tuple[str, int, str], now: int = 100, **of: Any) -> View:
    """Customer, hour, event; complete through so many days after the first."""
    happened = [Happened(who, DAY_ONE + timedelta(hours=hour), event, of=of) for who, hour, event in events]
    return World(happened, DAY_ONE + timedelta(days=now)).view(engine)


def told(view: View, **params: Any) -> dict[str, float | None]:
    return {row.keys["spent"]: row.number.value for row in ask(view, "effort", params).rows}


def test_one_journey_to_an_order_is_told_in_all_its_efforts(engine: DuckDBEngine) -> None:
    journey = [
        ("A", 0),
        ("A", 1),
        ("B", 2),
        ("Page", 2),
        ("A", 3),
        ("D", 50),
        ("B", 51),
        ("Order Completed", 52),
    ]
    view = view_of(engine, *(("ana", hour, event) for event, hour in journey), channel="web", kind="support")
    expected = {"time": 52 * 3600, "events": 8, "sessions": 7, "contacts": 8, "loops": 2, "channels": 1}
    assert told(view) == expected
    assert told(view, contacts="Page")["contacts"] == 1
    assert told(view, place="event")["loops"] == 2
    assert told(view, start="B | D", place="event")["loops"] == 1
    assert told(view, start="Order Completed") == dict.fromkeys(EFFORTS)
    assert NO_SUPPORT not in ask(view, "effort").notes
    other = view_of(engine, *(("ana", hour, event) for event, hour in journey if event != "D"))
    assert NO_SUPPORT in ask(other, "effort").notes
    assert NO_SUPPORT not in ask(other, "effort", {"contacts": "Page"}).notes


def test_each_goal_is_an_attempt_of_its_own_and_a_limit_holds_its_last_moment(engine: DuckDBEngine) -> None:
    events = [
        ("ana", hour, event)
        for hour, event in [(0, "A"), (24, "B"), (25, "A"), (49, "B"), (80, "D"), (105, "B")]
    ]
    view = view_of(engine, *events)
    row = ask(view, "effort", {"goal": "B", "within": "24h", "entry": "every", "of": "events"}).rows[0]
    # A to B, A to B; D alone, whose time ends an hour before the last B, which is a goal of its own.
    assert (row.more["entered"], row.more["went_on"], row.more["lost"]) == (4, 3, 1)
    assert (row.number.value, row.more["lost_mean"]) == (pytest.approx(5 / 3), 1)
    first = ask(view, "effort", {"goal": "B", "within": "24h", "of": "events"}).rows[0]
    assert (first.more["entered"], first.number.value) == (1, 2)


def test_nobody_and_goals_of_the_company_are_right_answers(engine: DuckDBEngine) -> None:
    view = view_of(engine, ("ana", 0, "A"))
    assert {row.number.n for row in ask(view, "effort", start="2030-01-01").rows} == {0}
    sent = World(
        [Happened("ana", DAY_ONE, "A"), Happened("ana", DAY_ONE + timedelta(2), "B", "company")],
        DAY_ONE + timedelta(90),
    )
    assert told(sent.view(engine), goal="B", of="time, events") == {"time": 2 * 86_400, "events": 1}


def test_one_customer_with_very_many_attempts_is_counted_at_once(engine: DuckDBEngine) -> None:
    view = view_of(engine, *(("ana", hour, "AB"[hour % 2]) for hour in range(200)))
    row = ask(view, "effort", {"goal": "B", "entry": "every", "of": "events"}).rows[0]
    assert (row.more["entered"], row.number.value) == (100, 2)


def test_what_cannot_be_asked_is_an_error_that_helps(engine: DuckDBEngine) -> None:
    view = view_of(engine, ("ana", 0, "A"))
    bare = replace(
        view, map=None, tables={k: v for k, v in view.tables.items() if k not in ("steps", "answers")}
    )
    with pytest.raises(InputError, match="no map"):
        ask(bare, "effort")
    with pytest.raises(ConflictError, match="none"):
        ask(bare, "effort", {"goal": "A", "place": "step"})
    with pytest.raises(NotFoundError, match="Ordr"):
        ask(view, "effort", {"goal": "Ordr"})
    with pytest.raises(InputError, match="JSON"):
        ask(view, "effort", {"goal": "{event}"})
    assert told(bare, goal="A", of="events, loops") == {"events": 1, "loops": 0}
