"""Print the OpenAPI document of the server, from which the page's TypeScript types are generated.

Usage: python scripts/openapi.py > openapi.json
"""

from __future__ import annotations

import json
import sys

from desirepath.web.app import openapi

if __name__ == "__main__":
    json.dump(openapi(), sys.stdout, indent=2, sort_keys=True)
