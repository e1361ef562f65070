"""What was found, in words that follow the intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desirepath.insights.measured_map import StepView

WORTH_SAYING = 0.5
"""A gap between belief and measurement of less than half a point is not a headline."""


@dataclass(frozen=True)
class Finding:
    """One sentence; a pain is one about customers who fall or leave."""

    words: str
    pain: bool = False


def headline(steps: Sequence[StepView]) -> str:
    """One or two sentences about the whole map."""
    return " ".join(finding.words for finding in findings(steps))


def findings(steps: Sequence[StepView]) -> list[Finding]:
    """What was found about the whole map, worst first: where belief and measurement part most, where people stop.

    Only gaps whose interval excludes zero are stated; **bold** marks the step.
    """
    clear = [step for step in steps if step.gap is not None and step.gap_words == "clear"]
    worst = min(clear, key=lambda step: step.gap or 0.0, default=None)
    best = max(clear, key=lambda step: step.gap or 0.0, default=None)
    said = []
    if worst is not None and worst.gap is not None and worst.gap <= -WORTH_SAYING:
        believed_fine = worst.believed is not None and worst.believed >= 0
        opening = (
            "Customers fall furthest where we thought they were fine"
            if believed_fine
            else "Furthest from plan"
        )
        said.append(Finding(f"{opening}: **{worst.title}** sits {-worst.gap:.1f} below plan.", True))
    elif best is not None and best.gap is not None and best.gap >= WORTH_SAYING:
        said.append(Finding(f"**{best.title}** is better than believed, {best.gap:.1f} above plan."))
    exit_ = _exit(steps)
    if exit_ is not None and exit_.outcome is not None and exit_.outcome.rate.value is not None:
        lost = f"{1 - exit_.outcome.rate.value:.0%}".replace("%", " %")
        words = f"More people end at **{exit_.title}** than anywhere else: {lost} go no further."
        said.append(Finding(words, True))
    if said:
        return said
    if any(step.felt is not None for step in steps):
        return [Finding("No step is clearly better or worse than believed.")]
    if any(step.people.n for step in steps):
        return [
            Finding("People are counted; how they feel is only believed so far."),
            Finding("Survey answers or reviews would measure it."),
        ]
    return [Finding("This is the plan alone. Bring data to see the journeys customers actually take.")]


def _exit(steps: Sequence[StepView]) -> StepView | None:
    """The step where the most people end, the last one aside: there the journey is meant to end."""
    open_ended = [
        step for step in steps[:-1] if step.outcome is not None and step.outcome.rate.show == "full"
    ]
    return max(open_ended, key=lambda step: step.outcome.lost if step.outcome else 0, default=None)


def step_finding(step: StepView, previous: StepView | None) -> str | None:
    """What the panel says first about one step; None when there is nothing to say."""
    if not step.has_rule:
        return "No rule says which events are this step, so it is only believed."
    if not step.people.n:
        return "No event matched this step's rule in the chosen time."
    said = []
    feeling = step.felt.number.value if step.felt and step.felt.number.show == "full" else None
    before = (
        previous.felt.number.value
        if previous and previous.felt and previous.felt.number.show == "full"
        else None
    )
    if feeling is not None and before is not None and before - feeling >= 1:
        said.append("People reach this step in better spirits than they leave it.")
    elif feeling is not None and before is not None and feeling - before >= 1:
        said.append("This step lifts people.")
    if step.gap is not None and abs(step.gap) >= WORTH_SAYING and step.gap_words in ("clear", "likely"):
        side = "below" if step.gap < 0 else "above"
        doubt = "" if step.gap_words == "clear" else ", likely"
        said.append(f"It feels {abs(step.gap):.1f} {side} what we believed{doubt}.")
    outcome = step.outcome
    if outcome is not None and outcome.rate.value is not None and outcome.rate.show == "full":
        said.append(
            f"{outcome.rate.value:.0%} go on".replace("%", " %") + _open_words(outcome.still_open) + "."
        )
    return " ".join(said) or None


def _open_words(still_open: int) -> str:
    return f"; {still_open:,} still have time" if still_open else ""
