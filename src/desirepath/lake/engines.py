"""The engines that answer: DuckDB in the process, Spark on a cluster. Both read the same Parquet files."""

from __future__ import annotations

import itertools
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desirepath.errors import ConflictError, ExternalError, LimitError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

QUESTION_SECONDS = 30.0
READ_AT_ONCE = 200_000
"""Rows that a reader of a result gives together."""


class Engine(Protocol):
    """Runs an Ibis expression. DuckDB beside the process or Spark on a cluster: same rows."""

    name: str

    def to_arrow(self, expression: ir.Table) -> pa.Table: ...

    def kept(self, expression: ir.Table) -> AbstractContextManager[ir.Table]:
        """The rows of an expression, worked out once for several questions and dropped afterwards.

        A question that starts at them is short: to compile a long one takes longer than to run it.
        """
        ...


class DuckDBEngine:
    """DuckDB in this process: one question at a time, on all its threads; a server's threads may share it."""

    name = "duckdb"

    def __init__(
        self,
        *,
        memory: str = "2GB",
        threads: int | None = None,
        temp: Path | None = None,
        timeout: float | None = None,
    ) -> None:
        """`memory` as in "2GB"; `temp` takes what does not fit; `timeout` in seconds for each question."""
        import ibis

        settings: dict[str, Any] = {"memory_limit": memory, "threads": threads or os.cpu_count() or 1}
        if temp is not None:
            temp.mkdir(parents=True, exist_ok=True)
            settings["temp_directory"] = str(temp)
        self.timeout = timeout
        self.ibis = ibis.duckdb.connect(**settings)
        self.ibis.raw_sql("SET parquet_metadata_cache = true")  # stored files never change
        self.ibis.raw_sql(
            "SET enable_progress_bar = false"
        )  # it would draw over what the program itself says
        self._names = itertools.count()
        self._lock = threading.RLock()

    def read(self, files: list[str], schema: pa.Schema) -> ir.Table:
        """The rows of some Parquet files as a table of this schema; columns that a file lacks are null."""
        import ibis

        with self._lock:
            name = f"t{next(self._names)}"
            if files:
                listed = ", ".join(_quoted(path) for path in files)
                source = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
                self.ibis.raw_sql(f'CREATE VIEW "{name}" AS SELECT * FROM {source}')
            else:
                self.ibis.create_table(name, schema=ibis.schema(schema), temp=False)
            # A view of its own: every later question then starts at a plain table, which compiles faster.
            return self.ibis.create_view(f"{name}_conformed", _conform(self.ibis.table(name), schema))

    def read_numbered(self, files: list[str], schema: pa.Schema) -> ir.Table:
        """As `read`, with the place of each row: `file_index` in the list and `file_row_number`, from 0."""
        with self._lock:
            name = f"t{next(self._names)}"
            listed = ", ".join(_quoted(path) for path in files)
            self.ibis.raw_sql(
                f'CREATE VIEW "{name}" AS SELECT *, file_index::BIGINT AS file_index, file_row_number '
                f"FROM read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
            )
            table = self.ibis.table(name)
            return _conform(table, schema.append(pa_field("file_index")).append(pa_field("file_row_number")))

    def view(self, data: pa.Table) -> ir.Table:
        """An Arrow table in memory as an Ibis table of this engine."""
        with self._lock:
            name = f"given{next(self._names)}"  # not t1, t2 …: so Ibis calls parts of a statement of its own
            self.ibis.con.register(name, data)
            return self.ibis.table(name)

    @contextmanager
    def kept(self, expression: ir.Table) -> Iterator[ir.Table]:
        """The rows of an expression as a table of this engine, until the block ends."""
        with self._lock:
            name = f"kept{next(self._names)}"
            statement = self.ibis.compile(expression)
            self._limited(lambda: self.ibis.con.execute(f'CREATE TABLE "{name}" AS {statement}'))
            table = self.ibis.table(name)
        try:
            yield table
        finally:
            with self._lock:
                self.ibis.con.execute(f'DROP TABLE "{name}"')

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        """Run an expression; LimitError after the engine's time limit."""
        with self._lock:
            found = self._limited(lambda: self._execute(expression).to_arrow_table())
            return found.cast(expression.schema().to_pyarrow())

    def to_arrow_upto(self, expression: ir.Table, most: int) -> pa.Table | None:
        """The same where there are at most so many rows; None, and no more of them read, where there are more."""
        import pyarrow as pa

        def read() -> pa.Table | None:
            reader = self._execute(expression).to_arrow_reader(READ_AT_ONCE)
            batches, held = [], 0
            for batch in reader:
                batches.append(batch)
                held += batch.num_rows
                if held > most:
                    return None
            return pa.Table.from_batches(batches, reader.schema)

        with self._lock:
            found = self._limited(read)
            return None if found is None else found.cast(expression.schema().to_pyarrow())

    def _execute(self, expression: ir.Table) -> Any:
        self.ibis._run_pre_execute_hooks(expression)  # tables that live in memory
        # Not `expression.to_pyarrow()`: that loads pandas, which takes longer than most questions.
        return self.ibis.con.execute(self.ibis.compile(expression))

    def sql(self, statement: str) -> pa.Table | None:
        """Run a statement of our own in DuckDB's dialect (never text that a user wrote)."""
        with self._lock:
            return self._limited(lambda: self.ibis.con.execute(statement).to_arrow_table())

    def close(self) -> None:
        with self._lock:
            self.ibis.disconnect()

    def _limited(self, run: Any) -> Any:
        import duckdb

        if self.timeout is None:
            return run()
        over = threading.Event()
        watch = threading.Thread(target=self._interrupt_until, args=(over,), daemon=True)
        watch.start()
        try:
            return run()
        except duckdb.InterruptException as error:
            raise LimitError(
                f"This question took longer than {self.timeout:g} seconds and was stopped.",
                code="question_too_long",
                remedy="Ask for a shorter time, a smaller segment or fewer breakdowns.",
            ) from error
        finally:
            over.set()
            watch.join()

    def _interrupt_until(self, over: threading.Event) -> None:
        """After the time limit, stop whatever runs; again and again, because a question may run in several parts."""
        over.wait(self.timeout)
        while not over.wait(0.05):
            self.ibis.con.interrupt()


