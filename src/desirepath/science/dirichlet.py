"""How alike are customers? The Dirichlet-multinomial, fitted from counts: what one did is drawn towards what all do.

A customer who did k on n_k of n occasions does it next with chance (n_k + s p_k) / (n + s). The p_k are the shares of
all, and the strength s says how many occasions of one's own weigh as much as they do: 0 where nobody is like another,
without end where everybody is alike. s is where the likelihood is highest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from desirepath.science.arrays import Floats

LEAST, MOST = 1e-2, 1e5
"""Bounds of the strength; at the upper one customers are as alike as the data can tell."""


@dataclass(frozen=True)
class Counted:
    """How many customers did `what` (a place in the shares) on `times` occasions, and had `total` in all.

    Both are counts that add up: `people` of each cell, `all_people` of each total.
    """

    what: ArrayLike
    times: ArrayLike
    people: ArrayLike
    total: ArrayLike
    all_people: ArrayLike


def log_likelihood(shares: Floats, counted: Counted, strength: float) -> float:
    """Of the order in which things were done; the number of orders with the same counts is left out."""
    prior = strength * shares[np.asarray(counted.what, np.intp)]
    times, people = np.asarray(counted.times, float), np.asarray(counted.people, float)
    total, everybody = np.asarray(counted.total, float), np.asarray(counted.all_people, float)
    own = people @ (gammaln(prior + times) - gammaln(prior))
    return float(own + everybody @ (gammaln(strength) - gammaln(strength + total)))


def fit_strength(shares: Floats, counted: Counted) -> float:
    """The strength that makes what customers did likeliest."""
    found = minimize_scalar(
        lambda log: -log_likelihood(shares, counted, float(np.exp(log))),
        bounds=(np.log(LEAST), np.log(MOST)),
        method="bounded",
    )
    return float(np.exp(found.x))


def fit_repeat(shares: Floats, what: ArrayLike, same: ArrayLike, people: ArrayLike) -> float:
    """How often the last is simply done again: w in w [same] + (1 - w) p, where it is likeliest; 0 without pairs."""
    p, agree = shares[np.asarray(what, np.intp)], np.asarray(same, float)
    weight = np.asarray(people, float)
    if not weight.sum():
        return 0.0
    found = minimize_scalar(
        lambda w: -float(weight @ np.log(np.maximum(w * agree + (1 - w) * p, 1e-300))),
        bounds=(0.0, 1.0),
        method="bounded",
    )
    return float(found.x)
