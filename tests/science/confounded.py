"""Two made-up worlds in which the truth is known: a pain that makes customers leave, and one that does nothing.

In both, three causes of leaving also make the pain likelier, and the pain meets valuable customers more often. So
whoever compares those with the pain to those without finds a large loss, also where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CUSTOMERS = 8_000


@dataclass(frozen=True)
class World:
    """What an analyst would see, and `loss`: each customer's value times what the pain adds to the chance to leave."""

    covariates: Floats
    exposed: NDArray[np.bool_]
    value: Floats
    churned: NDArray[np.bool_]
    loss: Floats

    @property
    def lost(self) -> Floats:
        """The outcome: the customer's value if they left, else 0."""
        return self.value * self.churned


def world(random: np.random.Generator, effect: bool, customers: int = CUSTOMERS) -> World:
    """Draw a world. Tickets, a falling use and age of the account confound; value rises with tickets."""
    tickets, falling, age = random.normal(size=(3, customers))
    value = np.exp(5.5 + 0.4 * tickets + 0.35 * random.normal(size=customers))
    exposed = random.random(customers) < _chance(-1.6 + 0.5 * tickets + 0.5 * falling - 0.3 * age)
    leaning = -1.9 + 0.35 * tickets + 0.5 * falling - 0.3 * age
    without, with_it = _chance(leaning), _chance(leaning + (0.45 if effect else 0.0))
    churned = random.random(customers) < np.where(exposed, with_it, without)
    covariates = np.column_stack([tickets, falling, age, np.log(value)])
    return World(covariates, exposed, value, churned, value * (with_it - without))


@cache
def truth(effect: bool) -> float:
    """The mean loss to the pain of a customer who has it, over a very large draw of the world."""
    large = world(np.random.default_rng(20_261_121), effect, 2_000_000)
    return float(large.loss[large.exposed].mean())


def _chance(score: Floats) -> Floats:
    return 1 / (1 + np.exp(-score))
