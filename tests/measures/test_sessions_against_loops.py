"""Sessions, their lengths and bounces are what loops over lists say."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from rhythm_loops import says_mean_and_spread, sessions
from worlds import DAY_ONE, Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.result import Result
from desirepath.science import intervals

GAP = timedelta(minutes=30)


def lines(result: Result) -> dict[tuple[Any, ...], Any]:
    return {tuple(row.keys.values()): row for row in result.rows}


def length(rows: list[Record], of: str) -> float:
    return len(rows) if of == "events" else (rows[-1]["time"] - rows[0]["time"]).total_seconds()


@examples
@given(worlds, questions())
def test_sessions_are_counted_where_they_begin(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    expected = sessions(world, question)
    found = lines(ask(world.view(engine), "sessions", **question.asked()))
    assert {key for key, row in found.items() if row.number.value} == expected.keys()
    for key, held in expected.items():
        row, people = found[key], {rows[0]["customer"] for rows in held}
        assert (row.number.value, row.number.n, row.more["customers"]) == (len(held), len(held), len(people))
        assert row.more["sessions_each"] == pytest.approx(len(held) / len(people))
        assert row.more["events_each"] == pytest.approx(sum(map(len, held)) / len(held))


@examples
@given(worlds, questions(), st.sampled_from(["time", "events"]), st.sampled_from([0, 15, 30, 45]))
def test_the_length_of_a_session_counts_once_it_is_over(
    engine: DuckDBEngine, world: World, question: Question, of: str, minutes: int
) -> None:
    last = max(event.time for event in world.events)
    world = replace(world, now=last + timedelta(minutes=minutes))
    over: dict[Any, list[float]] = defaultdict(list)
    running = 0
    for key, held in sessions(world, question).items():
        for rows in held:
            if rows[-1]["time"] + GAP <= world.now:
                over[key].append(length(rows, of))
            else:
                running += 1
    result = ask(world.view(engine), "session_length", {"of": of}, **question.asked())
    for key, row in lines(result).items():
        says_mean_and_spread(row, over.pop(key, []))
    assert not over
    told = [note for note in result.notes if "sessions" in note]
    assert told == ([f"{running} sessions may still go on: they are left out."] if running else [])


@examples
@given(worlds, questions(), st.sampled_from([0, 30, 5000]))
def test_bounces_are_sessions_of_one_event(
    engine: DuckDBEngine, world: World, question: Question, minutes: int
) -> None:
    world = replace(world, now=max(event.time for event in world.events) + timedelta(minutes=minutes))
    view = world.view(engine)
    expected = sessions(world, question)
    found = lines(ask(view, "bounces", **question.asked()))
    for key, row in found.items():
        held = expected.pop(key, [])
        over = [rows for rows in held if rows[-1]["time"] + GAP <= world.now]
        bounced = sum(len(rows) == 1 for rows in over)
        share = intervals.wilson(bounced, len(over))
        assert (row.number.value, row.number.low, row.number.high) == (share.value, share.low, share.high)
        assert (row.number.n, row.number.still_open) == (len(over), len(held) - len(over))
        behind = customers_behind(view, "bounces", keys=row.keys, outcome="bounced", **question.asked())
        assert behind.total == bounced == row.more["bounced"]
    assert not expected


def world_of(*minutes: float, now: float = 10_000) -> World:
    happened = [Happened("ana", DAY_ONE + timedelta(minutes=at), "A") for at in minutes]
    return World(happened, DAY_ONE + timedelta(minutes=now))


def test_a_pause_of_exactly_the_gap_continues_the_session(engine: DuckDBEngine) -> None:
    assert ask(world_of(0, 30).view(engine), "sessions").rows[0].number.value == 1
    assert ask(world_of(0, 30 + 1 / 60).view(engine), "sessions").rows[0].number.value == 2
    still = ask(world_of(0, now=29).view(engine), "bounces").rows[0].number
    assert (still.value, still.still_open) == (None, 1)
    assert ask(world_of(0, now=30).view(engine), "bounces").rows[0].number.value == 1


def test_a_session_over_midnight_belongs_to_the_day_it_began(engine: DuckDBEngine) -> None:
    view = world_of(22 * 60 + 50, 23 * 60 + 10).view(engine)  # 23:50 and 00:10 in Madrid
    by_day = ask(view, "sessions", by=["day"]).rows
    assert [(str(row.keys["day"]), row.number.value) for row in by_day if row.number.value] == [
        ("2024-03-25", 1)
    ]
    assert ask(view, "session_length", start="2024-03-26").rows[0].number.value is None
    assert ask(view, "session_length", end="2024-03-25").rows[0].number.value == 20 * 60


def test_nobody_has_no_sessions(engine: DuckDBEngine) -> None:
    view = world_of(0).view(engine)
    assert ask(view, "sessions", start="2030-01-01").rows[0].number.value == 0
    assert ask(view, "bounces", start="2030-01-01").rows[0].number.value is None
