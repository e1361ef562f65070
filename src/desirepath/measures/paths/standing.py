"""Which few paths stand for all: chosen by distance, and every other path given to the nearest within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.journeys.columns import as_one, as_whole, codes
from desirepath.journeys.context import pair_keys
from desirepath.measures.paths.ranking import Told
from desirepath.measures.paths.sequences import Places
from desirepath.measures.paths.words import NUMBER, Words
from desirepath.science.representatives import distances, medoids

SAMPLE = 1000
"""Customers whose paths representatives are chosen from."""


@dataclass(frozen=True)
class Standing:
    """Which path stands for which.

    told : for each covered path (and period) the text of its representative. near : the same with `distance` and `n`.
    asked, chosen_from : how many customers there are, and how many the representatives were chosen from.
    """

    told: Told
    near: pa.Table
    asked: int
    chosen_from: int


def standing(
    counted: pa.Table, words: Words, periods: Sequence[str], k: int, radius: float, sample: int = SAMPLE
) -> Standing:
    """Choose k representatives in each period and give every path to the nearest one at most a radius away.

    counted : `path` and `n`, one row for each path and value of the keys.
    """
    sums = counted.group_by(["path", *periods]).aggregate([("n", "sum")]).combine_chunks()
    # In the order of names, so that each sample goes through all kinds of beginnings, and ties have an order.
    sums = sums.sort_by([("path", "ascending")]).combine_chunks()
    paths = [np.frombuffer(path, NUMBER).astype(np.int64) for path in sums["path"].to_pylist()]
    n, group = as_whole(sums["n_sum"]), np.zeros(len(paths), np.int64)
    if periods:
        group = pair_keys(*(codes(as_one(sums[name].cast(pa.int64()))) for name in periods))
    text = np.full(len(paths), None, object)
    far = np.full(len(paths), np.nan)
    order: dict[str, int] = {}
    chosen_from = 0
    for one in np.unique(group):
        here = np.flatnonzero(group == one)
        some, weights = sampled(n[here], sample)
        chosen_from += int(weights.sum())
        them = [paths[p] for p in here[some]]
        picked = here[some[medoids(distances(them, them), weights.astype(float), k).medoids]]
        away = distances([paths[p] for p in here], [paths[p] for p in picked])
        nearest = away.argmin(axis=1)
        away = away.min(axis=1)
        names = np.array([words.text(paths[p].astype(NUMBER).tobytes()) for p in picked], object)
        within = away <= radius
        text[here[within]] = names[nearest[within]]
        far[here] = away
        for name, place in zip(names, picked, strict=True):
            order.setdefault(str(name), len(paths[place]))
    table = sums.select(["path", *periods]).append_column("text", pa.array(text, pa.string()))
    near = table.append_column("distance", pa.array(far)).append_column("n", sums["n_sum"])
    told = {"path": pa.array(order, pa.string()), "length": pa.array(order.values(), pa.int64())}
    return Standing(Told(table, pa.table(told)), near, int(n.sum()), chosen_from)


def sampled(n: Places, most: int) -> tuple[Places, Places]:
    """Customers at even steps, of paths with so many each: which paths, and how many customers of each.

    Everybody, when there are at most so many.

    >>> [found.tolist() for found in sampled(np.array([1, 5, 2]), 4)]
    [[1, 2], [3, 1]]
    """
    everybody = int(n.sum())
    if everybody <= most:
        return np.arange(len(n)), n
    at = ((np.arange(most) + 0.5) * everybody / most).astype(np.int64)
    return np.unique(np.searchsorted(np.cumsum(n), at, side="right"), return_counts=True)
