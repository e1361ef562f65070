"""A map as records: the form in which a draft is edited by several people at once.

A map file nests steps in stages and cards in steps. A draft holds each of them as a record of its own, which names
where it belongs and carries a fractional key for its order (`domain/order.py`). Moving a step then changes two fields
of one record, and never takes a colleague's edit with it. A field that is absent has its default.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from desirepath.domain.map import Card, Map, Step
from desirepath.domain.order import keys
from desirepath.domain.yamlfile import KeyPath

Record = dict[str, Any]
Records = dict[str, dict[str, Record]]
"""Kind of record -> id -> fields. The map itself is the one record "map" of the kind "map"."""

MAP = "map"
TEXTS: Mapping[str, tuple[str, ...]] = {
    MAP: ("title", "summary"),
    "objectives": ("text",),
    "personas": ("name", "about", "goal"),
    "touchpoints": ("name",),
    "field_notes": ("text",),
    "stages": ("title",),
    "steps": ("title",),
    "cards": ("text", "detail"),
}
"""Kinds of records in the order of a map, and their fields that two people may write in at once, letter by letter."""

LISTS = ("objectives", "personas", "touchpoints", "field_notes")
EXPECT = ("next", "within", "channel", "optional", "repeats")
FEELS = ("believed", "measured")
INSIDE = {**dict.fromkeys(EXPECT, "expect"), **dict.fromkeys(FEELS, "feels")}
"""Fields of a step's record that stand one level deeper in the file."""

BELIEVED_FOR = "believed_for:"
"""What is believed for a persona is a field of its own, `believed_for:ines`: two people may draw two curves at once."""


def records_of(plan: Map) -> Records:
    """The records of a map. A card without an id gets one made from its place and text, the same every time."""
    found: Records = {kind: {} for kind in TEXTS}
    found[MAP][MAP] = _fields(plan, {*LISTS, "stages", "id", "desirepath"})
    for kind in LISTS:
        _enter(found[kind], getattr(plan, kind))
    _enter(found["stages"], plan.stages, without={"steps"})
    for stage in plan.stages:
        for key, step in zip(keys(len(stage.steps)), stage.steps, strict=True):
            found["steps"][step.id] = {"stage": stage.id, "order": key, **_step_fields(step)}
            names = card_ids(step, found["cards"])
            for card_key, name, card in zip(keys(len(step.cards)), names, step.cards, strict=True):
                found["cards"][name] = {"step": step.id, "order": card_key, **_fields(card, {"id"})}
    return found


def _enter(into: dict[str, Record], parts: list[Any], without: set[str] | None = None) -> None:
    for key, part in zip(keys(len(parts)), parts, strict=True):
        into[part.id] = {"order": key, **_fields(part, {"id", *(without or ())})}


def _fields(part: Any, without: set[str]) -> Record:
    fields: Record = part.model_dump(mode="json", exclude_defaults=True, exclude=without)
    return fields


def _step_fields(step: Step) -> Record:
    fields = _fields(step, {"id", "cards"})
    feels = fields.get("feels", {})
    voices = {f"{BELIEVED_FOR}{persona}": value for persona, value in feels.get("believed_for", {}).items()}
    flat: Record = {**fields, **fields.get("expect", {}), **feels, **voices}
    return {name: value for name, value in flat.items() if name not in ("expect", "feels", "believed_for")}


def card_ids(step: Step, taken: Iterable[str] = ()) -> list[str]:
    """What the cards of a step are called in drafts, comments and judgements, also those without an id of their own."""
    known = set(taken)
    names = []
    for card in step.cards:
        name = card.id or _card_id(step.id, card, known)
        known.add(name)
        names.append(name)
    return names


def _card_id(step: str, card: Card, taken: set[str]) -> str:
    number = 0
    while True:
        told = repr((step, card.lane.value, card.text, number))
        name = f"c-{sha256(told.encode()).hexdigest()[:8]}"
        if name not in taken:
            return name
        number += 1


@dataclass(frozen=True)
class Nested:
    """A map's data as the model reads it, and where each record stands in it.

    lost : records whose stage or step is gone, as (kind, id).
    """

    data: dict[str, Any]
    places: dict[KeyPath, tuple[str, str]]
    lost: list[tuple[str, str]]

    def record_at(self, path: KeyPath) -> tuple[str, str, str | None]:
        """The record that a path leads into, and its field there, if any."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                rest = [str(part) for part in path[length:] if part not in ("expect", "feels")]
                if rest[:1] == ["believed_for"] and len(rest) > 1:
                    rest = [BELIEVED_FOR + rest[1]]
                return (*self.places[path[:length]], rest[0] if rest else None)
        return (MAP, MAP, str(path[0]) if path else None)


def nested(records: Records, map_id: str) -> Nested:
    """The data of the map that the records are. They need not be a valid map: that is checked by its model."""
    places: dict[KeyPath, tuple[str, str]] = {(): (MAP, MAP)}
    data: dict[str, Any] = {**records.get(MAP, {}).get(MAP, {}), "id": map_id}
    for kind in LISTS:
        parts = list(in_order(records.get(kind, {})))
        data[kind] = [{"id": name, **_own(record)} for name, record in parts]
        places |= {(kind, at): (kind, name) for at, (name, _) in enumerate(parts)}
    data["stages"] = []
    for at, (name, stage) in enumerate(in_order(records.get("stages", {}))):
        places["stages", at] = ("stages", name)
        data["stages"].append({"id": name, **_own(stage), "steps": []})
        for n, (step_name, step) in enumerate(_children(records, "steps", "stage", name)):
            places["stages", at, "steps", n] = ("steps", step_name)
            cards = list(_children(records, "cards", "step", step_name))
            places |= {
                ("stages", at, "steps", n, "cards", m): ("cards", card) for m, (card, _) in enumerate(cards)
            }
            data["stages"][at]["steps"].append(
                {"id": step_name, **_deepened(_own(step)), "cards": [{"id": c, **_own(r)} for c, r in cards]}
            )
    known = set(places.values())
    lost = [(k, i) for k in ("steps", "cards") for i in records.get(k, {}) if (k, i) not in known]
    return Nested(data, places, lost)


def in_order(records: Mapping[str, Record]) -> Iterator[tuple[str, Record]]:
    """Records with their ids, in their order; the id decides between equal keys."""
    return iter(sorted(records.items(), key=lambda pair: (str(pair[1].get("order", "")), pair[0])))


def _children(records: Records, kind: str, parent: str, name: str) -> Iterator[tuple[str, Record]]:
    return in_order({i: r for i, r in records.get(kind, {}).items() if r.get(parent) == name})


def _own(record: Record) -> Record:
    return {key: value for key, value in record.items() if key not in ("order", "stage", "step")}


def _deepened(step: Record) -> Record:
    made: Record = {}
    for field, value in step.items():
        if field.startswith(BELIEVED_FOR):
            voices = made.setdefault("feels", {}).setdefault("believed_for", {})
            voices[field.removeprefix(BELIEVED_FOR)] = value
        else:
            (made.setdefault(INSIDE[field], {}) if field in INSIDE else made)[field] = value
    return made
