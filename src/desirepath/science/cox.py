"""By what factor does a covariate change the pace at which people leave, whatever that pace is?

Cox's proportional hazards (1972, J. R. Stat. Soc. B 34): h(t | x) = h0(t) exp(b'x) with h0 left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.concordance import concordance
from desirepath.science.intervals import Estimate
from desirepath.science.newton import Columns, Slopes, climb, columns, ratios
from desirepath.science.tails import above

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Cox:
    """A fitted model of p covariates: log hazard ratios per unit, shape (p,), and their covariance (p, p).

    `chi2` with p degrees of freedom and probability `p` is the likelihood ratio test that no covariate matters;
    `concordance` is the share of pairs whose order the model foresees (.5 is chance).
    """

    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    null_log_likelihood: float
    chi2: float
    p: float
    concordance: float
    n: int
    events: int

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients."""
        return np.asarray(np.sqrt(np.diag(self.covariance)), float)

    def ratios(self, level: float = 0.95) -> list[Estimate]:
        """Hazard ratios per unit of each covariate, exp(b), with the interval exp(b ± z se)."""
        return ratios(self.coefficients, self.errors, level)


def cox(
    durations: ArrayLike, events: ArrayLike, covariates: ArrayLike, names: Sequence[str] | None = None
) -> Cox:
    """Fit proportional hazards to people: `durations` (n,), `events` (n,) 1 or 0 for last seen, `covariates` (n, p).

    Tied durations by Efron's likelihood (1977, J. Am. Stat. Assoc. 72): sum over event times with d events of
    sum b'x - sum over l = 0 … d-1 of log(sum over those at risk exp(b'x) - l/d sum over those with the event exp(b'x)).
    Newton-Raphson on covariates of mean 0 and spread 1; memory grows with n p, time with n p^2 a step.

    Raises InputError: `bad_covariates` (shape, values that are no numbers), `bad_counts` (events other than 0 and 1),
    `no_events`, `collinear` (a column that is constant or follows from others), `separated` (a column that tells those
    with the event apart, so that no estimate is finite).

    It takes covariates as known at the start: one that changes later, or is only known because somebody stayed, needs
    a landmark or the periods of hazard.py. Whether the ratio is the same all the time, proportional_hazards.py tests.
    A ratio is not a cause.

    >>> found = cox([6, 5, 4, 4, 3, 2, 1], [0, 1, 1, 1, 1, 1, 1], [[0], [1], [0], [1], [0], [1], [1]])
    >>> found.coefficients.round(3).tolist(), round(found.chi2, 3), round(found.concordance, 3)
    ([0.719], 0.725, 0.625)
    """
    risk = risk_sets(durations, events, covariates, names)
    p = len(risk.columns.names)
    scaled = risk.columns.scaled
    start = np.zeros(p)
    place, height, inverse = climb(risk.slopes, start, lambda step: _most(scaled @ step), risk.columns.names)
    null = risk.slopes(start)[0]
    chi2 = max(0.0, 2 * (height - null))
    spread = risk.columns.spread
    return Cox(
        risk.columns.names,
        place / spread,
        inverse / np.outer(spread, spread),
        height,
        null,
        chi2,
        above(chi2, p),
        concordance(risk.durations, risk.happened, scaled @ place),
        len(scaled),
        int(risk.happened.sum()),
    )


@dataclass(frozen=True)
class RiskSets:
    """People in rising order of duration, who among them have the event, and Efron's terms: one for each event.

    `first` (terms,) is the row from which people are at risk at a term's duration, `tie` (terms,) the number of its
    event time, `part` (terms,) the share l/d of the tied that is taken away there.
    """

    durations: Floats
    happened: NDArray[np.bool_]
    columns: Columns
    first: Numbers
    tie: Numbers
    part: Floats
    of_row: Numbers  # number of the newest event time that a row has reached; -1 before the first

    def sums(self, rows: Floats) -> Floats:
        """For each term, `rows` added up over those at risk less its share of those tied."""
        at_risk = np.cumsum(rows[::-1], axis=0)[::-1]
        tied = np.zeros((int(self.tie[-1]) + 1, *rows.shape[1:]))
        np.add.at(tied, self.of_row[self.happened], rows[self.happened])
        part = self.part.reshape(-1, *[1] * (rows.ndim - 1))
        return np.asarray(at_risk[self.first] - part * tied[self.tie], float)

    def means(self, place: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """At parameters: predictions, relative risks, their sum in each term, and the mean covariates in each term."""
        x = self.columns.scaled
        prediction = x @ place
        risk = np.exp(prediction - prediction.max())
        total = self.sums(risk)
        return prediction, risk, total, self.sums(risk[:, None] * x) / total[:, None]

    def slopes(self, place: Floats) -> Slopes:
        """Efron's log likelihood, its gradient and the information."""
        x = self.columns.scaled
        with np.errstate(
            all="ignore"
        ):  # a step too far may leave the range of numbers; `climb` takes half of it
            prediction, risk, total, means = self.means(place)
            height = prediction[self.happened].sum() - (np.log(total) + prediction.max()).sum()
            gradient = x[self.happened].sum(axis=0) - means.sum(axis=0)
            # A row's weight in all second moments is its risk times the sum of 1 / total over its terms.
            ties = int(self.tie[-1]) + 1
            whole = np.concatenate([[0.0], np.cumsum(np.bincount(self.tie, 1 / total, ties))])
            taken = np.bincount(self.tie, self.part / total, ties)
            weight = risk * (whole[self.of_row + 1] - np.where(self.happened, taken[self.of_row], 0.0))
            information = (x * weight[:, None]).T @ x - means.T @ means
        return float(height), gradient, information


def risk_sets(
    durations: ArrayLike, events: ArrayLike, covariates: ArrayLike, names: Sequence[str] | None = None
) -> RiskSets:
    """Sort people by duration and lay out Efron's terms; raises what `cox` raises before it fits."""
    times, happened = np.asarray(durations, float), np.asarray(events)
    scaled = columns(covariates, names)
    if times.ndim != 1 or times.shape != happened.shape or len(times) != len(scaled.scaled):
        raise InputError(
            f"There are {times.size} durations, {happened.size} events and {len(scaled.scaled)} rows of covariates.",
            code="bad_counts",
            remedy="Give one of each for every person.",
        )
    if not np.isin(happened, [0, 1]).all() or not np.isfinite(times).all():
        raise InputError(
            "Durations must be numbers, and events 1 (it happened) or 0 (last seen without it).",
            code="bad_counts",
            remedy="For counts of people in periods, take the discrete hazard instead.",
        )
    if not happened.any():
        raise InputError(
            f"None of the {times.size} people had the event.",
            code="no_events",
            remedy="Take a longer period or another event.",
        )
    order = np.argsort(times, kind="stable")
    times, happened = times[order], happened[order].astype(bool)
    at, counts = np.unique(times[happened], return_counts=True)
    tie = np.repeat(np.arange(at.size), counts)
    part = np.concatenate([np.arange(d) / d for d in counts])
    sorted_columns = Columns(scaled.scaled[order], scaled.mean, scaled.spread, scaled.names)
    first = np.searchsorted(times, at, side="left")[tie]
    of_row = np.searchsorted(at, times, side="right") - 1
    return RiskSets(times, happened, sorted_columns, first, tie, part, of_row)


def _most(moves: Floats) -> float:
    return float(np.ptp(moves))  # only differences of predictions count: the level is h0's
