"""What is shown of an effect besides its figure: the groups by period, by time since the start, by form of a trend."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from desirepath.insights.effects.design import Form, Group, Since
from desirepath.insights.effects.panel import Periods
from desirepath.measures.estimators import estimated, rate
from desirepath.measures.result import Frozen, Number
from desirepath.science.intervals import CLEAR
from desirepath.science.its import Trend


class GroupPeriod(Frozen):
    """One group in one period."""

    first_day: date
    last_day: date
    after: bool
    complete: bool = Field(description="False where the time of some who came then is not over yet")
    number: Number


class EffectGroup(Frozen):
    """One group: who it is, and its share before the start and from then on."""

    title: str
    where: str | None
    started: date | None = Field(None, description="Where groups begin in turn: the first day of this one")
    before: Number
    after: Number
    periods: list[GroupPeriod]


class EffectSince(Frozen):
    """The effect so many periods since the start of each group, below 0 before it: there it should be 0."""

    periods: int
    days: int = Field(description="About how many days after the start the period begins")
    number: Number


class EffectForm(Frozen):
    """The effect under one form of the trend, also where it may not be told as one."""

    trend: Trend
    moved: Number = Field(description="By how much the series left its trend at the start")
    beside: Number | None = Field(description="The same of the series that it should not have moved")
    effect: Number = Field(description="What is left of the first without the second")
    expected: list[float] = Field(description="The share in each period as the trend has it, without it")


def since_view(one: Since, days: int) -> EffectSince:
    """The effect so long after the start."""
    number = estimated(one.interval(CLEAR), one.n, "share")
    return EffectSince(periods=one.periods, days=one.periods * days, number=number)


def group_view(group: Group, periods: Periods, last: date) -> EffectGroup:
    """One group before the start and from then on, and by period."""
    n, did = group.shares.n, group.shares.did
    # Those who never begin are told before and after the first start, as the others are beside them.
    own = periods.before < group.begins < len(periods)
    after = group.after if own else periods.is_after
    return EffectGroup(
        title=group.title,
        where=group.where,
        started=periods.edges[group.begins] if own else None,
        before=rate(float(did[~after].sum()), float(n[~after].sum())),
        after=rate(float(did[after].sum()), float(n[after].sum())),
        periods=[
            GroupPeriod(
                first_day=periods.edges[place],
                last_day=min(periods.last_day(place), last),
                after=bool(after[place]),
                complete=periods.last_day(place) <= last,
                number=rate(float(did[place]), float(n[place])),
            )
            for place in range(len(periods))
        ],
    )


def form_view(form: Form, n: int) -> EffectForm:
    """One form of the trend, as it rests on so many customers."""
    return EffectForm(
        trend=form.trend,
        moved=estimated(form.moved, n, "share"),
        beside=estimated(form.beside, n, "share") if form.beside else None,
        effect=estimated(form.effect, n, "share"),
        expected=[float(share) for share in form.expected],
    )
