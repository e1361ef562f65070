"""Columns of Arrow tables as numpy arrays; words may be dictionaries or plain text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc


def ranked(customers: pa.Array) -> npt.NDArray[np.int64]:
    """A number for each customer, in the order of their keys."""
    encoded = customers if pa.types.is_dictionary(customers.type) else customers.dictionary_encode()
    rank = np.empty(len(encoded.dictionary), np.int64)
    rank[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(rank))
    return rank[numbers(encoded.indices)]


def codes(column: pa.Array) -> npt.NDArray[np.int64]:
    """A number for each word of a column; equal words have equal numbers, and so have nulls."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return numbers(encoded.indices.fill_null(len(encoded.dictionary)))


def keyed(column: pa.ChunkedArray | pa.Array) -> npt.NDArray[np.int64]:
    """A number for each value: times and whole numbers from 0 on are their own, all else has a code.

    >>> keyed(pa.chunked_array([[7, 7, 3]])).tolist(), keyed(pa.chunked_array([["b", None, "b"]])).tolist()
    ([7, 7, 3], [0, 1, 0])
    """
    if not column.null_count and (pa.types.is_timestamp(column.type) or pa.types.is_integer(column.type)):
        found = numbers(as_one(column).cast(pa.int64()))
        if found.min(initial=0) >= 0:
            return found
    return codes(as_one(column))


def equal(column: pa.Array, word: str) -> npt.NDArray[np.bool_]:
    """Which values are this word; a null is none."""
    if not pa.types.is_dictionary(column.type):
        return flags(pc.fill_null(pc.equal(column, word), False))
    code = pc.index(column.dictionary, word).as_py()
    if code < 0:
        return np.zeros(len(column), bool)
    same: npt.NDArray[np.bool_] = numbers(column.indices.fill_null(-1)) == code
    return same


def numbers(column: pa.Array) -> npt.NDArray[np.int64]:
    """A column of whole numbers without nulls."""
    found: npt.NDArray[np.int64] = column.to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
    return found


def flags(column: pa.Array) -> npt.NDArray[np.bool_]:
    """A column of booleans without nulls."""
    found: npt.NDArray[np.bool_] = column.to_numpy(zero_copy_only=False)
    return found


def plain(column: pa.Array) -> pa.Array:
    """Words as text, if they are a dictionary."""
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def as_whole(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Times or whole numbers without nulls; times count in microseconds."""
    return numbers(as_one(column).view(pa.int64()))


def as_one(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """A column as one array: the table was combined, so this copies nothing."""
    if isinstance(column, pa.Array):
        return column
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