class SparkEngine:
    """Spark: on this machine unless a session of a cluster is given. Needs the extra `spark` and Java 17."""

    name = "spark"

    def __init__(self, session: Any = None) -> None:
        import ibis

        self.session = session or spark_session()
        self.ibis = ibis.pyspark.connect(self.session)
        self._names = itertools.count()

    def read(self, files: list[str], schema: pa.Schema) -> ir.Table:
        """As with DuckDB. Spark reads the files itself and Ibis sees a view: given a list, Ibis fails."""
        from pyspark.sql.pandas.types import from_arrow_schema

        name = f"desirepath_{id(self)}_{next(self._names)}"
        # The schema is told: left to itself, Spark takes that of one file, and others may hold more columns.
        fields = from_arrow_schema(schema, prefer_timestamp_ntz=True)
        rows = (
            self.session.read.schema(fields).parquet(*files)
            if files
            else self.session.createDataFrame([], fields)
        )
        rows.createOrReplaceTempView(name)
        return _conform(self.ibis.table(name), schema)

    def view(self, data: pa.Table) -> ir.Table:
        """An Arrow table in memory as an Ibis table of this engine."""
        name = f"desirepath_{id(self)}_{next(self._names)}"
        self.session.createDataFrame(data).createOrReplaceTempView(name)
        return self.ibis.table(name)

    def named(self, expression: ir.Table) -> ir.Table:
        """The same rows as a table of their own: Ibis cannot join onto a join that computed columns."""
        name = f"desirepath_{id(self)}_{next(self._names)}"
        self._frame(expression).createOrReplaceTempView(name)
        return self.ibis.table(name)

    @contextmanager
    def kept(self, expression: ir.Table) -> Iterator[ir.Table]:
        """The rows of an expression as a table of this engine, until the block ends."""
        name = f"desirepath_{id(self)}_{next(self._names)}"
        frame = self._frame(expression).persist()
        frame.createOrReplaceTempView(name)
        try:
            yield self.ibis.table(name)
        finally:
            self.session.catalog.dropTempView(name)
            frame.unpersist()

    def to_arrow(self, expression: ir.Table) -> pa.Table:
        """Run an expression. Straight to Arrow: the way over pandas changes types and warns."""
        return self._frame(expression).toArrow().cast(expression.schema().to_pyarrow())

    def apply_by_bucket(
        self, rows: ir.Table, kernel: Callable[[pa.Table], pa.Table], schema: pa.Schema
    ) -> pa.Table:
        """Run a function over the rows of each bucket, in Spark's workers."""
        from pyspark.sql.pandas.types import from_arrow_schema

        fields = from_arrow_schema(schema, prefer_timestamp_ntz=True)
        return self._frame(rows).groupBy("bucket").applyInArrow(kernel, fields).toArrow().cast(schema)

    def close(self) -> None:
        self.session.stop()

    def _frame(self, expression: ir.Table) -> Any:
        self.ibis._run_pre_execute_hooks(expression)  # tables that live in memory
        return self.session.sql(self.ibis.compile(expression))


LOCAL = "local[2]"


def spark_session(master: str = LOCAL, options: Mapping[str, str] | None = None) -> Any:
    """A session of the Spark at this address; one process has one at a time.

    Workers run the Python of this process, which must lie at the same path there; PYSPARK_PYTHON names another.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ExternalError(
            "Spark is not installed.", code="no_spark", remedy="Run: pip install 'desirepath[spark]'"
        ) from error
    live = SparkSession.getActiveSession()
    if live is not None and live.conf.get("spark.master") != master:
        raise ConflictError(
            f'Spark runs at "{live.conf.get("spark.master")}" in this process, not at "{master}".',
            code="other_spark",
            remedy="Ask workspaces of different clusters from processes of their own.",
        )
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers need what this process has
    small = {"spark.driver.memory": "1g", "spark.sql.shuffle.partitions": "4"}
    chosen = {
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        **(small if master.startswith("local") else {}),
        **(options or {}),
        # What numbers depend on is not to be chosen.
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
    }
    builder = SparkSession.builder.master(master).appName("desirepath")
    for name, value in chosen.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _conform(table: ir.Table, schema: pa.Schema) -> ir.Table:
    import ibis

    types = ibis.schema(schema)
    return table.select(
        **{
            name: table[name] if name in table.columns else ibis.null(kind)
            for name, kind in zip(types.names, types.types, strict=True)
        }
    )


def pa_field(name: str) -> pa.Field:
    import pyarrow as pa

    return pa.field(name, pa.int64())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
