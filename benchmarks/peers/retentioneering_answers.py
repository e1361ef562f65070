"""What retentioneering says of a file of events, and how long it takes. Run by its own environment.

Usage: python retentioneering_answers.py EVENTS.parquet a,b,c [question …]
EVENTS: columns customer, event, time, in order; a,b,c: the events of the funnel. Prints JSON.
"""

import json
import os
import sys
import time

os.environ["RETENTIONEERING_NO_TRACK"] = "1"  # before it is imported: it tells about its use otherwise

import pandas as pd
from clock import asked
from retentioneering.eventstream.eventstream import Eventstream

STEPS = 10


def main(path: str, funnel: list[str], wanted: list[str]) -> dict:
    begun = time.perf_counter()
    events = pd.read_parquet(path)
    schema = {"path_cols": ["customer"], "event_col": "event", "timestamp_col": "time"}
    stream = Eventstream(events, schema)
    loaded = time.perf_counter() - begun

    def edges(weight: str) -> list:
        matrix = stream.transition_graph_data(edge_weight=weight)
        return [[source, target, value] for source, row in matrix.iterrows() for target, value in row.items()]

    def matrix() -> list:
        found = stream.step_matrix_data(max_steps=STEPS)
        return [[event, str(step), share] for step in found.columns for event, share in found[step].items()]

    questions = {
        "count": lambda: edges("count"),
        "people": lambda: edges("unique_paths"),
        "median": lambda: edges("time_median"),
        "p95": lambda: edges("time_q95"),
        "funnel": lambda: [step["unique_paths"] for step in stream.funnel_data(steps=funnel)["steps"]],
        "matrix": matrix,
    }
    return {
        "loaded": loaded,
        "rows": len(events),
        **asked({name: questions[name] for name in wanted or questions}),
    }


def plain(value: object) -> float | None:
    if pd.isna(value):
        return None
    return value.total_seconds() if isinstance(value, pd.Timedelta) else float(value)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2].split(","), sys.argv[3:]), default=plain))
