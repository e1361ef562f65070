"""The funnel's kernel says what loops over lists say, for any little world and any rules."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Record
from worlds import Question, World, examples, key_of, questions, worlds

from desirepath.domain import duration
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.funnels.reached import OUTCOMES, Reached
from desirepath.measures.funnels.semantics import PRESETS, FunnelParams, rules_of
from desirepath.measures.funnels.steps import MOST
from desirepath.measures.kernels import microseconds

EVENTS = ["A", "B", "Order Completed", "D"]


@dataclass(frozen=True)
class Funnel:
    """The same funnel in plain Python."""

    params: dict[str, Any]

    @property
    def read(self) -> FunnelParams:
        return FunnelParams.model_validate(self.params)

    def required(self) -> list[int]:
        return [n for n, step in enumerate(self.read.steps) if not step.optional]


def length(text: str | None) -> timedelta | None:
    return None if text in (None, "none") else timedelta(seconds=duration.seconds(text or ""))


def whole_time(asked: FunnelParams) -> timedelta | None:
    if asked.window != "none":
        return length(asked.window)
    gaps = [length(s.within) for s in asked.steps[1:] if not s.optional]
    return None if None in gaps or asked.order == "any" else sum((g for g in gaps if g), timedelta())


class Walker:
    """One customer's rows (with one value of what is held), and how far one can get from each."""

    def __init__(self, rows: list[Record], asked: FunnelParams) -> None:
        self.asked = asked
        self.required = [n for n, s in enumerate(asked.steps) if not s.optional]
        self.window = length(asked.window)
        names = [name for s in asked.steps for name in s.event]
        self.grace = length(asked.grace) if len(names) == len(set(names)) else None
        steps = [set(s.event) for s in asked.steps]
        barred = {name for one in asked.exclude for name in one.event}
        kept = [
            r
            for r in rows
            if any(r["event"] in s for s in steps)
            or r["event"] in barred
            or (asked.order == "strict" and r["actor"] == "customer")
        ]
        if asked.ties == "steps":
            # Of the required steps a row can stand for, the first one orders it.
            def place(r: Record) -> int:
                return next((n for n in self.required if r["event"] in steps[n]), 99)

            kept.sort(key=lambda r: (r["time"], place(r), r["seq"]))
        self.rows = kept

    def is_step(self, i: int, n: int) -> bool:
        return self.rows[i]["event"] in self.asked.steps[n].event

    def barred(self, x: int, k: int) -> bool:
        """Whether row x must not happen between required steps k and k + 1."""
        if self.asked.order == "any":
            return any(self.rows[x]["event"] in one.event for one in self.asked.exclude)
        before, after = self.required[k], self.required[k + 1]
        return any(
            self.rows[x]["event"] in one.event
            and (one.between is None or not (one.between[1] - 1 <= before or one.between[0] - 1 >= after))
            for one in self.asked.exclude
        )

    def may_follow(self, j: int, i: int, k: int) -> bool:
        """Whether row i may be step k + 1 after row j as step k."""
        step = self.asked.steps[self.required[k + 1]]
        between = self.rows[i]["time"] - self.rows[j]["time"]
        if self.grace and not step.after:
            if i == j or between < -self.grace:
                return False
        elif i <= j:
            return False
        if step.after and between < (length(step.after) or timedelta()):
            return False
        if step.within and between > (length(step.within) or timedelta()):
            return False
        if self.asked.order == "strict" and i != j + 1:
            return False
        return self.is_step(i, self.required[k + 1]) and not any(self.barred(x, k) for x in range(j + 1, i))

    def level(self, e: int) -> int:
        """By sets: all rows that can stand for each step after this first one, whatever the way."""
        there, level = {e}, 1
        for k in range(len(self.required) - 1):
            there = {i for j in there for i in range(len(self.rows)) if self.may_follow(j, i, k)}
            ends = [self.rows[i]["time"] for i in there]
            if ends and (self.window is None or min(ends) <= self.rows[e]["time"] + self.window):
                level = k + 2
        return level

    def path(self, e: int, level: int) -> list[int]:
        """The first rows that lead on."""

        def on(j: int, k: int) -> list[int] | None:
            if k == level - 1:
                return [j]
            for i in range(len(self.rows)):
                if self.may_follow(j, i, k) and (rest := on(i, k + 1)) is not None:
                    return [j, *rest]
            return None

        found = on(e, 0)
        assert found is not None
        return found

    def any_order(self, e: int) -> list[int]:
        found = []
        for n in self.required:
            for i in range(e, len(self.rows)):
                late = self.window is not None and self.rows[i]["time"] > self.rows[e]["time"] + self.window
                if late or self.is_step(i, n):
                    found += [] if late else [i]
                    break
                if i > e and self.barred(i, 0):
                    break
        return sorted(found)

    def attempts(self, begins: Any) -> list[dict[str, Any]]:
        made = []
        for e, row in enumerate(self.rows):
            firsts = self.required if self.asked.order == "any" else self.required[:1]
            if begins(row) and any(self.is_step(e, n) for n in firsts):
                path = self.any_order(e) if self.asked.order == "any" else self.path(e, self.level(e))
                made.append(self.told(e, path))
        return made

    def told(self, e: int, path: list[int]) -> dict[str, Any]:
        n = len(self.required)
        last, entry = self.rows[path[-1]], self.rows[e]["time"]
        ends = [None if self.window is None else entry + self.window]
        whole = whole_time(self.asked)
        full = None if whole is None else entry + whole
        ends.append(full)
        if len(path) < n and self.asked.order != "any":
            gap = length(self.asked.steps[self.required[len(path)]].within)
            ends.append(None if gap is None else last["time"] + gap)
        else:
            gap = None
        deadline = min((end for end in ends if end is not None), default=None)
        stopped = False
        if len(path) < n and self.asked.exclude:
            after = e if self.asked.order == "any" else path[-1]
            bar = next((x for x in range(after + 1, len(self.rows)) if self.barred(x, len(path) - 1)), None)
            if bar is not None:
                moment = self.rows[bar]["time"]
                stopped = (self.window is None or moment <= entry + self.window) and (
                    gap is None or moment - last["time"] <= gap
                )
        return {
            "walker": self,
            "e": e,
            "path": path,
            "stopped": stopped,
            "deadline": deadline,
            "full": full,
            "entry": (entry, self.rows[e]["seq"]),
            "end": last["time"],
        }


