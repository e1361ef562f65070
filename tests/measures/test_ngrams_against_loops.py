"""Visits in a row are counted as loops count them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest
import runs_loops
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened
from variants_loops import busy_worlds, simple_questions
from worlds import DAY_ONE, Question, World, examples

from desirepath.errors import InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.paths.pattern import written


def label(path: tuple[str | None, ...]) -> str:
    if len(set(path)) == 1:
        return "loop"
    return "cycle" if path[0] == path[-1] else "other"


@examples
@given(
    busy_worlds,
    simple_questions,
    st.sampled_from([(2, 2), (2, 3), (3, 5), (5, 5)]),
    st.booleans(),
    st.sampled_from([1, 3, 1000]),
)
def test_sequences_are_what_loops_count(
    engine: DuckDBEngine, world: World, question: Question, between: tuple[int, int], repeats: bool, most: int
) -> None:
    low, high = between
    params = {"min_length": low, "max_length": high, "repeats": repeats, "most": most}
    result = ask(world.view(engine), "ngrams", params, **question.asked())
    times, who, everybody = runs_loops.runs(world, question, lengths=range(low, high + 1), repeats=repeats)
    kept = most_gone(times, who, question, most)
    expected = {way for way in times if way[0] in kept[(len(way[0]), *period_of(question, way[1:]))]}
    assert {tuple(row.keys.values()) for row in result.rows} == {
        (written(way[0]), *way[1:]) for way in expected
    }
    by_text = {(written(way[0]), *way[1:]): way for way in expected}
    for row in result.rows:
        way = by_text[tuple(row.keys.values())]
        path, group = way[0], way[1:]
        alike = sum(n for other, n in times.items() if len(other[0]) == len(path) and other[1:] == group)
        people = len(everybody[group])
        assert (row.number.value, row.number.denominator) == (len(who[way]), people)
        assert row.more == {
            "share": pytest.approx(len(who[way]) / people),
            "times": times[way],
            "share_of_times": pytest.approx(times[way] / alike),
            "length": len(path),
            "label": label(path),
        }
    different = len({way[0] for way in times})
    told = len({way[0] for way in expected})
    note = [f"{told:,} of {different:,} different sequences are told."]
    assert [text for text in result.notes if "sequences" in text] == (note if told < different else [])


def period_of(question: Question, group: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(v for name, v in zip(question.by, group, strict=True) if name == question.period)


def most_gone(
    times: Counter[Any], who: dict[Any, set[Any]], question: Question, most: int
) -> dict[Any, set[tuple[str | None, ...]]]:
    """Of each length and in each period those of most customers, then most times, then by name."""
    sums: dict[Any, Counter[Any]] = defaultdict(Counter)
    often: dict[Any, Counter[Any]] = defaultdict(Counter)
    for way, n in times.items():
        at = (len(way[0]), *period_of(question, way[1:]))
        sums[at][way[0]] += len(who[way])
        often[at][way[0]] += n

    def order(at: Any, path: tuple[str | None, ...]) -> Any:
        return (-sums[at][path], -often[at][path], [(name is None, name or "") for name in path])

    return {at: set(sorted(paths, key=lambda path: order(at, path))[:most]) for at, paths in sums.items()}


@settings(examples, max_examples=max(4, examples.max_examples // 2))
@given(busy_worlds, st.sampled_from(["step", "channel"]), st.booleans(), st.sampled_from([None, "session"]))
def test_visits_may_be_steps_and_channels_and_journeys_those_of_sessions(
    engine: DuckDBEngine, world: World, of: str, repeats: bool, unit: str | None
) -> None:
    params = {"of": of, "repeats": repeats, "max_length": 2, "most": 1000}
    rows = ask(world.view(engine), "ngrams", params, by=[unit] if unit else []).rows
    times, who, _ = runs_loops.runs(
        world, Question(), lengths=range(2, 3), of=of, repeats=repeats, unit=unit or "customer"
    )
    found = {row.keys["path"]: (row.number.value, row.more["times"]) for row in rows}
    assert found == {written(way[0]): (len(who[way]), n) for way, n in times.items()}


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(busy_worlds, simple_questions)
def test_every_sequence_opens_to_as_many_customers(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    view = world.view(engine)
    for row in ask(view, "ngrams", {"most": 4}, **question.asked()).rows[:3]:
        behind = customers_behind(view, "ngrams", {"most": 4}, keys=row.keys, **question.asked())
        assert behind.total == row.number.value


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(busy_worlds)
def test_pairs_come_as_often_as_the_flow_graph_says(engine: DuckDBEngine, world: World) -> None:
    view = world.view(engine)
    pairs = ask(view, "ngrams", {"max_length": 2, "most": 1000}).rows
    moves = [row for row in ask(view, "flow", {}).rows if row.keys["edge"] in ("move", "loop")]
    expected = {written([row.keys["from"], row.keys["to"]]): row.more["moves"] for row in moves}
    assert {row.keys["path"]: row.more["times"] for row in pairs} == expected


def test_three_alike_hold_two_pairs_of_one_customer(engine: DuckDBEngine) -> None:
    events = [Happened("ana", DAY_ONE + timedelta(hours=n), event) for n, event in enumerate("AAAB")]
    rows = ask(World(events, DAY_ONE).view(engine), "ngrams").rows
    found = {row.keys["path"]: (row.number.value, row.more["times"], row.more["label"]) for row in rows}
    assert found == {
        "A -> A": (1, 2, "loop"),
        "A -> A -> A": (1, 1, "loop"),
        "A -> A -> B": (1, 1, "other"),
        "A -> B": (1, 1, "other"),
    }


def test_the_longest_is_not_shorter_than_the_shortest(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "A")], DAY_ONE).view(engine)
    with pytest.raises(InputError, match="shorter than the shortest"):
        ask(view, "ngrams", {"min_length": 4})
