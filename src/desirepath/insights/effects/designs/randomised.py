"""Chance decided who got it: the two groups differ in nothing else."""

from __future__ import annotations

import numpy as np

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Design, Doubt, Finding, Group
from desirepath.insights.effects.groups import as_groups, both
from desirepath.insights.effects.outcome import Outcome, People
from desirepath.insights.effects.panel import Side
from desirepath.science.experiment import two_shares
from desirepath.science.intervals import Estimate
from desirepath.science.tails import above

DRIFTED = 0.001
"""One experiment in a thousand is called unfair by chance."""
LEAST_EXPECTED = 5


def suits(action: Action) -> str | None:
    if not (action.target and action.control) or action.chosen is not Chosen.RANDOMISED:
        return None
    return "Chance decided who got it, so the two groups differ in nothing else."


def find(outcome: Outcome, action: Action) -> Finding:
    """The share of those with it less that of those without it.

    The past is not taken off (CUPED): who orders is known by name from then on, and older rows become theirs. So
    what is known of the past hangs on the outcome, and taking it off would take off a part of a true effect.
    """
    *sides, note = both(outcome, action)
    now = tuple(Side(_nobody(one.before), one.after) for one in sides)
    periods, groups = as_groups(outcome, action, now, (action.target, action.control))
    notes = (note,) if note else ()
    (a, n_a), (b, n_b) = ((float(g.shares.did.sum()), float(g.shares.n.sum())) for g in groups)
    if not (n_a and n_b):
        return Finding("A", None, periods, groups, (), notes)
    split = _split(groups)
    if split.passed is False:
        return Finding("D", None, periods, groups, (split,), notes, split.words)

    def interval(level: float) -> Estimate:
        return two_shares(a, n_a, b, n_b, level).difference

    return Finding("A", interval, periods, groups, (split,), notes)


def _nobody(people: People) -> People:
    return people.only(np.zeros(len(people), bool))


def _split(groups: tuple[Group, ...]) -> Doubt:
    """A lot parts customers alike at all times; where the parts change, something else decides too."""
    title = "Drawn alike all the time"
    counts = np.array([group.shares.n for group in groups], float)
    share = counts.sum(axis=1) / counts.sum()
    kept = share.min() * counts.sum(axis=0) >= LEAST_EXPECTED
    counts = counts[:, kept]
    if counts.shape[1] < 2:
        return Doubt(title=title, passed=None, words="Too few came to see whether the lot stayed the same.")
    wanted = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    p = above(float(((counts - wanted) ** 2 / wanted).sum()), counts.shape[1] - 1)
    if p < DRIFTED:
        words = (
            f"The share that got it changed over time more than chance does (p {p:.2g}). Was it drawn by lot?"
        )
        return Doubt(title=title, passed=False, words=words)
    told = f"{share[0]:.0%}".replace("%", " %")
    return Doubt(
        title=title, passed=True, words=f"{told} got it, and that stayed so all the time (p {p:.2f})."
    )


RANDOMISED = Design(
    name="randomised",
    title="Drawn by lot",
    question="Did those who got it do better than those who did not?",
    needs="Two groups that chance parted, each named by a filter.",
    how="Two shares with Newcombe's interval.",
    supposes="That nothing but chance decided, and that those without it did not meet it by others.",
    grade="A",
    suits=suits,
    find=find,
)