def chosen(made: list[dict[str, Any]], entry: str) -> list[dict[str, Any]]:
    if entry == "every" or not made:
        return made
    if entry == "first":
        return [min(made, key=lambda a: a["entry"])]
    most = max(len(a["path"]) for a in made)
    furthest = [a for a in made if len(a["path"]) == most]
    if entry == "best":
        return [min(furthest, key=lambda a: a["entry"])]
    soonest = min(a["end"] for a in furthest)
    return [max((a for a in furthest if a["end"] == soonest), key=lambda a: a["entry"])]


def attempts_of(world: World, question: Question, asked: FunnelParams, customer: str) -> list[dict[str, Any]]:
    """The attempts of a customer that count."""
    groups: dict[Any, list[Record]] = defaultdict(list)
    for row in world.journeys:
        held = tuple(row.get(f"prop_{h}" if h == "size" else h) for h in asked.hold)
        if (
            row["customer"] == customer
            and None not in held
            and question.of_customer(row)
            and question.meets(row)
        ):
            groups[held].append(row)
    by_period: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    for rows in groups.values():
        for attempt in Walker(rows, asked).attempts(lambda row: question.in_range(row["time"])):
            entry = attempt["walker"].rows[attempt["e"]]
            by_period[key_of(question.period, entry) if question.period else None].append(attempt)
    counted = [attempt for of in by_period.values() for attempt in chosen(of, asked.entry)]
    return [a for a in counted if not (asked.excluded == "remove" and a["stopped"])]


def funnel(
    world: World, question: Question, params: dict[str, Any]
) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """{(number of the step, *keys): entered, went on, still open, lost, entered and over}"""
    asked = FunnelParams.model_validate(params)
    found: Any = defaultdict(lambda: [0, 0, 0, 0, 0])
    required = [n for n, s in enumerate(asked.steps) if not s.optional]
    for customer in {r["customer"] for r in world.journeys}:
        for attempt in attempts_of(world, question, asked, customer):
            count(found, attempt, required, asked, question, world.now)
    return {key: tuple(row) for key, row in found.items()}


