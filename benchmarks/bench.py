"""`make bench`: import, build and ask a large shop, and print what each took.

BENCH_EVENTS (20 000 000), BENCH_CUSTOMERS (a twentieth of the events), BENCH_SEED (1), BENCH_FOLDER (bench-data).
Prints lines for people; with --json one JSON object. The file of events is made first and is not counted.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import watch
from make_shop import make_shop

ROOT = Path(__file__).resolve().parents[1]
DESIREPATH = [sys.executable, "-m", "desirepath.cli.main"]


def measure(events: int, customers: int, seed: int, folder: Path) -> dict[str, Any]:
    """Everything that `make bench` and `make figures-living-map` say about a large shop."""
    shop = make_shop(folder / f"shop-{events}", events, customers, seed)
    imported = watch.run([*DESIREPATH, "import", "--json", "--workspace", str(shop)])
    built = watch.run([*DESIREPATH, "build", "--json", "--workspace", str(shop)])
    asked = watch.run([sys.executable, str(ROOT / "benchmarks/ask.py"), str(shop)])
    took = imported.seconds + built.seconds
    return {
        "events": events,
        "customers": customers,
        "csv_bytes": (shop / "data/events.csv").stat().st_size,
        "lake_bytes": sum(file.stat().st_size for file in (shop / "lake").rglob("*") if file.is_file()),
        "import_seconds": imported.seconds,
        "build_seconds": built.seconds,
        "import_cpu_seconds": imported.cpu_seconds,
        "build_cpu_seconds": built.cpu_seconds,
        "events_per_second": events / took,
        "import_peak_bytes": imported.peak_bytes,
        "build_peak_bytes": built.peak_bytes,
        "ask_peak_bytes": asked.peak_bytes,
        "peak_bytes": max(imported.peak_bytes, built.peak_bytes, asked.peak_bytes),
        "build": json.loads(built.output),
        **json.loads(asked.output),
    }


def wish() -> dict[str, Any]:
    events = int(os.environ.get("BENCH_EVENTS", "20000000"))
    return {
        "events": events,
        "customers": int(os.environ.get("BENCH_CUSTOMERS", events // 20)),
        "seed": int(os.environ.get("BENCH_SEED", "1")),
        "folder": Path(os.environ.get("BENCH_FOLDER", ROOT / "bench-data")),
    }


def words(found: dict[str, Any]) -> str:
    mega, giga = 1e6, 2**30
    lines = [
        f"{found['events'] / mega:,.2f} M events of {found['customers']:,} customers, "
        f"{found['csv_bytes'] / giga:.2f} GiB of CSV, {found['lake_bytes'] / giga:.2f} GiB in the lake",
        *(
            f"{phase:<24} {found[f'{phase}_seconds']:8.1f} s   {found[f'{phase}_cpu_seconds']:6.1f} s of CPU   "
            f"{found[f'{phase}_peak_bytes'] / giga:5.2f} GiB"
            for phase in ("import", "build")
        ),
    ]
    for phase, seconds in found["build"].get("seconds", {}).items():
        lines.append(f"    {phase:<20} {seconds:8.1f} s")
    ratio, same = (
        found["conversion_raw"] / found["conversion"],
        "the same" if found["same_answer"] else "ANOTHER",
    )
    lines += [
        f"together                 {found['events_per_second'] / mega:8.2f} M events/s",
        f"map, first view          {found['first_view']:8.2f} s   {found['ask_peak_bytes'] / giga:5.2f} GiB",
        f"map, same view again     {found['second_view']:8.2f} s",
        f"one measure (conversion) {found['conversion']:8.2f} s",
        f"  by windows over raw    {found['conversion_raw']:8.2f} s   {ratio:.1f} times as long, {same} answer",
        "every measure with its defaults:",
    ]
    lines += [
        f"    {name:<20} {seconds:8.2f} s   raw / this {found['conversion_raw'] / seconds:5.1f}"
        for name, seconds in found["measures"].items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    found = measure(**wish())
    print(json.dumps(found) if "--json" in sys.argv else words(found))
