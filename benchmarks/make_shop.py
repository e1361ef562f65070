"""The workspace in `big_shop/` over the large file of `make_events`."""

import json
import os
import re
import shutil
from pathlib import Path

from make_events import make_events

PLAN = Path(__file__).parent / "big_shop"


def make_shop(folder: Path, events: int, customers: int, seed: int, places: int = 1) -> Path:
    """The workspace with its file and nothing imported; the file is kept from run to run."""
    csv, mark = folder / "data/events.csv", folder / "data/events.json"
    wish = {"events": events, "customers": customers, "seed": seed, "places": places}
    if not mark.exists() or json.loads(mark.read_text()) != wish:
        shutil.rmtree(folder, ignore_errors=True)
        make_events(csv, events, customers, seed, places=places)
        mark.write_text(json.dumps(wish))
    for made in ("lake", "cache"):
        shutil.rmtree(folder / made, ignore_errors=True)
    shutil.copytree(PLAN, folder, dirs_exist_ok=True)
    plan = folder / "maps/main.yaml"
    plan.write_text(
        re.sub(r"event: \[(.*?)\]", lambda found: _at_all(found[1], places), plan.read_text("utf-8"))
    )
    (folder / "lake").mkdir()
    os.sync()  # what was written before is not to slow down what is timed
    return folder


def _at_all(events: str, places: int) -> str:
    """A rule's list of events with their names at all places."""
    names = [f"{name} {place}" for name in events.split(", ") for place in range(2, places + 1)]
    return f"event: [{', '.join([events, *names])}]"
