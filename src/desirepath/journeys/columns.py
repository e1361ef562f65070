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
    return rank[encoded.indices.to_numpy()]


def codes(column: pa.Array) -> npt.NDArray[np.int64]:
    """A number for each word of a column; equal words have equal numbers, and so have nulls."""
    encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return encoded.indices.fill_null(len(encoded.dictionary)).to_numpy().astype(np.int64)


def equal(column: pa.Array, word: str) -> npt.NDArray[np.bool_]:
    """Which values are this word; a null is none."""
    if not pa.types.is_dictionary(column.type):
        return pc.fill_null(pc.equal(column, word), False).to_numpy(zero_copy_only=False)
    code = pc.index(column.dictionary, word).as_py()
    if code < 0:
        return np.zeros(len(column), bool)
    return column.indices.fill_null(-1).to_numpy() == code


def plain(column: pa.Array) -> pa.Array:
    return column.dictionary_decode() if pa.types.is_dictionary(column.type) else column


def as_whole(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    return as_one(column).view(pa.int64()).to_numpy(zero_copy_only=False)


def as_one(column: pa.ChunkedArray) -> pa.Array:
    """A column as one array: the table was combined, so this copies nothing."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
