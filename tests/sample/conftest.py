"""One sample shop for all tests of this folder, and the same one without effects."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desirepath.ingest.sample import Summary, generate


@dataclass(frozen=True)
class Shop:
    """A written shop: its folder, what was said of it, and a way to ask its files."""

    summary: Summary

    @property
    def data(self) -> Path:
        return self.summary.folder / "data"

    @property
    def truth(self) -> dict[str, Any]:
        return json.loads(self.summary.truth.read_text("utf-8"))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Answer SQL in which {name} is a file of the shop, read without the program's own importer."""
        import duckdb

        tables = {
            path.name.split(".")[0]: (
                f"read_json('{path}', format = 'newline_delimited')"
                if path.suffix == ".jsonl"
                else f"read_csv('{path}', all_varchar = true, quote = '\"', null_padding = true, strict_mode = false)"
            )
            for path in self.data.iterdir()
        }
        with duckdb.connect(config={"threads": 1}) as connection:
            return connection.execute(sql.format(**tables)).fetchall()

    def value(self, sql: str) -> Any:
        return self.ask(sql)[0][0]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(generate(tmp_path_factory.mktemp("loam"), customers=6_000))


@pytest.fixture(scope="session")
def quiet_shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop in which nothing causes anything."""
    return Shop(generate(tmp_path_factory.mktemp("quiet"), customers=2_000, effects=False))
