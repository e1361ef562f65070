"""How are exposure and outcome predicted from what was known before? Two small, deterministic learners.

An adjusted effect needs two predictions that nobody looks at for their own sake: who gets exposed, and what happens to
those who are not. Anything that fits a `Learner` will do; the two here need no library beyond numpy, give the same
answer on every machine, and take a second for a few hundred thousand rows.

Covariates are standardised, so a penalty means the same for euros and for days. A heavy-tailed covariate (money) is
better passed as its logarithm: its square would let a few rows decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desirepath.errors import InputError
from desirepath.science.arrays import Floats

Predictor = Callable[[Floats], Floats]

PENALTIES = 10.0 ** np.arange(-2, 7)
BLOCK = 1 << 14
FLAT = 1e-10


class Learner(Protocol):
    """Learns from rows, then predicts others."""

    def fit(self, x: Floats, y: Floats, weights: Floats) -> Predictor:
        """What predicts y from x: `x` is (n, p), `y` (n,) or (n, k), `weights` (n,) and positive.

        The predictor takes (m, p) and returns (m,) or (m, k).
        """
        ...


@dataclass(frozen=True)
class Logistic:
    """The chance of a 0/1 outcome: ridge-penalised logistic regression by Newton's method (IRLS).

    Minimises -log likelihood + penalty / 2 * |b|^2 over standardised terms; the intercept is free. `penalty` is in
    rows (1 = mild, 0 = maximum likelihood); `squares` and `products` add curved terms. Hastie, Tibshirani and Friedman
    (2009), The Elements of Statistical Learning, section 4.4. Where a covariate tells the two classes apart, only a
    penalty keeps it from being certain. Raises InputError when it does not settle in 60 steps.

    >>> x = np.array([[0.0], [1.0], [2.0], [3.0]])
    >>> chance = Logistic(penalty=0).fit(x, np.array([0.0, 1.0, 0.0, 1.0]), np.ones(4))
    >>> [round(float(p), 2) for p in chance(x)]
    [0.2, 0.39, 0.61, 0.8]
    """

    penalty: float = 1.0
    squares: bool = True
    products: bool = False

    def fit(self, x: Floats, y: Floats, weights: Floats) -> Predictor:
        share = float(np.average(y, weights=weights))
        if share in (0.0, 1.0):
            return lambda rows: np.full(len(rows), share)
        terms = Terms.of(x, weights, self.squares, self.products)
        z = terms(x)
        middle = z @ weights / weights.sum()
        spread = np.sqrt(((z - middle[:, None]) ** 2) @ weights / weights.sum())
        scale = np.where(spread > FLAT, spread, np.inf)
        b = _newton(
            np.vstack([np.ones(len(x)), (z - middle[:, None]) / scale[:, None]]), y, weights, self.penalty
        )
        slopes = b[1:] / scale
        start = b[0] - slopes @ middle
        return lambda rows: _chance(start + terms.times(rows, slopes))


@dataclass(frozen=True)
class Ridge:
    """The mean of one outcome or several: ridge regression on standardised terms.

    Minimises sum w (y - a - x b)^2 + penalty * |b|^2. Without a `penalty` each outcome gets the one of 0.01 … 1e6 with
    the least generalised cross-validation error: Golub, Heath and Wahba (1979), Technometrics 21. So few rows with
    many terms end near the plain mean instead of far outside the data.

    >>> x = np.array([[0.0], [1.0], [2.0], [3.0]])
    >>> mean = Ridge(penalty=0, squares=False).fit(x, np.array([1.0, 3.0, 5.0, 7.0]), np.ones(4))
    >>> [round(float(value), 6) for value in mean(np.array([[4.0]]))]
    [9.0]
    """

    penalty: float | None = None
    squares: bool = True
    products: bool = True

    def fit(self, x: Floats, y: Floats, weights: Floats) -> Predictor:
        terms = Terms.of(x, weights, self.squares, self.products)
        columns = y.reshape(len(y), -1)
        n = float(weights.sum())
        middle = weights @ columns / n
        centred = columns - middle
        # Sums of products, block by block: the table of all terms never exists.
        sums, gram, cross = (
            np.zeros(terms.count),
            np.zeros((terms.count,) * 2),
            np.zeros((terms.count, len(middle))),
        )
        for block in _blocks(len(x)):
            root = np.sqrt(weights[block])
            z = terms(x[block]) * root
            sums += z @ root
            gram += z @ z.T
            cross += z @ (root[:, None] * centred[block])
        means = sums / n
        gram -= n * np.outer(means, means)
        spread = np.sqrt(np.maximum(np.diag(gram), 0.0) / n)
        scale = np.where(spread > FLAT, spread, np.inf)
        strengths, axes = np.linalg.eigh(gram / np.outer(scale, scale))
        strengths = np.where(strengths > 1e-10 * n, strengths, 0.0)
        along = axes.T @ (cross / scale[:, None])
        squares = weights @ centred**2
        penalties = (
            _by_cross_validation(strengths, along, squares, n)
            if self.penalty is None
            else np.full(columns.shape[1], self.penalty)
        )
        slopes = axes @ _shrunk(strengths, along, penalties) / scale[:, None]
        start = middle - means @ slopes
        return lambda rows: (start + terms.times(rows, slopes)).reshape((len(rows), *y.shape[1:]))


def _shrunk(strengths: Floats, along: Floats, penalties: Floats) -> Floats:
    below = strengths[:, None] + penalties
    # A direction without spread and without penalty holds nothing: it gets no coefficient.
    return np.divide(along, below, out=np.zeros_like(along), where=(strengths > 0)[:, None] & (below > 0))


def _by_cross_validation(strengths: Floats, along: Floats, squares: Floats, n: float) -> Floats:
    errors = []
    for penalty in PENALTIES:
        b = _shrunk(strengths, along, np.full(along.shape[1], penalty))
        left = squares - 2 * (b * along).sum(axis=0) + (strengths[:, None] * b**2).sum(axis=0)
        freedom = n - 1 - float((strengths / (strengths + penalty)).sum())
        errors.append(left / freedom**2 if freedom > 0 else np.full(along.shape[1], np.inf))
    chosen: Floats = PENALTIES[np.argmin(errors, axis=0)]
    return chosen


def _newton(z: Floats, y: Floats, weights: Floats, penalty: float) -> Floats:
    """The coefficients for terms `z` (q, n), of which the first is 1 and free of the penalty."""
    ridge = np.full(len(z), penalty)
    ridge[0] = 0.0
    share = float(np.average(y, weights=weights))
    b = np.zeros(len(z))
    b[0] = np.log(share / (1 - share))
    loss = _loss(b @ z, b, y, weights, ridge)
    for _ in range(60):
        chance = _chance(b @ z)
        gradient = z @ (weights * (y - chance)) - ridge * b
        bent = z * np.sqrt(weights * chance * (1 - chance))
        step = _solved(bent @ bent.T + np.diag(ridge), gradient, penalty)
        if gradient @ step < 1e-10 * weights.sum():
            return b + step
        scale, before = 1.0, loss
        while (loss := _loss((b + scale * step) @ z, b + scale * step, y, weights, ridge)) > before:
            scale /= 2
            if scale < 1e-9:
                return b
        b = b + scale * step
    raise InputError(
        "The logistic model does not settle in 60 steps.", code="not_settled", remedy="Give a larger penalty."
    )


def _solved(curvature: Floats, gradient: Floats, penalty: float) -> Floats:
    """The step to where the gradient is nothing; without a penalty there may be many, and the shortest is taken."""
    if penalty > 0:
        return np.asarray(np.linalg.solve(curvature, gradient), float)
    return np.asarray(np.linalg.pinv(curvature, hermitian=True) @ gradient, float)


def _loss(score: Floats, b: Floats, y: Floats, weights: Floats, ridge: Floats) -> float:
    return float(weights @ (np.logaddexp(0.0, score) - y * score) + ridge @ b**2 / 2)


def _chance(score: Floats) -> Floats:
    positive = np.exp(-np.abs(score))
    chance: Floats = np.where(score >= 0, 1.0, positive) / (1 + positive)
    return chance


def _blocks(n: int) -> list[slice]:
    return [slice(start, start + BLOCK) for start in range(0, n, BLOCK)]


@dataclass(frozen=True)
class Terms:
    """Turns covariates (n, p) into standardised terms (q, n): themselves, squares, pairwise products."""

    middle: Floats
    scale: Floats
    curved: NDArray[np.int64]
    products: bool

    @classmethod
    def of(cls, x: Floats, weights: Floats, squares: bool, products: bool) -> Terms:
        """The terms as these rows have them: where they lie, how far they spread, and what is worth squaring."""
        middle = weights @ x / weights.sum()
        spread = np.sqrt(np.average((x - middle) ** 2, axis=0, weights=weights))
        # A column that never varied says nothing: it is 0, also in rows where it has another value.
        scale = np.where(spread > FLAT * np.maximum(1.0, np.abs(middle)), spread, np.inf)
        # The square of a column with two values is a line in that column: nothing new.
        between = ((x != x.min(axis=0)) & (x != x.max(axis=0))).any(axis=0)
        return cls(middle, scale, np.flatnonzero(squares & between), products)

    @property
    def count(self) -> int:
        p = self.middle.size
        return p + self.curved.size + (p * (p - 1) // 2 if self.products else 0)

    def __call__(self, x: Floats) -> Floats:
        base = ((x - self.middle) / self.scale).T
        pairs = [base[place] * base[place + 1 :] for place in range(len(base) - 1)] if self.products else []
        terms: Floats = np.vstack([base, base[self.curved] ** 2, *pairs])
        return terms

    def times(self, x: Floats, slopes: Floats) -> Floats:
        """The terms of each row times `slopes` (q,) or (q, k)."""
        parts = [self(x[block]).T @ slopes for block in _blocks(len(x))]
        return np.concatenate(parts) if parts else np.empty((0, *slopes.shape[1:]))
