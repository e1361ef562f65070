"""Made-up customers who behave exactly as a model says, so that what it claims can be counted."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desirepath.science.clv.histories import Histories

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Buyers:
    """Who bought how often until `age`, who is then still a customer, and how often they buy in the time after."""

    x: Floats
    tx: Floats
    age: Floats
    alive: NDArray[np.bool_]
    later: Floats

    def histories(self) -> Histories:
        return Histories.of(self.x, self.tx, self.age)


def buy(
    rates: Floats, ends: Floats, drop: Floats, age: float, after: float, random: np.random.Generator
) -> Buyers:
    """Let people buy one purchase at a time, until they leave at `ends`, or by the chance `drop` at a purchase."""
    size = rates.size
    clock, last, x, later = np.zeros(size), np.zeros(size), np.zeros(size), np.zeros(size)
    leaves = ends.copy()
    here = np.flatnonzero(ends > 0)
    while here.size:
        clock[here] += random.exponential(1 / rates[here])
        here = here[clock[here] < np.minimum(leaves[here], age + after)]
        early = here[clock[here] <= age]
        x[early] += 1
        last[early] = clock[early]
        later[here[clock[here] > age]] += 1
        gone = random.random(here.size) < drop[here]
        leaves[here[gone]] = clock[here[gone]]
        here = here[~gone]
    return Buyers(x, last, np.full(size, age), leaves > age, later)


def bg_nbd(
    r: float,
    alpha: float,
    a: float,
    b: float,
    *,
    size: int,
    age: float,
    seed: int,
    after: float = 0,
    modified: bool = False,
) -> Buyers:
    random = np.random.default_rng(seed)
    rates, drop = random.gamma(r, 1 / alpha, size), random.beta(a, b, size)
    at_first = modified & (random.random(size) < drop)
    return buy(np.maximum(rates, 1e-12), np.where(at_first, 0.0, np.inf), drop, age, after, random)


def pareto_nbd(
    r: float, alpha: float, s: float, beta: float, *, size: int, age: float, seed: int, after: float = 0
) -> Buyers:
    random = np.random.default_rng(seed)
    rates, leaving = random.gamma(r, 1 / alpha, size), random.gamma(s, 1 / beta, size)
    ends = random.exponential(1 / np.maximum(leaving, 1e-12))
    return buy(np.maximum(rates, 1e-12), ends, np.zeros(size), age, after, random)


def bg_bb(
    alpha: float, beta: float, gamma: float, delta: float, *, size: int, age: int, seed: int, after: int = 0
) -> Buyers:
    random = np.random.default_rng(seed)
    comes, leaves = random.beta(alpha, beta, size), random.beta(gamma, delta, size)
    stays = random.geometric(np.maximum(leaves, 1e-12)) - 1  # occasions before leaving
    occasion = np.arange(1, age + after + 1)
    came = (random.random((size, occasion.size)) < comes[:, None]) & (occasion <= stays[:, None])
    before, later = came[:, :age], came[:, age:].sum(axis=1)
    last = (before * occasion[:age]).max(axis=1)
    full = np.full(size, float(age))
    return Buyers(before.sum(axis=1) * 1.0, last * 1.0, full, stays >= age, later * 1.0)


def groups(buyers: Buyers) -> list[NDArray[np.bool_]]:
    """People alike in number of purchases (0, 1, 2, 3 to 5, more) and in how long ago the last was (halves)."""
    x = buyers.x
    late = buyers.tx > buyers.age / 2
    numbers = [x == 0, x == 1, x == 2, (x > 2) & (x < 6), x > 5]
    return [one for number in numbers for one in (number & late, number & ~late) if one.sum() > 500]


def off_by(found: Floats, claimed: Floats) -> float:
    """By how many standard errors the mean of what was found differs from the mean of what was claimed."""
    difference = found - claimed
    return float(abs(difference.mean()) / (difference.std() / np.sqrt(difference.size) + 1e-12))
