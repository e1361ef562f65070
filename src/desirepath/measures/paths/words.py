"""Paths as keys: one number a name in all buckets, so that the same path has the same bytes everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.measures.paths.pattern import written
from desirepath.measures.paths.question import JourneyQuestion
from desirepath.measures.paths.sequences import Places, Sequences

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 8_000_000
"""Visits that are written out together."""

NUMBER = np.dtype(">i4")
"""The first byte counts most, so paths sort as their names do."""


@dataclass(frozen=True)
class Words:
    """All names, sorted; what has no name comes last."""

    names: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str | None, int]:
        return {None: len(self.names), **{name: n for n, name in enumerate(self.names)}}

    def numbers(self, found: Sequences) -> Places:
        """The number of each visit."""
        return np.array([self.place[word] for word in found.words], np.int64)[found.node]

    def text(self, path: bytes) -> str:
        """A path as people read it."""
        names = (*self.names, None)
        return written(names[n] for n in np.frombuffer(path, NUMBER))


def words_of(question: JourneyQuestion) -> Words:
    """The names of everything that can be a visit."""
    rows = question.rows()
    found = question.scope.view.engine.to_arrow(rows.select("node").distinct())["node"]
    return Words(tuple(sorted(pc.drop_null(found.cast(pa.string())).to_pylist())))


def paths_of(number: Places, low: Places, high: Places) -> pa.ChunkedArray:
    """For each stretch of visits, both its ends included, their numbers as bytes."""
    parts = [_bytes(number, low[some], (high - low + 1)[some]) for some in _parts(np.cumsum(high - low + 1))]
    return pa.chunked_array(parts, pa.binary())


def _parts(upto: Places) -> Iterator[slice]:
    """Stretches in lots of AT_ONCE visits, or one longer stretch alone."""
    start = 0
    while start < len(upto):
        done = upto[start - 1] if start else 0
        end = max(int(np.searchsorted(upto, done + AT_ONCE, side="right")), start + 1)
        yield slice(start, end)
        start = end


def _bytes(number: Places, low: Places, lengths: Places) -> pa.Array:
    upto = np.cumsum(lengths)
    at = np.repeat(low - (upto - lengths), lengths) + np.arange(upto[-1])
    offsets = np.append(0, upto * NUMBER.itemsize).astype(np.int32)
    data = number[at].astype(NUMBER)
    return pa.Array.from_buffers(pa.binary(), len(low), [None, pa.py_buffer(offsets), pa.py_buffer(data)])
