"""The large shop is what it says it is: so many events, so many customers, the same every time."""

import hashlib
import importlib
import os
import sys
from pathlib import Path

import duckdb
import pytest

import watch
from desirepath.domain import mapfile
from journey_crosscheck import differences, our_edges
from make_events import make_events
from make_shop import make_shop

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.csv"
    make_events(path, events=20_000, customers=1_000, seed=3)
    return path


def test_the_file_holds_exactly_the_events_and_customers_asked_for(csv: Path) -> None:
    counted = duckdb.read_csv(str(csv)).aggregate(
        "count(*), count(distinct customer), count(distinct event_id)"
    )
    assert counted.fetchall() == [(20_000, 1_000, 20_000)]


def test_the_same_wish_makes_the_same_file(csv: Path, tmp_path: Path) -> None:
    make_events(tmp_path / "again.csv", events=20_000, customers=1_000, seed=3)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (csv, tmp_path / "again.csv")}
    assert len(digests) == 1


def test_another_seed_makes_another_file(csv: Path, tmp_path: Path) -> None:
    make_events(tmp_path / "other.csv", events=20_000, customers=1_000, seed=4)
    assert (tmp_path / "other.csv").read_bytes() != csv.read_bytes()


def test_the_file_is_sorted_by_session_and_looks_like_a_shop(csv: Path) -> None:
    names = duckdb.sql(f"select event, count(*) from '{csv}' group by 1").fetchall()
    assert 8 <= len(names) <= 12
    assert dict(names)["Product Viewed"] > dict(names)["Order Completed"] > 0


def test_at_four_places_there_are_four_times_as_many_names_and_the_map_knows_them(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", 20_000, 1_000, seed=3, places=4)
    names = {
        name for (name,) in duckdb.sql(f"select distinct event from '{shop}/data/events.csv'").fetchall()
    }
    assert len(names) == 40
    steps = mapfile.open_map((shop / "maps/main.yaml").read_bytes(), "main.yaml").map.steps()
    known = {name for step in steps if step.match for name in step.match.event}
    assert names - known == {name for name in names if name.startswith("Newsletter Opened")}


def test_what_peers_say_is_compared_place_by_place() -> None:
    ours = our_edges(
        [
            {"edge": "start", "from": None, "to": "A", "moves": 2},
            {"edge": "loop", "from": "A", "to": "A", "moves": 3},
            {"edge": "end", "from": "A", "to": None, "moves": 1},
            {"edge": "open", "from": "A", "to": None, "moves": 1},
        ],
        "moves",
    )
    assert ours == {("path_start", "A"): 2, ("A", "A"): 3, ("A", "path_end"): 2}
    assert differences(ours, ours | {("A", "A"): 4}) == [(("A", "A"), 3, 4)]


@pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="this system does not tell memory per process"
)
def test_the_watch_sees_memory_of_child_processes() -> None:
    hungry = "x = bytearray(150_000_000); import time; time.sleep(0.5)"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hungry!r}], check=True)"
    seen = watch.run([sys.executable, "-c", nested])
    assert seen.peak_bytes > 150_000_000
    assert seen.seconds > 0.4


def test_a_command_that_fails_ends_with_its_own_words() -> None:
    with pytest.raises(SystemExit, match="no such luck"):
        watch.run([sys.executable, "-c", "raise SystemExit('no such luck')"], cwd=Path(os.sep))


@pytest.mark.parametrize("name", sorted(path.stem for path in BENCHMARKS.glob("*.py")))
def test_every_benchmark_still_fits_the_program(name: str) -> None:
    """They are run seldom: a name that moved would be noticed only then."""
    assert importlib.import_module(name).__doc__
