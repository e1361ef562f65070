"""All maps at one glance: each with its curves, what was found, how sure and how fresh it is, and what is late."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pycrdt import Doc
from pydantic import Field

from desirepath.domain.action import KeptAction
from desirepath.domain.map import Lane
from desirepath.domain.records import MAP
from desirepath.domain.review import Cadence, Rhythm
from desirepath.domain.templates import TITLES
from desirepath.errors import ConflictError, InputError
from desirepath.insights.attention import OLD_DAYS, MapState, heading, sentences
from desirepath.insights.finding import findings
from desirepath.insights.measured_map import Confidence, MeasuredMap, StepView
from desirepath.measures.result import Frozen
from desirepath.services.clock import today
from desirepath.services.editing import Desk, read_draft
from desirepath.services.mapping import believed_map, measure_map
from desirepath.services.reading import Reader

WIDE = 1.0
"""A gap of more than a point is shaded on the small curve, as on the large one."""


class HomePoint(Frozen):
    """One step on the small curve."""

    believed: float | None
    measured: float | None
    wide: bool = Field(description="The gap is wider than a point, and the interval does not deny it")


class Overdue(Frozen):
    """An action that should be done by now."""

    map: str
    title: str = Field(description="Of the map")
    step: str | None
    text: str
    owner: str | None
    due: date | None
    days: int


class NextReview(Frozen):
    """When a map is looked at next; `late`: that day has passed."""

    map: str
    title: str
    day: date
    cadence: Cadence
    late: bool


class HomeMap(Frozen):
    """One map as a small picture with what matters."""

    id: str
    title: str
    about: str | None = Field(None, description="Whose journey it is")
    stages: list[int] = Field(default_factory=list, description="How many steps each stage has")
    points: list[HomePoint] = Field(default_factory=list)
    confidence: Confidence = Confidence(solid=0, cards=0)
    finding: str = ""
    pain: bool = Field(False, description="The finding is a pain rather than a remark")
    complete_through: datetime | None = None
    days_old: int | None = None
    old: bool = False
    overdue: int = 0
    review: date | None = Field(None, description="The day of its next review")
    review_late: bool = False
    changed: bool = Field(False, description="Changed since the last build, so nothing is measured on it")
    broken: str | None = Field(None, description="Why the map cannot be read")


class DraftName(Frozen):
    """A map that nobody published yet."""

    id: str
    title: str


class Home(Frozen):
    """The page of all maps."""

    workspace: str
    synthetic: bool
    heading: str
    sentences: str
    maps: list[HomeMap]
    overdue: list[Overdue]
    reviews: list[NextReview] = Field(default_factory=list)
    drafts: list[DraftName] = Field(default_factory=list)


class TemplateName(Frozen):
    """A worked map to begin with."""

    name: str
    title: str


def template_names() -> list[TemplateName]:
    """All worked maps by name and title."""
    return [TemplateName(name=name, title=title) for name, title in TITLES.items()]


def home(reader: Reader, desk: Desk | None = None) -> Home:
    """Every map of an open workspace, with what asks for attention; with a desk, also what is only drafted."""
    settings = reader.workspace.settings
    day = today(settings.timezone)
    maps: list[HomeMap] = []
    late: list[Overdue] = []
    actions = desk.actions.all() if desk else []
    rhythms = {one.map: one for one in desk.reviews.rhythms()} if desk else {}
    reviews: list[NextReview] = []
    for map_id in reader.workspace.map_ids():
        try:
            document, changed = _document(reader, map_id)
        except InputError as error:
            maps.append(HomeMap(id=map_id, title=map_id, broken=f"{error.message} {error.remedy}".strip()))
            continue
        found = [*_overdue(document), *_overdue_actions(actions, document, day)]
        late += found
        rhythm = rhythms.get(map_id)
        if rhythm is not None:
            reviews.append(_next_review(rhythm, document.title, day))
        maps.append(_brief(document, day, len(found), changed, rhythm))
    states = [_state(one) for one in maps]
    return Home(
        workspace=settings.name,
        synthetic=settings.synthetic,
        heading=heading(states),
        sentences=sentences(states),
        maps=maps,
        overdue=sorted(late, key=lambda one: (-one.days, one.title, one.text)),
        reviews=sorted(reviews, key=lambda one: (one.day, one.title)),
        drafts=_drafts(desk) if desk else [],
    )


def _drafts(desk: Desk) -> list[DraftName]:
    """Maps that have a draft and no file."""
    ids = sorted(set(desk.log.maps()) - set(desk.workspace.map_ids()))
    return [DraftName(id=map_id, title=draft_title(desk, map_id)) for map_id in ids]


def draft_title(desk: Desk, map_id: str) -> str:
    """The title of a draft as it stands on disk."""
    doc: Doc[Any] = Doc()
    for update in desk.log.updates(map_id).values():
        doc.apply_update(update)
    return str(read_draft(doc).get(MAP, {}).get(MAP, {}).get("title") or map_id)


def _document(reader: Reader, map_id: str) -> tuple[MeasuredMap, bool]:
    """The measured map; where the build does not know this version of it, what was believed."""
    try:
        return measure_map(reader, map_id), False
    except ConflictError as error:
        if error.code != "map_not_built":
            raise
        return believed_map(reader.workspace, reader.workspace.published(map_id)), True


def _brief(document: MeasuredMap, day: date, overdue: int, changed: bool, rhythm: Rhythm | None) -> HomeMap:
    # data that hold nothing of this journey say nothing about how fresh it is
    known = any(step.people.n or step.felt for step in document.steps)
    through = document.complete_through if known else None
    age = max(0, (day - through.date()).days) if through else None
    first = document.personas[0] if document.personas else None
    finding = findings(document.steps)[0]
    return HomeMap(
        id=document.id,
        title=document.title,
        about=" · ".join(filter(None, (first.name, first.about))) if first else document.summary,
        stages=[len(stage.steps) for stage in document.stages],
        points=[_point(step) for step in document.steps],
        confidence=document.confidence,
        finding=finding.words,
        pain=finding.pain,
        complete_through=through,
        days_old=age,
        old=age is not None and age >= OLD_DAYS,
        overdue=overdue,
        review=rhythm.next if rhythm else None,
        review_late=rhythm is not None and rhythm.next < day,
        changed=changed,
    )


def _point(step: StepView) -> HomePoint:
    felt = step.felt.number.value if step.felt and step.felt.number.show == "full" else None
    wide = step.gap is not None and abs(step.gap) > WIDE and step.gap_words != "cannot tell"
    return HomePoint(believed=step.believed, measured=felt, wide=wide)


def _overdue(document: MeasuredMap) -> list[Overdue]:
    return [
        Overdue(
            map=document.id,
            title=document.title,
            step=step.id,
            text=card.text,
            owner=card.owner,
            due=card.due,
            days=card.late_days,
        )
        for step in document.steps
        for card in step.cards
        if card.lane is Lane.ACTION_ITEM and card.late_days
    ]


def _overdue_actions(actions: list[KeptAction], document: MeasuredMap, day: date) -> list[Overdue]:
    """Actions of the board that are late."""
    return [
        Overdue(
            map=document.id,
            title=document.title,
            step=kept.action.step,
            text=kept.action.title,
            owner=kept.action.owner,
            due=kept.action.due,
            days=days,
        )
        for kept in actions
        if kept.map == document.id and (days := kept.action.late_days(day))
    ]


def _next_review(rhythm: Rhythm, title: str, day: date) -> NextReview:
    late = rhythm.next < day
    return NextReview(map=rhythm.map, title=title, day=rhythm.next, cadence=rhythm.cadence, late=late)


def _state(one: HomeMap) -> MapState:
    return MapState(
        one.title, one.days_old, one.overdue, one.broken is not None, one.changed, one.review_late
    )
