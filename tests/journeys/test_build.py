"""A build as a whole: the same whatever the order, whole or not there at all, and no more work than needed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from desirepath.domain.map import Map
from desirepath.errors import ConflictError
from desirepath.lake.builds import builds, newest
from desirepath.lake.lake import Lake
from desirepath.lake.tables import EVENTS

from .made import PLAN, START
from .shop import MAPS, NOW, SETTINGS, a_lake, built, contents, some_events


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, dict[str, Any]]:
    """A built lake that no test changes, and its rows."""
    lake = a_lake(tmp_path_factory.mktemp("shop"), some_events())
    return lake, contents(lake, built(lake))


def test_without_events_there_is_nothing_to_build(tmp_path: Path) -> None:
    with pytest.raises(ConflictError, match="Nothing has been imported"):
        built(Lake(tmp_path / "lake"))


def test_a_build_tells_its_rows_versions_and_what_it_left_out(shop: tuple[Lake, dict[str, Any]]) -> None:
    lake, rows = shop
    found = newest(lake)
    assert found is not None
    assert found.summary["rows"] == {name: len(table) for name, table in rows.items()}
    assert found.summary["unlinked"] == 300 - len(rows["journeys"])
    assert found.summary["unconverted"] == {"XXX": sum(r.get("currency") == "XXX" for r in some_events())}
    assert found.summary["strangers"] == 1
    assert set(found.tables) == {*rows, "events", "traits"}
    assert found.maps == {"main": "sha of main"}


def test_every_bucket_is_sorted_and_holds_whole_customers(shop: tuple[Lake, dict[str, Any]]) -> None:
    lake, _ = shop
    owners: dict[str, int] = {}
    buckets = lake.buckets("journeys")
    assert len(buckets) == 4
    for bucket, files in buckets.items():
        assert len(files) == 1
        rows = pa.parquet.read_table(files[0]).to_pylist()
        keys = [(row["customer"], row["seq"]) for row in rows]
        assert keys == sorted(keys)
        for row in rows:
            assert row["bucket"] == bucket == owners.setdefault(row["customer"], bucket)


def test_shuffled_events_in_several_commits_give_the_same_tables(
    shop: tuple[Lake, Any], tmp_path: Path
) -> None:
    rows = some_events()
    Random(7).shuffle(rows)
    lake = a_lake(tmp_path, rows, commits=3)
    assert contents(lake, built(lake)) == shop[1]


def test_the_number_of_buckets_changes_nothing_but_the_bucket_and_what_counts_in_it(
    shop: tuple[Lake, Any], tmp_path: Path
) -> None:
    lake = a_lake(tmp_path, some_events())
    found = contents(lake, built(lake, settings=SETTINGS.model_copy(update={"buckets": 1}), threads=1))

    def bare(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        return {
            name: sorted(
                ({k: v for k, v in row.items() if k not in ("bucket", "customer_number")} for row in rows),
                key=repr,
            )
            for name, rows in tables.items()
            if not name.startswith("passages")
        }

    def moves(rows: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
        """The passages of all buckets together."""
        counts: Counter[tuple[Any, ...]] = Counter()
        for row in rows:
            at = (row["place"], row["prev"], row["node"], row["last_time"])
            counts[*at, "moves"] += row["moves"]
            counts[*at, "people"] += row["people"]
            counts[*at, "last"] += row["last_time"] is not None
        return counts

    assert bare(found) == bare(shop[1])
    for name in ("passages", "passages_main"):
        assert moves(found[name]) == moves(shop[1][name])


def test_kept_properties_named_steps_traits_and_accounts_arrive(shop: tuple[Lake, dict[str, Any]]) -> None:
    rows = shop[1]
    assert {row["prop_colour"] for row in rows["journeys"]} == {None, "red", "3"}
    assert {row["prop_colour"] for row in rows["steps_main"]} == {None, "red", "3"}
    named = [row for row in rows["answers_main"] if row["prop_colour"] == "3"]
    assert named
    assert {(row["step"], row["about"], row["stage"]) for row in named} == {("pay", "named", "buy")}
    assert {row["named_step"] for row in rows["journeys"] if row["event"] == "visit"} == {None}
    by_name = {row["customer"]: row for row in rows["customers"]}
    assert (by_name["u03"]["trait_country"], by_name["u03"]["account"]) == ("ES", "acme 3")
    assert (by_name["u01"]["trait_country"], by_name["u01"]["account"]) == (None, None)
    assert [by_name[name]["account_plan"] for name in ("u03", "u06", "u09", "u01")] == [
        "pro",
        "pro",
        None,
        None,
    ]


def test_feedback_of_nobody_known_is_kept_unlinked_by_its_touchpoint(
    shop: tuple[Lake, dict[str, Any]],
) -> None:
    nobody = [row for row in shop[1]["answers_main"] if row["customer"] is None]
    assert nobody
    assert {row["bucket"] for row in nobody} == {0}
    assert {row["about"] for row in nobody} == {
        None,
        "named",
    }  # two steps list the shop, so it decides nothing


def test_nothing_changed_gives_the_same_build_without_work(tmp_path: Path) -> None:
    lake = a_lake(tmp_path, some_events(60))
    first = built(lake)
    assert built(lake, now=NOW + timedelta(days=1)) == first
    assert len(builds(lake)) == 1


def changed_plan() -> Map:
    return PLAN.model_copy(update={"stages": PLAN.stages[::-1]})


def test_a_changed_map_rebuilds_only_its_steps_and_answers(tmp_path: Path) -> None:
    lake = a_lake(tmp_path, some_events())
    first = built(lake)
    second = built(lake, maps={"main": (changed_plan(), "another sha"), "extra": MAPS["main"]})
    assert second.id > first.id
    for table in ("journeys", "customers", "identities"):
        assert second.tables[table] == first.tables[table]
        assert second.summary["rows"][table] == first.summary["rows"][table]
    assert second.tables["steps_main"] > first.tables["steps_main"]
    fresh = a_lake(tmp_path / "fresh", some_events())
    expected = built(fresh, maps={"main": (changed_plan(), "another sha"), "extra": MAPS["main"]})
    assert contents(lake, second) == contents(fresh, expected)
    dropped = built(lake, maps={"extra": MAPS["main"]})
    assert dropped.tables["steps_extra"] == second.tables["steps_extra"]
    assert "steps_main" not in dropped.tables


@pytest.mark.parametrize("change", ["events", "settings", "edges", "code", "columns"])
def test_changed_facts_or_settings_rebuild_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    from desirepath.journeys.build import build
    from desirepath.lake.tables import IDENTITY_EDGES

    lake = a_lake(tmp_path, some_events(60))
    first = built(lake)
    settings, code = SETTINGS, "1"
    if change == "events":
        lake.append("events", pa.Table.from_pylist(some_events(61)[60:], schema=EVENTS))
    elif change == "settings":
        settings = SETTINGS.model_copy(update={"session_gap": "10m"})
    elif change == "edges":
        edge = {"kind": "manual", "a_kind": "user", "a": "u01", "b_kind": "user", "b": "u02", "evidence": ""}
        lake.append("identity_edges", pa.Table.from_pylist([edge], schema=IDENTITY_EDGES))
    elif change == "columns":
        monkeypatch.setattr("desirepath.journeys.inputs.COLUMNS", "of a later version")
    else:
        code = "2"
    second = build(lake, settings, MAPS, now=NOW, code=code)
    assert all(
        second.tables[t] > first.tables[t] for t in ("journeys", "customers", "steps_main", "answers_main")
    )


def test_a_setting_that_shapes_no_table_rebuilds_nothing(tmp_path: Path) -> None:
    lake = a_lake(tmp_path, some_events(60))
    first = built(lake)
    assert built(lake, settings=SETTINGS.model_copy(update={"name": "another name"})) == first


class StoppedError(Exception):
    """The power went out."""


def phases_of(lake: Lake) -> list[str]:
    seen: list[str] = []
    built(lake, progress=lambda phase, done, total: seen.append(phase))
    return list(dict.fromkeys(seen))


@pytest.mark.slow
def test_stopped_at_any_phase_the_old_build_stands_and_the_next_one_is_right(
    shop: tuple[Lake, Any], tmp_path: Path
) -> None:
    phases = phases_of(a_lake(tmp_path / "phases", some_events(60)))
    assert {"identities", "journeys", "commit journeys", "publish"} <= set(phases)
    lake = a_lake(tmp_path, some_events(250))
    before = built(lake)
    rows = contents(lake, before)
    lake.append("events", pa.Table.from_pylist(some_events()[250:], schema=EVENTS))
    for stop in phases:

        def progress(phase: str, done: int, total: int | None, stop: str = stop) -> None:
            if phase == stop:
                raise StoppedError

        with pytest.raises(StoppedError):
            built(lake, progress=progress)
        assert newest(lake) == before
    assert contents(lake, before) == rows
    assert contents(lake, built(lake)) == shop[1]
    assert not (lake.root / "build.work").exists()


CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.journeys.shop import built
from desirepath.lake.lake import Lake
built(Lake(Path(sys.argv[1])), progress=lambda phase, done, total: print(phase, flush=True))
"""


