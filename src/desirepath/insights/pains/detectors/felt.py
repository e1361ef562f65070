"""How did they feel about it last? The last answer before this moment, on the scale from -2 to +2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures.struggles import LOW, RECENT_DAYS
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

LAST = "felt_last"


def _feelings(view: View) -> ir.Table:
    answers = view.tables["answers"]
    told = answers.filter(answers.feeling.notnull(), answers.customer.notnull())
    return told.select("bucket", "customer", "order_id", "feeling", then=told.time)


FEELINGS = ReadOnce("feelings", _feelings, "answers")


def columns(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    import ibis

    if "answers" not in view.tables:
        return None
    answers = FEELINGS.of(view)
    pairs = first.select("customer", "seq", "time").inner_join(answers, "customer")
    recent = pairs.then >= pairs.time - ibis.interval(days=RECENT_DAYS)
    pairs = pairs.filter((pairs.then < pairs.time) & recent)
    last = pairs.group_by(["customer", "seq"]).aggregate(then=pairs.then.max())
    same = pairs.inner_join(last, ["customer", "seq", "then"])
    # Two answers of one moment: the worse one says that something was wrong.
    return same.group_by(["customer", "seq"]).aggregate(**{LAST: same.feeling.min()})


def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    felt = rows[LAST].cast("float64").to_numpy(zero_copy_only=False)
    told = ~np.isnan(felt)
    condition = Condition(f"last answer in the {RECENT_DAYS} days before was bad")
    with np.errstate(invalid="ignore"):
        yield Split("felt", (condition,), frozenset({LAST}), told, felt <= LOW)


FELT = Detector(
    name="felt",
    title="They were unhappy",
    question="Do fewer go on when their last answer was bad?",
    columns=columns,
    reads=(FEELINGS,),
    splits=splits,
    does_not_answer="How those feel who do not answer: only people who answered are compared.",
)
