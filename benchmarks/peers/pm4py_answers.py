"""What pm4py says of a file of events, and how long it takes. Run by its own environment: its licence is the AGPL.

Usage: python pm4py_answers.py EVENTS.parquet [question …]
EVENTS: columns customer, event, time, in order. Prints JSON.
"""

import json
import sys
import time
import warnings

import pandas as pd
import pm4py
from clock import asked


def main(path: str, wanted: list[str]) -> dict:
    begun = time.perf_counter()
    events = pd.read_parquet(path)
    log = pm4py.format_dataframe(events, case_id="customer", activity_key="event", timestamp_key="time")
    loaded = time.perf_counter() - begun

    def graph() -> dict:
        moves, started, ended = pm4py.discover_dfg(log)
        return {
            "moves": [[source, target, n] for (source, target), n in moves.items()],
            "started": started,
            "ended": ended,
        }

    questions = {
        "graph": graph,
        "variants": lambda: [[list(path), n] for path, n in pm4py.get_variants(log).items()],
    }
    return {"loaded": loaded, "rows": len(events), **asked({name: questions[name] for name in wanted})}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(main(sys.argv[1], sys.argv[2:] or ["graph"]), default=float))
