"""Where actions, and what people judge of cards, are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, RowMapping, delete, insert, select, update

from desirepath.domain.action import Action, KeptAction
from desirepath.errors import NotFoundError
from desirepath.workspace.tables import actions, judgements


@dataclass(frozen=True)
class ActionBook:
    """The actions of a workspace."""

    engine: Engine

    def all(self, map_id: str | None = None) -> list[KeptAction]:
        """The actions of a map, or of all maps, in the order they were written."""
        wanted = select(actions).order_by(actions.c.number)
        if map_id is not None:
            wanted = wanted.where(actions.c.map == map_id)
        with self.engine.connect() as connection:
            return [_kept(row) for row in connection.execute(wanted).mappings()]

    def one(self, map_id: str, number: int) -> KeptAction:
        """One action; raises NotFoundError when the map has none of this number."""
        wanted = select(actions).where(actions.c.map == map_id, actions.c.number == number)
        with self.engine.connect() as connection:
            row = connection.execute(wanted).mappings().one_or_none()
        if row is None:
            raise _unknown(map_id, number)
        return _kept(row)

    def add(self, map_id: str, action: Action, *, author: str, at: datetime) -> KeptAction:
        values = {"map": map_id, "action": action.model_dump(mode="json"), "made_by": author, "made_at": at}
        with self.engine.begin() as connection:
            key = connection.execute(insert(actions).values(**values, changed_at=at)).inserted_primary_key
            assert key is not None
        return KeptAction(int(key[0]), map_id, action, author, at, at)

    def change(self, map_id: str, number: int, action: Action, *, at: datetime) -> None:
        """Write an action anew."""
        here = (actions.c.map == map_id, actions.c.number == number)
        values = {"action": action.model_dump(mode="json"), "changed_at": at}
        with self.engine.begin() as connection:
            if not connection.execute(update(actions).where(*here).values(**values)).rowcount:
                raise _unknown(map_id, number)

    def remove(self, map_id: str, number: int) -> None:
        here = (actions.c.map == map_id, actions.c.number == number)
        with self.engine.begin() as connection:
            if not connection.execute(delete(actions).where(*here)).rowcount:
                raise _unknown(map_id, number)

    def judged(self, map_id: str) -> dict[str, dict[str, float]]:
        """What people judge of cards: card id -> axis -> value."""
        found: dict[str, dict[str, float]] = {}
        with self.engine.connect() as connection:
            for row in connection.execute(select(judgements).where(judgements.c.map == map_id)).mappings():
                found.setdefault(row["card"], {})[row["axis"]] = row["value"]
        return found

    def judge(self, map_id: str, card: str, axis: str, value: float | None) -> None:
        """Say what a card is on an axis; null takes it back."""
        here = (judgements.c.map == map_id, judgements.c.card == card, judgements.c.axis == axis)
        with self.engine.begin() as connection:
            connection.execute(delete(judgements).where(*here))
            if value is not None:
                connection.execute(insert(judgements).values(map=map_id, card=card, axis=axis, value=value))


def _kept(row: RowMapping) -> KeptAction:
    return KeptAction(
        row["number"],
        row["map"],
        Action.model_validate(row["action"]),
        row["made_by"],
        row["made_at"],
        row["changed_at"],
    )


def _unknown(map_id: str, number: int) -> NotFoundError:
    return NotFoundError(
        f'The map "{map_id}" has no action {number}.',
        code="unknown_action",
        remedy="Somebody may have removed it; load the board again.",
    )
