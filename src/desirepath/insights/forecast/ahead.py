"""How many purchases of all these customers together lie ahead, and how far may that be off?

Two kinds of doubt: the parameters are known only so well (the delta method), and customers are lucky or not (the
variance of the number each of them buys). Sums over customers need only how many are alive at each (x, age), so the
costly part is done once for some hundred groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desirepath.science.arrays import Floats
from desirepath.science.clv.bg_nbd import BgNbd, fit_bg_nbd
from desirepath.science.clv.fit import Fitted
from desirepath.science.clv.histories import Histories
from desirepath.science.intervals import z

MOST_PURCHASES = 400
"""Nobody is expected to buy on more days of the horizon."""
NEGLIGIBLE = 1e-9


def likelier(histories: Histories) -> Fitted[BgNbd]:
    """BG/NBD or MBG/NBD, whichever makes these histories likelier: both have four parameters.

    They differ in whether people may leave right after their first purchase.
    """
    return max(
        (fit_bg_nbd(histories, modified) for modified in (False, True)), key=lambda f: f.log_likelihood
    )


@dataclass(frozen=True)
class Groups:
    """Customers with the same repeats and age: `at` says which group a cell is in."""

    x: Floats
    age: Floats
    at: NDArray[np.intp]

    @classmethod
    def of(cls, histories: Histories) -> Groups:
        keys, at = np.unique(np.stack([histories.x, histories.age]), axis=1, return_inverse=True)
        return cls(keys[0], keys[1], at.ravel())

    def total(self, of_cells: Floats) -> Floats:
        found: Floats = np.bincount(self.at, of_cells, self.x.size).astype(float)
        return found

    def if_alive(self, model: BgNbd, weeks: Floats) -> Floats:
        """Expected purchases within `weeks` of somebody who is still a customer, (groups, weeks)."""
        x, age = self.x[:, None], self.age[:, None]
        found: Floats = model.expected_after(weeks[None, :], x, age, age) / model.alive(x, age, age)
        return found


def expected(model: BgNbd, histories: Histories, weeks: Floats, worth: Floats | None = None) -> Floats:
    """Purchases of all of them within each of `weeks` from now (weeks,); each counts `worth` (cells,), else 1."""
    groups = Groups.of(histories)
    alive = model.alive(histories.x, histories.tx, histories.age) * histories.weight
    return groups.total(alive if worth is None else alive * worth) @ groups.if_alive(model, weeks)


def buyers(model: BgNbd, histories: Histories, weeks: float) -> float:
    """How many of them are expected to buy at least once within `weeks`."""
    return float(histories.weight @ model.at_least(1, weeks, histories.x, histories.tx, histories.age))


def luck(model: BgNbd, histories: Histories, weeks: float, worth: Floats | None = None) -> float:
    """Variance of the number bought within `weeks` by all of them at these parameters; squares of `worth` weigh."""
    groups = Groups.of(histories)
    mean, square = np.zeros(groups.x.size), np.zeros(groups.x.size)
    for n in range(1, MOST_PURCHASES):
        chance = model.at_least(n, weeks, groups.x, groups.age, groups.age) / model.alive(
            groups.x, groups.age, groups.age
        )
        mean, square = mean + chance, square + (2 * n - 1) * chance
        if chance.max(initial=0) < NEGLIGIBLE:
            break
    alive = model.alive(histories.x, histories.tx, histories.age)
    each = alive * square[groups.at] - (alive * mean[groups.at]) ** 2
    return float((histories.weight * (1.0 if worth is None else worth**2)) @ each)


def between(value: Floats | float, variance: Floats | float) -> tuple[Floats, Floats]:
    """The interval of 95 % around sums of many customers, never below nothing."""
    half = z(0.95) * np.sqrt(variance)
    return np.maximum(0.0, np.asarray(value) - half), np.asarray(value) + half
