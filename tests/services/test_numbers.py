"""The number that somebody sees while choosing it, against plain counting."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desirepath.domain.map import MeasureRef
from desirepath.errors import InputError
from desirepath.insights.measured_map import MeasuredMap
from desirepath.services.mapping import measure_map
from desirepath.services.numbers import number
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace


def test_a_number_is_the_one_that_the_map_will_show(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        shown: MeasuredMap = measure_map(reader, "main")
        step = next(step for step in shown.steps if step.id == "compare")
        assert number(reader, "main", MeasureRef(name="reach"), "compare").number == step.people


def test_filter_and_window_count_what_plain_python_counts(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        build = reader.build()
        assert build is not None
        rows = reader.engine.to_arrow(reader.table("journeys", build)).to_pylist()
        ref = MeasureRef(name="active", where="channel = 'web'", last="30d")
        told = number(reader, "main", ref, None)
        last = max(row["local"] for row in rows).date()
        begin = datetime.combine(last - timedelta(days=29), datetime.min.time())
        people = {
            row["customer"]
            for row in rows
            if row["local"] >= begin and row["channel"] == "web" and row["actor"] == "customer"
        }
    assert told.number.value == len(people)
    assert told.only == "last 30 days, channel = 'web'"


def test_a_filter_with_an_unknown_column_names_the_nearest(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader, pytest.raises(InputError) as refused:
        number(reader, "main", MeasureRef(name="reach", where="chanel = 'web'"), "compare")
    assert refused.value.remedy == 'Did you mean "channel"?'
