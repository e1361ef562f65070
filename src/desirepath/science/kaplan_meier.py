"""How long until it happens, when for some it has not happened yet?

Kaplan and Meier's estimator (1958, J. Am. Stat. Assoc. 53) from counts: at each duration, how many had the event
and how many were last seen without it. Those still waiting stay in the reckoning for as long as they were watched,
instead of being dropped (which makes times look short) or taken as never (which makes them look long).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.science.arrays import Floats
from desirepath.science.intervals import NOTHING, Estimate, z
from desirepath.science.life_table import LifeTable, life_table


@dataclass(frozen=True)
class Survival:
    """The share still without the event just after each duration at which one happened.

    Arrays are shape (k,), in rising order of `durations`; `n` is the number watched from the start, `watched` the
    longest anybody was. `greenwood` is the variance of log(share), the sum of d / (n (n - d)) up to there; infinite
    where nobody is left.
    """

    durations: Floats
    share: Floats
    low: Floats
    high: Floats
    greenwood: Floats
    n: int
    events: int
    watched: float

    def at(self, duration: float) -> float:
        """The share still without the event after this long; 1 before the first event."""
        place = int(np.searchsorted(self.durations, duration, side="right"))
        return 1.0 if place == 0 else float(self.share[place - 1])

    def estimate(self, duration: float) -> Estimate:
        """The share still without the event after this long, with its interval.

        Null when nobody was watched that long while some were still waiting. Before the first event the share is 1
        and has no interval: the band does not exist where nothing has varied.

        >>> e = survival([5, 10, 10], [1, 1, 0], [0, 0, 2]).estimate(7)
        >>> e.value, round(e.low, 3), round(e.high, 3)
        (0.75, 0.128, 0.961)
        """
        place = int(np.searchsorted(self.durations, duration, side="right")) - 1
        value = self.at(duration)
        if self.n == 0 or (duration > self.watched and value > 0):
            return NOTHING
        return (
            Estimate(value, float(self.low[place]), float(self.high[place]))
            if place >= 0
            else Estimate(value)
        )

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
    where S is 0 it has no width of its own and keeps the last one. Raises what `life_table` raises. With several
    reasons to leave, 1 - S of one of them is not the share that left for it: see competing.py.

    >>> s = survival([5, 10, 10], [1, 1, 0], [0, 0, 2])
    >>> s.durations.tolist(), [round(float(x), 3) for x in s.share]
    ([5.0, 10.0], [0.75, 0.5])
    """
    return survival_of(life_table(durations, events, censored), level)


def survival_of(table: LifeTable, level: float = 0.95) -> Survival:
    """Survival from a life table, which may let people enter late: S(t) is the product of 1 - h_j up to t.

    >>> survival_of(life_table([1, 2], [1, 1], [0, 2])).share.round(3).tolist()
    [0.75, 0.5]
    """
    happened = table.events > 0
    dead, at_risk = table.events[happened], table.at_risk[happened]
    share: Floats = np.cumprod((at_risk - dead) / at_risk, dtype=np.float64)
    share = np.where(share > 1e-15, share, 0.0)
    some_left = at_risk > dead
    greenwood = np.cumsum(
        np.divide(dead, at_risk * (at_risk - dead), out=np.full_like(dead, np.inf), where=some_left)
    )
    low, high = log_log_band(share, greenwood, level)
    watched = float(table.durations[-1]) if table.durations.size else 0.0
    return Survival(
        table.durations[happened], share, low, high, greenwood, int(table.n), int(dead.sum()), watched
    )


def log_log_band(share: Floats, variance_of_log: Floats, level: float) -> tuple[Floats, Floats]:
    """The band share ** exp(± z se / log share), which stays within 0 and 1.

    Where nobody is left the variance is undefined, so the band stays where it last was.
    """
    low, high = np.zeros_like(share), np.ones_like(share)
    inside = (share > 0) & (share < 1)
    width = z(level) * np.sqrt(variance_of_log[inside]) / np.log(share[inside])
    low[inside], high[inside] = share[inside] ** np.exp(-width), share[inside] ** np.exp(width)
    nobody = share <= 0
    if inside.any():
        low[nobody], high[nobody] = low[inside][-1], high[inside][-1]
    return low, high
