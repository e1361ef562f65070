"""Spark builds the same tables as DuckDB, from the same kernels."""

from __future__ import annotations

from pathlib import Path

import pytest

from .shop import a_lake, built, contents, some_events

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


def test_a_build_on_spark_gives_the_rows_of_a_build_beside_duckdb(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    from desirepath.lake.engines import SparkEngine

    rows = some_events(120)
    beside = a_lake(tmp_path / "duckdb", rows)
    expected = contents(beside, built(beside))
    lake = a_lake(tmp_path / "spark", rows, commits=2)
    engine = SparkEngine()
    found = built(lake, engine=engine)
    assert contents(lake, found) == expected
    assert found.summary["unconverted"] == built(beside).summary["unconverted"]
    engine.close()
