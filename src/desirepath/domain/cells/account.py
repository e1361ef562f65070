"""What became of the cells: told to people before they make the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from desirepath.domain.cells.table import Cell
from desirepath.domain.cells.words import lane_guessed, lane_named
from desirepath.domain.map import Lane

TellKind = Literal["lost", "feeling", "carried"]
How = Literal["named", "guessed", "chosen", "unknown"]


@dataclass(frozen=True)
class CellTold:
    """What people should know of one cell: it found no place, was read as a feeling, or holds for others too."""

    kind: TellKind
    at: str
    text: str
    words: str


@dataclass(frozen=True)
class LaneRead:
    """A name that stands for a lane, which lane that is, and how we know. `cells`: how many stand in it."""

    label: str
    lane: Lane | None
    how: How
    cells: int


@dataclass
class Account:
    """Grows while cells are read. `chosen`: lanes that people chose for names."""

    chosen: dict[str, Lane] = field(default_factory=dict)
    told: list[CellTold] = field(default_factory=list)
    lanes: dict[str, LaneRead] = field(default_factory=dict)

    def lost(self, cell: Cell, words: str) -> None:
        if cell.text:
            self.told.append(CellTold("lost", cell.at, cell.text, words))

    def feeling(self, cell: Cell, words: str) -> None:
        self.told.append(CellTold("feeling", cell.at, cell.text, words))

    def carried(self, cell: Cell, words: str) -> None:
        self.told.append(CellTold("carried", cell.at, cell.text, words))

    def lane(self, label: str, cells: int = 1) -> Lane | None:
        """The lane that a name stands for; what people chose comes before what we know."""
        known = self.lanes.get(label)
        if known is None:
            named, guessed = lane_named(label), lane_guessed(label)
            lane = self.chosen.get(label) or named or guessed
            how: How = (
                "chosen"
                if label in self.chosen
                else "named"
                if named
                else "guessed"
                if guessed
                else "unknown"
            )
            known = LaneRead(label, lane, how, 0)
        self.lanes[label] = LaneRead(label, known.lane, known.how, known.cells + cells)
        return known.lane
