"""The plan of a map as numbers: which ways lead from one step to another, and what lies on them."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from desirepath.domain.map import Map
from desirepath.measures.kernels import lasting
from desirepath.science.alignment import NEVER, Prices

NO_LIMIT = np.iinfo(np.int64).max // 4
"""So many microseconds that nobody is late."""


@dataclass(frozen=True)
class Way:
    """The way of the plan between two steps: those between them, as positions on the map, in order."""

    between: tuple[int, ...]
    skipped: tuple[int, ...]


@dataclass(frozen=True)
class PlanGraph:
    """What the plan says, by the positions of steps on the map; the position behind the last is where journeys begin.

    `ways` : the way of the plan from one position to another that leaves out the fewest steps, then the shortest,
    then the first in map order; steps without a rule and optional ones are not left out. `aside` : steps that no way
    leads to from the first one. `ends` : whether the plan can be over at a step;
    `must` : whether it is left out when it is not done.
    """

    start: int
    ways: dict[tuple[int, int], Way]
    aside: frozenset[int]
    ends: tuple[bool, ...]
    must: tuple[bool, ...]
    repeats: tuple[bool, ...]
    within: tuple[int, ...]
    channels: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, plan: Map) -> PlanGraph:
        steps = plan.steps()
        place = {step.id: at for at, step in enumerate(steps)}
        start = len(steps)
        after = [[place[name] for name in plan.planned_next(step.id) if name in place] for step in steps]
        seen = [step.match is not None for step in steps]
        must = [step.match is not None and not step.expect.optional for step in steps]
        ways = {
            (here, there): way
            for here in [*(at for at in range(start) if seen[at]), start]
            for there, way in _ways(here, [*after, [0]], must).items()
            if seen[there]
        }
        aside = frozenset(at for at in range(start) if seen[at] and (start, at) not in ways)
        return cls(
            start=start,
            ways={**ways, **{(start, at): Way((), ()) for at in aside}},
            aside=aside,
            ends=tuple(_may_end(at, after, must) for at in range(start)),
            must=tuple(must),
            repeats=tuple(step.expect.repeats for step in steps),
            within=tuple(lasting(step.expect.within) for step in steps),
            channels=tuple(tuple(step.expect.channel) for step in steps),
        )

    def anew(self, here: int, there: int) -> bool:
        """Whether a visit begins the plan anew: it was over, and nothing is left out."""
        begins = self.ways.get((self.start, there))
        over = here != self.start and self.ends[here]
        return over and there not in self.aside and begins is not None and not begins.skipped

    def prices(self) -> Prices:
        """A visit off the plan costs more than all steps together: as many visits as can be lie on it.

        The symbol of a step is twice its position; one more, when the customer has been there before. A step that was
        left out and is done after its turn costs no more than the visit: the two are one deviation.
        """
        extra = self.start + 1
        move = np.full((2 * self.start, self.start + 1), NEVER, np.int32)
        off = np.full_like(move, extra)
        for there in range(self.start):
            rows = slice(2 * there, 2 * there + 2)
            for here in range(self.start + 1):
                way = self.ways.get((here, there))
                if way is not None:
                    move[rows, here] = len(way.skipped)
                elif self.anew(here, there):
                    move[rows, here] = 0
                elif there in self.aside:
                    move[rows, here] = extra
                if self.lies_behind(there, here):
                    off[2 * there, here] -= self.must[there]
                    off[2 * there + 1, here] = 0 if self.repeats[there] else extra
        return Prices(move, off, np.arange(2 * self.start, dtype=np.int64) // 2, self.start)

    def lies_behind(self, there: int, here: int) -> bool:
        """Whether the plan has come to a step, or past it."""
        return here != self.start and (there == here or (there, here) in self.ways)

    def allowed(self) -> npt.NDArray[np.int64]:
        """Microseconds that the plan gives from one position to another: those of all steps on the way."""
        found = np.full((self.start + 1, self.start), NO_LIMIT, np.int64)
        for (here, there), way in self.ways.items():
            if here != self.start:
                found[here, there] = self.within[here] + sum(self.within[at] for at in way.between)
        return found


def _ways(here: int, after: list[list[int]], must: list[bool]) -> dict[int, Way]:
    """From one position to all others (Dijkstra): fewest steps left out, then fewest between, then map order."""
    found: dict[int, Way] = {}
    waiting: list[tuple[int, int, tuple[int, ...], int]] = [(0, 0, (), there) for there in after[here]]
    waiting.sort()
    while waiting:
        skipped, many, between, there = heappop(waiting)
        if there in found:
            continue
        found[there] = Way(between, tuple(at for at in between if must[at]))
        for then in after[there]:
            if then not in found:
                heappush(waiting, (skipped + must[there], many + 1, (*between, there), then))
    return found


def _may_end(here: int, after: list[list[int]], must: list[bool]) -> bool:
    """Whether nothing that must be done follows on some way."""
    waiting, seen = [here], {here}
    while waiting:
        at = waiting.pop()
        if not after[at]:
            return True
        for then in after[at]:
            if then not in seen and not must[then]:
                seen.add(then)
                waiting.append(then)
    return False
