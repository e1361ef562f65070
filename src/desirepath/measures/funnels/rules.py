"""How a funnel counts, in numbers that a kernel works with: gaps and windows in microseconds, steps as bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desirepath.measures.kernels import NEVER

Entry = Literal["first", "latest", "best", "every"]
Order = Literal["ordered", "strict", "any"]
Ties = Literal["log", "steps"]
Excluded = Literal["drop", "remove"]


@dataclass(frozen=True)
class Gap:
    """Between a required step and the one before: not sooner, not later, and bits of what must not happen there."""

    after: int = 0
    within: int = NEVER
    bars: int = 0


@dataclass(frozen=True)
class FunnelRules:
    """A funnel as its kernel reads it.

    `required` are the bits of the required steps in `marks`, in order; `optional` pairs the bit of each optional step
    with the number (from 0) of the required step before it. `gaps[k]` lies between required steps k and k + 1.
    `window` counts from the first step, its last moment included.
    """

    required: tuple[int, ...]
    gaps: tuple[Gap, ...]
    optional: tuple[tuple[int, int], ...] = ()
    window: int = NEVER
    order: Order = "ordered"
    entry: Entry = "first"
    ties: Ties = "log"
    grace: int = 0
    excluded: Excluded = "drop"

    @property
    def whole(self) -> int:
        """The longest time an attempt can take: the window, else the sum of what the steps give; NEVER: no limit."""
        if self.window < NEVER or not self.gaps or self.order == "any":
            return self.window
        return min(NEVER, sum(gap.within for gap in self.gaps))

    @property
    def forwards(self) -> bool:
        """Whether all that is asked between two steps is that the one follows, if need be after a time."""
        return self.order == "ordered" and all(gap.within >= NEVER and not gap.bars for gap in self.gaps)

    @property
    def by_place(self) -> bool:
        """Whether the order of rows tells everything, so that nobody asks when they were."""
        after = any(gap.after for gap in self.gaps)
        plain = self.entry == "first" and self.ties == "log" and not self.grace
        return plain and self.forwards and self.whole >= NEVER and not after

    @property
    def bars(self) -> int:
        """Bits of everything excluded anywhere."""
        bits = 0
        for gap in self.gaps:
            bits |= gap.bars
        return bits
