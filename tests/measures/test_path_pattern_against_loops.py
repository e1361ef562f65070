"""Who sets out on a way, and who goes all of it, is what loops say."""

from __future__ import annotations

import statistics
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import runs_loops
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened
from test_paths_against_loops import parts
from test_variants_against_loops import between
from variants_loops import busy_worlds, simple_questions
from worlds import DAY_ONE, Question, World, examples

from desirepath.errors import InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind

Way = tuple[str, list[Any]]
A, B, D = ((False, frozenset({name})) for name in "ABD")
KNOWN: list[Way] = [
    between("A", "B"),
    between("B", "A", but="D"),
    ("A->B", [A, B]),
    ("A->.*->B->$", [A, [(True, frozenset())], B, "$"]),
    ("^->A->.*->[B|D]", ["^", A, [(True, frozenset())], (False, frozenset("BD"))]),
]


@st.composite
def several(draw: st.DrawFn) -> Way:
    chance = draw(st.randoms(use_true_random=False))
    some = draw(parts())
    return chance.choice([*KNOWN, some] if sum(isinstance(part, tuple) for part in some[1]) > 1 else KNOWN)


@examples
@given(busy_worlds, simple_questions, several(), st.sampled_from([None, 1, 3, 8]), st.booleans())
def test_who_goes_all_of_a_way_is_what_loops_say(
    engine: DuckDBEngine, world: World, question: Question, way: Way, days: int | None, repeats: bool
) -> None:
    params = {"pattern": way[0], "within": days and f"{days}d", "repeats": repeats, "ended_after": "4d"}
    rows = ask(world.view(engine), "path_pattern", params, **question.asked()).rows
    found = runs_loops.ways(
        world,
        question,
        way[1],
        within=timedelta(days=days) if days else None,
        repeats=repeats,
        ended_after=timedelta(days=4),
    )
    assert {tuple(row.keys.values()) for row in rows if row.more["entered"]} == {group for group, *_ in found}
    for row in rows:
        mine = [told for group, *told in found if group == tuple(row.keys.values())]
        outcomes = Counter(outcome for outcome, _, _ in mine)
        over = [outcome for outcome, ended, _ in mine if ended]
        assert (row.number.n, row.number.still_open) == (len(over), len(mine) - len(over))
        assert row.number.value == (pytest.approx(over.count("went_on") / len(over)) if over else None)
        seconds = [took for outcome, _, took in mine if outcome == "went_on"]
        assert row.more == {
            "entered": len(mine),
            **{word: outcomes[word] for word in ("went_on", "still_open", "lost")},
            "median": statistics.median(seconds) if seconds else None,
        }


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(busy_worlds, simple_questions, several())
def test_every_outcome_opens_to_as_many_customers(
    engine: DuckDBEngine, world: World, question: Question, way: Way
) -> None:
    view, params = world.view(engine), {"pattern": way[0], "within": "3d"}
    for row in ask(view, "path_pattern", params, **question.asked()).rows[:2]:
        for outcome in ("went_on", "still_open", "lost"):
            behind = customers_behind(
                view, "path_pattern", params, keys=row.keys, outcome=outcome, **question.asked()
            )
            assert behind.total == row.more[outcome]


@examples
@given(busy_worlds, st.sampled_from([("A -> B", "strict", "A->B"), ("A -> B", "ordered", "A->.*->B")]))
def test_a_way_of_two_visits_is_the_best_attempt_of_a_funnel(
    engine: DuckDBEngine, world: World, pair: tuple[str, str, str]
) -> None:
    view, (steps, order, pattern) = world.view(engine), pair
    funnel = ask(
        view,
        "funnel",
        {"steps": steps, "order": order, "within": "3d", "entry": "best"},
        where="actor = 'customer'",
    )
    way = ask(view, "path_pattern", {"pattern": pattern, "within": "3d"}).rows[0]
    first = funnel.rows[0].more if funnel.rows else {"entered": 0, "went_on": 0}
    assert (way.more["entered"], way.more["went_on"]) == (first["entered"], first["went_on"])


def test_a_way_that_ends_the_journey_is_open_until_the_journey_is_over(engine: DuckDBEngine) -> None:
    def counts(days: int) -> tuple[int, ...]:
        events = [Happened("ana", DAY_ONE + timedelta(hours=n), event) for n, event in enumerate("AB")]
        view = World(events, DAY_ONE + timedelta(days=days)).view(engine)
        more = ask(view, "path_pattern", {"pattern": "A->B->$", "within": "1d"}).rows[0].more
        return more["went_on"], more["still_open"], more["lost"]

    assert counts(20) == (0, 1, 0)
    assert counts(40) == (1, 0, 0)


def test_one_visit_alone_is_no_way(engine: DuckDBEngine) -> None:
    view = World([Happened("ana", DAY_ONE, "A")], DAY_ONE).view(engine)
    with pytest.raises(InputError, match="at least two visits"):
        ask(view, "path_pattern", {"pattern": "A"})
