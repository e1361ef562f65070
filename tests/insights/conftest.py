"""The sample shop as insights see it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from desirepath.insights.pains.found import FoundPains, found_pains
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import View
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace


@pytest.fixture(scope="session")
def view(loam: Path) -> Iterator[View]:
    """The newest build of the sample shop seen through its map."""
    workspace = open_workspace(loam)
    with Reader(workspace) as reader:
        yield reader.view(workspace.published("main"))


@pytest.fixture(scope="session")
def pains(view: View) -> FoundPains:
    """What stands out in the sample shop: looked for once, since it takes seconds."""
    return found_pains(view)


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine for made-up rows."""
    engine = DuckDBEngine(threads=1)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def views(view: View, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, View]]:
    """The sample shop, and the same rows in a Spark of this machine."""
    pytest.importorskip("pyspark")
    from desirepath.lake.engines import SparkEngine

    spark = SparkEngine()
    spark.session.conf.set("spark.sql.shuffle.partitions", "1")
    tables = {}
    for name, table in view.tables.items():
        file = tmp_path_factory.mktemp(name) / "part.parquet"
        data = view.engine.to_arrow(table)
        pq.write_table(data, file)
        tables[name] = spark.read([os.fspath(file)], data.schema)
    yield view, replace(view, engine=spark, tables=tables, _answered={})
    spark.close()
