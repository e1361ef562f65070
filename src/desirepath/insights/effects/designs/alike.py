"""Were the groups alike before? What speaks against a comparison, asked of the time before the start."""

from __future__ import annotations

from collections.abc import Sequence

from desirepath.domain.action import Action, Chosen
from desirepath.insights.effects.design import Doubt, Group
from desirepath.science.intervals import certainty, difference_of_shares
from desirepath.science.tails import Wald

MOVED_APART = 0.05


def alike_before(moved: Wald | None, periods: str) -> Doubt:
    """Whether the groups moved alike in the periods before; a time of which too little is known is no time alike."""
    title = "Alike before the start"
    if moved is None or not moved.freedom:
        return Doubt(title=title, passed=None, words="Too little is known of the time before to compare it.")
    if moved.p < MOVED_APART:
        words = f"The groups already moved apart before the start (p {moved.p:.2g})."
        return Doubt(title=title, passed=False, words=words)
    return Doubt(title=title, passed=True, words=f"The groups moved alike in {periods} (p {moved.p:.2f}).")


def chosen_alike(action: Action, treated: Sequence[Group], others: Sequence[Group]) -> tuple[Doubt, ...]:
    """A control group of those chosen for being bad has to be as bad, or it does not recover alike."""
    if action.chosen is not Chosen.FOR_BEING_BAD:
        return ()
    apart = any(_apart(one, other) for one in treated for other in others if one is not other)
    words = (
        "Those with it were chosen for being bad, and those without it were not as bad: both would not recover alike."
        if apart
        else "Those without it were as bad before the start, so both recover alike by themselves."
    )
    return (Doubt(title="Chosen alike", passed=not apart, words=words),)


def _apart(one: Group, other: Group) -> bool:
    """Whether their shares before the first of them began clearly differ."""
    early = slice(0, min(one.begins, other.begins))
    (a, n_a), (b, n_b) = (
        (float(group.shares.did[early].sum()), float(group.shares.n[early].sum())) for group in (one, other)
    )
    if not (n_a and n_b):
        return False
    return certainty(lambda level: difference_of_shares(a, n_a, b, n_b, level)) == "clear"


def unproved(checks: Sequence[Doubt]) -> str | None:
    """Why no figure may be told; None when all checks passed."""
    return " ".join(check.words for check in checks if not check.passed) or None
