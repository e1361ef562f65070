"""Time and memory of the build and of six measures, on DuckDB and on Spark with one and two workers, as JSON lines.

SCALE_EVENTS (1000000,10000000) sizes, SCALE_ENGINES (duckdb,1,2) DuckDB or so many workers of one core each on this
machine. Each engine is a process of its own that is watched; memory of a cluster's workers is not in it.

Usage: python benchmarks/many_events.py
"""

import json
import os
import sys
import time
from contextlib import nullcontext
from pathlib import Path

import watch
from bench import DESIREPATH
from make_shop import make_shop

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
SIX = ("reach", "funnel", "flow", "retention", "revenue", "step_matrix")
FOLDER = Path(os.environ.get("BENCH_FOLDER", ROOT / "bench-data"))
SIZES = os.environ.get("SCALE_EVENTS", "1000000,10000000")
ENGINES = os.environ.get("SCALE_ENGINES", "duckdb,1,2")
SPARK = {"spark.executor.memory": "3g", "spark.driver.memory": "2g", "spark.sql.shuffle.partitions": "8"}


def asked(folder: Path) -> dict[str, float]:
    """In a process of its own: seconds of the build and of each measure."""
    from desirepath.services.asking import ask_reader
    from desirepath.services.bringing import build_journeys
    from desirepath.services.reading import Reader
    from desirepath.services.workspace import open_workspace

    workspace = open_workspace(folder)
    seconds = {}
    begun = time.perf_counter()
    build_journeys(workspace)
    seconds["build"] = time.perf_counter() - begun
    for name in SIX:
        begun = time.perf_counter()
        ask_reader(Reader(workspace, seconds=3600), name)
        seconds[name] = time.perf_counter() - begun
    return seconds


def measure(events: int, engine: str) -> dict[str, object]:
    """One size on one engine, from an imported shop."""
    from spark_cluster import ENVIRONMENT, cluster

    shop = make_shop(FOLDER / f"scale-{events}", events, events // 20, seed=1, places=4)
    settings = shop / "workspace.yaml"
    plain = settings.read_text("utf-8")
    watch.run([*DESIREPATH, "import", "--json", "--workspace", str(shop)])
    os.environ.update(ENVIRONMENT)
    with nullcontext("duckdb") if engine == "duckdb" else cluster(int(engine), memory="3g") as address:
        spark = "" if engine == "duckdb" else f"spark: {json.dumps(SPARK)}\n"
        settings.write_text(f"{plain}engine: {address}\n{spark}", "utf-8")
        done = watch.run([sys.executable, __file__, str(shop)])
    settings.write_text(plain, "utf-8")
    return {
        "events": events,
        "engine": engine if engine == "duckdb" else f"spark, {engine} worker(s)",
        "peak_gib": round(done.peak_bytes / 2**30, 2),
        **{name: round(taken, 2) for name, taken in json.loads(done.output.splitlines()[-1]).items()},
    }


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(asked(Path(sys.argv[1]))))
    else:
        for size in SIZES.split(","):
            for engine in ENGINES.split(","):
                print(json.dumps(measure(int(size), engine)), flush=True)
