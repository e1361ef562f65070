"""How many purchases will each customer still make, and who is still a customer? The BG/NBD and MBG/NBD models.

Customers buy at random moments, each at a rate of their own, and after a purchase may silently stay away for ever.
Rates are Gamma(r, alpha), the chances to drop out after a purchase Beta(a, b), independent of the rates.
BG/NBD: Fader, Hardie and Lee (2005), Marketing Science 24. MBG/NBD: Batislam, Denizel and Filiztekin (2007), Int. J. of
Research in Marketing 24, who let people drop out right after the *first* purchase too. The two differ in one number
only, how often a customer could have dropped out: x times, or x + 1.

Not answered: whether people are moved by anything you did, seasons, or how much they spend. **BG/NBD gives a
customer without a repeat purchase P(alive) = 1 by construction**, however long ago it was; ask MBG/NBD about those.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaln, expit, gammaln

from desirepath.science.arrays import Floats
from desirepath.science.clv.fit import Fitted, maximum_likelihood
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.numerics import (
    beta_points,
    by_blocks,
    floats,
    log1p,
    log_beta,
    log_gamma,
    soft_plus,
)


@dataclass(frozen=True)
class BgNbd:
    """The model at given parameters, all > 0: alpha is a time, r / alpha the mean rate, a / (a + b) the mean drop-out.

    Times in all answers are in the unit of the fit. Arguments broadcast against each other.
    """

    r: float
    alpha: float
    a: float
    b: float
    modified: bool = False

    def alive(self, x: ArrayLike, tx: ArrayLike, age: ArrayLike) -> Floats:
        """P(still a customer at `age`) of someone with x repeats, the last at tx.

        1 / (1 + a/(b+k-1) ((alpha+age)/(alpha+tx))^(r+x)) with k chances so far to drop out, and 1 where k is 0.

        >>> BgNbd(0.243, 4.414, 0.793, 2.426).alive([0, 2], [0, 30.43], 38.86).round(4).tolist()
        [1.0, 0.7266]
        """
        x, tx, age = floats(x, tx, age)
        dropped = _drops(self.a, self.b, x + self.modified) + _silence(self.r, self.alpha, x, tx, age)
        alive: Floats = expit(-dropped)
        return alive

    def expected(self, t: ArrayLike) -> Floats:
        """Expected repeat purchases of a new customer within time `t` >= 0 after the first purchase.

        >>> BgNbd(0.243, 4.414, 0.793, 2.426).expected([1, 52]).round(4).tolist()
        [0.0533, 1.4461]
        """
        return self.expected_after(t, 0, 0, 0)

    def expected_after(self, t: ArrayLike, x: ArrayLike, tx: ArrayLike, age: ArrayLike) -> Floats:
        """Expected purchases in (age, age + t] of someone with x repeats, the last at tx.

        P(alive) times the mean over p of (1 - (1 + p t / (alpha+age))^-(r+x)) / p, p from Beta(a, b + k). That is the
        published formula before its integral over p is written as 2F1(r+x, b+x; a+b+x-1; …). The written form loses
        all digits near a = 1 and overflows for large x; here every term is positive and x is an exponent of a log.

        >>> BgNbd(0.243, 4.414, 0.793, 2.426).expected_after(39, 2, 30.43, 38.86).round(4).item()
        1.226
        """
        arrays = np.broadcast_arrays(*floats(t, x, tx, age))
        return self._expected(*(one.ravel() for one in arrays)).reshape(arrays[0].shape)

    def _expected(self, t: Floats, x: Floats, tx: Floats, age: Floats) -> Floats:
        counts, place = np.unique(x, return_inverse=True)
        points, weights = beta_points(self.a, self.b + counts + self.modified)

        def mean(t: Floats, x: Floats, age: Floats, place: NDArray[np.intp]) -> Floats:
            p, part = points[place], t / (self.alpha + age)
            drop = -np.expm1(-(self.r + x)[:, None] * np.log1p(p * part[:, None]))
            found: Floats = (weights[place] * drop / p).sum(axis=1)
            return found

        return self.alive(x, tx, age) * by_blocks(mean, points.shape[1], t, x, age, place)

    def at_least(self, n: ArrayLike, t: ArrayLike, x: ArrayLike, tx: ArrayLike, age: ArrayLike) -> Floats:
        """P(n >= 1 or more purchases in (age, age + t]) of someone with x repeats, the last at tx.

        P(alive) P(the rate brings n) P(none of the n - 1 before was the last one): the rate of somebody who is alive is
        Gamma(r+x, alpha+age), so n come by a negative binomial tail, and the chance to drop out is Beta(a, b+k).
        Its sum over n is `expected_after`, that of (2n - 1) times it the mean square: how far luck may go.

        >>> BgNbd(0.243, 4.414, 0.793, 2.426).at_least([1, 2], 39, 2, 30.43, 38.86).round(3).tolist()
        [0.555, 0.315]
        """
        n, t, x, tx, age = np.broadcast_arrays(*floats(n, t, x, tx, age))
        comes = betainc(n, self.r + x, t / (self.alpha + age + t))
        k = self.b + x + self.modified
        stays = np.exp(betaln(self.a, k + n - 1) - betaln(self.a, k))
        found: Floats = self.alive(x, tx, age) * comes * stays
        return found

    def log_likelihood(self, histories: Histories) -> Floats:
        """Log likelihood of one customer of each cell (cells,)."""
        logs: Floats = _logs(self.r, self.alpha, self.a, self.b, histories, self.modified)
        return logs

    def probability(self, n: ArrayLike, t: ArrayLike) -> Floats:
        """P(a new customer makes exactly n repeat purchases within time t).

        Still a customer after n purchases, or dropped out at the n-th (a negative binomial tail, by the incomplete beta
        function instead of 1 minus a sum).

        >>> BgNbd(0.243, 4.414, 0.793, 2.426).probability(0, 39).round(4).item()
        0.5738
        """
        n, t = np.broadcast_arrays(*floats(n, t))
        k, share = n + self.modified, t / (self.alpha + t)
        base = betaln(self.a, self.b)
        with np.errstate(divide="ignore", invalid="ignore"):
            luck = np.where(n > 0, n * np.log(share), 0.0) + self.r * np.log1p(-share)
            bought = np.exp(gammaln(self.r + n) - gammaln(self.r) - gammaln(n + 1) + luck)
        at_least = np.where(n > 0, betainc(np.maximum(n, 1), self.r, share), 1.0)
        left = np.where(k > 0, np.exp(betaln(self.a + 1, np.maximum(self.b + k - 1, 1e-300)) - base), 0.0)
        answer: Floats = np.exp(betaln(self.a, self.b + k) - base) * bought + left * at_least
        return answer


def fit_bg_nbd(histories: Histories, modified: bool = False) -> Fitted[BgNbd]:
    """BG/NBD, or MBG/NBD when `modified`, at the parameters that make these histories likeliest.

    L = Γ(r+x) alpha^r / Γ(r) · [B(a, b+k)/B(a, b) (alpha+age)^-(r+x) + 1{k>0} B(a+1, b+k-1)/B(a, b) (alpha+tx)^-(r+x)]
    with k = x, or x + 1 when modified. In logarithms throughout; Γ and B are taken once for each different x.
    Raises DataQualityError `nothing_to_fit` when nobody bought again.

    >>> days = Histories.of([0, 1, 2, 4, 7], [0, 12, 40, 70, 80], 90, [500, 120, 60, 40, 10])
    >>> fit_bg_nbd(days).names
    ('r', 'alpha', 'a', 'b')
    """
    histories.need_repeats()

    def log_likelihood(r: Any, alpha: Any, a: Any, b: Any) -> Any:
        return histories.weight @ _logs(r, alpha, a, b, histories, modified)

    rate = float(histories.weight @ histories.x) / float(histories.weight @ histories.age)
    start = {"r": 1.0, "alpha": 1.0 / rate, "a": 1.0, "b": 2.0}
    return maximum_likelihood(log_likelihood, start, histories.n, partial(BgNbd, modified=modified))


def _logs(r: Any, alpha: Any, a: Any, b: Any, histories: Histories, modified: bool) -> Any:
    x, place = histories.counts
    of_x = (
        log_gamma(r + x) - log_gamma(r) + log_beta(a, b + x + modified) - log_beta(a, b) - x * np.log(alpha)
    )
    alive = of_x[place] - (r + histories.x) * log1p(histories.age / alpha)
    dropped = _drops(a, b, x + modified)[place] + _silence(r, alpha, histories.x, histories.tx, histories.age)
    return alive + soft_plus(dropped)


def _drops(a: Any, b: Any, chances: Floats) -> Any:
    """Log odds of dropping out at the last of so many chances; -inf where there was none."""
    return np.where(chances > 0, np.log(a / (b + np.maximum(chances, 1) - 1)), -np.inf)


def _silence(r: Any, alpha: Any, x: Floats, tx: Floats, age: Floats) -> Any:
    """By how much the silence since the last purchase raises these log odds."""
    return (r + x) * log1p((age - tx) / (alpha + tx))
