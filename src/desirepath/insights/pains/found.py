"""Pains found in the data: what stands out, in words, with its doubt and the people it happened to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256

import numpy as np
from pydantic import Field

from desirepath.domain.map import Map, MeasureRef
from desirepath.insights.money.costs import Cost, Costs, costs
from desirepath.insights.pains.detectors import DETECTORS, makers
from desirepath.insights.pains.detectors.told import is_word
from desirepath.insights.pains.landmarks import Landmarks, landmarks, looked_over
from desirepath.insights.pains.outcomes import outcome
from desirepath.insights.pains.place import Place, places
from desirepath.insights.pains.remedies import Remedy, remedies_for
from desirepath.insights.pains.suspects import Suspect, Tested, suspects
from desirepath.insights.pains.to_move import measure_to_move, order_steps
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View
from desirepath.progress import Report, silent

MOST = 30
"""A longer list is read by nobody."""
VERSION = 9
"""Of the method: what an older one found is looked for anew."""
LATELY = np.timedelta64(30, "D")
LOOKING = "Looking at each step"


class AlsoFalls(Frozen):
    """Another outcome that clearly fewer people have under the same condition."""

    outcome: str
    outcome_words: str
    difference: Number


class FoundPain(Frozen):
    """One condition at one step under which clearly fewer people go on, order, keep the order or feel fine about it.

    The shares are of customers, each at their first time there; `missing` is how many more would have done it, had the
    share been that of the others. `looked_at` is the share of customers who were looked at: under 1 at places with
    very many rows, where `customers`, `missing` and `lately` are scaled up from a sample. `q` is the share of false
    finds among all that are as sure as this one. It is an association: those whom it happened to may differ from the
    others in more than this.
    """

    id: str
    step: str
    step_title: str
    event: str
    detector: str = Field(description="Name of the detector that found it")
    kind: str = Field(description="Its title: what kind of pain this is")
    where: str | None = Field(
        description="The condition, as every measure takes it with --where; null where no filter can say it"
    )
    condition: str = Field(description="The condition in words")
    outcome: str = Field(description="went_on, ordered, kept_it or felt_fine")
    outcome_words: str
    with_it: Number
    without: Number
    difference: Number
    also: list[AlsoFalls] = Field(description="What falls besides under the same condition")
    customers: int = Field(description="Customers whom it happened to, whatever came of it")
    missing: int
    q: float
    since: date = Field(description="Local day of the first one")
    lately: int = Field(description="Customers whom it happened to in the last 30 days of the data")
    looked_at: float = Field(description="Share of customers looked at, 1 for all")
    to_move: MeasureRef | None = Field(
        description="What an action against it should move; null where no step of the map tells it"
    )
    remedies: list[Remedy] = Field(description="What could be tried against it")
    cost: Cost = Field(description="What it costs, or what is exposed to it")


class FoundPains(Frozen):
    """What was found in one build; `tests` were made to find it.

    First what has a price that is clear, the dearest first, then the others, those that miss the most customers first.
    """

    map: str
    data_version: str
    tests: int
    places: int = Field(description="Steps and events that were frequent enough to look at")
    found: int = Field(description="How many stood out; the list holds the first of them")
    kept: list[str] = Field(description="Kept properties that were compared")
    currency: str
    costs: Costs
    items: list[FoundPain]


def found_pains(view: View, progress: Report = silent) -> FoundPains:
    """Look at every place of the view's map.

    Differences are of people as they are; what a find costs is adjusted, and said only where it may be (`money/`).
    """
    plan = view.map
    assert plan is not None, "steps are those of a map"
    there, orders = list(places(view)), order_steps(view)
    with looked_over(view) as looked:
        found, tests = suspects(_looked_at(looked, there, progress))
        listed = sorted(found, key=lambda one: (-one.missing / one.place.share, _name(one)))[:MOST]
        prices, together = costs(looked, listed, progress)
    items = [_told(one, plan, view, orders, cost) for one, cost in zip(listed, prices, strict=True)]
    return FoundPains(
        map=plan.id,
        data_version=view.data_version,
        tests=tests,
        places=len(there),
        found=len(found),
        kept=list(view.kept),
        currency=view.currency,
        costs=together,
        items=sorted(items, key=_rank),
    )


def _rank(one: FoundPain) -> tuple[float, int, str]:
    """A price that is clear comes first; what has none, or a doubtful one, goes by the customers it misses."""
    money = one.cost.money
    clear = money is not None and one.cost.word == "clear"
    return (-(money.value or 0.0) if clear and money else 0.0, -one.missing, one.id)


def _looked_at(view: View, there: list[Place], progress: Report) -> Iterator[Landmarks]:
    """One place after the other: all of them together would not fit."""
    for at, place in enumerate(there):
        progress(LOOKING, at, len(there))
        yield landmarks(view, place)
    progress(LOOKING, len(there), len(there))


def _told(one: Suspect, plan: Map, view: View, orders: list[str], cost: Cost) -> FoundPain:
    step = next(step for step in plan.steps() if step.id == one.place.step)
    tested, share = one.tested, one.place.share
    lately = one.times >= np.datetime64(view.now, "us") - LATELY
    first: datetime = one.times.min().astype("datetime64[us]").item()
    event, rule = is_word("event", one.place.event).rule, tested.split.rule
    where = rule and f"{event} AND {rule}"
    among = tested.split.words if rule else f"all at {one.place.event}"
    return FoundPain(
        id=_name(one),
        step=step.id,
        step_title=step.title,
        event=one.place.event,
        detector=tested.split.detector,
        kind=next(detector.title for detector in DETECTORS if detector.name == tested.split.detector),
        where=where,
        condition=tested.split.words,
        outcome=tested.outcome,
        outcome_words=outcome(tested.outcome).words(view, one.place),
        with_it=rate(tested.hit, tested.n),
        without=rate(tested.others_hit, tested.others),
        difference=_difference(tested),
        also=[
            AlsoFalls(
                outcome=other.outcome,
                outcome_words=outcome(other.outcome).words(view, one.place),
                difference=_difference(other),
            )
            for other in one.also
        ],
        customers=round(len(one.people) / share),
        missing=round(one.missing / share),
        q=one.q,
        since=local(first, view.timezone).date(),
        lately=round(int(lately.sum()) / share),
        looked_at=share,
        to_move=measure_to_move(plan, step.id, tested.outcome, where or event, among, orders),
        remedies=remedies_for(
            [made.name for made in makers(tested.split)], tested.split.columns, tested.outcome
        ),
        cost=cost,
    )


def _difference(tested: Tested) -> Number:
    return estimated(tested.difference, min(tested.n, tested.others), "share")


def _name(one: Suspect) -> str:
    """A name that stays the same from build to build."""
    said = "\n".join((one.place.step, one.place.event, one.tested.split.words, one.tested.outcome))
    return f"{one.place.step}-{sha256(said.encode()).hexdigest()[:12]}"
