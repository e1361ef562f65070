"""The figures of the real shop in examples/olist, asked through the command line.

The data folder is DESIREPATH_TEST_DATA, else ../shared/data beside the project; see examples/olist/README.md.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DESIREPATH = [sys.executable, "-m", "desirepath.cli.main"]

TARGETS: dict[str, float | str] = {
    "orders placed": 99_441,
    "customers": 96_096,
    "repeat customers": 2_997,
    "repeat customers, %": 3.12,
    "deliveries": 96_470,
    "late deliveries": 7_826,
    "mean stars when late": 2.57,
    "mean stars when on time": 4.29,
    "reviews": 99_224,
    "mean stars": 4.086,
    "paid": "16008872.12",
}
"""What direct SQL on the files says."""


@dataclass(frozen=True)
class Found:
    counts: dict[str, Any]
    seconds: float


def data_folder() -> Path | None:
    folder = Path(os.environ.get("DESIREPATH_TEST_DATA", ROOT.parent / "shared/data"))
    return folder.resolve() if (folder / "olist").is_dir() else None


def measure(folder: Path, data: Path) -> Found:
    """Import, build and draw the example in a folder, timed, then ask what the README promises."""
    shop = folder / "olist"
    shutil.copytree(ROOT / "examples/olist", shop)
    (shop / "data").symlink_to(data)
    begun = time.perf_counter()
    for command in (["import"], ["build"], ["map", "main", "--output", str(folder / "map.html")]):
        _run(shop, command)
    seconds = time.perf_counter() - begun
    return Found(_counts(shop), seconds)


def _counts(shop: Path) -> dict[str, Any]:
    orders = _ask(shop, "reach", "--where", "event = 'Order Placed'")[0]
    again = _ask(shop, "repeat_within", "-p", "event=Order Placed", "-p", "within=1000d")[0]["more"]
    deliveries = {
        row["keys"]["late"]: row["more"]["visits"]
        for row in _ask(shop, "reach", "--by", "step", "--by", "late")
        if row["keys"]["step"] == "delivered"
    }
    by_late = {row["keys"]["late"]: row["number"]["value"] for row in _ask(shop, "stars", "--by", "late")}
    stars = _ask(shop, "stars")[0]["number"]
    return {
        "orders placed": orders["more"]["visits"],
        "customers": int(orders["number"]["value"]),
        "repeat customers": again["went_on"],
        "repeat customers, %": round(100 * again["went_on"] / again["entered"], 2),
        "deliveries": sum(deliveries.values()),
        "late deliveries": deliveries["true"],
        "mean stars when late": round(by_late["true"], 2),
        "mean stars when on time": round(by_late["false"], 2),
        "reviews": stars["n"],
        "mean stars": round(stars["value"], 3),
        "paid": _ask(shop, "revenue")[0]["more"]["exact"],
    }


def _ask(shop: Path, *question: str) -> list[dict[str, Any]]:
    return json.loads(_run(shop, ["measure", *question, "--json"]))["rows"]


def _run(shop: Path, command: Sequence[str]) -> str:
    whole = [*DESIREPATH, *command, "--workspace", str(shop)]
    done = subprocess.run(whole, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(whole)} failed:\n{done.stderr}")
    return done.stdout
