"""Where suggestions are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, RowMapping, insert, select, update

from desirepath.domain.suggestion import Edit, State, Suggestion
from desirepath.errors import ConflictError, NotFoundError
from desirepath.workspace.tables import suggestions


@dataclass(frozen=True)
class SuggestionBook:
    """The suggestions for a workspace's maps."""

    engine: Engine

    def add(
        self,
        map_id: str,
        edits: Sequence[Edit],
        words: Sequence[str],
        note: str,
        *,
        author: str,
        at: datetime,
    ) -> None:
        """Keep a suggestion until somebody settles it."""
        told = [asdict(edit) for edit in edits]
        values = {"note": note, "edits": told, "words": list(words), "state": "open", "reply": ""}
        with self.engine.begin() as connection:
            connection.execute(insert(suggestions).values(map=map_id, author=author, at=at, **values))

    def all(self, map_id: str) -> list[Suggestion]:
        """The suggestions for a map, in the order they came."""
        wanted = select(suggestions).where(suggestions.c.map == map_id).order_by(suggestions.c.number)
        with self.engine.connect() as connection:
            return [_suggestion(row) for row in connection.execute(wanted).mappings()]

    def get(self, map_id: str, number: int) -> Suggestion:
        """One suggestion; NotFoundError when the map has none of this number."""
        found = next((one for one in self.all(map_id) if one.number == number), None)
        if found is None:
            raise NotFoundError(
                f'The map "{map_id}" has no suggestion {number}.',
                code="unknown_suggestion",
                remedy="Load the suggestions again.",
            )
        return found

    def settle(
        self, map_id: str, number: int, state: State, reply: str = "", *, author: str, at: datetime
    ) -> None:
        """Say what became of an open suggestion. Of two who do so at once, the first one counts."""
        here = (suggestions.c.map == map_id, suggestions.c.number == number, suggestions.c.state == "open")
        values = {"state": state, "settled_by": author, "settled_at": at, "reply": reply}
        with self.engine.begin() as connection:
            done = connection.execute(update(suggestions).where(*here).values(**values)).rowcount
        if not done:
            found = self.get(map_id, number)
            raise ConflictError(
                f"Suggestion {number} was {found.state} by {found.settled_by} already.",
                code="suggestion_settled",
                remedy="Load the suggestions again.",
            )


def _suggestion(row: RowMapping) -> Suggestion:
    return Suggestion(**{**row, "edits": [Edit(**edit) for edit in row["edits"]]})
