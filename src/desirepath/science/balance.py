"""Are the exposed and the unexposed alike after weighting? Standardised differences and effective sample size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.science.arrays import Floats

ALIKE = 0.1


@dataclass(frozen=True)
class Balance:
    """One covariate: by how many standard deviations the exposed lie above the unexposed, before and after weights."""

    name: str
    before: float
    after: float


def balance(
    covariates: ArrayLike, exposed: ArrayLike, before: ArrayLike, after: ArrayLike, names: Sequence[str]
) -> tuple[Balance, ...]:
    """The standardised mean difference of each covariate, under the weights `before` and `after`.

    `covariates` is (n, p), the others (n,), `names` p words. SMD = (mean exposed - mean unexposed) / s, s the standard
    deviation of the exposed under `before` in both cases, so that weights cannot look good by widening the spread:
    Stuart (2010), Statistical Science 25, as usual for an effect on the exposed (where they do not vary, s is that
    of the unexposed). Under 0.1 in absolute value counts as alike. It says nothing about what was not measured.

    >>> balance([[1.0], [3.0], [1.0], [3.0], [3.0]], [1, 1, 0, 0, 0], np.ones(5), [1, 1, 2, 1, 1], ["age"])[0].after
    0.0
    """
    x, treated = np.asarray(covariates, float), np.asarray(exposed, bool)
    old, new = np.asarray(before, float), np.asarray(after, float)
    own, other = (_spread(x[arm], old[arm]) for arm in (treated, ~treated))
    scale = np.where(own > 0, own, other)
    differences = (
        np.average(x[treated], axis=0, weights=w[treated])
        - np.average(x[~treated], axis=0, weights=w[~treated])
        for w in (old, new)
    )
    # A covariate without spread in either arm is alike when it is equal, and infinitely apart when it is not.
    apart = [
        np.where(scale > 0, d / np.where(scale > 0, scale, 1), np.where(d == 0, 0.0, np.inf))
        for d in differences
    ]
    return tuple(Balance(name, float(a), float(b)) for name, a, b in zip(names, *apart, strict=True))


def effective_size(weights: ArrayLike) -> float:
    """How many equally weighted rows carry as much: (sum w)^2 / sum w^2, Kish (1965); 0 without weight.

    >>> effective_size([1, 1, 1, 1]), effective_size([3, 1])
    (4.0, 1.6)
    """
    w = np.asarray(weights, float)
    return float(w.sum() ** 2 / (w @ w)) if w.any() else 0.0


def _spread(x: Floats, weights: Floats) -> Floats:
    middle = np.average(x, axis=0, weights=weights)
    spread: Floats = np.sqrt(np.average((x - middle) ** 2, axis=0, weights=weights))
    return spread
