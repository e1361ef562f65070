"""The top paths are those that loops over lists count; nothing is lost beside them."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import variants_loops
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened
from test_paths_against_loops import Asked, parts
from variants_loops import busy_worlds, simple_questions
from worlds import DAY_ONE, Question, World, examples

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.paths import words
from desirepath.measures.paths.pattern import parse, written
from desirepath.measures.paths.sequences import sequences
from desirepath.measures.paths.stretches import FATES


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    chance = draw(st.randoms(use_true_random=False))
    ends = [
        ("start", "start"),
        ("end", "end"),
        between("A", "B"),
        between("B", "A"),
        between("A", "D", but="B"),
    ]
    text, read = chance.choice([*ends, draw(parts())])
    days, ended = chance.choice([None, None, 1, 3]), chance.choice([2, 30])
    occurrence, repeats = chance.choice(["first", "first", "last", 1, 2]), chance.random() < 0.5
    length = chance.choice([None, "all", 1, 2, 4])
    several = isinstance(read, list) and sum(isinstance(part, tuple) for part in read) > 1
    shared = {"occurrence": occurrence, "repeats": repeats}
    given = shared | {
        "anchor": text,
        "length": length,
        "within": days and f"{days}d",
        "ended_after": f"{ended}d",
    }
    loops = shared | {
        "anchor": read, "length": None if length == "all" else length or (None if several else 5),
        "within": days and timedelta(days=days), "ended_after": timedelta(days=ended),
    }  # fmt: skip
    return given, loops


def between(first: str, last: str, but: str | None = None) -> tuple[str, list[Any]]:
    run = (True, frozenset({but} if but else ()))
    text = f"{first}->{f'[^{but}]*' if but else '.*'}->{last}"
    return text, [(False, frozenset({first})), [run], (False, frozenset({last}))]


@examples
@given(busy_worlds, simple_questions, asked(), st.sampled_from([1, 2, 1000]))
def test_paths_and_the_others_are_what_loops_count(
    engine: DuckDBEngine, world: World, question: Question, both: Asked, most: int
) -> None:
    given, loops = both
    rows = ask(world.view(engine), "variants", {**given, "most": most}, **question.asked()).rows
    found = variants_loops.stretches(world, question, **loops)
    kept = most_gone(found, question, most)
    told: dict[Any, list[variants_loops.Stretch]] = defaultdict(list)
    for one in found:
        period = period_of(question, one.group)
        told[(written(one.path) if one.path in kept[period] else None, *one.group)].append(one)
    assert {tuple(row.keys.values()) for row in rows} == set(told)
    covered: dict[Any, float] = defaultdict(float)
    for row in rows:
        path, *group = row.keys.values()
        mine = told[(path, *group)]
        everybody = sum(one.group == tuple(group) for one in found)
        covered[tuple(group)] += len(mine) / everybody
        seconds = [one.seconds for one in mine]
        fates = Counter(one.fate for one in mine)
        assert (row.number.value, row.number.denominator) == (len(mine), everybody)
        assert row.more == pytest.approx(
            {
                "share": len(mine) / everybody,
                "coverage": covered[tuple(group)],
                "length": None if path is None else len(mine[0].path),
                "variants": len({one.path for one in mine}),
                "mean": statistics.fmean(seconds),
                "median": statistics.median(seconds),
                "ended": fates["ended"],
                "still_open": fates["still_open"],
            }
        )
    assert all(share == pytest.approx(1) for share in covered.values())
    total = Counter(written(one.path) for one in found if one.path in kept[period_of(question, one.group)])
    order = list(dict.fromkeys(row.keys["path"] for row in rows if row.keys["path"] is not None))
    assert order == sorted(total, key=lambda path: (-total[path], path))


def period_of(question: Question, group: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(v for name, v in zip(question.by, group, strict=True) if name == question.period)


def most_gone(
    found: list[variants_loops.Stretch], question: Question, most: int
) -> dict[Any, set[tuple[str | None, ...]]]:
    """In each period the paths of most customers; ties by name, no name last."""
    counts: dict[Any, Counter[tuple[str | None, ...]]] = defaultdict(Counter)
    for one in found:
        counts[period_of(question, one.group)][one.path] += 1
    return {
        period: set(
            sorted(paths, key=lambda path: (-paths[path], [(name is None, name or "") for name in path]))[
                :most
            ]
        )
        for period, paths in counts.items()
    }


@settings(examples, max_examples=max(4, examples.max_examples // 2))
@given(busy_worlds, st.sampled_from(["step", "channel"]), st.booleans(), st.sampled_from([None, "session"]))
def test_visits_may_be_steps_and_channels_and_journeys_those_of_sessions(
    engine: DuckDBEngine, world: World, of: str, repeats: bool, unit: str | None
) -> None:
    params = {"of": of, "repeats": repeats, "length": "all", "most": 1000}
    rows = ask(world.view(engine), "variants", params, by=[unit] if unit else []).rows
    found = variants_loops.stretches(
        world, Question(), of=of, repeats=repeats, unit=unit or "customer", length=None
    )
    assert {row.keys["path"]: row.number.value for row in rows} == Counter(written(one.path) for one in found)


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(busy_worlds, simple_questions, asked(), st.sampled_from([1, 3]))
def test_every_path_and_each_of_its_outcomes_opens_to_as_many_customers(
    engine: DuckDBEngine, world: World, question: Question, both: Asked, most: int
) -> None:
    view, params = world.view(engine), {**both[0], "most": most}
    for row in ask(view, "variants", params, **question.asked()).rows[-3:]:
        behind = [
            customers_behind(view, "variants", params, keys=row.keys, outcome=fate, **question.asked()).total
            for fate in (None, *FATES)
        ]
        left = (row.more["ended"], row.more["still_open"])
        assert behind == [row.number.value, row.number.value - sum(left), *left]


@settings(examples, max_examples=examples.max_examples * 12)
@given(st.lists(st.text("ABD", max_size=7), max_size=4), parts())
def test_a_match_ends_at_the_earliest_place_that_a_search_of_all_ways_finds(
    journeys: list[str], both: tuple[str, list[Any]]
) -> None:
    text, read = both
    rows = [
        {"customer": str(who), "seq": n, "time": DAY_ONE, "node": node}
        for who, journey in enumerate(journeys)
        for n, node in enumerate(journey)
    ]
    kinds = {"customer": pa.string(), "seq": pa.int64(), "time": pa.timestamp("us"), "node": pa.string()}
    made = sequences(pa.Table.from_pylist(rows, pa.schema(kinds.items())), ["customer"], repeats=True)
    expected = []
    before = 0
    for journey in journeys:
        ends: dict[int, int] = {}
        for match in variants_loops.matches([*journey], read):
            ends[match[0]] = min(ends.get(match[0], match[-1]), match[-1])
        expected += [before + ends[n] if n in ends else -1 for n in range(len(journey))]
        before += len(journey)
    assert list(made.last_of(parse(text))) == expected


@given(st.lists(st.one_of(st.none(), st.text('ab->"|[].*+^$() ', max_size=6)), min_size=1, max_size=4))
def test_a_path_as_text_is_itself_a_pattern(path: list[str | None]) -> None:
    text = written(path)
    if all(name and '"' not in name for name in path):
        assert [one.names for one in parse(text).visits] == [{name} for name in path]


names = st.lists(st.one_of(st.none(), st.text('a->"(none) ', max_size=5)), min_size=1, max_size=3)


@settings(max_examples=300)
@given(names, names)
def test_different_paths_have_different_texts(one: list[str | None], other: list[str | None]) -> None:
    assert (written(one) == written(other)) == (one == other)


def test_paths_are_written_in_lots_without_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    number, low = np.arange(50), np.array([0, 3, 3, 40])
    high = np.array([2, 3, 30, 49])
    whole = words.paths_of(number, low, high)
    monkeypatch.setattr(words, "AT_ONCE", 5)
    parted = words.paths_of(number, low, high)
    assert parted.num_chunks > 1
    assert parted.to_pylist() == whole.to_pylist()
    assert np.frombuffer(whole[2].as_py(), words.NUMBER).tolist() == list(range(3, 31))


def test_paths_that_differ_only_in_where_names_begin_are_told_apart(engine: DuckDBEngine) -> None:
    paths = {"ana": ["a", "b -> c"], "ben": ["a -> b", "c"], "eva": ["a", "b", "c"], "kim": ["a", "", "é"]}
    events = [
        Happened(customer, DAY_ONE + timedelta(hours=n), event)
        for customer, path in paths.items()
        for n, event in enumerate(path)
    ]
    rows = ask(World(events, DAY_ONE).view(engine), "variants").rows
    assert [row.keys["path"] for row in rows] == [
        '"a -> b" -> c',
        'a -> "" -> é',
        'a -> "b -> c"',
        "a -> b -> c",
    ]
    assert [row.more["coverage"] for row in rows] == [0.25, 0.5, 0.75, 1]
