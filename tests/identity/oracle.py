"""Who is who, in plain Python: sets and loops, written apart from the arrays."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from itertools import combinations
from typing import Any

Row = dict[str, Any]
Id = tuple[str, str]
KINDS = ("user", "email", "anonymous")
COLUMN = {"user": "user_id", "email": "email", "anonymous": "anonymous_id"}


def customers(
    rows: list[Row], explicit: list[Row], junk: set[str], most_others: int, most_ids: int
) -> list[str | None]:
    """The key of the customer of each row."""
    last: dict[frozenset[Id], Row] = {}
    for edge in sorted(explicit, key=lambda e: (e["timestamp"], e["evidence"], e["kind"] == "cut")):
        last[frozenset([(edge["a_kind"], edge["a"]), (edge["b_kind"], edge["b"])])] = edge
    told = {pair: e["timestamp"] for pair, e in last.items() if e["kind"] != "cut" and len(pair) == 2}
    cut = {pair for pair, e in last.items() if e["kind"] == "cut"}

    def good(an_id: Id) -> bool:
        return an_id[1].strip().lower() not in junk

    ids: set[Id] = {end for pair in told for end in pair}
    strong: set[frozenset[Id]] = set()
    devices: set[frozenset[Id]] = set()
    for row in rows:
        has = {kind: (kind, row[COLUMN[kind]]) for kind in KINDS if row[COLUMN[kind]] is not None}
        ids |= set(has.values())
        usable = {kind: an_id for kind, an_id in has.items() if good(an_id)}
        if "user" in usable and "email" in usable:
            strong.add(frozenset([usable["user"], usable["email"]]))
        who = usable.get("user") or usable.get("email")
        if who and "anonymous" in usable:
            devices.add(frozenset([who, usable["anonymous"]]))
    strong, devices = strong - cut, devices - cut
    twins = set()
    for pair in told:
        anonymous = sum(kind == "anonymous" for kind, _ in pair)
        (strong, devices, twins)[anonymous].add(pair)
    strong, devices, twins = ({p for p in pairs if all(map(good, p))} for pairs in (strong, devices, twins))
    others: dict[Id, int] = defaultdict(int)
    for pair in strong | devices:
        for end in pair:
            others[end] += 1
    frozen = {an_id for an_id, n in others.items() if n > most_others}
    strong = {pair for pair in strong if not pair & frozen}
    devices = {pair for pair in devices if not pair & frozen}

    person = groups(ids, strong)
    device = groups(ids, twins)
    met = meetings(devices, device, person)
    twins = {pair for pair in twins if len(met[device[next(iter(pair))]]) <= 1}
    device = groups(ids, twins)
    met = meetings(devices, device, person)
    person = groups(ids, strong | completions(met, person))
    met = meetings(devices, device, person)
    for an_id in ids:
        if an_id[0] == "anonymous":
            people = met[device[an_id]]
            person[an_id] = next(iter(people)) if len(people) == 1 else device[an_id]
    shared = {an_id for an_id in ids if an_id[0] == "anonymous" and len(met[device[an_id]]) > 1}
    members: dict[frozenset[Id], set[Id]] = defaultdict(set)
    for an_id in ids:
        members[person[an_id]].add(an_id)
    for group in list(members.values()):
        if len(group) > most_ids:
            for an_id in group:
                person[an_id] = frozenset([an_id])
    members = defaultdict(set)
    for an_id in ids:
        members[person[an_id]].add(an_id)

    def key(an_id: Id) -> str:
        kind, text = min(members[person[an_id]], key=lambda i: (KINDS.index(i[0]), i[1].encode()))
        better = [k for k in KINDS if KINDS.index(k) < KINDS.index(kind)]
        return f"{kind}:{text}" if any((k, text) in ids for k in better) else text

    signed: dict[Id, list[tuple[datetime, str, Id]]] = defaultdict(list)
    for row in rows:
        place = ("anonymous", row["anonymous_id"])
        named = [(k, row[COLUMN[k]]) for k in KINDS[:2] if row[COLUMN[k]] is not None]
        who = next((an_id for an_id in named if good(an_id)), None)
        if place in shared and who and frozenset([place, who]) in devices:
            signed[place].append((row["timestamp"], row["event_id"], who))
    for pair, time in told.items():
        place = next((end for end in pair if end in shared), None)
        if place and pair in devices:
            signed[place].append((time, "", next(end for end in pair if end != place)))

    def on_device(place: Id, time: datetime) -> str:
        sequence = sorted(signed[place], key=lambda s: (s[0], s[1], KINDS.index(s[2][0])))
        until = [who for at, _, who in sequence if at <= time]
        if until:
            return key(until[-1])
        first = [who for at, _, who in sequence if at == sequence[0][0]]
        return key(first[-1])

    found: list[str | None] = []
    for row in rows:
        has_ids = [(kind, row[COLUMN[kind]]) for kind in KINDS if row[COLUMN[kind]] is not None]
        best = next((an_id for an_id in has_ids if good(an_id)), has_ids[0] if has_ids else None)
        if best is None:
            found.append(None)
        else:
            found.append(on_device(best, row["timestamp"]) if best in shared else key(best))
    return found


def groups(ids: set[Id], pairs: set[frozenset[Id]]) -> dict[Id, frozenset[Id]]:
    """Each id with everything linked to it."""
    group = {an_id: frozenset([an_id]) for an_id in ids}
    for pair in pairs:
        a, b = pair
        whole = group[a] | group[b]
        for an_id in whole:
            group[an_id] = whole
    return group


def meetings(
    devices: set[frozenset[Id]], device: dict[Id, frozenset[Id]], person: dict[Id, frozenset[Id]]
) -> dict[frozenset[Id], set[frozenset[Id]]]:
    met: dict[frozenset[Id], set[frozenset[Id]]] = defaultdict(set)
    for pair in devices:
        place = next(end for end in pair if end[0] == "anonymous")
        who = next(end for end in pair if end != place)
        met[device[place]].add(person[who])
    return met


def completions(
    met: dict[frozenset[Id], set[frozenset[Id]]], person: dict[Id, frozenset[Id]]
) -> set[frozenset[Id]]:
    """A user without e-mail and an e-mail without user who met each other on devices, and nobody else."""
    partners: dict[frozenset[Id], set[frozenset[Id]]] = defaultdict(set)
    for people in met.values():
        for a, b in combinations(people, 2):
            partners[a].add(b)
            partners[b].add(a)
    found = set()
    for a, others in partners.items():
        for b in others:
            kinds_a, kinds_b = {k for k, _ in a}, {k for k, _ in b}
            if partners[a] == {b} and partners[b] == {a} and kinds_a == {"user"} and kinds_b == {"email"}:
                found.add(frozenset([next(iter(a)), next(iter(b))]))
    return found
