"""The board of a map: its pains and opportunities in order, what is done about them, and where objectives stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desirepath.domain.action import Action, KeptAction
from desirepath.errors import InputError, nearest
from desirepath.insights.axes import AXES, EFFORTS, AxisView
from desirepath.insights.board import MOST_WEIGHED, BoardItem, board
from desirepath.insights.measured_map import MeasuredMap, ObjectiveView
from desirepath.services.axes import asked_axes
from desirepath.services.clock import today
from desirepath.services.editing import Desk
from desirepath.services.mapping import measure_map
from desirepath.services.reading import Reader


@dataclass(frozen=True)
class ActionView:
    """An action with what follows from the day and the map: how late it is, and the title of its step."""

    number: int
    map: str
    action: Action
    made_by: str
    made_at: datetime
    changed_at: datetime
    late_days: int | None
    step_title: str | None


@dataclass(frozen=True)
class ObjectiveStand:
    """Where an objective stands, and what it is made of: cards and actions at the steps that move it."""

    objective: ObjectiveView
    pains: list[str]
    opportunities: list[str]
    actions: list[int]


@dataclass(frozen=True)
class Board:
    """Everything that is to be decided about one map."""

    map: str
    title: str
    workspace: str
    synthetic: bool
    currency: str
    last_day: date | None
    axes: list[AxisView]
    items: list[BoardItem]
    actions: list[ActionView]
    objectives: list[ObjectiveStand]


def open_board(
    desk: Desk,
    reader: Reader,
    map_id: str,
    *,
    weights: Mapping[str, float] | None = None,
    axes: Sequence[str] = (),
    segment: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Board:
    """The board of a published map.

    weights : axis -> weight of the score, of measures as well; 0 leaves an axis out.
    axes : names of measures that items are compared by besides, see `insights/measure_axis.py`.
    Raises InputError for an axis that is not there, a weight below 0, and more axes than can be weighed.
    """
    given = dict(weights or {})
    for name, weight in given.items():
        if not 0 <= weight <= 10:
            raise InputError(
                f"The weight {name}:{weight:g} cannot be used.",
                code="bad_weight",
                remedy="Weights go from 0 to 10.",
            )
    document = measure_map(reader, map_id, segment=segment, start=start, end=end)
    compared = [*AXES.values(), *asked_axes(reader, document, [*given, *axes])]
    if sum(given.get(axis.name, axis.weight) > 0 for axis in compared) > MOST_WEIGHED:
        raise InputError(
            f"A score is made of {MOST_WEIGHED} axes at most.",
            code="bad_weight",
            remedy="Give some of them the weight 0.",
        )
    items = board(document, desk.actions.judged(map_id), given, compared)
    actions = action_views(desk, {map_id: document}, map_id)
    return Board(
        map=map_id,
        title=document.title,
        workspace=document.workspace,
        synthetic=document.synthetic,
        currency=document.currency,
        last_day=document.last_day,
        axes=[AxisView.of(axis, given) for axis in compared],
        items=items,
        actions=actions,
        objectives=[_stand(one, items, actions) for one in document.objectives],
    )


def action_views(
    desk: Desk, documents: Mapping[str, MeasuredMap], map_id: str | None = None
) -> list[ActionView]:
    """Actions of a map, or of all: the late ones first, then by the day they are due."""
    day = today(desk.workspace.settings.timezone)
    titles = {(name, step.id): step.title for name, one in documents.items() for step in one.steps}
    found = [_view(kept, day, titles) for kept in desk.actions.all(map_id)]
    return sorted(found, key=lambda one: (-(one.late_days or 0), one.action.due or date.max, one.number))


def judge(desk: Desk, map_id: str, card: str, axis: str, value: float | None) -> None:
    """Say what a card is on an axis that people judge; null takes it back."""
    allowed = [one.name for one in AXES.values() if one.judged]
    if axis not in allowed:
        raise InputError(
            f'"{axis}" is not judged by people.', code="unknown_axis", remedy=nearest(axis, allowed)
        )
    least, most = EFFORTS
    if value is not None and not least <= value <= most:
        raise InputError(
            f"{value:g} is no {axis}.",
            code="bad_judgement",
            remedy=f"Say a number from {least:g} to {most:g}.",
        )
    desk.actions.judge(map_id, card, axis, value)


def _view(kept: KeptAction, day: date, titles: Mapping[tuple[str, str], str]) -> ActionView:
    step = titles.get((kept.map, kept.action.step)) if kept.action.step else None
    return ActionView(**vars(kept), late_days=kept.action.late_days(day), step_title=step)


def _stand(objective: ObjectiveView, items: list[BoardItem], actions: list[ActionView]) -> ObjectiveStand:
    at = set(objective.moves)
    here = [item for item in items if item.step in at]
    cards = {item.card for item in here}
    return ObjectiveStand(
        objective=objective,
        pains=[item.card for item in here if item.lane == "pain"],
        opportunities=[item.card for item in here if item.lane == "opportunity"],
        actions=[
            one.number
            for one in actions
            if one.action.step in at or {one.action.pain, one.action.opportunity} & cards
        ],
    )
