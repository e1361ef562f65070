"""A first map drawn from the data alone: what people met, in the order in which they met it.

A draft is a beginning for people to correct, so everything in it is marked as assumed: steps are events, their order
is the middle of where they stand in journeys, stages follow from a vocabulary of event names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, repeat

from desirepath.domain.event_names import human, stage_of
from desirepath.domain.ids import Ids
from desirepath.domain.map import Expect, Kpi, Map, Match, MeasureRef, Objective, Stage, Step, Touchpoint
from desirepath.domain.vocabulary import STAGES
from desirepath.errors import InputError

MOST_STEPS = 25
NAMED = 12
"""So many events that found no place are named in the summary."""
REPEATS_FROM = 1.5
"""Rows a customer from which a step is expected to come again."""
OPTIONAL_FROM = 2
"""A later step with more than so many times the customers shows that people can go without this one."""
NEEDED_FROM = 0.75
"""So do those who come to what lies behind, when fewer than this share had met this one first."""
THIRDS = {"start": "Start", "middle": "Middle", "end": "End"}


@dataclass(frozen=True)
class EventFact:
    """One kind of event, as the data know it.

    rows, customers : how many events and how many people.
    position : where it stands in journeys, from 0 (first) to 1 (last).
    has_score, has_revenue : whether any row carries a score, or money.
    met_before : of the customers who came to what lies behind it in journeys, the share who had met this first, from
        0 to 1; null: nothing lies behind, or nobody knows.
    """

    event: str
    channel: str | None
    touchpoint: str | None
    rows: int
    customers: int
    position: float
    has_score: bool = False
    has_revenue: bool = False
    met_before: float | None = None


def draft(facts: Iterable[EventFact], title: str, *, id: str = "main") -> Map:  # noqa: A002
    """A valid map of the most common events, for people to correct.

    facts : one an event, channel and touchpoint; an event may stand in several.
    Raises InputError `nothing_to_draft` without facts.

    >>> facts = [
    ...     EventFact("visit", "web", None, 90, 60, 0.1),
    ...     EventFact("order_completed", "web", None, 30, 25, 0.9, has_revenue=True),
    ... ]
    >>> [(stage.title, [step.title for step in stage.steps]) for stage in draft(facts, "Shop").stages]
    [('Awareness', ['Visit']), ('Decision', ['Order completed'])]
    """
    given, spellings = _joined(list(facts))
    if not given:
        raise InputError(
            "there are no events to draft a map from.",
            code="nothing_to_draft",
            remedy="Import data first, or begin with a template.",
        )
    merged = [
        _merged(list(group)) for _, group in groupby(sorted(given, key=_by_event), key=lambda f: f.event)
    ]
    common = sorted(merged, key=lambda fact: (-fact.customers, -fact.rows, fact.event))
    taken, rest = common[:MOST_STEPS], common[MOST_STEPS:]
    ordered = sorted(taken, key=lambda fact: (_position(fact), _rank(fact) or 0, fact.event))
    titles, found = _stages(ordered)
    ids = Ids()  # one set for all kinds: objectives name what moves them by the id alone
    names = {key: ids.new(key) for key in dict.fromkeys(found)}
    step_ids = [ids.new(fact.event) for fact in ordered]
    places = _touchpoints(given, {fact.event for fact in taken}, ids)
    made = map(_step, ordered, step_ids, _expected(ordered, step_ids), repeat(places), repeat(spellings))
    stages = []
    for key, members in groupby(zip(found, made, strict=True), key=lambda pair: pair[0]):
        steps = [step for _, step in members]
        stages.append(Stage(id=names[key], title=titles[key], steps=steps))
    return Map(
        id=id,
        title=title,
        summary=_summary(rest),
        objectives=_objectives(ordered, spellings),
        touchpoints=list({place.id: place for place in places.values()}.values()),
        stages=_with_kpis(stages),
    )


def _joined(facts: list[EventFact]) -> tuple[list[EventFact], dict[str, list[str]]]:
    """Facts under one name where events, or places, differ only in case or spaces: the most common spelling.

    People export "Order Placed", "order placed" and "ORDER PLACED" and mean one thing. Returns the facts, and for each
    name all spellings that are in the data.
    """
    events: dict[str, str] = {}
    places: dict[str, str] = {}
    spellings: dict[str, list[str]] = {}
    for fact in sorted(facts, key=lambda fact: (-fact.rows, fact.event)):
        for name in (fact.touchpoint, fact.channel):
            if name is not None:
                places.setdefault(_bare(name), name)
        known = spellings.setdefault(events.setdefault(_bare(fact.event), fact.event), [])
        if fact.event not in known:
            known.append(fact.event)
    joined = [
        replace(
            fact,
            event=events[_bare(fact.event)],
            # Of one spelling alone it says nothing about all.
            met_before=fact.met_before if len(spellings[events[_bare(fact.event)]]) == 1 else None,
            touchpoint=fact.touchpoint and places[_bare(fact.touchpoint)],
            channel=fact.channel and places[_bare(fact.channel)],
        )
        for fact in facts
    ]
    return joined, spellings


def _bare(name: str) -> str:
    return " ".join(name.split()).casefold()


def _by_event(fact: EventFact) -> tuple[str, str, str]:
    return fact.event, fact.channel or "", fact.touchpoint or ""


def _merged(facts: Sequence[EventFact]) -> EventFact:
    """All facts about one event as one. Customers are at least the most seen at one place."""
    rows = sum(fact.rows for fact in facts)
    weight = rows or len(facts)
    position = sum(_position(fact) * (fact.rows if rows else 1) for fact in facts) / weight
    return replace(
        facts[0],
        rows=rows,
        customers=max(fact.customers for fact in facts),
        position=position,
        has_score=any(fact.has_score for fact in facts),
        has_revenue=any(fact.has_revenue for fact in facts),
    )


def _position(fact: EventFact) -> float:
    return fact.position if 0 <= fact.position <= 1 else 0.5


def _rank(fact: EventFact) -> int | None:
    """The place of a fact's stage: by its name, else money is a decision and an answer comes after it."""
    stage = stage_of(fact.event) or (
        "decision" if fact.has_revenue else "retention" if fact.has_score else None
    )
    return None if stage is None else list(STAGES).index(stage)


