"""Are the files the same for the same wish, and is every row of the kind that its system writes?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desirepath.errors import InputError
from desirepath.ingest.sample import generate


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_same_wish_gives_the_same_bytes(tmp_path):
    generate(tmp_path / "a", customers=300, seed=7)
    generate(tmp_path / "b", customers=300, seed=7)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")


def test_another_seed_gives_another_shop(tmp_path):
    generate(tmp_path / "a", customers=300, seed=7)
    generate(tmp_path / "b", customers=300, seed=8)
    assert bytes_of(tmp_path / "a")["data/web.csv.gz"] != bytes_of(tmp_path / "b")["data/web.csv.gz"]


def test_the_default_shop_is_a_few_hundred_thousand_events(shop):
    assert 230_000 < shop.summary.events < 420_000


def test_the_summary_counts_the_rows_of_each_file(shop):
    for name in ("email", "shipping", "returns", "customers", "repairs"):
        rows = shop.value(f"select count(*) from {{{name}}}")
        assert rows == shop.summary.rows[f"{name}.csv"]


def test_nothing_happens_after_the_last_day(shop):
    assert shop.value("select max(time) from {email}") < "2026-10-01T"
    assert shop.value("select min(time) from {email}") >= "2025-04-01T"
    assert shop.value("select max(time) from {orders} where time like '20%'") < "2026-10-01"


def test_the_period_ends_where_it_was_asked_to(tmp_path):
    made = generate(tmp_path, customers=200, months=3, end=date(2025, 3, 31))
    lines = (made.folder / "data" / "email.csv").read_text().splitlines()[1:]
    times = [line.split(",")[3] for line in lines]
    assert min(times) >= "2024-12-31T23"
    assert max(times) < "2025-03-31T22:00:01"


@pytest.mark.parametrize("wish", [{"customers": 0}, {"customers": 9_000_001}, {"months": 0}, {"months": 61}])
def test_a_shop_of_nothing_is_an_input_error(tmp_path, wish):
    with pytest.raises(InputError, match="cannot be made"):
        generate(tmp_path, **wish)
    assert not list(tmp_path.iterdir())


def test_one_customer_makes_a_shop(tmp_path):
    made = generate(tmp_path, customers=1)
    assert made.truth.exists()
    assert made.rows["web.csv.gz"] >= 0


def test_progress_ends_with_everybody(tmp_path):
    told = []
    generate(tmp_path, customers=150, progress=lambda *step: told.append(step))
    assert told[0] == ("sample", 0, 150)
    assert told[-1] == ("sample", 150, 150)


def test_people_of_several_chunks_have_ids_of_their_own(tmp_path, monkeypatch):
    monkeypatch.setattr("desirepath.ingest.sample.making.CHUNK", 250)
    generate(tmp_path, customers=600)
    rows = [line.split(",")[0] for line in (tmp_path / "data" / "customers.csv").read_text().splitlines()[1:]]
    mails = [line.split(",")[0] for line in (tmp_path / "data" / "email.csv").read_text().splitlines()[1:]]
    assert len(rows) == len(set(rows)) > 100
    assert len(mails) == len(set(mails)) > 1_000


@pytest.mark.slow
def test_half_a_million_rows_a_second_of_cpu_time(tmp_path):
    """Against the plainest work on the same rows, so that a slow machine does not fail: writing them once as CSV."""
    import time

    import pyarrow.csv as csv

    started = time.process_time()
    made = generate(tmp_path, customers=24_000)
    spent = time.process_time() - started
    table = csv.read_csv(tmp_path / "data" / "web.csv.gz")
    started = time.process_time()
    csv.write_csv(table, tmp_path / "again.csv")
    plain = (time.process_time() - started) / table.num_rows
    assert made.events > 900_000
    assert spent / made.events < 6 * plain
