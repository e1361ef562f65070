"""Of those still there in a period, what share leaves in it, and how does that depend on what is known of them?

The discrete-time hazard works on grouped cells: in a period, so many with the same covariates were at risk and so many
of them left. Cells are a GROUP BY in any engine, so the fit costs the same for a thousand people and for a billion,
covariates may change from period to period, and nobody is dropped for being still there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.hazard_cells import LINKS, LinkName, cells_of
from desirepath.science.intervals import Estimate, z
from desirepath.science.newton import Slopes, climb, ratios
from desirepath.science.tails import above


@dataclass(frozen=True)
class Curve:
    """The share still there after each of `periods`, shape (k,), with its interval; nan where that does not exist."""

    periods: Floats
    share: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class Hazard:
    """A fitted model: `baseline` (k,), the prediction in each of `periods` with all covariates 0, and effects (p,).

    In a period in which nobody (everybody) left, the baseline is -inf (inf). `covariance` is that of the finite
    baselines followed by the p coefficients. `chi2` with p degrees of freedom and probability `p` is the likelihood
    ratio test that no covariate matters. `n` are person-periods.
    """

    link: LinkName
    periods: Floats
    baseline: Floats
    names: tuple[str, ...]
    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    chi2: float
    p: float
    n: float
    events: float

    @property
    def errors(self) -> Floats:
        """Standard errors of the coefficients."""
        effects = np.diag(self.covariance)[self.covariance.shape[0] - len(self.names) :]
        return np.asarray(np.sqrt(effects), float)

    def ratios(self, level: float = 0.95) -> list[Estimate]:
        """exp(b) per unit with its interval: ratios of hazards for cloglog, of odds of leaving for logit."""
        return ratios(self.coefficients, self.errors, level)

    def survival(self, profile: ArrayLike, level: float = 0.95) -> Curve:
        """The share still there after each period of those whose covariates are `profile` (p,) throughout.

        S(t) = product of 1 - h_j; the delta method on log(-log S) gives the interval for the mean of such people, not
        for one of them. It supposes that `periods` leave out none.

        >>> model = hazard([1, 1, 2, 2], [10, 20, 5, 20], [100, 100, 90, 80], [[0], [1], [0], [1]])
        >>> model.survival([1]).share.round(3).tolist()
        [0.78, 0.604]
        """
        x = np.asarray(profile, float)
        if x.shape != self.coefficients.shape or not np.isfinite(x).all():
            raise InputError(
                f"A profile needs a number for each of the {len(self.names)} covariates.",
                code="bad_covariates",
                remedy=f"They are: {', '.join(self.names) or 'none'}.",
            )
        link, prediction = LINKS[self.link], self.baseline + x @ self.coefficients
        open_ = np.isfinite(self.baseline)
        each = np.where(self.baseline > 0, np.inf, 0.0)
        each[open_] = link.cumulative(prediction[open_])
        total = np.cumsum(each)
        slopes = np.tril(np.ones((total.size, total.size)))[:, open_] * link.slope(prediction[open_])
        gradient = np.hstack([slopes, slopes.sum(axis=1)[:, None] * x])
        variance = np.einsum("ij,jk,ik->i", gradient, self.covariance, gradient)
        known = np.isfinite(total) & (total > 0)
        low, high = np.full_like(total, np.nan), np.full_like(total, np.nan)
        with np.errstate(over="ignore"):  # a profile far from all that was seen: anything from 0 to 1
            width = np.exp(z(level) * np.sqrt(variance[known]) / total[known])
        low[known], high[known] = np.exp(-total[known] * width), np.exp(-total[known] / width)
        return Curve(self.periods, np.exp(-total), low, high)


def hazard(
    periods: ArrayLike,
    events: ArrayLike,
    at_risk: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str] | None = None,
    link: LinkName = "cloglog",
) -> Hazard:
    """Fit cells: of `at_risk` (m,) people with `covariates` (m, p) in `periods` (m,), `events` (m,) left in it.

    Cells may stand in any order and repeat. Every period gets its own baseline: g(h) = alpha_period + b'x, with
    g = log(-log(1 - h)) (cloglog: b is Cox's log hazard ratio for durations known by period; Prentice and Gloeckler
    1978, Biometrics 34) or g = log(h / (1 - h)) (logit; Cox 1972). Maximum likelihood by Fisher's scoring, that is
    iteratively reweighted least squares, on covariates of mean 0 and spread 1; standard errors by the expected
    information. A period in which nobody or everybody left has a hazard of 0 or 1 whatever the covariates are.

    Raises InputError: `bad_counts` (shapes, negative counts, more events than people), `bad_covariates`, `no_events`,
    `collinear` (a column follows from others or from the period), `separated` (a column tells those who left apart).

    It does not say why people leave: covariates known only because somebody stayed make effects of nothing, and people
    who differ in ways that no covariate tells make the hazard fall by itself.

    >>> model = hazard([1, 1, 2, 2], [10, 20, 5, 20], [100, 100, 90, 80], [[0], [1], [0], [1]], ["late"])
    >>> model.coefficients.round(3).tolist(), model.errors.round(3).tolist()
    ([1.118], [0.303])
    """
    cells = cells_of(periods, events, at_risk, covariates, names)
    kept = cells.at.size
    start = np.concatenate([LINKS[link].of_hazard(cells.pooled), np.zeros(len(cells.columns.names))])

    def slopes(place: Floats) -> Slopes:
        return cells.slopes(place, LINKS[link])

    def moves(step: Floats) -> float:
        return float(np.abs(step[cells.period] + cells.columns.scaled @ step[kept:]).max())

    null = slopes(start)[0]
    place, height, inverse = climb(slopes, start, moves, cells.columns.names)
    back = np.eye(place.size)
    back[:kept, kept:] = -cells.columns.mean / cells.columns.spread
    back[kept:, kept:] = np.diag(1 / cells.columns.spread)
    place = back @ place
    baseline = np.where(cells.whole_hazard > 0, np.inf, -np.inf)
    baseline[cells.at] = place[:kept]
    chi2 = max(0.0, 2 * (height - null))
    return Hazard(
        link,
        cells.periods,
        baseline,
        cells.columns.names,
        place[kept:],
        back @ inverse @ back.T,
        height,
        chi2,
        above(chi2, place.size - kept),
        cells.n,
        cells.happened,
    )
