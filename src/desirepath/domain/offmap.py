"""What customers meet that no step of a map stands for: how it would come on the map, as a step or as a touchpoint."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from desirepath.domain.event_names import human
from desirepath.domain.map import Match


@dataclass(frozen=True)
class Alike:
    """Events alike in name and place.

    before : what the customer did just before.
    step : id of the step they count for, if any.
    """

    event: str
    touchpoint: str | None
    channel: str | None
    before: str | None
    step: str | None
    events: int


@dataclass(frozen=True)
class OffMap:
    """An event at one touchpoint that matches no step.

    title, place : what a step, and a touchpoint, of it would be called.
    match : the rule of a step that would catch it, and as little else as can be said.
    after : the step whose events most often come right before; None where nothing on the map does.
    met : whether that step, or the first of the map where there is none, has the touchpoint already.
    """

    event: str
    touchpoint: str | None
    channels: list[str]
    title: str
    place: str
    customers: int
    events: int
    match: Match
    after: str | None
    met: bool


Place = tuple[str, str | None]
"""An event, and the touchpoint where it happens."""


def off_map(
    seen: Iterable[Alike], customers: Mapping[Place, int], met: Mapping[str | None, Set[str]]
) -> list[OffMap]:
    """What no step matches, most customers first; what is met as a touchpoint already stands behind.

    customers : how many people met it, by event and touchpoint.
    met : ids and names of the touchpoints of each step, in small letters; under None those of the first step.

    >>> seen = [Alike("Paid", None, "web", "Visit", "pay", 9), Alike("Invoice", "mails", "email", "Paid", None, 5)]
    >>> [(one.title, one.place, one.after) for one in off_map(seen, {("Invoice", "mails"): 4}, {})]
    [('Invoice', 'Mails', 'pay')]
    """
    rows = list(seen)
    homes = _homes(rows)
    loose: dict[Place, list[Alike]] = defaultdict(list)
    for row in rows:
        if row.step is None:
            loose[row.event, row.touchpoint].append(row)
    found = [_proposed(group, rows, homes, customers.get(place, 0), met) for place, group in loose.items()]
    return sorted(
        found, key=lambda one: (one.met, -one.customers, -one.events, one.event, one.touchpoint or "")
    )


def _homes(rows: Iterable[Alike]) -> dict[str, str]:
    """The step that most events of a name count for."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.step is not None:
            counts[row.event][row.step] += row.events
    return {event: _most(steps) for event, steps in counts.items()}


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name))


def _proposed(
    group: list[Alike],
    rows: list[Alike],
    homes: Mapping[str, str],
    customers: int,
    met: Mapping[str | None, Set[str]],
) -> OffMap:
    event, touchpoint = group[0].event, group[0].touchpoint
    before: Counter[str] = Counter()
    for row in group:
        if row.before is not None and row.before in homes:
            before[homes[row.before]] += row.events
    channels = Counter[str]()
    for row in group:
        if row.channel is not None:
            channels[row.channel] += row.events
    after, place = _most(before) if before else None, human(touchpoint or event)
    return OffMap(
        event=event,
        touchpoint=touchpoint,
        channels=[name for name, _ in channels.most_common()],
        title=human(event),
        place=place,
        customers=customers,
        events=sum(row.events for row in group),
        match=_rule(group, rows),
        after=after,
        met=bool({(touchpoint or place).lower(), place.lower()} & met.get(after, set())),
    )


def _rule(group: list[Alike], rows: list[Alike]) -> Match:
    """The event; with its touchpoint where it happens at others too, with its channels where a step has the others."""
    event, touchpoint = group[0].event, group[0].touchpoint
    same = [row for row in rows if row.event == event]
    elsewhere = touchpoint is not None and any(row.touchpoint != touchpoint for row in same)
    taken = any(row.step is not None and row.touchpoint == touchpoint for row in same)
    channels = sorted({row.channel for row in group if row.channel is not None})
    whole = all(row.channel is not None for row in group)
    return Match(
        event=[event],
        touchpoint=[touchpoint] if elsewhere and touchpoint is not None else [],
        channel=channels if taken and whole else [],
    )
