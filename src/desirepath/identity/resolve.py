"""Which ids are one person? A pure function of facts; their order is irrelevant.

Rules, in this order:
1. A row with a user id and an e-mail links the two. Junk ids link nothing; cut edges are gone, told edges are in.
2. An id linked to more than 50 others is frozen: it links nothing, and a warning says so.
3. Users and e-mails that are linked are one person.
4. A device (an anonymous id) on which one person signed in belongs to that person. If exactly one user without an
   e-mail and one e-mail without a user were seen on it, and neither met another on other devices, they are one.
5. A device on which several people signed in is shared: it never merges them and is split in time instead.
6. A person of more than 500 ids falls apart into single ids, with a warning.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from desirepath.identity.nodes import KINDS, Ids, Nodes

MAX_OTHERS = 50
MAX_IDS = 500

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Edges:
    """Pairs of nodes that belong together by somebody's word or by a row that carries both."""

    strong: Nodes  # (n, 2): user, e-mail; or two users, or two e-mails, when told
    devices: Nodes  # (n, 2): anonymous id, and the user or e-mail that signed in on it
    twins: Nodes  # (n, 2): two anonymous ids told to be one device


@dataclass(frozen=True)
class Persons:
    """The answer: a person for every node; nodes of shared devices stand alone and are split in time."""

    person: Nodes
    shared: Nodes
    frozen: Nodes
    warnings: list[str] = field(default_factory=list)


def resolve(
    ids: Ids, edges: Edges, junk: Flags, *, max_others: int = MAX_OTHERS, max_ids: int = MAX_IDS
) -> Persons:
    """Persons from ids and edges. `junk` flags nodes that link nothing."""
    strong, devices, twins = (_distinct(pairs, junk) for pairs in (edges.strong, edges.devices, edges.twins))
    others = np.bincount(np.concatenate([strong, devices]).ravel(), minlength=ids.size)
    frozen = others > max_others
    strong, devices = strong[~frozen[strong].any(axis=1)], devices[~frozen[devices].any(axis=1)]

    person = _components(ids.size, strong)
    device = _devices(ids.size, twins, devices, person)
    pairs = np.stack([device[devices[:, 0]], devices[:, 1]], axis=1)
    person = _components(ids.size, np.concatenate([strong, _completions(ids, pairs, person)]))
    met = _each_once(pairs[:, 0], person[pairs[:, 1]])
    several = np.bincount(met[:, 0], minlength=ids.size)
    owner = np.full(ids.size, -1, np.int64)
    owner[met[:, 0]] = met[:, 1]
    anonymous = np.arange(ids.first("anonymous"), ids.size)
    group = device[anonymous]
    person[anonymous] = np.where(several[group] == 1, owner[group], _fresh(person, group))
    shared = anonymous[several[group] > 1]

    sizes = np.bincount(person)
    large = sizes[person] > max_ids
    person = np.where(large, person.max(initial=0) + 1 + np.arange(ids.size), person)
    return Persons(person, shared, np.flatnonzero(frozen), _warnings(ids, frozen, sizes, max_others, max_ids))


def _distinct(pairs: Nodes, junk: Flags) -> Nodes:
    """Each pair once, without junk and without an id linked to itself."""
    if not len(pairs):
        return pairs.reshape(0, 2)
    usable = ~junk[pairs].any(axis=1) & (pairs[:, 0] != pairs[:, 1])
    # The anonymous id of a device pair is the higher node; callers want it first, others do not care.
    return _each_once(pairs[usable].max(axis=1), pairs[usable].min(axis=1))


def _each_once(left: Nodes, right: Nodes) -> Nodes:
    """Distinct pairs, sorted; by one packed number, which sorts much faster than rows."""
    if not len(left):
        return np.empty((0, 2), np.int64)
    width = int(right.max()) + 1
    keys = np.sort(left * width + right)  # several times faster than np.unique, which hashes
    keys = keys[np.concatenate([[True], keys[1:] != keys[:-1]])]
    return np.stack([keys // width, keys % width], axis=1)


def _components(size: int, pairs: Nodes) -> Nodes:
    """A number for each node; linked nodes share it."""
    if not len(pairs):
        return np.arange(size)
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    labels: Nodes = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels


def _devices(size: int, twins: Nodes, devices: Nodes, person: Nodes) -> Nodes:
    """A number for each device: several anonymous ids share it when told so and no two people met on them."""
    device = _components(size, twins)
    if len(twins):
        met = _each_once(device[devices[:, 0]], person[devices[:, 1]])
        several = np.bincount(met[:, 0], minlength=size) > 1
        device = _components(size, twins[~several[device[twins[:, 0]]]])
    return device


def _completions(ids: Ids, devices: Nodes, person: Nodes) -> Nodes:
    """Pairs of a user without e-mail and an e-mail without user that met on devices, and met nobody else."""
    if not len(devices):
        return devices
    first_email, first_anonymous = ids.first("email"), ids.first("anonymous")
    has_user, has_email = np.zeros(person.max() + 1, bool), np.zeros(person.max() + 1, bool)
    has_user[person[:first_email]] = True
    has_email[person[first_email:first_anonymous]] = True
    met = _each_once(devices[:, 0], person[devices[:, 1]])
    several = np.bincount(met[:, 0], minlength=ids.size)[met[:, 0]]
    # Somebody who met more than one other person, on one device or on several, stays alone.
    two = met[several == 2].reshape(-1, 2, 2)[:, :, 1] if (several == 2).any() else np.empty((0, 2), np.int64)
    two = _each_once(two.min(axis=1), two.max(axis=1)) if len(two) else two
    crowded = np.zeros(len(has_user), bool)
    crowded[met[several > 2][:, 1]] = True
    partners = np.bincount(two.ravel(), minlength=len(has_user))
    a, b = two[:, 0], two[:, 1]
    only_user, only_email = has_user & ~has_email, has_email & ~has_user
    halves = (only_user[a] & only_email[b]) | (only_email[a] & only_user[b])
    alone = (partners[a] == 1) & (partners[b] == 1) & ~crowded[a] & ~crowded[b]
    chosen = two[halves & alone]
    node = np.full(len(has_user), -1, np.int64)
    node[person[:first_anonymous]] = np.arange(first_anonymous)
    found: Nodes = node[chosen]
    return found


def _fresh(person: Nodes, group: Nodes) -> Nodes:
    """Persons of their own for devices nobody signed in on; one for devices told to be the same."""
    fresh: Nodes = int(person.max(initial=0)) + 1 + group
    return fresh


def _warnings(ids: Ids, frozen: Flags, sizes: Nodes, max_others: int, max_ids: int) -> list[str]:
    found = []
    if frozen.any():
        kinds = np.bincount(ids.kinds()[frozen], minlength=len(KINDS))
        named = ", ".join(f"{n} {kind}" for kind, n in zip(KINDS, kinds, strict=True) if n)
        found.append(f"Ids seen with more than {max_others} others link nobody: {named}.")
    if (sizes > max_ids).any():
        count = int((sizes > max_ids).sum())
        found.append(f"Clusters of more than {max_ids} ids were not merged: {count}.")
    return found


def pairs_of(*columns: pa.Array | Nodes) -> Nodes:
    """Rows in which both nodes stand, as pairs."""
    a, b = (np.asarray(column) for column in columns)
    both = (a >= 0) & (b >= 0)
    return np.stack([a[both], b[both]], axis=1)
