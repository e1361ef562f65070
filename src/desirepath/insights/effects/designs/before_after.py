"""Nobody to compare with: the plain before and after, and why no effect can be told from it."""

from __future__ import annotations

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Design, Finding
from desirepath.insights.effects.groups import as_groups, side
from desirepath.insights.effects.outcome import Outcome

NOBODY_ELSE = (
    "Nobody is named who did not get it. What changed may as well be the season, the trend or anything else of that "
    "time."
)
WHY_NOT = {
    Chosen.FOR_BEING_BAD: "They were chosen for being bad, and such a group gets better by itself (regression to the "
    "mean). Without others who were as bad and did not get it, no effect can be told.",
    Chosen.RANDOMISED: "It was drawn by lot, but the action does not name both groups.",
    Chosen.BY_RULE: NOBODY_ELSE,
    Chosen.UNSAID: f"{NOBODY_ELSE} If those who got it were chosen by rule or place, say so: then the time before can "
    "stand for it.",
}


def suits(action: Action) -> str | None:
    return WHY_NOT[action.chosen]


def find(outcome: Outcome, action: Action) -> Finding:
    """Shares before and after, as they are."""
    there = side(outcome, action, action.target)
    periods, groups = as_groups(outcome, action, (there,), (action.target,))
    return Finding("D", None, periods, groups, why_not=WHY_NOT[action.chosen])


BEFORE_AFTER = Design(
    name="before_after",
    title="Before and after alone",
    question="What was the share before, and what is it now?",
    needs="Data from before the start.",
    how="Two shares with their intervals, and no difference called an effect.",
    supposes="Nothing: it says what was, not what did it.",
    grade="D",
    suits=suits,
    find=find,
)
