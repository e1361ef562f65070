"""The flow graph in loops over lists, from the words of its definition alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from reference_tables import Record
from worlds import Question, World, key_of

Key = tuple[Any, ...]
UNITS = {
    "customer": ("customer",),
    "account": ("account",),
    "session": ("customer", "session"),
    "order": ("order_id",),
}


@dataclass
class Line:
    """What is counted of one edge."""

    units: set[Key] = field(default_factory=set)
    seconds: list[float] = field(default_factory=list)
    moves: int = 0


@dataclass
class Visit:
    """Rows of one node in a row."""

    node: str | None
    rows: list[Record]

    @property
    def first(self) -> Record:
        return self.rows[0]


def journeys(
    world: World, question: Question, of: str, repeats: bool, unit: str
) -> list[tuple[Key, list[Visit]]]:
    """The journey of each unit, in each value of the breakdowns on rows; kept rows only, at any time."""
    rows = world.steps if of == "step" else [row for row in world.journeys if row["actor"] == "customer"]
    found: dict[Key, list[Record]] = defaultdict(list)
    inner = [name for name in question.by if name in ("channel", "size")]
    for row in rows:
        who = tuple(row.get(column) for column in UNITS[unit])
        if question.of_customer(row) and question.meets(row) and None not in who:
            found[(who, *(key_of(name, row) for name in inner))].append(row)
    told = []
    for (who, *_), mine in found.items():
        visits: list[Visit] = []
        for row in sorted(mine, key=lambda r: (r["time"], r["customer"], r["seq"])):
            if visits and not repeats and visits[-1].node == row.get(of):
                visits[-1].rows.append(row)
            else:
                visits.append(Visit(row.get(of), [row]))
        told.append((who, visits))
    return told


def flow(
    world: World,
    question: Question,
    *,
    of: str = "event",
    repeats: bool = True,
    unit: str = "customer",
    ended_after: timedelta = timedelta(days=30),
) -> dict[Key, Line]:
    found: dict[Key, Line] = defaultdict(Line)

    def together(one: Visit, other: Visit) -> bool:
        same = question.period is None or key_of(question.period, one.first) == key_of(
            question.period, other.first
        )
        return same and question.in_range(one.first["time"]) and question.in_range(other.first["time"])

    def add(who: Key, visit: Visit, edge: Key, between: list[datetime]) -> None:
        line = found[(*edge, *question.keys(visit.first))]
        line.units.add(who)
        line.moves += 1
        if between:
            line.seconds.append((between[1] - between[0]).total_seconds())

    for who, visits in journeys(world, question, of, repeats, unit):
        for at, visit in enumerate(visits):
            if not question.in_range(visit.first["time"]):
                continue
            node = visit.node
            before = visits[at - 1] if at else None
            after = visits[at + 1] if at + 1 < len(visits) else None
            if before is None:
                add(who, visit, ("start", None, node), [])
            elif not together(before, visit):
                add(who, visit, ("earlier", None, node), [])
            else:
                edge = "loop" if before.node == node else "move"
                add(who, visit, (edge, before.node, node), [before.rows[-1]["time"], visit.first["time"]])
            if after is None:
                over = visit.rows[-1]["time"] + ended_after <= world.now
                add(who, visit, ("end" if over else "open", node, None), [])
            elif not together(visit, after):
                add(who, visit, ("later", node, None), [])
    return dict(found)
