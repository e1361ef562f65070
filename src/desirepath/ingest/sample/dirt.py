"""The dirt of real life, spread over clean rows. It never removes a fact, so that the truths stay true."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.ingest.sample.story import Flags, Wholes

TWICE = 0.008
LATE = 0.010
MISSING = 0.020
JUNK_USER = 0.0015
JUNK_VISITOR = 0.0008
SKEWED = 0.006
"""Shares of the rows of the web file that are sent twice, come late, lack fields, and so on."""
ORDERS_TWICE = 0.004
BROKEN = 4
"""Broken rows in each file and chunk, added to the good ones."""

NO_TIMES = ("0000-00-00T00:00:00Z", "not a date", "", "31/02/2026 25:61")


@dataclass(frozen=True)
class Dirt:
    """What goes wrong with the events of the web shop. `rows` is the file's order, with events that stand twice.

    All other arrays have one value a *row*.
    """

    rows: Wholes
    no_category: Flags
    no_brand: Flags
    no_device: Flags
    junk_user: Wholes  # -1: none, else which junk id
    junk_visitor: Flags
    skew: Wholes  # seconds by which the device's clock is wrong
    counts: dict[str, int]


def soil(rng: np.random.Generator, utc: Wholes) -> Dirt:
    """Rows sent twice, rows that arrive days late, gaps, junk ids and device clocks that are wrong."""
    count = len(utc)
    gap = rng.random(count)
    luck = rng.random(count)
    skew = (rng.random(count) < SKEWED) * rng.integers(-7_200, 90_000, count)
    late = rng.random(count) < LATE
    arrival = utc + late * rng.integers(3_600, 260_000, count)
    twice = rng.random(count) < TWICE
    order = np.argsort(arrival, kind="stable")
    rows = np.repeat(order, np.where(twice, 2, 1)[order])
    junk_user = np.where(luck < JUNK_USER, np.where(luck < JUNK_USER * 0.7, 0, 1), -1)
    junk_visitor = luck > 1 - JUNK_VISITOR
    return Dirt(
        rows=rows,
        no_category=(gap < MISSING)[rows],
        no_brand=(gap < MISSING * 0.7)[rows],
        no_device=(gap > 1 - MISSING)[rows],
        junk_user=junk_user[rows],
        junk_visitor=junk_visitor[rows],
        skew=skew[rows],
        counts={
            "twice": int(twice.sum()),
            "late": int(late.sum()),
            "skewed": int((skew != 0).sum()),
            "junk ids": int((junk_user >= 0).sum() + junk_visitor.sum()),
        },
    )


def with_broken(rng: np.random.Generator, table: pa.Table, key: str, time: str) -> pa.Table:
    """Add a few copies of rows, under ids of their own, whose time cannot be read."""
    rows = table.take(pa.array(rng.integers(0, max(table.num_rows, 1), BROKEN if table.num_rows else 0)))
    number = pa.array([str(n) for n in range(rows.num_rows)], pa.string())
    ids = pc.binary_join_element_wise(rows[key], number, "-bad-")
    rows = rows.set_column(rows.column_names.index(key), key, ids)
    rows = rows.set_column(
        rows.column_names.index(time), time, pa.array(NO_TIMES[: rows.num_rows], pa.string())
    )
    return pa.concat_tables([table, rows])


def with_repeats(rng: np.random.Generator, table: pa.Table, share: float) -> tuple[pa.Table, int]:
    """The same rows exported twice, as after an interrupted export."""
    repeats = np.where(rng.random(table.num_rows) < share, 2, 1)
    return table.take(pa.array(np.repeat(np.arange(table.num_rows), repeats))), int((repeats == 2).sum())
