"""What happened in the first days and goes along with staying or leaving: ranked, with its doubt and grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desirepath.domain.map import Map
from desirepath.insights.early.curves import Watched, curve, shares_at
from desirepath.insights.early.design import KEYS, Asked, Begun, begun
from desirepath.insights.early.exposures import REACHED, Exposure, exposures
from desirepath.insights.early.result import EarlyFound, EarlyThing
from desirepath.insights.early.weighed import Weighed, weigh
from desirepath.insights.forecast.purchases import DAY
from desirepath.insights.money.before import Before, before
from desirepath.insights.money.costs import why_not_priced
from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.suspects import SAME, SMALLEST
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.science import evalue
from desirepath.science.intervals import certainty
from desirepath.science.multiple import DISCOVERY, benjamini_hochberg
from desirepath.science.tails import normal

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

MOST = 20
VERSION = 1
"""Of the method: what an older one found is looked for anew."""
WEIGHING = "Comparing those it happened to with others like them"


@dataclass(frozen=True)
class Anywhere(Place):
    """All rows of the journeys: what customers begin with need not be a step of the map."""

    def rows(self, view: View) -> ir.Table:
        return view.tables["journeys"]


@dataclass(frozen=True)
class _Tried:
    exposure: Exposure
    weighed: Weighed
    q: float = 1.0

    @property
    def effect(self) -> float:
        return self.weighed.effect.estimate.value or 0.0


def found_early(
    view: View, asked: Asked, inactive_after: int | None, progress: Report = silent
) -> EarlyFound:
    """Compare everything that happened in the first days; counted in the engine, adjusted on plain arrays."""
    with begun(view, asked, inactive_after) as who:
        people, watched = _people(view, who)
        customers = people["customer"].to_numpy(zero_copy_only=False)
        tried: list[Exposure] = []
        known = Before(np.empty((0, 0)), (), np.empty(0, bool))
        if len(customers):
            known = before(view, Anywhere("", ""), who.starts, frozenset())
            tried = list(exposures(who, customers, progress))
    kept = watched.kept(asked.horizon)
    weighed = list(_weighed(tried, kept, known, customers, progress))
    told = _sure(weighed)
    assert view.map is not None, "steps are those of a map"
    items = [_told(one, view, who, watched, customers) for one in told[:MOST]]
    return EarlyFound(
        map=view.map.id,
        data_version=view.data_version,
        start=asked.start,
        days=asked.days,
        horizon=asked.horizon,
        coming=watched.coming,
        gap=who.gap,
        outcome=_outcome(who),
        began=who.began,
        too_recent=who.too_recent,
        left_before=who.left_before,
        compared=len(customers),
        looked_at=who.looked_at,
        stay=rate(int(kept.sum()), len(kept)),
        tests=len(weighed),
        few=len(tried) - len(weighed),
        adjusted_for=list(known.names),
        found=len(told),
        items=items,
    )


def _people(view: View, who: Begun) -> tuple[pa.Table, Watched]:
    table = view.engine.to_arrow(who.starts.select(*KEYS, "mark", "came"))
    table = table.sort_by([(key, "ascending") for key in KEYS]).combine_chunks()
    mark, day = table["mark"].to_numpy(), np.timedelta64(DAY, "s")
    came, seen = (
        (table["came"].to_numpy() - mark) / day,
        (np.datetime64(view.now, "us") - mark) / day - (who.gap or 0),
    )
    return table, Watched(came, seen, who.gap is None)


def _weighed(
    tried: list[Exposure], kept: np.ndarray, known: Before, customers: NDArray[np.object_], progress: Report
) -> Iterator[_Tried]:
    for at, one in enumerate(tried):
        progress(WEIGHING, at, len(tried))
        weighed = weigh(one.split, kept, known, customers)
        if weighed is not None:
            yield _Tried(one, weighed)
    progress(WEIGHING, len(tried), len(tried))


def _sure(weighed: list[_Tried]) -> list[_Tried]:
    """What is sure after all were counted, each told once; effects first, then those that move the most."""
    adjusted = benjamini_hochberg([one.weighed.p for one in weighed])
    sure = [
        replace(one, q=float(q))
        for one, q in zip(weighed, adjusted, strict=True)
        if q <= DISCOVERY and abs(one.effect) >= SMALLEST
    ]
    kept: list[_Tried] = []
    for one in sorted(sure, key=lambda tried: (not tried.weighed.is_cause, tried.weighed.p, _words(tried))):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(
        kept, key=lambda one: (not one.weighed.is_cause, -abs(one.effect) * one.weighed.n, _words(one))
    )


def _words(one: _Tried) -> str:
    return f"{one.exposure.step} {one.exposure.event} {one.exposure.split.words}"


def _same(one: _Tried, other: _Tried) -> bool:
    """About the same people, or all but the same people: one story."""
    mine, theirs = one.exposure.split, other.exposure.split
    return any(
        (mine.exposed & those).sum() >= SAME * (mine.exposed | those).sum()
        for those in (theirs.exposed, theirs.told & ~theirs.exposed)
    )


def _told(
    one: _Tried, view: View, who: Begun, watched: Watched, customers: NDArray[np.object_]
) -> EarlyThing:
    split, weighed, plan = one.exposure.split, one.weighed, view.map
    assert plan is not None, "steps are those of a map"
    weights = np.zeros(len(customers))
    weights[split.told] = weighed.weights
    with_it, at_with = curve(watched, split.exposed, weights)
    without, at_without = curve(watched, split.told & ~split.exposed, weights)
    fewest = min(weighed.n, weighed.others)
    effect = weighed.effect
    return EarlyThing(
        id=f"early-{sha256(_words(one).encode()).hexdigest()[:12]}",
        step=one.exposure.step,
        step_title=_title(plan, one.exposure.step),
        event=one.exposure.event,
        detector=split.detector,
        kind=_kind(split.detector),
        condition=split.words,
        grade="C" if weighed.is_cause else "D",
        why=_why(one),
        word=certainty(lambda level: normal(one.effect, effect.error, level)),
        effect=estimated(effect.estimate, fewest, "share"),
        naive=estimated(effect.naive, fewest, "share"),
        with_it=rate(weighed.kept, weighed.n),
        without=rate(weighed.others_kept, weighed.others),
        customers=round(weighed.n / who.looked_at),
        stayed=round(one.effect * weighed.n / who.looked_at),
        q=one.q,
        evalue=evalue.words(weighed.evalue) if weighed.evalue else None,
        gates=list(weighed.gates),
        curve_with=with_it,
        curve_without=without,
        horizons=shares_at(at_with, at_without),
    )


def _why(one: _Tried) -> str:
    if not one.exposure.split.happens:
        if one.exposure.split.detector == REACHED:
            return "Who reaches a step, or does something there, differs from the others anyway."
        return why_not_priced(one.exposure.split, "only goes along with staying")
    failed = [gate for gate in one.weighed.gates if not gate.passed]
    return (
        failed[0].said
        if failed
        else "Done to customers, adjusted for what was known before; all checks passed."
    )


def _kind(detector: str) -> str:
    return next((one.title for one in DETECTORS if one.name == detector), "Reached in the first days")


def _title(plan: Map, step: str | None) -> str | None:
    return next((one.title for one in plan.steps() if one.id == step), None)


def _outcome(who: Begun) -> str:
    if who.gap is not None:
        return f"stay for {who.asked.horizon} days: never silent for {who.gap} days"
    does = "order again" if who.asked.start == "first_order" else "come back"
    return f"{does} within {who.asked.horizon} days"
