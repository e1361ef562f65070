"""One row for each step that an attempt reached: what is counted, and whom a number lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import keyed
from desirepath.journeys.context import distinct, pair_keys
from desirepath.measures.funnels.attempts import Attempts, attempts
from desirepath.measures.funnels.chains import Flags, Places
from desirepath.measures.funnels.rules import FunnelRules
from desirepath.measures.kernels import NEVER

OUTCOMES = ("went_on", "still_open", "lost")
ValueAt = Literal["first", "last"] | int


@dataclass(frozen=True)
class Stand:
    """Who reached one step (its `bit`).

    One entry an attempt: `which` it is, the `place` of the row that stands for the step, its `outcome` (as in
    OUTCOMES), and whether the time to the next required step, and the whole time, are over.
    """

    bit: int
    which: Places
    place: Places
    outcome: Places
    over: Flags
    ended: Flags


@dataclass(frozen=True)
class Reached:
    """The kernel of a funnel: a pure function of one table of whole customers.

    unit, held : columns as in `attempts`; periods : key columns taken from an attempt's first row; keys : those taken
    from the row that `value_at` names (a number counts required steps from 1). now : µs, until when the data are
    complete.
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
        return pa.concat_tables([self._listed(made, one) for one in self._stands(made)])

    def attempts(self, bucket: pa.Table) -> Attempts:
        """The attempts that count."""
        return attempts(bucket, self.rules, unit=self.unit, held=self.held, periods=self.periods)

    def counted(self, bucket: pa.Table) -> pa.Table:
        """The same, counted: step, outcome, over, ended, the keys, and n."""
        made = self.attempts(bucket)
        return pa.concat_tables([self._counted(made, one) for one in self._stands(made)])

    def _stands(self, made: Attempts) -> Iterator[Stand]:
        outcome, ended = made.outcome(self.now), made.ended(self.now)
        for k in range(len(self.rules.required)):
            yield self._required(made, k, outcome, ended)
        for bit, k in self.rules.optional:
            yield self._optional(made, bit, k, outcome, ended)

    def _required(self, made: Attempts, k: int, outcome: Places, ended: Flags) -> Stand:
        here = np.flatnonzero(made.walks.level > k)
        beyond = made.walks.level[here] > k + 1
        told = np.where(beyond, 0, outcome[here])
        place = made.walks.at[here, k]
        over = made.over(here, place, k, self.now)
        return Stand(self.rules.required[k], here, place, told, over, ended[here])

    def _optional(self, made: Attempts, bit: int, k: int, outcome: Places, ended: Flags) -> Stand:
        """Who did the optional step after required step k, before the next one or before the time was over."""
        here = np.flatnonzero(made.walks.level > k)
        after = made.walks.at[here, k]
        places = made.rows.of(bit)
        if not len(places):
            return Stand(bit, here[:0], after[:0], outcome[:0], ended[:0], ended[:0])
        number = np.searchsorted(places, after + 1)
        place = places[np.minimum(number, len(places) - 1)]
        beyond = made.walks.level[here] > k + 1
        until = made.walks.at[here, min(k + 1, made.walks.at.shape[1] - 1)]
        in_time = made.rows.time[place] <= np.where(made.deadline[here] < NEVER, made.deadline[here], NEVER)
        ok = (number < len(places)) & (made.rows.unit[place] == made.rows.unit[after])
        ok &= np.where(beyond, place < until, in_time)
        told = np.where(beyond, 0, outcome[here])
        over = made.over(here, after, k, self.now)
        return Stand(bit, here[ok], place[ok], told[ok], over[ok], ended[here][ok])

    def _listed(self, made: Attempts, one: Stand) -> pa.Table:
        return pa.table(
            {
                "customer": made.values("customer", one.place),
                "seq": made.values("seq", one.place),
                "entered_at": made.values("time", one.place),
                "step": pa.array(np.full(len(one.place), one.bit, np.int32)),
                "outcome": pa.array(OUTCOMES).take(pa.array(one.outcome)),
                "over": pa.array(one.over),
                "ended": pa.array(one.ended),
                **self.values(made, one.which),
            }
        )

    def _counted(self, made: Attempts, one: Stand) -> pa.Table:
        told = one.outcome * 4 + one.over * 2 + one.ended
        keys = [keyed(values) for values in self.values(made, one.which).values()]
        first, number = distinct(pair_keys(told, *keys))
        return pa.table(
            {
                "step": pa.array(np.full(len(first), one.bit, np.int32)),
                "outcome": pa.array(OUTCOMES).take(pa.array(one.outcome[first])),
                "over": pa.array(one.over[first]),
                "ended": pa.array(one.ended[first]),
                **self.values(made, one.which[first]),
                "n": pa.array(np.bincount(number, minlength=len(first))),
            }
        )

    def values(self, made: Attempts, which: Places) -> dict[str, pa.Array]:
        """The keys of some attempts."""
        first, value = made.start[which], self._value_places(made, which)
        return {
            **{name: made.values(name, first) for name in self.periods},
            **{name: made.values(name, value) for name in self.keys},
        }

    def _value_places(self, made: Attempts, which: Places) -> Places:
        """Where the values stand that each attempt is broken down by; -1 where that step was not reached."""
        walks = made.walks
        if self.value_at == "first":
            return made.start[which]
        column = walks.level[which] - 1 if self.value_at == "last" else np.full(len(which), self.value_at - 1)
        found: Places = np.take_along_axis(walks.at[which], column[:, None], axis=1)[:, 0]
        return found
