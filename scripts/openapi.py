"""Print the OpenAPI document of the server, from which the page's TypeScript types are generated.

Usage: python scripts/openapi.py > openapi.json
"""

from __future__ import annotations

import json
import sys

from desirepath.insights.measured_map import MeasuredMap


def document() -> dict[str, object]:
    """The schemas that the page reads, as an OpenAPI document."""
    schema = MeasuredMap.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    parts = schema.pop("$defs")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Desire Path", "version": "1"},
        "paths": {},
        "components": {"schemas": {**parts, "MeasuredMap": schema}},
    }


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=2, sort_keys=True)
