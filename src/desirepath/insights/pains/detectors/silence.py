"""Had they heard nothing for long? Time since anything happened, where the company itself acts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.domain.duration import seconds
from desirepath.domain.duration import words as duration_words
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors.slow import SLOWEST, rounded_up
from desirepath.insights.pains.place import KEYS, Place
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

NAME = "silence"
LASTED = "silence_lasted"


def columns(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    """How long nothing had happened with the customer: rows of one customer are numbered without gaps."""
    if not place.ours:
        return None
    events = view.tables["journeys"]
    before = events.select("customer", seq=events.seq + 1, last=events.time)
    pairs = first.select(*KEYS, "time").inner_join(before, list(KEYS))
    return pairs.select(*KEYS, **{LASTED: pairs.time.epoch_seconds() - pairs["last"].epoch_seconds()})


def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    lasted = rows[LASTED].cast("float64").to_numpy(zero_copy_only=False)
    told = ~np.isnan(lasted)
    if not told.any():
        return
    longest = rounded_up(float(np.quantile(lasted[told], SLOWEST)))
    condition = Condition(f"{duration_words(longest)} or more without a word")
    with np.errstate(invalid="ignore"):
        yield Split(NAME, (condition,), frozenset({LASTED}), told, lasted >= seconds(longest))


SILENCE = Detector(
    name=NAME,
    title="They heard nothing",
    question="Do fewer go on when nothing had happened for long before we acted?",
    columns=columns,
    splits=splits,
    does_not_answer="Whose silence it was: ours, or that of customers who had lost interest. So it never has a price.",
)
