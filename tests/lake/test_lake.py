"""The lake: commits are whole, versions stay readable, and logs hold nobody's address."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.errors import ExternalError, NotFoundError
from desirepath.lake.lake import Lake
from desirepath.lake.tables import EVENTS, STORED


def events(*rows: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=EVENTS)


at = datetime.fromisoformat


def an_event(name: str) -> dict[str, object]:
    return {
        "event_id": name,
        "source": "s",
        "timestamp": at("2026-01-02T03:00"),
        "email": f"{name}@example.org",
    }


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")


def test_a_table_never_written_has_no_version_no_files_and_its_stated_schema(lake: Lake) -> None:
    assert lake.version("events") is None
    assert lake.files("events") == []
    assert lake.schema("events") == EVENTS
    assert lake.read("events").num_rows == 0


def test_an_unknown_table_is_an_error_that_lists_what_is_there(lake: Lake) -> None:
    lake.append("events", events(an_event("a")))
    with pytest.raises(NotFoundError, match="events"):
        lake.schema("evnts")


def test_appended_rows_are_added_and_each_commit_is_a_version(lake: Lake) -> None:
    first = lake.append("events", events(an_event("a")))
    second = lake.append("events", events(an_event("b"), an_event("c")))
    assert second == first + 1
    assert sorted(lake.read("events")["event_id"].to_pylist()) == ["a", "b", "c"]
    assert lake.read("events", first)["event_id"].to_pylist() == ["a"]


def test_overwriting_replaces_rows_and_schema_and_the_old_version_stays_readable(lake: Lake) -> None:
    old = lake.overwrite("steps_main", pa.table({"bucket": pa.array([1], pa.int32())}))
    new = lake.overwrite("steps_main", pa.table({"step": ["basket"]}))
    assert lake.read("steps_main", new).to_pylist() == [{"step": "basket"}]
    assert lake.read("steps_main", old).to_pylist() == [{"bucket": 1}]


def test_a_table_without_rows_keeps_its_schema(lake: Lake) -> None:
    lake.overwrite("identities", STORED["identities"].empty_table())
    assert lake.version("identities") == 0
    assert lake.files("identities") == []
    assert lake.schema("identities") == STORED["identities"]


def test_every_stored_schema_comes_back_as_it_was(lake: Lake) -> None:
    for name, schema in STORED.items():
        lake.overwrite(name, schema.empty_table())
        assert lake.schema(name) == schema


def test_a_stream_of_batches_is_one_commit(lake: Lake) -> None:
    batches = [events(an_event(str(n))).to_batches()[0] for n in range(5)]
    version = lake.append("events", pa.RecordBatchReader.from_batches(EVENTS, iter(batches)))
    assert version == 0
    assert lake.read("events").num_rows == 5
    assert len(lake.files("events")) == 1


def test_a_stream_that_breaks_half_way_leaves_the_table_as_it_was(lake: Lake) -> None:
    lake.append("events", events(an_event("a")))

    def broken():  # type: ignore[no-untyped-def]
        yield events(an_event("b"))
        raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError, match="the reader died"):
        lake.append("events", broken())
    assert lake.read("events")["event_id"].to_pylist() == ["a"]


def test_neither_the_log_nor_the_footers_hold_an_address(lake: Lake) -> None:
    lake.append("events", events(an_event("ann"), an_event("zoe")))
    logs = "".join(p.read_text() for p in (lake.folder("events") / "_delta_log").glob("*.json"))
    assert "example.org" not in logs
    assert "2026-01-02T03:00:00.000000" in logs
    group = pq.ParquetFile(lake.files("events")[0]).metadata.row_group(0)
    with_statistics = {
        group.column(i).path_in_schema for i in range(group.num_columns) if group.column(i).is_stats_set
    }
    assert with_statistics == {"timestamp"}


def test_vacuum_deletes_only_files_that_no_kept_version_holds(lake: Lake) -> None:
    for name in "abc":
        lake.overwrite("events", events(an_event(name)))
    assert lake.vacuum("events", [1], before=at("2999-01-01")) == 1
    assert lake.read("events", 1)["event_id"].to_pylist() == ["b"]
    assert lake.read("events", 2)["event_id"].to_pylist() == ["c"]


def test_vacuum_spares_files_of_a_writer_at_work(lake: Lake) -> None:
    lake.append("events", events(an_event("a")))
    written = lake.write("events", EVENTS, events(an_event("b")))
    assert lake.vacuum("events", [], before=at("2000-01-01")) == 0
    lake.commit("events", written, EVENTS, "append")
    assert lake.read("events").num_rows == 2


def test_a_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "lake").write_text("not a folder")
    with pytest.raises(ExternalError, match="cannot be used"):
        Lake(tmp_path / "lake").append("events", events(an_event("a")))
