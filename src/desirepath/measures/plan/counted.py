"""Moves of one bucket, counted: buckets hold whole customers, so what they count adds up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.journeys.columns import as_one
from desirepath.journeys.context import pair_keys
from desirepath.measures.funnels.attempts import codes_of
from desirepath.measures.plan.labels import LATE, OTHER_CHANNEL, OUT_OF_ORDER, PLANNED, SKIPPED
from desirepath.measures.plan.moves import Moves, PlanKernel

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole = npt.NDArray[np.int64]
ANY = -1
"""Instead of a label: whoever came to a step or should have."""


@dataclass(frozen=True)
class Deviations:
    """For each step, label and breakdown: how many customers (`people`) and how often (`times`)."""

    kernel: PlanKernel

    def __call__(self, bucket: pa.Table) -> pa.Table:
        found = self.kernel.counting(bucket)
        groups = _groups(found, self.kernel.keys)
        parts = [
            self._counted(found, groups, found.label),
            self._counted(found, groups, np.full(len(found.label), ANY)),
        ]
        return pa.concat_tables(parts)

    def _counted(self, found: Moves, groups: Whole, label: Whole) -> pa.Table:
        keys = pair_keys(groups, found.step, label - ANY)
        who = found.rows.who[found.row]
        each, first, times = np.unique(keys, return_index=True, return_counts=True)
        apart = np.unique(pair_keys(who, np.searchsorted(each, keys)), return_index=True)[1]
        people = np.bincount(np.searchsorted(each, keys[apart]), minlength=len(each))
        return pa.table(
            {
                "step": pa.array(found.step[first].astype(np.int32)),
                "label": pa.array(label[first].astype(np.int32)),
                "people": pa.array(people.astype(np.int64)),
                "times": pa.array(times.astype(np.int64)),
                **_at(found, found.row[first], self.kernel.keys),
            }
        )


def _groups(found: Moves, keys: Sequence[str]) -> Whole:
    """A number for each combination of the breakdowns' values."""
    if not keys:
        return np.zeros(len(found.row), np.int64)
    return pair_keys(*(codes_of(found.rows.table[key])[found.row] for key in keys))


def _at(found: Moves, row: Whole, keys: Sequence[str]) -> dict[str, pa.Array]:
    return {key: as_one(found.rows.table[key]).take(pa.array(row)) for key in keys}


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
        _, first, each = np.unique(who, return_index=True, return_inverse=True)
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
