"""The time from one event to another is what loops over lists say, and what the other measures of it say."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened, Record
from worlds import DAY_ONE, Question, World, examples, key_of, questions, worlds

from desirepath.errors import NotFoundError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.events import order_event
from desirepath.science import intervals
from desirepath.science.kaplan_meier import survival

# Names of events that the world may lack are no part of a pair: they would be errors.
PAIRS = st.sampled_from(
    [(None, ["a"]), (["a"], ["b"]), (["a"], ["a"]), (["b"], ["c"]), (["a", "b"], ["c", "d"]), (None, None)]
)
EDGES = [0, 1, 10, 60, 600, 3_600, 21_600, *(n * 86_400 for n in (1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730))]


@dataclass
class Wait:
    """One start: how long until it got there, or how long it was watched."""

    customer: str
    seconds: int
    outcome: str


def grained(seconds: int) -> int:
    size = 1 if seconds < 7_200 else 60 if seconds < 14 * 86_400 else 3_600
    return seconds // size * size


def waits(
    world: World, question: Question, start: Any, to: Any, entry: str, within: str | None, unit: str
) -> dict[Any, list[Wait]]:
    at_steps = to != ["Order Completed"]
    rows = world.steps if at_steps else world.journeys
    column = "step" if at_steps else "event"
    whole = timedelta(days=int(within[:-1])) if within else None
    mine: dict[Any, list[Record]] = defaultdict(list)
    for row in rows:
        if question.of_customer(row) and question.meets(row):
            if unit == "session" and row["session"] is None:
                continue
            mine[(row["customer"], row["session"] if unit == "session" else None)].append(row)
    found: dict[Any, list[Wait]] = defaultdict(list)
    for held in mine.values():
        held.sort(key=lambda row: row["seq"])
        begun: set[Any] = set()
        for row in held:
            starts = row["actor"] == "customer" if start is None else row[column] in start
            period = question.period and key_of(question.period, row)
            if not starts or not question.in_range(row["time"]) or (entry == "first" and period in begun):
                continue
            begun.add(period)
            then = next((r["time"] for r in held if r["seq"] > row["seq"] and r[column] in to), None)
            if then is not None and (whole is None or then - row["time"] <= whole):
                wait, outcome = then - row["time"], "went_on"
            else:
                until = world.now if whole is None else min(world.now, row["time"] + whole)
                wait = max(until - row["time"], timedelta())
                over = whole is not None and row["time"] + whole <= world.now
                outcome = "lost" if over else "still_open"
            found[question.keys(row)].append(Wait(row["customer"], int(wait.total_seconds()), outcome))
    return found


def params_of(start: Any, to: Any, entry: str, within: str | None) -> dict[str, Any]:
    return {"from": start, "to": to, "entry": entry, "within": within}


ENTRIES, WITHIN = st.sampled_from(["first", "every"]), st.sampled_from([None, "1d", "3d"])


@examples
@given(worlds, questions(), PAIRS, ENTRIES, WITHIN, st.sampled_from(["customer", "customer", "session"]))
def test_time_between_is_what_loops_say(
    engine: DuckDBEngine, world: World, question: Question, pair: Any, entry: str, within: Any, unit: str
) -> None:
    start, to = pair
    if to is None:
        world = World(
            [*world.events, Happened("kim", DAY_ONE, "Order Completed", of={"channel": "web"})], world.now
        )
        to = ["Order Completed"]
    asked = question.asked()
    asked["by"] = [*([unit] if unit != "customer" else []), *asked["by"]]
    expected = waits(world, question, start, to, entry, within, unit)
    rows = ask(world.view(engine), "time_between", params_of(start, to, entry, within), **asked).rows
    for row in rows:
        found = expected.pop(tuple(row.keys.values()), [])
        outcomes = Counter(wait.outcome for wait in found)
        assert {name: row.more[name] for name in ("went_on", "still_open", "lost")} == {
            name: outcomes[name] for name in ("went_on", "still_open", "lost")
        }
        went = [wait.outcome == "went_on" for wait in found]
        curve = survival([grained(w.seconds) for w in found], went, [not gone for gone in went])
        median = curve.quantile(0.5)
        got = (row.number.value, row.number.low, row.number.high, row.number.n)
        assert got == pytest.approx((median.value, median.low, median.high, len(found)))
        times = sorted(wait.seconds for wait in found if wait.outcome == "went_on")
        mean = intervals.mean(len(times), sum(times), sum(t * t for t in times))
        more = (row.more["mean"], row.more["mean_low"], row.more["mean_high"])
        assert more == pytest.approx((mean.value, mean.low, mean.high))
        for name, share in (("median", 0.5), ("p95", 0.95)):
            at = times[ceil(share * len(times)) - 1] if times else None
            assert row.more[name] == (grained(at) if at is not None else None)
    assert not expected


@examples
@given(worlds, questions(), PAIRS, ENTRIES, st.sampled_from([None, "1h", "2d"]))
def test_every_time_lies_in_one_bin(
    engine: DuckDBEngine, world: World, question: Question, pair: Any, entry: str, width: Any
) -> None:
    start, to = pair
    if to is None:
        return
    params = params_of(start, to, entry, None) | {"width": width}
    expected = waits(world, question, start, to, entry, None, "customer")
    size = {"1h": 3_600, "2d": 172_800}.get(width)
    bins: Counter[Any] = Counter()
    for keys, found in expected.items():
        for wait in found:
            if wait.outcome == "went_on":
                least = wait.seconds // size * size if size else max(e for e in EDGES if e <= wait.seconds)
                bins[(least, *keys)] += 1
    view = world.view(engine)
    rows = ask(view, "time_between_histogram", params, **question.asked()).rows
    assert {tuple(r.keys.values()): r.number.value for r in rows if r.number.value} == bins
    for row in rows[:2]:
        behind = customers_behind(view, "time_between_histogram", params, keys=row.keys, **question.asked())
        assert behind.total == row.number.value


@examples
@given(worlds, questions(), st.sampled_from([("a", "b"), ("a", "c"), ("b", "d")]))
def test_between_two_steps_it_is_the_time_to_the_next(
    engine: DuckDBEngine, world: World, question: Question, pair: tuple[str, str]
) -> None:
    """One question of two measures has one answer."""
    view, (start, to) = world.view(engine), pair
    if question.where != "country = 'de'":  # a filter on rows is of the start alone in time_to_next
        question = replace(question, where=None)
    between = ask(view, "time_between", {"from": start, "to": to}, **question.asked()).rows
    following = ask(view, "time_to_next", {"step": start, "to": to}, **question.asked()).rows
    one = {tuple(row.keys.values()): row for row in between if row.number.n}
    other = {tuple(row.keys.values())[1:]: row for row in following if row.number.n}
    assert one.keys() == other.keys()
    for key, row in one.items():
        assert row.number == other[key].number
        assert row.more["still_open"] == other[key].more["still_open"]


def test_an_event_is_not_followed_by_itself_and_its_last_moment_counts(engine: DuckDBEngine) -> None:
    happened = [Happened("ana", DAY_ONE + timedelta(hours=hour), "A") for hour in (0, 24)]
    view = World(happened, DAY_ONE + timedelta(days=9)).view(engine)
    row = ask(view, "time_between", {"from": "A", "to": "A", "within": "24h"}).rows[0]
    assert (row.number.value, row.more["went_on"]) == (86_400, 1)
    short = ask(view, "time_between", {"from": "A", "to": "A", "within": "23h"}).rows[0]
    assert (short.number.value, short.more["lost"], short.more["p95"]) == (None, 1, None)
    every = ask(view, "time_between", {"from": "A", "to": "A", "entry": "every"}).rows[0]
    assert (every.more["went_on"], every.more["still_open"]) == (1, 1)
    lost = customers_behind(view, "time_between", {"from": "A", "to": "A", "within": "23h"}, outcome="lost")
    assert lost.total == 1


def test_the_mean_has_its_interval_and_the_quantiles_are_of_those_who_got_there(engine: DuckDBEngine) -> None:
    minutes = {"ana": 10, "ben": 20, "eva": 60}
    happened = [Happened(who, DAY_ONE, "A") for who in (*minutes, "kim")]
    happened += [Happened(who, DAY_ONE + timedelta(minutes=late), "B") for who, late in minutes.items()]
    view = World(happened, DAY_ONE + timedelta(days=9)).view(engine)
    row = ask(view, "time_between", {"from": "A", "to": "B"}).rows[0]
    mean = intervals.mean(3, 5_400, 600**2 + 1_200**2 + 3_600**2)
    assert (row.more["mean"], row.more["mean_low"], row.more["mean_high"]) == pytest.approx(
        (1_800, mean.low, mean.high)
    )
    assert (row.number.value, row.more["median"], row.more["p95"]) == (1_200, 1_200, 3_360)
    bins = ask(view, "time_between_histogram", {"from": "A", "to": "B"}).rows
    told = [(r.keys["least"], r.more["below"], r.number.value) for r in bins if r.number.value]
    assert told == [(600, 3_600, 2), (3_600, 21_600, 1)]


def test_a_misspelt_event_is_an_error(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "Basket Viewed")], DAY_ONE).view(engine)
    with pytest.raises(NotFoundError, match="Basket Viewed"):
        ask(view, "time_between", {"from": "Basket Veiwed", "to": "Basket Viewed"})


def test_an_order_is_known_by_its_kind_where_it_has_another_name(engine: DuckDBEngine) -> None:
    happened = [
        Happened("ana", DAY_ONE, "Besuch"),
        Happened("ana", DAY_ONE + timedelta(hours=2), "Bestellung", of={"kind": "order"}),
        Happened("ben", DAY_ONE, "Storno", of={"kind": "order"}),
        Happened("ben", DAY_ONE + timedelta(hours=1), "Bestellung", of={"kind": "order"}),
    ]
    view = World(happened, DAY_ONE + timedelta(days=60)).view(engine, plan=None)
    assert order_event(view) == "Bestellung"
    assert ask(view, "time_between").rows[0].more["median"] == 5_400
    assert ask(view, "effort", {"place": "event"}).rows[0].more["went_on"] == 2
    nothing = World(happened[:1], DAY_ONE + timedelta(days=60)).view(engine, plan=None)
    assert order_event(nothing) is None
