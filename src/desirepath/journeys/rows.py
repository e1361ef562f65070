"""Events of one bucket as the kernels want them: kept properties as columns, words as dictionaries."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.journeys.columns import as_one, plain
from desirepath.journeys.log import COPIED, NEEDED
from desirepath.journeys.properties import property_texts
from desirepath.lake.tables import EVENTS, FEEDBACK

READ = [field.name for field in EVENTS if field.name in {*NEEDED, "properties"}]
"""What the build reads of an event, besides its ids."""

WORDS = [
    name
    for name in COPIED
    if name in EVENTS.names
    and name not in ("event_id", "order_id", "text")
    and EVENTS.field(name).type == "string"
] + ["currency"]
"""Columns with few distinct values, kept as dictionaries from the file to the file."""

STEP_PROPERTY = "step"


def prepared(events: pa.Table, keep: Sequence[str]) -> pa.Table:
    """The events with `prop_<kept>` and `named_step` in place of `properties`."""
    properties = events["properties"]
    rows = events.drop_columns(["properties"])
    rows = rows.append_column("named_step", _named_steps(events))
    for name, column in zip(keep, property_texts(properties, keep), strict=True):
        rows = rows.append_column(f"prop_{name}", column)
    return rows


def _named_steps(events: pa.Table) -> pa.Array:
    """The step that feedback names; other events are not looked at."""
    spoken = pc.is_in(plain(as_one(events["kind"])), value_set=pa.array(FEEDBACK))
    asked = pc.and_(
        pc.or_(spoken, pc.is_valid(as_one(events["score"]))), pc.is_valid(as_one(events["properties"]))
    )
    places = np.flatnonzero(asked.to_numpy(zero_copy_only=False))
    if not len(places):
        return pa.nulls(events.num_rows, pa.string())
    [found] = property_texts(events["properties"].take(pa.array(places)), [STEP_PROPERTY])
    at = np.full(events.num_rows, -1)
    at[places] = np.arange(len(places))
    return found.take(pa.array(at, mask=at < 0))
