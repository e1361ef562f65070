"""What would a rule catch, and which words do the data know? Asked while somebody edits a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from desirepath.domain.map import Match
from desirepath.domain.records import Records, in_order
from desirepath.domain.rules import EVENTS, Rule, match_rule
from desirepath.errors import ConflictError, InputError
from desirepath.lake.builds import Build
from desirepath.lake.predicate import names_of, predicate
from desirepath.measures import registry
from desirepath.services import segments
from desirepath.services.reading import Reader

SHOWN = 50
"""So many kinds of matched events are listed, the most frequent first."""


@dataclass(frozen=True)
class MatchedEvents:
    """Events alike in name, channel and touchpoint that a rule catches."""

    event: str
    channel: str | None
    touchpoint: str | None
    events: int
    customers: int


@dataclass(frozen=True)
class Overlap:
    """Events that the rule of another step catches too; `first` when that step stands before and gets them."""

    step: str
    title: str
    events: int
    first: bool


@dataclass(frozen=True)
class Caught:
    """What a rule catches in the newest build."""

    events: int
    customers: int
    rows: list[MatchedEvents]
    overlaps: list[Overlap]


@dataclass(frozen=True)
class KnownEvent:
    name: str
    events: int
    customers: int


@dataclass(frozen=True)
class Vocabulary:
    """Words that can be chosen while a map is edited. Lists of the data are empty before the first build."""

    events: list[KnownEvent]
    channels: list[str]
    touchpoints: list[str]
    segments: list[str]
    measures: list[dict[str, Any]]


def caught(reader: Reader, records: Records, match: Mapping[str, Any], step: str | None) -> Caught:
    """What a rule catches now, and which other steps of the draft catch some of it too.

    step : the step whose rule it is, so that it does not overlap with itself.
    """
    build = built(reader)
    rule = _read(match)
    with reader.lock:
        journeys = reader.table("journeys", build)
        names = names_of(journeys)
        mine = journeys.filter(predicate(match_rule(rule, names), journeys))
        others = rules_of(records, names, without=step)
        flags = {f"also_{at}": predicate(other, mine) for at, (_, other) in enumerate(others)}
        totals = mine.aggregate(
            events=mine.count(),
            customers=mine.customer.nunique(),
            **{name: flag.fill_null(False).cast("int64").sum() for name, flag in flags.items()},
        )
        kinds = mine.group_by(list(EVENTS)).aggregate(events=mine.count(), customers=mine.customer.nunique())
        import ibis

        shown = kinds.order_by([ibis.desc("events"), *EVENTS]).limit(SHOWN)
        total = reader.engine.to_arrow(totals).to_pylist()[0]
        rows = reader.engine.to_arrow(shown).to_pylist()
    places = [name for name, _ in in_map_order(records)]
    here = places.index(step) if step in places else len(places)
    return Caught(
        events=total["events"],
        customers=total["customers"],
        rows=[MatchedEvents(**row) for row in rows],
        overlaps=[
            Overlap(name, str(records["steps"][name].get("title", "")), count, places.index(name) < here)
            for at, (name, _) in enumerate(others)
            if (count := total[f"also_{at}"] or 0)
        ],
    )


def vocabulary(reader: Reader) -> Vocabulary:
    """Everything that may be chosen for rules, segments and measures."""
    build = reader.build()
    events: list[KnownEvent] = []
    places: dict[str, list[str]] = {"channel": [], "touchpoint": []}
    if build is not None:
        with reader.lock:
            journeys = reader.table("journeys", build)
            # The first row of each customer and event is one without an earlier one: no set of keys is needed.
            counts = journeys.group_by("event").aggregate(
                events=journeys.count(), customers=journeys.prev_same_event_time.isnull().sum()
            )
            for row in reader.engine.to_arrow(counts.order_by("event")).to_pylist():
                events.append(KnownEvent(row["event"], row["events"], row["customers"]))
            for column in places:
                found = journeys.select(column).distinct().filter(lambda t, c=column: t[c].notnull())
                places[column] = sorted(reader.engine.to_arrow(found)[column].to_pylist())
    return Vocabulary(
        events=sorted(events, key=lambda one: (-one.customers, one.name)),
        channels=places["channel"],
        touchpoints=places["touchpoint"],
        segments=list(segments.filters(reader.workspace.settings)),
        measures=[registry.describe(name) for name in registry.names()],
    )


def built(reader: Reader) -> Build:
    """The newest build; ConflictError before the first."""
    build = reader.build()
    if build is None:
        raise ConflictError(
            "There are no data yet that a rule could match.",
            code="not_built",
            remedy="Bring data first; the map can be drawn without.",
        )
    return build


def _read(match: Mapping[str, Any]) -> Match:
    try:
        rule = Match.model_validate(dict(match))
    except ValidationError as error:
        raise InputError(
            f"The rule cannot be read: {error.errors()[0]['msg']}.",
            code="bad_rule",
            remedy="A rule names events, touchpoints, channels, or a condition.",
        ) from error
    if not any(rule.model_dump().values()):
        raise InputError(
            "The rule is empty and would match every event.",
            code="empty_rule",
            remedy="Name an event, a touchpoint, a channel or a condition.",
        )
    return rule


def rules_of(
    records: Records, names: Mapping[str, str], *, without: str | None = None
) -> list[tuple[str, Rule]]:
    """Steps in map order whose rule can be understood; the check of the draft tells of the others."""
    found = []
    for name, record in in_map_order(records):
        if name == without or not record.get("match"):
            continue
        try:
            found.append((name, match_rule(_read(record["match"]), names)))
        except InputError:
            continue
    return found


def in_map_order(records: Records) -> list[tuple[str, dict[str, Any]]]:
    """Steps with their ids, in the order of the journey."""
    stages = {name: at for at, (name, _) in enumerate(in_order(records.get("stages", {})))}
    steps = list(in_order(records.get("steps", {})))
    return sorted(steps, key=lambda pair: stages.get(pair[1].get("stage", ""), len(stages)))
