"""Of those who were still there, what share left in each period?

A life table is the grouped count from which the other survival methods start: at each duration, how many were at
risk, how many had the event and how many were last seen without it. The rows can be added up in any engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats
from desirepath.science.intervals import Estimate, wilson


@dataclass(frozen=True)
class LifeTable:
    """One row a duration, shape (m,), in rising order; `n` is the number ever watched.

    `at_risk` were there just before the duration, `events` of them had it there, `censored` were last seen there.
    """

    durations: Floats
    at_risk: Floats
    events: Floats
    censored: Floats
    n: float

    def hazards(self, level: float = 0.95) -> list[Estimate]:
        """The share of those at risk that had the event, h_j = d_j / n_j, in each row, with Wilson's interval.

        >>> [round(h.value, 3) for h in life_table([1, 2, 3], [10, 5, 2], [0, 5, 18]).hazards()]
        [0.25, 0.167, 0.1]
        """
        return [wilson(float(d), float(n), level) for d, n in zip(self.events, self.at_risk, strict=True)]

    def waiting(self, durations: ArrayLike) -> Floats:
        """How many were at risk just before each of `durations`, which need not be rows of the table."""
        later = np.searchsorted(self.durations, np.asarray(durations, float), side="left")
        return np.append(self.at_risk, 0.0)[later]


def life_table(
    durations: ArrayLike, events: ArrayLike, censored: ArrayLike, entered: ArrayLike | None = None
) -> LifeTable:
    """The life table of counts at `durations`, all of shape (m,), in any order; repeats are added up.

    `events` and `censored` are the people who left at a duration with and without the event; whoever was censored at
    a duration was at risk there. `entered` are those who came under watch at a duration and are at risk after it: a
    customer whose first eight months lie before the data enters at 8. Without it all are watched from the start.

    Cutler and Ederer (1958), J. Chronic Dis. 8, without their half period for the censored, which counts in days or
    billing periods do not need.

    Raises InputError `bad_counts` for counts that are negative, not finite, of unequal shape, or that let more people
    leave than came. It does not say why people left (competing.py) nor what drives it (hazard.py, cox.py).

    >>> life_table([1, 2, 3], events=[10, 5, 2], censored=[0, 5, 18]).at_risk.tolist()
    [40.0, 30.0, 20.0]
    """
    given = [events, censored] if entered is None else [events, censored, entered]
    times, (happened, gone, *came) = added_up(durations, *given)
    waiting = at_risk(happened + gone, came[0] if came else None)
    n = float((came[0] if came else happened + gone).sum())
    return LifeTable(times, waiting, happened, gone, n)


def added_up(durations: ArrayLike, *counts: ArrayLike) -> tuple[Floats, list[Floats]]:
    """Distinct durations in rising order, and each of `counts` added up over them."""
    times = np.asarray(durations, float)
    columns = [np.asarray(column, float) for column in counts]
    if times.ndim != 1 or any(column.shape != times.shape for column in columns):
        shapes = ", ".join(str(column.shape) for column in [times, *columns])
        raise bad_counts(f"Durations and counts have the shapes {shapes}.")
    if not all(np.isfinite(column).all() for column in [times, *columns]):
        raise bad_counts("Durations or counts hold a value that is no number.")
    if any((column < 0).any() for column in columns):
        raise bad_counts("A count is below 0.")
    distinct, place = np.unique(times, return_inverse=True)
    return distinct, [
        np.bincount(place, weights=column, minlength=distinct.size).astype(float) for column in columns
    ]


def at_risk(left: Floats, came: Floats | None) -> Floats:
    """How many were there just before each duration, from those who leave at it and those who come at it."""
    before = np.cumsum(left) - left
    waiting: Floats = left.sum() - before if came is None else np.cumsum(came) - came - before
    if (waiting < left - 1e-9).any() or (came is not None and not np.isclose(came.sum(), left.sum())):
        raise bad_counts("More people leave than had come by then, or some who came never leave.")
    return waiting


def bad_counts(message: str) -> InputError:
    return InputError(
        message, code="bad_counts", remedy="Give one count of people, 0 or more, for each duration."
    )
