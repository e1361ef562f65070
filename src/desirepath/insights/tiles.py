"""Measures as the map shows them: the number, the change against the time before, and a small line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desirepath.domain.duration import words
from desirepath.domain.map import Direction, MeasureRef
from desirepath.insights.asker import Asker
from desirepath.insights.measured_map import Point, Tile
from desirepath.measures import registry
from desirepath.measures.result import Number, Row


@dataclass(frozen=True)
class Place:
    """Where on the map a measure stands: measures of steps and of answers are about that place alone."""

    step: str | None = None
    stage: str | None = None

    def breakdown(self, measure: str, params: Mapping[str, Any]) -> tuple[str, ...]:
        """The breakdown in which the answer about this place is one row."""
        if not registry.get(measure).stands_at_steps or params.get("from") or params.get("to"):
            return ()
        return ("step",) if self.step else ("stage",) if self.stage else ()

    def holds(self, row: Row) -> bool:
        """Whether a row is about this place, or about no place at all."""
        return all(
            row.keys.get(name, place) == place
            for name, place in (("step", self.step), ("stage", self.stage))
            if place is not None
        )


ANYWHERE = Place()


def tile(
    ask: Asker,
    ref: MeasureRef,
    label: str,
    place: Place = ANYWHERE,
    *,
    target: float | None = None,
    direction: Direction = Direction.UP,
) -> Tile:
    """One measure at one place of the map, with its series and, when dates were asked, the time before."""
    ask = ask.narrowed(ref.where, ref.last)
    by = place.breakdown(ref.name, ref.params)
    rows = ask(ref.name, ref.params, by).rows
    row = _chosen(rows, place)
    if row is None:
        return unmeasured(ref, label)
    same = row.keys
    earlier = ask(ref.name, ref.params, by, before=True).rows if ask.can_look_before else []
    before = next((found for found in earlier if found.keys == same), None)
    series = [
        Point(start=found.keys[ask.period], value=found.number.value, complete=found.complete)
        for found in ask(ref.name, ref.params, (*by, ask.period)).rows
        if found.keys[ask.period] is not None
        and all(found.keys.get(name) == value for name, value in same.items())
    ]
    return Tile(
        measure=ref.name,
        params=dict(ref.params),
        label=label + _which(ask, row, rows, place),
        **_narrowed(ref),
        number=row.number,
        before=before.number if before else None,
        target=target,
        direction=direction,
        series=series if len(series) > 1 else [],
    )


def _which(ask: Asker, row: Row, rows: list[Row], place: Place) -> str:
    """Words for the label when a question has several answers, of which the tile holds one: ": Market stall"."""
    plan = ask.view.map
    names = {t.id: t.name for t in plan.touchpoints} | {s.id: s.title for s in plan.steps()} if plan else {}
    told = [
        names.get(str(value), str(value)) if value is not None else "unknown"
        for name, value in row.keys.items()
        if name not in ("step" if place.step else "stage", "scale", "scale_version")
        and any(other.keys[name] != value for other in rows if place.holds(other))
    ]
    return f": {', '.join(told)}" if told else ""


def _narrowed(ref: MeasureRef) -> dict[str, str | None]:
    """What a number is narrowed to, so that nobody takes it for the whole: "last 90 days, channel = 'web'"."""
    told = [f"last {words(ref.last)}" if ref.last else None, ref.where]
    return {"where": ref.where, "last": ref.last, "only": ", ".join(one for one in told if one) or None}


def unmeasured(ref: MeasureRef, label: str) -> Tile:
    """A tile for a measure about which the data say nothing."""
    unit = registry.get(ref.name).unit if ref.name in registry.names() else "count"
    nothing = Number(value=None, n=0, unit=unit, show="hidden")
    return Tile(measure=ref.name, params=dict(ref.params), label=label, **_narrowed(ref), number=nothing)


def title_of(ref: MeasureRef) -> str:
    """What a measure calls itself; an unknown one goes by its name."""
    return registry.get(ref.name).title if ref.name in registry.names() else ref.name


def _chosen(rows: list[Row], place: Place) -> Row | None:
    """The row about a place; of several (versions of a question, say) the one with the most observations."""
    return max((row for row in rows if place.holds(row)), key=lambda row: row.number.n, default=None)
