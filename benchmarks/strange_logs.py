"""Logs that are nothing like a shop's: one customer with all events, or a hundred thousand names of events.

Usage: python benchmarks/strange_logs.py WORKSPACE: every measure of the registry by its example, as JSON: seconds of
those that answered, and the codes of the errors of the others. `made` makes such a workspace and builds it.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

import watch
from bench import DESIREPATH
from desirepath.errors import DesirePathError
from desirepath.measures import registry
from desirepath.services.asking import ask_reader
from desirepath.services.reading import Reader, warm_up
from desirepath.services.workspace import open_workspace
from make_shop import make_shop

STRANGE = {
    "one customer with all events": "replace ('c0000001' as customer)",
    "100,000 names of events": "replace (event || ' ' || hash(event_id) % 10000 as event)",
}


def made(folder: Path, log: str, events: int) -> tuple[Path, int]:
    """A built workspace of this log, and the peak memory of import and build."""
    shop = make_shop(folder, events, max(1, events // 20), seed=1)
    csv, strange = shop / "data/events.csv", shop / "data/strange.csv"
    with duckdb.connect() as db:
        db.execute(
            f"copy (select * {STRANGE[log]} from read_csv('{csv}', all_varchar = true)) to '{strange}' (header)"
        )
    recipe = shop / "recipes/shop.yaml"
    recipe.write_text(recipe.read_text("utf-8").replace("events.csv", "strange.csv"), "utf-8")
    words = (["import", "--json"], ["build", "--json"])
    peaks = [watch.run([*DESIREPATH, *word, "--workspace", str(shop)]).peak_bytes for word in words]
    return shop, max(peaks)


def asked(folder: Path) -> dict[str, dict[str, float | str]]:
    reader = Reader(open_workspace(folder))
    seconds: dict[str, float | str] = {}
    errors: dict[str, float | str] = {}
    for name in registry.names():
        measure, begun = registry.get(name), time.perf_counter()
        try:
            ask_reader(reader, name, measure.example, by=measure.example_by)
            seconds[name] = round(time.perf_counter() - begun, 2)
        except DesirePathError as error:
            errors[name] = error.code
    return {"seconds": seconds, "errors": errors}


if __name__ == "__main__":
    warm_up()
    print(json.dumps(asked(Path(sys.argv[1]))))
