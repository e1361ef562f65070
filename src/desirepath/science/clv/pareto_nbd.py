"""How many purchases will each customer still make, when people may leave at any moment? The Pareto/NBD model.

Customers buy at random moments at a rate of their own, Gamma(r, alpha), and stay for an exponential time of their own,
whose rate is Gamma(s, beta). Schmittlein, Morrison and Colombo (1987), Management Science 33; formulas as in Fader and
Hardie's notes. Other than in BG/NBD, people may leave without having bought again, so customers without a repeat
purchase fade too.

Not answered: seasons, reasons, money. With few purchases s and beta are known badly, even when the forecast is good.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, exprel, gammaln

from desirepath.science.arrays import Floats
from desirepath.science.clv.fit import Fitted, maximum_likelihood
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.numerics import by_blocks, floats, log1p, log_gamma, soft_plus

POINTS, WEIGHTS = np.polynomial.legendre.leggauss(48)
POINTS, WEIGHTS = (POINTS + 1) / 2, WEIGHTS / 2  # of the interval from 0 to 1


@dataclass(frozen=True)
class ParetoNbd:
    """The model at given parameters, all > 0; `alpha` and `beta` are times, r / alpha and s / beta the mean rates.

    Times in all answers are in the unit of the fit. Arguments broadcast against each other.
    """

    r: float
    alpha: float
    s: float
    beta: float

    def alive(self, x: ArrayLike, tx: ArrayLike, age: ArrayLike) -> Floats:
        """P(still a customer at `age`) of someone with x repeats, the last at tx.

        >>> ParetoNbd(0.553, 10.578, 0.606, 11.669).alive(26, 30.86, 31).round(4).item()
        0.9979
        """
        arrays = np.broadcast_arrays(*floats(x, tx, age))
        columns = [one.ravel() for one in arrays]
        odds = by_blocks(partial(_left, self.r, self.alpha, self.s, self.beta), POINTS.size, *columns)
        alive: Floats = expit(-odds).reshape(arrays[0].shape)
        return alive

    def expected(self, t: ArrayLike) -> Floats:
        """Expected repeat purchases of a new customer within time `t` >= 0 after the first purchase.

        r beta / alpha (1 - (beta / (beta+t))^(s-1)) / (s-1), also where s is 1.

        >>> ParetoNbd(0.553, 10.578, 0.606, 11.669).expected([1, 52]).round(3).tolist()
        [0.051, 1.473]
        """
        (t,) = floats(t)
        return np.asarray(self.r / self.alpha * self._time_left(t, 0.0))

    def expected_after(self, t: ArrayLike, x: ArrayLike, tx: ArrayLike, age: ArrayLike) -> Floats:
        """Expected purchases in (age, age + t] of someone with x repeats, the last at tx.

        P(alive) · (r+x) / (alpha+age) · expected time left within t.

        >>> ParetoNbd(0.553, 10.578, 0.606, 11.669).expected_after(52, 26, 30.86, 31).round(2).item()
        25.46
        """
        t, x, tx, age = floats(t, x, tx, age)
        rate = (self.r + x) / (self.alpha + age)
        return np.asarray(self.alive(x, tx, age) * rate * self._time_left(t, age))

    def _time_left(self, t: Any, age: Any) -> Any:
        """(beta+age) (1 - ((beta+age) / (beta+age+t))^(s-1)) / (s-1), written so that s = 1 is no exception."""
        log = np.log1p(t / (self.beta + age))
        return (self.beta + age) * log * exprel((1 - self.s) * log)

    def log_likelihood(self, histories: Histories) -> Floats:
        """Log likelihood of one customer of each cell (cells,)."""
        logs: Floats = _logs(self.r, self.alpha, self.s, self.beta, histories)
        return logs

    def probability(self, n: ArrayLike, t: ArrayLike) -> Floats:
        """P(a new customer makes exactly n repeat purchases within time t > 0).

        Stayed all the time, or left at a moment before: the integral over that moment, by Gauss and Legendre.

        >>> round(float(ParetoNbd(0.553, 10.578, 0.606, 11.669).probability(range(200), 39).sum()), 6)
        1.0
        """
        arrays = np.broadcast_arrays(*floats(n, t))
        n, t = (one.reshape(-1, 1) for one in arrays)
        scale = min(self.alpha, self.beta)
        width = np.log1p(t / scale)
        moment = np.concatenate(
            [scale * np.expm1(width * POINTS), t], axis=1
        )  # the last: still a customer at t
        logs = (
            gammaln(self.r + n)
            - gammaln(self.r)
            - gammaln(n + 1)
            + n * np.log(moment / (self.alpha + moment))
        )
        logs = logs - self.r * np.log1p(moment / self.alpha) - self.s * np.log1p(moment / self.beta)
        left = self.s / (self.beta + moment[:, :-1]) * (scale + moment[:, :-1]) * width * WEIGHTS
        chances = np.exp(logs) * np.concatenate([left, np.ones_like(t)], axis=1)
        found: Floats = chances.sum(axis=1).reshape(arrays[0].shape)
        return found


def fit_pareto_nbd(histories: Histories) -> Fitted[ParetoNbd]:
    """Pareto/NBD at the parameters that make these histories likeliest.

    L = Γ(r+x) alpha^r beta^s / Γ(r) · [(alpha+age)^-(r+x) (beta+age)^-s
        + s · integral from tx to age of (alpha+u)^-(r+x) (beta+u)^-(s+1) du].
    The usual way to write the integral, a difference of two 2F1, cancels when tx is near the age and overflows for
    large x. Here it stays an integral of one sign: with u = tx + l (e^y - 1), l the length over which its inside falls
    by e, 48 points of Gauss and Legendre in y give some ten digits for any x. All in logarithms.
    Raises DataQualityError `nothing_to_fit` when nobody bought again.

    >>> days = Histories.of([0, 1, 2, 4, 7], [0, 12, 40, 70, 80], 90, [500, 120, 60, 40, 10])
    >>> fit_pareto_nbd(days).names
    ('r', 'alpha', 's', 'beta')
    """
    histories.need_repeats()

    def log_likelihood(r: Any, alpha: Any, s: Any, beta: Any) -> Any:
        return histories.weight @ _logs(r, alpha, s, beta, histories)

    bought, watched = float(histories.weight @ histories.x), float(histories.weight @ histories.age)
    start = {"r": 1.0, "alpha": watched / bought, "s": 1.0, "beta": watched / histories.n}
    return maximum_likelihood(log_likelihood, start, histories.n, ParetoNbd)


def _logs(r: Any, alpha: Any, s: Any, beta: Any, histories: Histories) -> Any:
    x, place = histories.counts
    of_x = log_gamma(r + x) - log_gamma(r) - x * np.log(alpha)
    stayed = -(r + histories.x) * log1p(histories.age / alpha) - s * log1p(histories.age / beta)
    left = by_blocks(partial(_left, r, alpha, s, beta), POINTS.size, histories.x, histories.tx, histories.age)
    return of_x[place] + stayed + soft_plus(left)


def _left(r: Any, alpha: Any, s: Any, beta: Any, x: Floats, tx: Floats, age: Floats) -> Any:
    """Log odds of having left between tx and age; -inf where no time lies between."""
    wait = age - tx
    stayed = (r + x) * log1p(wait / (alpha + tx)) + s * log1p(wait / (beta + tx))
    return np.log(s / beta) - log1p(tx / beta) + _log_integral(r, alpha, s, beta, x, tx, wait) + stayed


def _log_integral(r: Any, alpha: Any, s: Any, beta: Any, x: Floats, tx: Floats, wait: Floats) -> Any:
    """log of the integral from 0 to `wait` of (1 + u/(alpha+tx))^-(r+x) (1 + u/(beta+tx))^-(s+1) du.

    The points are summed in real numbers only. For a complex step the slopes come from the same sums (the mean of the
    inside's own slope), which takes a twentieth of the time of complex logarithms at every point.
    """
    one, two = np.real(alpha) + tx, np.real(beta) + tx
    buys, leaves = np.real(r) + x, np.real(s) + 1
    fall = buys / one + leaves / two
    width = np.log1p(wait * fall)
    stretch = np.exp(width[:, None] * POINTS)
    u = (stretch - 1) / fall[:, None]
    log_one, log_two = np.log1p(u / one[:, None]), np.log1p(u / two[:, None])
    inside = np.exp(-buys[:, None] * log_one - leaves * log_two) * stretch * WEIGHTS
    total = inside.sum(axis=1)
    with np.errstate(divide="ignore"):
        found = np.log(total * width / fall)
    slopes: list[tuple[Any, Callable[[], Floats]]] = [
        (r, lambda: -log_one),
        (s, lambda: -log_two),
        (alpha, lambda: buys[:, None] * u / (one[:, None] + u) / one[:, None]),
        (beta, lambda: leaves * u / (two[:, None] + u) / two[:, None]),
    ]
    for parameter, slope in slopes:
        if np.imag(parameter):
            found = found + 1j * np.imag(parameter) * (inside * slope()).sum(axis=1) / total
    return found
