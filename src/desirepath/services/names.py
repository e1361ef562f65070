"""Whose names are offered where somebody is to do a thing or is called in a comment."""

from __future__ import annotations

from collections.abc import Iterator

from desirepath.errors import DesirePathError
from desirepath.services.editing import Desk


def names(desk: Desk, map_id: str) -> list[str]:
    """The team first, then whoever owns an action, a decision or a card, or comes to reviews; each name once."""
    found: dict[str, str] = {}
    for name in _said(desk, map_id):
        plain = " ".join((name or "").split())
        if plain:
            found.setdefault(plain.casefold(), plain)
    return list(found.values())


def _said(desk: Desk, map_id: str) -> Iterator[str | None]:
    yield from sorted(one.name for one in desk.team.everybody() if one.disabled_at is None)
    yield from (kept.action.owner for kept in desk.actions.all())
    for review in desk.reviews.all(map_id):
        yield from (decision.owner for decision in review.decisions)
    rhythm = desk.reviews.rhythm(map_id)
    yield from rhythm.people if rhythm else []
    try:
        drawn = desk.workspace.published(map_id).map
    except DesirePathError:  # a map that is only a draft yet, or cannot be read: the others are still known
        return
    yield drawn.owner
    yield from (card.owner for step in drawn.steps() for card in step.cards)
