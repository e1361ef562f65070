"""Which straight line on its own scale fits best? Linear and log-linear regression with three kinds of errors.

Small on purpose: what a time series or a check by plain regression needs, by iteratively reweighted least squares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats

Family = Literal["gaussian", "poisson"]
Errors = Literal["model", "quasi", "hac"]


@dataclass(frozen=True)
class Fit:
    """A fitted model: `coefficients` (p,), `mean` (n,), and what errors are made of.

    `dispersion` is Pearson's: sum (y - mu)^2 / V(mu) / (n - p); 1 is what Poisson promises, more is usual.
    """

    coefficients: Floats
    mean: Floats
    dispersion: float
    bread: Floats
    scores: Floats
    poisson: bool

    def covariance(self, errors: Errors, lags: int | None = None) -> Floats:
        """The covariance (p, p) of the coefficients.

        "model" believes the family (for gaussian: one variance), "quasi" allows any dispersion, "hac" also any
        autocorrelation up to `lags` periods: Newey and West (1987), Econometrica 55, with Bartlett's weights, the
        factor n / (n - p), and by default floor(4 (n / 100)^(2/9)) lags. Rows must stand in order of time for "hac".
        """
        n, p = self.scores.shape
        kinds: dict[Errors, Callable[[], Floats]] = {
            "model": lambda: self.bread * (1.0 if self.poisson else self.dispersion),
            "quasi": lambda: self.bread * self.dispersion,
            "hac": lambda: self.bread @ _newey_west(self.scores, lags) @ self.bread * (n / (n - p)),
        }
        return kinds[errors]()


def fit(y: ArrayLike, x: ArrayLike, family: Family = "gaussian", exposure: ArrayLike | None = None) -> Fit:
    """The coefficients that make y likeliest, for the columns of x (give a column of ones yourself).

    `y` (n,) and `x` (n, p); "gaussian": E[y] = x b; "poisson": log E[y] = x b + log exposure, y >= 0 and
    `exposure` (n,) > 0 (people, visits; by default 1). McCullagh and Nelder (1989). Raises InputError for shapes
    that do not fit, columns that say the same, missing numbers, or counts below 0.

    >>> found = fit([2.0, 4.0, 8.0], [[1, 0], [1, 1], [1, 2]], "poisson")
    >>> np.exp(found.coefficients).round(6).tolist()
    [2.0, 2.0]
    """
    outcome, columns = np.asarray(y, float), np.asarray(x, float)
    if columns.ndim != 2 or len(columns) != outcome.size:
        raise InputError(
            f"{outcome.size} outcomes need as many rows of x; given was the shape {columns.shape}.",
            code="bad_covariates",
            remedy="Give one row for each outcome.",
        )
    if not (np.isfinite(outcome).all() and np.isfinite(columns).all()):
        raise InputError(
            "Numbers are missing.", code="bad_covariates", remedy="Fill in or leave out such rows first."
        )
    n, p = columns.shape
    if n <= p or np.linalg.matrix_rank(columns) < p:
        raise InputError(
            f"{n} rows cannot tell {p} columns apart.",
            code="collinear",
            remedy="Use fewer terms or more periods.",
        )
    if family == "gaussian":
        return _fit_linear(outcome, columns)
    return _fit_log_linear(outcome, columns, np.ones(n) if exposure is None else np.asarray(exposure, float))


def _fit_linear(y: Floats, x: Floats) -> Fit:
    bread = np.asarray(np.linalg.inv(x.T @ x), np.float64)
    b = np.asarray(np.linalg.lstsq(x, y)[0], np.float64)
    left = y - x @ b
    return Fit(b, x @ b, float(left @ left) / (len(y) - x.shape[1]), bread, x * left[:, None], poisson=False)


def _fit_log_linear(y: Floats, x: Floats, exposure: Floats) -> Fit:
    if (y < 0).any() or not y.any() or (exposure <= 0).any():
        raise InputError(
            "Counts must be 0 or more and not all 0, and their exposure above 0.",
            code="bad_counts",
            remedy="Use the form for means instead.",
        )
    offset = np.log(exposure)
    b = np.linalg.lstsq(x, np.log(y + 0.5) - offset)[0]
    for _ in range(100):
        mean = np.exp(x @ b + offset)
        root = np.sqrt(mean)
        step, _, rank, _ = np.linalg.lstsq(x * root[:, None], (y - mean) / root)
        if rank < x.shape[1]:
            raise InputError(
                "The model does not settle: some term fits periods in which everything is 0.",
                code="not_settled",
                remedy="Leave out that term.",
            )
        b = b + step
        if np.abs(x @ step).max() < 1e-10:
            break
    else:
        raise InputError(
            "The model does not settle in 100 steps.", code="not_settled", remedy="Use fewer terms."
        )
    mean = np.exp(x @ b + offset)
    pearson = float(((y - mean) ** 2 / mean).sum()) / (len(y) - x.shape[1])
    bread = np.linalg.inv(x.T @ (x * mean[:, None]))
    return Fit(b, mean, pearson, bread, x * (y - mean)[:, None], poisson=True)


def _newey_west(scores: Floats, lags: int | None) -> Floats:
    n = len(scores)
    reach = int(4 * (n / 100) ** (2 / 9)) if lags is None else lags
    meat: Floats = scores.T @ scores
    for lag in range(1, min(reach, n - 1) + 1):
        together = scores[lag:].T @ scores[:-lag]
        meat = meat + (1 - lag / (reach + 1)) * (together + together.T)
    return meat
