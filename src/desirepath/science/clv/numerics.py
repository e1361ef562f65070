"""Functions of the models that must stay exact for large counts, and take complex numbers while a slope is taken.

An imaginary part is then so small (`fit.STEP`) that its square vanishes: f(x + ih) is f(x) + ih f'(x) to the last
digit. Where there are many cells, that is written out, for real logarithms are many times quicker than complex ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, loggamma, polygamma, psi

from desirepath.errors import InputError
from desirepath.science.arrays import Floats

Numbers = NDArray[Any]

BLOCK = 4_000_000  # numbers held at a time where each cell needs many points, so that memory stays bounded
END = 4.3  # sinh of it is 37 spreads of a tail that falls as an exponential: e^-37 is left out


def log_gamma(x: Any) -> Any:
    """log Γ(x) for x > 0, real or complex."""
    return loggamma(x)


def log_beta(a: Any, b: Any) -> Any:
    """log B(a, b), real or complex."""
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def log1p(x: Any) -> Any:
    """log(1 + x) for x > -1."""
    return np.log1p(x.real) + 1j * x.imag / (1 + x.real) if np.iscomplexobj(x) else np.log1p(x)


def soft_plus(x: Any) -> Any:
    """log(1 + e^x) without overflow; 0 at -inf.

    >>> soft_plus(np.array([-np.inf, 0.0, 1e6])).round(4).tolist()
    [0.0, 0.6931, 1000000.0]
    """
    if np.iscomplexobj(x):
        return np.logaddexp(0, x.real) + 1j * x.imag * expit(x.real)
    return np.logaddexp(0, x)


def log_sum(terms: Numbers) -> Numbers:
    """log of the sum of exp(terms) along the last axis, real or complex; each row needs one finite term."""
    top = np.real(terms).max(axis=-1, keepdims=True)
    total: Numbers = np.log(np.exp(terms - top).sum(axis=-1)) + top[..., 0]
    return total


def beta_points(a: float, b: Floats) -> tuple[Floats, Floats]:
    """Points p and weights w, both (n, m), so that sum(w * f(p)) is the mean of f(p) for p from Beta(a, b[i]).

    The logit of p, standardised, is spread out by sinh and summed in equal steps: all tails fall double-exponentially
    (Takahasi and Mori 1974), whatever a, b > 0 are, and weights that are divided by their sum need no constant.
    Relative error below 1e-8 for smooth f while a and b are above 0.05; some 200 points, more where a or b is small.

    >>> p, w = beta_points(2.0, np.array([3.0]))
    >>> round(float((w * p).sum()), 12), round(float((w * p * p).sum()), 12)  # exactly 2 / 5 and 1 / 5
    (0.4, 0.2)
    """
    sizes = np.asarray(b, float)[:, None]
    middle = psi(a) - psi(sizes)
    spread = np.sqrt(polygamma(1, a) + polygamma(1, sizes))
    # A logistic curve bends within a width of 1, however wide the whole law is.
    step = min(1 / 24, max(0.3 / float(spread.max()), 1 / 400))
    grid = np.arange(-round(END / step), round(END / step) + 1) * step
    logit = middle + spread * np.sinh(grid)
    log_p, log_rest = -np.logaddexp(0, -logit), -np.logaddexp(0, logit)
    logs = a * log_p + sizes * log_rest + np.log(np.cosh(grid))
    weights = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.exp(np.maximum(log_p, -690.0)), weights / weights.sum(axis=1, keepdims=True)


def ever_after(a: float, b: ArrayLike, rate: float) -> Floats:
    """Discounted number of times from now on, this one included, of somebody who stops each time with a chance p.

    The mean over p from Beta(a, b) of 1 + (1-p)/(1+rate) + … = (1 + rate) / (rate + p). It equals the published
    2F1(1, b; a+b; 1 / (1+rate)), which scipy gives as infinite or off by a few times for quite usual parameters.
    Raises InputError `horizon_unusable` for rate <= 0: a sum over all future needs a discount.

    >>> ever_after(0.704, [2.182], 0.1).round(3).tolist()
    [4.73]
    """
    if rate <= 0:
        raise InputError(
            f"All future at a discount of {rate:g} has no value.",
            code="horizon_unusable",
            remedy="Give a discount rate above 0, or a horizon.",
        )
    sizes = np.asarray(b, float)
    values, place = np.unique(sizes, return_inverse=True)
    points, weights = beta_points(a, values)
    means: Floats = (weights * (1 + rate) / (rate + points)).sum(axis=1)
    return means[place].reshape(sizes.shape)


def by_blocks(function: Callable[..., Any], points: int, *columns: Numbers) -> Numbers:
    """`function` of equally long columns, so many rows at a time that `points` numbers for each fit in some 30 MB."""
    rows = max(1, BLOCK // points)
    if columns[0].size <= rows:
        return np.asarray(function(*columns))
    parts = [function(*(one[at : at + rows] for one in columns)) for at in range(0, columns[0].size, rows)]
    return np.concatenate(parts)


def floats(*given: ArrayLike) -> list[Floats]:
    """Each as an array of real numbers."""
    return [np.asarray(one, float) for one in given]
