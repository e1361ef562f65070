"""What the newest build holds that a draft does not, against plain counting."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from desirepath.domain.records import Records, records_of
from desirepath.lake.tables import FEEDBACK
from desirepath.services.offmap import proposals
from desirepath.services.reading import Reader
from desirepath.services.workspace import open_workspace


def without(records: Records, *steps: str) -> Records:
    return {**records, "steps": {name: step for name, step in records["steps"].items() if name not in steps}}


def test_a_step_that_is_taken_away_is_proposed_again_with_its_people_and_its_place(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        records = without(records_of(reader.workspace.published("main").map), "pay", "reorder")
        build = reader.build()
        assert build is not None
        rows = reader.engine.to_arrow(reader.table("journeys", build)).to_pylist()
        found = {one.event: one for one in proposals(reader, records).rows}
    paid = [row for row in rows if row["event"] == "Order Completed"]
    one = found["Order Completed"]
    assert (one.events, one.customers) == (len(paid), len({row["customer"] for row in paid}))
    before = Counter(row["prev_event"] for row in paid).most_common(1)[0][0]
    assert before in (records["steps"][one.after or ""]["match"]["event"])


def test_answers_are_no_step_and_are_not_proposed(loam: Path) -> None:
    with Reader(open_workspace(loam)) as reader:
        records = records_of(reader.workspace.published("main").map)
        build = reader.build()
        assert build is not None
        journeys = reader.table("journeys", build)
        kinds = reader.engine.to_arrow(journeys.select("event", "kind").distinct()).to_pylist()
        answers = {row["event"] for row in kinds if row["kind"] in FEEDBACK}
        assert answers
        assert not answers & {one.event for one in proposals(reader, records).rows}
