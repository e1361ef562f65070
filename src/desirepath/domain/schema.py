"""The published JSON Schema of the map file, for editors that complete and check while people write."""

from __future__ import annotations

import json
from typing import Any

from desirepath.domain.map import FORMAT, Map


def map_schema() -> dict[str, Any]:
    """The schema of a map file in its newest format.

    >>> map_schema()["required"]
    ['desirepath', 'title', 'stages']
    """
    made = Map.model_json_schema()
    properties = {**made["properties"], "desirepath": {"const": FORMAT, "description": "Format of this file"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Desire Path map, format {FORMAT}",
        "description": made["description"],
        "type": "object",
        "additionalProperties": False,
        "required": ["desirepath", *made["required"]],
        "properties": properties,
        "$defs": made["$defs"],
    }


def map_schema_text() -> str:
    """The schema as it stands in `docs/reference/map.schema.json`."""
    return json.dumps(map_schema(), indent=2, ensure_ascii=False) + "\n"
