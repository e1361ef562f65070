"""The engine that a workspace names: DuckDB in this process, or Spark on this machine or a cluster."""

from __future__ import annotations

from functools import cache
from typing import Any

from desirepath.domain.settings import Settings
from desirepath.lake.engines import LOCAL, DuckDBEngine, SparkEngine, spark_session


def engine_of(settings: Settings, *, timeout: float | None = None) -> DuckDBEngine | SparkEngine:
    """A DuckDB of its own, or Spark over the one session of this process, which outlives it.

    timeout : seconds a question may take on DuckDB; Spark is not held to it: it has no such setting.
    """
    if settings.engine == "duckdb":
        return DuckDBEngine(timeout=timeout)
    master = LOCAL if settings.engine == "spark" else settings.engine
    return SharedSpark(_session(master, tuple(sorted(settings.spark.items()))))


class SharedSpark(SparkEngine):
    """Spark whose session others use too: it stays when one of them is done."""

    def close(self) -> None:
        """Leave the session to the others."""


@cache
def _session(master: str, options: tuple[tuple[str, str], ...]) -> Any:
    return spark_session(master, dict(options))
