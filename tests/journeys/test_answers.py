"""What feedback is about, and how scores become feelings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from desirepath.domain.map import Feels, Map, Match, MeasuredFeeling, Stage, Step
from desirepath.journeys.answers import answer_log, unlinked_answers
from desirepath.journeys.feeling import feelings
from desirepath.journeys.log import LogRules, journey_log
from desirepath.journeys.matching import matched

from .made import Row, as_rows, event


def plan(**feels: MeasuredFeeling) -> Map:
    steps = [
        Step(
            id=name,
            title=name,
            match=Match(event=[name]),
            feels=Feels(measured=feels.get(name, MeasuredFeeling())),
            touchpoints=[f"{name}-place", "everywhere"],
        )
        for name in ("visit", "order", "parcel")
    ]
    return Map(title="Test", stages=[Stage(id="all", title="All", steps=steps)])


def about(*events: Row, on: Map | None = None) -> tuple[Any, Any]:
    """Step and way of the last answer."""
    chosen = on or plan()
    log = journey_log(as_rows(list(events)), 0, LogRules())
    last = answer_log(log, matched(chosen, log), chosen, []).to_pylist()[-1]
    return last["step"], last["about"]


def answer(minutes: float, **more: Any) -> Row:
    return event("a", "NPS Answered", minutes, kind="survey", scale="nps", score=9.0, **more)


def test_a_step_that_the_answer_names_comes_first() -> None:
    assert about(event("a", "order", 0), answer(1, named_step="visit")) == ("visit", "named")


def test_a_name_that_is_no_step_of_the_map_is_passed_over() -> None:
    assert about(event("a", "order", 0), answer(1, named_step="chat")) == ("order", "before answer")


def test_the_steps_of_the_same_order_count_whoever_acted() -> None:
    events = [
        event("a", "order", 0, order_id="o1"),
        event("a", "parcel", 1, order_id="o1", actor="company"),
        event("a", "order", 2, order_id="o2"),
        event("a", "visit", 3),
    ]
    assert about(*events, answer(4, order_id="o1")) == ("parcel", "order")


def test_the_last_own_step_before_the_invitation_counts_not_the_one_before_the_answer() -> None:
    events = [event("a", "order", 0), event("a", "NPS Survey Sent", 1, actor="company", kind="message")]
    assert about(*events, event("a", "visit", 2), answer(3)) == ("order", "before invitation")


def test_an_invitation_about_the_same_order_is_meant_even_if_a_later_one_came() -> None:
    events = [
        event("a", "order", 0),
        event("a", "Survey Sent", 1, actor="company", kind="message", order_id="o1"),
        event("a", "visit", 2),
        event("a", "Survey Sent", 3, actor="company", kind="message", event_id="later"),
    ]
    assert about(*events, answer(4, order_id="o1")) == ("order", "before invitation")


def test_an_invitation_older_than_thirty_days_is_none() -> None:
    day = 24 * 60
    events = [event("a", "order", 0), event("a", "Survey Sent", 1, actor="company", kind="message")]
    visit = event("a", "visit", 31 * day)
    assert about(*events, visit, answer(31 * day + 1)) == ("visit", "before answer")


def test_what_the_company_does_is_not_the_customers_own_step() -> None:
    assert about(event("a", "visit", 0), event("a", "parcel", 1, actor="company"), answer(2)) == (
        "visit",
        "before answer",
    )


def test_a_step_that_takes_other_answers_is_passed_over() -> None:
    only_reviews = plan(order=MeasuredFeeling(events=["Review Written"]))
    assert about(event("a", "visit", 0), event("a", "order", 1), answer(2), on=only_reviews) == (
        "visit",
        "before answer",
    )


def test_an_answer_that_comes_too_late_is_about_no_step() -> None:
    short = plan(visit=MeasuredFeeling(within="1h"))
    assert about(event("a", "visit", 0), answer(60), on=short) == ("visit", "before answer")
    assert about(event("a", "visit", 0), answer(61), on=short) == (None, None)


def test_a_step_about_itself_is_told_by_its_own_row() -> None:
    itself = plan(parcel=MeasuredFeeling(about="this step"))
    rated = event("a", "parcel", 1, scale="stars", score=2.0)
    assert about(event("a", "order", 0), rated, on=itself) == ("parcel", "this step")
    assert about(event("a", "order", 0), rated) == ("order", "before answer")


def test_the_companys_own_survey_mails_are_no_answers() -> None:
    log = journey_log(as_rows([event("a", "Survey Sent", 0, kind="survey", actor="company")]), 0, LogRules())
    assert answer_log(log, matched(plan(), log), plan(), []).num_rows == 0


def test_nameless_feedback_is_linked_by_its_name_or_its_only_touchpoint() -> None:
    events = [
        event("a", "r", touchpoint="order-place", score=1.0, scale="stars"),
        event("a", "r", touchpoint="everywhere", score=1.0, scale="stars"),
        event("a", "r", touchpoint="order-place", named_step="visit", kind="review"),
        event("a", "r", kind="mention"),
    ]
    log = journey_log(as_rows(events), 0, LogRules())
    rows = unlinked_answers(log, plan(), []).to_pylist()
    assert sorted((r["step"] or "", r["about"] or "") for r in rows) == [
        ("", ""),
        ("", ""),
        ("order", "touchpoint"),
        ("visit", "named"),
    ]


@pytest.mark.parametrize(
    ("scale", "version", "scores", "expected"),
    [
        ("stars", None, [1, 2, 3, 4, 5], [-2, -1, 0, 1, 2]),
        ("nps", None, [0, 5, 10, 7], [-2, 0, 2, 0.8]),
        ("csat", "5", [1, 3, 5], [-2, 0, 2]),
        ("csat", "7", [1, 4, 7], [-2, 0, 2]),
        ("csat", None, [1, 5], [-2, 2]),
        ("ces", "7", [1, 4, 7], [-2, 0, 2]),
        ("ces", "2.0", [1, 7], [-2, 2]),
        ("ces", "1.0", [1, 3, 5], [2, 0, -2]),
        ("thumbs", None, [1], [np.nan]),
        (None, None, [1], [np.nan]),
        ("stars", None, [0, 6, np.nan], [np.nan, np.nan, np.nan]),
    ],
)
def test_scores_become_feelings_linearly_between_the_ends_of_their_scale(
    scale: Any, version: Any, scores: list[float], expected: list[float]
) -> None:
    count = len(scores)
    found = feelings(np.array(scores, float), [scale] * count, [version] * count)
    np.testing.assert_allclose(found, expected)
