"""One row for each step that an attempt reached: what is counted, and whom a number lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.measures.funnels.attempts import Attempts, attempts
from desirepath.measures.funnels.chains import Flags, Places
from desirepath.measures.funnels.rules import FunnelRules
from desirepath.measures.kernels import NEVER

OUTCOMES = ("went_on", "still_open", "lost")
ValueAt = Literal["first", "last"] | int


@dataclass(frozen=True)
class Reached:
    """The kernel of a funnel: a pure function of one table of whole customers.

    unit, held : columns as in `attempts`; kept : key columns that are the same of all rows of an attempt as at its
    first row (periods); keys : key columns taken from the row that `value_at` names (a number counts required steps
    from 1). now : µs, until when the data are complete.
    """

    rules: FunnelRules
    unit: tuple[str, ...]
    held: tuple[str, ...]
    periods: tuple[str, ...]
    keys: tuple[str, ...]
    value_at: ValueAt
    now: int | None

    def __call__(self, bucket: pa.Table) -> pa.Table:
        """Columns customer, seq, entered_at, step (bit of the step), outcome, over (the time to the next required
        step), ended (the whole time), and the keys."""
        made = self.attempts(bucket)
        outcome, ended = made.outcome(self.now), made.ended(self.now)
        parts = [
            *(self._required(made, k, outcome, ended) for k in range(len(self.rules.required))),
            *(self._optional(made, bit, k, outcome, ended) for bit, k in self.rules.optional),
        ]
        return pa.concat_tables(parts)

    def attempts(self, bucket: pa.Table) -> Attempts:
        """The attempts that count."""
        return attempts(bucket, self.rules, unit=self.unit, held=self.held, periods=self.periods)

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same, counted: step, outcome, over, ended, the keys, and n."""
        names = ["step", "outcome", "over", "ended", *self.periods, *self.keys]
        return self(bucket).group_by(names).aggregate([([], "count_all")]).rename_columns([*names, "n"])

    def _required(self, made: Attempts, k: int, outcome: Places, ended: Flags) -> pa.Table:
        here = np.flatnonzero(made.walks.level > k)
        beyond = made.walks.level[here] > k + 1
        told = np.where(beyond, 0, outcome[here])
        place = made.walks.at[here, k]
        over = made.over(here, place, k, self.now)
        return self._table(made, here, place, self.rules.required[k], told, over, ended[here])

    def _optional(self, made: Attempts, bit: int, k: int, outcome: Places, ended: Flags) -> pa.Table:
        """Who did the optional step after required step k, before the next one or before the time was over."""
        here = np.flatnonzero(made.walks.level > k)
        after = made.walks.at[here, k]
        places = made.rows.of(bit)
        if not len(places):
            return self._table(made, here[:0], after[:0], bit, outcome[:0], ended[:0], ended[:0])
        number = np.searchsorted(places, after + 1)
        place = places[np.minimum(number, len(places) - 1)]
        beyond = made.walks.level[here] > k + 1
        until = made.walks.at[here, min(k + 1, made.walks.at.shape[1] - 1)]
        in_time = made.rows.time[place] <= np.where(made.deadline[here] < NEVER, made.deadline[here], NEVER)
        ok = (number < len(places)) & (made.rows.unit[place] == made.rows.unit[after])
        ok &= np.where(beyond, place < until, in_time)
        told = np.where(beyond, 0, outcome[here])
        over = made.over(here, after, k, self.now)
        return self._table(made, here[ok], place[ok], bit, told[ok], over[ok], ended[here][ok])

    def _table(
        self,
        made: Attempts,
        which: Places,
        place: Places,
        bit: int,
        outcome: Places,
        over: Flags,
        ended: Flags,
    ) -> pa.Table:
        at, table = pa.array(place), made.table
        first, value = pa.array(made.start[which]), self.value_row(made, which)
        return pa.table(
            {
                "customer": table["customer"].take(at),
                "seq": table["seq"].take(at),
                "entered_at": table["time"].take(at),
                "step": pa.array(np.full(len(place), bit, np.int32)),
                "outcome": pa.array(OUTCOMES).take(pa.array(outcome)),
                "over": pa.array(over),
                "ended": pa.array(ended),
                **{name: table[name].take(first) for name in self.periods},
                **{name: table[name].take(value) for name in self.keys},
            }
        )

    def value_row(self, made: Attempts, which: Places) -> pa.Array:
        """The row of each attempt whose values it is broken down by; null where that step was not reached."""
        walks = made.walks
        if self.value_at == "first":
            return pa.array(made.start[which])
        column = walks.level[which] - 1 if self.value_at == "last" else np.full(len(which), self.value_at - 1)
        row = np.take_along_axis(walks.at[which], column[:, None], axis=1)[:, 0]
        return pa.array(row, mask=row < 0)
