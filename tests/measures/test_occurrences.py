"""What is read by event answers as the log itself does, and says nothing of fewer customers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ibis.expr.types as ir
import pytest
from frame_view import events, view_of_events
from hypothesis import given
from hypothesis import strategies as st
from variants_loops import busy, busy_worlds
from worlds import World, examples

from desirepath.errors import NotFoundError
from desirepath.journeys.occurrences import event_hash
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.events import known_events
from desirepath.measures.view import View

asked = st.fixed_dictionaries(
    {
        "steps": st.sampled_from(
            ["A -> B", "A -> [B|D] -> A", "B -> D -> A", ["A", {"event": ["D"], "optional": True}, "B"]]
        ),
        "base": st.sampled_from(["everybody", "started"]),
        "order": st.sampled_from(["ordered", "strict", "any"]),
        "entry": st.sampled_from(["first", "best"]),
        "within": st.sampled_from(["none", "1d"]),
        "exclude": st.sampled_from([[], [], ["D"], ["B"], [{"event": ["D"], "between": (1, 2)}]]),
    }
)


def by_log(view: View) -> View:
    """A view of a build that wrote no occurrences."""
    return replace(view, occurrences={}, known={})


def of_ana(view: View) -> View:
    """The same tables with the rows of one customer."""
    tables = {name: table.filter(table.customer == "ana") for name, table in view.tables.items()}
    return replace(view, tables=tables)


@examples
@given(busy_worlds, asked)
def test_occurrences_and_the_log_tell_the_same_of_a_funnel(
    engine: DuckDBEngine, world: World, params: dict[str, Any]
) -> None:
    view = world.view(engine)
    if not {"A", "B", "D"} <= known_events(view):
        return
    if params["order"] == "any":  # steps in any order are never optional
        params = {**params, "steps": "A -> B"}
    assert ask(view, "funnel", params).rows == ask(by_log(view), "funnel", params).rows


@pytest.mark.parametrize(
    "steps",
    [[{"where": "actor = 'customer'"}, {"event": ["A"]}], [{"event": ["A"]}, {"where": "channel = 'web'"}]],
)
def test_steps_by_condition_read_the_log(engine: DuckDBEngine, steps: list[dict[str, Any]]) -> None:
    view = busy(7).view(engine)
    asked = ask(view, "funnel", {"steps": steps})
    assert asked.rows == ask(by_log(view), "funnel", {"steps": steps}).rows
    assert asked.rows[1].more["entered"] > 0


def test_occurrences_say_nothing_of_fewer_customers(engine: DuckDBEngine) -> None:
    view = busy(7).view(engine)
    params = {"steps": "A -> B", "base": "everybody"}
    everybody, fewer = ask(view, "funnel", params), ask(of_ana(view), "funnel", params)
    assert fewer.rows == ask(by_log(of_ana(view)), "funnel", params).rows
    assert fewer.rows[0].number.denominator == 1
    assert everybody.rows[0].number.denominator != 1


@pytest.mark.parametrize("steps", ["A -> B", None])
def test_a_view_without_the_first_rows_of_its_customers_begins_with_what_is_left(
    engine: DuckDBEngine, steps: str | None
) -> None:
    view = busy(7).view(engine)
    tables = {name: rows.filter(rows.seq > 3) for name, rows in view.tables.items() if "seq" in rows.columns}
    late = replace(view, tables={**view.tables, **tables})
    params = {"steps": steps} if steps else {}
    # Every attempt begins anew with every row, so no row of the first step may stay behind.
    every = engine.to_arrow(_starts(late, steps)).num_rows
    assert ask(late, "funnel", params).rows[0].more["entered"] == every > 0


def _starts(view: View, steps: str | None) -> ir.Table:
    """Customers with a row at the first step."""
    if steps:
        rows = view.tables["journeys"]
        return rows.filter(rows.event == "A").select("customer").distinct()
    assert view.map is not None
    first = next(step.id for step in view.map.steps() if step.match)
    rows = view.tables["steps"]
    return rows.filter(rows.step == first).select("customer").distinct()


def test_names_of_events_are_those_of_the_view_that_asks(engine: DuckDBEngine) -> None:
    view = replace(busy(7).view(engine), map=None)  # a map names events too
    rows = view.tables["journeys"]
    narrow = replace(view, tables={**view.tables, "journeys": rows.filter(rows.event == "A")})
    assert "B" in known_events(view)
    assert "B" not in known_events(narrow)
    assert "B" in known_events(view)
    with pytest.raises(NotFoundError, match='No event is called "Bee"'):
        ask(view, "funnel", {"steps": "A -> Bee"})


def test_two_events_whose_numbers_are_the_same_are_told_apart(engine: DuckDBEngine) -> None:
    one, other = "Seen 29685295", "Seen 32060020"
    assert event_hash(one) == event_hash(other)
    log = [("ana", 0, one), ("ana", 1, other), ("ben", 0, other), ("ben", 1, other), ("cleo", 0, one)]
    view = view_of_events(engine, events(log))
    params = {"steps": f"{one} -> {other}", "within": "none"}
    assert [row.more["entered"] for row in ask(view, "funnel", params).rows] == [2, 1]
