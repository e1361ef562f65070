"""The sample shop many times over: what its customers do is what the science looks at, and there are enough of them.

A copy has keys of its own, and the same events: figures of time and memory can be measured with it, none of chance.
"""

import csv
import gzip
import shutil
import sys
from pathlib import Path

import duckdb

from desirepath.services.demo import make_demo

KEYS = (
    *(
        "customer_id",
        "visitor_id",
        "anonymous_id",
        "user_id",
        "household",
        "order_id",
        "message_id",
        "contact_id",
    ),
    *("row", "record", "scan", "return_id", "referral_id", "booking", "listing", "answer_id", "ticket"),
    *("review_id", "mention_id", "email"),
)
JUNK = "00000000-0000-0000-0000-000000000000"
"""A key that the shop's settings know to be nobody's: it stays what it is."""


def make_loams(folder: Path, copies: int, customers: int = 20_000, seed: int = 1) -> Path:
    """A workspace with the files of so many shops in one, and nothing imported."""
    one = folder.with_name(f"{folder.name}-one")
    make_demo(one, customers=customers, seed=seed)
    shutil.rmtree(folder, ignore_errors=True)
    for part in ("maps", "recipes"):
        shutil.copytree(one / part, folder / part)
    shutil.copy(one / "workspace.yaml", folder)
    (folder / "data").mkdir()
    with duckdb.connect() as db:
        db.execute("set preserve_insertion_order = false")
        for source in sorted((one / "data").iterdir()):
            _copies(db, source, folder / "data" / source.name, copies)
    return folder


def _copies(db: duckdb.DuckDBPyConnection, source: Path, target: Path, copies: int) -> None:
    zipped = ", compression gzip" if source.suffix == ".gz" else ""
    lines = ".jsonl" in source.suffixes
    if lines:
        read = f"read_json('{source}')"
        columns = [row[0] for row in db.execute(f"describe select * from {read}").fetchall()]
    else:  # some rows are bad on purpose, so nothing about the file may be guessed
        read = f"""read_csv('{source}', header=true, auto_detect=false, delim=',', quote='"', null_padding=true)"""
        with (gzip.open if zipped else open)(source, "rt", encoding="utf-8", newline="") as file:
            columns = next(csv.reader(file))
    as_text = "columns={" + ", ".join(f"'{name}': 'VARCHAR'" for name in columns) + "}"
    said = ", ".join(
        f'{_key(name) if name in KEYS else chr(34) + name + chr(34)} as "{name}"' for name in columns
    )
    form = "format json" if lines else "format csv, header"
    read = f"{read.removesuffix(')')}, {as_text})"
    db.execute(
        f"copy (select {said} from {read}, range({copies}) copies(copy)) to '{target}' ({form}{zipped})"
    )


def _key(name: str) -> str:
    return f"""case when "{name}" = '{JUNK}' then "{name}" when "{name}" <> '' then copy || '.' || "{name}" end"""


if __name__ == "__main__":
    make_loams(Path(sys.argv[1]), int(sys.argv[2]))
