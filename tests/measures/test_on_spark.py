"""Every measure gives the same rows on Spark as on DuckDB."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from test_contract import little_world

from desirepath.lake.engines import DuckDBEngine
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.behind import customers_behind
from desirepath.measures.view import View

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

QUESTIONS: list[dict[str, Any]] = [
    {},
    {"by": ["week"], "segment": "es", "start": date(2024, 3, 27)},
    {"by": ["country"], "where": "size = 'l' or country = 'de'"},
]


@pytest.fixture(scope="module")
def views(engine: DuckDBEngine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, View]]:
    pytest.importorskip("pyspark")
    from desirepath.lake.engines import SparkEngine

    here = little_world().view(engine)
    folder = tmp_path_factory.mktemp("lake")
    spark = SparkEngine()
    spark.session.conf.set("spark.sql.shuffle.partitions", "1")
    tables = {}
    for name, table in here.tables.items():
        file = folder / name / "part.parquet"
        file.parent.mkdir()
        data = engine.to_arrow(table)
        pq.write_table(data, file)
        tables[name] = spark.read([os.fspath(file)], data.schema)
    yield here, replace(here, engine=spark, tables=tables)
    spark.close()


@pytest.mark.parametrize("name", registry.names())
def test_every_measure_gives_the_same_rows_on_both_engines(views: tuple[View, View], name: str) -> None:
    here, there = views
    measure = registry.get(name)
    for question in QUESTIONS:
        if name == "first_touch" and question.get("where"):
            question = question | {"where": "country = 'de'"}  # its rows are customers, which have no size
        expected, found = (ask(view, name, measure.example, **question) for view in (here, there))
        assert [row.keys for row in found.rows] == [row.keys for row in expected.rows]
        for one, other in zip(found.rows, expected.rows, strict=True):
            assert one.number.model_dump() == pytest.approx(other.number.model_dump())
            assert one.more == pytest.approx(other.more)
            assert one.complete == other.complete
        assert found.notes == expected.notes


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("reach", {"by": ["account"]}),
        ("reach", {"by": ["order"]}),
        ("conversion", {"by": ["session"], "params": {"from": "a", "to": "b"}}),
        ("conversion", {"params": {"from": "d", "to": "a"}}),
        ("conversion", {"params": {"to": "later stage"}, "by": ["account"]}),
        ("what_next", {"by": ["order"]}),
        ("flow", {"by": ["session"], "params": {"of": "channel", "most": 3}}),
        ("flow", {"by": ["month"], "params": {"of": "step", "repeats": False}}),
        ("flow_nodes", {"by": ["account"]}),
        ("deviations", {"by": ["week", "channel"], "where": "size = 'l'"}),
        ("fitness", {"by": ["step", "country"], "start": date(2024, 3, 27)}),
        (
            "effort",
            {"by": ["channel"], "params": {"entry": "every", "goal": "b", "start": "A", "place": "event"}},
        ),
        ("support_reach", {"by": ["sign"], "params": {"moments": "A", "contacts": "b"}}),
        ("support_ways", {"by": ["step"], "params": {"struggle": "slow, unhappy, failed", "contacts": "D"}}),
        ("consistency_parts", {"by": ["country"], "params": {"of": "stars"}}),
        ("time_to_next", {"by": ["account"], "params": {"to": "planned"}}),
        ("time_between", {"by": ["session"], "params": {"to": "A", "entry": "every", "within": "2d"}}),
        ("time_between_histogram", {"by": ["channel"], "params": {"from": "a", "to": "b", "width": "6h"}}),
        ("active", {"by": ["account", "week"]}),
        ("activity_times", {"by": ["account"], "params": {"event": ["A", "D"]}}),
        ("dwell", {"by": ["channel"], "params": {"of": "step", "repeats": False}}),
        ("session_length", {"params": {"of": "events"}}),
        ("lifecycle", {"by": ["channel"], "params": {"event": "A", "new": "first seen", "period": "day"}}),
        ("lifecycle", {"by": ["month"], "params": {"period": "month"}}),
        ("stickiness", {"by": ["month", "channel"], "params": {"interval": "week"}}),
        ("journey_length", {"where": "channel = 'web'", "params": {"of": "sessions"}}),
        ("repeat_within", {"by": ["account"], "params": {"within": "3d"}}),
        ("retention", {"by": ["account"], "params": {"period": "day", "join": "every", "when": "or later"}}),
        ("retention", {"params": {"period": "day", "clock": "rolling", "when": "in a row"}}),
        ("retention", {"params": {"period": "day", "brackets": [1, 2, 4, 8], "start_step": "a"}}),
        (
            "cohort_revenue",
            {"by": ["account"], "params": {"period": "day", "clock": "rolling", "join": "every"}},
        ),
        ("retention", {"params": {"period": "week", "within": ["3d", "9d"], "return": "A,D", "start": "A"}}),
        ("average_order", {"by": ["account", "channel"]}),
        ("referrals", {"by": ["account"]}),
        ("stars", {"by": ["customer", "month"]}),
        ("feeling", {"by": ["customer"]}),
        ("mentions", {"by": ["customer"]}),
        ("first_touch", {"by": ["account"]}),
    ],
)
def test_other_units_and_pairs_give_the_same_rows_too(
    views: tuple[View, View], name: str, question: dict[str, Any]
) -> None:
    expected, found = (ask(view, name, **question) for view in views)
    assert [row.model_dump() for row in found.rows] == [row.model_dump() for row in expected.rows]


def test_the_list_behind_a_number_is_the_same(views: tuple[View, View]) -> None:
    here, there = (
        customers_behind(view, "what_next", keys={"step": "a"}, limit=3, offset=1) for view in views
    )
    assert there == here


def test_the_list_behind_a_cell_of_a_cohort_is_the_same(views: tuple[View, View]) -> None:
    keys = {"cohort": date(2024, 3, 25), "period": 1}
    here, there = (customers_behind(v, "retention", {"period": "week"}, keys=keys, limit=3) for v in views)
    assert here.total
    assert there == here
