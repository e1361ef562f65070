"""What does each find cost, how sure is that, and what do all of them cost together?

A price is given to what is done to customers, after all checks (`gates.py`); that is grade C. All else has only what
those it happened to spent afterwards, the value exposed; that is grade D, and no cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from desirepath.errors import InputError
from desirepath.insights.money.after import HORIZON_DAYS, after
from desirepath.insights.money.before import before
from desirepath.insights.money.gates import Gate
from desirepath.insights.money.joint import joint
from desirepath.insights.money.price import Moments, Priced, price
from desirepath.insights.pains.conditions import Split
from desirepath.insights.pains.detectors import makers
from desirepath.insights.pains.detectors.told import KEPT, is_told
from desirepath.insights.pains.landmarks import Landmarks, first_rows_of_days, landmarks
from desirepath.insights.pains.place import DAY, Place
from desirepath.insights.pains.suspects import Suspect
from desirepath.measures.estimators import estimated
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View
from desirepath.progress import Report
from desirepath.science import evalue
from desirepath.science.intervals import CLEAR, Certainty, Estimate, certainty, z
from desirepath.science.tails import normal

if TYPE_CHECKING:
    import ibis.expr.types as ir

QUARTER_DAYS = 365.25 / 4
PRICING = "Pricing what was found"


class Cost(Frozen):
    """What one find costs in a quarter of the data's period, in the workspace's currency.

    `money` is lost spending until the end of the data, adjusted, with grade C; null with grade D, which has only
    `exposed`: what those it happened to spent in the year after it first did. `naive` is the plain difference to the
    others. `part` is this pain's share of the total of all; null where a dearer find tells the same loss.
    """

    grade: Literal["C", "D"]
    why: str = Field(description="Why it has this grade")
    money: Number | None
    naive: Number | None
    part: float | None
    word: Certainty | None
    lost: Number | None = Field(description="By how much the share is larger of those who never order again")
    exposed: float
    exposures: int = Field(description="Times it happened, once a customer and day, in the whole period")
    evalue: str | None
    gates: list[Gate]


class Costs(Frozen):
    """What all priced finds cost together in a quarter, every customer counted once; null when nothing is priced."""

    quarters: float = Field(description="Length of the data, in quarters")
    priced: int
    total: Number | None


@dataclass(frozen=True)
class _Tried:
    """A suspect with its price, or why it has none; `scale` is 1 over the share that was looked at."""

    exposed: float
    exposures: int
    scale: float
    why: str
    priced: Priced | None = None


def costs(view: View, found: Sequence[Suspect], progress: Report) -> tuple[list[Cost], Costs]:
    """The cost of each find, in their order, and of all together. One place is read after the other."""
    quarters = _quarters(view)
    tried: dict[int, _Tried] = {}
    places = list(dict.fromkeys(one.place for one in found))
    for at, place in enumerate(places):
        progress(PRICING, at, len(places))
        here = [(n, one) for n, one in enumerate(found) if one.place == place]
        for (n, _), result in zip(here, _at_place(view, place, [one for _, one in here]), strict=True):
            tried[n] = result
    progress(PRICING, len(places), len(places))
    counted = _told_once(found, {n: one.priced for n, one in tried.items() if _counts(one.priced)})
    all_of_them = joint([_priced(tried[n]) for n in counted], [tried[n].scale for n in counted])
    parts = dict(zip(counted, all_of_them.parts, strict=True))
    items = [_cost(tried[n], parts.get(n), quarters) for n in range(len(found))]
    people = len({customer for n in counted for customer in _priced(tried[n]).customers.tolist()})
    total = _money(all_of_them.total, 1 / quarters, people) if counted else None
    return items, Costs(quarters=round(quarters, 2), priced=len(counted), total=total)


def _told_once(found: Sequence[Suspect], sure: Mapping[int, Priced | None]) -> list[int]:
    """Of prices for one property at several steps or heights the largest: it is one loss, seen from several places."""
    largest: dict[frozenset[str], int] = {}
    for n, one in sorted(sure.items()):
        key, money = found[n].tested.split.columns, _value(one)
        if key not in largest or money > _value(sure[largest[key]]):
            largest[key] = n
    return sorted(largest.values())


def _value(priced: Priced | None) -> float:
    return (priced.money.value or 0.0) if priced else 0.0


def _counts(priced: Priced | None) -> bool:
    return priced is not None and all(gate.passed for gate in priced.gates) and _value(priced) > 0


def _priced(tried: _Tried) -> Priced:
    assert tried.priced is not None, "only what has a price is put together"
    return tried.priced


def _at_place(view: View, place: Place, found: list[Suspect]) -> Iterator[_Tried]:
    looking = dict.fromkeys(one for suspect in found for one in makers(suspect.tested.split))
    view = place.seen(view)
    marks = landmarks(view, place, list(looking))
    with view.engine.kept(first_rows_of_days(place.rows(view))) as rows:
        yield from _tried(view, place, rows, marks, found)


def _tried(
    view: View, place: Place, rows: ir.Table, marks: Landmarks, found: list[Suspect]
) -> Iterator[_Tried]:
    orders, spent = after(view, rows)
    left = (np.datetime64(view.now, "us") - marks.times) / np.timedelta64(DAY, "s")
    for one in found:
        split = _on_all_days(one.tested.split, marks)
        first = _first_exposures(split, marks)
        tried = _Tried(float(spent[first].sum()) / place.share, _scaled(split, place), 1 / place.share, "")
        if not split.happens:
            yield replace(tried, why=why_not_priced(split))
            continue
        known = before(view, place, rows, split.columns)
        moments = Moments(marks.customers, orders, spent, np.clip(left / HORIZON_DAYS, 0.0, 1.0), known)
        try:
            priced = price(split, moments)
        except InputError as nobody:
            yield replace(tried, why=str(nobody).splitlines()[0])
            continue
        yield replace(tried, priced=priced, why=_why(priced))


def _on_all_days(split: Split, marks: Landmarks) -> Split:
    """The same conditions on all days, not the first alone."""
    by_words = {one.words: one for one in marks.splits}
    parts = [by_words[condition.words] for condition in split.conditions]
    together = parts[0]
    for part in parts[1:]:
        together = together.and_also(part)
    return together


def _scaled(split: Split, place: Place) -> int:
    return round(int((split.told & split.exposed).sum()) / place.share)


def _first_exposures(split: Split, marks: Landmarks) -> list[int]:
    """The rows where each customer met it first: what they spent after counts once."""
    first: dict[str, int] = {}
    for at in np.flatnonzero(split.told & split.exposed).tolist():
        first.setdefault(marks.customers[at], at)
    return list(first.values())


def why_not_priced(split: Split, instead: str = "has no price") -> str:
    """What a find lacks that nobody has said to be done to customers; `instead` is what is said of their own doing."""
    properties = sorted(name.removeprefix(KEPT) for name in split.columns if is_told(name))
    if not properties:
        own = "What customers do or say themselves"
        return f"{own} {instead}: those who do it differ from the others anyway."
    return (
        f"Nobody has said that customers do not choose this: name {' and '.join(properties)} under `happens` in "
        "workspace.yaml if it is done to them, whoever they are."
    )


def _why(priced: Priced | None) -> str:
    if priced is None:
        return "Too few met it, ordered after it, or were lost."
    failed = [gate for gate in priced.gates if not gate.passed]
    return (
        failed[0].said
        if failed
        else "Done to customers, adjusted for what was known before; all checks passed."
    )


def _cost(tried: _Tried, part: float | None, quarters: float) -> Cost:
    priced, scale = tried.priced, tried.scale / quarters
    sure = priced is not None and all(gate.passed for gate in priced.gates)
    found = priced if sure else None
    n = found.exposures if found else 0
    return Cost(
        grade="C" if sure else "D",
        why=tried.why,
        money=_money(found.money, scale, n) if found else None,
        naive=_money(found.naive, scale, n) if found else None,
        part=None if part is None else part / quarters,
        word=_word(found.money) if found else None,
        lost=estimated(found.lost, n, "share") if found else None,
        exposed=tried.exposed / quarters,
        exposures=tried.exposures,
        evalue=evalue.words(found.evalue) if found and found.evalue else None,
        gates=list(priced.gates) if priced else [],
    )


def _money(money: Estimate, scale: float, n: int) -> Number:
    value, low, high = (None if x is None else x * scale for x in (money.value, money.low, money.high))
    return estimated(Estimate(value, low, high), n, "money")


def _word(money: Estimate) -> Certainty:
    value, low, high = (part or 0.0 for part in (money.value, money.low, money.high))
    error = (high - low) / 2 / z(CLEAR)
    return certainty(lambda level: normal(value, error, level))


def _quarters(view: View) -> float:
    customers = view.tables["customers"]
    first = view.records(customers.aggregate(first=customers.first_time.min()))[0]["first"]
    days = (np.datetime64(view.now, "us") - np.datetime64(first, "us")) / np.timedelta64(DAY, "s")
    return max(float(days) / QUARTER_DAYS, 1e-9)
