"""Answers of people nobody knows: they count in scores and words by touchpoint and time, never in customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from desirepath.identity.nodes import COLUMNS
from desirepath.journeys.answers import unlinked_answers
from desirepath.journeys.bucket import Plan
from desirepath.journeys.clock import local_times
from desirepath.journeys.columns import as_whole
from desirepath.journeys.rows import READ, prepared
from desirepath.lake.files import DataFile
from desirepath.lake.lake import Lake
from desirepath.lake.tables import FEEDBACK, TIME

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.lake.engines import Engine


def write_unlinked(engine: Engine, lake: Lake, events: ir.Table, plan: Plan) -> dict[str, list[DataFile]]:
    """Write the unlinked answers of each map; returns the files of each `answers_<map id>`."""
    if not plan.maps:
        return {}
    rows = _rows(engine, events, plan)
    schemas = plan.schemas()
    return {
        f"answers_{map_id}": lake.write(
            f"answers_{map_id}", schemas[f"answers_{map_id}"], unlinked_answers(rows, one, plan.keep)
        )
        for map_id, one in plan.maps.items()
    }


def _rows(engine: Engine, events: ir.Table, plan: Plan) -> pa.Table:
    """Feedback without any id, in the columns of journeys."""
    for column in COLUMNS.values():
        events = events.filter(events[column].isnull())
    spoken = events.kind.isin(FEEDBACK) & (events.actor == "customer").fill_null(False)
    found = engine.to_arrow(events.filter(events.score.notnull() | spoken).select(*READ))
    found = found.sort_by([("timestamp", "ascending"), ("source", "ascending"), ("event_id", "ascending")])
    rows = prepared(found.combine_chunks(), plan.keep)
    local = local_times(as_whole(rows["timestamp"]), plan.rules.timezone)
    size = rows.num_rows
    more = {
        "bucket": pa.array(np.zeros(size, np.int32)),
        "customer": pa.nulls(size, pa.string()),
        "account": rows["account_id"],
        "time": rows["timestamp"],
        "local": pa.array(local, TIME),
        "first_time": pa.nulls(size, TIME),
    }
    for name, column in more.items():
        rows = rows.append_column(name, column)
    return rows
