"""For which reason do people leave, when leaving for one reason rules out the others?

Somebody whose payment failed can no longer cancel. One minus Kaplan-Meier of a single reason, with the others taken as
censored, answers what would happen in a world without them, and its parts add up to more than all who left.
Aalen and Johansen's estimator (1978, Scand. J. Stat. 5) answers what share left for each reason in this world.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.science.arrays import Floats
from desirepath.science.intervals import NOTHING, Estimate
from desirepath.science.kaplan_meier import log_log_band
from desirepath.science.life_table import added_up, at_risk, bad_counts


@dataclass(frozen=True)
class Incidence:
    """The share that has left for each of k reasons just after each of m durations at which anybody left.

    `durations` and `staying` (the share still there) are shape (m,); `share`, its standard `error`, `low` and `high`
    are (m, k). In every row the shares and `staying` add up to 1. `events` (k,) left for each reason out of `n`.
    """

    durations: Floats
    staying: Floats
    share: Floats
    error: Floats
    low: Floats
    high: Floats
    events: Floats
    n: float
    watched: float

    def at(self, duration: float, reason: int) -> Estimate:
        """The share that has left for reason number `reason` (from 0) by this duration, with its interval.

        Null when nobody was watched that long while some were still there; 0 without interval before the first leaves.

        >>> incidence([1, 2], [[1, 0], [0, 1]], [0, 2]).at(2, reason=1).value
        0.25
        """
        place = int(np.searchsorted(self.durations, duration, side="right")) - 1
        staying = 1.0 if place < 0 else float(self.staying[place])
        if self.n == 0 or (duration > self.watched and staying > 0):
            return NOTHING
        if place < 0 or self.share[place, reason] == 0:
            return Estimate(0.0)
        curves = (self.share, self.low, self.high)
        return Estimate(*(float(curve[place, reason]) for curve in curves))


def incidence(
    durations: ArrayLike,
    events: ArrayLike,
    censored: ArrayLike,
    entered: ArrayLike | None = None,
    level: float = 0.95,
) -> Incidence:
    """Cumulative incidence of k reasons, from counts at `durations` (m,), in any order; repeats are added up.

    `events` (m, k) left at a duration for each reason, `censored` (m,) were last seen there, `entered` (m,) came under
    watch there (see `life_table`).

    F_k(t) = sum over t_j <= t of S(t_j-) d_kj / n_j. Its variance is the delta method's with multinomial increments,
    sum of (F_k(t) - F_k(t_j))^2 d_j / (n_j (n_j - d_j)) + S(t_j-)^2 d_kj (n_j - d_kj) / n_j^3
    - 2 (F_k(t) - F_k(t_j)) S(t_j-) d_kj / n_j^2: Marubini and Valsecchi (1995), Analysing Survival Data, sec. 10.2.
    Without censoring it is F (1 - F) / n, with one reason Greenwood's. The interval is log(-log(1 - F)) at `level`; a
    reason for which nobody has left yet has none (nan).

    Raises InputError `bad_counts` as `life_table` does. It does not say what would happen if a reason were removed, nor
    what drives a reason: for that take each reason's hazard with the others as censored (hazard.py, cox.py).

    >>> found = incidence([1, 2, 3], events=[[2, 1], [1, 1], [0, 2]], censored=[0, 1, 2])
    >>> found.share.round(3).tolist(), found.staying.round(3).tolist()
    ([[0.2, 0.1], [0.3, 0.2], [0.3, 0.45]], [0.7, 0.5, 0.25])
    """
    table = np.asarray(events, float)
    if table.ndim != 2 or table.shape[1] == 0:
        raise bad_counts(f"Events need one column a reason; they have the shape {table.shape}.")
    extra = [] if entered is None else [entered]
    times, (gone, *rest) = added_up(durations, censored, *table.T, *extra)
    came = rest.pop() if extra else None
    left = np.array(rest).T.reshape(times.size, table.shape[1])
    waiting = at_risk(left.sum(axis=1) + gone, came)
    happened = left.sum(axis=1) > 0
    n, d = waiting[happened], left[happened]
    kept = np.cumprod(1 - d.sum(axis=1) / n) if n.size else n
    kept = np.where(kept > 1e-15, kept, 0.0)
    before = np.concatenate([[1.0], kept[:-1]])[: n.size]
    share = np.cumsum(before[:, None] * d / n[:, None], axis=0)
    error = np.sqrt(np.maximum(_variance(share, before, d, n), 0.0))
    others = np.where(1 - share > 1e-12, 1 - share, 0.0)
    of_log = np.divide(error, others, out=np.full_like(error, np.inf), where=others > 0) ** 2
    bands = [log_log_band(others[:, k], of_log[:, k], level) for k in range(share.shape[1])]
    low, high = (1 - np.array([band[side] for band in bands]).T.reshape(share.shape) for side in (1, 0))
    low[share == 0], high[others == 0] = np.nan, 1.0
    high[share == 0] = np.nan
    total = float((left.sum() + gone.sum()) if came is None else came.sum())
    watched = float(times[-1]) if times.size else 0.0
    return Incidence(times[happened], kept, share, error, low, high, left.sum(axis=0), total, watched)


def _variance(share: Floats, before: Floats, d: Floats, n: Floats) -> Floats:
    """The three sums of the delta method, with the square of F(t) - F(t_j) multiplied out so that they accumulate."""
    all_left = d.sum(axis=1)
    leaves = np.divide(all_left, n * (n - all_left), out=np.zeros_like(n), where=n > all_left)[:, None]
    own = before[:, None] ** 2 * d * (n[:, None] - d) / n[:, None] ** 3
    cross = before[:, None] * d / n[:, None] ** 2

    def total(terms: Floats) -> Floats:
        return np.cumsum(terms, axis=0)

    squares = (
        share**2 * total(np.broadcast_to(leaves, share.shape))
        - 2 * share * total(share * leaves)
        + total(share**2 * leaves)
    )
    return squares + total(own) - 2 * (share * total(cross) - total(share * cross))
