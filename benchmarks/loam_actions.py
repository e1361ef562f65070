"""The two actions of the sample shop, one that worked and one that did not, against what was planted, a shop a seed."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desirepath.insights.effects.effect import Effect
from desirepath.services.demo import make_demo
from desirepath.services.effects import effects_in
from desirepath.services.workspace import open_workspace
from figure import Figure
from loam_pains import CUSTOMERS, SEEDS


@dataclass(frozen=True)
class Seen:
    """What one action showed in one shop, and what was planted; shares."""

    word: str
    value: float
    low: float
    high: float
    truth: float

    @property
    def held(self) -> bool:
        return self.low <= self.truth <= self.high

    def __str__(self) -> str:
        points = [f"{100 * end:+.1f}" for end in (self.value, self.low, self.high, self.truth)]
        return f"{self.word}: {points[0]} ({points[1]} to {points[2]}), truth {points[3]}"


def actions_measured() -> Iterator[Figure]:
    """The worked action found, the other not? A single shop has few returns, so its own word is often "likely"."""
    pilots, fees = [], []
    for seed in range(1, SEEDS + 1):
        folder = Path(tempfile.mkdtemp(prefix="loam-"))
        try:
            make_demo(folder / "loam", customers=CUSTOMERS, seed=seed, told=True)
            told = json.loads((folder / "loam/truth.json").read_text())["actions"]
            truth = {one["id"]: one for one in told}
            fee, pilot, *_ = effects_in(open_workspace(folder / "loam"), "main")
        finally:
            shutil.rmtree(folder)
        pilots.append(_seen(pilot, truth["label-free-pilot"]["second_order_within_120_days"]["effect"]))
        fees.append(_seen(fee, 0.0))
        yield Figure(f"actions, seed {seed}", "told", {"pilot": str(pilots[-1]), "fee": str(fees[-1])}, True)
    clear, likely = (sum(one.word == word for one in pilots) for word in ("clear", "likely"))
    yield Figure(
        "the action that worked: clear; likely",
        "told",
        f"{clear}; {likely} of {len(pilots)}",
        clear + likely > 0,
    )
    value, low, high = _pooled(pilots)
    planted = float(np.mean([one.truth for one in pilots]))
    yield Figure(
        "the action that worked, all shops together",
        "clear of 0, holds the truth",
        f"{100 * value:+.1f} points ({100 * low:+.1f} to {100 * high:+.1f}), truth {100 * planted:+.1f}",
        low > 0 and low <= planted <= high,
    )
    wrong = sum(one.word == "clear" for one in fees)
    yield Figure(
        "the action that did not: called clear",
        "at most 5 %",
        f"{wrong} of {len(fees)}",
        wrong <= len(fees) / 20,
    )
    held = sum(one.held for one in (*pilots, *fees))
    yield Figure(
        "intervals of actions that hold what was planted",
        "at least 85%",
        f"{held} of {len(pilots) + len(fees)}",
        held >= 0.85 * (len(pilots) + len(fees)),
    )


def _seen(effect: Effect, truth: float) -> Seen:
    found = effect.effect
    if found is None or found.value is None or found.low is None or found.high is None:
        raise ValueError(f"{effect.title} was not measured: {effect.said}")
    return Seen(str(effect.words), found.value, found.low, found.high, truth)


def _pooled(seen: list[Seen]) -> tuple[float, float, float]:
    """The mean weighted by precision, with its 95 % interval; each shop is a world of its own."""
    weights = np.array([(2 * 1.96 / (one.high - one.low)) ** 2 for one in seen])
    value = float(np.average([one.value for one in seen], weights=weights))
    half = 1.96 / float(np.sqrt(weights.sum()))
    return value, value - half, value + half