def count(
    found: Any,
    attempt: dict[str, Any],
    required: list[int],
    asked: FunnelParams,
    question: Question,
    now: datetime,
) -> None:
    walker, path = attempt["walker"], attempt["path"]
    value_at = asked.value_at
    place = 0 if value_at == "first" else len(path) - 1 if value_at == "last" else value_at - 1
    at = None if place >= len(path) else walker.rows[path[place]]
    entry = walker.rows[attempt["e"]]
    keys = tuple(
        key_of(name, entry) if name == question.period else None if at is None else key_of(name, at)
        for name in question.by
    )
    for n, _, outcome, ended in reached(attempt, required, asked, now):
        row = found[(n, *keys)]
        row[0] += 1
        row[1 + OUTCOMES.index(outcome)] += 1
        row[4] += ended


def reached(
    attempt: dict[str, Any], required: list[int], asked: FunnelParams, now: datetime
) -> list[tuple[int, int, str, bool]]:
    """Number of the step, place of its row, outcome, and whether the whole time is over."""
    walker, path = attempt["walker"], attempt["path"]
    limited = whole_time(asked) is not None
    ended = not limited or attempt["full"] <= now
    running = limited and attempt["deadline"] > now and not attempt["stopped"]
    there = [(required[k], path[k], k) for k in range(len(path))]
    for n, step in enumerate(asked.steps):
        k = sum(r < n for r in required) - 1
        if step.optional and k < len(path):
            until = path[k + 1] if k + 1 < len(path) else len(walker.rows)
            for i in range(path[k] + 1, until):
                in_time = attempt["deadline"] is None or walker.rows[i]["time"] <= attempt["deadline"]
                if (k + 1 < len(path) or in_time) and walker.is_step(i, n):
                    there.append((n, i, k))
                    break
    done = len(path) == len(required)
    return [
        (n, place, "went_on" if k + 1 < len(path) or done else "still_open" if running else "lost", ended)
        for n, place, k in there
    ]


lengths = st.sampled_from([None, "1d", "30m", "36h", "4d"])
DURATIONS = st.sampled_from(["none", "30m", "1d", "36h", "6d"])


@st.composite
def funnels(draw: st.DrawFn) -> dict[str, Any]:
    order = draw(st.sampled_from(["ordered", "ordered", "ordered", "strict", "any"]))
    distinct = order == "any"
    count_ = draw(st.integers(2, 4))
    names = draw(st.lists(st.sampled_from(EVENTS), min_size=count_, max_size=count_, unique=distinct))
    steps: list[dict[str, Any]] = []
    for n, name in enumerate(names):
        step: dict[str, Any] = {"event": [name], "name": f"s{n}"}
        if not distinct and draw(st.integers(0, 4)) == 0:
            step["event"] = sorted({name, draw(st.sampled_from(EVENTS))})
        if order != "any" and 0 < n < count_ - 1 and draw(st.integers(0, 3)) == 0:
            step["optional"] = True
        elif order != "any" and n > 0:
            step |= {"after": draw(lengths)} if draw(st.integers(0, 3)) == 0 else {}
            step |= {"within": draw(lengths)} if draw(st.integers(0, 3)) == 0 else {}
        steps.append(step)
    required = sum("optional" not in s for s in steps)
    params: dict[str, Any] = {
        "steps": steps,
        "order": order,
        "entry": draw(st.sampled_from(["first", "latest", "best", "every"])),
        "within": draw(DURATIONS),
        "ties": draw(st.sampled_from(["log", "log", "steps"])),
        "grace": draw(st.sampled_from(["none", "none", "30m"])),
        "excluded": draw(st.sampled_from(["drop", "remove"])),
        "hold": draw(st.sampled_from([[], [], ["size"], ["channel"]])),
        "value_at": draw(st.sampled_from(["first", "last", required])),
    }
    if draw(st.booleans()):
        bar: dict[str, Any] = {"event": [draw(st.sampled_from(["A", "D", "B"]))]}
        if order != "any" and draw(st.booleans()):
            first = draw(st.integers(1, count_ - 1))
            bar["between"] = [first, draw(st.integers(first + 1, count_))]
        params["exclude"] = [bar]
    return params


