"""Edges between ids: those that rows imply, those somebody told, without those somebody cut."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from desirepath.errors import DataQualityError
from desirepath.identity.nodes import KINDS, Ids, Nodes, find
from desirepath.identity.resolve import Edges, Flags, pairs_of

End: TypeAlias = tuple[str, str]
"""One id: its kind and its text."""

Told: TypeAlias = dict[tuple[End, End], datetime | None]
"""Pairs of ids that somebody spoke of, and when."""


def standing(explicit: pa.Table) -> tuple[Told, Told]:
    """What people said last about each pair of ids: the pairs told to be one, and the pairs cut apart.

    explicit : rows of `identity_edges`; append-only, so the newest row of a pair (by time, then evidence) counts.
    """
    last: dict[tuple[End, End], tuple[str, datetime | None]] = {}
    rows = sorted(
        explicit.to_pylist(),
        key=lambda row: (
            row["timestamp"] is not None,
            str(row["timestamp"] or ""),
            row["evidence"] or "",
            row["kind"] == "cut",
        ),
    )
    for row in rows:
        for side in ("a", "b"):
            if row[f"{side}_kind"] not in KINDS or row[side] is None:
                raise DataQualityError(
                    f"An edge between identities names {row[side]!r} of kind {row[f'{side}_kind']!r}.",
                    code="bad_edge",
                    remedy=f"Kinds are {', '.join(KINDS)}, and both ids must be there.",
                )
        one, other = sorted([(row["a_kind"], row["a"]), (row["b_kind"], row["b"])])
        if one != other:  # an id linked to itself tells nothing, and must not count as one more other
            last[one, other] = row["kind"], row["timestamp"]
    told = {pair: time for pair, (kind, time) in last.items() if kind != "cut"}
    cut = {pair: time for pair, (kind, time) in last.items() if kind == "cut"}
    return told, cut


def edges_of(ids: Ids, rows: dict[str, Nodes], junk: Flags, told: Told, cut: Told) -> Edges:
    """All edges: `rows` holds for each kind the node in each distinct combination of ids (-1 for none)."""
    user, email = (np.where(_usable(rows[kind], junk), rows[kind], -1) for kind in ("user", "email"))
    who = np.where(user >= 0, user, email)
    gone = pair_keys(ids, pairs_told(ids, cut))
    said = pairs_told(ids, told)
    first_anonymous = ids.first("anonymous")
    anonymous = (said >= first_anonymous).sum(axis=1)
    return Edges(
        strong=np.concatenate([_without(ids, pairs_of(user, email), gone), said[anonymous == 0]]),
        devices=np.concatenate(
            [_without(ids, pairs_of(rows["anonymous"], who), gone), np.sort(said[anonymous == 1])[:, ::-1]]
        ),
        twins=said[anonymous == 2],
    )


def _usable(nodes: Nodes, junk: Flags) -> Flags:
    return ~np.append(junk, True)[nodes]  # the last place answers for -1


def pairs_told(ids: Ids, pairs: Told) -> Nodes:
    """Pairs of ids as pairs of nodes; a pair with an id that was never seen is left out."""
    flat = find(ids, [end for pair in pairs for end in pair]).reshape(-1, 2)
    return flat[(flat >= 0).all(axis=1)]


def pair_keys(ids: Ids, pairs: Nodes) -> Nodes:
    """One number for each pair of nodes, whichever stands first."""
    return pairs.min(axis=1) * ids.size + pairs.max(axis=1) if len(pairs) else np.empty(0, np.int64)


def _without(ids: Ids, pairs: Nodes, gone: Nodes) -> Nodes:
    return pairs[~np.isin(pair_keys(ids, pairs), gone)] if len(gone) and len(pairs) else pairs
