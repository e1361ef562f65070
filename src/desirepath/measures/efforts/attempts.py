"""From the rows of whole customers to their attempts at one goal: where each begins and where it is over.

An attempt runs from a row that starts one to the first goal after it, or until its time is over; the next one begins at
the first start behind it. So attempts never overlap, and which rows start one is followed like a chain: from each start
a link leads to the next, and the chain from a customer's first start is found by doubling the length of the links.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desirepath.journeys.context import first_after
from desirepath.measures.funnels.chains import Rows
from desirepath.measures.kernels import NEVER

Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Attempts:
    """Places of rows, one an attempt, in order: the first row, the last one, and whether that is the goal."""

    start: Places
    end: Places
    reached: Flags

    def of(self, which: Flags) -> Attempts:
        """Some of them."""
        return Attempts(self.start[which], self.end[which], self.reached[which])


def attempts(
    rows: Rows, starts: Flags, goals: Flags, *, window: int, own_start: bool, every: bool
) -> Attempts:
    """The attempts of each unit.

    rows : sorted by unit and order; starts, goals : which of them begin an attempt, which are the goal.
    window : µs that an attempt has, its last moment included. own_start : a row may be start and goal at once.
    every : all attempts, else the first of each unit.
    """
    ends = rows.ends.astype(np.int32)
    here = np.flatnonzero(starts)
    goal = first_after(goals, ends)[here].astype(np.int64)
    if own_start:
        goal = np.where(goals[here], here, goal)
    deadline = np.full(len(here), NEVER) if window >= NEVER else rows.time[here] + window
    reached = (goal >= 0) & (rows.time[goal] <= deadline)
    over = rows.first_from(here, deadline + 1) - 1 if window < NEVER else rows.ends[here]
    end = np.where(reached, goal, over)
    chosen = _first_of_unit(rows.starts[here])
    if every:
        following = first_after(starts, ends)[end].astype(np.int64)
        link = np.where(following < 0, len(here), np.searchsorted(here, following))
        chosen = chain(chosen, link)
    return Attempts(here, end, reached).of(chosen)


def _first_of_unit(units: Places) -> Flags:
    first = np.ones(len(units), bool)
    first[1:] = units[1:] != units[:-1]
    return first


def chain(roots: Flags, link: Places) -> Flags:
    """What can be come to from the roots by following links; a link beyond the end leads nowhere.

    >>> chain(np.array([True, False, False, False]), np.array([2, 3, 4, 4])).tolist()
    [True, False, True, False]
    """
    found = np.append(roots, False)
    jump = np.append(link, len(link))
    while (jump < len(link)).any():
        found[jump[np.flatnonzero(found)]] = True
        found[-1] = False
        jump = jump[jump]
    return found[:-1]
