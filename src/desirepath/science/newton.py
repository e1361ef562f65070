"""Where is a likelihood highest? Newton and Raphson's steps, halved where they overshoot, with errors that say why not.

Shared by the regressions of this folder. Columns are put on one scale here and named in messages by the caller's names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate, z

#: log likelihood, its gradient (p,) and the information (p, p) at some parameters
Slopes = tuple[float, Floats, Floats]

ENOUGH = 1e-12  # twice the log likelihood that the next step could still gain
STILL_MOVING = (
    0.05  # a prediction that moves this much when nothing is gained any more is on its way to infinity
)
MOST_STEPS = 60


@dataclass(frozen=True)
class Columns:
    """Covariates with mean 0 and spread 1: `scaled` (n, p) = (given - mean) / spread, and their names."""

    scaled: Floats
    mean: Floats
    spread: Floats
    names: tuple[str, ...]


def columns(
    covariates: ArrayLike, names: Sequence[str] | None = None, weights: Floats | None = None
) -> Columns:
    """Covariates (n, p) on one scale, so that money and shares may stand side by side.

    Rows with weights count that often. Raises InputError `bad_covariates` for a wrong shape or values that are no
    numbers, and `collinear` for a column that does not vary or that follows from the others.

    >>> columns([[1, 10], [3, 10.5]]).mean.tolist()
    Traceback (most recent call last):
    desirepath.errors.InputError: x1 and x2 follow from one another, so their effects cannot be told apart.
    Leave out one of them.
    """
    given = np.asarray(covariates, float)
    if given.ndim != 2:
        raise _bad(f"Covariates need one row a case and one column each; they have the shape {given.shape}.")
    called = tuple(names) if names is not None else tuple(f"x{k + 1}" for k in range(given.shape[1]))
    if len(called) != given.shape[1]:
        raise _bad(f"There are {given.shape[1]} covariates and {len(called)} names.")
    if not np.isfinite(given).all():
        bad = [name for name, column in zip(called, given.T, strict=True) if not np.isfinite(column).all()]
        raise _bad(f"{_and(bad)} hold{'s' if len(bad) == 1 else ''} values that are no numbers.")
    parts = np.full(len(given), 1 / max(1, len(given))) if weights is None else weights / weights.sum()
    mean = parts @ given
    spread = np.sqrt(parts @ (given - mean) ** 2)
    flat = [name for name, s, m in zip(called, spread, mean, strict=True) if s <= 1e-12 * max(1.0, abs(m))]
    if flat:
        raise InputError(
            f"{_and(flat)} {'has' if len(flat) == 1 else 'have'} the same value in every row.",
            code="collinear",
            remedy=f"Leave {'it' if len(flat) == 1 else 'them'} out.",
        )
    scaled = (given - mean) / spread
    found = Columns(scaled, mean, spread, called)
    told_apart((scaled * parts[:, None]).T @ scaled, called)
    return found


def told_apart(cross: Floats, names: Sequence[str]) -> None:
    """Raise `collinear` when products of columns of spread 1 or less say that a mix of them is as good as constant."""
    if not len(names):
        return
    values, vectors = np.linalg.eigh(cross)
    if values[0] > 1e-10:
        return
    mixed = [name for name, part in zip(names, np.abs(vectors[:, 0]), strict=True) if part > 1e-4]
    what = "does not vary among those compared" if len(mixed) == 1 else "follow from one another"
    raise InputError(
        f"{_and(mixed)} {what}, so {'its effect' if len(mixed) == 1 else 'their effects'} cannot be told apart.",
        code="collinear",
        remedy=f"Leave out {'it' if len(mixed) == 1 else 'one of them'}.",
    )


def climb(
    slopes: Callable[[Floats], Slopes], start: Floats, moves: Callable[[Floats], float], names: Sequence[str]
) -> tuple[Floats, float, Floats]:
    """The parameters where the likelihood is highest, its logarithm and the covariance (inverse information) there.

    `slopes` gives the log likelihood, gradient and information at given parameters; `moves` the most that a step of the
    parameters moves any prediction. Raises InputError `collinear` when the information has no inverse, and `separated`
    when the likelihood grows without end because a covariate (of `names`, the last parameters) tells cases apart.
    """
    place, (height, gradient, information) = start, slopes(start)
    for _ in range(MOST_STEPS):
        step = _solve(information, gradient, names)
        gain = float(gradient @ step)
        if gain < ENOUGH:
            break
        # A step that loses height went too far; half of it lies nearer to the top, which has one summit only.
        for _ in range(30):
            there = slopes(place + step)
            if there[0] >= height - 1e-9 * abs(height) and np.isfinite(there[2]).all():
                break
            step = step / 2
        else:
            raise _separated(step, names)
        place, (height, gradient, information) = place + step, there
    step = _solve(information, gradient, names)
    if moves(step) > STILL_MOVING:
        raise _separated(step, names)
    return place, height, np.asarray(np.linalg.inv(information), float)


def ratios(coefficients: Floats, errors: Floats, level: float) -> list[Estimate]:
    """The factors exp(b) of effects on a logarithm, with the intervals exp(b ± z se)."""
    return [
        Estimate(*(float(np.exp(b + side * z(level) * e)) for side in (0, -1, 1)))
        for b, e in zip(coefficients, errors, strict=True)
    ]


def _solve(information: Floats, gradient: Floats, names: Sequence[str]) -> Floats:
    size = np.sqrt(np.maximum(np.diag(information), 1e-300))
    even = information / np.outer(size, size)
    try:
        return np.asarray(np.linalg.solve(even, gradient / size) / size, float)
    except np.linalg.LinAlgError:
        told_apart(even[-len(names) :, -len(names) :], names)
        raise _separated(gradient, names) from None


def _separated(step: Floats, names: Sequence[str]) -> InputError:
    part = np.abs(step[-len(names) :]) if len(names) else np.zeros(0)
    moving = [name for name, s in zip(names, part, strict=True) if s > part.max() / 10]
    one = len(moving) == 1
    return InputError(
        f"{_and(moving)} tell{'s' if one else ''} those with the event apart from those without: no size of the effect"
        " is large enough.",
        code="separated",
        remedy=f"Leave {'it' if one else 'one of them'} out, put rare values together, or count those cases instead.",
    )


def _bad(message: str) -> InputError:
    return InputError(
        message, code="bad_covariates", remedy="Fill in or leave out such rows or columns first."
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
