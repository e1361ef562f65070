"""A made-up service in which it is known what keeps people: lives, payments that fail, and what brought them there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from desirepath.domain.map import Map
from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.tables import CUSTOMERS, JOURNEYS, STEPS
from desirepath.measures.view import View

PLAN = Map.model_validate(
    {
        "title": "Service",
        "stages": [
            {
                "id": "use",
                "title": "Use",
                "steps": [
                    {"id": "play", "title": "Plays", "match": {"event": ["Played"]}},
                    {"id": "pay", "title": "Pays", "match": {"event": ["Payment Failed"]}},
                ],
            }
        ],
    }
)
ORIGIN = np.datetime64("2025-01-01T12:00:00", "us")
WATCHED = 400
PLAYS_EVERY = 2
FAILS_EVERY = 25.0
GAP = 8


@dataclass(frozen=True)
class Lives:
    """Arrays of n customers, in days: when each began, for how long they lived, and when a payment failed first."""

    began: np.ndarray
    lived: np.ndarray
    failed: np.ndarray
    ads: np.ndarray

    @property
    def met(self) -> np.ndarray:
        """Who ever met a failed payment: only the living can."""
        return self.failed < np.minimum(self.lived, WATCHED - self.began)


def lives(seed: int, n: int = 1_500, harm: float = 1.0, ads: float = 1.0) -> Lives:
    """People who leave at an even pace, and meet failed payments at an even pace for as long as they live.

    `harm` multiplies the pace of leaving once a payment has failed; `ads` multiplies both paces of those who came by
    an advertisement.
    """
    random = np.random.default_rng(seed)
    came = random.random(n) < 0.5
    pace = np.where(came, ads, 1.0)
    failed = random.exponential(FAILS_EVERY, n) / pace
    base = random.exponential(80.0, n) / pace
    # what is left of a life when a payment fails runs out faster by `harm`
    lived = np.where(base > failed, failed + (base - failed) / harm, base)
    return Lives(random.uniform(0, 250, n), lived, failed, came)


def view_of(world: Lives, engine: DuckDBEngine) -> View:
    """The world as a build would tell it."""
    n = len(world.began)
    plays = [
        np.arange(0.0, min(life, WATCHED - start), PLAYS_EVERY)
        for life, start in zip(world.lived, world.began, strict=True)
    ]
    who = np.concatenate([np.repeat(np.arange(n), [len(one) for one in plays]), np.flatnonzero(world.met)])
    day = np.concatenate(
        [
            *(start + one for start, one in zip(world.began, plays, strict=True)),
            (world.began + world.failed)[world.met],
        ]
    )
    failure = np.arange(len(who)) >= len(who) - world.met.sum()
    order = np.lexsort((day, who))
    who, day, failure = who[order], day[order], failure[order]
    first = np.append(True, who[1:] != who[:-1])
    time = ORIGIN + (day * 86_400e6).astype("timedelta64[us]")
    channel = np.where(world.ads, "ads", "friend")
    names = np.array([f"c{at:05}" for at in range(n)])
    events = np.where(failure, "Payment Failed", "Played")
    rows = {
        "bucket": np.zeros(len(who), np.int32),
        "customer": names[who],
        "seq": np.arange(len(who)) - np.maximum.accumulate(np.where(first, np.arange(len(who)), 0)),
        "event_id": np.arange(len(who)).astype(str),
        "source": np.full(len(who), "made"),
        "event": events,
        "kind": np.full(len(who), "behaviour"),
        "actor": np.where(failure, "company", "customer"),
        "channel": channel[who],
        "time": time,
        "local": time,
        "first_time": time[first][np.cumsum(first) - 1],
        "stage": np.full(len(who), "use"),
        "step": np.where(failure, "pay", "play"),
        "stage_position": np.zeros(len(who), np.int32),
        "step_position": failure.astype(np.int32),
    }
    people = {
        "bucket": np.zeros(n, np.int32),
        "customer": names,
        "first_time": time[first],
        "first_channel": channel,
    }
    return View(
        engine=engine,
        tables={
            "journeys": engine.view(_table(JOURNEYS, rows)),
            "steps": engine.view(_table(STEPS, rows)),
            "customers": engine.view(_table(CUSTOMERS, people)),
        },
        data_version="made",
        timezone="UTC",
        currency="EUR",
        complete_through={
            "made": datetime(2025, 1, 1, 12) + (WATCHED * np.timedelta64(1, "D")).astype(object)
        },
        map=PLAN,
    )


def _table(schema: pa.Schema, columns: dict[str, np.ndarray]) -> pa.Table:
    n = len(columns["customer"])
    return pa.table(
        [
            pa.array(columns[one.name], one.type) if one.name in columns else pa.nulls(n, one.type)
            for one in schema
        ],
        schema=schema,
    )
