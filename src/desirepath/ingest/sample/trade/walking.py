"""People walk the steps of a template: each goes on, waits or leaves as the data file says. Pure, by one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desirepath.ingest.sample.trade.sheet import Stop, Walk

Wholes = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]

MOST_MOVES = 60
DAY = 86_400
SPREAD = 0.7
"""Of the logarithm of waiting times: a few people take far longer than the middle."""


@dataclass(frozen=True)
class Visits:
    """Who was at which step when, in seconds since the first day."""

    person: Wholes
    stop: Wholes
    time: Wholes


@dataclass(frozen=True)
class Walked:
    """Where people went, of which kind each is, and who meets the experiment's new way. `names`: of the stops."""

    names: list[str]
    visits: Visits
    kind: npt.NDArray[np.str_]
    treated: npt.NDArray[np.bool_]


def walk(plan: Walk, customers: int, rng: np.random.Generator) -> Walked:
    """The steps of so many people, in the order of time for each."""
    names = list(plan.stops)
    kind = pick(plan.kinds, customers, rng)
    treated = rng.random(customers) < 0.5
    horizon = plan.days * DAY
    time = np.sort(rng.random(customers) ** 0.85 * horizon)
    start = pick(plan.start, customers, rng)
    at = np.array([names.index(name) for name in start], dtype=np.int64)
    found: list[tuple[Wholes, Wholes, Reals]] = []
    for _ in range(MOST_MOVES):
        here = np.flatnonzero((at >= 0) & (time < horizon))
        if not len(here):
            break
        found.append((here, at[here], time[here]))
        luck, patience = rng.random(customers), rng.standard_normal(customers)
        now = at[here]  # who was just sent on goes no further in this round
        for number in np.unique(now):
            _go(plan, names, int(number), here[now == number], (at, time), (luck, patience), treated)
        at[time >= horizon] = -1
    person, stop, when = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.lexsort((when, person))
    return Walked(names, Visits(person[order], stop[order], when[order].astype(np.int64)), kind, treated)


def _go(
    plan: Walk,
    names: list[str],
    number: int,
    who: Wholes,
    place: tuple[Wholes, Reals],
    chance: tuple[Reals, Reals],
    treated: npt.NDArray[np.bool_],
) -> None:
    """Send the people at one step on, or away. One draw decides, so the trial changes nobody else's way."""
    at, time = place
    luck, patience = chance[0][who], chance[1][who]
    ways = plan.stops[names[number]].next
    trial = plan.trial
    gained = np.zeros(len(who))
    if names[number] == trial.at:
        gained = np.where(treated[who] & (time[who] >= trial.day * DAY), trial.adds, 0.0)
    left = np.zeros(len(who))
    to = np.full(len(who), -1, dtype=np.int64)
    wait = np.zeros(len(who))
    for name, way in ways.items():
        until = left + way.share + (gained if name == trial.to else 0.0)
        mine = (luck >= left) & (luck < until)
        to[mine] = names.index(name)
        wait[mine] = plan.wait(way, name) * np.exp(SPREAD * patience[mine])
        left = until
    at[who] = to
    time[who] += np.maximum(wait, 1)


def pick(weights: Mapping[str, float], count: int, rng: np.random.Generator) -> npt.NDArray[np.str_]:
    """So many names, drawn by weight; empty texts where there is no name."""
    if not weights:
        return np.full(count, "")
    shares = np.array(list(weights.values()), dtype=float)
    return np.array(list(weights))[rng.choice(len(shares), size=count, p=shares / shares.sum())]


def felt_by(stop: Stop, kind: npt.NDArray[np.str_]) -> Reals:
    """The mean feeling of each of these people at a step; not a number where it has none."""
    if isinstance(stop.felt, dict):
        return np.array([stop.felt.get(one, np.nan) for one in kind], dtype=float)
    return np.full(len(kind), np.nan if stop.felt is None else stop.felt)