def said(engine: DuckDBEngine, world: World, question: Question, params: dict[str, Any]) -> dict[Any, Any]:
    result = ask(world.view(engine), "funnel", params, **question.asked())
    labels = list(dict.fromkeys(row.keys["step"] for row in result.rows))
    return {
        (labels.index(row.keys["step"]), *list(row.keys.values())[1:]): (
            *(row.more[name] for name in ("entered", "went_on", "still_open", "lost")),
            int(row.number.numerator or 0),
        )
        for row in result.rows
        if row.more["entered"]
    }


MINUTES = st.sampled_from([0, 0, 10, 29, 30, 31, 600, 720, 1440])


@st.composite
def crowds(draw: st.DrawFn) -> list[Record]:
    """Two customers with much happening close together, and ties: every rule has something to decide."""
    rows = []
    for customer in ("ana", "ben"):
        moment = datetime(2024, 3, 30, 12)
        for seq in range(draw(st.integers(0, 11))):
            moment += timedelta(minutes=draw(MINUTES))
            rows.append(
                {
                    "customer": customer,
                    "seq": seq,
                    "time": moment,
                    "event": draw(st.sampled_from([*EVENTS, "A", "Page"])),
                    "actor": draw(st.sampled_from(["customer", "customer", "company"])),
                    "prop_size": draw(st.sampled_from(["s", "l"])),
                    "channel": draw(st.sampled_from(["web", "app", None])),
                    "begins": draw(st.sampled_from([True, True, True, False])),
                }
            )
    return rows


def table_of(rows: list[Record], asked: FunnelParams) -> pa.Table:
    """What the kernel reads of these rows."""
    bits = [*enumerate(asked.steps), *((MOST + n, one) for n, one in enumerate(asked.exclude))]
    marks = [sum(1 << bit for bit, one in bits if row["event"] in one.event) for row in rows]
    strict = asked.order == "strict"
    kept = [
        {**row, "marks": mark}
        for row, mark in zip(rows, marks, strict=True)
        if mark or (strict and row["actor"] == "customer")
    ]
    schema = pa.schema(
        [
            ("customer", pa.string()),
            ("seq", pa.int64()),
            ("time", pa.timestamp("us")),
            ("marks", pa.int64()),
            ("begins", pa.bool_()),
            ("prop_size", pa.string()),
            ("channel", pa.string()),
        ]
    )
    return pa.Table.from_pylist(kept, schema=schema)


def listed_by_loops(rows: list[Record], asked: FunnelParams, now: datetime) -> set[tuple[Any, ...]]:
    found = set()
    required = [n for n, s in enumerate(asked.steps) if not s.optional]
    for customer in ("ana", "ben"):
        groups: dict[Any, list[Record]] = defaultdict(list)
        for row in rows:
            held = tuple(row[f"prop_{h}" if h == "size" else h] for h in asked.hold)
            if row["customer"] == customer and None not in held:
                groups[held].append(row)
        made = [
            a for mine in groups.values() for a in Walker(mine, asked).attempts(lambda row: row["begins"])
        ]
        for attempt in chosen(made, asked.entry):
            if asked.excluded == "remove" and attempt["stopped"]:
                continue
            for n, place, outcome, ended in reached(attempt, required, asked, now):
                row = attempt["walker"].rows[place]
                found.add((customer, attempt["entry"][1], row["seq"], n, outcome, ended))
    return found


@settings(examples, max_examples=examples.max_examples * 25)
@given(crowds(), funnels(), st.integers(0, 9))
def test_the_kernel_lists_the_rows_that_loops_list(
    rows: list[Record], params: dict[str, Any], days: int
) -> None:
    asked = FunnelParams.model_validate(params)
    names = [name for step in asked.steps for name in step.event]
    overlapping = len(names) != len(set(names))
    now = datetime(2024, 3, 30, 12) + timedelta(days=days)
    kernel = Reached(
        rules=rules_of(asked, asked.steps, overlapping=overlapping),
        unit=("customer",),
        held=tuple("prop_size" if h == "size" else h for h in asked.hold),
        periods=(),
        keys=("begun",),
        value_at="first",
        now=microseconds(now),
    )
    table = table_of(rows, asked)
    shuffled = table.take(pa.array(np.random.default_rng(len(rows)).permutation(len(table)), pa.int64()))
    for given_rows in (table, shuffled):
        told = kernel(given_rows.append_column("begun", given_rows["seq"])).to_pylist()
        found = [(r["customer"], r["begun"], r["seq"], r["step"], r["outcome"], r["ended"]) for r in told]
        assert len(found) == len(set(found))
        assert set(found) == listed_by_loops(rows, asked, now)


