"""In which segments does a find stand out more? The same comparison among those of a segment and among all others."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from desirepath.domain.rules import parse
from desirepath.domain.terms import LOOSE
from desirepath.insights.pains.again import Again, again
from desirepath.insights.pains.conditions import FEWEST
from desirepath.insights.pains.found import FoundPain
from desirepath.insights.pains.landmarks import first_rows
from desirepath.lake.predicate import names_of, predicate
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View
from desirepath.science.arrays import Flags
from desirepath.science.intervals import NOTHING, difference_of_shares
from desirepath.science.multiple import DISCOVERY, benjamini_hochberg

if TYPE_CHECKING:
    import pyarrow as pa

AsOf = Literal["then", "now", "later"]
Verdict = Literal["more", "less"]


class PainInSegment(Frozen):
    """The find among customers of one segment, and among the others at the same place of whom it is known.

    `as_of` says what the segment goes by: "then" what was known at the moment itself, "now" what is told of customers
    today, "later" what they did until today, which may follow from the pain: then there is no verdict.
    """

    segment: str
    label: str
    as_of: AsOf
    with_it: Number
    without: Number
    difference: Number
    elsewhere: Number = Field(description="The difference among the others")
    stands_out: Verdict | None = Field(
        description="Clearly more here than among the others, or less; null where nobody can tell"
    )


class PainSegments(Frozen):
    """A find in each of the workspace's segments, those where the fall is largest first."""

    id: str
    items: list[PainInSegment]


@dataclass(frozen=True)
class Fall:
    """Counts with the condition and without it: `hit` of `n`, `others_hit` of `others`."""

    hit: int
    n: int
    others_hit: int
    others: int

    @property
    def fewest(self) -> int:
        return min(self.n, self.others)

    @property
    def difference(self) -> Number:
        if not self.fewest:
            return estimated(NOTHING, 0, "share")
        apart = difference_of_shares(self.hit, self.n, self.others_hit, self.others)
        return estimated(apart, self.fewest, "share")

    @property
    def variance(self) -> float:
        """Of the difference; a success and a failure are added to each group, so that none has no spread."""
        shares = ((self.hit + 1, self.n + 2), (self.others_hit + 1, self.others + 2))
        return sum(x / n * (1 - x / n) / n for x, n in shares)


def in_segments(view: View, pain: FoundPain, labels: Mapping[str, str]) -> PainSegments:
    """Compare the find within every segment; `labels` are their names in words."""
    if not view.segments:
        return PainSegments(id=pain.id, items=[])
    found = again(view, pain)
    told = [(name, *_both(found, *members)) for name, members in _members(view, found).items()]
    as_of = {name: as_of_segment(view, name) for name in view.segments}
    p = {name: apart(inside, outside) for name, inside, outside in told if as_of[name] != "later"}
    sure = {name: chance for name, chance in p.items() if chance is not None}
    clear = {
        name
        for name, q in zip(sure, benjamini_hochberg(list(sure.values())) if sure else [], strict=True)
        if q <= DISCOVERY
    }
    items = [
        PainInSegment(
            segment=name,
            label=labels.get(name, name),
            as_of=as_of[name],
            with_it=rate(inside.hit, inside.n),
            without=rate(inside.others_hit, inside.others),
            difference=inside.difference,
            elsewhere=outside.difference,
            stands_out=_verdict(inside, outside) if name in clear else None,
        )
        for name, inside, outside in told
    ]
    return PainSegments(id=pain.id, items=sorted(items, key=_largest_fall))


def as_of_segment(view: View, name: str) -> AsOf:
    """What a segment goes by. Columns that are told of customers may change; all others are counted to this day."""
    if name in view.segments_as_of_start:
        return "then"
    rule = parse(view.segments[name], names_of(view.tables["customers"]), label=f"segment {name}")
    return "now" if all(column.startswith(LOOSE) for column in rule.names) else "later"


def apart(inside: Fall, outside: Fall) -> float | None:
    """The chance of two falls so far apart when they are the same; None where a group is too small to say."""
    if min(inside.fewest, outside.fewest) < FEWEST:
        return None
    z = _gap(inside, outside) / math.sqrt(inside.variance + outside.variance)
    return math.erfc(abs(z) / math.sqrt(2))


def _gap(inside: Fall, outside: Fall) -> float:
    falls = [one.hit / one.n - one.others_hit / one.others for one in (inside, outside)]
    return falls[0] - falls[1]


def _verdict(inside: Fall, outside: Fall) -> Verdict:
    return "more" if _gap(inside, outside) < 0 else "less"


def _largest_fall(one: PainInSegment) -> tuple[bool, float, str]:
    shown = one.difference.show != "hidden" and one.difference.value is not None
    return not shown, one.difference.value or 0.0 if shown else 0.0, one.label


def _members(view: View, found: Again) -> dict[str, tuple[Flags, Flags]]:
    """Who belongs to each segment and who does not, in the order of the landmarks; neither, where nobody knows."""
    customers = view.tables["customers"]
    flags = {name: predicate(rule, customers) for name, rule in view.segments.items()}
    told = customers.select("customer", **flags)
    there = first_rows(found.marks.place.rows(view)).select("customer").left_join(told, "customer")
    table = view.engine.to_arrow(there.select("customer", *flags).order_by("customer"))
    return {name: (_said(table[name], True), _said(table[name], False)) for name in flags}


def _said(column: pa.ChunkedArray, answer: bool) -> Flags:
    """Where a column of flags says this; null says neither."""
    said: Flags = column.fill_null(not answer).to_numpy() == answer
    return said


def _both(found: Again, members: Flags, others: Flags) -> tuple[Fall, Fall]:
    return _fall(found, members), _fall(found, others)


def _fall(found: Again, among: Flags) -> Fall:
    with_it, without = (found.over & among & group for group in (found.happened, ~found.happened))
    return Fall(
        int(np.nansum(found.did[with_it])),
        int(with_it.sum()),
        int(np.nansum(found.did[without])),
        int(without.sum()),
    )
