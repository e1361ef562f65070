"""The words above the map follow the intervals."""

from __future__ import annotations

from typing import Any

from desirepath.insights.finding import headline, step_finding
from desirepath.insights.measured_map import Felt, Outcome, StepView
from desirepath.measures.result import Number, show


def number(value: float, n: int = 400, unit: str = "feeling") -> Number:
    return Number(value=value, low=value - 0.1, high=value + 0.1, n=n, unit=unit, show=show(n))


def step(
    name: str, *, believed: float | None = None, felt: float | None = None, n: int = 400, **more: Any
) -> StepView:
    gap = None if believed is None or felt is None else felt - believed
    words = None if gap is None else "clear" if abs(gap) > 0.1 else "cannot tell"
    return StepView(
        id=name.lower(),
        number=1,
        title=name,
        stage="s",
        people=Number(value=1_000, n=1_000, unit="people", show="full"),
        visits=1_000,
        believed=believed,
        felt=None if felt is None else Felt(scale="stars", number=number(felt, n)),
        gap=gap,
        gap_words=words,
        **more,
    )


def outcome(went_on: int, lost: int, still_open: int = 0) -> Outcome:
    judged = went_on + lost
    rate = Number(value=went_on / judged if judged else None, n=judged, unit="share", show=show(judged))
    return Outcome(
        entered=judged + still_open,
        went_on=went_on,
        still_open=still_open,
        lost=lost,
        rate=rate,
        within="30d",
    )


def test_the_headline_names_the_step_furthest_below_plan() -> None:
    said = headline([step("Pays", believed=0, felt=-0.6), step("Returns", believed=0, felt=-1.6)])
    assert "**Returns** sits 1.6 below plan" in said
    assert said.startswith("Customers fall furthest where we thought they were fine")


def test_a_step_believed_bad_is_not_said_to_have_been_thought_fine() -> None:
    assert headline([step("Returns", believed=-0.5, felt=-1.6)]).startswith("Furthest from plan: **Returns**")


def test_without_a_fall_the_best_surprise_is_the_headline() -> None:
    assert "**Repair** is better than believed, 1.5 above plan" in headline(
        [step("Repair", believed=0, felt=1.5)]
    )


def test_a_gap_that_cannot_be_told_is_no_headline() -> None:
    assert (
        headline([step("Pays", believed=0, felt=0.05)]) == "No step is clearly better or worse than believed."
    )


def test_the_headline_names_where_most_people_end_but_never_the_last_step() -> None:
    steps = [step("Looks", outcome=outcome(400, 600)), step("Pays", outcome=outcome(10, 900))]
    assert "More people end at **Looks** than anywhere else: 60 % go no further." in headline(steps)


def test_without_data_the_headline_says_what_to_bring() -> None:
    empty = step("Looks").model_copy(update={"people": Number(value=None, n=0, unit="people", show="hidden")})
    assert headline([empty]).startswith("This is the plan alone.")


def test_a_step_says_how_far_it_feels_from_what_was_believed() -> None:
    said = step_finding(
        step("Returns", believed=0, felt=-1.6, outcome=outcome(402, 289, 121)), step("Unpacks", felt=1.7)
    )
    assert said is not None
    assert "better spirits" in said
    assert "1.6 below what we believed." in said
    assert "58 % go on; 121 still have time." in said


def test_few_answers_say_nothing_about_a_change_of_mood() -> None:
    said = step_finding(step("Returns", felt=-1.6, n=20), step("Unpacks", felt=1.7))
    assert said is None


def test_a_step_without_a_rule_says_so() -> None:
    assert "only believed" in str(step_finding(step("Dreams", has_rule=False), None))
