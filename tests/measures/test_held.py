"""What all views of a build have alike is read once and held, in bounded memory, and never told of another view."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pytest
from variants_loops import busy

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import view as views
from desirepath.measures.ask import ask
from desirepath.measures.view import View

FLOWS: list[dict[str, Any]] = [{}, {"most": 2}, {"of": "step"}, {"ended_after": "2d"}]


def later(view: View) -> View:
    """The view of another question to the same build, as a server makes one."""
    return replace(view, _answered={})


def fresh(view: View) -> View:
    """The view of a server that has not been asked before."""
    return replace(view, known={}, _answered={})


def test_flows_in_any_detail_and_of_any_place_are_told_from_one_reading_as_from_many(
    engine: DuckDBEngine,
) -> None:
    view = busy(7).view(engine)
    for params in FLOWS:
        assert ask(later(view), "flow", params).rows == ask(fresh(view), "flow", params).rows
    held = [key for key in view.known if key[0] == "moves"]
    assert sorted(of for _, of, _ in held) == ["event", "step"]


def test_a_narrowed_view_is_told_nothing_that_is_held_of_everybody(engine: DuckDBEngine) -> None:
    view = busy(7).view(engine)
    everybody = ask(view, "flow").rows
    tables = {name: table.filter(table.customer == "ana") for name, table in view.tables.items()}
    one = replace(later(view), tables=tables)
    assert ask(one, "flow").rows == ask(replace(one, known={}), "flow").rows != everybody


def test_how_many_customers_there_are_is_held_and_told_of_everybody_alone(engine: DuckDBEngine) -> None:
    view = busy(7).view(engine)
    params = {"steps": "A -> B", "base": "everybody"}
    for asked in ({}, {"where": "country = 'es'"}, {}):
        assert (
            ask(later(view), "funnel", params, **asked).rows
            == ask(fresh(view), "funnel", params, **asked).rows
        )
    assert view.known["everybody"].to_pylist() == [{"people": 4}]


@pytest.mark.parametrize(("most_rows", "most_known"), [(0, 20), (200_000, 1)])
def test_what_is_held_is_bounded_and_the_answers_are_the_same(
    engine: DuckDBEngine, monkeypatch: pytest.MonkeyPatch, most_rows: int, most_known: int
) -> None:
    view = busy(7).view(engine)
    expected = [ask(fresh(view), "flow", params).rows for params in FLOWS]
    monkeypatch.setattr(views, "MOST_KNOWN", most_known)
    monkeypatch.setattr(View, "records", lambda _, table: as_arrow(engine, table).to_pylist())
    monkeypatch.setattr(views, "MOST_RECORDS", most_rows)
    for params, rows in zip(FLOWS, expected, strict=True):
        assert ask(later(view), "flow", params).rows == rows
        assert len(view.known) <= min(most_rows, most_known)


def as_arrow(engine: DuckDBEngine, table: ir.Table | pa.Table) -> pa.Table:
    return table if isinstance(table, pa.Table) else engine.to_arrow(table)
