"""What those who stopped at a step did next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.measures.funnels.attempts import Attempts
from desirepath.measures.funnels.reached import Reached
from desirepath.measures.kernels import NEVER

LOST = 2


@dataclass(frozen=True)
class Instead:
    """The kernel of what came instead: a pure function of one table of whole customers.

    `next`, `next_time` : columns with what the customer did after a row, and when.
    """

    reached: Reached
    next: str
    next_time: str

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """One row a lost attempt: customer, seq, entered_at (their last time at the step), step (its bit), next.

        The row is their last one at that step within their time. `next` is null where nothing followed in it.
        """
        asked = self.reached
        made = asked.attempts(bucket)
        parts = [self._after(made, k) for k in range(len(asked.rules.required) - 1)]
        return pa.concat_tables(parts)

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same, counted: step, next, the keys, and n."""
        names = ["step", "next", *self.reached.periods, *self.reached.keys]
        return self(bucket).group_by(names).aggregate([([], "count_all")]).rename_columns([*names, "n"])

    def _after(self, made: Attempts, k: int) -> pa.Table:
        rules, rows = self.reached.rules, made.rows
        lost = (made.walks.level == k + 1) & (made.outcome(self.reached.now) == LOST)
        here = np.flatnonzero(lost)
        at, deadline = made.walks.at[here, k], made.deadline[here]
        behind = np.where(
            deadline < NEVER, rows.first_from(at, np.minimum(deadline, NEVER - 1) + 1), rows.ends[at] + 1
        )
        places = rows.of(rules.required[k])
        last = places[np.searchsorted(places, behind) - 1] if len(places) else at
        last = np.maximum(last, at)
        times = made.values(self.next_time, last).cast(pa.int64()).fill_null(NEVER).to_numpy()
        return pa.table(
            {
                "customer": made.values("customer", last),
                "seq": made.values("seq", last),
                "entered_at": made.values("time", last),
                "step": pa.array(np.full(len(here), rules.required[k], np.int32)),
                "next": made.values(self.next, np.where(times > deadline, -1, last)),
                **self.reached.values(made, here),
            }
        )
