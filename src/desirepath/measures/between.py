"""How long each attempt took from one event to another: counted so that the median respects who is still open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.measures.bins import Bins
from desirepath.measures.funnels.chains import Places
from desirepath.measures.funnels.waited import Waited
from desirepath.measures.time_to_next import GRAINS, LONG_GRAIN

SUMS = ("n", "total", "squares")


@dataclass(frozen=True)
class Between(Waited):
    """The kernel: durations in grains, or in the bins of a histogram."""

    bins: Bins | None = None

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """One row an attempt, with `least`: where its grain or bin begins."""
        found = super().__call__(bucket)
        return found.append_column("least", pa.array(self.grained(found["seconds"].to_numpy())))

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same counted by `least`, outcome and the keys: how many, their seconds, and the squares of these."""
        found = self(bucket)
        seconds = found["seconds"].to_numpy().astype(np.float64)
        found = found.append_column("total", pa.array(seconds))
        found = found.append_column("squares", pa.array(seconds * seconds))
        names = ["least", "outcome", *self.reached.periods, *self.reached.keys]
        sums = found.group_by(names).aggregate([([], "count_all"), ("total", "sum"), ("squares", "sum")])
        return sums.select([*names, "count_all", "total_sum", "squares_sum"]).rename_columns([*names, *SUMS])

    def grained(self, seconds: Places) -> Places:
        if self.bins is not None:
            return self.bins.least_of(seconds)
        grain = np.select([seconds < below for below, _ in GRAINS], [size for _, size in GRAINS], LONG_GRAIN)
        found: Places = seconds // grain * grain
        return found
