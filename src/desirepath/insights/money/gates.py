"""May an adjusted figure be called a cost? What has to hold before a pain gets more than grade D."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desirepath.insights.money.before import Before
from desirepath.insights.pains.conditions import Split
from desirepath.measures.result import Frozen
from desirepath.science.aipw import Adjusted, effect_on_exposed
from desirepath.science.balance import ALIKE
from desirepath.science.learners import Learner

FEWEST_CONTROLS = 100
"""So many unexposed must carry the comparison, after weights."""
MOST_ALONE = 0.1
"""More exposures that have nobody to be compared with make it a figure about others."""


class Gate(Frozen):
    """One condition: whether it holds, and what was seen, in words."""

    name: str
    passed: bool
    said: str


def gates_of(adjusted: Adjusted) -> tuple[Gate, ...]:
    """Those about how alike the compared are."""
    who = adjusted.propensity
    worst = max(who.balance, key=lambda one: abs(one.after), default=None)
    alone = who.trimmed_exposed / max(1, who.trimmed_exposed + who.exposed)
    return (
        Gate(
            name="alike",
            passed=who.worst < ALIKE,
            said="Nothing to compare by."
            if worst is None
            else f"Most unlike after weighting: {worst.name}, {abs(worst.after):.2f} standard deviations apart; "
            f"under {ALIKE} counts as alike.",
        ),
        Gate(
            name="enough to compare with",
            passed=who.control_size >= FEWEST_CONTROLS,
            said=f"The others carry as much as {who.control_size:,.0f} equal customers; {FEWEST_CONTROLS} are needed.",
        ),
        Gate(
            name="nobody alone",
            passed=alone <= MOST_ALONE,
            said=f"{100 * alone:.0f} % of those it happened to have nobody like them among the others; "
            f"{100 * MOST_ALONE:.0f} % are allowed.",
        ),
    )


def past_gate(
    before: Before,
    customers: NDArray[np.object_],
    split: Split,
    folds: NDArray[np.int64],
    chance: Learner,
    outcome: Learner,
) -> Gate:
    """The past is untouched: what was not adjusted for, and lies before, does not differ.

    How active customers were in the month before, compared as if it were an outcome, by what was known before that
    month. Nothing that happens today changes it, so a difference tells of a cause that was not measured.
    """
    name, known = "past untouched", before.without_lately()
    lately = np.flatnonzero(before.lately)
    if not lately.size:
        return Gate(name=name, passed=True, said="Nothing happened in the month before.")
    outcomes = before.values[split.told][:, lately]
    spread = outcomes.std(axis=0)
    found = effect_on_exposed(
        outcomes,
        split.exposed[split.told],
        known.values[split.told],
        folds,
        clusters=customers[split.told],
        chance=chance,
        outcome=outcome,
    )
    effects = np.array([effect.estimate.value or 0.0 for effect in found.effects])
    apart = np.abs(effects) / np.where(spread > 0, spread, 1.0)
    worst = int(np.argmax(apart))
    return Gate(
        name=name,
        passed=bool(apart[worst] < ALIKE),
        said=f"Before it happened, “{before.names[lately[worst]]}” differed by {apart[worst]:.2f} standard "
        f"deviations; under {ALIKE} counts as none.",
    )
