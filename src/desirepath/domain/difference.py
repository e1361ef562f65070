"""What is different between two maps, in words people would use: for reviews, versions and publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desirepath.domain.map import Lane
from desirepath.domain.records import BELIEVED_FOR, MAP, TEXTS, Record, Records, in_order

PARTS = {
    MAP: "map",
    "objectives": "objective",
    "personas": "persona",
    "touchpoints": "touchpoint",
    "field_notes": "field note",
    "stages": "stage",
    "steps": "step",
    "cards": "card",
}
"""Kinds of records, and what one of them is called."""

NAMES = {
    MAP: "title",
    "objectives": "text",
    "personas": "name",
    "touchpoints": "name",
    "field_notes": "text",
    "cards": "text",
}
"""The field that people know a record by; a stage and a step are known by their title."""

PARENTS = {"steps": ("stages", "stage"), "cards": ("steps", "step")}
LANES = {Lane.THOUGHT: "quote", Lane.ACTION_ITEM: "action", Lane.ACTION: "customer's action"}
"""Lanes whose cards are called otherwise than the lane."""

FIELDS = {
    "believed": "believed emotion",
    "match": "rule",
    "next": "planned next steps",
    "within": "time to the next step",
    "channel": "planned channels",
    "optional": "being optional",
    "repeats": "being repeated",
    "measured": "answers that count",
    "moment_of_truth": "being a moment of truth",
    "kpis": "measures",
    "on": "date",
    "n": "number of people",
    "answers": "pain it answers",
    "image": "picture",
    "backed_by": "field notes behind it",
    "steps": "steps it tells of",
    "about": "description",
    "moves": "steps it depends on",
    "refresh_every": "time between checks",
    "touchpoints": "touchpoints",
}
"""Fields that people call otherwise."""

SHORT = 40


Kind = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True)
class Change:
    """One difference. `step` and `lane` say where on the map it is, where it has a place there.

    field : what is another, in people's words; for what moved, its place.
    was, now : the value before and after, or the place; null where it is nothing, or too long to be told.
    """

    kind: Kind
    part: str
    id: str
    step: str | None
    lane: str | None
    words: str
    field: str | None = None
    was: str | None = None
    now: str | None = None


Told = tuple[str | None, str | None, str | None]
"""A field, its value before and after."""


def differences(old: Records, new: Records) -> list[Change]:
    """Everything that is different, in the order of a map. What came or went with the part that holds it is counted.

    >>> old = {"stages": {"a": {"title": "Look", "order": "a0"}}}
    >>> [change.words for change in differences(old, {"stages": {"a": {"title": "Find", "order": "a0"}}})]
    ['Renamed the stage "Look" to "Find".']
    """
    return [change for kind in PARTS for change in _of_kind(kind, old, new)]


def _of_kind(kind: str, old: Records, new: Records) -> Iterator[Change]:
    was, now = old.get(kind, {}), new.get(kind, {})
    for name, record in in_order(now):
        if name not in was and not _inside(kind, record, new, old):
            told = f"Added {called(kind, record, new, 'a')}{_with(kind, name, new)}."
            yield _change("added", kind, name, record, told)
    for name, record in in_order(was):
        if name not in now and not _inside(kind, record, old, new):
            told = f"Removed {called(kind, record, old, 'the')}{_with(kind, name, old)}."
            yield _change("removed", kind, name, record, told)
    yield from _moved(kind, old, new)
    for name, record in in_order(now):
        if name in was:
            for field in dict.fromkeys([*was[name], *record]):
                if field not in ("order", "stage", "step", "lane") and was[name].get(field) != record.get(
                    field
                ):
                    words = _reworded(kind, field, was[name], record, new)
                    yield _change(
                        "changed", kind, name, record, words, _told(kind, field, was[name], record, new)
                    )


def _change(
    what: Kind, kind: str, name: str, record: Record, words: str, told: Told = (None, None, None)
) -> Change:
    step = name if kind == "steps" else record.get("step")
    return Change(what, PARTS[kind], name, step, record.get("lane"), words, *told)


def _told(kind: str, field: str, was: Record, now: Record, records: Records) -> Told:
    """A changed field and its two values; texts that people write are told in full."""
    old, new = was.get(field), now.get(field)
    label = _label(field, records)
    if field in TEXTS[kind]:
        return label, old, new
    say = _sayer(old, new)
    return (label, say(old), say(new)) if say else (label, None, None)


def _places(kind: str, was: Record, now: Record, old: Records, new: Records) -> Told:
    """Where a record stood and where it stands: its step or stage, and its lane where that is another."""
    parents, field = PARENTS[kind]
    lanes = was.get("lane") != now.get("lane")

    def place(record: Record, records: Records) -> str:
        title = records.get(parents, {}).get(record.get(field, ""), {}).get("title", "")
        return f"{title}, {str(record['lane']).replace('_', '-')}" if lanes else str(title)

    return "place", place(was, old), place(now, new)


def _inside(kind: str, record: Record, here: Records, there: Records) -> bool:
    """Whether it came or went together with the part that holds it."""
    if kind not in PARENTS:
        return False
    parents, field = PARENTS[kind]
    parent = record.get(field, "")
    return parent in here.get(parents, {}) and parent not in there.get(parents, {})


def _with(kind: str, name: str, records: Records) -> str:
    child = next((child for child, (parents, _) in PARENTS.items() if parents == kind), None)
    if child is None:
        return ""
    count = sum(record.get(PARENTS[child][1]) == name for record in records.get(child, {}).values())
    return f" with {count} {PARTS[child]}{'' if count == 1 else 's'}" if count else ""


def _named(kind: str, record: Record) -> str:
    text = " ".join(str(record.get(NAMES.get(kind, "title"), "")).split())
    return f'"{text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"}"'


def called(kind: str, record: Record, records: Records, article: str) -> str:
    """A record as a sentence names it: `the step "Pays" of "Decision"`."""
    what, an = PARTS[kind], article
    if kind == "cards":
        lane = record.get("lane", "")
        what = LANES.get(lane, str(lane).replace("_", "-"))
    if article == "a" and what[:1] in "aeiou":
        an = "an"
    where = ""
    if kind in PARENTS:
        parents, field = PARENTS[kind]
        parent = records.get(parents, {}).get(record.get(field, ""))
        where = (
            f" {'at' if kind == 'cards' else 'to' if article == 'a' else 'of'} {_named(parents, parent)}"
            if parent
            else ""
        )
    named = "" if kind == MAP else f" {_named(kind, record)}"
    return f"{an} {what}{named}{where}"


def _moved(kind: str, old: Records, new: Records) -> Iterator[Change]:
    was, now = old.get(kind, {}), new.get(kind, {})
    common = [name for name, _ in in_order(now) if name in was]
    homes = ("stage", "step", "lane")
    elsewhere = {name for name in common if any(was[name].get(h) != now[name].get(h) for h in homes)}
    for name in common:
        if name in elsewhere:
            told = _places(kind, was[name], now[name], old, new)
            words = _to_elsewhere(kind, was[name], now[name], new)
            yield _change("moved", kind, name, now[name], words, told)
    groups: dict[tuple[Any, ...], list[str]] = {}
    for name in common:
        if name not in elsewhere:
            groups.setdefault(tuple(now[name].get(h) for h in homes), []).append(name)
    for names in groups.values():
        before = {name: at for at, (name, _) in enumerate(in_order({n: was[n] for n in names}))}
        kept = _longest_rising([before[name] for name in names])
        for name in names:
            if before[name] not in kept:
                words = f"Moved {called(kind, now[name], new, 'the')} to another place."
                yield _change("moved", kind, name, now[name], words)


def _to_elsewhere(kind: str, was: Record, now: Record, records: Records) -> str:
    parents, field = PARENTS[kind]
    target = records.get(parents, {}).get(now.get(field, ""), {})
    what = LANES.get(was.get("lane", ""), str(was.get("lane", ""))) if kind == "cards" else PARTS[kind]
    lane = f" as {now['lane'].replace('_', '-')}" if was.get("lane") != now.get("lane") else ""
    to = f" to {_named(parents, target)}" if was.get(field) != now.get(field) else ""
    return f"Moved the {what.replace('_', '-')} {_named(kind, now)}{to}{lane}."


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The most numbers that rise in this order: what stayed where it was, when some of them were moved."""
    longest: tuple[int, ...] = ()
    ending: dict[int, tuple[int, ...]] = {}  # the longest rising run that ends at each number
    for number in numbers:
        before = [run for last, run in ending.items() if last < number]
        ending[number] = (*max(before, key=len, default=()), number)
        longest = max(longest, ending[number], key=len)
    return set(longest)


