"""What is left of a ranking when many were looked at? False discoveries, shrinkage, and how sure the ranks are.

The top of a list of forty is there partly by luck: its figure is too large. Three answers: which differences are likely
to be real, what each is worth once pulled towards the others, and which places it could have.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import CLEAR, z

DISCOVERY = 0.10


@dataclass(frozen=True)
class Shrunk:
    """Values (m,) pulled towards their common `mean`, their errors (m,), and `variance` tau^2 between them."""

    values: Floats
    errors: Floats
    mean: float
    variance: float


def benjamini_hochberg(p: ArrayLike) -> Floats:
    """Adjusted p values (m,), in the order given: those up to 0.1 are a list of which at most 10 % are expected false.

    q of the i-th smallest = min over j >= i of m p_j / j, at most 1. Benjamini and Hochberg (1995), J. R. Stat.
    Soc. B 57. Holds for independent or positively dependent tests. Raises InputError for p outside 0 … 1.

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    values = np.asarray(p, float)
    if not ((values >= 0) & (values <= 1)).all():
        raise InputError(
            "A p value lies between 0 and 1.",
            code="bad_tests",
            remedy="Give p values as they are, not as percentages.",
        )
    order = np.argsort(values, kind="stable")[::-1]
    ranks = np.arange(values.size, 0, -1)
    adjusted = np.empty(values.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(values[order] * values.size / ranks), 1.0)
    return adjusted


def shrink(values: ArrayLike, errors: ArrayLike) -> Shrunk:
    """Each value pulled towards the common mean, the more the less is known of it.

    `values` (m,) in one unit with standard `errors` (m,) > 0. tau^2 = max(0, (Q - (m-1)) / (sum w - sum w^2 / sum
    w)) with w = 1/se^2, Q = sum w (b - weighted mean)^2: DerSimonian and Laird (1986), Controlled Clinical Trials
    7. Then b tau^2/(tau^2+se^2) + mean se^2/(tau^2+se^2), the mean weighted by 1/(tau^2+se^2): Morris (1983), J.
    Am. Stat. Assoc. 78. With tau^2 = 0 all come to the mean: the list tells nothing apart. The errors take tau^2
    and the mean as known, so they are a little small for short lists. Raises InputError for no values or an error
    not above 0.

    >>> found = shrink([10.0, 0.0, 2.0], [4.0, 1.0, 1.0])
    >>> found.values.round(2).tolist(), round(found.variance, 2)
    ([3.81, 0.38, 2.01], 4.5)
    """
    b, se = np.asarray(values, float), np.asarray(errors, float)
    if b.size == 0 or b.shape != se.shape or not (se > 0).all():
        raise InputError(
            "Every value needs an error above 0, and there must be one at least.",
            code="bad_tests",
            remedy="Leave out values of which nothing is known.",
        )
    w = 1 / se**2
    fixed = w @ b / w.sum()
    spare = w.sum() - w @ w / w.sum()
    tau2 = max(0.0, float((w @ (b - fixed) ** 2 - (b.size - 1)) / spare)) if b.size > 1 else 0.0
    random = 1 / (tau2 + se**2)
    mean = float(random @ b / random.sum())
    kept = tau2 / (tau2 + se**2)
    return Shrunk(kept * b + (1 - kept) * mean, se * np.sqrt(kept), mean, tau2)


def rank_intervals(values: ArrayLike, errors: ArrayLike, level: float = CLEAR) -> tuple[tuple[int, int], ...]:
    """The places each could have, 1 = largest: (best, worst) of every item, at this level for each by itself.

    An item's best rank is 1 + how many are clearly larger, its worst m - how many are clearly smaller; "clearly" is a
    z-test of the difference at (1 - level) / (m - 1), so that all its comparisons hold together. Mogstad, Romano,
    Shaikh and Wilhelm (2024), Review of Economic Studies 91, in their simplest form (Bonferroni): safe and rather
    wide. The values must be independent of each other; pains of the same customers are so only nearly.

    >>> rank_intervals([10.0, 5.0, 4.5], [0.5, 0.5, 0.5])
    ((1, 1), (2, 3), (2, 3))
    """
    b, se = np.asarray(values, float), np.asarray(errors, float)
    if b.size < 2:
        return ((1, 1),) * b.size
    far = z(1 - (1 - level) / (b.size - 1))
    gap = b[:, None] - b
    clear = np.abs(gap) > far * np.hypot(se[:, None], se)
    larger, smaller = (clear & (gap < 0)).sum(axis=1), (clear & (gap > 0)).sum(axis=1)
    return tuple((1 + int(up), b.size - int(down)) for up, down in zip(larger, smaller, strict=True))
