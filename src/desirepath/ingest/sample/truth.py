"""What is true in the sample: effects computed by letting the same people live again with one effect off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from desirepath.ingest.sample import feelings, story
from desirepath.ingest.sample.clock import Calendar
from desirepath.ingest.sample.episode import live
from desirepath.ingest.sample.lives import FEE_TEST, PILOT_STARTS, Lives, People
from desirepath.ingest.sample.mails import OPENED, PROMOTION, SENT, Mails
from desirepath.ingest.sample.story import Effects, Flags
from desirepath.ingest.sample.voices import Felt

CAUSES = ("size_doubt", "fee", "return_pain", "late_first_parcel", "label_pilot")


@dataclass
class Tally:
    """Sums that add up over chunks; `share` of two of them is a result."""

    sums: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        self.sums[name] = self.sums.get(name, 0.0) + float(value)

    def get(self, name: str) -> float:
        return self.sums.get(name, 0.0)

    def share(self, part: str, whole: str) -> float | None:
        return self.get(part) / self.get(whole) if self.get(whole) else None


def ordered_again(lives: Lives) -> Flags:
    """For each order: whether the same person ordered again within 120 days of it."""
    times = np.where(lives.ordered, lives.time, np.inf)
    following = np.minimum.accumulate(times[:, ::-1], axis=1)[:, ::-1]
    following = np.concatenate([following[:, 1:], np.full((len(times), 1), np.inf)], axis=1)
    soon: Flags = following - np.where(lives.ordered, times, 0.0) <= story.REPEAT_WITHIN_DAYS
    return lives.ordered & soon


def once(flags: Flags) -> Flags:
    """The first true cell of each person."""
    first: Flags = flags & (np.cumsum(flags, axis=1) == 1)
    return first


def count_chunk(tally: Tally, people: People, lives: Lives, effects: Effects, calendar: Calendar) -> None:
    """Add one chunk: what happened, and what would have happened with each effect off."""
    started = lives.left_at >= 0
    for place, name in enumerate(story.LEFT_AT[:-1]):
        tally.add(f"reached.{name}", (lives.left_at >= place).sum())
        tally.add(f"left.{name}", (lives.left_at == place).sum())
    tally.add("reached.ordered", (lives.left_at == story.ORDERED).sum())
    tally.add("left_by.doubt", lives.doubt.sum())
    tally.add("left_by.fee", lives.fee_exit.sum())
    again, closed = ordered_again(lives), _closed(lives, calendar)
    groups = {name: where & closed for name, where in _exposed(lives).items()}
    tally.add("first_orders", (closed & (lives.nth == 1)).sum())
    tally.add("first_orders.again", (again & closed & (lives.nth == 1)).sum())
    for name in CAUSES:
        other = live(people, effects.without(name), calendar)
        tally.add(f"{name}.money", (lives.net - other.net).sum())
        tally.add(f"{name}.orders", float(lives.ordered.sum()) - float(other.ordered.sum()))
        touched = _exposed(lives)[name]
        tally.add(f"{name}.exposed", touched.sum())
        tally.add(f"{name}.customers", touched.any(axis=1).sum())
        first = once(groups[name])
        if name in ("size_doubt", "fee"):
            first = once(touched)
            step = story.SIZE if name == "size_doubt" else story.DELIVER
            tally.add(f"{name}.n", first.sum())
            tally.add(f"{name}.with", (lives.left_at == step)[first].sum())
            tally.add(f"{name}.without", (other.left_at == step)[first].sum())
            continue
        tally.add(f"{name}.n", first.sum())
        tally.add(f"{name}.with", again[first].sum())
        tally.add(f"{name}.without", ordered_again(other)[first].sum())
        tally.add(f"{name}.unexposed", _compared(lives, closed, name, calendar).sum())
        tally.add(f"{name}.unexposed.again", (again & _compared(lives, closed, name, calendar)).sum())
    _null_effects(tally, people, lives, again, closed, calendar)
    tally.add("people", len(people.number))
    tally.add("visitors", started.any(axis=1).sum())
    tally.add("buyers", lives.ordered.any(axis=1).sum())
    tally.add("orders", lives.ordered.sum())
    tally.add("revenue", lives.value[lives.ordered].sum())


def _closed(lives: Lives, calendar: Calendar) -> Flags:
    """Orders whose 120 days ended inside the period."""
    return lives.ordered & (lives.time <= calendar.days - story.REPEAT_WITHIN_DAYS)


def _exposed(lives: Lives) -> dict[str, Flags]:
    odd = lives.brand == story.ODD_SIZES
    return {
        "size_doubt": lives.used_guide & odd & (lives.left_at >= story.SIZE),
        "fee": (lives.left_at >= story.DELIVER) & (lives.fee > 0),
        "return_pain": lives.pain,
        "late_first_parcel": lives.late & (lives.nth == 1),
        "label_pilot": lives.label_free,
    }


def _compared(lives: Lives, closed: Flags, name: str, calendar: Calendar) -> Flags:
    """Whom a naive comparison would take as the others."""
    others: dict[str, Flags] = {
        "return_pain": ~lives.pain,
        "late_first_parcel": (lives.nth == 1) & ~lives.late,
        "label_pilot": lives.returned
        & (lives.return_opened >= int(calendar.days * PILOT_STARTS))
        & ~lives.label_free,
    }
    return closed & others[name]


def _null_effects(
    tally: Tally, people: People, lives: Lives, again: Flags, closed: Flags, calendar: Calendar
) -> None:
    """Differences that are seen although nothing is caused."""
    first = closed & (lives.nth == 1)
    green = first & (lives.option == story.GREEN)
    for name, where in (("green", green), ("not_green", first & ~green)):
        tally.add(f"{name}.n", where.sum())
        tally.add(f"{name}.again", again[where].sum())
    test = (lives.left_at >= story.DELIVER) & calendar.between(
        np.where(lives.left_at >= 0, lives.time, -1.0), *FEE_TEST
    )
    for name, group in (("fee_shown", people.fee_shown), ("fee_late", ~people.fee_shown)):
        where = test & group[:, None]
        tally.add(f"{name}.n", where.sum())
        tally.add(f"{name}.left", (lives.left_at == story.DELIVER)[where].sum())


def count_mails(tally: Tally, lives: Lives, sent: Mails, calendar: Calendar) -> None:
    """How promotions and leaving go together: mails in the 60 days after the first order, orders in 120."""
    again, first = ordered_again(lives), _closed(lives, calendar) & (lives.nth == 1)
    bought = np.where(first, lives.time, np.inf).min(axis=1)
    comes = (again & first).any(axis=1)
    counted = (sent.event == SENT) & (sent.topic == PROMOTION)
    since = sent.time[counted] - bought[sent.person[counted]]
    mails = np.bincount(sent.person[counted][(since >= 0) & (since < 60)], minlength=len(bought))
    for name, where in (("many", mails >= 4), ("few", mails <= 1)):
        where = where & np.isfinite(bought)
        tally.add(f"{name}_promotions.n", where.sum())
        tally.add(f"{name}_promotions.again", comes[where].sum())
    tally.add("promotions.opened", ((sent.event == OPENED) & (sent.topic == PROMOTION)).sum())
    tally.add("promotions.sent", counted.sum())


def count_repairs(tally: Tally, lives: Lives, repaired_person: story.Wholes, calendar: Calendar) -> None:
    """How a booked repair and a second order go together."""
    again, first = ordered_again(lives), _closed(lives, calendar) & (lives.nth == 1)
    repaired = np.zeros(len(lives.nth), dtype=bool)
    repaired[repaired_person] = True
    for name, where in (("repaired", repaired), ("not_repaired", ~repaired)):
        cells = first & where[:, None]
        tally.add(f"{name}.n", cells.sum())
        tally.add(f"{name}.again", again[cells].sum())


def emotions(felt: Mapping[str, Felt]) -> list[dict[str, object]]:
    """Believed, planted and answered feeling of each step, in map order."""
    rows: list[dict[str, object]] = []
    for step in feelings.STEPS:
        one = felt.get(step, Felt())
        planted = one.planted / one.n if one.n else None
        believed = feelings.BELIEVED[step]
        rows.append(
            {
                "step": step,
                "believed": believed,
                "planted": _rounded(planted),
                "answered": _rounded(one.answered / one.n if one.n else None),
                "n": one.n,
                "gap": _rounded(planted - believed if planted is not None else None),
                "wrong_by_more_than_1": planted is not None and abs(planted - believed) > 1,
            }
        )
    return rows


def _rounded(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(float(value), digits)


def difference(tally: Tally, first: tuple[str, str], second: tuple[str, str]) -> float | None:
    """Difference of two shares, each given as (part, whole)."""
    a, b = tally.share(*first), tally.share(*second)
    return None if a is None or b is None else round(a - b, 4)
