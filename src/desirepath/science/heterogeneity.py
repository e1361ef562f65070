"""How far apart are several groups really? The largest difference, without what chance alone puts between them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.intervals import CLEAR, Estimate, z
from desirepath.science.multiple import shrink


@dataclass(frozen=True)
class Spread:
    """`gap` is the largest difference, `observed` the same as seen, between the groups `largest` and `smallest`.

    `deviation` is the standard deviation between the groups (tau), `q` Cochran's statistic, and `p` the chance of so
    large a one where all groups are alike.
    """

    gap: Estimate
    observed: float
    largest: int
    smallest: int
    deviation: float
    q: float
    p: float


def spread(values: ArrayLike, errors: ArrayLike, level: float = CLEAR) -> Spread:
    """The largest difference of the values (m,) of m >= 2 independent groups with standard `errors` (m,) > 0.

    Value: each group is first pulled towards the common mean, the more the less is known of it (`shrink`), for the
    largest of many differences is largest partly by luck. Interval: the least and the most that the largest true
    difference can be when all m (m - 1) / 2 differences lie in theirs at once: the largest |d| -/+ z se(d), with z at
    level ** (1 / pairs). Šidák (1967), J. Am. Stat. Assoc. 62: so it holds at least as often as it says, whatever m.
    Test: Q = sum w (b - weighted mean)^2 with w = 1/se^2 is chi-square with m - 1 degrees of freedom where all are
    alike: Cochran (1954), Biometrics 10. Raises InputError for fewer than two groups, or an error not above 0.

    >>> found = spread([4.6, 4.1, 4.5], [0.05, 0.1, 0.2])
    >>> [round(x, 2) for x in (found.observed, found.gap.value, found.gap.low, found.gap.high)]
    [0.5, 0.46, 0.23, 0.93]
    """
    from scipy.special import chdtrc

    b, se = np.asarray(values, float), np.asarray(errors, float)
    if b.size < 2:
        raise InputError(
            "A difference needs two groups.", code="bad_tests", remedy="Compare groups of 30 or more each."
        )
    pulled = shrink(b, se)
    distance, doubt = np.abs(b[:, None] - b), np.hypot(se[:, None], se)
    far = z(level ** (2 / (b.size * (b.size - 1)))) * doubt
    weight = se**-2.0
    q = float(weight @ (b - weight @ b / weight.sum()) ** 2)
    return Spread(
        gap=Estimate(
            float(np.ptp(pulled.values)),
            max(0.0, float((distance - far)[~np.eye(b.size, dtype=bool)].max())),
            float((distance + far)[~np.eye(b.size, dtype=bool)].max()),
        ),
        observed=float(np.ptp(b)),
        largest=int(b.argmax()),
        smallest=int(b.argmin()),
        deviation=sqrt(pulled.variance),
        q=q,
        p=float(chdtrc(b.size - 1, q)),
    )
