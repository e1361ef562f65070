"""SQL from people reads the tables it is given, and can do nothing else."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.errors import InputError, LimitError
from desirepath.lake.locked import read


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    folder = tmp_path / "lake"
    folder.mkdir()
    pq.write_table(pa.table({"event": ["Order", "Order", "Visit"]}), folder / "journeys.parquet")
    (tmp_path / "secret.csv").write_text("a\n1\n")
    return folder


def ask(lake: Path, query: str, *, limit: int = 100, seconds: float = 30) -> list[dict[str, object]]:
    journeys = pa.schema([("event", pa.string()), ("revenue", pa.decimal128(18, 2))])
    tables = {
        "journeys": ([str(lake / "journeys.parquet")], journeys),
        "quarantine": ([], pa.schema([("reason", pa.string())])),
    }
    return read(lake, tables, query, limit=limit, seconds=seconds).to_pylist()


def test_a_question_is_answered(lake: Path) -> None:
    found = ask(lake, "select event, count(*) as n from journeys group by event order by n desc")
    assert found == [{"event": "Order", "n": 2}, {"event": "Visit", "n": 1}]


def test_a_table_that_nothing_was_written_to_is_empty(lake: Path) -> None:
    assert ask(lake, "select reason from quarantine") == []


def test_a_column_that_a_file_was_written_without_is_null(lake: Path) -> None:
    assert ask(lake, "select event, revenue from journeys limit 1") == [{"event": "Order", "revenue": None}]


def test_no_more_rows_than_asked_for_come_back(lake: Path) -> None:
    assert len(ask(lake, "select * from journeys", limit=2)) == 2


@pytest.mark.parametrize(
    "query",
    [
        "drop view journeys",
        "delete from quarantine",
        "copy journeys to 'out.csv'",
        "set enable_external_access = true",
        "select 1; select 2",
        "attach 'other.db'",
        "select * from read_csv('{folder}/../secret.csv')",
        "select * from '{folder}/../secret.csv'",
        "select nothing from journeys",
        "selec 1",
    ],
)
def test_anything_but_reading_these_tables_is_refused(lake: Path, query: str) -> None:
    with pytest.raises(InputError) as told:
        ask(lake, query.format(folder=lake))
    assert told.value.code in {"not_a_select", "bad_sql"}
    assert not Path("out.csv").exists()


def test_a_question_without_end_is_stopped(lake: Path) -> None:
    endless = "select count(*) from range(100000000) a, range(100000000) b where a.range + b.range = 1"
    with pytest.raises(LimitError) as told:
        ask(lake, endless, seconds=0.3)
    assert told.value.code == "query_too_long"