@pytest.mark.slow
@pytest.mark.parametrize("at", ["events to customers", "journeys", "commit customers", "publish"])
def test_killed_in_the_middle_and_run_again_nothing_is_lost_or_doubled(
    shop: tuple[Lake, Any], tmp_path: Path, at: str
) -> None:
    lake = a_lake(tmp_path, some_events())
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(lake.root), str(root)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == at:
            os.kill(child.pid, signal.SIGKILL)
            break
    child.wait()
    child.stdout.close()
    assert contents(lake, built(lake)) == shop[1]


def test_old_builds_are_vacuumed_and_the_last_three_stay_readable(tmp_path: Path) -> None:
    lake = a_lake(tmp_path, some_events(40))
    for number in range(5):
        done = built(lake, maps={"main": (PLAN, f"sha {number}")})
    kept = builds(lake)[-3:]
    old = time.time() - 7 * 86_400
    for path in lake.root.glob("*/*.parquet"):
        os.utime(path, (old, old))
    built(lake, maps={"main": (PLAN, "sha 5")}, now=NOW.replace(year=2030))
    for one in kept[1:]:
        assert contents(lake, one) == contents(lake, done)
    with pytest.raises(FileNotFoundError):
        contents(lake, builds(lake)[0])


def test_a_source_is_complete_through_its_newest_event_not_after_receipt(tmp_path: Path) -> None:
    def at(minute: int) -> Any:
        return START + timedelta(minutes=minute)

    rows = [
        {"source": "web", "timestamp": at(10), "received_at": at(60)},
        {"source": "web", "timestamp": at(70), "received_at": at(60)},
        {"source": "crm", "timestamp": at(5), "received_at": None},
        {"source": "ahead", "timestamp": at(9), "received_at": at(3)},
        {"source": "told", "timestamp": at(9), "received_at": at(30)},
    ]
    filled = [
        {"event_id": str(n), "event": "visit", "user_id": "u", "actor": "customer", "kind": "visit", **row}
        for n, row in enumerate(rows)
    ]
    lake = a_lake(tmp_path, filled)
    done = built(lake, maps={}, stated={"told": at(20), "unknown": at(1)})
    assert done.complete_through == {"ahead": at(3), "crm": at(5), "told": at(20), "web": at(10)}
    assert json.loads(lake.read("builds")["complete_through"][0].as_py())["web"] == at(10).isoformat()
