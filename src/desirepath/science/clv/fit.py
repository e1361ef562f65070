"""Which parameters make the data likeliest, and how surely do we know them?

All models of customer value have a handful of positive parameters. They are found as logarithms, so that no step of the
search can leave the allowed range and no unit of time makes one parameter a thousand times another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate

Numbers = NDArray[Any]  # real, or complex while a slope is taken
Slope = Callable[[Floats], tuple[float, Floats]]
Model = TypeVar("Model")

REACH = 9.0  # how far, in logarithms, a parameter may go from where the search starts: a factor of 8,000
VAGUE = 5.0  # a standard error of a logarithm beyond this (a factor of 150) says that the data do not tell
ENOUGH = 1e-7  # gain of log likelihood, of all customers together, by which a step is the last
STEP = 1e-20  # the square of a complex step must vanish beside 1


@dataclass(frozen=True)
class Fitted(Generic[Model]):
    """A model at its likeliest parameters, and how far these may be off.

    `values` (k,) stand in the order of `names`; `covariance` (k, k) is that of their logarithms (inverse of the
    observed information). `loose` names parameters that the data do not pin down: their likelihood rises to the edge of
    the search or hardly bends. They are held fixed in `covariance` and in draws, and their standard error is infinite.
    `n` is the number of customers.
    """

    model: Model
    names: tuple[str, ...]
    values: Floats
    covariance: Floats
    log_likelihood: float
    n: float
    loose: tuple[str, ...] = ()
    make: Callable[..., Model] = field(repr=False, kw_only=True)

    @property
    def standard_errors(self) -> dict[str, float]:
        """Standard error of each parameter itself: value times that of its logarithm (the delta method)."""
        errors = self.values * np.sqrt(np.diag(self.covariance))
        return {
            name: float("inf") if name in self.loose else float(error)
            for name, error in zip(self.names, errors, strict=True)
        }

    def draws(self, count: int = 200, seed: int = 0) -> list[Model]:
        """`count` models with parameters as they may be too: normal in the logarithms. The same seed draws the same.

        Ask each the same question and take quantiles: that is the interval of an answer. It holds what is unsure about
        the parameters, not the luck of single customers, nor whether the model is right.
        """
        random = np.random.default_rng(seed)
        roots, axes = np.linalg.eigh(self.covariance)
        spread = axes * np.sqrt(np.maximum(roots, 0.0))
        logs = np.log(self.values) + random.standard_normal((count, self.values.size)) @ spread.T
        return [self.make(*map(float, row)) for row in np.exp(logs)]

    def variance(self, question: Callable[[Model], Numbers]) -> Floats:
        """How far answers, an array of any shape, vary with the parameters: the delta method, for costly questions.

        One difference along each axis of the covariance, a tenth of its spread to either side.

        >>> fitted = maximum_likelihood(lambda rate: 50 * np.log(rate) - 20 * rate, {"rate": 1.0}, 50, float)
        >>> round(float(fitted.variance(lambda rate: np.asarray(3 * rate)) ** 0.5), 4)  # exactly 3 · 2.5 / sqrt(50)
        1.0607
        """
        roots, axes = np.linalg.eigh(self.covariance)
        total, step = np.zeros_like(np.asarray(question(self.model), float)), 0.1
        for root, axis in zip(roots, axes.T, strict=True):
            if root > 0:
                there = np.log(self.values) + np.outer([step, -step], np.sqrt(root) * axis)
                up, down = (np.asarray(question(self.make(*map(float, row)))) for row in np.exp(there))
                total = total + ((up - down) / (2 * step)) ** 2
        return total

    def interval(
        self, question: Callable[[Model], float], level: float = 0.95, count: int = 400, seed: int = 0
    ) -> Estimate:
        """The answer of the likeliest model with the interval in which `level` of the drawn models answer.

        `question` gives one finite number for a model, for example its expected purchases of a year.
        """
        answers = [float(question(model)) for model in self.draws(count, seed)]
        low, high = np.quantile(answers, [(1 - level) / 2, (1 + level) / 2])
        return Estimate(float(question(self.model)), float(low), float(high))


def maximum_likelihood(
    log_likelihood: Callable[..., Any],
    start: dict[str, float],
    n: float,
    make: Callable[..., Model],
) -> Fitted[Model]:
    """Find the parameters with the highest likelihood, from `start` (name: a positive first guess).

    `log_likelihood(*parameters)` gives the sum over all `n` customers. It must take complex parameters, made only of
    analytic functions: the slope is the imaginary part of f(x + ih) / h (Squire and Trapp 1998, SIAM Review 40), which
    subtracts nothing and is exact to rounding, as derivatives by hand would be. Damped Newton steps go to the top; the
    Hessian there (differences of exact slopes) gives the covariance.

    >>> fitted = maximum_likelihood(lambda rate: 50 * np.log(rate) - 20 * rate, {"rate": 1.0}, 50, float)
    >>> round(fitted.model, 6), round(fitted.standard_errors["rate"], 4)  # exactly 50 / 20 and 2.5 / sqrt(50)
    (2.5, 0.3536)
    """
    names = tuple(start)
    size = len(names)
    first = np.log([start[name] for name in names])
    low, high = first - REACH, first + REACH

    def slope(logs: Floats) -> tuple[float, Floats]:
        steps = logs + 1j * STEP * np.eye(size)
        found = [log_likelihood(*np.exp(row)) for row in steps]
        return -float(found[0].real) / n, np.array([-one.imag / STEP / n for one in found])

    logs = _downhill(slope, first, low, high, ENOUGH / n)
    covariance, tight = _covariance(
        _bend(slope, logs, slope(logs)[1]) * n, (logs > low + 1e-3) & (logs < high - 1e-3)
    )
    values = np.exp(logs)
    return Fitted(
        model=make(*map(float, values)),
        names=names,
        values=values,
        covariance=covariance,
        log_likelihood=float(np.real(log_likelihood(*values))),
        n=float(n),
        loose=tuple(name for name, known in zip(names, tight, strict=True) if not known),
        make=make,
    )


def _downhill(slope: Slope, logs: Floats, low: Floats, high: Floats, enough: float) -> Floats:
    """Newton's steps, shortened while they do not help (Levenberg and Marquardt), within a box.

    Ends with the first step that gains less than `enough`: near the top each step is off by the square of the last.
    """
    value, down = slope(logs)
    damping = 1e-2
    for _ in range(200):
        free = np.flatnonzero(~(((logs <= low) & (down > 0)) | ((logs >= high) & (down < 0))))
        bend = _bend(slope, logs, down)[np.ix_(free, free)]
        while damping < 1e10:
            there = logs.copy()
            there[free] -= _shortened(bend, down[free], damping)
            there = np.clip(there, low, high)
            lower, downward = slope(there)
            if lower <= value:
                break
            damping *= 8
        else:
            break  # as low as numbers of this precision can tell
        gained, logs, value, down = value - lower, there, lower, downward
        if gained < enough:
            break
        damping = max(damping / 30, 1e-14)
    return logs


def _shortened(bend: Floats, down: Floats, damping: float) -> Floats:
    """A step along the axes of the bend: each as far as its own curvature says, or less; always downhill."""
    roots, axes = np.linalg.eigh(bend)
    return np.asarray(axes @ ((axes.T @ down) / (np.abs(roots) + damping)))


def _bend(slope: Slope, logs: Floats, here: Floats) -> Floats:
    """Hessian by differences from the slope `here`: exact slopes leave it some five digits."""
    step = 1e-5
    rows = [(slope(logs + one)[1] - here) / step for one in step * np.eye(logs.size)]
    return (np.array(rows) + np.array(rows).T) / 2


def _covariance(information: Floats, tight: NDArray[np.bool_]) -> tuple[Floats, NDArray[np.bool_]]:
    """Inverse of the information over the parameters that the data pin down; the vaguest is let go first."""
    covariance = np.zeros_like(information)
    tight = tight.copy()
    while tight.any():
        part = np.ix_(tight, tight)
        inverse = np.linalg.pinv(information[part])
        variance = np.diag(inverse)
        errors = np.sqrt(np.where(variance > 0, variance, np.inf))
        if errors.max() < VAGUE and np.linalg.eigvalsh(information[part])[0] > 0:
            covariance[part] = inverse
            break
        tight[np.flatnonzero(tight)[int(np.argmax(errors))]] = False
    return covariance, tight
