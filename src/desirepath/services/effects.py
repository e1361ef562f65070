"""What came of actions, measured in the newest build, once for each build and action."""

from __future__ import annotations

import json
import threading
from functools import cache
from hashlib import sha256

from desirepath.domain.action import KeptAction
from desirepath.insights.effects.effect import VERSION, Effect, effect_of
from desirepath.lake.engines import DuckDBEngine
from desirepath.services.cache import Cache
from desirepath.services.editing import Desk, open_desk
from desirepath.services.reading import Reader
from desirepath.services.workspace import Workspace

LONGEST_SECONDS = 600.0

_ONE_AT_A_TIME = threading.Lock()


def effects_of(desk: Desk, map_id: str, number: int | None = None) -> list[Effect]:
    """What came of the actions of a published map, or of one of them; kept on disk by build.

    Raises ConflictError before the first build and when the map has changed since, and NotFoundError for an unknown
    action. What cannot be asked of an action, as by a filter that cannot be read, is told in its answer.
    """
    wanted = desk.actions.all(map_id) if number is None else [desk.actions.one(map_id, number)]
    published = desk.workspace.published(map_id)
    answers = Cache(desk.workspace.root / "cache")
    settings = desk.workspace.settings.model_dump(mode="json")
    # Others ask for maps meanwhile: an engine of its own keeps none of them waiting.
    with Reader(desk.workspace, DuckDBEngine(timeout=LONGEST_SECONDS)) as reader:
        view = reader.view(published)

        def known(kept: KeptAction) -> Effect:
            question = {
                "effect": [kept.number, kept.action.model_dump(mode="json")],
                "map": published.sha,
                "settings": settings,
                "method": VERSION,
                "shape": _shape(),
            }
            found = answers.get(view.data_version, question)
            if found is None:
                with _ONE_AT_A_TIME:
                    found = answers.get(view.data_version, question)
                    if found is None:
                        found = effect_of(view, kept).model_dump_json().encode()
                        answers.put(view.data_version, question, found)
            return Effect.model_validate_json(found)

        return [known(kept) for kept in wanted]


def effects_in(workspace: Workspace, map_id: str, number: int | None = None) -> list[Effect]:
    """The same, of a workspace that no server has open."""
    desk = open_desk(workspace)
    try:
        return effects_of(desk, map_id, number)
    finally:
        desk.database.dispose()


@cache
def _shape() -> str:
    return sha256(json.dumps(Effect.model_json_schema()).encode()).hexdigest()[:12]
