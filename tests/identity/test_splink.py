"""Against a public data set of people whose records somebody matched by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desirepath.lake.engines import DuckDBEngine

from .made import START, customers, seen


def pairs(groups: list[str]) -> int:
    """How many pairs of records share a group."""
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


@pytest.mark.data
def test_equal_emails_never_join_two_people_and_find_what_equal_emails_can(real_data: Path) -> None:
    file = real_data / "splink" / "fake_1000.parquet"
    if not file.exists():
        pytest.skip(f"{file} is not there")
    records = (
        pq.read_table(file)
        .select(["unique_id", "email", "cluster"])
        .cast(pa.schema([(name, pa.string()) for name in ("unique_id", "email", "cluster")]))
        .to_pylist()
    )
    rows = [
        seen(n, user=f"record {r['unique_id']}", email=r["email"] and r["email"].strip().lower())
        | {"timestamp": START}
        for n, r in enumerate(records)
    ]
    engine = DuckDBEngine(threads=1)
    found = customers(engine, rows)
    engine.close()
    true = [r["cluster"] for r in records]
    both = pairs([f"{c} {k}" for c, k in zip(true, found, strict=True)])
    # The best that equal e-mails can do: the pairs of one person that a chain of equal e-mails joins.
    best = pairs([f"{r['cluster']} {r['email']}" for r in records if r["email"]])
    assert both / pairs([str(key) for key in found]) == 1.0
    assert both == best
    assert 0.3 < both / pairs(true) < 0.5  # the rest have no e-mail, or a misspelt one
