"""Write docs/reference/map.schema.json from the models of the map."""

from pathlib import Path

from desirepath.domain.schema import map_schema_text

(Path(__file__).parents[1] / "docs" / "reference" / "map.schema.json").write_text(map_schema_text(), "utf-8")
