"""Comments made by hand, and by dice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desirepath.insights.text.comments import Comments
from desirepath.insights.text.levels import levels


def comments_of(
    texts: Sequence[str],
    feelings: Sequence[float],
    *,
    language: str = "sv",
    customers: Sequence[str | None] | None = None,
    scale: str = "stars",
) -> Comments:
    """Comments in the order given, one an hour, each by another customer unless told otherwise."""
    n = len(texts)
    felt = np.array(feelings, float)
    scales = np.array([None if np.isnan(one) else scale for one in felt], object)
    return Comments(
        texts=np.array(texts, object),
        told=np.full(n, None, object),
        languages=np.full(n, language, object),
        customers=np.array(customers or [f"c{at}" for at in range(n)], object),
        steps=np.full(n, "there", object),
        scales=scales,
        feelings=felt,
        levels=levels(felt, scales.tolist()),
        times=np.datetime64("2026-01-01", "us") + np.arange(n) * np.timedelta64(1, "h"),
        of=n,
    )


GOOD = ["bra", "snabbt", "vackert", "trevligt", "perfekt", "roligt", "skönt", "mjukt"]
BAD = ["dåligt", "långsamt", "trasigt", "trist", "fel", "sent", "hårt", "dyrt"]
THINGS = [
    "paketet",
    "tyget",
    "kassan",
    "mejlet",
    "storleken",
    "skjortan",
    "knappen",
    "kartongen",
    "butiken",
    "sidan",
]


def told_by_dice(many: int, *, helpful: bool = True, seed: int = 1) -> tuple[list[str], list[float]]:
    """Comments in made-up Swedish whose words tell the score, or are drawn without regard to it."""
    random = np.random.default_rng(seed)
    texts, feelings = [], []
    for at in range(many):
        low = random.random() < 0.4
        words = BAD if (low if helpful else random.random() < 0.4) else GOOD
        said = [
            *random.choice(words, 2),
            random.choice(THINGS),
            f"nummer{'abcdefghij'[at % 10]}",
            *random.choice(THINGS, 2),
        ]
        texts.append(" ".join(said))
        feelings.append(-2.0 if low else 2.0)
    return texts, feelings
