"""The lines of a flow graph, from counted moves to rows: which are kept, and what they are shares of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from desirepath.measures import estimators
from desirepath.measures.grid import group_of
from desirepath.measures.measure import Record
from desirepath.measures.result import Number
from desirepath.measures.scope import Scope
from desirepath.measures.visits import EARLIER, END, LATER, MOVE, OPEN, START, WAYS

LINE = ("way", "from", "to")
"""What tells one line from another in a table of moves."""
EDGE = ("edge", "from", "to")
"""The same as keys of a row: the way in words."""
LEFT = {END: "ended", OPEN: "still_open", LATER: "later"}
"""Ways out of a visit that lead to no other one, with the column that adds them up."""
LOOP, OTHER = "loop", "other"
REST = len(WAYS)
"""The way of moves that are not among the most travelled."""

WORDS = (*WAYS, OTHER)

Line = tuple[Any, ...]
line_of = itemgetter(*LINE)


def edge_of(record: Record) -> Line:
    """The keys of a counted line.

    >>> edge_of({"way": MOVE, "from": "a", "to": "a"}), edge_of({"way": START, "from": None, "to": "a"})
    (('loop', 'a', 'a'), ('start', None, 'a'))
    """
    return _named(*line_of(record))


def _named(way: int, start: str | None, end: str | None) -> Line:
    return (LOOP if way == MOVE and start == end else WORDS[way], start, end)


@dataclass(frozen=True)
class Edges:
    """Every counted line of a question, in each group of its breakdowns."""

    scope: Scope
    counted: Sequence[Record]

    @staticmethod
    def of(scope: Scope, found: Mapping[str, Sequence[Record]]) -> Edges:
        """From counts of visits by how they were entered; each unit leaves its last visit once.

        How often each was left for no other one stands in `ends`, or in the same rows.
        """
        at = ("entered", "source", "node", *scope.keys)
        times = {tuple(record[name] for name in at): record for record in found.get("times", ())}
        lines, ends = [], Counter[Line]()
        for record in found["rows"]:
            spread = times.get(tuple([record[name] for name in at]), {}) if times else {}
            line = {"way": record["entered"], "from": record["source"], "to": record["node"]}
            lines.append({**record, **spread, **line})
        for record in found.get("ends", found["rows"]):
            for way, word in LEFT.items():
                ends[(way, record["node"], *(record[key] for key in scope.keys))] += record[word] or 0
        for (way, node, *group), moves in ends.items():
            if moves:
                line = {"way": way, "from": node, "to": None, **dict(zip(scope.keys, group, strict=True))}
                lines.append({**line, "people": moves, "moves": moves, "seconds": None, "timed": 0})
        return Edges(scope, [{**line, "edge": edge_of(line)[0]} for line in lines])

    def group(self, record: Record) -> Line:
        return group_of(self.scope, record)

    @cached_property
    def by_travel(self) -> dict[Line, int]:
        """Moves of each edge over all groups, the most travelled first; ties by name, none last, as engines do."""
        moves: Counter[Line] = Counter()
        for record in self.counted:
            moves[line_of(record)] += record["moves"]

        def place(line: Line) -> tuple[Any, ...]:
            return (-moves[line], line[0], *((end is None, end or "") for end in line[1:]))

        return {_named(*line): moves[line] for line in sorted(moves, key=place)}

    @cached_property
    def everybody(self) -> Counter[Line]:
        """Customers of each group: each comes in once, from nowhere or from before the dates."""
        found: Counter[Line] = Counter()
        for record in self.counted:
            found[self.group(record)] += record["people"] if record["way"] in (START, EARLIER) else 0
        return found

    @cached_property
    def _passed(self) -> Counter[Line]:
        """How often each end of an edge was left, or entered."""
        found: Counter[Line] = Counter()
        for record in self.counted:
            for end in self._ends(record, self.group(record)):
                found[end] += record["moves"]
        return found

    def _ends(self, record: Record, group: Line) -> tuple[Line, Line]:
        """Source and target of a line; where there is no visit, its way stands for it."""
        way = record["way"]
        source = record["from"] if way not in (START, EARLIER) else way
        target = record["to"] if way in (START, EARLIER, MOVE) else way
        return ("out", source, group), ("in", target, group)

    def most_travelled(
        self, most: int | None, people: Sequence[Record]
    ) -> tuple[list[Record], dict[Line, int]]:
        """The lines to show, and the place of each kept edge.

        For each group one line stands for all edges that are not kept; `people` counts its customers.
        """
        place = {edge: at for at, edge in enumerate([*self.by_travel][:most])}
        kept: list[Record] = []
        rest: defaultdict[Line, list[Record]] = defaultdict(list)
        for line in self.counted:
            (kept if edge_of(line) in place else rest[self.group(line)]).append(line)
        for one in people:
            others = rest[self.group(one)]
            if not others:
                continue
            sums = {name: sum(line[name] or 0 for line in others) for name in ("moves", "seconds", "timed")}
            kept.append({**one, **sums, "way": REST, "edge": OTHER, "from": None, "to": None})
        return kept, place

    def number(self, record: Record) -> tuple[Number, dict[str, Any]]:
        """Customers of a line, and its shares; the rest has no one end to be a share of."""
        people, moves, group = record["people"], record["moves"], self.group(record)
        everybody = self.everybody[group]
        ends = () if record["way"] == REST else self._ends(record, group)
        out, into = (self._passed[end] for end in ends) if ends else (None, None)
        return estimators.count(people, of=everybody), {
            "moves": moves,
            "share_out": estimators.share(moves, out) if out else None,
            "share_in": estimators.share(moves, into) if into else None,
            "share": estimators.share(people, everybody),
            "moves_each": estimators.share(moves, people),
            "mean": estimators.share(record["seconds"] or 0.0, record["timed"]),
            "median": record.get("median"),
            "p95": record.get("p95"),
        }
