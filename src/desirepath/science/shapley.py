"""How is a joint total shared out among its causes, so that the parts add up to it?

One customer has several pains, so the loss from each one alone counts the same customer several times. Shapley's split
gives each cause its mean contribution over all orders in which the causes could be added: the parts sum to the total.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from desirepath.errors import InputError
from desirepath.science.arrays import Floats

Worth = Callable[[frozenset[int]], float]
EXACT = 12


@dataclass(frozen=True)
class Split:
    """`parts` (m,) that sum to `total` = worth of all minus of none; `errors` (m,) of sampling, 0 when exact."""

    parts: Floats
    errors: Floats
    total: float


def split(worth: Worth, causes: int, random: np.random.Generator | None = None, orders: int = 200) -> Split:
    """The share of each of `causes` causes, numbered from 0.

    `worth` gives the total with just these causes at work (asked once for each set). Exact over all 2^m sets up to 12
    causes when `random` is null; else the mean over `orders` >= 2 sampled orders, each taken forwards and backwards,
    seeded by `random`. part_i = sum over sets S without i of |S|! (m-|S|-1)! / m! (v(S+i) - v(S)): Shapley (1953);
    sampling: Castro, Gómez and Tejada (2009), Computers & Operations Research 36. Raises InputError for more than
    12 causes without `random`.

    The split is fair, not causal: it says nothing that `worth` does not know, and what removing one cause alone
    would save is worth(all) - worth(all but it).

    >>> together = {frozenset(): 0, frozenset({0}): 2, frozenset({1}): 1, frozenset({0, 1}): 7}
    >>> split(lambda causes: together[causes], 2).parts.tolist()
    [4.0, 3.0]
    """
    known: dict[frozenset[int], float] = {}

    def value(chosen: frozenset[int]) -> float:
        if chosen not in known:
            known[chosen] = float(worth(chosen))
        return known[chosen]

    total = value(frozenset(range(causes))) - value(frozenset())
    if random is not None:
        return _sampled(value, causes, random, orders, total)
    if causes > EXACT:
        raise InputError(
            f"{causes} causes have {2**causes:,} sets.",
            code="bad_orders",
            remedy="Give a random generator to sample orders.",
        )
    return Split(_exact(value, causes), np.zeros(causes), total)


def _exact(value: Worth, causes: int) -> Floats:
    parts = np.zeros(causes)
    for bits in range(2**causes):
        chosen = frozenset(i for i in range(causes) if bits >> i & 1)
        weight = (
            math.factorial(len(chosen))
            * math.factorial(max(causes - len(chosen) - 1, 0))
            / math.factorial(causes)
        )
        for i in set(range(causes)) - chosen:
            parts[i] += weight * (value(chosen | {i}) - value(chosen))
    return parts


def _sampled(value: Worth, causes: int, random: np.random.Generator, orders: int, total: float) -> Split:
    if orders < 2:
        raise InputError(
            "At least two orders are needed, to know how far they differ.",
            code="bad_orders",
            remedy="Ask for 50 or more.",
        )
    gains = np.empty((orders, causes))
    for row in gains:
        order = random.permutation(causes).tolist()
        # An order and its reverse err in opposite ways, so their mean is steadier than that of two unrelated ones.
        row[:] = (_along(value, order) + _along(value, order[::-1])) / 2
    return Split(gains.mean(axis=0), gains.std(axis=0, ddof=1) / math.sqrt(orders), total)


def _along(value: Worth, order: list[int]) -> Floats:
    gains = np.empty(len(order))
    chosen: frozenset[int] = frozenset()
    for cause in order:
        gains[cause] = value(chosen | {cause}) - value(chosen)
        chosen |= {cause}
    return gains
