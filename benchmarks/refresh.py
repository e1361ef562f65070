"""How long pains, money, churn and value take to be told anew of a million customers, and how much memory."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import watch
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace
from figure import Figure, at_most
from make_loams import make_loams

SHOP = Path(__file__).resolve().parents[1] / "bench-data/loams"
COPIES = 40
"""Of a sample shop of 20,000 customers, who with their visitors are some 25,000 people with 886,000 events."""
DESIREPATH = [sys.executable, "-m", "desirepath.cli.main"]


def built() -> Path:
    """The large shop, imported and built; kept from run to run."""
    mark = SHOP / "copies.json"
    if not mark.exists() or json.loads(mark.read_text()) != COPIES:
        make_loams(SHOP, COPIES)
        for command in ("import", "build"):
            watch.run([*DESIREPATH, command, "--workspace", str(SHOP)])
        mark.write_text(json.dumps(COPIES))
    return SHOP


def refresh_of_a_million() -> Iterator[Figure]:
    """Each part as the command line asks for it, with nothing kept from before."""
    shop = built()
    with Reader(open_workspace(shop)) as reader:
        view = reader.view()
        journeys = view.tables["journeys"]
        held = view.records(
            journeys.aggregate(events=journeys.count(), customers=journeys.customer.nunique())
        )[0]
    told = f"{held['customers']:,} customers, {held['events']:,} events"
    large = held["customers"] >= 1_000_000 and held["events"] >= 20_000_000
    yield Figure("refresh: size of the shop", "1,000,000 customers, 20,000,000 events", told, large)
    shutil.rmtree(shop / "cache", ignore_errors=True)
    runs = {
        name: watch.run([*DESIREPATH, command, "--workspace", str(shop), "--json"])
        for name, command in {"pains and money": "pains", "churn and value": "forecast"}.items()
    }
    for name, run in runs.items():
        yield Figure(f"refresh: {name}", "told", f"{run.seconds:.0f} s, {run.peak_bytes / 1e9:.1f} GB", True)
    items = json.loads(runs["pains and money"].output)["items"]
    looked = min(item["looked_at"] for item in items)
    priced = sum(item["cost"]["grade"] == "C" for item in items)
    yield Figure(
        "refresh: prices with grade C; smallest share of customers looked at",
        "told",
        f"{priced}; {looked:.3f}",
        True,
    )
    yield at_most("refresh of pains, money, churn and value", 600, sum(run.seconds for run in runs.values()))
    yield at_most("refresh: peak memory", 6, max(run.peak_bytes for run in runs.values()) / 1e9, "GB")
