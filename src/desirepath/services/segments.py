"""Segments of a workspace as filters, and which of them use only what was known at the start."""

from __future__ import annotations

from collections.abc import Mapping

from desirepath.domain.rules import parse
from desirepath.domain.settings import Settings
from desirepath.errors import InputError
from desirepath.insights.measured_map import SegmentView

KNOWN_AT_START = frozenset(
    {"customer", "first_time", "first_local", "first_channel", "first_touchpoint", "first_campaign_source"}
)
"""Customer columns that never change after the first event. Traits and counts do."""


def shown(settings: Settings) -> list[SegmentView]:
    """The segments as the page and the map name them."""
    return [
        SegmentView(id=name, label=segment.label or name, rule=segment.where)
        for name, segment in settings.segments.items()
    ]


def filters(settings: Settings) -> dict[str, str]:
    """The filter of each segment, by name."""
    return {name: segment.where for name, segment in settings.segments.items()}


def known_at_start(settings: Settings, columns: Mapping[str, str]) -> frozenset[str]:
    """Names of the segments as of the start; InputError when one of them uses later facts after all.

    columns : names of the customers' columns with their types.
    """
    named = [name for name, segment in settings.segments.items() if segment.as_of == "start"]
    for name in named:
        later = sorted(set(parse(settings.segments[name].where, columns).names) - KNOWN_AT_START)
        if later:
            raise InputError(
                f'The segment "{name}" is as of the start, but {", ".join(later)} may change later.',
                code="later_facts",
                remedy=f"Use only {', '.join(sorted(KNOWN_AT_START))}; or leave as_of out: then it is labelled so.",
            )
    return frozenset(named)
