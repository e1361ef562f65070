"""It began here and not there: the change of those without it is taken off."""

from __future__ import annotations

import numpy as np

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Design, Finding, Group
from desirepath.insights.effects.designs.alike import alike_before, chosen_alike, unproved
from desirepath.insights.effects.groups import as_groups, both
from desirepath.insights.effects.outcome import Outcome
from desirepath.insights.effects.panel import Periods, two_means
from desirepath.science.did import Group as Means
from desirepath.science.did import difference_in_differences
from desirepath.science.intervals import Estimate
from desirepath.science.tails import Wald


def suits(action: Action) -> str | None:
    if not (action.target and action.control) or action.chosen is Chosen.RANDOMISED:
        return None
    return "It began for some and not for others: the change of those without it is taken off."


def find(outcome: Outcome, action: Action) -> Finding:
    """The share of those with it, after less before, less the same of those without it.

    Periods weigh alike in both groups, by how well both are known in them; so a season that both have falls out.
    """
    treated, control, note = both(outcome, action)
    periods, groups = as_groups(outcome, action, (treated, control), (action.target, action.control))
    notes = (note,) if note else ()
    one, two = (group.shares for group in groups)
    # A share of one person has no error, so a period counts where both groups have two.
    there = (one.n > 1) & (two.n > 1)
    weights = np.divide(one.n * two.n, one.n + two.n, out=np.zeros(len(periods)), where=there)
    after = periods.is_after
    if not (weights[~after].sum() and weights[after].sum()):
        return Finding("D", None, periods, groups, (), notes, _nobody(groups, weights, periods))
    means = (two_means(one, after, weights), two_means(two, after, weights))
    moved = _moved_before(groups, periods, there)
    spans = f"{moved.freedom + 1} periods before the start" if moved else ""
    checks = (alike_before(moved, spans), *chosen_alike(action, groups[:1], groups[1:]))
    why_not = unproved(checks)

    def interval(level: float) -> Estimate:
        return difference_in_differences(*means, [False, True], level).effect

    return Finding(
        "D" if why_not else "B", None if why_not else interval, periods, groups, checks, notes, why_not
    )


def _nobody(groups: tuple[Group, ...], weights: np.ndarray, periods: Periods) -> str:
    for group in groups:
        if not group.shares.n[: periods.before].sum():
            return (
                f"Nobody of those {group.title} was there before the start. Name the group by something that was true "
                "before as well, such as a country."
            )
    return "No period holds enough people of both groups."


def _moved_before(groups: tuple[Group, ...], periods: Periods, there: np.ndarray) -> Wald | None:
    """Whether the two moved apart before: tested over the periods before the start that both fill."""
    kept = there.copy()
    kept[periods.before :] = False
    if kept.sum() < 2:
        return None
    last = np.flatnonzero(there & periods.is_after)[:1]
    kept[last] = True

    def only(group: Group) -> Means:
        whole = group.shares.group
        assert whole.covariance is not None, "shares know their covariance"
        return Means(whole.n, whole.means[kept], whole.covariance[np.ix_(kept, kept)])

    one, two = map(only, groups)
    return difference_in_differences(one, two, periods.is_after[kept]).pretrend


DID = Design(
    name="did",
    title="Before and after, against others",
    question="Did it change more where it was done than where it was not?",
    needs="Two groups named by something that was true before as well, and data from before the start.",
    how="Difference in differences, a normal interval; a customer who comes before and after counts as one person.",
    supposes="That without it both groups would have changed by the same amount.",
    grade="B",
    suits=suits,
    find=find,
)
