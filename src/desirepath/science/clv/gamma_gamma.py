"""How much does a customer's average purchase bring, when we saw only a few? The Gamma-Gamma model.

One purchase says little about a customer, so the mean of the few is pulled towards everybody's mean, the more so the
fewer there are. Purchases of a customer are Gamma(p, rate) with a rate of their own, Gamma(q, v).
Colombo and Jiang (1999), J. of Interactive Marketing 13; Fader and Hardie (2013), note 025 on brucehardie.com.

Not answered: purchases whose size depends on how often one buys (look at `correlation` first: it should be near 0),
refunds, and customers without a repeat purchase beyond "like everybody".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import DataQualityError, InputError
from desirepath.science.arrays import Floats
from desirepath.science.clv.fit import Fitted, maximum_likelihood
from desirepath.science.clv.numerics import floats, log_gamma


@dataclass(frozen=True)
class GammaGamma:
    """The model at given parameters, all > 0; v is money."""

    p: float
    q: float
    v: float

    @property
    def mean(self) -> float:
        """Mean purchase of all customers, p v / (q - 1); infinite for q <= 1, where the model has none.

        >>> round(GammaGamma(6.25, 3.74, 15.44).mean, 2)
        35.22
        """
        return self.p * self.v / (self.q - 1) if self.q > 1 else float("inf")

    def spend(self, x: ArrayLike, z: ArrayLike) -> Floats:
        """Expected purchase of somebody whose x repeat purchases had the mean z: p (v + x z) / (p x + q - 1).

        For x = 0 (z is not looked at) this is everybody's mean.

        >>> GammaGamma(6.25, 3.74, 15.44).spend([2, 0], [22.35, 0]).round(2).tolist()
        [24.66, 35.22]
        """
        x, z = np.broadcast_arrays(*floats(x, z))
        bottom = self.p * x + self.q - 1
        top = self.p * (self.v + np.where(x > 0, x * z, 0.0))
        with np.errstate(divide="ignore"):
            found: Floats = np.where(bottom > 0, top / np.where(bottom > 0, bottom, 1.0), np.inf)
        return found


def fit_gamma_gamma(x: ArrayLike, z: ArrayLike, weight: ArrayLike | None = None) -> Fitted[GammaGamma]:
    """Gamma-Gamma at the parameters that make these mean purchases likeliest.

    `x` (cells,): repeat purchases, at least 1; `z` (cells,): mean money of them, > 0, without the first purchase;
    `weight`: customers in the cell, else one each. Means may be binned finely (by log z) before they are counted.
    log L = log Γ(px+q) - log Γ(px) - log Γ(q) + q log v + (px-1) log z + px log x - (px+q) log(v + x z).
    Raises InputError `spend_unusable` for x < 1 or z <= 0, and DataQualityError `nothing_to_fit` when all means are
    one and the same.

    >>> fitted = fit_gamma_gamma([1, 1, 2, 3, 2], [10, 40, 22, 30, 75])
    >>> fitted.names
    ('p', 'q', 'v')
    """
    x, z, weight = _cells(x, z, weight)
    told = weight > 0
    if not told.any() or np.ptp(z[told]) <= 0:
        raise DataQualityError(
            "Mean purchases must differ between customers, else how they vary cannot be learned.",
            code="nothing_to_fit",
        )
    log_x, log_z = np.log(x), np.log(z)

    def log_likelihood(p: Any, q: Any, v: Any) -> Any:
        shape = p * x
        gammas = log_gamma(shape + q) - log_gamma(shape) - log_gamma(q)
        return weight @ (
            gammas + q * np.log(v) + (shape - 1) * log_z + shape * log_x - (shape + q) * np.log(v + x * z)
        )

    start = {"p": 2.0, "q": 3.0, "v": float(np.exp(weight @ log_z / weight.sum()))}
    return maximum_likelihood(log_likelihood, start, float(weight.sum()), GammaGamma)


def correlation(x: ArrayLike, z: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Pearson's correlation of how often and how much: the model takes it to be 0. NaN when one of them never varies.

    >>> round(correlation([1, 2, 3], [10, 30, 20]), 3)
    0.5
    """
    x, z, weight = _cells(x, z, weight)
    both = np.cov(np.stack([x, z]), aweights=weight, ddof=0)
    spread = float(np.sqrt(both[0, 0] * both[1, 1]))
    return float(both[0, 1]) / spread if spread > 0 else float("nan")


def _cells(x: ArrayLike, z: ArrayLike, weight: ArrayLike | None) -> tuple[Floats, Floats, Floats]:
    columns = np.broadcast_arrays(
        *floats(np.atleast_1d(np.asarray(x, float)), z, 1.0 if weight is None else weight)
    )
    x, z, weight = columns
    usable = np.isfinite(columns).all(axis=0) & (x >= 1) & (z > 0) & (weight >= 0)
    if not usable.all():
        row = int(np.flatnonzero(~usable)[0])
        raise InputError(
            f"Row {row} cannot be used (x={x[row]:g}, z={z[row]:g}, weight={weight[row]:g}): only customers with at "
            "least one repeat purchase and a mean above 0 count.",
            code="spend_unusable",
        )
    return x, z, weight
