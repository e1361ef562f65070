"""Shuffled, tied, doubled, nameless, huge or empty logs: the right answer or a clear error."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from frame_view import Event, events, view_of_events
from worlds import DAY_ONE

from desirepath.errors import DesirePathError, LimitError
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.result import Result
from desirepath.measures.view import View

NAMES = [
    "A",
    "B",
    "Order Completed",
    "D",
    "",
    "Ñandú 🛒",
    "a -> b | c",
    'it\'s "so"; --',
    "null",
    "\u202eleft",
]


def answers(view: View) -> dict[str, Any]:
    """Every measure with its example: its rows, or the code of its error."""
    found: dict[str, Any] = {}
    for name in registry.names():
        measure = registry.get(name)
        try:
            told = ask(view, name, measure.example, by=measure.example_by)
            found[name] = [row.model_dump() for row in told.rows]
        except DesirePathError as error:
            found[name] = error.code
    return found


def some_events(seed: int = 1, size: int = 400) -> list[Event]:
    """Few customers, few moments: many events share one."""
    dice = random.Random(seed)
    return [(f"c{dice.randrange(12)}", 3600 * dice.randrange(60), dice.choice(NAMES)) for _ in range(size)]


def test_shuffled_events_with_ties_give_the_same_tables(engine: DuckDBEngine) -> None:
    """And so the same answers, whatever is asked."""
    table = events(some_events())
    order = np.random.default_rng(2).permutation(table.num_rows)
    expected, found = (view_of_events(engine, rows) for rows in (table, table.take(pa.array(order))))
    for name, rows in expected.tables.items():
        assert engine.to_arrow(found.tables[name]).equals(engine.to_arrow(rows)), name


def told(result: Result) -> list[tuple[Any, ...]]:
    return [(*row.keys.values(), row.number.value) for row in result.rows]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_may_be_any_text(engine: DuckDBEngine, name: str) -> None:
    view = view_of_events(engine, events([("ana", 0, name), ("ana", 60, "B"), ("ben", 0, name)]))
    moves = {(row.keys["from"], row.keys["to"]): row.number.value for row in ask(view, "flow").rows}
    assert moves[(name, "B")] == 1
    assert moves[(None, name)] == 2
    if name:
        steps: list[dict[str, Any]] = [{"event": [name]}, {"event": ["B"]}]
        assert [row.more["entered"] for row in ask(view, "funnel", {"steps": steps}).rows] == [2, 1]
    first = [row for row in ask(view, "step_matrix", {"after": 1}).rows if row.keys["step"] == 0]
    assert [(row.keys["node"], row.number.value) for row in first] == [(name, 2)]


def test_an_event_that_stands_twice_is_two_moments_of_one_customer(engine: DuckDBEngine) -> None:
    view = view_of_events(engine, events([("ana", 0, "A"), ("ana", 0, "A"), ("ana", 60, "B")]))
    assert told(ask(view, "flow")) == [
        ("start", None, "A", 1),
        ("loop", "A", "A", 1),
        ("move", "A", "B", 1),
        ("end", "B", None, 1),
    ]
    rows = ask(view, "funnel", {"steps": "A -> B"}).rows
    assert [row.more["entered"] for row in rows] == [1, 1]


@pytest.mark.parametrize("rows", [[], [("ana", 0, "A")]], ids=["none", "one"])
def test_every_measure_answers_of_nothing_and_of_one_event(engine: DuckDBEngine, rows: list[Event]) -> None:
    found = answers(view_of_events(engine, events(rows)))
    unclear = {name: code for name, code in found.items() if isinstance(code, str)}
    # An event that a question names by itself is not there: told with the nearest name.
    assert set(unclear.values()) <= {"unknown_event", "no_such_event", "unknown_value"}
    if not rows:
        assert found["flow"] == []


def one_long_journey(size: int) -> pa.Table:
    """One customer who goes round three events, a second apart."""
    number = np.arange(size)
    return pa.table(
        {
            "customer": pa.array(["ana"] * size),
            "event": pa.array(np.array(["A", "B", "D"])[number % 3]),
            "time": pa.array(np.datetime64(DAY_ONE, "us") + number.astype("timedelta64[s]")),
            "event_id": pa.array([f"{n:09d}" for n in range(size)]),
        }
    )


@pytest.mark.parametrize("size", [9_999, pytest.param(999_999, marks=pytest.mark.slow)])
def test_one_customer_with_very_many_events_is_one_customer(engine: DuckDBEngine, size: int) -> None:
    view = view_of_events(engine, one_long_journey(size), DAY_ONE + timedelta(days=100))
    moves = {row.keys["to"]: row for row in ask(view, "flow").rows if row.keys["edge"] == "move"}
    assert {to: (row.number.value, row.more["mean"]) for to, row in moves.items()} == {
        "A": (1, 1.0),
        "B": (1, 1.0),
        "D": (1, 1.0),
    }
    assert sum(row.more["moves"] for row in moves.values()) == size - 1
    funnel = ask(view, "funnel", {"steps": "A -> B -> D", "entry": "best"})
    assert [row.more["entered"] for row in funnel.rows] == [1, 1, 1]
    every = ask(view, "funnel", {"steps": "A -> B -> D", "entry": "every"})
    assert every.rows[0].more["entered"] == size // 3
    cohort = ask(view, "retention", {"period": "week", "periods": 1}).rows
    assert (cohort[0].more["went_on"], cohort[0].more["size"]) == (1, 1)
    matrix = ask(view, "step_matrix", {"after": 9})
    assert {row.number.value for row in matrix.rows} == {1}


@pytest.mark.parametrize("size", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_very_many_names_are_all_counted(engine: DuckDBEngine, size: int) -> None:
    rows = [(f"c{n % 1000:03d}", n, f"event {n}") for n in range(size)]
    view = view_of_events(engine, events(rows))
    everything = ask(view, "flow").rows
    assert sum(row.keys["edge"] == "move" for row in everything) == size - 1000
    few = ask(view, "flow", {"most": 10}).rows
    assert sum(row.more["moves"] for row in few) == sum(row.more["moves"] for row in everything)
    matrix = ask(view, "step_matrix", {"after": 1, "most": 5}).rows
    assert sum(row.number.value or 0 for row in matrix if row.keys["step"] == 0) == 1000
    funnel = ask(view, "funnel", {"steps": "event 0 -> event 1000"}).rows
    assert [row.more["entered"] for row in funnel] == [1, 1]


def test_an_answer_with_too_many_rows_is_refused_and_says_what_to_ask(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = view_of_events(engine, events([("ana", n, f"event {n}") for n in range(9)]))
    monkeypatch.setattr("desirepath.measures.view.MOST_RECORDS", 5)
    with pytest.raises(LimitError, match="would have 9 rows; at most 5") as refused:
        ask(view, "flow")
    assert refused.value.code == "too_many_rows"
    assert len(ask(view, "step_matrix", {"after": 1, "most": 1}).rows) == 2
