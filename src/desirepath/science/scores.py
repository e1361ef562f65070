"""How good are predicted chances? Quality of a score against what came, each customer possibly several times.

Ranking (average precision, lift of the top tenth) and trust (Brier, calibration). All take weights, so that a bootstrap
over customers draws weights and no rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate

EDGE = 1e-6
"""Chances are kept so far from 0 and 1 where their logarithm is taken."""


@dataclass(frozen=True)
class Quality:
    """How well chances sort, and how far they can be trusted.

    `base`: share that came; `precision`: average precision (area under precision and recall); `lift`: share that came
    among the tenth with the highest chances, against `base`; `brier`: mean squared error; `skill`: 1 - brier / that of
    saying `base` to all; `intercept`: log odds by which all chances are off (0 is right); `slope`: 1 is right, less
    means too bold.
    """

    base: float
    precision: float
    lift: float
    brier: float
    skill: float
    intercept: float
    slope: float


def quality(came: ArrayLike, chance: ArrayLike, weight: ArrayLike | None = None) -> Quality:
    """Every measure at once; `came` is 0 or 1, rows of one shape (n,). Ties of chance are one step of the curve.

    Raises InputError `bad_counts` unless something came and something did not.

    >>> found = quality([1, 1, 0, 1, 0, 0, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1])
    >>> round(found.precision, 4), round(found.brier, 4)  # (1 + 1 + 3/4) / 3
    (0.9167, 0.125)
    """
    y, p = np.asarray(came, float), np.asarray(chance, float)
    w = np.ones_like(y) if weight is None else np.asarray(weight, float)
    total, hits = float(w.sum()), float(w @ y)
    if not 0 < hits < total:
        raise InputError(
            "A score can be judged only where something came and something did not.",
            code="bad_counts",
            remedy="Take a longer time.",
        )
    base = hits / total
    brier = float(w @ (p - y) ** 2) / total
    return Quality(
        base=base,
        precision=_average_precision(y, p, w),
        lift=_top(y, p, w, total / 10) / base,
        brier=brier,
        skill=1 - brier / (base * (1 - base)),
        intercept=_intercept(y, p, w),
        slope=_slope(y, p, w),
    )


def ranks_above(came: ArrayLike, chance: ArrayLike) -> float:
    """P(one that came has the higher chance than one that did not), ties half: the area under the ROC curve.

    >>> ranks_above([1, 0, 1, 0], [0.9, 0.4, 0.4, 0.1])
    0.875
    """
    from scipy.stats import rankdata

    y = np.asarray(came, float) > 0
    ranks = rankdata(np.asarray(chance, float))
    hits, misses = float(y.sum()), float((~y).sum())
    return float((ranks[y].sum() - hits * (hits + 1) / 2) / (hits * misses))


def intervals(
    came: ArrayLike, chance: ArrayLike, who: NDArray[np.intp], draws: int = 200, seed: int = 0
) -> dict[str, Estimate]:
    """Each measure with its interval: whole customers (`who`, numbered from 0) are drawn with Poisson weights."""
    y, p = np.asarray(came, float), np.asarray(chance, float)
    told = quality(y, p)
    random = np.random.default_rng(seed)
    size = int(who.max()) + 1
    found: list[Quality] = []
    for _ in range(draws):
        weight = random.poisson(1.0, size).astype(float)[who]
        if 0 < weight @ y < weight.sum():
            found.append(quality(y, p, weight))
    return {name: _estimate(told, found, lambda one, name=name: getattr(one, name)) for name in vars(told)}  # type: ignore[misc]


def _estimate(told: Quality, found: list[Quality], of: Callable[[Quality], float]) -> Estimate:
    low, high = np.quantile([of(one) for one in found], [0.025, 0.975])
    return Estimate(of(told), float(low), float(high))


def _average_precision(y: Floats, p: Floats, w: Floats) -> float:
    order = np.argsort(-p, kind="stable")
    hits, all_of = np.cumsum((w * y)[order]), np.cumsum(w[order])
    ends = np.append(np.flatnonzero(np.diff(p[order])), y.size - 1)  # the last row of each tie
    ends = ends[all_of[ends] > 0]
    gained = np.diff(hits[ends], prepend=0.0)
    return float((gained * hits[ends] / all_of[ends]).sum() / hits[-1])


def _top(y: Floats, p: Floats, w: Floats, room: float) -> float:
    """The share that came among the `room` weights with the highest chances; rows at the edge count in part."""
    order = np.argsort(-p, kind="stable")
    weights = w[order]
    ends = np.append(np.flatnonzero(np.diff(p[order])), y.size - 1)
    tie = np.searchsorted(ends, np.arange(y.size))
    size, hits = np.bincount(tie, weights), np.bincount(tie, weights * y[order])
    before = np.cumsum(size) - size
    part = np.clip((room - before) / np.where(size > 0, size, 1.0), 0.0, 1.0)
    return float((part * hits).sum() / room)


def _logit(p: Floats) -> Floats:
    found: Floats = logit(np.clip(p, EDGE, 1 - EDGE))
    return found


def _intercept(y: Floats, p: Floats, w: Floats) -> float:
    """The shift of all log odds at which as many are expected as came; a step stays within 2."""
    odds, shift = _logit(p), 0.0
    for _ in range(50):
        now = expit(odds + shift)
        step = float(w @ (y - now)) / max(float(w @ (now * (1 - now))), 1e-12)
        shift += float(np.clip(step, -2.0, 2.0))
        if abs(step) < 1e-10:
            break
    return shift


def _slope(y: Floats, p: Floats, w: Floats) -> float:
    """The slope of a logistic regression on the log odds of the chances; 0 where they are all the same."""
    odds = _logit(p)
    if np.ptp(odds) < 1e-9:
        return 0.0
    x = np.stack([np.ones_like(odds), odds], axis=1)
    at = np.array([0.0, 1.0])
    for _ in range(50):
        now = expit(x @ at)
        bend = (x * (w * now * (1 - now))[:, None]).T @ x
        step = np.linalg.solve(bend + 1e-9 * np.eye(2), x.T @ (w * (y - now)))
        at = at + np.clip(step, -2.0, 2.0)
        if np.abs(step).max() < 1e-10:
            break
    return float(at[1])
