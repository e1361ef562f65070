"""A small lake with everything that a build must cope with."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.domain.settings import Settings
from desirepath.journeys.build import build
from desirepath.lake.builds import Build
from desirepath.lake.lake import Lake
from desirepath.lake.tables import EVENTS, TRAITS

from .made import PLAN, START

NOW = datetime.fromisoformat("2026-06-01T12:00")
SETTINGS = Settings(
    timezone="Europe/Madrid", currency="EUR", rates={"USD": Decimal("0.9")}, keep=["colour"], buckets=4
)
MAPS = {"main": (PLAN, "sha of main")}


def some_events(count: int = 300, seed: int = 1) -> list[dict[str, Any]]:
    """Events of about forty people on a few devices, with orders, answers, foreign money and nameless reviews."""
    random = Random(seed)
    rows = []
    for number in range(count):
        person = random.randrange(40)
        name = random.choice(["visit", "visit", "basket", "order", "review", "Survey Sent"])
        known = random.random()
        row: dict[str, Any] = {
            "event_id": f"e{number:05d}",
            "source": random.choice(["web", "shop"]),
            "event": name,
        }
        row["timestamp"] = START + timedelta(minutes=random.randrange(0, 20_000, 5))
        row["received_at"] = START + timedelta(days=30)
        if known < 0.6 or name in ("order", "Survey Sent"):
            row["user_id"] = f"u{person:02d}"
        if known > 0.5 and name not in ("Survey Sent",):
            row["anonymous_id"] = f"a{person // 2:02d}"
        if name == "review" and known > 0.9:
            row |= {"user_id": None, "anonymous_id": None, "touchpoint": "shop"}
        row["actor"] = "company" if name == "Survey Sent" else "customer"
        row["kind"] = {"order": "order", "review": "review", "Survey Sent": "message"}.get(name, "behaviour")
        row["channel"] = random.choice(["web", "mail"])
        row["properties"] = random.choice([None, '{"colour": "red"}', '{"colour": 3, "step": "pay"}'])
        if name == "order":
            row |= {"order_id": f"o{number}", "revenue": Decimal(random.randrange(100, 9999)) / 100}
            row["currency"] = random.choice([None, "EUR", "USD", "XXX"])
        if name == "review":
            row |= {"scale": "stars", "score": float(random.randrange(1, 6)), "text": "so so"}
        rows.append(row)
    return rows


def some_traits() -> list[dict[str, Any]]:
    return (
        [
            {
                "source": "crm",
                "of": "customer",
                "id": f"u{n:02d}",
                "name": name,
                "value": value,
                "valid_from": START,
            }
            for n in range(0, 40, 3)
            for name, value in (("country", "ES"), ("account", f"acme {n}"))
        ]
        + [
            {
                "source": "crm",
                "of": "account",
                "id": f"acme {n}",
                "name": "plan",
                "value": value,
                "valid_from": START + timedelta(days=day),
            }
            for n in (3, 6)
            for day, value in enumerate(["free", "pro"])
        ]
        + [
            {
                "source": "crm",
                "of": "customer",
                "id": "stranger",
                "name": "country",
                "value": "FR",
                "valid_from": START,
            }
        ]
    )


def a_lake(root: Path, rows: list[dict[str, Any]], *, commits: int = 1) -> Lake:
    """A lake that holds events in some commits, and traits."""
    lake = Lake(root / "lake")
    for part in range(commits):
        lake.append("events", pa.Table.from_pylist(rows[part::commits], schema=EVENTS))
    lake.append("traits", pa.Table.from_pylist(some_traits(), schema=TRAITS))
    return lake


def built(lake: Lake, **more: Any) -> Build:
    maps: dict[str, tuple[Map, str]] = more.pop("maps", MAPS)
    return build(lake, more.pop("settings", SETTINGS), maps, now=more.pop("now", NOW), code="1", **more)


def contents(lake: Lake, build: Build) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables of a build, in one order."""
    names = [
        "identities",
        "journeys",
        "customers",
        "passages",
        "occurrences",
        *(f"{t}_{m}" for m in build.maps for t in ("steps", "passages", "answers")),
    ]
    return {name: sorted(lake.read(name, build.tables[name]).to_pylist(), key=repr) for name in names}