def _reworded(kind: str, field: str, was: Record, now: Record, records: Records) -> str:
    old, new = was.get(field), now.get(field)
    if field == NAMES.get(kind, "title"):
        if kind in ("cards", "field_notes"):
            return f"Reworded {called(kind, was, records, 'the')}: now {_named(kind, now)}."
        return f"Renamed the {PARTS[kind]} {_named(kind, was)} to {_named(kind, now)}."
    label = _label(field, records)
    told = f"the {label} of {called(kind, now, records, 'the')}"
    say = _sayer(old, new)
    return f"Changed {told} from {say(old)} to {say(new)}." if say else f"Changed {told}."


def _label(field: str, records: Records) -> str:
    """What people call a field; a curve of one persona says whose it is."""
    if not field.startswith(BELIEVED_FOR):
        return FIELDS.get(field, field.replace("_", " "))
    persona = field.removeprefix(BELIEVED_FOR)
    name = records.get("personas", {}).get(persona, {}).get("name", persona)
    return f"{FIELDS['believed']} for {name}"


def _sayer(old: Any, new: Any) -> Callable[[Any], str] | None:
    """How two values of one field are told, where they are short enough."""
    return next((say for fits, say in SHOWN if fits(old) and fits(new)), None)


def _signed(value: float | None) -> str:
    return "nothing" if value is None else f"{value:+g}".replace("-", "−") if value else "0"


def _quoted(value: str | None) -> str:
    return "nothing" if value is None else f'"{value}"'


def _listed(value: list[Any] | None) -> str:
    return ", ".join(map(str, value)) if value else "nothing"


SHOWN: list[tuple[Callable[[Any], bool], Callable[[Any], str]]] = [
    (lambda v: v in (None, True, False), lambda v: "yes" if v else "no"),
    (lambda v: v is None or isinstance(v, (int, float)), _signed),
    (lambda v: v is None or (isinstance(v, str) and len(v) <= SHORT), _quoted),
    (
        lambda v: v is None or (isinstance(v, list) and all(isinstance(x, str) for x in v) and len(v) <= 3),
        _listed,
    ),
]
"""Values that are short enough to be told, and how."""
