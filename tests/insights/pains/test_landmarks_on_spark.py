"""Landmarks are the same on Spark as on DuckDB."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from desirepath.insights.pains.landmarks import landmarks
from desirepath.insights.pains.place import Place
from desirepath.measures.view import View
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]


@pytest.fixture(scope="module")
def views(loam: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[View, View]]:
    pytest.importorskip("pyspark")
    from desirepath.lake.engines import SparkEngine

    workspace = open_workspace(loam)
    with Reader(workspace) as reader:
        here = reader.view(workspace.published("main"))
        spark = SparkEngine()
        spark.session.conf.set("spark.sql.shuffle.partitions", "1")
        tables = {}
        for name, table in here.tables.items():
            file = tmp_path_factory.mktemp(name) / "part.parquet"
            data = reader.engine.to_arrow(table)
            pq.write_table(data, file)
            tables[name] = spark.read([os.fspath(file)], data.schema)
        yield here, replace(here, engine=spark, tables=tables)
        spark.close()


@pytest.mark.parametrize("place", [Place("size", "Fit Guide Opened"), Place("unpack", "Order Delivered")])
def test_a_place_has_the_same_landmarks_on_both_engines(views: tuple[View, View], place: Place) -> None:
    expected, found = (landmarks(view, place) for view in views)
    assert found.customers.tolist() == expected.customers.tolist()
    assert found.times.tolist() == expected.times.tolist()
    for name, did in expected.outcomes.items():
        np.testing.assert_array_equal(found.outcomes[name], did)
    assert [split.words for split in found.splits] == [split.words for split in expected.splits]
    for one, other in zip(found.splits, expected.splits, strict=True):
        assert one.told.tolist() == other.told.tolist()
        assert one.exposed.tolist() == other.exposed.tolist()
