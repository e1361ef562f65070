"""Where definitions agree, the peers and this program must say the same. Prints a line for each and what differs.

Usage: python benchmarks/journey_crosscheck.py WORKSPACE     (built; small, for a peer holds it all in memory)
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figure import Figure
from journey_peers import VERSIONS, Told, ask_peer, ask_us
from journey_questions import FUNNEL

Rows = list[dict[str, Any]]
Edges = dict[tuple[str, str], float]

CHECKED = ("flow with times", "funnel", "matrix", "variants")
SECOND = 1.0
"""Peers count a time between two events in whole seconds."""


def our_edges(rows: Rows, column: str) -> Edges:
    """Moves, loops among them; journeys begin and end as the peers name it, whether or not they may go on."""
    found: Edges = {}
    for row in rows:
        if row["edge"] in ("start", "earlier"):
            pair = ("path_start", row["to"])
        elif row["edge"] in ("end", "open", "later"):
            pair = (row["from"], "path_end")
        else:
            pair = (row["from"], row["to"])
        found[pair] = found.get(pair, 0) + row[column]
    return found


def their_edges(cells: list[list[Any]]) -> Edges:
    return {(source, target): value for source, target, value in cells if value}


def our_matrix(rows: Rows) -> Edges:
    """Share of everybody at each of their columns; who is no longer there stands at path_end."""
    found: Edges = {}
    for row in rows:
        name = row["node"] if row["kind"] == "visit" else "path_end"
        place = (str(row["step"] + 1), name)
        found[place] = found.get(place, 0) + row["share"]
    return found


def their_matrix(cells: list[list[Any]]) -> Edges:
    return {(step, event): share for event, step, share in cells if share and event != "path_start"}


def differences(ours: Edges, theirs: Edges, most: float = 0.0) -> list[Any]:
    """Places where the two say something else, by more than `most`."""
    return [
        (place, ours.get(place), theirs.get(place))
        for place in sorted({*ours, *theirs})
        if abs(ours.get(place, 0) - theirs.get(place, 0)) > most
    ]


def same(name: str, peer: str, wrong: list[Any], size: int) -> Figure:
    told = f"{size:,} numbers alike" if not wrong else f"{len(wrong):,} of {size:,} differ: {wrong[:3]}"
    return Figure(f"{name} = {VERSIONS[peer]}'s", "equal", told, not wrong and size > 0)


def compared(us: Told, retentioneering: Told, pm4py: Told) -> Iterator[Figure]:
    """One line for each number that both define alike; all were asked all of it."""
    flow, theirs = us.answers["flow with times"], retentioneering.answers
    for name, column in (("count", "moves"), ("people", "value")):
        found = our_edges(flow, column)
        words = "flow, moves" if name == "count" else "flow, customers"
        yield same(words, "retentioneering", differences(found, their_edges(theirs[name])), len(found))
    median = {(row["from"], row["to"]): row["median"] for row in flow if row["edge"] in ("move", "loop")}
    told = {(a, b): v for a, b, v in theirs["median"] if v is not None and (a, b) in median}
    yield same("flow, median times", "retentioneering", differences(median, told, SECOND), len(median))
    counts = [row["entered"] for row in us.answers["funnel"]]
    wrong = [] if counts == theirs["funnel"] else [(counts, theirs["funnel"])]
    yield same("funnel", "retentioneering", wrong, len(counts))
    matrix = our_matrix(us.answers["matrix"])
    shown = {place: share for place, share in their_matrix(theirs["matrix"]).items() if place[0] != "0"}
    yield same("step matrix", "retentioneering", differences(matrix, shown, 1e-9), len(matrix))
    graph = pm4py.answers["graph"]
    dfg = {(a, b): n for a, b, n in graph["moves"]}
    dfg |= {("path_start", name): n for name, n in graph["started"].items()}
    dfg |= {(name, "path_end"): n for name, n in graph["ended"].items()}
    moves = our_edges(flow, "moves")
    yield same("flow, moves, starts and ends", "pm4py", differences(moves, dfg), len(moves))
    variants = {" -> ".join(path): n for path, n in pm4py.answers["variants"]}
    paths = {row["path"]: row["value"] for row in us.answers["variants"] if row["path"]}
    wrong = [(path, n, variants.get(path)) for path, n in paths.items() if variants.get(path) != n]
    # Of paths equally frequent either may be among the first: the least of ours is what theirs is cut at.
    least = min(paths.values(), default=0)
    wrong += [(path, None, n) for path, n in variants.items() if n > least and path not in paths]
    yield same("top 100 paths", "pm4py", wrong, len(paths))


def crosscheck(shop: Path) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.parquet"
        us = ask_us(shop, [*CHECKED], log)
        yield from compared(
            us,
            ask_peer("retentioneering", log, ",".join(FUNNEL)),
            ask_peer("pm4py", log, "graph", "variants"),
        )


if __name__ == "__main__":
    found = [*crosscheck(Path(sys.argv[1]))]
    for figure in found:
        print(figure.line())
    sys.exit(0 if all(figure.ok for figure in found) else 1)
