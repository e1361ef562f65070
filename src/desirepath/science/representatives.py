"""A few sequences that stand for many: medoids by edit distance, and how many lie near one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]

LONGEST = 64
"""Places in a sequence: one bit each."""

LOT = 1_000_000
"""Pairs that are worked on together."""


def distances(sequences: list[Whole], others: list[Whole]) -> Real:
    """The normalised edit distance of each pair, from 0 (the same) to 1 (nothing in common).

    2 d / (n + m + d), where d counts the fewest insertions, deletions and substitutions that turn one into the other
    and n, m are their lengths: a metric (Li and Liu 2007, IEEE Transactions on Pattern Analysis and Machine
    Intelligence 29(6), with costs of one).

    sequences, others : whole numbers, none of them less than 0; at least one in each, and at most LONGEST.

    >>> distances([np.array([1, 2, 3])], [np.array([1, 3]), np.array([4])]).round(3).tolist()
    [[0.333, 0.857]]
    """
    if not sequences or not others:
        return np.zeros((len(sequences), len(others)))
    n, lengths = _padded(sequences, -1)
    m, widths = _padded(others, -2)
    if max(n.shape[1], m.shape[1]) > LONGEST:
        raise ValueError(f"sequences have at most {LONGEST} places")
    order = np.argsort(-lengths, kind="stable")
    edits = np.empty((len(n), len(m)))
    wide = max(1, min(len(m), 100))
    step = max(1, LOT // wide)
    for left in range(0, len(m), wide):
        bits = _bits(m[left : left + wide], widths[left : left + wide])
        for at in range(0, len(n), step):
            rows = order[at : at + step]
            edits[rows, left : left + wide] = _edits(n[rows], lengths[rows], *bits)
    both = lengths[:, None] + widths[None, :]
    found: Real = 2 * edits / (both + edits)
    return found


def _padded(sequences: list[Whole], filler: int) -> tuple[Whole, Whole]:
    lengths = np.array([len(one) for one in sequences], np.int64)
    table = np.full((len(sequences), int(lengths.max())), filler, np.int64)
    table[np.arange(table.shape[1]) < lengths[:, None]] = np.concatenate(sequences)
    return table, lengths


def _bits(m: Whole, widths: Whole) -> tuple[Whole, Bits, Bits, Whole]:
    """The different values; for each (and one that is none of them) the places where each sequence has it, a bit each;
    the bit of each last place; the lengths."""
    values, code = np.unique(m, return_inverse=True)
    code = code.reshape(m.shape)
    places = np.zeros((len(values) + 1, len(m)), np.uint64)
    for at in range(m.shape[1]):
        some = np.flatnonzero(at < widths)
        places[code[some, at], some] |= np.uint64(1) << np.uint64(at)
    return values, places, np.uint64(1) << (widths - 1).astype(np.uint64), widths


def _edits(n: Whole, lengths: Whole, values: Whole, places: Bits, top: Bits, widths: Whole) -> Real:
    """The fewest edits of each pair, longest first: a column of Wagner and Fischer's table in two words of bits.

    Myers 1999, Journal of the ACM 46(3), with the first row of whole sequences (Hyyrö 2003): bits say where the table
    rises or falls by one, down (`up`, `down`) and across (`right`, `left`).
    """
    code = np.searchsorted(values, n)
    code = np.where(values[np.minimum(code, len(values) - 1)] == n, code, len(values))
    one = np.uint64(1)
    found = np.broadcast_to(widths, (len(n), len(widths))).astype(np.float64)
    up = np.full(found.shape, np.uint64(2**64 - 1))
    down = np.zeros(found.shape, np.uint64)
    for at in range(n.shape[1]):
        some = int(np.searchsorted(-lengths, -at, side="left"))
        plus, minus = up[:some], down[:some]
        same = places[code[:some, at]]
        across = (((same & plus) + plus) ^ plus) | same
        right, left = minus | ~(across | plus), plus & across
        found[:some] += (right & top) != 0
        found[:some] -= (left & top) != 0
        right, left = (right << one) | one, left << one
        beside = same | minus
        up[:some], down[:some] = left | ~(beside | right), right & beside
    return found


@dataclass(frozen=True)
class Chosen:
    """Representatives as numbers of sequences, the one that stands for most first; and what they cost: the weighted sum
    of each one's distance to the nearest."""

    medoids: Whole
    cost: float


def medoids(distance: Real, weights: Real, k: int) -> Chosen:
    """k of the sequences, from which the weighted sum of distances to the nearest one is small.

    Partitioning around medoids: one after another the best (BUILD), then the swap that lowers the sum most as long as
    one does (SWAP); Kaufman and Rousseeuw 1990, Finding Groups in Data, chapter 2. It ends where no single swap helps,
    which need not be the least of all, but is at most five times it (Arya et al. 2004, SIAM Journal on Computing 33).
    Ties go to the first, so the same input gives the same answer.
    """
    k = min(k, len(weights))
    picked: list[int] = []
    near = np.full(len(weights), np.inf)
    for _ in range(k):
        costs = weights @ np.minimum(near[:, None], distance)
        costs[picked] = np.inf
        picked.append(int(costs.argmin()))
        near = np.minimum(near, distance[:, picked[-1]])
    cost = float(weights @ near)
    while len(picked) < len(weights):
        tried = [_swapped(distance, weights, picked, place) for place in range(k)]
        place = int(np.argmin([one[1] for one in tried]))
        if tried[place][1] >= cost - 1e-9:
            break
        picked[place], cost = tried[place]
    nearest = np.asarray(picked)[distance[:, picked].argmin(axis=1)]
    stands_for = [float(weights[nearest == one].sum()) for one in picked]
    order = sorted(range(k), key=lambda n: (-stands_for[n], picked[n]))
    return Chosen(np.array([picked[n] for n in order], np.int64), cost)


def _swapped(distance: Real, weights: Real, picked: list[int], place: int) -> tuple[int, float]:
    """The best one to stand instead of one of the medoids, and the sum then."""
    rest = [one for n, one in enumerate(picked) if n != place]
    near = distance[:, rest].min(axis=1) if rest else np.full(len(weights), np.inf)
    costs = weights @ np.minimum(near[:, None], distance)
    costs[rest] = np.inf
    best = int(costs.argmin())
    return best, float(costs[best])
