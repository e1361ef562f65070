"""A view of a table of events, made by the kernels of a build: for logs too large or too strange for records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
from worlds import DAY_ONE, PLAN

from desirepath.journeys.answers import answer_log
from desirepath.journeys.customers import customer_rows
from desirepath.journeys.frame import journeys_from_frame
from desirepath.journeys.matching import matched
from desirepath.journeys.occurrences import occurrences
from desirepath.journeys.passages import EVENTS, STEPS, passages
from desirepath.journeys.steps import step_log
from desirepath.journeys.traits import Traits
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import Derived, View

Event = tuple[str, int, str]
"""Customer, seconds after the first day, event."""


def events(rows: Sequence[Event]) -> pa.Table:
    """A table of events, each with an id of its own by its place."""
    who, when, what = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {
            "customer": pa.array(who, pa.string()),
            "event": pa.array(what, pa.string()),
            "time": pa.array([DAY_ONE + timedelta(seconds=second) for second in when], pa.timestamp("us")),
            "event_id": pa.array([f"{n:09d}" for n in range(len(rows))], pa.string()),
        }
    )


def view_of_events(engine: DuckDBEngine, table: pa.Table, now: datetime | None = None) -> View:
    """Journeys, customers, steps and answers of these events."""
    log = journeys_from_frame(table, customer="customer", event="event", time="time").arrow.combine_chunks()
    positions = matched(PLAN, log)
    steps = step_log(log, positions, PLAN, [])
    made: dict[str, Any] = {
        "journeys": log,
        "customers": customer_rows(log, Traits()),
        "steps": steps,
        "answers": answer_log(log, positions, PLAN, []),
    }
    tables = {name: engine.view(plain(rows)) for name, rows in made.items()}
    counted = {"journeys": passages(log, EVENTS), "steps": passages(steps, STEPS)}
    return View(
        engine=engine,
        tables=tables,
        passages={name: Derived(tables[name], engine.view(rows)) for name, rows in counted.items()},
        occurrences={"journeys": Derived(tables["journeys"], engine.view(plain(occurrences(log))))},
        data_version="test",
        timezone="UTC",
        currency="EUR",
        complete_through={"frame": now or DAY_ONE + timedelta(days=60)},
        map=PLAN,
    )


def plain(rows: pa.Table) -> pa.Table:
    """As it is read back: words, not dictionaries."""
    kinds = [
        pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in rows.schema
    ]
    return rows.cast(pa.schema(kinds))
