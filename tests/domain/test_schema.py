"""The published schema is the one of the models, and accepts what the program writes."""

from __future__ import annotations

from pathlib import Path

from desirepath.domain.map import Map
from desirepath.domain.schema import map_schema, map_schema_text

PUBLISHED = Path(__file__).parents[2] / "docs" / "reference" / "map.schema.json"


def test_the_published_schema_is_fresh() -> None:
    assert PUBLISHED.read_text("utf-8") == map_schema_text(), "run `make docs`"


def test_every_key_of_a_map_stands_in_the_schema() -> None:
    schema = map_schema()
    assert set(schema["properties"]) == set(Map.model_fields)
    assert schema["properties"]["desirepath"]["const"] == 1
    assert schema["additionalProperties"] is False


def test_every_part_refuses_unknown_keys() -> None:
    parts = [part for part in map_schema()["$defs"].values() if part["type"] == "object"]
    assert len(parts) > 10
    assert all(part["additionalProperties"] is False for part in parts)
