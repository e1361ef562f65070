"""It began here and not there: the change of those without it is taken off."""

from __future__ import annotations

import numpy as np

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Design, Doubt, Finding, Group
from desirepath.insights.effects.groups import as_groups, both
from desirepath.insights.effects.outcome import Outcome
from desirepath.insights.effects.panel import Periods, two_means
from desirepath.science.did import Group as Means
from desirepath.science.did import difference_in_differences
from desirepath.science.intervals import Estimate, certainty, difference_of_shares
from desirepath.science.tails import Wald

MOVED_APART = 0.05


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
    one, two = (group.waves for group in groups)
    # A share of one person has no error, so a period counts where both groups have two.
    there = (one.n > 1) & (two.n > 1)
    weights = np.divide(one.n * two.n, one.n + two.n, out=np.zeros(len(periods)), where=there)
    after = periods.is_after
    if not (weights[~after].sum() and weights[after].sum()):
        return Finding("D", None, periods, groups, (), notes, _nobody(groups, weights, periods))
    means = (two_means(one, after, weights), two_means(two, after, weights))
    moved = _moved_before(groups, periods, there)
    checks = (_trend(moved), *_level(action, groups))
    passed = all(check.passed for check in checks)
    why_not = None if passed else " ".join(check.words for check in checks if not check.passed)

    def interval(level: float) -> Estimate:
        return difference_in_differences(*means, [False, True], level).effect

    return Finding(
        "B" if passed else "D", interval if passed else None, periods, groups, checks, notes, why_not
    )


def _nobody(groups: tuple[Group, ...], weights: np.ndarray, periods: Periods) -> str:
    for group in groups:
        if not group.waves.n[: periods.before].sum():
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
        whole = group.waves.group
        assert whole.covariance is not None, "waves know their covariance"
        return Means(whole.n, whole.means[kept], whole.covariance[np.ix_(kept, kept)])

    one, two = map(only, groups)
    return difference_in_differences(one, two, periods.is_after[kept]).pretrend


def _trend(moved: Wald | None) -> Doubt:
    title = "Alike before the start"
    if moved is None:
        return Doubt(title=title, passed=None, words="Too little is known of the time before to compare it.")
    if moved.p < MOVED_APART:
        words = f"The two groups already moved apart before the start (p {moved.p:.2g})."
        return Doubt(title=title, passed=False, words=words)
    return Doubt(
        title=title,
        passed=True,
        words=f"Both groups moved alike in {moved.freedom + 1} periods before the start (p {moved.p:.2f}).",
    )


def _level(action: Action, groups: tuple[Group, ...]) -> tuple[Doubt, ...]:
    """A control group of one chosen for being bad has to be as bad, or it does not recover alike."""
    if action.chosen is not Chosen.FOR_BEING_BAD:
        return ()
    counts = [
        (float(group.side.before.outcome.sum()), float(len(group.side.before.outcome))) for group in groups
    ]
    (a, n_a), (b, n_b) = counts
    apart = certainty(lambda level: difference_of_shares(a, n_a, b, n_b, level)) == "clear"
    words = (
        "Those with it were chosen for being bad, and those without it were not as bad: both would not recover alike."
        if apart
        else "Those without it were as bad before the start, so both recover alike by themselves."
    )
    return (Doubt(title="Chosen alike", passed=not apart, words=words),)


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
