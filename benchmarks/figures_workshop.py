"""`make figures-workshop`: measure every figure promised of drawing maps together, one JSON line each.

FIGURES=quick takes ten seconds where a minute was promised. The server runs on loopback over a sample shop of its own.
With --record docs/explanation/figures-workshop.md is written from this run.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import big_map
import report
from figure import Figure, Part, at_least, at_most, finish, measure
from served import TOKEN, Served, build, sample, serve

ROOT = Path(__file__).resolve().parents[1]
ABOUT = (
    "What was promised of drawing maps together, and what one run measured: `make figures-workshop`, on loopback, the "
    "server, its editors and a Chromium on one machine."
)
QUICK = os.environ.get("FIGURES") == "quick"
MINUTE, HALF = (10, 6) if QUICK else (60, 30)


def editors(served: Served, count: int, seconds: float, every: float) -> dict[str, float]:
    program = ROOT / "benchmarks" / "editors.py"
    command = [sys.executable, str(program), served.live(), str(count), str(seconds), str(every)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def two_editors(served: Served) -> Iterator[Figure]:
    found = editors(served, 2, HALF, 0.1)
    yield at_most("two browsers: an edit is on the other screen (p95)", 0.1, found["p95"])


def many_editors(served: Served) -> Iterator[Figure]:
    found = editors(served, 25, MINUTE, 0.1)
    name = f"25 editors, 10 edits/s each, {MINUTE} s"
    told = f"{found['delivered']:,} of {found['expected']:,}"
    yield Figure(f"{name}: delivered", "all", told, found["delivered"] == found["expected"])
    yield Figure(
        f"{name}: converged and saved", "yes", "yes", bool(found["converged"] and found["all_saved"])
    )
    yield Figure(f"{name}: delay (p95)", "told", round(found["p95"], 3), True)


def public_page(served: Served) -> Iterator[Figure]:
    """The map as a guest sees it, by a share link."""
    connection = http.client.HTTPConnection("localhost", served.port)

    def post(path: str, body: dict[str, object], **headers: str) -> http.client.HTTPResponse:
        sent = {"Content-Type": "application/json", **headers}
        connection.request("POST", f"/api/v1/{path}", json.dumps(body), sent)
        return connection.getresponse()

    shared = json.load(post("maps/main/links", {}, Authorization=f"Bearer {TOKEN}"))
    opened = post("open-link", {"link": shared["secret"]})
    cookie = (opened.getheader("Set-Cookie") or "").split(";")[0]
    opened.read()
    connection.close()
    for name, path in (("page", ""), ("map", "api/v1/maps/main")):
        program = ROOT / "benchmarks" / "load.py"
        command = [sys.executable, str(program), served.address(path), cookie, "200", str(HALF)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        what = f"public {name}, {HALF} s"
        yield at_least(f"{what}: requests a second", 195, found["per_second"], "of 200 asked")
        yield Figure(f"{what}: failed", "0", found["failed"], found["failed"] == 0)
        yield at_most(f"{what}: answer (p95)", 0.2, found["p95"])


def large_map(served: Served) -> Iterator[Figure]:
    """A map of 25 steps, 12 lanes and 600 cards, in the editor and as it is measured."""
    found = big_map.measure(served.address(""), TOKEN)
    yield at_most("first load of the editor: script and style", 180, found["code"] / 1000, "kB compressed")
    yield Figure("first load of the editor: fonts besides", "told", round(found["fonts"] / 1000, 1), True)
    yield at_most("25 steps, 12 lanes, 600 cards: interactive", 1.5, found["interactive"] / 1000)
    yield at_most("the same: longest task while scrolling", 100, found["scrolling"], "ms")
    yield at_most("the same: longest task while editing", 100, found["editing"], "ms")
    yield at_most("its living map: interactive", 1.5, found["living"] / 1000)
    yield at_most("its living map: longest task while scrolling", 100, found["living_scrolling"], "ms")


TESTS = {
    "a server killed with -9: no edit called saved is lost, clients merge": "tests/web/test_rooms.py",
    "a viewer's write is refused, tokens are stored hashed": "tests/web/test_team.py",
    "pages: axe-core finds nothing, keyboard reaches everything, markup stays words": "tests/browser",
    "a backup is restored": "tests/services/test_backup.py",
}


def tested() -> Iterator[Figure]:
    """What tests hold rather than a number."""
    for name, path in TESTS.items():
        command = [sys.executable, "-m", "pytest", "-q", path]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        said = done.stdout.strip().splitlines()[-1] if done.stdout.strip() else done.stderr.strip()
        yield Figure(name, "its tests pass", said, done.returncode == 0)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = sample(Path(folder) / "loam")
        big_map.write(shop)
        build(shop)
        with serve(shop) as served:
            parts = (two_editors, many_editors, public_page, large_map)
            work: list[Part] = [lambda part=part: part(served) for part in parts]  # type: ignore[misc]
            found = measure(work)
    found += [] if QUICK else measure([tested])
    if "--record" in sys.argv:
        page = ROOT / "docs/explanation/figures-workshop.md"
        figures = [asdict(figure) for figure in found]
        report.write(page, "Figures of the workshop", "make figures-workshop", ABOUT, figures)
    finish(found)


if __name__ == "__main__":
    main()
