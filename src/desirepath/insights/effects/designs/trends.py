"""A series under two forms of its trend: its step at the start, and what speaks against calling that an effect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desirepath.insights.effects.design import Doubt, Form, Group
from desirepath.insights.effects.panel import Periods
from desirepath.science.intervals import CLEAR, Estimate
from desirepath.science.its import Interrupted, interrupted

YEAR_DAYS = 364
LATELY = 4
"""Periods before the start that are asked whether they had changed by themselves."""
ALONE = "Cannot tell: nothing is named that it should not have moved, so all else of that time looks like an effect."


@dataclass(frozen=True)
class Series:
    """The shares of the series, and of the one beside it if there is one, by period."""

    periods: Periods
    groups: tuple[Group, ...]

    def forms(self, level: float, start: int | None = None, end: int | None = None) -> tuple[Form, ...]:
        """Both forms of the trend, up to a period, as if it had begun in `start`."""
        begin = self.periods.before if start is None else start
        own, *others = (group.shares.group.means[:end] for group in self.groups)
        year = self.season
        both = [
            interrupted(
                own,
                begin,
                "gaussian",
                season=year,
                harmonics=1 if year else 0,
                control=others[0] if others else None,
                errors=errors,
                level=level,
            )
            for errors in ("hac", "quasi")
        ]
        return (_form(both, "straight"), _form(both, "may_bend"))

    @property
    def season(self) -> int | None:
        """Periods of a year, where two years are there to tell a season from a trend."""
        days = self.periods.days
        return YEAR_DAYS // days if len(self.periods) * days >= 2 * YEAR_DAYS else None


def _form(both: list[Interrupted], name: str) -> Form:
    """Errors that allow periods to hang together come out too small where these are few: the wider ones are taken."""
    robust, plain = (getattr(one, name) for one in both)
    beside = _wider(robust.control, plain.control) if robust.control else None
    moved = _wider(robust.step, plain.step)
    effect = _wider(robust.net, plain.net) if robust.net else moved
    return Form(robust.trend, moved, beside, effect, robust.expected)


def _wider(one: Estimate, other: Estimate) -> Estimate:
    return max(one, other, key=lambda each: (each.high or 0) - (each.low or 0))


def hull(found: list[Estimate]) -> Estimate:
    """The middle of several estimates, with an interval that holds all of theirs.

    >>> hull([Estimate(1.0, 0.0, 2.0), Estimate(3.0, 1.0, 5.0)])
    Estimate(value=2.0, low=0.0, high=5.0)
    """
    value = float(np.mean([one.value for one in found if one.value is not None]))
    return Estimate(
        value,
        min(one.low for one in found if one.low is not None),
        max(one.high for one in found if one.high is not None),
    )


def _clear(one: Estimate) -> bool:
    return one.low is not None and one.high is not None and (one.low > 0 or one.high < 0)


def beside_moved(whole: Series) -> Doubt:
    """Whether the series that should not have moved did so too, under any form."""
    title = "Something it should not have moved"
    found = [form.beside for form in whole.forms(CLEAR) if form.beside]
    if not found:
        return Doubt(title=title, passed=None, words=ALONE)
    name = whole.groups[1].title
    if any(map(_clear, found)):
        words = f"It moved at the start as well ({name}): something else happened then."
        return Doubt(title=title, passed=False, words=words)
    return Doubt(title=title, passed=True, words=f"It did not clearly move at the start ({name}).")


def forms_agree(whole: Series) -> Doubt:
    """Both forms have to be able to be true at once; how far they are apart is in the interval."""
    title = "The form of the trend"
    one, two = (form.effect for form in whole.forms(CLEAR))
    values = (one.value or 0) * (two.value or 0)
    apart = (one.low or 0) > (two.high or 0) or (two.low or 0) > (one.high or 0)
    if apart or (values < 0 and (_clear(one) or _clear(two))):
        words = "A straight trend and one that may bend say different things, so nothing is known."
        return Doubt(title=title, passed=False, words=words)
    if _clear(one) != _clear(two):
        words = "Clear with one trend and not with the other; the interval holds both."
        return Doubt(title=title, passed=True, words=words)
    return Doubt(
        title=title,
        passed=True,
        words="A straight trend and one that may bend agree; the interval holds both.",
    )


def steady_before(whole: Series) -> Doubt:
    """Whether it had moved by itself shortly before: what began since it was bad just then gets better by itself."""
    title = "Steady before the start"
    end = whole.periods.before
    # The bending trend follows a dip at its end, so the straight one is asked.
    straight, _ = whole.forms(CLEAR, end - LATELY, end)
    if _clear(straight.effect):
        words = f"It had already left its trend in the {LATELY} periods before the start, and may only have come back."
        return Doubt(title=title, passed=False, words=words)
    return Doubt(
        title=title, passed=True, words=f"The {LATELY} periods before the start went on as those before them."
    )
