"""A made-up subscription: who listens less is likelier to cancel, by a page and its confirmation on one day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from desirepath.domain.settings import Contract as Terms

DAY_ONE = date(2025, 1, 6)
TERMS = Terms(start=["Subscription Started"], end=["Cancellation Confirmation"], leaving=["Cancel"])


def subscribers(
    people: int, days: int, *, interview: bool = False, stay: int = 900, seed: int = 3
) -> dict[str, list[Any]]:
    """Columns of their events. With `interview`, who is about to confirm talks to support the day before;
    `stay` is how many days more somebody stays who listens daily."""
    chance = np.random.default_rng(seed)
    rows: list[tuple[str, str, str, datetime]] = []
    for at in range(people):
        who, rate = f"c{at:04d}", chance.gamma(2.0, 0.12)
        start = int(chance.integers(0, days * 2 // 3))

        def told(event: str, kind: str, day: int, hour: int, who: str = who) -> None:
            rows.append((who, event, kind, datetime.combine(DAY_ONE + timedelta(days=day), time(hour))))

        told("Subscription Started", "behaviour", start, 9)
        leaves = start + 1 + int(chance.exponential(10 + stay * rate))
        for day in range(start, min(leaves, days)):
            if chance.random() < min(rate, 0.9):
                told("Listened", "behaviour", day, 18)
        if leaves < days:
            if interview and leaves > start + 1:
                told("Exit Interview", "support", leaves - 1, 12)
            told("Cancel", "behaviour", leaves, 20)
            told("Cancellation Confirmation", "behaviour", leaves, 21)
    names = ("customer", "event", "kind", "time")
    return {**{name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)},
            "actor": ["customer"] * len(rows)}  # fmt: skip
