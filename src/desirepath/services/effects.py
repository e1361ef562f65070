"""What came of actions, measured in the newest build, once for each build and action."""

from __future__ import annotations

from desirepath.domain.action import KeptAction
from desirepath.insights.effects.effect import VERSION, Effect, effect_of
from desirepath.services.editing import Desk, open_desk
from desirepath.services.once import once, patient_reader
from desirepath.services.workspace import Workspace


def effects_of(desk: Desk, map_id: str, number: int | None = None) -> list[Effect]:
    """What came of the actions of a published map, or of one of them; kept on disk by build.

    Raises ConflictError before the first build and when the map has changed since, and NotFoundError for an unknown
    action. What cannot be asked of an action, as by a filter that cannot be read, is told in its answer.
    """
    wanted = desk.actions.all(map_id) if number is None else [desk.actions.one(map_id, number)]
    published = desk.workspace.published(map_id)
    with patient_reader(desk.workspace) as reader:
        view = reader.view(published)

        def known(kept: KeptAction) -> Effect:
            action = [kept.number, kept.action.model_dump(mode="json")]
            question = {"effect": action, "map": published.sha, "method": VERSION}
            return once(desk.workspace, view.data_version, Effect, question, lambda: effect_of(view, kept))

        return [known(kept) for kept in wanted]


def effects_in(workspace: Workspace, map_id: str, number: int | None = None) -> list[Effect]:
    """The same, of a workspace that no server has open."""
    desk = open_desk(workspace)
    try:
        return effects_of(desk, map_id, number)
    finally:
        desk.database.dispose()
