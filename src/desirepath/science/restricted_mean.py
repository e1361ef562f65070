"""How long do people stay on average within a horizon, and how much longer in one group than in another?

The restricted mean survival time is the area under the survival curve up to the horizon: of twelve months, how many
are kept. It needs no model, exists where a median does not, and its difference is in units of time.
"""

from __future__ import annotations

import math

import numpy as np

from desirepath.science.intervals import NOTHING, Estimate, z
from desirepath.science.kaplan_meier import Survival


def restricted_mean(survival: Survival, horizon: float, level: float = 0.95) -> Estimate:
    """The mean time without the event within `horizon` (in the unit of the durations, above 0), with its interval.

    RMST(tau) = integral of S from 0 to tau. Its variance is the sum over event times t_i <= tau of
    (integral of S from t_i to tau)^2 d_i / (n_i (n_i - d_i)), after Greenwood; Royston and Parmar (2013), BMC Med. Res.
    Methodol. 13. The interval is the normal one at `level`, kept within 0 and the horizon.

    Null when nobody was watched as long as `horizon` while some were still waiting: choose a shorter one. It does not
    say what happens after the horizon, and two figures with different horizons must not be compared.

    >>> from desirepath.science.kaplan_meier import survival
    >>> e = restricted_mean(survival([2, 4, 6], [1, 1, 1], [0, 0, 1]), horizon=6)
    >>> round(e.value, 3), round(e.low, 3), round(e.high, 3)
    (4.5, 2.875, 6)
    """
    found = _area(survival, horizon)
    if found is None:
        return NOTHING
    value, variance = found
    half = z(level) * math.sqrt(variance)
    return Estimate(value, max(0.0, value - half), min(horizon, value + half))


def difference_of_restricted_means(a: Survival, b: Survival, horizon: float, level: float = 0.95) -> Estimate:
    """How much longer than `b` people of `a` stay within `horizon`, for two independent groups.

    RMST_a - RMST_b; the variances add and the interval is the normal one at `level`. Null when either mean is. It says
    that the groups differ, not that what tells them apart is the cause.

    >>> from desirepath.science.kaplan_meier import survival
    >>> long, short = survival([2, 4, 6], [1, 1, 1], [0, 0, 1]), survival([1, 2, 3], [2, 1, 1], [0, 0, 0])
    >>> e = difference_of_restricted_means(long, short, horizon=6)
    >>> round(e.value, 3), round(e.low, 3), round(e.high, 3)
    (2.75, 0.933, 4.567)
    """
    one, two = _area(a, horizon), _area(b, horizon)
    if one is None or two is None:
        return NOTHING
    value = one[0] - two[0]
    half = z(level) * math.sqrt(one[1] + two[1])
    return Estimate(value, value - half, value + half)


def _area(survival: Survival, horizon: float) -> tuple[float, float] | None:
    """The area under the curve up to the horizon and its variance."""
    if survival.n == 0 or horizon <= 0 or (horizon > survival.watched and survival.at(horizon) > 0):
        return None
    inside = survival.durations < horizon
    times, share = survival.durations[inside], survival.share[inside]
    steps = np.diff(np.concatenate([times, [horizon]]))
    first = float(times[0]) if times.size else horizon
    later = np.cumsum((share * steps)[::-1])[::-1]  # area from each event to the horizon
    counted = later > 0  # once nobody is left the area is 0 and Greenwood's sum infinite: nothing is added
    growth = np.diff(survival.greenwood[inside][counted], prepend=0.0)
    variance = float((later[counted] ** 2 * growth).sum())
    return first + (float(later[0]) if times.size else 0.0), variance
