"""The real shop of examples/olist: figures that were found by direct SQL on its files."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from desirepath.domain.mapfile import load as load_map
from desirepath.domain.settingsfile import load as load_settings
from desirepath.ingest.importer import ImportSummary, import_recipe
from desirepath.ingest.recipe import load_recipe
from desirepath.lake.lake import Lake

from .conftest import NOW

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLE = PROJECT / "examples" / "olist"
DATA = Path(os.environ.get("DESIREPATH_TEST_DATA", PROJECT.parent / "shared" / "data"))
RECIPES = ("orders", "reviews", "customers")

there = pytest.mark.skipif(not (DATA / "olist").is_dir(), reason="DESIREPATH_TEST_DATA holds no olist")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lake, dict[str, ImportSummary]]:
    lake = Lake(tmp_path_factory.mktemp("olist"))
    paths = {name: EXAMPLE / "recipes" / f"{name}.yaml" for name in RECIPES}
    return lake, {n: import_recipe(lake, path, DATA, received_at=NOW) for n, path in paths.items()}


def ask(lake: Lake, question: str, table: str = "events") -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        sql = f"SELECT {question.replace('EVENTS', 'read_parquet($files, union_by_name = true)')}"
        return connection.execute(sql, {"files": lake.files(table)}).fetchall()


@pytest.mark.data
@there
class TestFigures:
    def test_every_row_is_an_event_and_none_is_refused(self, shop: Any) -> None:
        _, told = shop
        assert [(told[n].rows, told[n].added, told[n].quarantined) for n in RECIPES] == [
            (99_441, 99_441 + 99_281 + 97_658 + 96_470, {}),
            (99_224, 99_224, {}),
            (96_096, 2 * 96_096, {}),
        ]

    def test_orders_and_customers(self, shop: Any) -> None:
        found = ask(
            shop[0],
            "count(*), count(DISTINCT user_id), sum(revenue) FROM EVENTS WHERE event = 'Order Placed'",
        )
        assert found == [(99_441, 96_096, Decimal("16008872.12"))]

    def test_customers_who_came_back(self, shop: Any) -> None:
        orders = "(SELECT user_id FROM EVENTS WHERE event = 'Order Placed' GROUP BY 1 HAVING count(*) > 1)"
        assert ask(shop[0], f"count(*) FROM {orders}") == [(2_997,)]

    def test_first_orders_are_told_from_later_ones(self, shop: Any) -> None:
        found = ask(
            shop[0],
            "properties->>'again' AS a, count(*) FROM EVENTS WHERE event = 'Order Placed' GROUP BY a ORDER BY a",
        )
        assert found == [("false", 96_096), ("true", 99_441 - 96_096)]

    def test_deliveries_and_late_ones(self, shop: Any) -> None:
        found = ask(
            shop[0],
            "count(*), count_if(properties->>'late' = 'true') FROM EVENTS WHERE event = 'Order Delivered'",
        )
        assert found == [(96_470, 7_826)]

    def test_reviews_and_their_stars(self, shop: Any) -> None:
        found = ask(
            shop[0],
            "count(*), round(avg(score), 3), count(DISTINCT event_id) FROM EVENTS WHERE scale = 'stars'",
        )
        assert found == [(99_224, 4.086, 99_224)]

    def test_late_deliveries_cost_stars(self, shop: Any) -> None:
        found = dict(
            ask(
                shop[0],
                "properties->>'late', round(avg(score), 2) FROM EVENTS WHERE score IS NOT NULL GROUP BY 1",
            )
        )
        assert (found["true"], found["false"]) == (2.57, 4.29)
        assert set(found) == {"true", "false", None}

    def test_importing_again_adds_nothing(self, shop: Any) -> None:
        lake, told = shop
        again = import_recipe(lake, EXAMPLE / "recipes" / "reviews.yaml", DATA, received_at=NOW)
        assert (again.added, again.repeated) == (0, told["reviews"].added)


def test_the_settings_and_the_map_of_the_example_are_sound() -> None:
    settings = load_settings((EXAMPLE / "workspace.yaml").read_bytes())
    drawn = load_map((EXAMPLE / "maps" / "main.yaml").read_bytes(), "main.yaml")
    assert settings.timezone == "America/Sao_Paulo"
    assert settings.currency == "BRL"
    assert len(drawn.steps()) == 6
    assert all(card.evidence == "assumed" for step in drawn.steps() for card in step.cards)


@pytest.mark.parametrize("name", RECIPES)
def test_the_recipes_of_the_example_are_sound(name: str) -> None:
    assert load_recipe(EXAMPLE / "recipes" / f"{name}.yaml").source == name