def _stages(ordered: Sequence[EventFact]) -> tuple[dict[str, str], list[str]]:
    """The titles of stages by id, and the stage of each step: never back, and as near to the vocabulary as can be."""
    known = [_rank(fact) for fact in ordered]
    if all(rank is None for rank in known):
        thirds = list(THIRDS)
        return THIRDS, [thirds[min(int(_position(fact) * 3), 2)] for fact in ordered]
    names = list(STAGES)
    return STAGES, [names[rank] for rank in monotone(known, [fact.customers for fact in ordered], len(names))]


def monotone(known: Sequence[int | None], weights: Sequence[int], count: int) -> list[int]:
    """Ranks that never fall and differ least from the known ones, each weighed; fewer changes where it costs nothing.

    >>> monotone([0, None, 2, 1, 4], [9, 9, 9, 1, 9], 5)
    [0, 0, 2, 2, 4]
    """
    best: list[tuple[tuple[int, int], list[int]]] = [((0, 0), []) for _ in range(count)]
    for wanted, weight in zip(known, weights, strict=True):
        step = []
        for rank in range(count):
            miss = 0 if wanted is None else (weight + 1) * abs(rank - wanted)
            options = [
                ((cost + miss, changes + bool(path and path[-1] != rank)), [*path, rank])
                for before, ((cost, changes), path) in enumerate(best)
                if before <= rank
            ]
            step.append(min(options))
        best = step
    return min(best)[1]


def _touchpoints(facts: Iterable[EventFact], events: set[str], ids: Ids) -> dict[tuple[str, str], Touchpoint]:
    """Places of contact by (event, name): named ones, else channels, else the events themselves."""
    made = dict[str, Touchpoint]()
    met: dict[tuple[str, str], str] = {}
    channels: dict[str, set[str]] = {}
    for fact in sorted(facts, key=_by_event):
        if fact.event in events:
            name = fact.touchpoint or fact.channel or human(fact.event)
            met[fact.event, name] = name
            channels.setdefault(name, set()).update({fact.channel} if fact.channel else ())
    for name, seen in channels.items():
        only = next(iter(seen)) if len(seen) == 1 else None
        several = sorted(seen) if len(seen) > 1 else []
        shown = human(name) if re.fullmatch(r"[a-z0-9_]+", name) else name
        made[name] = Touchpoint(id=ids.new(name), name=shown, channel=only, channels=several)
    return {key: made[name] for key, name in met.items()}


def _step(
    fact: EventFact,
    name: str,
    expect: Expect,
    places: dict[tuple[str, str], Touchpoint],
    spellings: dict[str, list[str]],
) -> Step:
    met = [touchpoint.id for (event, _), touchpoint in places.items() if event == fact.event]
    return Step(
        id=name,
        title=human(fact.event),
        touchpoints=met,
        match=Match(event=spellings[fact.event]),
        expect=expect,
    )


def _expected(ordered: Sequence[EventFact], ids: Sequence[str]) -> list[Expect]:
    """What is expected of each step.

    Steps that most people leave out, such as a cancellation, are not on the way. Those that many go on without, such as
    a search, are: it leads to them, and past them to the next one that is needed.
    """
    aside = [
        any(fact.customers * OPTIONAL_FROM < later.customers for later in ordered[at + 1 :])
        for at, fact in enumerate(ordered)
    ]
    optional = [
        aside[at] or (at > 0 and fact.met_before is not None and fact.met_before < NEEDED_FROM)
        for at, fact in enumerate(ordered)
    ]
    found = []
    for at, fact in enumerate(ordered):
        on_the_way = [other for other in range(at + 1, len(ids)) if not aside[other]]
        needed = next((n for n, other in enumerate(on_the_way) if not optional[other]), len(on_the_way))
        following = on_the_way[: needed + 1]
        found.append(
            Expect(
                next=[ids[other] for other in following] if following != [at + 1] else [],
                optional=optional[at],
                repeats=fact.customers > 0 and fact.rows / fact.customers >= REPEATS_FROM,
            )
        )
    return found


def _with_kpis(stages: list[Stage]) -> list[Stage]:
    """Each stage but the last is judged by how many go on from it."""
    going_on = [
        Kpi(measure=MeasureRef(name="conversion", params={"from": stage.id, "to": "later stage"}))
        for stage in stages[:-1]
    ]
    return [*(s.model_copy(update={"kpis": [k]}) for s, k in zip(stages, going_on, strict=False)), stages[-1]]


def _objectives(facts: Sequence[EventFact], spellings: dict[str, list[str]]) -> list[Objective]:
    """That people buy again, when the data know of buying."""
    paid = [fact for fact in facts if fact.has_revenue and fact.customers]
    if not paid:
        return []
    event = max(paid, key=lambda fact: fact.customers).event
    again = MeasureRef(name="repeat_within", params={"event": spellings[event]})
    return [Objective(id="repeat", text="Customers come back", measure=again)]


def _summary(rest: Sequence[EventFact]) -> str:
    text = "Drafted from data: order and stages are assumptions to correct."
    if not rest:
        return text
    names = ", ".join(fact.event for fact in rest[:NAMED])
    more = f" and {len(rest) - NAMED} more" if len(rest) > NAMED else ""
    return f"{text} Left out, being rarer: {names}{more}."
