"""Work on one bucket of customers: its events become journeys and what follows from them alone, customers, and each
map's steps and answers.

The same function runs in threads beside DuckDB and in Spark's workers. It writes files that belong to no version
yet and tells their names; the build makes them visible together.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from desirepath.domain.map import Map
from desirepath.journeys.answers import answer_log, answers_schema
from desirepath.journeys.columns import as_one, plain
from desirepath.journeys.customers import customer_rows, customers_schema
from desirepath.journeys.log import LogRules, journey_log
from desirepath.journeys.matching import matched
from desirepath.journeys.occurrences import occurrences
from desirepath.journeys.passages import EVENTS, STEPS, passages
from desirepath.journeys.rows import WORDS
from desirepath.journeys.steps import step_log, steps_schema
from desirepath.journeys.traits import Traits
from desirepath.lake.files import DERIVED, ROWS_PER_GROUP, DataFile, complete
from desirepath.lake.lake import Lake
from desirepath.lake.tables import OCCURRENCES, PASSAGES

OF_ONE_EVENT = 16_000
"""Rows of a group where those of one event stand together: a group is read for one event, and skipped for others."""


@dataclass(frozen=True)
class Plan:
    """What a bucket is worked into."""

    root: Path
    rules: LogRules
    maps: dict[str, Map]
    traits: list[str] = field(default_factory=list)  # columns of `customers`

    @property
    def keep(self) -> list[str]:
        return list(self.rules.keep)

    def schemas(self) -> dict[str, pa.Schema]:
        """Every table this plan writes."""
        found = {
            "journeys": self.rules.schema,
            "customers": customers_schema(self.traits),
            "passages": PASSAGES,
            "occurrences": OCCURRENCES,
        }
        for map_id, plan in self.maps.items():
            found[f"steps_{map_id}"] = steps_schema(plan, self.keep)
            found[f"passages_{map_id}"] = PASSAGES
            found[f"answers_{map_id}"] = answers_schema(self.keep)
        return found


@dataclass
class Written:
    """What one bucket brought: files of each table, and how much was left out."""

    files: dict[str, list[DataFile]] = field(default_factory=dict)
    rows: int = 0
    unconverted: dict[str, int] = field(default_factory=dict)  # currency without a rate -> rows

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def of_json(text: str) -> Written:
        told: dict[str, Any] = json.loads(text)
        files = {table: [DataFile(**file) for file in files] for table, files in told.pop("files").items()}
        return Written(files=files, **told)


def build_bucket(rows: pa.Table, bucket: int, traits: Traits, plan: Plan) -> Written:
    """Journeys and all that follows from them, from the prepared events of one bucket."""
    journeys = journey_log(_with_known_accounts(rows, traits.customers), bucket, plan.rules)
    lost = _unconverted(rows, plan.rules)
    del rows
    customers = customer_rows(journeys, traits)
    written = _build_maps(journeys, plan)
    _write(plan, written, "journeys", journeys)
    _write(plan, written, "customers", customers)
    _write(plan, written, "passages", passages(journeys, EVENTS))
    _write(plan, written, "occurrences", occurrences(journeys), group=OF_ONE_EVENT)
    written.unconverted = lost
    return written


def build_bucket_of_maps(files: list[str], plan: Plan) -> Written:
    """Steps and answers alone, from stored journeys: a map changed, the events did not."""
    return _build_maps(stored_bucket(files, plan.rules.schema), plan)


def stored_bucket(files: list[str], schema: pa.Schema) -> pa.Table:
    """The journeys of one bucket as they were stored, words as dictionaries."""
    parts = [complete(_stored(path), schema) for path in files]
    table = parts[0] if len(parts) == 1 else pa.concat_tables(parts, promote_options="permissive")
    if len(parts) > 1:
        table = table.sort_by([("customer", "ascending"), ("seq", "ascending")])
    return table.unify_dictionaries().combine_chunks()


def _stored(path: str) -> pa.Table:
    held = pq.read_schema(path).names
    words = [name for name in WORDS if name in held]
    return pq.read_table(path, partitioning=None, read_dictionary=words, use_threads=False)


def _with_known_accounts(rows: pa.Table, traits: pa.Table | None) -> pa.Table:
    if traits is None:
        return rows.append_column("known_account", pa.nulls(rows.num_rows, pa.string()))
    at = pc.index_in(as_one(rows["customer"]), value_set=traits["customer"].combine_chunks())
    return rows.append_column("known_account", traits["known_account"].take(at))


def _build_maps(journeys: pa.Table, plan: Plan) -> Written:
    written = Written(rows=journeys.num_rows)
    for map_id, one in plan.maps.items():
        positions = matched(one, journeys)
        steps = step_log(journeys, positions, one, plan.keep)
        _write(plan, written, f"steps_{map_id}", steps)
        _write(plan, written, f"passages_{map_id}", passages(steps, STEPS))
        _write(plan, written, f"answers_{map_id}", answer_log(journeys, positions, one, plan.keep))
    return written


def _write(plan: Plan, written: Written, table: str, rows: pa.Table, *, group: int = ROWS_PER_GROUP) -> None:
    """Columns without any value are left out of the file: readers know them from the table's schema."""
    schema = pa.schema([f for f in plan.schemas()[table] if rows[f.name].null_count < rows.num_rows])
    written.files[table] = Lake(plan.root).write(table, schema, rows, compression=DERIVED, group=group)


def _unconverted(rows: pa.Table, rules: LogRules) -> dict[str, int]:
    """Rows with money in a currency for which no rate is known."""
    if rows["currency"].null_count == rows.num_rows:
        return {}
    money = pc.is_valid(as_one(rows["revenue"]))
    words = plain(as_one(rows["currency"])).filter(money)
    counts = Counter({item["values"]: item["counts"] for item in pc.value_counts(words).to_pylist()})
    known = {None, rules.currency, *rules.rates}
    return {currency: count for currency, count in sorted(counts.items(), key=str) if currency not in known}
