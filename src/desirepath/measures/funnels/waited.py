"""How long each attempt took to the last step, or how long it has been watched without."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.measures.funnels.chains import Places
from desirepath.measures.funnels.reached import OUTCOMES, Reached
from desirepath.measures.kernels import NEVER

GRAINS = 1_000
"""Durations are counted in this many parts of the whole time, and in minutes where there is no limit."""


@dataclass(frozen=True)
class Waited:
    """The kernel of times: a pure function of one table of whole customers."""

    reached: Reached

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """One row an attempt: customer, seq, entered_at, seconds, outcome, and the keys."""
        asked = self.reached
        made = asked.attempts(bucket)
        begun = made.rows.time[made.start]
        done = made.walks.level == made.walks.at.shape[1]
        last = made.rows.time[made.walks.at[:, -1]]
        until = begun if asked.now is None else np.maximum(np.minimum(made.full, asked.now), begun)
        seconds = np.where(done, last - begun, until - begun) // 1_000_000
        return pa.table(
            {
                "customer": made.values("customer", made.start),
                "seq": made.values("seq", made.start),
                "entered_at": made.values("time", made.start),
                "seconds": pa.array(np.maximum(seconds, 0)),
                "outcome": pa.array(OUTCOMES).take(pa.array(made.outcome(asked.now))),
                **asked.values(made, np.arange(len(begun))),
            }
        )

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same, counted by grains of time: seconds (rounded down), outcome, the keys, and n."""
        found = self(bucket)
        seconds = self.grained(found["seconds"].to_numpy())
        found = found.set_column(found.column_names.index("seconds"), "seconds", pa.array(seconds))
        names = ["seconds", "outcome", *self.reached.periods, *self.reached.keys]
        return found.group_by(names).aggregate([([], "count_all")]).rename_columns([*names, "n"])

    def grained(self, seconds: Places) -> Places:
        """Rounded down, so that the whole time itself stays what it is."""
        whole = self.reached.rules.whole
        if whole >= NEVER:
            return seconds // 60 * 60
        whole //= 1_000_000
        return seconds if whole <= GRAINS else seconds * GRAINS // whole * whole // GRAINS
