"""What is one more worth? A mean for each row, learnt from some of them, which carries its own doubt along.

The value of an order that was never placed is not known: it is predicted from orders that were. A figure that
multiplies by it must be as unsure as the prediction: `doubt` says by how much each row that was learnt from moves it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Flags, Floats

PENALTY = 1.0
"""In rows: mild enough to change nothing where rows are many, and firm where a column tells a single person."""


@dataclass(frozen=True)
class Stake:
    """The predicted value of each of n rows, >= 0, in the unit of what was learnt from."""

    value: Floats
    _terms: Floats
    _pull: Floats

    def doubt(self, weights: ArrayLike) -> Floats:
        """By how much each row moves the sum of `weights` x value; 0 for rows that were not learnt from.

        `weights` is (n,). The squares of what is returned, summed by cluster, add up to the variance that the sum has
        from the prediction alone (White 1980, Econometrica 48).
        """
        given = np.where(self.value > 0, np.asarray(weights, float), 0.0)
        moved: Floats = self._pull @ (self._terms.T @ given)
        return moved


def fit_stake(values: ArrayLike, covariates: ArrayLike, weights: ArrayLike) -> Stake:
    """The mean of `values` given the covariates, predicted for all rows.

    Parameters: `values` (n,) in any unit, read where `weights` (n,) are above 0; `covariates` (n, p). Weighted least
    squares on standardised columns with a penalty of one row; the largest hundredth of the values is cut to their 99 %
    quantile, so that a few large buyers do not decide. Raises InputError without any weight.

    It does not answer what is worth more to whom nothing like it was ever seen of.

    >>> fit_stake([10.0, 20.0, 0.0], [[0.0], [0.0], [0.0]], [1, 3, 0]).value.round(2).tolist()
    [17.42, 17.42, 17.42]
    """
    y, x, w = np.asarray(values, float), np.asarray(covariates, float), np.asarray(weights, float)
    learnt = w > 0
    if not learnt.any():
        raise InputError(
            "There is nothing to learn a value from.",
            code="nothing_to_compare",
            remedy="Widen the period, or the filter.",
        )
    y = np.where(learnt, np.minimum(y, np.quantile(y[learnt], 0.99)), 0.0)
    terms = np.column_stack([np.ones(len(x)), _standardised(x, learnt)])
    weighted = terms * w[:, None]
    penalty = np.full(terms.shape[1], PENALTY)
    penalty[0] = 0.0
    inverse = np.linalg.inv(weighted.T @ terms + np.diag(penalty))
    predicted = terms @ (inverse @ (weighted.T @ y))
    pull = (y - predicted)[:, None] * (weighted @ inverse)
    return Stake(np.maximum(predicted, 0.0), terms, pull)


def _standardised(x: Floats, learnt: Flags) -> Floats:
    middle, spread = x[learnt].mean(axis=0), x[learnt].std(axis=0)
    # A column that never varied among those who were learnt from says nothing of any other.
    found: Floats = np.where(spread > 0, (x - middle) / np.where(spread > 0, spread, 1.0), 0.0)
    # Nobody is predicted far outside of what was seen.
    return np.clip(found, -4.0, 4.0)
