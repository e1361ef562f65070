"""The same rows on DuckDB, on a Spark of this machine and on a cluster, for two whole shops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isclose
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from desirepath.errors import DesirePathError
from desirepath.lake.builds import Build
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.result import Result
from desirepath.measures.view import View
from desirepath.services import engines
from desirepath.services.asking import map_of
from desirepath.services.bringing import build_journeys
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace
from spark_cluster import ENVIRONMENT, cluster

from .conftest import Shop, copy_on

pytestmark = [
    pytest.mark.spark,
    # pyspark 4.0 on pandas 3
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning"),
]

ON_A_CLUSTER = ("reach", "funnel", "flow", "retention", "revenue", "step_matrix")
SMALL = {"spark.sql.shuffle.partitions": "4", "spark.executor.memory": "512m"}
SHOPS = ["loam", pytest.param("olist", marks=pytest.mark.data)]


@pytest.fixture(scope="module", params=SHOPS)
def beside(
    request: pytest.FixtureRequest, imported: Shop, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Workspace]:
    """A shop as it was imported, and built by DuckDB."""
    shop = imported(request.param)
    built = copy_on(shop, tmp_path_factory.mktemp("duckdb") / request.param, "duckdb")
    build_journeys(built)
    return shop, built


@pytest.fixture
def session() -> Iterator[None]:
    """Spark's one session of this process ends with the test."""
    yield
    from pyspark.sql import SparkSession

    active = SparkSession.getActiveSession()
    if active is not None:
        active.stop()
    engines._session.cache_clear()


def view_of(workspace: Workspace) -> View:
    return Reader(workspace).view(map_of(workspace, None))


def told(view: View, name: str, params: dict[str, Any] | None = None) -> Result | str:
    """The answer, or the code of the error."""
    try:
        return ask(view, name, params)
    except DesirePathError as error:
        return error.code


def assert_same(found: Result | str, expected: Result | str) -> None:
    if isinstance(found, str) or isinstance(expected, str):
        assert found == expected
        return
    assert len(found.rows) == len(expected.rows)
    pairs = zip(sorted(found.rows, key=_place), sorted(expected.rows, key=_place), strict=True)
    differ = [(one, other) for one, other in pairs if not alike(one.model_dump(), other.model_dump())]
    assert not differ, f"{found.measure}: {len(differ)} rows differ, first {differ[0]}"
    assert found.notes == expected.notes


def alike(one: Any, other: Any) -> bool:
    """The same, numbers to the ninth digit."""
    if isinstance(one, float) and isinstance(other, float | int):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return bool(one == other)


def _place(row: Any) -> str:
    return repr(row.keys)


def contents(workspace: Workspace, build: Build) -> dict[str, pa.Table]:
    """All rows of all tables of a build, in one order."""
    tables = {name for name in build.tables if name not in ("events", "traits", "identity_edges")}
    found = {name: workspace.lake.read(name, build.tables[name]) for name in tables}
    return {
        name: table.sort_by([(column, "ascending") for column in table.column_names])
        for name, table in found.items()
    }


def test_a_cluster_builds_and_answers_what_duckdb_does(
    beside: tuple[Path, Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: None
) -> None:
    shop, here = beside
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    with cluster(workers=2) as address:
        there = copy_on(shop, tmp_path / "cluster", address, **SMALL)
        build = build_journeys(there)
        assert contents(there, build) == contents(here, build_journeys(here))
        expected, found = view_of(here), view_of(there)
        assert found.engine.name == "spark"
        for name in ON_A_CLUSTER:
            answer = told(found, name)
            assert isinstance(answer, Result)
            assert_same(answer, told(expected, name))


def test_every_measure_answers_alike_on_a_spark_of_this_machine(
    beside: tuple[Path, Workspace], session: None
) -> None:
    _, here = beside
    there = replace(here, settings=here.settings.model_copy(update={"engine": "spark"}))
    expected, found = view_of(here), view_of(there)
    answered = 0
    for name in registry.names():
        params: dict[str, Any] | None = None
        right = told(expected, name)
        if isinstance(right, str):  # it has to be told what to look at
            params = registry.get(name).example
            right = told(expected, name, params)
        assert_same(told(found, name, params), right)
        answered += isinstance(right, Result)
    assert answered >= 25