@examples
@given(worlds, questions(), funnels())
def test_a_funnel_counts_what_loops_over_lists_count(
    engine: DuckDBEngine, world: World, question: Question, params: dict[str, Any]
) -> None:
    expected = funnel(world, question, params)
    assert said(engine, world, question, params) == {key: row for key, row in expected.items() if row[0]}


@examples
@given(worlds, questions(), st.sampled_from(sorted(PRESETS)))
def test_a_funnel_by_another_tools_rules_counts_what_loops_count(
    engine: DuckDBEngine, world: World, question: Question, semantics: str
) -> None:
    steps = [{"event": [name]} for name in ("A", "B", "Order Completed")]
    params = {"steps": steps, "semantics": semantics, "base": "started"}
    assert said(engine, world, question, params) == funnel(world, question, params)


@examples
@given(worlds, questions(), funnels())
def test_nobody_gets_lost_between_two_steps(
    engine: DuckDBEngine, world: World, question: Question, params: dict[str, Any]
) -> None:
    result = ask(world.view(engine), "funnel", params, **question.asked())
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in result.rows:
        assert row.more["entered"] == sum(row.more[name] for name in ("went_on", "still_open", "lost"))
        if not row.more["optional"]:
            groups[tuple(list(row.keys.values())[1:])].append(row.more)
    for steps in groups.values():
        for here, after in pairwise(steps):
            assert after["entered"] == here["went_on"]


@examples
@given(worlds, questions(), funnels())
def test_the_curve_of_a_funnel_ends_where_loops_say(
    engine: DuckDBEngine, world: World, question: Question, params: dict[str, Any]
) -> None:
    """Kaplan and Meier by hand: from how long each counted attempt took or was watched."""
    asked = FunnelParams.model_validate(params)
    question = replace(question, by=())
    now = world.now
    waits: list[tuple[int, bool]] = []
    for customer in {r["customer"] for r in world.journeys}:
        for attempt in attempts_of(world, question, asked, customer):
            walker, path = attempt["walker"], attempt["path"]
            begun = walker.rows[attempt["e"]]["time"]
            done = len(path) == sum(not s.optional for s in asked.steps)
            until = now if attempt["full"] is None else min(now, attempt["full"])
            took = walker.rows[path[-1]]["time"] - begun if done else max(until - begun, timedelta())
            waits.append((max(int(took.total_seconds()), 0), done))
    whole = whole_time(asked)

    def grained(seconds: int) -> int:
        if whole is None:
            return seconds - seconds % 60
        longest = int(whole.total_seconds())
        return seconds if longest <= 1000 else seconds * 1000 // longest * longest // 1000

    result = ask(world.view(engine), "funnel_curve", params, **question.asked())
    assert bool(result.rows) == bool(waits)
    for row in result.rows:
        left = 1.0
        told = [(grained(seconds), done) for seconds, done in waits]
        for moment in sorted({seconds for seconds, done in told if done and seconds <= row.more["seconds"]}):
            at_risk = sum(seconds >= moment for seconds, _ in told)
            left *= 1 - sum(done and seconds == moment for seconds, done in told) / at_risk
        seen = left == 0 or max(seconds for seconds, _ in told) >= row.more["seconds"]
        assert row.number.value == (pytest.approx(1 - left) if seen else None)
        assert row.more["went_on"] == sum(done and s <= row.more["seconds"] for s, done in told)


