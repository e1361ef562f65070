"""How far from the middle is that far? The tails that tests and intervals of this layer ask for, and both in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import overload

import numpy as np

from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate, z


@dataclass(frozen=True)
class Wald:
    """A joint test that several numbers are all 0: chi-squared statistic, its degrees of freedom, p."""

    statistic: float
    freedom: int
    p: float


@overload
def above(chi2: float, freedom: int) -> float: ...
@overload
def above(chi2: Floats, freedom: int) -> Floats: ...
def above(chi2: float | Floats, freedom: int) -> float | Floats:
    """The probability that chi-squared with `freedom` degrees exceeds `chi2`; 1 when there are no degrees.

    >>> round(above(3.841, 1), 3)
    0.05
    """
    from scipy.special import chdtrc

    p = np.asarray(chdtrc(freedom, chi2) if freedom else np.ones_like(chi2), float)
    return p if isinstance(chi2, np.ndarray) else float(p)


def normal(value: float, error: float | None, level: float) -> Estimate:
    """A value with its normal interval, or without one when the error is not known."""
    if error is None:
        return Estimate(value)
    half = z(level) * error
    return Estimate(value, value - half, value + half)


def wald(values: Floats, covariance: Floats) -> Wald:
    """Whether `values` (k,) may all be 0, given their covariance (k, k): v' C^-1 v against chi-squared.

    >>> wald(np.array([2.0, 0.0]), np.eye(2)).statistic
    4.0
    """
    freedom = int(np.linalg.matrix_rank(covariance, hermitian=True))
    statistic = float(values @ np.linalg.pinv(covariance, hermitian=True) @ values)
    return Wald(statistic, freedom, above(statistic, freedom))
