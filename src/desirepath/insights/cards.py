"""Cards as the map shows them: age, staleness, lateness and the numbers on opportunity diamonds."""

from __future__ import annotations

from datetime import date

from desirepath.domain.map import Card, Evidence, Lane, Map, Step
from desirepath.domain.records import card_ids
from desirepath.insights.measured_map import CardView, Confidence, LaneView, Tile

LANES: tuple[LaneView, ...] = (
    LaneView(id=Lane.GOAL, title="Goals"),
    LaneView(id=Lane.MOTIVATION, title="Motivation"),
    LaneView(id=Lane.ACTION, title="What they do"),
    LaneView(id=Lane.TOUCHPOINT, title="Touchpoints"),
    LaneView(id=Lane.THOUGHT, title="In their words"),
    LaneView(id=Lane.EMOTION, title="Emotion"),
    LaneView(id=Lane.PAIN, title="Pain points"),
    LaneView(id=Lane.GAIN, title="What delights"),
    LaneView(id=Lane.MEASURE, title="Measures"),
    LaneView(id=Lane.OPPORTUNITY, title="Opportunities", note="numbers sit on the curve"),
    LaneView(id=Lane.ACTION_ITEM, title="Actions"),
    LaneView(id=Lane.FRONT_STAGE, title="Front-stage", folded=True),
    LaneView(id=Lane.BACK_STAGE, title="Back-stage", folded=True),
    LaneView(id=Lane.SUPPORT, title="Support", folded=True),
    LaneView(id=Lane.IMAGE, title="Images", folded=True),
    LaneView(id=Lane.RISK, title="Risks", folded=True),
)
"""The lanes from top to bottom. A new lane is one entry here and one in `domain.map.Lane`."""

ALWAYS_SHOWN = {Lane.TOUCHPOINT, Lane.EMOTION, Lane.MEASURE}


def lanes_of(drawn: Map) -> list[LaneView]:
    """The lanes a map needs: those that are always shown, and those in which it has a card."""
    used = {card.lane for step in drawn.steps() for card in step.cards}
    return [lane for lane in LANES if lane.id in ALWAYS_SHOWN or lane.id in used]


def marks(drawn: Map) -> dict[tuple[str, int], int]:
    """Numbers of opportunity cards, in map order: (step id, place of the card in the step) -> 1, 2, 3 …"""
    places = [
        (step.id, place)
        for step in drawn.steps()
        for place, card in enumerate(step.cards)
        if card.lane is Lane.OPPORTUNITY
    ]
    return {place: number for number, place in enumerate(places, start=1)}


def card_views(
    step: Step, numbers: dict[tuple[str, int], int], tiles: dict[int, Tile], today: date
) -> list[CardView]:
    """The cards of one step. `tiles`: measured tile by place of the card, where the card names a measure."""
    return [
        _view(name, card, numbers.get((step.id, place)), tiles.get(place), today)
        for place, (name, card) in enumerate(zip(card_ids(step), step.cards, strict=True))
    ]


def _view(name: str, card: Card, mark: int | None, tile: Tile | None, today: date) -> CardView:
    return CardView(
        id=name,
        lane=card.lane,
        text=card.text,
        detail=card.detail,
        image=card.image,
        evidence=card.evidence,
        source=card.source,
        n=card.n,
        on=card.on,
        age_days=card.age(today),
        stale=card.is_stale(today),
        owner=card.owner,
        due=card.due,
        late_days=card.late_days(today),
        status=card.status,
        mark=mark,
        answers=card.answers,
        field_notes=len(card.backed_by),
        tags=list(card.tags),
        tile=tile,
        map=card.map,
    )


def confidence(cards: list[CardView]) -> Confidence:
    """How many cards rest on evidence that is neither assumed nor stale.

    Opportunities and actions are plans, and pictures show themselves: neither claims anything, and they do not count.
    """
    unclaimed = (Lane.OPPORTUNITY, Lane.ACTION_ITEM)
    claims = [card for card in cards if card.lane not in unclaimed and card.image is None]
    solid = sum(card.evidence is not Evidence.ASSUMED and not card.stale for card in claims)
    return Confidence(solid=solid, cards=len(claims))
