"""Does a covariate's effect stay the same for as long as people are watched?

Cox's model says that it does. Where it does not, its hazard ratio is a mean over time that fits no time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from desirepath.science.arrays import Floats
from desirepath.science.cox import Cox, risk_sets
from desirepath.science.kaplan_meier import survival
from desirepath.science.tails import above


@dataclass(frozen=True)
class ProportionalHazards:
    """The test of each covariate, shape (p,), one degree of freedom each, and of all together with p degrees.

    A small probability says that the effect changes; `correlation` (p,) says whether it grows (> 0) or shrinks.
    """

    names: tuple[str, ...]
    chi2: Floats
    p: Floats
    correlation: Floats
    all_chi2: float
    all_p: float


def proportional_hazards(
    model: Cox,
    durations: ArrayLike,
    events: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str] | None = None,
    curve: Literal["after", "before"] = "after",
) -> ProportionalHazards:
    """Test a model of `cox` on the people it was fitted to (the same arguments).

    At each event the covariates of who had it, less their mean among those at risk (Efron's mean at ties), are the
    Schoenfeld residuals r. With g = 1 - Kaplan-Meier, centred over the d events, V the covariance of the coefficients
    and u = sum g r: chi2_k = d (V u)_k^2 / (V_kk sum g^2), all together d u' V u / sum g^2. Grambsch and Therneau
    (1994), Biometrika 81, as R's cox.zph had it before version 3 of survival. `curve` says where Kaplan-Meier is read:
    just after the event, as lifelines does, or just before it, as R does; results differ in the third digit.

    It does not see changes that first rise and then fall, and with many events it finds changes too small to matter.

    >>> from desirepath.science.cox import cox
    >>> people = [1, 2, 3, 4, 5, 6, 7, 8], [1] * 8, [[1], [1], [1], [0], [0], [0], [1], [0]]
    >>> test = proportional_hazards(cox(*people), *people)
    >>> round(float(test.chi2[0]), 2), round(float(test.p[0]), 2)
    (0.86, 0.35)
    """
    risk = risk_sets(durations, events, covariates, names)
    spread = risk.columns.spread
    means = risk.means(model.coefficients * spread)[3]
    ties = np.bincount(risk.tie)
    at = np.cumsum(ties) - ties  # the first term of each event time
    average = np.add.reduceat(means, at, axis=0) / ties[:, None]
    residuals = (risk.columns.scaled[risk.happened] - average[risk.tie]) * spread
    share = survival(risk.durations, risk.happened, ~risk.happened).share
    left = (share if curve == "after" else np.concatenate([[1.0], share[:-1]]))[risk.tie]
    g = left.mean() - left
    u, squares, d = g @ residuals, float(g @ g), len(residuals)
    if squares == 0:  # all events at one time: nothing can change
        none = np.zeros(len(spread))
        return ProportionalHazards(model.names, none, none + 1, none, 0.0, 1.0)
    scaled = model.covariance @ u
    chi2 = d * scaled**2 / (np.diag(model.covariance) * squares)
    whole = float(d * u @ scaled / squares)
    along = residuals @ model.covariance
    spreads = np.sqrt(((along - along.mean(axis=0)) ** 2).sum(axis=0) * squares)
    return ProportionalHazards(
        model.names, chi2, above(chi2, 1), scaled / spreads, whole, above(whole, len(chi2))
    )
