"""Moves of one bucket, counted: buckets hold whole customers, so what they count adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import keyed
from desirepath.journeys.context import pair_keys
from desirepath.measures.plan.labels import LATE, OTHER_CHANNEL, OUT_OF_ORDER, PLANNED, SKIPPED
from desirepath.measures.plan.moves import Moves, PlanKernel

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole = npt.NDArray[np.int64]
ANY = -1
"""Instead of a label: whoever came to a step or should have."""
SPARSE, MOST_FLAGS = 4, 64_000_000
"""Up to how many times as many numbers as keys are counted in place, and how many flags are held at once."""


@dataclass(frozen=True)
class Deviations:
    """For each step, label and breakdown: how many customers (`people`) and how often (`times`)."""

    kernel: PlanKernel

    def __call__(self, bucket: pa.Table) -> pa.Table:
        found = self.kernel.counting(bucket)
        groups = _groups(found, self.kernel.keys)
        parts = found.label >= SKIPPED
        named = self._counted(found, np.flatnonzero(parts), groups[parts], found.label[parts])
        every = np.arange(len(found.row))
        return pa.concat_tables([named, self._counted(found, every, groups, np.full(len(every), ANY))])

    def _counted(self, found: Moves, which: Whole, groups: Whole, label: Whole) -> pa.Table:
        step, row = found.step[which], found.row[which]
        told = Tally.of_keys(pair_keys(groups, step, label - ANY))
        return pa.table(
            {
                "step": pa.array(step[told.first].astype(np.int32)),
                "label": pa.array(label[told.first].astype(np.int32)),
                "people": pa.array(told.distinct(found.rows.who[row])),
                "times": pa.array(told.times),
                **_at(found, row[told.first], self.kernel.keys),
            }
        )


@dataclass(frozen=True)
class Tally:
    """Equal keys counted: which of the distinct ones each is (`of`), where each first stands, and how often."""

    of: Whole
    first: Whole
    times: Whole

    @classmethod
    def of_keys(cls, keys: Whole) -> Tally:
        """Small numbers are counted in place, which is many times faster than sorting them."""
        if int(keys.max(initial=0)) > SPARSE * len(keys):
            _, first, of, times = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
            return cls(of, first, times)
        counts = np.bincount(keys)
        there = np.flatnonzero(counts)
        place = np.zeros(len(counts), np.int64)
        place[there] = np.arange(len(there))
        at = np.empty(len(counts), np.int64)
        at[keys[::-1]] = np.arange(len(keys))[::-1]
        return cls(place[keys], at[there], counts[there])

    def distinct(self, who: Whole) -> Whole:
        """Of how many customers each distinct key is."""
        many, people = len(self.first), int(who.max(initial=-1)) + 1
        if many * people > MOST_FLAGS:
            pairs = np.unique(self.of * people + who)
            return np.bincount(pairs // max(1, people), minlength=many)
        flags = np.zeros(many * people, bool)
        flags[self.of * people + who] = True
        found: Whole = flags.reshape(many, people).sum(axis=1) if people else np.zeros(many, np.int64)
        return found


def _groups(found: Moves, keys: Sequence[str]) -> Whole:
    """A number for each combination of the breakdowns' values."""
    if not keys:
        return np.zeros(len(found.row), np.int64)
    place = found.rows.place[found.row]
    return pair_keys(*(keyed(found.rows.table[key])[place] for key in keys))


def _at(found: Moves, row: Whole, keys: Sequence[str]) -> dict[str, pa.Array]:
    return {key: found.rows.column(key, row) for key in keys}


@dataclass(frozen=True)
class Fitness:
    """For each breakdown (and step): sums over customers of their fitness, and how many kept to the plan in all.

    The fitness of a customer is 1 - cost / worst = 2 planned / (2 planned + off): `planned` visits lie on the plan, and
    `off` counts steps left out and visits off it. Worst would be a journey of these visits off the plan as a whole, and
    all these steps left out. Customers without either are not judged.
    """

    kernel: PlanKernel
    by_step: bool

    def __call__(self, bucket: pa.Table) -> pa.Table:
        found = self.kernel.counting(bucket)
        groups = _groups(found, self.kernel.keys)
        if self.by_step:
            groups = pair_keys(groups, found.step)
        who = pair_keys(groups, found.rows.who[found.row])
        told = Tally.of_keys(who)
        first, each = told.first, told.of
        planned = np.bincount(each[found.label == PLANNED], minlength=len(first))
        off = np.bincount(
            each[(found.label >= SKIPPED) & (found.label <= OUT_OF_ORDER)], minlength=len(first)
        )
        other = np.isin(found.label, (LATE, OTHER_CHANNEL))
        perfect = off + np.bincount(each[other], minlength=len(first)) == 0
        judged = planned + off > 0
        planned, off, perfect, first = (values[judged] for values in (planned, off, perfect, first))
        value = 2 * planned / (2 * planned + off)
        # Sorted by value within each group: so a sum does not depend on the order of the input.
        order = np.lexsort((value, groups[first]))
        begins = np.flatnonzero(np.diff(groups[first][order], prepend=-1))
        row = found.row[first[order[begins]]]

        def total(values: npt.NDArray[np.generic]) -> pa.Array:
            return pa.array(np.add.reduceat(values[order], begins) if len(begins) else values[:0])

        step = found.step[first[order[begins]]] if self.by_step else np.full(len(begins), -1)
        return pa.table(
            {
                "step": pa.array(step.astype(np.int32)),
                "people": total(np.ones(len(value), np.int64)),
                "total": total(value),
                "squares": total(value * value),
                "perfect": total(perfect.astype(np.int64)),
                "planned": total(planned.astype(np.int64)),
                "off": total(off.astype(np.int64)),
                **_at(found, row, self.kernel.keys),
            }
        )
