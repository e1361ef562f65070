"""Reviews: a page about a map that makes itself, decisions written on it, and the day of the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from desirepath.domain.review import DAYS, Cadence, Decision, KeptReview, Period, Rhythm, period_until
from desirepath.errors import ConflictError
from desirepath.insights.measured_map import CardView, MeasuredMap
from desirepath.insights.moved import Moved, headline, moved
from desirepath.services.boards import ActionView, action_views
from desirepath.services.clock import today
from desirepath.services.editing import Desk
from desirepath.services.mapping import measure_map
from desirepath.services.reading import Reader


@dataclass(frozen=True)
class StaleCard:
    """A card whose evidence is too old to rest on."""

    step: str
    step_title: str
    card: CardView


@dataclass(frozen=True)
class ReviewPage:
    """What people see in a review. `kept`: as it was when the review was closed."""

    map: str
    number: int
    title: str
    workspace: str
    synthetic: bool
    currency: str
    period: Period
    before: Period
    finding: str
    moved: list[Moved]
    now: MeasuredMap
    then: MeasuredMap
    stale: list[StaleCard]
    actions: list[ActionView]
    decisions: list[Decision]
    note: str
    began: datetime
    closed: datetime | None
    kept: bool
    rhythm: Rhythm | None
    map_changes: list[str]
    changed_from: int | None = None
    changed_to: int | None = None
    """The versions before and after those changes, to be seen on the map; null where there is no earlier one."""


PAGE: TypeAdapter[ReviewPage] = TypeAdapter(ReviewPage)


@dataclass(frozen=True)
class ReviewCard:
    """A review in a list."""

    number: int
    period: Period
    began: datetime
    closed: datetime | None
    decisions: int
    finding: str | None


def reviews(desk: Desk, map_id: str) -> list[ReviewCard]:
    """The reviews of a map, newest first."""
    return [
        ReviewCard(
            one.number,
            one.period,
            one.began,
            one.closed,
            len(one.decisions),
            str(one.page["finding"]) if one.page else None,
        )
        for one in desk.reviews.all(map_id)
    ]


def begin(desk: Desk, reader: Reader, map_id: str, *, author: str, at: datetime) -> KeptReview:
    """Begin the next review, over the last period of the map's cadence that the data hold in full."""
    document = measure_map(reader, map_id)
    if document.complete_through is None:
        raise ConflictError(
            "There are no data to review yet.",
            code="not_built",
            remedy="Bring data and build; then there is something to look at.",
        )
    rhythm = desk.reviews.rhythm(map_id)
    last_whole_day = document.complete_through.date() - timedelta(days=1)
    period = period_until(last_whole_day, rhythm.cadence if rhythm else Cadence.MONTHLY)
    return desk.reviews.begin(map_id, period, author=author, at=at)


def open_page(desk: Desk, reader: Reader, map_id: str, number: int) -> ReviewPage:
    """The page of a review: made now while it is open, and as it was once it is closed."""
    kept = desk.reviews.get(map_id, number)
    if kept.page is not None:
        return PAGE.validate_python(kept.page)
    return _made(desk, reader, kept)


def close(desk: Desk, reader: Reader, map_id: str, number: int, *, at: datetime) -> ReviewPage:
    """Close a review: what people see is kept, and the next day moves on by the cadence."""
    kept = desk.reviews.get(map_id, number)
    if kept.closed is None:
        _move_on(desk, map_id)
    told: dict[str, Any] = PAGE.dump_python(_made(desk, reader, kept), mode="json")
    desk.reviews.close(map_id, number, {**told, "kept": True, "closed": at.isoformat()}, at=at)
    return open_page(desk, reader, map_id, number)


def _move_on(desk: Desk, map_id: str) -> None:
    """The next review lies ahead."""
    rhythm = desk.reviews.rhythm(map_id)
    if rhythm is None:
        return
    day, step = rhythm.next, timedelta(days=DAYS[rhythm.cadence])
    while day <= today(desk.workspace.settings.timezone):
        day += step
    desk.reviews.set_rhythm(Rhythm(map_id, rhythm.cadence, day, rhythm.people))


def write(desk: Desk, map_id: str, number: int, decisions: Sequence[Decision], note: str) -> None:
    """Write down what was decided."""
    desk.reviews.write(map_id, number, decisions, note)


def set_rhythm(desk: Desk, map_id: str, cadence: Cadence, day: date, people: Sequence[str]) -> Rhythm:
    """Say how often a map is reviewed, and when next."""
    desk.workspace.published(map_id)
    rhythm = Rhythm(map_id, cadence, day, [name.strip() for name in people if name.strip()])
    desk.reviews.set_rhythm(rhythm)
    return rhythm


def _made(desk: Desk, reader: Reader, kept: KeptReview) -> ReviewPage:
    period, before = kept.period, kept.period.before()
    now = measure_map(reader, kept.map, start=period.start, end=period.end)
    then = measure_map(reader, kept.map, start=before.start, end=before.end)
    found = moved(then, now)
    versions = desk.shelf.all(kept.map)
    since = [one for one in versions if one.at.date() >= period.start]
    earlier = versions[len(since)].number if since and len(since) < len(versions) else None
    return ReviewPage(
        map=kept.map,
        number=kept.number,
        title=now.title,
        workspace=now.workspace,
        synthetic=now.synthetic,
        currency=now.currency,
        period=period,
        before=before,
        finding=headline(found),
        moved=found,
        now=now,
        then=then,
        stale=[
            StaleCard(step.id, step.title, card) for step in now.steps for card in step.cards if card.stale
        ],
        actions=action_views(desk, {kept.map: now}, kept.map),
        decisions=kept.decisions,
        note=kept.note,
        began=kept.began,
        closed=kept.closed,
        kept=False,
        rhythm=desk.reviews.rhythm(kept.map),
        map_changes=[words for version in reversed(since) for words in version.words],
        changed_from=earlier,
        changed_to=since[0].number if earlier is not None else None,
    )
