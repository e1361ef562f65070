"""From records to ordered rows: keys by their own names, every step and period present, in map and time order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Any

from desirepath.measures.measure import Record
from desirepath.measures.result import Number, Row
from desirepath.measures.scope import Scope, plain

OUTCOMES = ("went_on", "still_open", "lost")
MOST_FILLED = 5000
"""A grid larger than this is left with its gaps."""


def rows_of(
    scope: Scope,
    records: Sequence[Record],
    number: Callable[[Record], tuple[Number, dict[str, Any]]],
    *,
    own: Sequence[str] = (),
    known: Mapping[str, Sequence[Any]] | None = None,
    empty: Record | None = None,
) -> list[Row]:
    """One row a record, in order.

    `own` are key columns of the measure itself, in front of the breakdowns. With `empty` (what a record without
    data holds), every step, stage and period has a row, so that no list and no series has a silent gap; `known`
    says which values of a key those are, where it is not all of the map. A record may say `complete` of itself.
    """
    names = [*own, *(by.name for by in scope.by)]
    columns = [*own, *scope.keys]
    found = {tuple(plain(record[column]) for column in columns): record for record in records}
    if empty is not None:
        for key in _all_keys(scope, names, list(found), {**_steps_and_stages(scope), **(known or {})}):
            found.setdefault(key, empty)
    # The same few values come again and again.
    places = [cache(_order(scope, name, (known or {}).get(name))) for name in names]
    is_complete, period = cache(scope.is_complete), scope.period
    ordered = sorted(found, key=lambda key: [place(value) for place, value in zip(places, key, strict=True)])
    rows = []
    for key in ordered:
        value, more = number({**found[key], **dict(zip(columns, key, strict=True))})
        keys = dict(zip(names, key, strict=True))
        complete = is_complete(keys.get(period) if period else None) and found[key].get("complete", True)
        rows.append(Row(keys=keys, number=value, complete=complete, more=more))
    return rows


def group_of(scope: Scope, record: Record) -> tuple[Any, ...]:
    """The values of the breakdowns, as keys of a row tell them."""
    return tuple([plain(record[key]) for key in scope.keys])


def _all_keys(
    scope: Scope, names: list[str], found: list[tuple[Any, ...]], known: dict[str, Sequence[Any]]
) -> list[tuple[Any, ...]]:
    """Each known value with each found combination of the other keys, whose values nobody knows beforehand."""
    if scope.period:
        known = {**known, scope.period: [period.first_day for period in scope.periods]}
    if "step" in names and "stage" in names:
        known.pop("step"), known.pop("stage")  # a step lies in one stage only
    domains = [known.get(name) for name in names]
    others = dict.fromkeys(
        tuple(value for value, domain in zip(key, domains, strict=True) if domain is None) for key in found
    ) or ({(): None} if all(domain is not None for domain in domains) else {})
    if len(others) * prod(len(domain) for domain in domains if domain is not None) > MOST_FILLED:
        return []
    keys: list[tuple[Any, ...]] = []
    for other in others:
        rest = iter(other)
        keys += product(*([next(rest)] if domain is None else domain for domain in domains))
    return keys


def _steps_and_stages(scope: Scope) -> dict[str, Sequence[Any]]:
    """Steps that events can match, and the stages that hold one."""
    if scope.view.map is None:
        return {}
    stages = [stage for stage in scope.view.map.stages if any(step.match for step in stage.steps)]
    steps = [step.id for stage in stages for step in stage.steps if step.match]
    return {"step": steps, "stage": [stage.id for stage in stages]}


def _order(scope: Scope, name: str, known: Sequence[Any] | None) -> Callable[[Any], tuple[bool, int, str]]:
    """As a measure knows them, steps and stages as on the map, all else by value; what has no value comes last."""
    ids: Sequence[Any] = known or (OUTCOMES if name == "outcome" else ())
    if not known and scope.view.map is not None and name in ("step", "next", "stage"):
        ids = [s.id for s in (scope.view.map.stages if name == "stage" else scope.view.map.steps())]
    if not ids:
        return lambda value: (value is None, value if isinstance(value, int) else 0, str(value))
    return lambda value: (value is None, ids.index(value) if value in ids else len(ids), str(value))
