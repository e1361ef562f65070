"""When did a series change its level, and by how much? Change points whose false alarms are bounded.

One value a period, each with a weight (how many it rests on). The test statistic is the largest weighted CUSUM over
many stretches of the series (seeded binary segmentation: Kovács, Bühlmann, Li and Munk 2023, Biometrika 110), so that a
bump in the middle is found as well as a step. **What counts as large is learnt from the series itself**: its residuals
are drawn anew in other orders. No distribution is assumed; more spread than the counts explain makes all orders spread
more. Residuals that hang together from one period to the next are drawn as such (a first-order autoregression). A
change is believed when at most 5 % of series drawn so show one as large, so **a series without any change raises an
alarm in about 5 % of cases at most**, however many periods it has; further ones are asked of the stretches between,
which share the 5 %.

A slow slope is not a step: it is told as one or more. One period alone is no change.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import CLEAR, Estimate

LEAST = 2
"""So many periods must lie on either side of a change."""
ENOUGH = 8
"""With fewer periods nothing is looked for: too few orders exist to tell any change from luck."""
ALPHA = 0.05
DRAWS = 499
AROUND = 299


@dataclass(frozen=True)
class Change:
    """A change of level: `at` is the place of the first period of the new one, from `earliest` to `latest`.

    before, after : weighted means of the stretches on either side; size : after - before with its 95 % interval, which
    holds that the place is not known either. p : how often series without a change show one as large.
    """

    at: int
    earliest: int
    latest: int
    before: float
    after: float
    size: Estimate
    p: float


def changes(values: ArrayLike, weights: ArrayLike, seed: int = 0, alpha: float = ALPHA) -> tuple[Change, ...]:
    """Every change that can be believed, in order; () where there is none or fewer than 8 periods.

    values : (n,) in order, without gaps. weights : (n,) above 0. seed : of the drawing; the same gives the same.
    Raises InputError `bad_series` for other shapes or weights.

    >>> level = [10.0] * 12 + [14.0] * 12
    >>> noise = [0.3, -0.5, 0.1, 0.6, -0.4, 0.0, -0.2, 0.5] * 3
    >>> [(c.at, round(c.size.value, 1)) for c in changes(np.add(level, noise), [1.0] * 24)]
    [(12, 4.0)]
    """
    y, w = np.asarray(values, float), np.asarray(weights, float)
    if y.ndim != 1 or y.shape != w.shape or not (w > 0).all() or not np.isfinite(y).all():
        raise InputError(
            "A series needs a value and a weight above 0 for every period.",
            code="bad_series",
            remedy="Leave out periods of which nothing is known.",
        )
    chance = np.random.default_rng(seed)
    found: dict[int, float] = {}
    while True:
        edges = [0, *sorted(found), y.size]
        stretches = [(a, b) for a, b in pairwise(edges) if b - a >= ENOUGH]
        new = {
            at: p
            for a, b in stretches
            for at, p in [_first(y[a:b], w[a:b], chance, alpha / len(stretches), a)]
            if at is not None
        }
        if not new:
            break
        found |= new
    places = sorted(found)
    edges = [0, *places, y.size]
    return tuple(_told(y, w, edges[k], at, edges[k + 2], found[at], chance) for k, at in enumerate(places))


def _first(
    y: Floats, w: Floats, chance: np.random.Generator, alpha: float, offset: int
) -> tuple[int | None, float]:
    """The largest change of one stretch, if it can be believed."""
    residuals = (y - np.average(y, weights=w)) * np.sqrt(w)
    if not residuals.any():
        return None, 1.0
    seeds = _seeds(y.size)
    score, at = _largest(residuals[None, :], w, seeds)
    left = _without(y, w, _splits(y, w, seeds))
    draws = max(DRAWS, math.ceil(5 / alpha))
    others, _ = _largest(_drawn(residuals, left, draws, chance), w, seeds)
    p = float((1 + (others >= score[0] * (1 - 1e-12)).sum()) / (draws + 1))
    return (offset + int(at[0]), p) if p <= alpha else (None, p)


def _seeds(n: int) -> list[tuple[int, int]]:
    """Stretches of the whole, of two thirds of it, and so on, half over one another; none under twice the least."""
    found, length = {(0, n)}, n / math.sqrt(2)
    while length >= 2 * LEAST:
        many = 2 * math.ceil(n / length) - 1
        for start in np.linspace(0, n - length, many):
            found.add((math.floor(start), min(n, math.ceil(start + length))))
        length /= math.sqrt(2)
    return sorted(found)


def _largest(residuals: Floats, w: Floats, seeds: list[tuple[int, int]]) -> tuple[Floats, NDArray[np.int64]]:
    """For each series (rows of residuals times the root of the weight) the largest squared CUSUM and its place.

    With S_k the weighted sum of what lies before k less its share of the stretch: S_k^2 W / (W_k (W - W_k)).
    """
    scaled = residuals * np.sqrt(w)
    total = np.concatenate([np.zeros((len(scaled), 1)), np.cumsum(scaled, axis=1)], axis=1)
    weight = np.concatenate([[0.0], np.cumsum(w)])
    spread = (residuals**2).sum(axis=1)
    best = np.full(len(scaled), -1.0)
    place = np.zeros(len(scaled), np.int64)
    for a, b in seeds:
        k = np.arange(a + LEAST, b - LEAST + 1)
        if not k.size:
            continue
        whole, part = weight[b] - weight[a], weight[k] - weight[a]
        gone = total[:, k] - total[:, [a]] - (total[:, [b]] - total[:, [a]]) * (part / whole)
        score = gone**2 * (whole / (part * (whole - part)))
        top = score.argmax(axis=1)
        value = score[np.arange(len(scaled)), top]
        better = value > best
        best, place = np.where(better, value, best), np.where(better, k[top], place)
    return best / np.where(spread > 0, spread, 1.0), place


def _without(y: Floats, w: Floats, places: list[int]) -> Floats:
    """Residuals with the level of each stretch between places taken off, times the root of the weight."""
    edges = [0, *sorted(places), y.size]
    level = np.concatenate([np.full(b - a, np.average(y[a:b], weights=w[a:b])) for a, b in pairwise(edges)])
    return np.asarray((y - level) * np.sqrt(w))


def _splits(y: Floats, w: Floats, seeds: list[tuple[int, int]]) -> list[int]:
    """The two places that take off most, so that a step or a bump is not taken for residuals that hang together."""
    found: list[int] = []
    for _ in range(2):
        _, at = _largest(_without(y, w, found)[None, :], w, seeds)
        found = sorted({*found, int(at[0])} - {0})
    return found


def _together(left: Floats) -> float:
    """How far a residual hangs on the one before it, 0 to 0.9; levels were taken off, which pulls it below 0."""
    below = float(left[:-1] @ left[:-1])
    if below <= 0 or left.size < ENOUGH:
        return 0.0
    raw = float(left[1:] @ left[:-1]) / below
    return min(0.9, max(0.0, raw + 6 * (1 + raw) / left.size))


def _drawn(residuals: Floats, left: Floats, draws: int, chance: np.random.Generator) -> Floats:
    """Series without a change: the same residuals in other orders, or an autoregression of their innovations."""
    n, rho = residuals.size, _together(left)
    if rho <= 1 / math.sqrt(n):
        return np.array([chance.permutation(residuals) for _ in range(draws)])
    new = left[1:] - rho * left[:-1]
    new = (new - new.mean()) * math.sqrt(n / max(1, n - 2))
    drawn = chance.choice(new, (draws, n + 20))
    series = np.zeros((draws, n + 20))
    for t in range(1, n + 20):
        series[:, t] = rho * series[:, t - 1] + drawn[:, t]
    return np.asarray(series[:, 20:])


def _told(
    y: Floats, w: Floats, start: int, at: int, end: int, p: float, chance: np.random.Generator
) -> Change:
    """One change with how sure its place and size are, from series drawn around it."""
    y, w, k = y[start:end], w[start:end], at - start
    before, after = float(np.average(y[:k], weights=w[:k])), float(np.average(y[k:], weights=w[k:]))
    level = np.where(np.arange(y.size) < k, before, after)
    left = _without(y, w, [k]) * math.sqrt(y.size / max(1, y.size - 2))
    drawn = level + _drawn(left, left, AROUND, chance) / np.sqrt(w)
    mean = (drawn * w).sum(axis=1, keepdims=True) / w.sum()
    _, places = _largest((drawn - mean) * np.sqrt(w), w, [(0, y.size)])
    moved = places - k
    sizes = np.array(
        [
            np.average(row[place:], weights=w[place:]) - np.average(row[:place], weights=w[:place])
            for row, place in zip(drawn, places, strict=True)
        ]
    )
    size, tail = after - before, 100 * (1 - CLEAR) / 2
    low, high = (2 * size - float(end) for end in np.percentile(sizes, [100 - tail, tail]))
    first, last = (round(float(shift)) for shift in np.percentile(moved, [tail, 100 - tail]))
    return Change(
        at=at,
        earliest=start + max(LEAST, k - max(last, 0)),
        latest=start + min(y.size - LEAST, k - min(first, 0)),
        before=before,
        after=after,
        size=Estimate(size, low, high),
        p=p,
    )


def without_weekdays(values: ArrayLike, weekdays: ArrayLike, weights: ArrayLike) -> Floats:
    """Daily values less what their weekday usually adds: the median, over weeks, of the distance to the week around.

    weekdays : (n,) 0 to 6. A step moves only the days around it, which a median passes over. Under four weeks nothing
    is taken off.

    >>> week = [0.0, 0, 0, 0, 0, 7, 7]
    >>> without_weekdays(week * 5, list(range(7)) * 5, [1.0] * 35).round(6).tolist() == [2.0] * 35
    True
    """
    y, day, w = np.asarray(values, float), np.asarray(weekdays, int), np.asarray(weights, float)
    if y.size < 4 * 7:
        return y.copy()
    ones = np.ones(7)
    around = np.convolve(y * w, ones, "valid") / np.convolve(w, ones, "valid")
    away, of = y[3:-3] - around, day[3:-3]
    usual = np.array([np.median(away[of == d]) if (of == d).any() else 0.0 for d in range(7)])
    return np.asarray(y - (usual - usual.mean())[day])
