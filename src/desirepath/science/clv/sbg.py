"""How long do subscribers stay, and how many renewals are still to come? The shifted-beta-geometric (sBG) model.

At each renewal a subscriber leaves with a chance of their own, Beta(alpha, beta). Those with high chances leave first,
so that retention of a cohort rises with age though nobody changes. Fader and Hardie (2007), "How to project customer
retention", J. of Interactive Marketing 21; for the renewals still to come (2010), "Customer-base valuation in a
contractual setting", Marketing Science 29.

Not answered: seasons, prices, reasons, loyalty that truly grows with time, and the many who try once and leave at their
first renewal for reasons of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln

from desirepath.errors import DataQualityError, InputError
from desirepath.science.arrays import Floats
from desirepath.science.clv.fit import Fitted, maximum_likelihood
from desirepath.science.clv.numerics import ever_after, floats, log_beta


@dataclass(frozen=True)
class Losses:
    """What is known of subscribers, each array of shape (ages,), ages rising from 1.

    `lost`: how many left at this renewal. `kept`: how many had made it when they were last looked at (right-censored).
    """

    age: Floats
    lost: Floats
    kept: Floats

    @classmethod
    def of(cls, age: ArrayLike, lost: ArrayLike, kept: ArrayLike) -> Losses:
        """From rows (one a cohort and age, say) in any order; rows of the same age are added up.

        Ages count renewals: 1, 2, …; somebody not yet asked to renew (age 0) says nothing and may be left in.
        Raises InputError `losses_unusable` for other ages or negative counts.

        >>> Losses.of([2, 1, 1], [5, 20, 10], [65, 0, 30]).lost.tolist()
        [30.0, 5.0]
        """
        age, lost, kept = np.broadcast_arrays(*floats(np.atleast_1d(np.asarray(age, float)), lost, kept))
        usable = np.isfinite([age, lost, kept]).all(axis=0) & (age >= 0) & (age == np.floor(age))
        usable &= (lost >= 0) & (kept >= 0) & ((age > 0) | (lost == 0))
        if not usable.all():
            row = int(np.flatnonzero(~usable)[0])
            raise InputError(
                f"Row {row} cannot be used (age={age[row]:g}, lost={lost[row]:g}, kept={kept[row]:g}): ages count "
                "renewals from 1, and counts are not negative.",
                code="losses_unusable",
            )
        ages, place = np.unique(age, return_inverse=True)
        sums = [
            np.bincount(place, weights=one, minlength=ages.size)[ages > 0].astype(float)
            for one in (lost, kept)
        ]
        return cls(ages[ages > 0], *sums)

    @classmethod
    def of_cohorts(cls, cohorts: Iterable[ArrayLike]) -> Losses:
        """From how many of each cohort were there at ages 0, 1, 2, …; cohorts may be watched for different times.

        >>> Losses.of_cohorts([[100, 80, 70], [50, 45]]).kept.tolist()
        [45.0, 70.0]
        """
        rows: list[tuple[float, float, float]] = []
        for cohort in cohorts:
            left = np.asarray(cohort, float)
            rows += [(age, left[age - 1] - left[age], 0.0) for age in range(1, left.size)]
            rows.append((left.size - 1, 0.0, float(left[-1])))
        return cls.of(*np.array(rows).T)


@dataclass(frozen=True)
class Sbg:
    """The model at given parameters, both > 0: alpha / (alpha + beta) leave at the first renewal."""

    alpha: float
    beta: float

    def survival(self, age: ArrayLike) -> Floats:
        """Share still there after `age` renewals: B(alpha, beta + age) / B(alpha, beta).

        >>> Sbg(0.668, 3.806).survival([1, 7, 12]).round(3).tolist()
        [0.851, 0.489, 0.378]
        """
        (age,) = floats(age)
        share: Floats = np.exp(betaln(self.alpha, self.beta + age) - betaln(self.alpha, self.beta))
        return share

    def retention(self, age: ArrayLike) -> Floats:
        """Share of those who are up for renewal number `age` (1, 2, …) who make it.

        >>> Sbg(0.668, 3.806).retention([1, 8]).round(3).tolist()
        [0.851, 0.942]
        """
        (age,) = floats(age)
        return np.asarray((self.beta + age - 1) / (self.alpha + self.beta + age - 1))

    def renewals(self, n: ArrayLike, rate: float, horizon: int | None = None) -> Floats:
        """Expected renewals from now on, discounted, of a subscriber about to make renewal number n (1, 2, …).

        The coming renewal counts in full, each later one 1 / (1 + `rate`) less; `rate` > 0 is that of one period. In
        all future (DERL): (beta+n-1) / (alpha+beta+n-1) · 2F1(1, beta+n; alpha+beta+n; 1 / (1+rate)), which is a mean
        of geometric series and taken as one. With `horizon`: of the next so many renewals only, a plain sum that needs
        no belief in forever. Raises InputError `horizon_unusable` without both a horizon and a rate > 0.

        >>> Sbg(0.704, 1.182).renewals([1, 2, 3], 0.1).round(3).tolist()
        [2.965, 4.103, 4.87]
        >>> Sbg(0.704, 1.182).renewals(1, 0.1, horizon=1).round(3).item()
        0.627
        """
        (n,) = floats(n)
        if horizon is None:
            return np.asarray(self.retention(n) * ever_after(self.alpha, self.beta + n, rate))
        ahead = np.arange(horizon)
        left = self.survival(n[..., None] + ahead) / self.survival(n[..., None] - 1)
        found: Floats = (left / (1 + rate) ** ahead).sum(axis=-1)
        return found


def fit_sbg(losses: Losses) -> Fitted[Sbg]:
    """sBG at the parameters that make these losses likeliest.

    log L = sum of lost · log B(alpha+1, beta+age-1) + kept · log B(alpha, beta+age) - (lost+kept) · log B(alpha, beta).
    When all leave at one and the same chance, alpha and beta grow without end: they are named `loose`, and only their
    ratio tells something.
    Raises DataQualityError `nothing_to_fit` when nobody left, or nobody was seen at a second renewal.

    >>> fit = fit_sbg(Losses.of_cohorts([[1000, 869, 743, 653, 593, 551, 517, 491]]))
    >>> round(fit.model.alpha, 3), round(fit.model.beta, 3)
    (0.668, 3.806)
    """
    age, lost, kept = losses.age, losses.lost, losses.kept
    total = float(lost.sum() + kept.sum())
    came_later = float(lost[age > 1].sum() + kept[age > 1].sum())
    if lost.sum() <= 0 or came_later <= 0:
        raise DataQualityError(
            f"Of {total:,.0f} subscribers {lost.sum():,.0f} left, and {came_later:,.0f} were seen at a second renewal: "
            "from that no curve can be drawn.",
            code="nothing_to_fit",
            remedy="Take cohorts with at least two renewals behind them, some of whom left.",
        )

    def log_likelihood(alpha: Any, beta: Any) -> Any:
        base = log_beta(alpha, beta)
        return lost @ (log_beta(alpha + 1, beta + age - 1) - base) + kept @ (
            log_beta(alpha, beta + age) - base
        )

    leave = float(lost.sum() / ((lost + kept) @ age))
    return maximum_likelihood(log_likelihood, {"alpha": 1.0, "beta": max(1 / leave - 1, 0.1)}, total, Sbg)