@examples
@given(worlds, questions(), funnels())
def test_what_came_instead_is_what_loops_find(
    engine: DuckDBEngine, world: World, question: Question, params: dict[str, Any]
) -> None:
    params |= {"order": "ordered"}
    asked = FunnelParams.model_validate(params)
    question = replace(question, by=())
    required = [n for n, s in enumerate(asked.steps) if not s.optional]
    expected: dict[Any, int] = defaultdict(int)
    for customer in {r["customer"] for r in world.journeys}:
        for attempt in attempts_of(world, question, asked, customer):
            walker, path = attempt["walker"], attempt["path"]
            if ("lost", True) in {
                (o, n == required[len(path) - 1])
                for n, _, o, _ in reached(attempt, required, asked, world.now)
            }:
                rows, n = walker.rows, required[len(path) - 1]
                limit = attempt["deadline"]
                there = [
                    i
                    for i in range(path[-1], len(rows))
                    if walker.is_step(i, n) and (limit is None or rows[i]["time"] <= limit)
                ]
                row = rows[there[-1] if there else path[-1]]
                in_time = row["next_time"] is not None and (limit is None or row["next_time"] <= limit)
                expected[(n, row["next_event"] if in_time else None)] += 1
    result = ask(world.view(engine), "funnel_instead", params, **question.asked())
    labels = [step.label() for step in asked.steps]
    found = {(labels.index(r.keys["step"]), r.keys["next"]): int(r.number.value or 0) for r in result.rows}
    assert found == dict(expected)
    for step in labels:
        mine = [row for row in result.rows if row.keys["step"] == step]
        assert not mine or sum(row.more["share"] for row in mine) == pytest.approx(1)


@settings(examples, max_examples=examples.max_examples * 10)
@given(crowds(), funnels(), st.integers(0, 9))
def test_who_goes_on_is_judged_when_the_time_for_it_is_over(
    rows: list[Record], params: dict[str, Any], days: int
) -> None:
    asked = FunnelParams.model_validate(params | {"hold": []})
    required = [n for n, s in enumerate(asked.steps) if not s.optional]
    now = datetime(2024, 3, 30, 12) + timedelta(days=days)
    expected: dict[Any, int] = defaultdict(int)
    for customer in ("ana", "ben"):
        made = Walker([r for r in rows if r["customer"] == customer], asked).attempts(
            lambda row: row["begins"]
        )
        for attempt in chosen(made, asked.entry):
            if asked.excluded == "remove" and attempt["stopped"]:
                continue
            there = attempt["walker"].rows
            for k, place in enumerate(attempt["path"]):
                ends = [attempt["entry"][0] + length(asked.window)] if asked.window != "none" else []
                if asked.order != "any" and k + 1 < len(required):
                    gap = length(asked.steps[required[k + 1]].within)
                    ends += [there[place]["time"] + gap] if gap else []
                limited = whole_time(asked) is not None
                over = not limited or (bool(ends) and min(ends) <= now)
                expected[(required[k], over)] += 1
    names = [name for step in asked.steps for name in step.event]
    rules = rules_of(asked, asked.steps, overlapping=len(names) != len(set(names)))
    kernel = Reached(rules, ("customer",), (), (), (), "first", microseconds(now))
    found: dict[Any, int] = defaultdict(int)
    for row in kernel.counted(table_of(rows, asked)).to_pylist():
        if row["step"] in required:
            found[(row["step"], row["over"])] += row["n"]
    assert found == expected


def test_a_funnel_of_two_steps_is_the_conversion_between_them(engine: DuckDBEngine) -> None:
    from test_contract import little_world

    view = little_world().view(engine)
    for start, to, within in [("a", "b", "2d"), ("b", "c", "36h"), ("a", "d", "5d")]:
        by_funnel = ask(view, "funnel", {"steps": f"{start} -> {to}", "within": within}).rows[1].number
        by_rate = ask(view, "conversion", {"from": start, "to": to, "within": within}).rows[0].number
        assert by_funnel == by_rate
        assert by_rate.n > 0


@pytest.mark.parametrize(
    ("given", "events"),
    [
        ("A -> B", [["A"], ["B"]]),
        ("A, B | D", [["A"], ["B", "D"]]),
        ("[A|B] -> D", [["A", "B"], ["D"]]),
        (json.dumps([{"event": "A"}, {"event": ["B", "D"]}]), [["A"], ["B", "D"]]),
        (json.dumps(["A", "B, with comma"]), [["A"], ["B, with comma"]]),
    ],
)
def test_steps_may_be_written_as_text(given: str, events: list[list[str]]) -> None:
    assert [step.event for step in FunnelParams.model_validate({"steps": given}).steps] == events
