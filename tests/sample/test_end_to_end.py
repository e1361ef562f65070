"""Does the program, given nothing but the files, measure what was planted in them?"""

from __future__ import annotations

import json

import pytest

from desirepath.ingest.sample import dirt
from desirepath.services.mapping import measured_map
from desirepath.services.workspace import open_workspace


@pytest.fixture(scope="module")
def truth(loam):
    return json.loads((loam / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def drawn(loam):
    return measured_map(open_workspace(loam))


def test_every_step_feels_as_its_answers_say(drawn, truth):
    steps = {step.id: step for step in drawn.steps}
    for told in truth["emotions"]:
        felt = steps[told["step"]].felt
        if told["n"] == 0:
            assert felt is None
            continue
        assert felt is not None
        assert felt.number.n == pytest.approx(told["n"], rel=0.05, abs=1), told["step"]
        assert felt.number.value == pytest.approx(told["answered"], abs=0.1), told["step"]


def test_as_many_people_buy_as_truly_did(drawn, truth):
    pays = next(step for step in drawn.steps if step.id == "pay")
    assert pays.people.n == truth["totals"]["buyers"]


def test_the_objective_is_the_share_that_truly_ordered_again(drawn, truth):
    objective = next(one for one in drawn.objectives if one.id == "second-order")
    assert objective.tile.number.value == pytest.approx(
        truth["totals"]["second_order_within_120_days"], abs=0.03
    )


def test_every_step_has_people(drawn):
    assert min(step.people.n for step in drawn.steps) >= 10


def test_broken_rows_are_put_aside_and_nothing_else_is(loam):
    table = open_workspace(loam).lake
    import pyarrow.dataset as dataset

    rows = dataset.dataset(table.files("quarantine"), format="parquet").to_table().to_pylist()
    count = {source: sum(row["source"] == source for row in rows) for source in ("web", "orders", "surveys")}
    assert count == {"web": dirt.BROKEN, "orders": dirt.BROKEN, "surveys": dirt.BROKEN + 1}
    assert len(rows) == sum(count.values())
