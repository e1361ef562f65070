"""What did the exposure do to those who had it? The adjusted effect on the exposed (ATT), cross-fitted.

Exposed customers differ from the others before anything happens: large accounts open more tickets and buy more. This
estimate compares them with unexposed customers made alike in two ways at once (by weights, and by a predicted
outcome), and stays right when either of the two is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Flags, Floats, Ints
from desirepath.science.balance import Balance, balance, effective_size
from desirepath.science.crossfit import check_folds, cross_fit
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.learners import Learner, Logistic, Ridge
from desirepath.science.tails import normal

CHANCE = Logistic()
OUTCOME = Ridge()


@dataclass(frozen=True)
class Propensity:
    """Who was likely to be exposed, and how well weights make the two groups alike; shared by all outcomes.

    `score` (n,) is the chance of exposure, `weights` (n,) what makes the unexposed look like the exposed (0 for rows
    left out). `trimmed_exposed` and `trimmed_unexposed` count rows left out because (nearly) everybody like them was
    exposed; `clipped` counts rows whose chance was raised to the lower bound.
    """

    score: Floats
    weights: Floats
    exposed: int
    unexposed: int
    control_size: float
    trimmed_exposed: int
    trimmed_unexposed: int
    clipped: int
    balance: tuple[Balance, ...]

    @property
    def worst(self) -> float:
        """The largest absolute standardised difference after weights."""
        return max((abs(each.after) for each in self.balance), default=0.0)


@dataclass(frozen=True)
class Effect:
    """The effect on the exposed for one outcome, in its unit for each exposed row, and the naive figure beside it.

    `influence` (n,) is each row's share in the error: error^2 = sum over clusters of (sum of w * influence)^2 / W^2,
    W = sum of weights. Rows left out have 0. With it, errors of sums of effects can be had without fitting again.
    """

    estimate: Estimate
    error: float
    naive: Estimate
    naive_error: float
    influence: Floats


@dataclass(frozen=True)
class Adjusted:
    """One propensity and the effect on each outcome, in the order given."""

    propensity: Propensity
    effects: tuple[Effect, ...]


def effect_on_exposed(
    outcomes: ArrayLike,
    exposed: ArrayLike,
    covariates: ArrayLike,
    folds: ArrayLike,
    *,
    clusters: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
    chance: Learner = CHANCE,
    outcome: Learner = OUTCOME,
    bounds: tuple[float, float] = (0.01, 0.99),
    level: float = CLEAR,
) -> Adjusted:
    """By how much exposure changed the outcome of the exposed, against what they would have had without it.

    Parameters: `outcomes` (n,) or (n, k) in any unit; `exposed` (n,) 0/1; `covariates` (n, p), all known before the
    exposure; `folds` (n,) from `assign_folds` (one single value: not cross-fitted); `clusters` (n,) the customer of
    each row, by default each row its own; `weights` (n,) >= 0, such as the inverse chance of being still observed: a
    row of weight 0 (censored) is left out and its outcome may be anything; `names` of the p covariates; `chance` and
    `outcome` the two learners; `bounds` of the chance of exposure, in (0, 1).

    With e = P(A=1|X), m0 = E[Y|A=0,X], r = Y - m0 and pi = mean A: psi = (A r - (1-A) e/(1-e) r) / pi,
    ATT = mean psi, influence = psi - A ATT / pi; the error sums the influence by cluster. Robins, Rotnitzky and Zhao
    (1994), J. Am. Stat. Assoc. 89; Chernozhukov et al. (2018), The Econometrics Journal 21. Rows with e above the upper
    bound have nobody to be compared with: they are left out and counted. e below the lower one is raised to it.
    `naive` is the plain difference of the two (weighted) means, over all rows.

    Raises InputError for shapes that do not fit, missing numbers, an empty group, or a customer in several folds.

    It does not answer: what would happen to those who were not exposed; anything when a cause of both exposure and
    outcome was not measured (see `evalue`); how sure the given weights are, which are taken as known.

    >>> x = np.repeat([[0.0], [1.0]], 4, axis=0)
    >>> y = [1, 0, 0, 0, 5, 5, 5, 4]
    >>> found = effect_on_exposed(y, [1, 0, 0, 0, 1, 1, 1, 0], x, np.zeros(8), outcome=Ridge(0, False, False))
    >>> round(found.effects[0].estimate.value, 6), found.effects[0].naive.value
    (1.0, 3.0)
    """
    y, treated, x, fold, cluster, w = _rows(outcomes, exposed, covariates, folds, clusters, weights)
    names = names if names is not None else [f"x{place + 1}" for place in range(x.shape[1])]
    if len(names) != x.shape[1]:
        raise InputError(
            f"{len(names)} names cannot name {x.shape[1]} covariates.",
            code="bad_covariates",
            remedy="Give one name for each column.",
        )
    raw = cross_fit(chance, x, treated.astype(float), w, fold, w > 0)
    expected = cross_fit(outcome, x, y, w, fold, ~treated)
    shared = _propensity(raw, treated, x, w, bounds, names)
    # What is left out counts in neither group, nor in the size that the error is taken of.
    kept = np.where((w > 0) & (raw <= bounds[1]), w, 0.0)
    pull = np.where(treated, 1.0, -shared.score / (1 - shared.score))
    effects = tuple(
        _effect(y[:, k], pull * (y[:, k] - expected[:, k]), treated, kept, w, cluster, level)
        for k in range(y.shape[1])
    )
    return Adjusted(shared, effects)


def _rows(
    outcomes: ArrayLike,
    exposed: ArrayLike,
    covariates: ArrayLike,
    folds: ArrayLike,
    clusters: ArrayLike | None,
    weights: ArrayLike | None,
) -> tuple[Floats, Flags, Floats, Ints, Ints, Floats]:
    if not np.isin(np.asarray(exposed, float), (0.0, 1.0)).all():
        raise InputError(
            "Exposed is 0 or 1.", code="bad_covariates", remedy="Leave out rows of which nobody knows it."
        )
    treated, x = np.asarray(exposed, bool), np.asarray(covariates, float)
    n = treated.size
    w = np.ones(n) if weights is None else np.asarray(weights, float)
    y = np.asarray(outcomes, float).reshape(len(np.asarray(outcomes)), -1)
    cluster = np.unique(np.arange(n) if clusters is None else np.asarray(clusters), return_inverse=True)[1]
    fold = np.asarray(folds).astype(np.int64)
    if x.ndim != 2 or not len(x) == len(y) == w.size == cluster.size == fold.size == n:
        raise InputError(
            "Outcomes, exposed, covariates, folds, clusters and weights need one row each per case.",
            code="bad_covariates",
            remedy="Give each of them one row for each case, in the same order.",
        )
    y = np.where(w[:, None] > 0, y, 0.0)
    if not (np.isfinite(x).all() and np.isfinite(y).all() and np.isfinite(w).all() and (w >= 0).all()):
        raise InputError(
            "Numbers are missing or weights negative.",
            code="bad_covariates",
            remedy="Fill in or leave out such rows first.",
        )
    if not treated[w > 0].any() or treated[w > 0].all():
        raise InputError(
            "An effect needs exposed and unexposed rows.",
            code="nothing_to_compare",
            remedy="Widen the period, or the filter.",
        )
    check_folds(fold, cluster)
    return y, treated, x, fold, cluster, w


def _propensity(
    raw: Floats, treated: Flags, x: Floats, w: Floats, bounds: tuple[float, float], names: Sequence[str]
) -> Propensity:
    inside = (w > 0) & (raw <= bounds[1])
    if not (inside & treated).any() or not (inside & ~treated).any():
        raise InputError(
            "Nobody is left to compare: exposed and unexposed have nothing in common.",
            code="nothing_to_compare",
            remedy="Ask for a smaller group, or with fewer covariates.",
        )
    score = np.clip(raw, *bounds)
    alike = np.where(inside, w * np.where(treated, 1.0, score / (1 - score)), 0.0)
    return Propensity(
        score=score,
        weights=alike,
        exposed=int((inside & treated).sum()),
        unexposed=int((inside & ~treated).sum()),
        control_size=effective_size(alike[~treated]),
        trimmed_exposed=int(((w > 0) & ~inside & treated).sum()),
        trimmed_unexposed=int(((w > 0) & ~inside & ~treated).sum()),
        clipped=int(((w > 0) & (raw < bounds[0])).sum()),
        balance=balance(x, treated, w, alike, names),
    )


def _effect(
    y: Floats, pulled: Floats, treated: Flags, kept: Floats, w: Floats, cluster: Ints, level: float
) -> Effect:
    share = float(np.average(treated, weights=kept))
    psi = pulled / share
    value = float(np.average(psi, weights=kept))
    influence = np.where(kept > 0, psi - treated * value / share, 0.0)
    naive, naive_influence = _naive(y, treated, w)
    error, naive_error = _error(influence, kept, cluster), _error(naive_influence, w, cluster)
    return Effect(
        normal(value, error, level),
        error,
        normal(naive, naive_error, level),
        naive_error,
        influence,
    )


def _naive(y: Floats, treated: Flags, w: Floats) -> tuple[float, Floats]:
    share = np.average(treated, weights=w)
    with_it, without = (np.average(y[arm], weights=w[arm]) for arm in (treated, ~treated))
    influence: Floats = np.where(treated, (y - with_it) / share, -(y - without) / (1 - share))
    return float(with_it - without), influence


def _error(influence: Floats, w: Floats, cluster: Ints) -> float:
    sums = np.bincount(cluster, weights=w * influence)
    count = np.unique(cluster[w > 0]).size
    return float(np.sqrt(sums @ sums * count / max(count - 1, 1)) / w.sum())
