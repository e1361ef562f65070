"""What came of an action: the design that fits it, the effect with its doubt, and its forecast beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from desirepath.domain import duration
from desirepath.domain.action import Action, KeptAction
from desirepath.errors import InputError, NotFoundError
from desirepath.insights.effects.design import Design, Doubt, Finding, Grade
from desirepath.insights.effects.designs import propose
from desirepath.insights.effects.groups import last_day
from desirepath.insights.effects.outcome import Outcome, outcome_of
from desirepath.insights.effects.panel import FEW
from desirepath.insights.effects.shown import (
    EffectForm,
    EffectGroup,
    EffectSince,
    form_view,
    group_view,
    since_view,
)
from desirepath.insights.effects.sizing import Sizing, sizing
from desirepath.measures.estimators import estimated
from desirepath.measures.result import Frozen, Number
from desirepath.measures.view import View
from desirepath.science.intervals import CLEAR, Certainty, certainty

VERSION = 4
"""Of the method: what an older one found is looked for anew."""

BEFOREHAND = (
    "Draw by lot who gets it, or begin in one place first, and name both groups: "
    "only then its effect can be told."
)

Status = Literal["unasked", "planned", "too early", "measured", "refused"]
Against = Literal["within", "above", "below"]


class DesignView(Frozen):
    """The design that fits, and why."""

    name: str
    title: str
    question: str
    needs: str
    supposes: str
    why: str


class Effect(Frozen):
    """What came of one action.

    `effect` is the difference of shares that it made, null where none can be told; `expected` what the share of those
    with it would have come to without it. Only customers whose time is over are counted.
    """

    map: str
    data_version: str
    action: int = Field(description="Number of the action")
    title: str
    status: Status
    said: str = Field(description="One or two sentences")
    design: DesignView | None = Field(
        None, description="Null where the measure cannot be asked of each customer"
    )
    grade: Grade | None = None
    words: Certainty | None = None
    effect: Number | None = None
    expected: float | None = None
    forecast: float | None = None
    against: Against | None = Field(
        None, description="Where the forecast lies: within the interval, above or below it"
    )
    measure: str | None = Field(None, description="Title of the measure")
    within: str | None = Field(None, description="How long each customer is given")
    started: date | None = None
    ended: date | None = None
    last_day: date | None = Field(None, description="Last day on which people count")
    period_days: int | None = None
    groups: list[EffectGroup] = Field(default_factory=list)
    since: list[EffectSince] = Field(
        default_factory=list, description="The effect by time since the start, where groups begin in turn"
    )
    forms: list[EffectForm] = Field(
        default_factory=list, description="The effect under each form of the trend, where all began at once"
    )
    checks: list[Doubt] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    sizing: Sizing | None = Field(None, description="What is needed to see the forecast")


def effect_of(view: View, kept: KeptAction) -> Effect:
    """Measure one action; what cannot be asked (no measure, a filter that cannot be read) is told in words."""
    action = kept.action
    begun = Effect(
        map=kept.map,
        data_version=view.data_version,
        action=kept.number,
        title=action.title,
        status="unasked",
        said="",
        forecast=action.forecast,
        started=action.started,
        ended=action.ended,
    )
    try:
        return _measured(begun, action, outcome_of(view, action.measure, action.step))
    except (InputError, NotFoundError) as problem:
        words = f"{problem.message} {problem.remedy}"
        return begun.model_copy(update={"said": words[:1].upper() + words[1:]})


def _measured(begun: Effect, action: Action, outcome: Outcome) -> Effect:
    design, why = propose(action)
    asked = begun.model_copy(
        update={
            "design": _design(design, why),
            "measure": (action.measure and action.measure.label) or outcome.measure.title,
            "within": duration.words(outcome.window),
            "sizing": sizing(outcome, action),
        }
    )
    if action.started is None:
        said = "It has no start yet."
        if design.grade == "D":
            return asked.model_copy(
                update={"status": "planned", "said": f"{said} {BEFOREHAND}", "design": None}
            )
        return asked.model_copy(update={"status": "planned", "said": said})
    last = last_day(outcome, action)
    if last < action.started:
        ready = action.started + timedelta(days=outcome.window_days)
        said = f"Nobody's {asked.within} are over yet; the first customers can be counted from {ready}."
        return asked.model_copy(update={"status": "too early", "said": said})
    found = design.find(outcome, action)
    told = asked.model_copy(
        update={
            "grade": found.grade,
            "last_day": last,
            "period_days": found.periods.days,
            "groups": [group_view(one, found.periods, last) for one in found.groups],
            "since": [since_view(one, found.periods.days) for one in found.since],
            "forms": [form_view(one, found.fewest) for one in found.forms],
            "checks": list(found.checks),
            "notes": list(found.notes),
        }
    )
    return told.model_copy(update=_figure(told, found))


def _figure(told: Effect, found: Finding) -> dict[str, object]:
    """Status, figure and words, by what the design found."""
    fewest = found.fewest
    if found.early:
        return {"status": "too early", "said": found.why_not, "grade": None}
    if found.interval is None and found.why_not:
        return {"status": "refused", "said": found.why_not, "grade": "D"}
    if found.interval is None or fewest < FEW:
        said = f"Only {fewest} customers of a group have had their {told.within}; {FEW} are the least."
        return {"status": "too early", "said": said, "grade": None}
    estimate, words = found.interval(CLEAR), certainty(found.interval)
    number = estimated(estimate, fewest, "share")
    # Where groups begin in turn, the first of them is not all of those with it.
    treated = None if found.since else told.groups[0].after.value
    expected = None if treated is None or number.value is None else treated - number.value
    against = _against(told.forecast, number)
    return {
        "status": "measured",
        "effect": number,
        "words": words,
        "expected": expected,
        "against": against,
        "said": " ".join(_sentences(words, number, against)),
    }


def _against(forecast: float | None, number: Number) -> Against | None:
    if forecast is None or number.low is None or number.high is None:
        return None
    return "above" if forecast > number.high else "below" if forecast < number.low else "within"


def _sentences(words: Certainty, number: Number, against: Against | None) -> Iterator[str]:
    more = (number.value or 0) > 0
    yield {
        "clear": f"Clearly {'more' if more else 'fewer'} do it with it than without.",
        "likely": f"Likely {'more' if more else 'fewer'} do it with it than without.",
        "cannot tell": "Whether it changed anything cannot be told from these customers.",
    }[words]
    if against is not None:
        yield {
            "within": "The forecast lies within the interval.",
            "above": "The forecast lies above the interval: it brought less than that.",
            "below": "The forecast lies below the interval: it brought more than that.",
        }[against]


def _design(design: Design, why: str) -> DesignView:
    return DesignView(
        name=design.name,
        title=design.title,
        question=design.question,
        needs=design.needs,
        supposes=design.supposes,
        why=why,
    )
