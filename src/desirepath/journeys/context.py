"""What stood before and after a row, on rows sorted by group: plain numpy, one pass each.

All functions take and return row numbers; -1 means there is none. They release the interpreter's lock for most
of their time, so that two buckets are worked on at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Rows = npt.NDArray[np.integer[Any]]
"""Row numbers. 32 bits are enough for a bucket, and half the memory to move."""

Flags = npt.NDArray[np.bool_]


def sorting(group: npt.NDArray[Any], place: npt.NDArray[Any]) -> npt.NDArray[np.int64] | None:
    """The row numbers that put groups in order, each by places that count from 0; None where rows stand so already.

    A stored log does, and telling it is many times faster than sorting.

    >>> sorting(np.array([3, 3, 7]), np.array([0, 1, 0])) is None
    True
    >>> sorting(np.array([7, 3, 7]), np.array([1, 0, 0]))
    array([1, 2, 0])
    """
    keys = pair_keys(group, place)
    if np.all(keys[1:] > keys[:-1]):
        return None
    # Rows of a map's steps, and of some events, come in a few sorted stretches, which this puts together in one pass.
    return np.argsort(keys, kind="stable")


def group_starts(codes: npt.NDArray[Any]) -> Rows:
    """For each row the number of its group's first row; rows of a group stand together.

    >>> group_starts(np.array([7, 7, 3, 3, 3]))
    array([0, 0, 2, 2, 2], dtype=int32)
    """
    first = np.flatnonzero(_opens(codes))
    return np.repeat(first.astype(np.int32), np.diff(first, append=len(codes)))


def group_ends(starts: Rows) -> Rows:
    """For each row the number of its group's last row, from `group_starts`.

    >>> group_ends(np.array([0, 0, 2, 2, 2]))
    array([1, 1, 4, 4, 4], dtype=int32)
    """
    first = np.flatnonzero(_opens(starts))
    after = np.append(first[1:], len(starts)) if len(first) else first
    return np.repeat((after - 1).astype(np.int32), after - first)


def group_numbers(starts: Rows) -> Rows:
    """For each row the number of its group, from 0.

    >>> group_numbers(np.array([0, 0, 2, 2, 2]))
    array([0, 0, 1, 1, 1], dtype=int32)
    """
    first = np.flatnonzero(_opens(starts))
    return np.repeat(np.arange(len(first), dtype=np.int32), np.diff(first, append=len(starts)))


def last_upto(flags: Flags, starts: Rows) -> Rows:
    """For each row the last flagged row of its group, itself included.

    >>> last_upto(np.array([False, True, False]), np.array([0, 0, 0]))
    array([-1,  1,  1], dtype=int32)
    """
    at = np.flatnonzero(flags)
    found = np.repeat(np.append(-1, at).astype(np.int32), np.diff(at, prepend=0, append=len(flags)))
    return np.where(found >= starts, found, -1)


def last_before(flags: Flags, starts: Rows) -> Rows:
    """For each row the last flagged row of its group before it.

    >>> last_before(np.array([True, True, False]), np.array([0, 0, 0]))
    array([-1,  0,  1], dtype=int32)
    """
    if not len(flags):
        return starts
    at = np.flatnonzero(flags)
    found = np.repeat(np.append(-1, at).astype(np.int32), np.diff(at, prepend=-1, append=len(flags) - 1))
    return np.where(found >= starts, found, -1)


def first_after(flags: Flags, ends: Rows) -> Rows:
    """For each row the first flagged row of its group after it.

    >>> first_after(np.array([True, True, False]), np.array([2, 2, 2]))
    array([ 1, -1, -1], dtype=int32)
    """
    at = np.flatnonzero(flags)
    found = np.repeat(np.append(at, len(flags)).astype(np.int32), np.diff(at, prepend=0, append=len(flags)))
    return np.where(found <= ends, found, -1)


def first_from(
    times: npt.NDArray[np.int64], low: npt.NDArray[Any], high: npt.NDArray[Any], moment: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """The first row at or after a moment, of rows low to high - 1, whose times rise; high where there is none.

    >>> first_from(np.array([1, 5, 9]), np.array([0, 0]), np.array([3, 2]), np.array([5, 6]))
    array([1, 2])
    """
    low, high = low.astype(np.int64), high.astype(np.int64)
    while (open_ := low < high).any():
        middle = (low + high) // 2
        earlier = open_ & (times[np.minimum(middle, len(times) - 1)] < moment)
        low = np.where(earlier, middle + 1, low)
        high = np.where(open_ & ~earlier, middle, high)
    return low


def _opens(codes: npt.NDArray[Any]) -> Flags:
    """Rows that differ from the row before."""
    opens = np.ones(len(codes), dtype=bool)
    opens[1:] = codes[1:] != codes[:-1]
    return opens


def previous_same(codes: Rows, starts: Rows) -> Rows:
    """For each row the nearest row of its group before it with the same code; negative codes have none.

    >>> previous_same(np.array([5, 9, 5, -1, -1, 5, 5]), np.array([0, 0, 0, 0, 0, 0, 6]))
    array([-1, -1,  0, -1, -1,  2, -1], dtype=int32)
    """
    found = np.full(len(codes), -1, np.int32)
    if not len(codes):
        return found
    # Groups stand together and in order, so a stable sort by code alone keeps each group's rows side by side.
    # Sixteen bits are sorted by counting, many times faster than comparing.
    small = int(codes.max()) < 2**16 - 1
    keys = codes.astype(np.uint16) if small else codes
    order = np.argsort(keys, kind="stable").astype(np.int32)
    keys = keys[order]
    before, here = order[:-1], order[1:]
    found[here] = np.where((keys[1:] == keys[:-1]) & (before >= starts[here]), before, -1)
    found[codes < 0] = -1
    return found


def pair_keys(*codes: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """One non-negative whole number for each combination of codes; codes count from 0.

    >>> pair_keys(np.array([0, 0, 1]), np.array([0, 1, 1]))
    array([0, 1, 3])
    """
    keys = codes[0].astype(np.int64)
    for more in codes[1:]:
        if int(keys.max(initial=0)).bit_length() + int(more.max(initial=0)).bit_length() >= 62:
            keys, more = (np.unique(one, return_inverse=True)[1].astype(np.int64) for one in (keys, more))
        keys = keys * (int(more.max(initial=0)) + 1) + more
    return keys


def distinct(keys: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """One place of each different key, in the order of keys, and for each place the number of its key among them.

    >>> [found.tolist() for found in distinct(np.array([5, 2, 5]))]
    [[1, 2], [1, 0, 1]]
    """
    width = int(keys.max(initial=0)) + 1
    if width > max(len(keys), 2**20):
        return np.unique(keys, return_index=True, return_inverse=True)[1:]
    # Few possible keys are counted many times faster than sorted.
    place = np.full(width, -1, np.int64)
    place[keys] = np.arange(len(keys))
    there = place >= 0
    return place[there], (np.cumsum(there) - 1)[keys]


def gathered(column: pa.Array, rows: pa.Array) -> pa.Array:
    """Values of a column at row numbers; a column without values costs nothing."""
    return pa.nulls(len(rows), column.type) if column.null_count == len(column) else column.take(rows)


def taken(column: pa.Array, rows: Rows) -> pa.Array:
    """Values of a column at row numbers; null at -1."""
    return column.take(pa.array(rows, mask=rows < 0))


def times_at(times: npt.NDArray[np.int64], rows: Rows) -> pa.Array:
    """Times (µs) at row numbers as a column; null at -1."""
    if not len(times):
        return pa.array([], pa.timestamp("us"))
    return pa.array(times[rows], pa.timestamp("us"), mask=rows < 0)
