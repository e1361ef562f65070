"""All measures by name. Help texts, the API's schema, TypeScript types and the reference page are read from here."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

from desirepath.errors import NotFoundError, nearest
from desirepath.measures.measure import Measure
from desirepath.measures.names import UNITS
from desirepath.measures.periods import TRUNCATE

FAMILIES = (
    "reach",
    "conversion",
    "funnel",
    "funnel_curve",
    "funnel_instead",
    "what_next",
    "flow",
    "flow_nodes",
    "step_matrix",
    "sankey",
    "deviations",
    "fitness",
    "variants",
    "representatives",
    "ngrams",
    "path_pattern",
    "time_to_next",
    "time_between",
    "effort",
    "support_reach",
    "active",
    "repeat",
    "retention",
    "retention_curve",
    "cohort_revenue",
    "revenue",
    "scores",
    "feeling",
    "referrals",
    "consistency",
    "mentions",
    "first_touch",
    "sessions",
    "dwell",
    "activity_times",
    "stickiness",
    "lifecycle",
    "journey_length",
)
"""Modules of this package that hold measures; the order is that of the reference page."""


@cache
def _all() -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for family in FAMILIES:
        for measure in import_module(f"desirepath.measures.{family}").MEASURES:
            if measure.name in found:
                raise ValueError(f'two measures are called "{measure.name}"')
            found[measure.name] = measure
    return found


def names() -> list[str]:
    """Names of all measures, by family."""
    return list(_all())


def get(name: str) -> Measure:
    """The measure of this name; raises NotFoundError with the nearest one.

    >>> get("reach").question
    'How many customers get here?'
    """
    if name not in _all():
        raise NotFoundError(
            f'There is no measure "{name}".', code="unknown_measure", remedy=nearest(name, names())
        )
    return _all()[name]


def describe(name: str) -> dict[str, Any]:
    """Everything a measure says of itself, fit for JSON; `params` is a JSON Schema."""
    measure = get(name)
    return {
        "name": measure.name,
        "version": measure.version,
        "family": measure.family,
        "title": measure.title,
        "question": measure.question,
        "params": measure.params.model_json_schema(by_alias=True),
        "unit": measure.unit,
        "better": measure.better,
        "stands_at_steps": measure.stands_at_steps,
        "unit_of_observation": measure.unit_of_observation,
        "tables": list(measure.tables),
        "keys": list(measure.keys),
        "by": {
            "units": [unit for unit in UNITS if unit in measure.units],
            "periods": list(TRUNCATE) if measure.breakdowns else [],
            "columns": measure.breakdowns,
        },
        "more": dict(measure.more),
        "when_empty": measure.when_empty,
        "small_n": measure.small_n,
        "does_not_answer": measure.does_not_answer,
        "source": measure.source,
        "example": {"params": dict(measure.example), "by": list(measure.example_by)},
        "anchor": measure.anchor,
    }
