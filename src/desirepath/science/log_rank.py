"""Do groups leave at the same pace, or is the difference more than chance?

The log-rank test compares, at each duration, the events of a group with those it would have if all groups had the
same hazard. It has the most power when one group's hazard is a constant multiple of the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.life_table import LifeTable
from desirepath.science.tails import above


@dataclass(frozen=True)
class LogRank:
    """Events seen and expected in each group, shape (k,), and the test that their hazards are all equal."""

    observed: Floats
    expected: Floats
    chi2: float
    freedom: int
    p: float


def log_rank(groups: Sequence[LifeTable]) -> LogRank:
    """Test whether the hazards of two or more groups, each given by its life table, are equal at all durations.

    At each duration with d events among n at risk, group j with n_j at risk is expected to have d n_j / n; their
    covariances are hypergeometric, d (n - d) / (n - 1) (n_j / n) (1[j = k] - n_k / n), and
    chi2 = (O - E)' V^-1 (O - E) with as many degrees of freedom as V has rank (k - 1 unless a group was never at risk
    with others). Mantel (1966), Cancer Chemother. Rep. 50; Peto and Peto (1972), J. R. Stat. Soc. A 135.

    Raises InputError `no_events` when no event happened while two groups were at risk, and `too_few_groups` for fewer
    than two. It does not say how large the difference is (restricted_mean.py) and may miss curves that cross.

    >>> from desirepath.science.life_table import life_table
    >>> fast, slow = life_table([1, 2, 3], [4, 3, 3], [0, 0, 0]), life_table([2, 5, 9], [1, 1, 8], [0, 0, 0])
    >>> test = log_rank([fast, slow])
    >>> round(test.chi2, 2), test.freedom, round(test.p, 5)
    (16.11, 1, 6e-05)
    """
    if len(groups) < 2:
        raise InputError(
            f"A comparison needs two groups or more; there {'is one' if groups else 'are none'}.",
            code="too_few_groups",
            remedy="Name another group, or a breakdown with two values or more.",
        )
    times = np.unique(np.concatenate([table.durations[table.events > 0] for table in groups]))
    at_risk = np.array([table.waiting(times) for table in groups])  # (k, m)
    events = np.array([_events_at(table, times) for table in groups])
    n, d = at_risk.sum(axis=0), events.sum(axis=0)
    part = at_risk / n
    expected = (part * d).sum(axis=1)
    weight = np.divide(d * (n - d), n - 1, out=np.zeros_like(d), where=n > 1)
    variance = np.diag((part * weight).sum(axis=1)) - (part * weight) @ part.T
    observed = events.sum(axis=1)
    chi2, freedom = _quadratic(observed - expected, variance)
    return LogRank(observed, expected, chi2, freedom, above(chi2, freedom))


def _events_at(table: LifeTable, times: Floats) -> Floats:
    happened = table.events > 0
    counts = np.zeros_like(times)
    counts[np.searchsorted(times, table.durations[happened])] = table.events[happened]
    return counts


def _quadratic(gap: Floats, variance: Floats) -> tuple[float, int]:
    """gap' V^-1 gap on the part where V is not 0, whose size is the degrees of freedom."""
    values, vectors = np.linalg.eigh(variance)
    kept = values > 1e-10 * max(1.0, float(values.max()))
    if not kept.any():
        raise InputError(
            "No event happened while two of the groups were at risk.",
            code="no_events",
            remedy="Take a longer period, or groups that can be compared at the same durations.",
        )
    along = vectors[:, kept].T @ gap
    return float((along**2 / values[kept]).sum()), int(kept.sum())
