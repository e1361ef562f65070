"""Whether a pattern is found: everybody who sets out on it, once, with what came of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, flags, keyed, plain
from desirepath.journeys.context import distinct, pair_keys
from desirepath.measures.kernels import NEVER, SECOND
from desirepath.measures.paths.cells import LISTED, SMALL
from desirepath.measures.paths.columns import Columns
from desirepath.measures.paths.pattern import ANY, PathPattern
from desirepath.measures.paths.sequences import Flags, Places, sequences

OUTCOMES = ("went_on", "still_open", "lost")
WENT_ON, OPEN, LOST = range(len(OUTCOMES))

TOLD = [("what", SMALL), ("ended", pa.bool_()), ("seconds", pa.float64())]
EACH = [*LISTED, *TOLD]


@dataclass(frozen=True)
class Found(Columns):
    """The kernel: one row for each unit (and period) with the first visit of the pattern in the dates.

    It stands at the first place from which the whole pattern is found in time, else at its last first visit, which has
    most time left. `ended` says whether the time from there is over.
    """

    def listed(self, bucket: pa.Table) -> pa.Table:
        found, pattern = sequences(bucket, self.unit, repeats=self.repeats), self.rules.pattern
        assert isinstance(pattern, PathPattern)
        last = found.last_of(pattern)
        took = np.where(last >= 0, found.time[last] - found.time, NEVER)
        whole = (last >= 0) & (took <= self.rules.within)
        sets_out = flags(as_one(found.table["begins"])) & found.sets_out(pattern)
        at = np.flatnonzero(sets_out)
        of = distinct(pair_keys(found.starts[at], *(keyed(found.table[name])[at] for name in self.periods)))[
            1
        ]
        # The first found one of each; else the last of them.
        order = np.lexsort((np.where(whole[at], at, -at), ~whole[at], of))
        at = np.sort(at[order[np.diff(of[order], prepend=-1) != 0]])
        over = self._over(found.last[found.ends[at]], self.rules.ended_after)
        ended = over if self.rules.within >= NEVER else self._over(found.time[at], self.rules.within)
        # Whether a journey ends so is known when it is over.
        final = over if pattern.between[-1] != ANY else np.ones(len(at), bool)
        ended = ended & (final | ~whole[at])
        what = np.where(whole[at] & final, WENT_ON, np.where(ended, LOST, OPEN))
        rows = pa.array(at)
        told = {name: found.table[name].take(rows) for name in ("customer", "seq")}
        return pa.table(
            {
                **told,
                "entered_at": found.table["time"].take(rows),
                "what": pa.array(what.astype(np.int32)),
                "ended": pa.array(ended),
                "seconds": pa.array(np.where(what == WENT_ON, took[at] / SECOND, np.nan)),
                **{name: plain(as_one(found.table[name]).take(rows)) for name in (*self.periods, *self.keys)},
            }
        )

    def _over(self, moment: Places, time: int) -> Flags:
        return np.zeros(len(moment), bool) if self.now is None else moment + time <= self.now
