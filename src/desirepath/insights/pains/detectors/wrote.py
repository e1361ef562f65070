"""What had they written? The last comment in the days before: its topic, and whether it was unhappy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.pains.conditions import FEWEST, Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.place import KEYS, Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.insights.text.read import read_comments
from desirepath.insights.text.topics import NONE
from desirepath.measures.struggles import LOW, RECENT_DAYS
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

NAME = "wrote"
BEFORE = f"in the {RECENT_DAYS} days before"
MOST_TOPICS = 12
"""Of more topics the most frequent are tried: each is one more test."""


def _written(view: View) -> ir.Table:
    """Every comment of a known customer: when, about what, and how it feels where that is known."""
    import pyarrow as pa

    read = read_comments(view)
    whose = np.flatnonzero([customer is not None for customer in read.those.customers])
    names = read.by_topic.names
    topics = [" ".join(names[at].words) if at != NONE else None for at in read.by_topic.topic[whose]]
    feelings = read.known.feelings[whose]
    told = pa.table(
        {
            "customer": pa.array(read.those.customers[whose], pa.string()),
            "then": pa.array(read.those.times[whose], pa.timestamp("us")),
            "topic": pa.array(topics, pa.string()),
            "felt": pa.array(feelings, pa.float64(), mask=np.isnan(feelings)),
        }
    )
    given = view.engine.view(told)  # type: ignore[attr-defined]
    return given.join(view.tables["customers"].select("customer", "bucket"), "customer")


WRITTEN = ReadOnce("written", _written, "answers")


def columns(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    import ibis

    if "answers" not in view.tables:
        return None
    pairs = first.select(*KEYS, "time").inner_join(WRITTEN.of(view), "customer")
    recent = pairs.then >= pairs.time - ibis.interval(days=RECENT_DAYS)
    pairs = pairs.filter((pairs.then < pairs.time) & recent)
    last = pairs.group_by(list(KEYS)).aggregate(then=pairs.then.max())
    same = pairs.inner_join(last, [*KEYS, "then"])
    # Two comments of one moment: the worse one says that something was wrong.
    return same.group_by(list(KEYS)).aggregate(
        wrote_times=same.count(), wrote_topic=same.topic.min(), wrote_felt=same.felt.min()
    )


def splits(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    """About a topic, among those who wrote; unhappily, among those of whose comment that is known."""
    wrote = rows["wrote_times"].fill_null(0).to_numpy() > 0
    topics = rows["wrote_topic"].to_numpy(zero_copy_only=False)
    often = Counter(topic for topic in topics if topic is not None)
    for topic, count in sorted(often.most_common(MOST_TOPICS)):
        if count >= FEWEST:
            condition = Condition(f"wrote about “{topic}” {BEFORE}")
            yield Split(NAME, (condition,), frozenset({"wrote_topic"}), wrote, topics == topic)
    felt = rows["wrote_felt"].cast("float64").to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore"):
        low = felt <= LOW
    condition = Condition(f"wrote something unhappy {BEFORE}")
    yield Split(NAME, (condition,), frozenset({"wrote_felt"}), ~np.isnan(felt), low)


WROTE = Detector(
    name=NAME,
    title="What they wrote",
    question="Of those who wrote, do fewer go on when it was about this, or unhappy?",
    columns=columns,
    splits=splits,
    reads=(WRITTEN,),
    does_not_answer="What those think who write nothing. How a comment feels is known by its score, else by its words "
    "where they can be read.",
)
