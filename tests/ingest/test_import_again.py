"""Importing again, in parts, in another order, or after being killed: the same events."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desirepath.errors import ConflictError, InputError
from desirepath.ingest import importer

from .conftest import LOG, NOW, Bench

HEAD = "event,time,user\n"
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["2024-01-01", "2024-01-02", "x"]),
        st.sampled_from(["u1", "u2", ""]),
    ),
    min_size=1,
    max_size=25,
).filter(lambda rows: any(time != "x" and user for _, time, user in rows))
WITH_IDS = {**LOG, "events": [{**LOG["events"][0], "event_id": "id"}]}
FAST = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHOLE = ("event_id", "event", "timestamp", "user_id")


def text(rows: list[tuple[str, ...]]) -> str:
    return HEAD + "".join(",".join(row) + "\n" for row in rows)


@pytest.mark.usefixtures("here")
class TestAgreement:
    @given(rows=ROWS, data=st.data())
    @FAST
    def test_the_order_of_rows_is_irrelevant(
        self, new_bench: Any, rows: list[tuple[str, ...]], data: st.DataObject
    ) -> None:
        one, other = new_bench(), new_bench()
        one.write("a.csv", text(rows))
        other.write("a.csv", text(data.draw(st.permutations(rows))))
        one.run(LOG), other.run(LOG)
        assert one.events(*WHOLE) == other.events(*WHOLE)
        assert len(one.events(*WHOLE)) == sum(time != "x" and user != "" for _, time, user in rows)
        assert len(one.refused()) == len(rows) - len(one.events("event"))

    @given(rows=ROWS)
    @FAST
    def test_importing_twice_adds_nothing(self, new_bench: Any, rows: list[tuple[str, ...]]) -> None:
        bench = new_bench()
        bench.write("a.csv", text(rows))
        first = bench.run(LOG)
        events, refused = bench.events(*WHOLE), bench.refused()
        second = bench.run(LOG)
        assert (second.added, second.repeated) == (0, first.added)
        assert second.quarantined == first.quarantined
        assert (bench.events(*WHOLE), bench.refused()) == (events, refused)

    @given(rows=ROWS, cut=st.integers(0, 25))
    @FAST
    def test_one_file_or_two_make_the_same_events(
        self, new_bench: Any, rows: list[tuple[str, ...]], cut: int
    ) -> None:
        one, two = new_bench(), new_bench()
        one.write("a.csv", text(rows))
        two.write("a.csv", text(rows[:cut]))
        two.write("b.csv", text([*rows[cut:], ("B", "x", "u2")]))  # so that the two never are copies
        one.run(LOG), two.run(LOG)
        assert one.events(*WHOLE) == two.events(*WHOLE)


@pytest.mark.usefixtures("here")
class TestIds:
    def test_equal_rows_of_one_file_are_two_events(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n" * 3)
        summary = bench.run(LOG)
        assert summary.warnings == ["2 rows equal another row and were counted as events of their own."]
        assert bench.run(LOG).warnings == []
        ids = bench.events("event_id")
        assert len(set(ids)) == 3
        assert sorted(ids)[1:] == [f"{min(ids)}:2", f"{min(ids)}:3"]

    def test_a_row_that_comes_again_in_a_growing_file_is_known(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
        bench.run(LOG)
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\nB,2024-01-02,u1\nA,2024-01-01,u1\n")
        summary = bench.run(LOG)
        assert (summary.added, summary.repeated) == (2, 1)
        assert summary.warnings == ["1 row equals another row and was counted as an event of its own."]
        assert bench.events("event") == ["A", "A", "B"]

    def test_a_copy_of_a_file_beside_it_is_left_out(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
        bench.write("a (1).csv", HEAD + "A,2024-01-01,u1\n")
        summary = bench.run(LOG)
        assert summary.added == 1
        assert summary.warnings == ["a.csv equals another file and was left out."]

    def test_the_made_id_is_the_md5_of_the_row(self, bench: Bench) -> None:
        from hashlib import md5

        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
        bench.run(LOG)
        assert bench.events("event_id") == [
            "row:" + md5("\x1f".join(["A", "2024-01-01", "u1"]).encode()).hexdigest()
        ]

    def test_a_given_id_counts_once_and_the_first_content_in_order_stays(self, new_bench: Any) -> None:
        rows = ["1,A,2024-01-02,u1\n", "1,B,2024-01-01,u1\n", "2,C,2024-01-03,u1\n"]
        kept = []
        for order in (rows, rows[::-1]):
            bench = new_bench()
            bench.write("a.csv", "id," + HEAD + "".join(order))
            summary = bench.run(WITH_IDS)
            assert (summary.added, summary.repeated) == (2, 1)
            kept.append(bench.events("event_id", "event"))
        assert kept[0] == kept[1] == [("1", "B"), ("2", "C")]

    def test_what_the_lake_holds_stays_when_its_id_comes_again(self, bench: Bench) -> None:
        bench.write("a.csv", "id," + HEAD + "1,A,2024-01-02,u1\n")
        bench.run(WITH_IDS)
        bench.write("a.csv", "id," + HEAD + "1,B,2024-01-01,u1\n2,C,2024-01-03,u1\n")
        assert bench.run(WITH_IDS).repeated == 1
        assert bench.events("event_id", "event") == [("1", "A"), ("2", "C")]

    def test_the_same_id_in_another_source_is_another_event(self, bench: Bench) -> None:
        bench.write("a.csv", "id," + HEAD + "1,A,2024-01-02,u1\n")
        bench.run(WITH_IDS)
        bench.run({**WITH_IDS, "source": "other"})
        assert bench.events("source", "event_id") == [("log", "1"), ("other", "1")]

    def test_a_row_without_its_id_gets_one(self, bench: Bench) -> None:
        bench.write("a.csv", "id," + HEAD + "1,A,2024-01-02,u1\n,A,2024-01-03,u1\n,A,2024-01-03,u1\n")
        bench.run(WITH_IDS)
        ids = bench.events("event_id")
        assert ids[0] == "1"
        assert len(set(ids)) == 3

    def test_several_columns_are_the_id_together(self, bench: Bench) -> None:
        bench.write("a.csv", "id," + HEAD + "1,A,2024-01-02,u1\n1,B,2024-01-02,u1\n")
        bench.run({**LOG, "events": [{**LOG["events"][0], "event_id": ["id", "event"]}]})
        assert bench.events("event_id") == ["1:A", "1:B"]


@pytest.mark.usefixtures("here")
class TestReplace:
    def test_all_rows_of_the_source_are_replaced_and_no_others(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\nX,never,u1\n")
        bench.run(LOG)
        bench.run({**LOG, "source": "other"})
        bench.write("a.csv", HEAD + "B,2024-01-01,u1\n")
        before = bench.lake.version("events")
        summary = bench.run(LOG, replace=True)
        assert (summary.added, summary.removed) == (1, 1)
        assert sorted(bench.events("source", "event")) == [("log", "B"), ("other", "A")]
        assert bench.lake.version("events") == before + 1
        assert bench.lake.read("quarantine")["source"].to_pylist() == ["other"]

    def test_rows_of_others_in_the_same_file_stay(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
        bench.run(LOG)
        bench.run({**LOG, "source": "other"})
        bench.lake.overwrite("events", bench.lake.read("events"))
        assert len(bench.lake.files("events")) == 1
        bench.write("a.csv", HEAD + "B,2024-01-02,u1\n")
        bench.run(LOG, replace=True)
        assert bench.events("source", "event") == [("other", "A"), ("log", "B")]

    def test_a_replacement_that_fails_leaves_the_source_as_it_was(self, bench: Bench) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
        bench.run(LOG)
        bench.write("a.csv", HEAD + "A,never,u1\n")
        with pytest.raises(InputError):
            bench.run(LOG, replace=True)
        assert bench.events("event") == ["A"]


@pytest.mark.usefixtures("here")
class TestKilledInTheParent:
    @pytest.mark.parametrize("step", range(4))
    @pytest.mark.parametrize("replace", [False, True])
    def test_stopped_between_any_two_writes_and_run_again_nothing_is_lost_or_doubled(
        self, bench: Bench, monkeypatch: pytest.MonkeyPatch, step: int, replace: bool
    ) -> None:
        bench.write("a.csv", HEAD + "A,2024-01-01,u1\nX,never,u1\n")
        if replace:
            bench.run(LOG)
            bench.write("a.csv", HEAD + "B,2024-01-01,u1\nY,never,u1\n")
        count = iter(range(100))
        adopt, commit = importer._adopt, type(bench.lake).commit

        def stop(work: Any) -> Any:
            def done(*args: Any, **options: Any) -> Any:
                if next(count) == step:
                    raise KeyboardInterrupt
                return work(*args, **options)

            return done

        with monkeypatch.context() as patch:
            patch.setattr(importer, "_adopt", stop(adopt))
            patch.setattr(type(bench.lake), "commit", stop(commit))
            with pytest.raises(KeyboardInterrupt):
                bench.run(LOG, replace=replace)
        bench.run(LOG, replace=replace)
        assert bench.events("event") == (["B"] if replace else ["A"])
        assert bench.refused() == [("a.csv", 3, "time cannot be read")]


SCRIPT = """
import sys, json
from datetime import datetime
from pathlib import Path
from desirepath.ingest.importer import import_recipe
from desirepath.ingest.recipe import Recipe
from desirepath.lake.lake import Lake
recipe, root = Recipe.model_validate(json.loads(sys.argv[1])), Path(sys.argv[2])
tell = lambda *args: print(*args, flush=True)
import_recipe(Lake(root / "lake"), recipe, root / "data", received_at=datetime(2026, 1, 1), threads=1, progress=tell)
"""


@pytest.mark.parametrize("after", [0.4, 0.8, 1.2])
def test_killed_at_any_moment_and_run_again_nothing_is_lost_or_doubled(tmp_path: Path, after: float) -> None:
    import json

    bench = Bench(tmp_path)
    rows = [f"A,2024-01-01 {n % 24:02}:00,u{n}\n" for n in range(20_000)]
    bench.write("a.csv", HEAD + "".join(rows) + "X,never,u1\n")
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, json.dumps(LOG), str(tmp_path)],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    bench.run(LOG)
    assert len(bench.events("event_id")) == len(set(bench.events("event_id"))) == len(rows)
    assert bench.refused() == [("a.csv", 20_002, "time cannot be read")]


def test_two_imports_at_once_are_refused_with_a_clear_message(bench: Bench) -> None:
    bench.write("a.csv", HEAD + "A,2024-01-01,u1\n")
    with importer._alone(bench.lake), pytest.raises(ConflictError, match="Another import"):
        bench.run(LOG, received_at=NOW)
