"""The geometry of the emotion curve: monotone cubics, where they part, and where they cross.

Coordinates are (step index, feeling). A curve never overshoots into feelings nobody had: tangents follow Fritsch and
Carlson, "Monotone piecewise cubic interpolation", SIAM J. Numer. Anal. 17 (1980).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

XY: TypeAlias = tuple[float, float]

FLAT = 1e-6
"""A rise smaller than this is level; dividing by it would overflow."""

SAMPLES = 32
"""So many points a step are looked at to find where two curves cross."""

WIDE = 1.0
"""A gap between belief and measurement counts once its widest point exceeds this many points of feeling."""


def slopes(values: Sequence[float]) -> list[float]:
    """Tangents at points one step apart, such that the cubic between neighbours is monotone.

    >>> slopes([0, 1, 1, 2])
    [1.0, 0.0, 0.0, 1.0]
    """
    if len(values) < 2:
        return [0.0] * len(values)
    rises = [float(b - a) for a, b in pairwise(values)]
    found = [rises[0], *((a + b) / 2 if a * b > 0 else 0.0 for a, b in pairwise(rises)), rises[-1]]
    for at, rise in enumerate(rises):
        if abs(rise) < FLAT:
            found[at] = found[at + 1] = 0.0
            continue
        long = ((found[at] / rise) ** 2 + (found[at + 1] / rise) ** 2) ** 0.5
        if long > 3:
            found[at] *= 3 / long
            found[at + 1] *= 3 / long
    return found


@dataclass(frozen=True)
class Curve:
    """A smooth line through feelings at neighbouring steps from `first` on."""

    first: int
    values: tuple[float, ...]
    slopes: tuple[float, ...]

    @property
    def last(self) -> int:
        return self.first + len(self.values) - 1

    def at(self, x: float) -> float:
        """The feeling at a place between the first and the last step."""
        left = min(max(int(x) - self.first, 0), max(len(self.values) - 2, 0))
        if len(self.values) == 1:
            return self.values[0]
        t = x - self.first - left
        start, end = self.values[left], self.values[left + 1]
        rise, fall = self.slopes[left], self.slopes[left + 1]
        return (
            (2 * t**3 - 3 * t**2 + 1) * start
            + (t**3 - 2 * t**2 + t) * rise
            + (3 * t**2 - 2 * t**3) * end
            + (t**3 - t**2) * fall
        )

    def segments(self, low: float, high: float) -> list[tuple[XY, XY, XY, XY]]:
        """Bézier pieces between two places, cut at them exactly."""
        pieces: list[tuple[XY, XY, XY, XY]] = []
        for at in range(len(self.values) - 1):
            x = self.first + at
            a, b = max(low, x), min(high, x + 1)
            if a >= b:
                continue
            y0, y1 = self.values[at], self.values[at + 1]
            bow: tuple[XY, XY, XY, XY] = (
                (x, y0),
                (x + 1 / 3, y0 + self.slopes[at] / 3),
                (x + 2 / 3, y1 - self.slopes[at + 1] / 3),
                (x + 1, y1),
            )
            if a > x:
                bow = split(bow, a - x)[1]
            if b < x + 1:
                bow = split(bow, (b - a) / (x + 1 - a))[0]
            pieces.append(bow)
        return pieces


def split(bow: tuple[XY, XY, XY, XY], t: float) -> tuple[tuple[XY, XY, XY, XY], tuple[XY, XY, XY, XY]]:
    """A Bézier piece cut in two (de Casteljau)."""

    def between(a: XY, b: XY) -> XY:
        return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t

    p0, p1, p2, p3 = bow
    a, b, c = between(p0, p1), between(p1, p2), between(p2, p3)
    d, e = between(a, b), between(b, c)
    middle = between(d, e)
    return (p0, a, d, middle), (middle, e, c, p3)


def curves(values: Sequence[float | None]) -> list[Curve]:
    """One curve for each stretch of neighbouring steps that have a value."""
    found: list[Curve] = []
    stretch: list[float] = []
    for at, value in enumerate([*values, None]):
        if value is not None:
            stretch.append(value)
        elif stretch:
            found.append(Curve(at - len(stretch), tuple(stretch), tuple(slopes(stretch))))
            stretch = []
    return found


@dataclass(frozen=True)
class Lens:
    """A stretch over which measured lies on one side of believed, more than a point at its widest."""

    outline: tuple[XY, ...]
    below: bool
    low: float
    high: float


def lenses(measured: Sequence[Curve], believed: Sequence[Curve]) -> list[Lens]:
    """The whole area between two crossings, wherever its widest point exceeds `WIDE`."""
    found: list[Lens] = []
    for line in measured:
        for plan in believed:
            low, high = max(line.first, plan.first), min(line.last, plan.last)
            if high > low:
                found += _between(line, plan, low, high)
    return found


def _between(line: Curve, plan: Curve, low: int, high: int) -> list[Lens]:
    xs = [low + at / SAMPLES for at in range((high - low) * SAMPLES + 1)]
    gaps = [line.at(x) - plan.at(x) for x in xs]
    found: list[Lens] = []
    start = 0
    for at in range(1, len(xs) + 1):
        if at < len(xs) and gaps[at] * gaps[start] > 0:
            continue
        if max(abs(gap) for gap in gaps[start:at]) > WIDE:
            a, b = max(start - 1, 0), min(at, len(xs) - 1)
            over = [(x, line.at(x)) for x in xs[a : b + 1]]
            back = [(x, plan.at(x)) for x in reversed(xs[a : b + 1])]
            middle = gaps[start:at]
            found.append(Lens((*over, *back), sum(middle) < 0, xs[a], xs[b]))
        start = at
    return found
