"""What do grouped cells say for or against the parameters of a discrete-time hazard?

The likelihood of hazard.py: how a prediction becomes a hazard, and how likely the cells are then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.newton import Columns, Slopes, columns, told_apart

Numbers = NDArray[np.intp]
LinkName = Literal["cloglog", "logit"]


@dataclass(frozen=True)
class Link:
    """How a prediction gives a hazard h: by its cumulative hazard -log(1 - h), whose slope follows, and back."""

    cumulative: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    of_hazard: Callable[[Floats], Floats]


LINKS: dict[LinkName, Link] = {
    "cloglog": Link(np.exp, np.exp, lambda h: np.log(-np.log1p(-h))),
    "logit": Link(
        lambda eta: np.logaddexp(0.0, eta),
        lambda eta: np.exp(-np.logaddexp(0.0, -eta)),
        lambda h: np.log(h) - np.log1p(-h),
    ),
}


@dataclass(frozen=True)
class Cells:
    """Cells of the periods in which some but not all left: `period` numbers them, `at` says which of all they are."""

    periods: Floats
    whole_hazard: Floats  # of every period
    at: Numbers
    period: Numbers
    left: Floats
    waiting: Floats
    columns: Columns
    n: float
    happened: float

    @property
    def pooled(self) -> Floats:
        return self.whole_hazard[self.at]

    def slopes(self, place: Floats, link: Link) -> Slopes:
        """The log likelihood of binomial cells, its gradient and the expected information."""
        kept, x = self.at.size, self.columns.scaled
        prediction = place[self.period] + x @ place[kept:]
        with np.errstate(
            all="ignore"
        ):  # a step too far may leave the range of numbers; `climb` takes half of it
            total, slope = link.cumulative(prediction), link.slope(prediction)
            h = -np.expm1(-total)
            height = float((self.left * np.log(h) - (self.waiting - self.left) * total).sum())
            score = slope * (self.left / h - self.waiting)
            weight = self.waiting * slope**2 * np.exp(-total) / h
            across = np.array([np.bincount(self.period, weight * column, kept) for column in x.T])
            across = across.reshape(-1, kept)  # also when there is no covariate
            own = np.diag(np.bincount(self.period, weight, kept))
            information = np.block([[own, across.T], [across, (x * weight[:, None]).T @ x]])
        return height, np.concatenate([np.bincount(self.period, score, kept), score @ x]), information


def cells_of(
    periods: ArrayLike,
    events: ArrayLike,
    at_risk: ArrayLike,
    covariates: ArrayLike,
    names: Sequence[str] | None,
) -> Cells:
    """Check and number cells; covariates that are the same for all people of a period are refused as `collinear`."""
    when, left, waiting = (np.asarray(column, float) for column in (periods, events, at_risk))
    given = np.asarray(covariates, float)
    if when.ndim != 1 or given.ndim != 2 or {when.shape, left.shape, waiting.shape} != {given.shape[:1]}:
        raise _bad("Periods, events, people at risk and covariates are not equally many rows.")
    numbers = np.isfinite(when).all() and np.isfinite(waiting).all()
    if not numbers or not ((left >= 0) & (left <= waiting)).all():
        raise _bad("A cell has events below 0 or above its people at risk, or a value that is no number.")
    some = waiting > 0
    distinct, period = np.unique(when[some], return_inverse=True)
    left, waiting, given = left[some], waiting[some], given[some]
    n, d = np.bincount(period, waiting), np.bincount(period, left)
    informs = (d > 0) & (d < n)
    if not informs.any():
        raise InputError(
            "In every period nobody or everybody had the event.",
            code="no_events",
            remedy="Take a longer period, longer buckets or another event.",
        )
    rows = informs[period]
    scaled = columns(given[rows], names, waiting[rows])
    number = (np.cumsum(informs) - 1)[period[rows]]
    _vary_within(scaled, number, waiting[rows])
    return Cells(
        distinct,
        d / n,
        np.flatnonzero(informs),
        number,
        left[rows],
        waiting[rows],
        scaled,
        float(n.sum()),
        float(d.sum()),
    )


def _vary_within(scaled: Columns, period: Numbers, waiting: Floats) -> None:
    """What is the same for all people of a period cannot be told from the period."""
    people = np.bincount(period, waiting)
    means = np.array([np.bincount(period, waiting * column) / people for column in scaled.scaled.T])
    inside = scaled.scaled - means.reshape(-1, people.size).T[period]
    told_apart((inside * (waiting / waiting.sum())[:, None]).T @ inside, scaled.names)


def _bad(message: str) -> InputError:
    return InputError(
        message, code="bad_counts", remedy="Give, for each cell, people at risk and events among them."
    )
