"""What the team of a sample said and decided, put where it belongs: versions, comments, actions, a review."""

from __future__ import annotations

import copy
from datetime import date, datetime, time, timedelta

from desirepath.domain.map import Evidence, Step
from desirepath.domain.mapfile import load
from desirepath.domain.patch import patch
from desirepath.domain.records import Records, records_of
from desirepath.domain.review import Cadence, Decision
from desirepath.domain.templates import template_text
from desirepath.ingest.sample.trade import Outcome
from desirepath.ingest.sample.trade.sheet import Earlier, Story, Trade
from desirepath.science.intervals import difference_of_shares
from desirepath.services import boards, editing, reviewing, versions
from desirepath.services.editing import Desk, open_desk
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

MAP_ID = "main"
MORNING = time(9, 30)
INTERVIEWS = -60
"""The day of the interviews that cards rest on."""


def sample_map(name: str, given: Trade, end: date) -> str:
    """The text of a template as the team of its sample has it: personas are people of the data, and cards that are
    not called assumed were told in interviews, made up like everything else."""
    text = template_text(name)
    plan = load(text)
    told = {
        "evidence": Evidence.REPORTED,
        "source": "made-up interviews",
        "n": 12,
        "on": end + timedelta(days=INTERVIEWS),
    }

    def heard(step: Step) -> Step:
        cards = [c if "evidence" in c.model_fields_set else c.model_copy(update=told) for c in step.cards]
        return step.model_copy(update={"cards": cards})

    stages = [
        stage.model_copy(update={"steps": [heard(step) for step in stage.steps]}) for stage in plan.stages
    ]
    people = [one.model_copy(update={"segment": given.personas.get(one.id)}) for one in plan.personas]
    return patch(text, plan.model_copy(update={"stages": stages, "personas": people}))[0]


def tell_story(workspace: Workspace, story: Story, *, end: date, outcome: Outcome | None = None) -> None:
    """Write a story into a workspace that was just built. Its days count from `end`, the last day of the data."""
    desk = open_desk(workspace)
    try:
        records = records_of(workspace.published(MAP_ID).map)
        for one in story.earlier:
            before, at = earlier(records, one), _at(end, one.day)
            versions.keep(desk, MAP_ID, before, name=one.name, author=one.author, at=at)
        editing.updates(desk, MAP_ID, author=story.people[0], at=_at(end, 0))
        _comment(desk, story, end)
        _act(desk, story, end, outcome)
        with Reader(workspace) as reader:
            _review(desk, reader, story, end)
    finally:
        desk.database.dispose()


def earlier(records: Records, given: Earlier) -> Records:
    """The map as it was: without some cards, with other beliefs and titles."""
    then = copy.deepcopy(records)
    for card in given.without:
        then["cards"].pop(card, None)
    for other in then["cards"].values():
        if other.get("answers") in given.without:
            del other["answers"]
    for step, value in given.believed.items():
        then["steps"][step]["believed"] = value
    for step, title in given.titles.items():
        then["steps"][step]["title"] = title
    return then


def outcome_words(found: Outcome) -> str:
    """What came of an experiment, with its interval.

    >>> outcome_words(Outcome(531, 331, 599, 316))
    '331 of 531 went on with it, 316 of 599 without: +9.6 points (95 % interval +3.8 to +15.3).'
    """
    gained = difference_of_shares(found.treated_on, found.treated, found.control_on, found.control)
    if gained.value is None or gained.low is None or gained.high is None:
        return "Too few people have met it to say."
    told = [f"{100 * value:+.1f}".replace("-", "\u2212") for value in (gained.value, gained.low, gained.high)]
    return (
        f"{found.treated_on} of {found.treated} went on with it, {found.control_on} of {found.control} without: "
        f"{told[0]} points (95 % interval {told[1]} to {told[2]})."
    )


def _comment(desk: Desk, story: Story, end: date) -> None:
    for one in story.comments:
        part, part_id = one.at.split("/", 1)
        at = _at(end, one.day)
        number = desk.comments.begin(MAP_ID, part, part_id, one.text, author=one.by, at=at)
        for who, text in one.answers:
            desk.comments.answer(MAP_ID, number, text, author=who, at=at + timedelta(hours=3))
        if one.settled:
            desk.comments.resolve(MAP_ID, number, author=one.by, at=at + timedelta(days=1))


def _act(desk: Desk, story: Story, end: date, outcome: Outcome | None) -> None:
    for card, effort in story.efforts.items():
        boards.judge(desk, MAP_ID, card, "effort", effort)
    for one in story.actions:
        days = {"due": one.due, "started": one.started, "ended": one.ended}
        dates = {name: end + timedelta(days=day) for name, day in days.items() if day is not None}
        note = one.action.note.replace("{outcome}", outcome_words(outcome) if outcome else "").replace(
            "  ", " "
        )
        action = one.action.model_copy(update={**dates, "note": note})
        desk.actions.add(MAP_ID, action, author=one.by, at=_at(end, one.day))


def _review(desk: Desk, reader: Reader, story: Story, end: date) -> None:
    """One review that is closed, and the day of the next one."""
    at = _at(end, 1)
    reviewing.set_rhythm(desk, MAP_ID, Cadence.MONTHLY, at.date(), story.people)
    begun = reviewing.begin(desk, reader, MAP_ID, author=story.people[0], at=at)
    decisions = [Decision(text=text, owner=story.people[0]) for text in story.decisions]
    reviewing.write(desk, MAP_ID, begun.number, decisions, story.note)
    reviewing.close(desk, reader, MAP_ID, begun.number, at=at + timedelta(hours=1))


def _at(end: date, day: int) -> datetime:
    return datetime.combine(end + timedelta(days=day), MORNING)
