"""`make figures-journey-measures`: journeys beside the nearest peers and beside the bare scan, one JSON line each.

20 M events of 1 M customers at 40 touchpoints, in one run: what was built, what each question took, and what the
peers took for the same after loading. FIGURES=quick takes 300,000 events, where the start of a
question counts for much, so ratios are told and not held against their targets. FIGURES_EVENTS sets another size;
FIGURES_EQUAL (3,000,000) the most events of which all results are held against one another. With --record
docs/explanation/figures-journey-measures.md is written from this run.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import report
import watch
from bench import DESIREPATH
from figure import Figure, Part, at_least, at_most, finish, measure
from journey_crosscheck import CHECKED, compared
from journey_peers import VERSIONS, Told, ask_peer, ask_us
from journey_questions import FUNNEL
from make_shop import make_shop
from strange_logs import STRANGE, made

ROOT = Path(__file__).resolve().parents[1]
QUICK = os.environ.get("FIGURES") == "quick"
EVENTS = int(os.environ.get("FIGURES_EVENTS", "300000" if QUICK else "20000000"))
EQUAL = min(EVENTS, int(os.environ.get("FIGURES_EQUAL", "3000000")))
FOLDER = Path(os.environ.get("BENCH_FOLDER", ROOT / "bench-data"))
PLACES = 4  # of each of ten events
ABOUT = (
    "What was promised of questions about journeys, and what one run measured by `make figures-journey-measures`. "
    f"A peer is {' or '.join(VERSIONS.values())}, in an environment of its own made from `requirements/peer-*.txt`; "
    "each side loads its data first, and a time is the median of five or more, over three seconds at least, or of "
    "fewer where they take long: a call of more than 30 s is asked once. Peers are asked between two askings of ours, "
    "whose mean is told, and a scan in the process of its question: the moods of a machine last for minutes. A server "
    "holds what all questions to one build have alike once it has read it (names of events, how many customers there "
    "are, the moves of everybody); a flow that reads it anew, and the first of a new server, are told beside. "
    "The flow graph and the matrix of everybody read what the build has counted, whose time is told beside; of chosen "
    "customers they are counted from the log, and so they are held against the scan, which reads the stored columns "
    "a question needs and gives back one row. retentioneering answers one weight of its graph at a time: counts and "
    "distinct customers are two calls of `transition_graph_data`, with median and 95 % quantile four; it tells no "
    "mean. Equal results are those of "
    "`python benchmarks/journey_crosscheck.py WORKSPACE`, here of the same run. One question of ours alone: "
    "`python benchmarks/journey_questions.py WORKSPACE - flow`; one of theirs: `.venv/peers/pm4py/bin/python "
    "benchmarks/peers/pm4py_answers.py EVENTS.parquet graph`."
)
ASKED = ("flow", "flow of chosen", "flow with times", "funnel", "retention", "matrix", "matrix of chosen")
SCANNED = {"flow of chosen": 5, "retention": 5, "funnel": 20, "matrix of chosen": 20}
FASTER = (
    ("flow: counts, customers, mean time", "flow", ("count", "people"), 50),
    ("flow: median and 95 % quantile too", "flow with times", ("count", "people", "median", "p95"), 10),
    ("funnel of three steps", "funnel", ("funnel",), 4),
    ("step matrix of ten steps", "matrix", ("matrix",), 10),
)
TOGETHER = (
    (("flow", "flow anew", "flow with times", "flow of chosen"), ("count", "people", "median", "p95")),
    (("funnel",), ("funnel",)),
    (("matrix", "matrix of chosen"), ("matrix",)),
)
"""What is asked side by side, ours and theirs."""
FLOWS = ("flow", "flow anew")


@cache
def built(events: int) -> tuple[Path, float]:
    """A large shop, and the seconds of its build."""
    shop = make_shop(FOLDER / f"places-{events}", events, events // 20, seed=1, places=PLACES)
    watch.run([*DESIREPATH, "import", "--json", "--workspace", str(shop)])
    return shop, watch.run([*DESIREPATH, "build", "--json", "--workspace", str(shop)]).seconds


@cache
def log_of(events: int) -> Path:
    """The events as a file for the peers."""
    path = built(events)[0] / "log.parquet"
    ask_us(built(events)[0], [], path)
    return path


@cache
def ours(events: int, question: str) -> Told:
    return ask_us(built(events)[0], [question])


@cache
def beside(peer: str, questions: Sequence[str], *words: str) -> tuple[dict[str, float], Told]:
    """Seconds of our questions, the mean of before and after, and what the peer told in between."""
    log = log_of(EVENTS)
    before, theirs, after = (
        ask_us(built(EVENTS)[0], questions).seconds,
        ask_peer(peer, log, *words),
        ask_us(built(EVENTS)[0], questions).seconds,
    )
    return {name: (before[name] + after[name]) / 2 for name in questions}, theirs


def retentioneering(question: str) -> tuple[float, Told]:
    """Seconds of a question of ours, and what retentioneering told meanwhile of the same."""
    questions, calls = next(both for both in TOGETHER if question in both[0])
    mine, theirs = beside("retentioneering", questions, ",".join(FUNNEL), *calls)
    return mine[question], theirs


def size(events: int) -> str:
    return f"{events / 1e6:g} M events"


def seconds(told: Told, names: Sequence[str]) -> float:
    return sum(told.seconds[name] for name in names)


def ratio(name: str, least: float, told: float, words: str) -> Figure:
    """So many times as fast; of a small run it is only told."""
    if QUICK:
        return Figure(name, f"told (at least {least:g} times as fast at 20 M)", f"{told:.1f} ({words})", True)
    found = at_least(name, least, told, "times as fast")
    return Figure(name, found.target, f"{found.measured:g} ({words})", found.ok)


def beside_retentioneering() -> Iterator[Figure]:
    for name, question, calls, least in FASTER:
        mine, theirs = retentioneering(question)
        his = seconds(theirs, calls)
        words = f"{mine:.2f} s, theirs {his:.1f} s in {len(calls)} call{'s' * (len(calls) > 1)}"
        yield ratio(f"{size(EVENTS)}, {name}", least, his / mine, words)
    for question, calls in (("flow of chosen", ("count", "people")), ("matrix of chosen", ("matrix",))):
        mine, theirs = retentioneering(question)
        his = seconds(theirs, calls)
        told = f"{his / mine:.1f} ({mine:.2f} s, theirs {his:.1f} s)"
        yield Figure(f"{size(EVENTS)}, {question} customers, from the log", "told", told, True)
    mine, theirs = retentioneering("flow")
    one = theirs.seconds["count"] / mine
    yield Figure(f"{size(EVENTS)}, all of the flow against their counts alone", "told", f"{one:.1f}", True)


def beside_pm4py() -> Iterator[Figure]:
    both, theirs = beside("pm4py", FLOWS, "graph")
    mine, anew, his = both["flow"], both["flow anew"], theirs.seconds["graph"]
    words = f"{mine:.3f} s with customers and times, theirs {his:.1f} s without"
    yield ratio(f"{size(EVENTS)}, flow against the directly-follows graph", 300, his / mine, words)
    told = f"{his / anew:.1f} ({anew:.3f} s)"
    yield Figure(f"{size(EVENTS)}, the same with nothing held between questions", "told", told, True)


def with_the_build() -> Iterator[Figure]:
    """The first question, when everything before it counts too."""
    first = ours(EVENTS, "flow").first["flow"]
    build, theirs = built(EVENTS)[1], retentioneering("flow")[1]
    told = f"{build:.1f} s + {first:.2f} s; theirs {theirs.loaded:.1f} s + {seconds(theirs, ('count', 'people')):.1f} s"
    yield Figure(f"{size(EVENTS)}, first flow with our build and their loading", "told", told, True)


def beside_the_scan() -> Iterator[Figure]:
    for question, most in SCANNED.items():
        scan = f"scan {question.removesuffix(' of chosen')}"
        told = ask_us(built(EVENTS)[0], [question, scan])
        mine, bare = told.seconds[question], told.seconds[scan]
        name, words = f"{size(EVENTS)}, {question} against the scan", f"{mine:.2f} s, scan {bare:.2f} s"
        if QUICK:
            yield Figure(name, f"told (at most {most} times at 20 M)", f"{mine / bare:.1f} ({words})", True)
        else:
            found = at_most(name, most, mine / bare, "times as long")
            yield Figure(name, found.target, f"{found.measured:g} ({words})", found.ok)


def memory() -> Iterator[Figure]:
    for question in ASKED:
        yield at_most(
            f"{size(EVENTS)}, {question}: peak memory", 2, ours(EVENTS, question).peak_bytes / 2**30, "GiB"
        )
    peers = {"retentioneering": retentioneering("flow")[1], "pm4py": beside("pm4py", FLOWS, "graph")[1]}
    for peer, told in peers.items():
        name = f"{size(EVENTS)}, {peer}'s graph: peak memory"
        yield Figure(name, "told", f"{told.peak_bytes / 2**30:.1f} GiB", True)


def strange_logs() -> Iterator[Figure]:
    """Every measure of logs unlike any shop's: an answer or a clear error, in bounded memory."""
    events = 100_000 if QUICK else 1_000_000
    for number, log in enumerate(STRANGE):
        shop, peak = made(FOLDER / f"strange-{number}", log, events)
        yield at_most(f"{size(events)}, {log}: peak memory of import and build", 4, peak / 2**30, "GiB")
        done = watch.run([sys.executable, str(ROOT / "benchmarks/strange_logs.py"), str(shop)])
        found = json.loads(done.output.splitlines()[-1])
        yield at_most(f"{size(events)}, {log}: peak memory of questions", 2, done.peak_bytes / 2**30, "GiB")
        slowest = max(found["seconds"], key=found["seconds"].get)
        errors = ", ".join(f"{name} {code}" for name, code in found["errors"].items()) or "none"
        told = f"{len(found['seconds'])} answer, {slowest} last in {found['seconds'][slowest]} s; errors: {errors}"
        clear = set(found["errors"].values()) <= {
            "unknown_event",
            "unknown_value",
            "question_too_long",
            "too_many_rows",
        }
        yield Figure(f"{size(events)}, {log}: every measure", "an answer or a clear error", told, clear)


def equal_results() -> Iterator[Figure]:
    """At a size that all answer in a short time."""
    us = [ours(EQUAL, name) for name in CHECKED]
    answers = {name: answer for told in us for name, answer in told.answers.items()}
    log = log_of(EQUAL)
    peers = (
        ask_peer("retentioneering", log, ",".join(FUNNEL)),
        ask_peer("pm4py", log, "graph", "variants"),
    )
    yield from compared(Told({}, {}, answers, 0), *peers)


PARTS: list[Part] = [
    equal_results,
    beside_retentioneering,
    beside_pm4py,
    with_the_build,
    beside_the_scan,
    memory,
    strange_logs,
]


def main() -> None:
    busy = f" Of {os.cpu_count()} cores {os.getloadavg()[0]:.1f} were wanted when it began."
    found = measure(PARTS)
    if "--record" in sys.argv:
        page = ROOT / "docs/explanation/figures-journey-measures.md"
        title = "Figures of the measures of journeys"
        report.write(
            page, title, "make figures-journey-measures", ABOUT + busy, [asdict(one) for one in found]
        )
    finish(found)


if __name__ == "__main__":
    main()
