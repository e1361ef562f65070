"""Money by cohort says what loops over lists say, and what others have published."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference_tables import Happened
from retention_loops import Asked, money
from test_retention_against_loops import asked
from worlds import Question, World, examples, questions, worlds

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.science import intervals


def without_return(asked: Asked) -> Asked:
    return replace(asked, back=None, back_step=None)


def params_of(asked: Asked) -> dict[str, Any]:
    return {name: value for name, value in asked.params().items() if name != "when"}


def agrees(engine: DuckDBEngine, world: World, question: Question, asked: Asked) -> None:
    expected = money(world, question, asked)
    by = [] if asked.unit == "customer" else [asked.unit]
    told = question.asked() | {"by": [*by, *question.by]}
    result = ask(world.view(engine), "cohort_revenue", params_of(asked), **told)
    found = {tuple(row.keys.values()): row for row in result.rows if row.more["size"]}
    assert found.keys() == expected.keys()
    for key, (sums, orders, over) in expected.items():
        row, mean = found[key], intervals.mean(len(sums), sum(sums), sum(s * s for s in sums))
        assert row.number.value == pytest.approx(mean.value, abs=1e-6)
        assert row.number.n == len(sums)
        assert row.number.low == (None if mean.low is None else pytest.approx(mean.low, rel=1e-4, abs=1e-2))
        assert row.more["orders"] == orders
        assert row.more["exact"] == f"{Decimal(str(round(sum(sums), 2))):.2f}"
        assert question.period or row.complete == over


@examples
@given(worlds, questions(), asked())
def test_money_of_customers(engine: DuckDBEngine, world: World, question: Question, asked: Asked) -> None:
    agrees(engine, world, question, without_return(asked))


@examples
@given(worlds, questions(), asked(unit="account"))
def test_money_of_accounts(engine: DuckDBEngine, world: World, question: Question, asked: Asked) -> None:
    agrees(engine, world, question, without_return(asked))


@examples
@given(worlds, asked())
def test_the_curve_is_the_mean_of_mature_cells(engine: DuckDBEngine, world: World, asked: Asked) -> None:
    asked = without_return(asked)
    cells: dict[int, list[float]] = defaultdict(list)
    for (_, period), (sums, _, over) in money(world, Question(), asked).items():
        cells[period] += sums if over else []
    for row in ask(world.view(engine), "cohort_revenue_curve", params_of(asked)).rows:
        sums = cells[row.keys["period"]]
        assert row.number.value == (pytest.approx(sum(sums) / len(sums), abs=1e-6) if sums else None)


@examples
@given(worlds, asked(), st.sampled_from([None, "bought"]), st.integers(0, 99))
def test_the_list_behind_a_cell_holds_its_people(
    engine: DuckDBEngine, world: World, asked: Asked, outcome: str | None, at: int
) -> None:
    view, params = world.view(engine), params_of(without_return(asked))
    rows = ask(view, "cohort_revenue", params).rows
    if rows:
        row = rows[at % len(rows)]
        behind = customers_behind(view, "cohort_revenue", params, keys=row.keys, outcome=outcome, limit=100)
        assert behind.total == row.more["size" if outcome is None else "buyers"]


def test_the_money_of_three_cohorts_is_divided_by_all_their_people(engine: DuckDBEngine) -> None:
    """A published example: (500 + 720 + 320) / (100 + 120 + 80) = 5.13."""
    events = []
    for day, (people, brought) in enumerate([(100, 500), (120, 720), (80, 320)]):
        noon = datetime(2024, 4, 1 + day, 12)
        events += [Happened(f"{day}-{i}", noon, "A") for i in range(people)]
        paid = {"order_id": f"o{day}", "revenue": Decimal(brought)}
        events.append(Happened(f"{day}-0", noon + timedelta(days=2), "Order Completed", of=paid))
    view = World(events, datetime(2024, 5, 1)).view(engine)
    params = {"period": "day", "within": "3d"}
    by_mean = {
        mean: ask(view, "cohort_revenue_curve", params | {"mean": mean}).rows[1]
        for mean in ("weighted", "simple")
    }
    assert by_mean["weighted"].more["exact"] == "1540.00"
    assert round(by_mean["weighted"].number.value or 0, 2) == 5.13
    assert by_mean["simple"].number.value == pytest.approx((500 / 100 + 720 / 120 + 320 / 80) / 3)
