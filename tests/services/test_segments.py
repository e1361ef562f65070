"""Segments: as of now, or of the start."""

from __future__ import annotations

import pytest

from desirepath.domain.settings import Segment, Settings
from desirepath.errors import InputError
from desirepath.services.segments import filters, known_at_start

COLUMNS = {"customer": "string", "first_channel": "string", "orders": "int64", "trait_country": "string"}


def settings(**segments: Segment) -> Settings:
    return Settings(segments=segments)


def test_a_segment_of_the_start_may_use_the_first_channel() -> None:
    made = settings(
        stall=Segment(where="first_channel = 'store'", as_of="start"), loyal=Segment(where="orders >= 2")
    )
    assert known_at_start(made, COLUMNS) == {"stall"}
    assert filters(made) == {"stall": "first_channel = 'store'", "loyal": "orders >= 2"}


@pytest.mark.parametrize("where", ["orders >= 2", "country = 'ES'", "first_channel = 'store' and orders = 1"])
def test_a_segment_of_the_start_may_not_use_later_facts(where: str) -> None:
    with pytest.raises(InputError, match="may change later") as refused:
        known_at_start(settings(x=Segment(where=where, as_of="start")), COLUMNS)
    assert refused.value.code == "later_facts"
