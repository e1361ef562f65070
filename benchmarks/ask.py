"""Time questions to a built workspace in one process, as a server answers them, and print JSON.

Usage: python benchmarks/ask.py WORKSPACE [measure …]
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desirepath.measures import registry
from desirepath.services.asking import ask_reader
from desirepath.services.mapping import measure_map
from desirepath.services.reading import Reader, warm_up
from desirepath.services.workspace import open_workspace

RAW = """
with seen as (
    select user_id, event, timestamp,
        row_number() over (partition by user_id, event order by timestamp, event_id) as nth,
        min(case when event = 'Product Added' then timestamp end) over (
            partition by user_id order by timestamp, event_id rows between 1 following and unbounded following
        ) as went_on_at
    from read_parquet({files})
)
select count(*) as entered, count(*) filter (where went_on_at <= timestamp + interval 30 day) as went_on
from seen where nth = 1 and event = 'Product Viewed'
"""
"""The question of `conversion` from product to basket, asked of raw events with windows."""


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def main(folder: Path, names: list[str]) -> dict[str, Any]:
    workspace = open_workspace(folder)
    reader = Reader(workspace)
    first, document = timed(lambda: measure_map(reader, "main"))
    again, _ = timed(lambda: measure_map(Reader(workspace), "main"))
    seconds: dict[str, float] = {}
    for name in names or registry.names():
        seconds[name], _ = timed(lambda name=name: ask_reader(Reader(workspace), name))
    asked = {"from": "product", "to": "basket", "within": "30d"}
    ours, result = timed(lambda: ask_reader(Reader(workspace), "conversion", asked))
    raw, counted = timed(lambda: raw_question(workspace.lake.files("events")))
    row = result.rows[0].more
    return {
        "people": document.people.value,
        "first_view": first,
        "second_view": again,
        "measures": seconds,
        "conversion": ours,
        "conversion_raw": raw,
        "same_answer": counted == (row["entered"], row["went_on"]),
        "counted": {"ours": [row["entered"], row["went_on"]], "raw": list(counted)},
    }


def raw_question(files: list[str]) -> tuple[int, int]:
    import duckdb

    with duckdb.connect() as db:
        return db.execute(RAW.format(files=files)).fetchall()[0]


if __name__ == "__main__":
    warm_up()  # as a server does when it starts
    print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))
