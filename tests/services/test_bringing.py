"""From files over events to journeys: nothing that was written is lost on the way."""

from __future__ import annotations

from pathlib import Path

from desirepath.lake.builds import newest
from desirepath.services.bringing import build_journeys, import_data
from desirepath.services.sql import read_sql
from desirepath.services.starting import start_workspace

RECIPE = """
desirepath: 1
source: shop
files: events.csv
events:
  - {event: {column: event}, time: time, user_id: who, product: product}
"""


def test_as_many_products_as_rows_reach_the_journeys_and_nothing_stands_where_nothing_was(
    tmp_path: Path,
) -> None:
    """So many words are stored as texts, not as a dictionary, and a column that no row fills is not stored."""
    shop = start_workspace(tmp_path / "shop", name="Shop")
    rows = [f"c{n % 50},Product Viewed,2026-03-01 10:{n // 60:02}:{n % 60:02},p{n}" for n in range(1_500)]
    (shop.data / "events.csv").write_text("\n".join(["who,event,time,product", *rows]))
    (shop.root / "recipes" / "shop.yaml").write_text(RECIPE)
    (told,) = import_data(shop)
    assert (told.rows, told.added) == (1_500, 1_500)
    build_journeys(shop)
    assert newest(shop.lake) is not None
    asked = "select count(distinct product) as products, count(campaign) as campaigns, count(*) as rows from journeys"
    assert read_sql(shop, asked).to_pylist() == [{"products": 1_500, "campaigns": 0, "rows": 1_500}]
