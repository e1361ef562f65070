"""What every place reads is worked out once, and says the same as when it is worked out anew."""

from __future__ import annotations

from desirepath.insights.pains.detectors import DETECTORS
from desirepath.insights.pains.landmarks import landmarks, looked_over
from desirepath.insights.pains.outcomes import READ as READ_BY_OUTCOMES
from desirepath.insights.pains.place import places
from desirepath.insights.pains.read_once import ReadOnce, worked_out
from desirepath.measures.view import View

READ = {*READ_BY_OUTCOMES, *(table for one in DETECTORS for table in one.reads)}


def test_conditions_are_the_same_with_tables_worked_out_before(view: View) -> None:
    place = next(one for one in places(view) if one.event == "Order Delivered")
    anew = landmarks(view, place)
    with looked_over(view) as looked:
        assert {one.name for one in READ} <= set(looked.tables)
        once = landmarks(looked, place)
    assert [split.words for split in once.splits] == [split.words for split in anew.splits]
    for one, other in zip(once.splits, anew.splits, strict=True):
        assert (one.exposed == other.exposed).all()
        assert (one.told == other.told).all()


def test_names_are_unique_and_every_table_can_be_sampled_by_bucket(view: View) -> None:
    assert len({one.name for one in READ}) == len(READ)
    assert all({"bucket", "customer"} <= set(one.of(view).columns) for one in READ)


def test_a_table_whose_source_is_not_there_is_left_out(view: View) -> None:
    nothing = ReadOnce("nothing", lambda view: view.tables["nowhere"], "nowhere")
    with worked_out(view, [nothing]) as looked:
        assert "nothing" not in looked.tables
