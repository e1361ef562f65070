"""How long until it happens, when for some it has not happened yet?

Kaplan and Meier's estimator (1958, J. Am. Stat. Assoc. 53) from counts: at each duration, how many had the event
and how many were last seen without it. Those still waiting stay in the reckoning for as long as they were watched,
instead of being dropped (which makes times look short) or taken as never (which makes them look long).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desirepath.science.intervals import NOTHING, Estimate

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Survival:
    """The share still without the event just after each duration at which one happened.

    Arrays are shape (k,), in rising order of `durations`; `n` is the number watched from the start.
    """

    durations: Floats
    share: Floats
    low: Floats
    high: Floats
    n: int
    events: int

    def at(self, duration: float) -> float:
        """The share still without the event after this long; 1 before the first event."""
        place = int(np.searchsorted(self.durations, duration, side="right"))
        return 1.0 if place == 0 else float(self.share[place - 1])

    def quantile(self, part: float) -> Estimate:
        """When `part` of all have had the event: the first duration at which at most 1 - part are left.

        The interval inverts the log(-log) band (Brookmeyer and Crowley 1982, Biometrics 38). A null value or a
        null end means: not reached while people were watched.

        >>> survival([1, 2, 3], [1, 1, 1], [0, 0, 0]).quantile(0.5).value
        2.0
        """
        if self.n == 0:
            return NOTHING
        left = 1 - part
        return Estimate(*(self._first(curve, left) for curve in (self.share, self.low, self.high)))

    def _first(self, curve: Floats, left: float) -> float | None:
        # A share such as 1 - 0.25 is rarely exact in binary: without the margin a tie would count as not reached.
        reached = np.flatnonzero(curve <= left + 1e-12)
        return float(self.durations[reached[0]]) if reached.size else None


def survival(durations: ArrayLike, events: ArrayLike, censored: ArrayLike, level: float = 0.95) -> Survival:
    """Survival from counts: `events` and `censored` people at each of `durations` (any order, repeats allowed).

    Somebody censored at a duration was still at risk there. The band is Greenwood's variance on log(-log S);
    where S is 0 it has no width of its own and keeps the last one.

    >>> s = survival([5, 10, 10], [1, 1, 0], [0, 0, 2])
    >>> s.durations.tolist(), [round(float(x), 3) for x in s.share]
    ([5.0, 10.0], [0.75, 0.5])
    """
    times, place = np.unique(np.asarray(durations, float), return_inverse=True)
    dead = np.bincount(place, weights=np.asarray(events, float), minlength=times.size).astype(float)
    gone = np.bincount(place, weights=np.asarray(censored, float), minlength=times.size)
    leaving = dead + gone
    n = int(leaving.sum())
    at_risk = n - np.concatenate([[0.0], np.cumsum(leaving)[:-1]]) if times.size else np.empty(0)
    happened = dead > 0
    times, dead, at_risk = times[happened], dead[happened], at_risk[happened]
    share: Floats = np.cumprod((at_risk - dead) / at_risk, dtype=np.float64)
    inside = share > 1e-15
    share = np.where(inside, share, 0.0)
    greenwood = np.cumsum(
        np.divide(dead, at_risk * (at_risk - dead), out=np.zeros_like(dead), where=at_risk > dead)
    )
    low, high = np.zeros_like(share), np.zeros_like(share)
    logs = np.log(share[inside])
    width = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(greenwood[inside]) / logs
    low[inside], high[inside] = share[inside] ** np.exp(-width), share[inside] ** np.exp(width)
    if inside.any() and not inside.all():
        # Nobody is left: the variance is undefined there, so the band stays where it last was.
        low[~inside], high[~inside] = low[inside][-1], high[inside][-1]
    elif not inside.any() and share.size:
        low[:], high[:] = 0.0, 1.0
    return Survival(times, share, low, high, n, int(dead.sum()))
