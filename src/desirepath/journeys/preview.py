"""What would the rules of a map catch, before anything is rebuilt?"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from desirepath.domain.check import MapFacts, Seen
from desirepath.domain.map import Map, Match
from desirepath.domain.rules import EVENTS
from desirepath.lake.tables import FEEDBACK

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.domain.settings import Settings
    from desirepath.lake.engines import Engine


def preview(engine: Engine, journeys: ir.Table, plan: Map, settings: Settings | None = None) -> MapFacts:
    """How many rows each step would get, which rules overlap, and what no step matches.

    Looks at the distinct (event, channel, touchpoint), split only by the conditions that some rule states besides
    its lists, so it is fast while a map is edited. A rule that cannot be understood raises InputError.
    """
    conditions = {step.id: step.match.where for step in plan.steps() if step.match and step.match.where}
    rows = engine.to_arrow(_distinct(journeys, conditions)).to_pylist()
    rules = {step.id: step.match for step in plan.steps() if step.match is not None}
    got: Counter[str] = Counter(dict.fromkeys(rules, 0))
    both: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str, str]] = Counter()
    unmatched: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        key = tuple(row[name] for name in EVENTS)
        hits = [
            step for step, rule in rules.items() if _lists_hold(rule, row) and row.get(f"where_{step}", True)
        ]
        if hits:
            got[hits[0]] += row["rows"]
        if row["own"]:
            seen[key] += row["own"]
        if row["own"] and not hits:
            unmatched[key] += row["own"]
        for pair in combinations(hits, 2):
            both[pair] += row["rows"]
    return MapFacts(seen=_seen(seen), unmatched=_seen(unmatched), step_rows=dict(got), overlaps=dict(both))


def _distinct(journeys: ir.Table, conditions: dict[str, str]) -> ir.Table:
    from desirepath.lake.predicate import predicate

    flags = {
        f"where_{step}": predicate(where, journeys).fill_null(False) for step, where in conditions.items()
    }
    flagged = journeys.mutate(**flags) if flags else journeys
    # Feedback is about steps and need not be one.
    own = ((flagged.actor == "customer") & ~flagged.kind.isin(FEEDBACK)).fill_null(False)
    keys = [*EVENTS, *flags]
    return flagged.group_by(keys).aggregate(rows=flagged.count(), own=own.cast("int64").sum())


def _lists_hold(rule: Match, row: dict[str, object]) -> bool:
    return all(row[column] in getattr(rule, column) for column in EVENTS if getattr(rule, column))


def _seen(counts: Counter[tuple[str, str, str]]) -> tuple[Seen, ...]:
    """The most frequent first."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return tuple(
        Seen(event=event, channel=channel, touchpoint=touchpoint, rows=rows)
        for (event, touchpoint, channel), rows in ordered
        if rows
    )
