"""What the build has counted of all journeys answers as the log itself does, and the log as its kernels do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from variants_loops import busy, busy_worlds
from worlds import Question, World, examples

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.result import Row
from desirepath.measures.view import View

PLACES = {"journeys": ["own_seq"], "steps": ["step_seq"]}

asked: st.SearchStrategy[tuple[str, dict[str, Any]]] = st.one_of(
    st.tuples(
        st.just("flow"),
        st.fixed_dictionaries(
            {"of": st.sampled_from(["event", "step"]), "ended_after": st.sampled_from(["2d", "30d"])}
        ),
    ),
    st.tuples(
        st.sampled_from(["step_matrix", "sankey"]),
        st.fixed_dictionaries(
            {
                "of": st.sampled_from(["event", "step"]),
                "ended_after": st.sampled_from(["2d", "30d"]),
                "before": st.integers(0, 1),
                "after": st.integers(1, 4),
                "offset": st.sampled_from([0, 1, 3, 18, 30]),
                "occurrence": st.sampled_from(["first", "last", 1, 2]),
                "most": st.sampled_from([None, 1, 2]),
            }
        ),
    ),
)


def by_log(view: View) -> View:
    """A view of a build that counted nothing."""
    return replace(view, passages={})


def by_kernels(view: View) -> View:
    """And told no places."""
    cut = {name: view.tables[name].drop(*columns) for name, columns in PLACES.items()}
    return by_log(replace(view, tables={**view.tables, **cut}))


def told(rows: list[Row]) -> list[tuple[Any, ...]]:
    """Rows as they can be compared: seconds are added up in another order."""
    return [
        (
            row.keys,
            row.number.model_dump(),
            {name: round(of, 6) if isinstance(of, float) else of for name, of in row.more.items()},
        )
        for row in rows
    ]


@examples
@given(busy_worlds, asked)
def test_passages_the_log_and_the_kernels_tell_the_same(
    engine: DuckDBEngine, world: World, question: tuple[str, dict[str, Any]]
) -> None:
    view = world.view(engine)
    found = ask(view, *question)
    for other in (by_log(view), by_kernels(view)):
        assert told(found.rows) == told(ask(other, *question).rows)


@examples
@given(
    busy_worlds, asked, st.sampled_from([{"where": "channel = 'web'"}, {"by": ["channel"]}, {"by": ["day"]}])
)
def test_passages_do_not_answer_for_some_journeys_alone(
    engine: DuckDBEngine, world: World, question: tuple[str, dict[str, Any]], some: dict[str, Any]
) -> None:
    view = world.view(engine)
    found, expected = (ask(one, *question, **some) for one in (view, by_kernels(view)))
    assert told(found.rows) == told(expected.rows)


@examples
@given(busy_worlds, st.sampled_from(["step_matrix", "sankey"]))
def test_dates_choose_journeys_by_their_first_visit(engine: DuckDBEngine, world: World, measure: str) -> None:
    view = world.view(engine)
    dates = Question(start=world.events[0].time.date()).asked() if world.events else {}
    found, expected = (ask(one, measure, {"most": None}, **dates) for one in (view, by_kernels(view)))
    assert told(found.rows) == told(expected.rows)


def test_passages_say_nothing_of_fewer_customers(engine: DuckDBEngine) -> None:
    view = busy(7).view(engine)
    tables = {name: table.filter(table.customer == "ana") for name, table in view.tables.items()}
    moves = [
        ask(one, "flow").rows for one in (replace(view, tables=tables), by_log(replace(view, tables=tables)))
    ]
    assert told(moves[0]) == told(moves[1])
    assert {row.number.value for row in moves[0]} == {1}
