"""CDNOW's 2,357 customers of one tenth, as orders of a shop: what published results of customer value stand on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa

from desirepath.journeys.frame import journeys_from_frame
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.tables import CUSTOMERS, JOURNEYS
from desirepath.measures.view import View

FILE = Path(sys.prefix) / "published/lifetimes/datasets/CDNOW_sample.txt"
END = date(1998, 7, 1)
"""The first day that is not in the data: 78 weeks after the first one."""


def cdnow_orders(file: Path = FILE) -> list[tuple[str, date, float]]:
    """Customer, day and dollars of each purchase; those of nothing are purchases too."""
    rows = [line.split() for line in file.read_text().splitlines() if line.strip()]
    return [(row[1], date.fromisoformat(row[2]), float(row[4])) for row in rows]


def view_of_orders(engine: DuckDBEngine, orders: Sequence[tuple[str, date, float]], end: date) -> View:
    """A view of orders at noon of their days, complete until `end` begins; journeys in any order."""
    rows: dict[str, Any] = {
        "customer": [one[0] for one in orders],
        "event": ["Order Completed"] * len(orders),
        "kind": ["order"] * len(orders),
        "time": [datetime.combine(one[1], time(12)) for one in orders],
        "order_id": [f"{at}" for at in range(len(orders))],
        "revenue": [one[2] for one in orders],
    }
    return view_of_rows(engine, rows, end, currency="USD")


def view_of_rows(engine: DuckDBEngine, rows: dict[str, Any], end: date, currency: str = "EUR") -> View:
    """A view of events by the columns given, at least customer, event and time, complete until `end` begins."""
    log = journeys_from_frame(pa.table(rows), customer="customer", event="event", time="time").arrow
    columns = {name: log[name] if name in log.column_names else None for name in JOURNEYS.names}
    journeys = pa.table(
        [
            column.cast(kind) if column is not None else pa.nulls(len(log), kind)
            for column, kind in zip(columns.values(), JOURNEYS.types, strict=True)
        ],
        schema=JOURNEYS,
    )
    customers = pa.Table.from_pylist(
        [{"bucket": 0, "customer": name} for name in sorted(set(rows["customer"]))], schema=CUSTOMERS
    )
    return View(
        engine=engine,
        tables={"journeys": engine.view(journeys), "customers": engine.view(customers)},
        data_version="made",
        timezone="UTC",
        currency=currency,
        complete_through={"orders": datetime.combine(end, time())},
    )
