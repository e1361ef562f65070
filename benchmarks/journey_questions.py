"""Ask a built workspace about journeys as a server does, and print answers and seconds as JSON.

Usage: python benchmarks/journey_questions.py WORKSPACE EVENTS.parquet|- [question …]
"flow anew" is asked of a server that holds nothing between questions, which a server otherwise does.
With a file's name its events are written there in order, for the peers: customer, event, time. A question's name
after "scan " reads the columns that the question needs and no more.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desirepath.measures.result import Result
from desirepath.services.asking import ask_reader, map_of
from desirepath.services.reading import Reader, warm_up
from desirepath.services.workspace import open_workspace
from peers.clock import asked

FUNNEL = ["Product Viewed", "Product Added", "Order Completed"]
AROUND = ["customer", "event", "time", "prev_event", "prev_time", "next_time"]
SCANS = {
    "flow": [*AROUND, "prev_same_transition_time"],
    "retention": ["customer", "event", "time", "local", "first_time", "prev_time"],
    "funnel": ["customer_number", "event", "seq"],
    "matrix": ["customer", "event", "time", "seq"],
}
"""Columns of the log that the question needs."""
QUESTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "flow": ("flow", {}),
    "flow anew": ("flow", {}),
    "flow with times": ("flow", {"times": True}),
    "funnel": ("funnel", {"steps": " -> ".join(FUNNEL), "semantics": "retentioneering"}),
    "retention": ("retention", {}),
    "matrix": ("step_matrix", {"after": 9, "most": None}),
    "variants": ("variants", {"length": "all", "most": 100}),
    "flow of chosen": ("flow", {}),
    "matrix of chosen": ("step_matrix", {"after": 9, "most": None}),
}
CHOSEN = "events > 0"
"""A filter that keeps everybody: the build has counted all journeys, and those chosen are counted from the log."""


def scan(reader: Reader, columns: list[str]) -> None:
    """Read columns of the log and give back one row: texts are counted, of times the last is kept."""
    build = reader.build()
    assert build is not None
    rows = reader.table("journeys", build)
    rows = rows.filter(rows.actor == "customer")
    kept = {
        name: rows[name].max() if rows[name].type().is_timestamp() else rows[name].count() for name in columns
    }
    reader.engine.to_arrow(rows.aggregate(**kept))


def answer(result: Result) -> list[dict[str, Any]]:
    return [{**row.keys, "value": row.number.value, **row.more} for row in result.rows]


def export(reader: Reader, path: str) -> None:
    """The log in order, as a peer loads it."""
    build = reader.build()
    assert build is not None
    rows = reader.table("journeys", build).select("customer", "event", "time", "seq")
    ordered = reader.engine.ibis.compile(rows.order_by(["customer", "seq"]).drop("seq"))
    reader.engine.ibis.raw_sql(f"COPY ({ordered}) TO '{path}' (FORMAT parquet)")


def main(folder: Path, path: str, names: list[str]) -> dict[str, Any]:
    reader = Reader(open_workspace(folder))  # held open, as a server holds it; answers are not kept
    reader.view(map_of(reader.workspace, None))
    if path != "-":
        export(reader, path)

    def question(name: str) -> Callable[[], Any]:
        if name.startswith("scan "):
            return lambda: scan(reader, SCANS[name.removeprefix("scan ")])
        measure, params = QUESTIONS[name]
        where = CHOSEN if name.endswith(" of chosen") else None

        def ask() -> list[dict[str, Any]]:
            if name.endswith(" anew"):
                reader.view().known.clear()
            return answer(ask_reader(reader, measure, params, where=where))

        return ask

    return asked({name: question(name) for name in names})


if __name__ == "__main__":
    warm_up()  # as a server does when it starts
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3:]), default=str))
