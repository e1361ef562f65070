"""What do several pains cost together? The same customer cannot be lost twice.

Single prices count a customer who met three pains three times. Here the losses of one customer compound: of what is
left after one pain, the next takes its part. The total is split so that the parts of the pains sum to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desirepath.insights.money.price import Priced
from desirepath.science.arrays import Floats
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.shapley import EXACT, split
from desirepath.science.tails import normal

SEED = 8
WHOLE = 0.999
"""Nobody is lost for more than they are worth."""


@dataclass(frozen=True)
class Joint:
    """The total over all pains, each customer counted once, and the part of each pain; parts sum to the total."""

    total: Estimate
    parts: tuple[float, ...]


def joint(pains: Sequence[Priced], scales: Sequence[float]) -> Joint:
    """Pains with a price above 0 put together; `scales` multiply the money of each, as to whole populations.

    A customer who met the pains S, each with a loss of l_p of a worth of w = the largest of theirs, loses
    w (1 - product over S of (1 - l_p / w)). Parts are Shapley's. The interval comes from what each customer moves
    in all prices, weighted by part / price.

    It does not answer how pains act on one another: where two together do more than either says alone, this is too low.
    """
    if not pains:
        return Joint(Estimate(0.0), ())
    customers = sorted(set().union(*(one.customers.tolist() for one in pains)))
    place = {customer: at for at, customer in enumerate(customers)}
    losses = np.zeros((len(pains), len(customers)))
    worth = np.zeros(len(customers))
    for row, (one, scale) in enumerate(zip(pains, scales, strict=True)):
        at = np.array([place[customer] for customer in one.customers.tolist()])
        share = (one.money.value or 0.0) / max(float(one.worth.sum()), 1e-9)
        np.add.at(losses[row], at, one.worth * share * scale)
        np.maximum.at(worth, at, one.worth * scale)
    kept = np.log1p(-np.minimum(losses / np.maximum(worth, 1e-9), WHOLE))
    parts = _parts(kept, worth)
    money = np.array([scale * (one.money.value or 0.0) for one, scale in zip(pains, scales, strict=True)])
    moved: dict[str, float] = defaultdict(float)
    for one, scale, weight in zip(pains, scales, parts / np.maximum(money, 1e-9), strict=True):
        for customer, influence in one.influence.items():
            moved[customer] += influence * scale * weight
    error = float(np.sqrt(sum(value**2 for value in moved.values())))
    return Joint(normal(float(parts.sum()), error, CLEAR), tuple(parts.tolist()))


def _parts(kept: Floats, worth: Floats) -> Floats:
    """Shapley's parts over pains (rows) for customers (columns)."""
    alone = (kept < 0).sum(axis=0) == 1
    lost = worth * (1 - np.exp(kept))
    # Who met one pain alone has nothing to share out.
    parts: Floats = lost[:, alone].sum(axis=1)
    several, theirs = kept[:, ~alone], worth[~alone]

    def together(causes: frozenset[int]) -> float:
        return float(theirs @ (1 - np.exp(several[sorted(causes)].sum(axis=0)))) if causes else 0.0

    random = None if len(kept) <= EXACT else np.random.default_rng(SEED)
    return parts + split(together, len(kept), random).parts
