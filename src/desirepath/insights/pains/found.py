"""Pains found in the data: what stands out, in words, with its doubt and the people it happened to."""

from __future__ import annotations

import re
from datetime import date, datetime

import numpy as np
from pydantic import Field

from desirepath.domain.duration import words
from desirepath.domain.map import Map
from desirepath.insights.pains.conditions import Condition
from desirepath.insights.pains.landmarks import HORIZON_DAYS, landmarks
from desirepath.insights.pains.place import places
from desirepath.insights.pains.suspects import Suspect, suspects
from desirepath.measures.periods import local
from desirepath.measures.result import Frozen, Number, show
from desirepath.measures.view import View
from desirepath.progress import Report, silent
from desirepath.science.intervals import wilson

MOST = 30
"""A longer list is read by nobody."""
LATELY = np.timedelta64(30, "D")
LOOKING = "Looking at each step"


class FoundPain(Frozen):
    """One condition at one step under which clearly fewer people go on, or order.

    The shares are of customers, each at most once a month; `missing` is how many more would have done it, had the
    share been that of the others. `looked_at` is the share of customers who were looked at: under 1 at places with
    very many rows, where `customers`, `missing` and `lately` are scaled up from a sample. `q` is the share of false
    finds among all that are as sure as this one. It is an association: those whom it happened to may differ from the
    others in more than this.
    """

    id: str
    step: str
    step_title: str
    event: str
    where: str = Field(description="The condition, as every measure takes it with --where")
    condition: str = Field(description="The condition in words")
    outcome: str = Field(description="went_on or again")
    outcome_words: str
    with_it: Number
    without: Number
    difference: Number
    customers: int = Field(description="Customers whom it happened to, whatever came of it")
    missing: int
    q: float
    since: date = Field(description="Local day of the first one")
    lately: int = Field(description="Customers whom it happened to in the last 30 days of the data")
    looked_at: float = Field(description="Share of customers looked at, 1 for all")


class FoundPains(Frozen):
    """What was found in one build, those that miss the most customers first; `tests` were made to find them."""

    map: str
    data_version: str
    tests: int
    looked_at: int = Field(description="Steps and events that were frequent enough to look at")
    items: list[FoundPain]


def found_pains(view: View, progress: Report = silent) -> FoundPains:
    """Look at every place of the view's map.

    It does not answer what a pain causes or costs: people are compared as they are.
    """
    plan = view.map
    assert plan is not None, "steps are those of a map"
    there = list(places(view))
    marks = []
    for at, place in enumerate(there):
        progress(LOOKING, at, len(there))
        marks.append(landmarks(view, place))
    progress(LOOKING, len(there), len(there))
    found, tests = suspects(marks)
    items = sorted((_told(one, plan, view) for one in found), key=lambda one: (-one.missing, one.id))
    return FoundPains(
        map=plan.id, data_version=view.data_version, tests=tests, looked_at=len(there), items=items[:MOST]
    )


def _told(one: Suspect, plan: Map, view: View) -> FoundPain:
    step = next(step for step in plan.steps() if step.id == one.marks.place.step)
    exposed = one.split.exposed
    times = one.marks.times[exposed]
    lately = times >= np.datetime64(view.now, "us") - LATELY
    first: datetime = times.min().astype("datetime64[us]").item()
    people = one.marks.customers[exposed]
    share = one.marks.place.share
    said = {
        "went_on": f"go on within {words(step.expect.within)}",
        "again": f"order within {HORIZON_DAYS} days",
    }
    return FoundPain(
        id=_slug(f"{step.id} {one.marks.place.event} {one.split.rule} {one.outcome}"),
        step=step.id,
        step_title=step.title,
        event=one.marks.place.event,
        where=f"{Condition('event', '=', one.marks.place.event).rule} AND {one.split.rule}",
        condition=one.split.words,
        outcome=one.outcome,
        outcome_words=said[one.outcome],
        with_it=_share(one.hit, one.n),
        without=_share(one.others_hit, one.others),
        difference=_difference(one),
        customers=round(len(np.unique(people)) / share),
        missing=round(one.missing / share),
        q=one.q,
        since=local(first, view.timezone).date(),
        lately=round(len(np.unique(people[lately])) / share),
        looked_at=share,
    )


def _share(hit: int, n: int) -> Number:
    share = wilson(hit, n)
    return Number(
        value=share.value,
        low=share.low,
        high=share.high,
        n=n,
        numerator=hit,
        denominator=n,
        unit="share",
        show=show(n),
    )


def _difference(one: Suspect) -> Number:
    apart, n = one.difference, min(one.n, one.others)
    return Number(value=apart.value, low=apart.low, high=apart.high, n=n, unit="share", show=show(n))


def _slug(text: str) -> str:
    """A name for addresses that stays the same from build to build."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
