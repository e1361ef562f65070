"""All ids of a lake as numbered nodes: users first, then e-mails, then anonymous ids."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

KINDS = ("user", "email", "anonymous")
COLUMNS = {"user": "user_id", "email": "email", "anonymous": "anonymous_id"}
"""Kinds of ids, best first, and the columns of `events` that hold them."""

Nodes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ids:
    """Every distinct id of each kind. A node is its position over all kinds."""

    of: dict[str, pa.Array]

    @property
    def size(self) -> int:
        return sum(len(ids) for ids in self.of.values())

    def first(self, kind: str) -> int:
        """The node of the first id of a kind."""
        return sum(len(self.of[k]) for k in KINDS[: KINDS.index(kind)])

    def kinds(self) -> Nodes:
        """The kind of each node, as its place in KINDS."""
        return np.repeat(np.arange(len(KINDS)), [len(self.of[kind]) for kind in KINDS])

    def words(self) -> pa.Array:
        """The id of each node."""
        return pa.concat_arrays([self.of[kind] for kind in KINDS])


def numbered(seen: pa.Table, told: list[tuple[str, str]]) -> tuple[Ids, dict[str, Nodes]]:
    """Number the ids of a table with a column for each kind, and those told besides.

    seen : distinct combinations of user_id, email and anonymous_id.
    told : further (kind, id), from explicit edges.
    Returns the ids and for each kind the node in each row of `seen`, -1 where it has none.
    """
    of: dict[str, pa.Array] = {}
    rows: dict[str, Nodes] = {}
    at = 0
    for kind in KINDS:
        encoded = seen[COLUMNS[kind]].combine_chunks().dictionary_encode()
        encoded = encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
        here = encoded.dictionary.cast(pa.string())
        wanted = {word for k, word in told if k == kind}
        more = sorted(wanted - set(here.filter(_among(here, wanted)).to_pylist())) if wanted else []
        of[kind] = pa.concat_arrays([here, pa.array(more, pa.string())])
        codes = encoded.indices.fill_null(-1).to_numpy().astype(np.int64)
        rows[kind] = np.where(codes < 0, -1, codes + at)
        at += len(of[kind])
    return Ids(of), rows


def find(ids: Ids, told: list[tuple[str, str]]) -> Nodes:
    """The node of each (kind, id), -1 where there is none."""
    found = np.full(len(told), -1, np.int64)
    for kind in KINDS:
        places = [n for n, (k, _) in enumerate(told) if k == kind]
        if places:
            import pyarrow.compute as pc

            wanted = pa.array([told[n][1] for n in places], pa.string())
            index = pc.index_in(wanted, value_set=ids.of[kind]).fill_null(-1).to_numpy()
            found[places] = np.where(index < 0, -1, index + ids.first(kind))
    return found


def _among(words: pa.Array, wanted: set[str]) -> pa.Array:
    import pyarrow.compute as pc

    return pc.is_in(words, value_set=pa.array(sorted(wanted), pa.string()))
