"""Comments as conditions: the last one before a moment, its topic and how it felt."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pyarrow as pa

from desirepath.insights.pains.conditions import FEWEST
from desirepath.insights.pains.detectors.wrote import WROTE
from desirepath.insights.pains.landmarks import first_rows_of_days
from desirepath.insights.pains.place import Place, places
from desirepath.insights.text.read import read_comments
from desirepath.insights.text.topics import NONE
from desirepath.measures.struggles import RECENT_DAYS
from desirepath.measures.view import View

LATELY = np.timedelta64(RECENT_DAYS, "D")


def test_topic_and_feeling_are_those_of_the_last_comment_before(view: View) -> None:
    place = next(one for one in places(view) if one.event == "Order Completed")
    first = first_rows_of_days(place.rows(view))
    columns = WROTE.columns(view, place, first)
    assert columns is not None
    table = view.engine.to_arrow(first.select("customer", "seq", "time")).join(
        view.engine.to_arrow(columns), ["customer", "seq"]
    )
    read = read_comments(view)
    those, topics = read.those, read.by_topic
    mine: dict[str, list[int]] = defaultdict(list)
    for at, customer in enumerate(those.customers):
        mine[customer].append(at)
    wrote = 0
    for row in table.to_pylist():
        moment = np.datetime64(row["time"], "us")
        before = [at for at in mine[row["customer"]] if moment - LATELY <= those.times[at] < moment]
        last = [at for at in before if those.times[at] == max(those.times[one] for one in before)]
        names = {" ".join(topics.names[topics.topic[at]].words) for at in last if topics.topic[at] != NONE}
        felt = [feeling for at in last if not np.isnan(feeling := read.known.feelings[at])]
        assert (row["wrote_times"] or 0) == len(last)
        assert row["wrote_topic"] == min(names, default=None)
        assert row["wrote_felt"] == min(felt, default=None)
        wrote += bool(last)
    assert wrote


def test_those_who_wrote_are_told_apart_by_topic_and_by_feeling(view: View) -> None:
    often, seldom = FEWEST, FEWEST - 1
    topics = ["printer"] * often + ["parcel"] * seldom + [None] * 5
    rows = pa.table(
        {
            "wrote_times": pa.array([1] * (often + seldom) + [None] * 5, pa.int64()),
            "wrote_topic": pa.array(topics, pa.string()),
            "wrote_felt": pa.array([-2.0, None, 1.0, *[None] * (often + seldom + 2)], pa.float64()),
        }
    )
    about, unhappy = WROTE.splits(view, Place("pay", "Order Completed"), rows)
    assert about.words == "wrote about “printer” in the 30 days before"
    assert about.told.sum() == often + seldom
    assert about.exposed.sum() == often
    assert unhappy.told.tolist()[:3] == [True, False, True]
    assert unhappy.told.sum() == 2
    assert unhappy.exposed.sum() == 1
