"""`make figures-living-map`: measure every figure that was promised, one JSON line each.

{"figure", "target", "measured", "ok"}; what needs something that is absent has "ok": false and "why". Exit code 0 when
all hold. FIGURES=quick measures the large shop with 1 M events instead of 20 M and leaves out its throughput, which
the start of the programs would dominate. With --record docs/explanation/figures.md is written from this run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import bench
import olist
import report
from figure import Figure, Part, at_least, at_most, finish, measure

ROOT = Path(__file__).resolve().parents[1]
ABOUT = (
    "What was promised and what one run measured. Measure it with `make figures-living-map` (up to 45 minutes) or, for "
    "the large shop alone, `make bench`. Counts of the Olist shop come through the command line from the recipe in "
    "[examples/olist](../../examples/olist/README.md). Of drawing together: [figures of the "
    "workshop](figures-workshop.md)."
)
QUICK = os.environ.get("FIGURES") == "quick"
EVENTS = 1_000_000 if QUICK else 20_000_000


def real_shop() -> Iterator[Figure]:
    """The Olist shop through the command line."""
    data = olist.data_folder()
    if data is None:
        why = "the Olist data are absent; set DESIREPATH_TEST_DATA to the folder that holds olist/"
        for name, target in olist.TARGETS.items():
            yield Figure(f"olist: {name}", str(target), None, False, why)
        return
    with tempfile.TemporaryDirectory() as folder:
        found = olist.measure(Path(folder), data)
    for name, target in olist.TARGETS.items():
        yield Figure(f"olist: {name}", str(target), found.counts.get(name), found.counts.get(name) == target)
    yield at_most("olist: import, build and map", 30, found.seconds)


def large_shop() -> Iterator[Figure]:
    """Generated events: throughput, memory, first and second view."""
    found = bench.measure(**{**bench.wish(), "events": EVENTS, "customers": EVENTS // 20})
    report.note(bench.words(found))
    size = f"{EVENTS / 1e6:g} M events"
    if not QUICK:
        together = found["events_per_second"] / 1e6
        yield at_least(f"{size}: import and build together", 0.35, together, "M events/s")
    yield at_most(f"{size}: peak memory", 4, found["peak_bytes"] / 2**30, "GiB")
    yield at_most(f"{size}: first view of the map", 4, found["first_view"])
    yield at_most(f"{size}: the same view again", 0.3, found["second_view"])
    yield at_most(f"{size}: one measure", 1, found["conversion"])
    same = f"{found['counted']['ours']} = {found['counted']['raw']}"
    yield Figure(f"{size}: same counts by windows over raw events", "equal", same, found["same_answer"])
    ratio = found["conversion_raw"] / found["conversion"]
    yield at_least(f"{size}: windows over raw events / this", 1, ratio, "times as long")


def start() -> Iterator[Figure]:
    """How fast the command line answers."""
    taken = []
    for _ in range(7):
        begun = time.perf_counter()
        subprocess.run([*bench.DESIREPATH, "--help"], capture_output=True, check=True)
        taken.append(time.perf_counter() - begun)
    yield at_most("desirepath --help", 0.5, statistics.median(taken))


def sample_shop() -> Iterator[Figure]:
    """The part of `make demo` after set-up: generate, import, build."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        command = [*bench.DESIREPATH, "demo", "--folder", f"{folder}/loam", "--no-serve"]
        subprocess.run(command, capture_output=True, check=True)
        yield at_most("desirepath demo --no-serve", 60, time.perf_counter() - begun)


def wheel() -> Iterator[Figure]:
    """The wheel holds the page and installs without Node."""
    tests = [sys.executable, "-m", "pytest", "-q", "tests/project/test_wheel.py"]
    done = subprocess.run(tests, cwd=ROOT, capture_output=True, text=True, check=False)
    said = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()
    yield Figure(
        "the wheel holds the page and installs without Node", "its tests pass", said, done.returncode == 0
    )


PARTS: list[Part] = [start, sample_shop, real_shop, large_shop]


def main() -> None:
    found = measure(PARTS if QUICK else [*PARTS, wheel])
    if "--record" in sys.argv:
        page = ROOT / "docs/explanation/figures.md"
        report.write(page, "Figures", "make figures-living-map", ABOUT, [asdict(figure) for figure in found])
    finish(found)


if __name__ == "__main__":
    main()
