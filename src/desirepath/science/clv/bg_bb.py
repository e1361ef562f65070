"""How often will each supporter still come, when there are fixed occasions? The BG/BB model.

Yearly donations, a weekly box, a conference: at each of n occasions somebody comes or not, with a chance of their own,
Beta(alpha, beta), and before each occasion may leave for ever, with a chance of their own, Beta(gamma, delta).
Fader, Hardie and Shang (2010), Marketing Science 29. The history is three whole numbers, so that any number of people
is a table of at most (n+1)² / 2 cells.

Not answered: how much is given, or what happens when occasions are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, gammaln

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.clv.fit import Fitted, maximum_likelihood
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.numerics import ever_after, floats, log_beta, log_sum


@dataclass(frozen=True)
class BgBb:
    """The model at given parameters, all > 0. Times are numbers of occasions. Arguments broadcast."""

    alpha: float
    beta: float
    gamma: float
    delta: float

    def alive(self, x: ArrayLike, tx: ArrayLike, n: ArrayLike, later: ArrayLike = 1) -> Floats:
        """P(not gone at occasion n + `later`) of someone who came x times in n occasions, last at the tx-th (0: never).

        B(alpha+x, beta+n-x) / B(alpha, beta) · B(gamma, delta+n+later) / B(gamma, delta) / L(x, tx, n).

        >>> BgBb(1.204, 0.750, 0.657, 2.783).alive([0, 2, 6], [0, 4, 6], 6).round(2).tolist()
        [0.11, 0.59, 0.93]
        """
        x, tx, n, later = np.broadcast_arrays(*floats(x, tx, n, later))
        alive: Floats = np.exp(self._seen(x, tx, n) + self._stays(n + later))
        return alive

    def _seen(self, x: Floats, tx: Floats, n: Floats) -> Floats:
        """How much likelier the history is of somebody who never leaves than of anybody, in logarithms."""
        came = betaln(self.alpha + x, self.beta + n - x) - betaln(self.alpha, self.beta)
        return np.asarray(came - _logs(*self._all(), x, tx, n))

    def _all(self) -> tuple[float, float, float, float]:
        return self.alpha, self.beta, self.gamma, self.delta

    def _stays(self, n: Floats) -> Floats:
        """Log chance of not having left up to the n-th occasion."""
        stays: Floats = betaln(self.gamma, self.delta + n) - betaln(self.gamma, self.delta)
        return stays

    def expected(self, t: ArrayLike) -> Floats:
        """Expected number of times a new supporter comes in the first `t` occasions (whole numbers).

        >>> BgBb(1.204, 0.750, 0.657, 2.783).expected([1, 6]).round(3).tolist()
        [0.498, 2.22]
        """
        return self.expected_after(t, 0, 0, 0)

    def expected_after(self, t: ArrayLike, x: ArrayLike, tx: ArrayLike, n: ArrayLike) -> Floats:
        """Expected number of times in the next `t` occasions of someone with history (x, tx, n).

        The sum over occasions of P(not gone) times the mean chance to come, (alpha+x) / (alpha+beta+n): positive terms
        instead of the published difference, which has no value at gamma = 1.
        """
        t, x, tx, n = np.broadcast_arrays(*floats(t, x, tx, n))
        ahead = np.arange(1, int(t.max(initial=0)) + 1)
        stays = np.exp(self._stays(n[..., None] + ahead)) * (ahead <= t[..., None])
        alive = np.exp(self._seen(x, tx, n)) * stays.sum(axis=-1)
        return np.asarray(alive * (self.alpha + x) / (self.alpha + self.beta + n))

    def residual(self, x: ArrayLike, tx: ArrayLike, n: ArrayLike, rate: float) -> Floats:
        """Expected times in all future, each discounted by (1 + rate)^-(occasions from now), rate > 0 (DERT).

        P(not gone at n+1) (alpha+x) / (alpha+beta+n) / (1+rate) · 2F1(1, delta+n+1; gamma+delta+n+1; 1 / (1+rate)).
        Raises InputError `horizon_unusable` for rate <= 0.

        >>> BgBb(1.204, 0.750, 0.657, 2.783).residual([0, 6], [0, 6], 6, 0.1).round(2).tolist()
        [0.11, 5.91]
        """
        x, tx, n = np.broadcast_arrays(*floats(x, tx, n))
        ever = ever_after(self.gamma, self.delta + n + 1, rate) / (1 + rate)
        found: Floats = self.alive(x, tx, n) * (self.alpha + x) / (self.alpha + self.beta + n) * ever
        return found

    def log_likelihood(self, histories: Histories) -> Floats:
        """Log likelihood of one supporter of each cell (cells,)."""
        logs: Floats = _logs(*self._all(), histories.x, histories.tx, histories.age)
        return logs

    def probability(self, x: ArrayLike, n: int) -> Floats:
        """P(a new supporter comes exactly x times in n occasions).

        >>> round(float(BgBb(1.204, 0.750, 0.657, 2.783).probability(range(7), 6).sum()), 12)
        1.0
        """
        (x,) = floats(x)
        times, last = x[..., None], np.arange(n + 1)
        possible = times <= last
        misses = np.where(possible, last - times, 0.0)
        ways = gammaln(last + 1) - gammaln(times + 1) - gammaln(misses + 1)
        came = betaln(self.alpha + times, self.beta + misses) - betaln(self.alpha, self.beta)
        left = betaln(self.gamma + 1, self.delta + last) - betaln(self.gamma, self.delta)
        stays = np.where(last < n, left, self._stays(np.asarray(float(n))))
        found: Floats = np.where(possible, np.exp(ways + came + stays), 0.0).sum(axis=-1)
        return found


def fit_bg_bb(histories: Histories) -> Fitted[BgBb]:
    """BG/BB at the parameters that make these histories likeliest: x times, the last at the tx-th of `age` occasions.

    L = B(alpha+x, beta+n-x)/B(alpha, beta) B(gamma, delta+n)/B(gamma, delta)
        + sum over i = 0 … n-tx-1 of B(alpha+x, beta+tx-x+i)/B(alpha, beta) B(gamma+1, delta+tx+i)/B(gamma, delta),
    summed in logarithms.
    Raises InputError `history_unusable` unless all are whole numbers with x <= tx, and DataQualityError
    `nothing_to_fit` when nobody came.

    >>> fit_bg_bb(Histories.of([0, 1, 2, 3], [0, 2, 3, 3], 3, [60, 20, 10, 10])).names
    ('alpha', 'beta', 'gamma', 'delta')
    """
    histories.need_repeats()
    x, tx, n = histories.x, histories.tx, histories.age
    if ((x > tx) | (tx != np.floor(tx)) | (n != np.floor(n))).any():
        raise InputError(
            "Occasions are counted: of n of them somebody came x times, the last at the tx-th, so x <= tx <= n and "
            "all are whole numbers.",
            code="history_unusable",
        )

    def log_likelihood(alpha: Any, beta: Any, gamma: Any, delta: Any) -> Any:
        return histories.weight @ _logs(alpha, beta, gamma, delta, x, tx, n)

    start = dict.fromkeys(("alpha", "beta", "gamma", "delta"), 1.0)
    return maximum_likelihood(log_likelihood, start, histories.n, BgBb)


def _logs(alpha: Any, beta: Any, gamma: Any, delta: Any, x: Floats, tx: Floats, n: Floats) -> Any:
    """Log likelihood of each history: left after the tx-th occasion, or the next, …, or never (last column)."""
    x, tx, n = x[..., None], tx[..., None], n[..., None]
    silent = np.arange(int((n - tx).max(initial=0)) + 1)
    possible = silent <= n - tx
    seen = np.where(possible, tx + silent, tx)  # occasions at which they were there to come
    gone = np.where(seen < n, 1.0, 0.0)
    came = log_beta(alpha + x, beta + seen - x) - log_beta(alpha, beta)
    left = log_beta(gamma + gone, delta + seen) - log_beta(gamma, delta)
    return log_sum(np.where(possible, came + left, -np.inf))
