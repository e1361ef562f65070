"""The flow graph says what loops over lists say, and no visit is lost."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

import flow_loops
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference_tables import Happened
from worlds import DAY_ONE, Question, World, examples, questions, worlds

from desirepath.errors import ConflictError, InputError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.result import Result, Row
from desirepath.measures.view import View

OF = st.sampled_from(["event", "event", "event", "channel", "step"])
NOWHERE = ("start", "earlier", "end", "open", "later", "other")


def lines(result: Result) -> dict[tuple[Any, ...], Row]:
    found = {tuple(row.keys.values()): row for row in result.rows}
    assert len(found) == len(result.rows)
    return found


@examples
@given(worlds, questions(), OF, st.booleans(), st.sampled_from(["2d", "30d"]))
def test_flow_is_what_loops_over_journeys_say(
    engine: DuckDBEngine, world: World, question: Question, of: str, repeats: bool, ended_after: str
) -> None:
    params = {"of": of, "repeats": repeats, "ended_after": ended_after, "times": True}
    result = ask(world.view(engine), "flow", params, **question.asked())
    days = timedelta(days=int(ended_after[:-1]))
    expected = flow_loops.flow(world, question, of=of, repeats=repeats, ended_after=days)
    found = lines(result)
    assert found.keys() == expected.keys()
    for key, line in expected.items():
        row, seconds = found[key], line.seconds
        assert (row.number.value, row.more["moves"]) == (len(line.units), line.moves)
        spread = (fmean(seconds), *np.quantile(seconds, [0.5, 0.95])) if seconds else (None, None, None)
        assert (row.more["mean"], row.more["median"], row.more["p95"]) == pytest.approx(spread)


@examples
@given(worlds, st.sampled_from(["account", "session", "order"]), st.booleans())
def test_journeys_of_other_units_are_theirs(
    engine: DuckDBEngine, world: World, unit: str, repeats: bool
) -> None:
    result = ask(world.view(engine), "flow", {"repeats": repeats}, by=[unit])
    expected = flow_loops.flow(world, Question(), repeats=repeats, unit=unit)
    got = {key: (row.number.value, row.more["moves"]) for key, row in lines(result).items()}
    assert got == {key: (len(line.units), line.moves) for key, line in expected.items()}


@settings(examples, max_examples=max(3, examples.max_examples // 3))
@given(worlds, questions(), OF, st.booleans(), st.sampled_from([{}, {"most": 1}, {"most": 3}, None]))
def test_every_number_opens_to_as_many_customers(
    engine: DuckDBEngine,
    world: World,
    question: Question,
    of: str,
    repeats: bool,
    most: dict[str, int] | None,
) -> None:
    name = "flow_nodes" if most is None else "flow"
    view, params = world.view(engine), {"of": of, "repeats": repeats, **(most or {})}
    rows = ask(view, name, params, **question.asked()).rows
    for at in {0, len(rows) - 1} if rows else ():
        behind = customers_behind(view, name, params, keys=rows[at].keys, **question.asked())
        assert behind.total == rows[at].number.value


@examples
@given(worlds, questions(), OF, st.booleans())
def test_every_visit_comes_from_somewhere_and_goes_somewhere(
    engine: DuckDBEngine, world: World, question: Question, of: str, repeats: bool
) -> None:
    view, params = world.view(engine), {"of": of, "repeats": repeats}
    into: Counter[Any] = Counter()
    out: Counter[Any] = Counter()
    shares: dict[Any, float] = defaultdict(float)
    for row in ask(view, "flow", params, **question.asked()).rows:
        edge, source, target, *group = row.keys.values()
        if edge not in ("end", "open", "later"):
            into[(target, *group)] += row.more["moves"]
        if edge not in ("start", "earlier"):
            out[(source, *group)] += row.more["moves"]
            shares[(source, *group)] += row.more["share_out"]
    nodes = lines(ask(view, "flow_nodes", params, **question.asked()))
    visits = {key: row.more["visits"] for key, row in nodes.items()}
    assert into == out == visits
    assert all(share == pytest.approx(1) for share in shares.values())
    for row in nodes.values():
        more = row.more
        entered = sum(more[name] for name in ("started", "earlier", "came", "again"))
        left = sum(more[name] for name in ("went_on", "again", "ended", "still_open", "later"))
        assert entered == left == more["visits"]


@examples
@given(worlds, questions(), st.integers(1, 5))
def test_the_most_travelled_edges_and_the_rest_are_everything(
    engine: DuckDBEngine, world: World, question: Question, most: int
) -> None:
    view = world.view(engine)
    every = lines(ask(view, "flow", **question.asked()))
    some = lines(ask(view, "flow", {"most": most}, **question.asked()))
    named = {key: row for key, row in some.items() if key[0] != "other"}
    assert len({key[:3] for key in named}) == min(most, len({key[:3] for key in every}))
    assert {key: every[key] for key in named} == named

    units = flow_loops.flow(world, question)
    rest: dict[Any, set[Any]] = defaultdict(set)
    moves: Counter[Any] = Counter()
    for key, line in units.items():
        if key not in named:
            rest[key[3:]] |= line.units
            moves[key[3:]] += line.moves
    got = {key[3:]: (row.number.value, row.more["moves"]) for key, row in some.items() if key[0] == "other"}
    assert got == {key: (len(rest[key]), moves[key]) for key in rest}


def view_of(engine: DuckDBEngine, *events: tuple[str, int, str], now: int = 100) -> View:
    """Customer, hour, event; complete through so many days after the first."""
    happened = [Happened(who, DAY_ONE + timedelta(hours=hour), event) for who, hour, event in events]
    return World(happened, DAY_ONE + timedelta(days=now)).view(engine)


def told(view: View, **params: Any) -> list[tuple[Any, ...]]:
    return [
        (*row.keys.values(), row.number.value, row.more["moves"]) for row in ask(view, "flow", params).rows
    ]


def test_nobody_and_one_event_are_right_answers(engine: DuckDBEngine) -> None:
    view = view_of(engine, ("ana", 0, "A"))
    assert told(view) == [("start", None, "A", 1, 1), ("end", "A", None, 1, 1)]
    assert ask(view, "flow", start="2030-01-01").rows == []
    assert ask(view, "flow", {"most": 1, "times": True}, start="2030-01-01").rows == []


def test_a_journey_has_ended_only_when_it_was_watched_for_long_enough(engine: DuckDBEngine) -> None:
    one = ("ana", 0, "A")
    assert told(view_of(engine, one, now=30))[-1][0] == "end"
    assert told(view_of(engine, one, now=29))[-1][0] == "open"
    assert told(view_of(engine, one, now=29), ended_after="4w")[-1][0] == "end"
    repeated = view_of(engine, one, ("ana", 24 * 5, "A"), now=30)
    assert told(repeated, repeats=False) == [("start", None, "A", 1, 1), ("open", "A", None, 1, 1)]


def test_loops_are_marked_and_names_may_be_empty_or_like_ours(engine: DuckDBEngine) -> None:
    view = view_of(engine, ("ana", 0, ""), ("ana", 1, ""), ("ana", 2, "start"), ("ana", 2, "ñ✓"))
    assert sorted(told(view), key=str) == [
        ("end", "ñ✓", None, 1, 1),
        ("loop", "", "", 1, 1),
        ("move", "", "start", 1, 1),
        ("move", "start", "ñ✓", 1, 1),
        ("start", None, "", 1, 1),
    ]


def test_the_dates_cut_a_journey_and_never_count_a_cut_move_as_the_first(engine: DuckDBEngine) -> None:
    day = 24
    events = [("ana", 0, "A"), ("ana", 2 * day, "B"), ("ana", 3 * day, "A"), ("ana", 4 * day, "B")]
    result = ask(view_of(engine, *events), "flow", start=datetime(2024, 3, 26))
    found = [(*row.keys.values(), row.number.value, row.more["moves"]) for row in result.rows]
    assert sorted(found, key=str) == [
        ("earlier", None, "B", 1, 1),
        ("end", "B", None, 1, 1),
        ("move", "A", "B", 1, 1),
        ("move", "B", "A", 1, 1),
    ]


def test_one_customer_with_very_many_events_is_one_customer(engine: DuckDBEngine) -> None:
    """Ten thousand events of three names, so that each edge is gone thousands of times."""
    import pyarrow as pa

    from desirepath.lake.tables import JOURNEYS

    n = 10_000
    names = ["A", "B", "C"]
    moments = [DAY_ONE + timedelta(seconds=i) for i in range(n)]
    event = [names[i % 3] for i in range(n)]
    columns: dict[str, Any] = {
        "customer": ["ana"] * n,
        "seq": [*range(n)],
        "event": event,
        "actor": ["customer"] * n,
        "time": moments,
        "local": moments,
        "prev_event": [None, *event[:-1]],
        "prev_time": [None, *moments[:-1]],
        "next_event": [*event[1:], None],
        "next_time": [*moments[1:], None],
        "prev_same_transition_time": [None if i < 4 else moments[i - 3] for i in range(n)],
    }
    table = pa.table(
        {field.name: pa.array(columns.get(field.name, [None] * n), field.type) for field in JOURNEYS}
    )
    one = view_of(engine, ("ana", 0, "A"))
    view = replace(one, tables={**one.tables, "journeys": engine.view(table)})
    for params in ({}, {"repeats": False}):
        found = {row.keys["to"]: row for row in ask(view, "flow", params).rows if row.keys["edge"] == "move"}
        assert [found[name].number.value for name in names] == [1, 1, 1]
        assert sum(row.more["moves"] for row in found.values()) == n - 1
        assert found["A"].more["mean"] == 1


@examples
@given(worlds, questions())
def test_steps_built_before_they_told_what_comes_next_are_asked_by_windows(
    engine: DuckDBEngine, world: World, question: Question
) -> None:
    view = world.view(engine)
    older = view.tables["steps"].drop("prev_any_step", "prev_same_transition_time", "next_any_step_time")
    old = replace(view, tables={**view.tables, "steps": older})
    found, expected = (ask(v, "flow", {"of": "step"}, **question.asked()) for v in (old, view))
    assert [row.model_dump() for row in found.rows] == [row.model_dump() for row in expected.rows]


def test_steps_need_a_map_and_know_no_scores(engine: DuckDBEngine) -> None:
    without = replace(view_of(engine, ("ana", 0, "A")), map=None)
    without.tables.pop("steps")
    with pytest.raises(ConflictError, match="needs a map"):
        ask(without, "flow", {"of": "step"})
    with pytest.raises(InputError, match='nothing called "score"'):
        ask(view_of(engine, ("ana", 0, "A")), "flow", {"of": "step"}, where="score > 1")
