"""How did it go when they asked support in the month before? Among those who asked: answers, one matter, channels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from desirepath.domain.duration import seconds, words
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import RECENT_DAYS, Detector
from desirepath.insights.pains.detectors.slow import SLOWEST, rounded_up
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

KEYS = ["customer", "seq"]
SILENT = "2d"
"""Who has waited so long without a word was left alone."""
BEFORE = f"in the {RECENT_DAYS} days before"


def _contacts(view: View) -> ir.Table:
    events = view.tables["journeys"]
    contacts = events.filter(events.kind == "support")
    return contacts.select("bucket", "customer", "seq", "time", "local", "actor", "order_id", "channel")


CONTACTS = ReadOnce("contacts", _contacts)


def _asked(view: View, first: ir.Table) -> ir.Table:
    """Each landmark with each time its customer asked support in the days before it."""
    import ibis

    asked = CONTACTS.of(view)
    asked = asked.filter(asked.actor == "customer")
    asked = asked.select(
        "customer", "order_id", "channel", at="seq", asked="time", day=asked.local.truncate("D")
    )
    pairs = first.select(*KEYS, "time").inner_join(asked, "customer")
    recent = pairs.asked >= pairs.time - ibis.interval(days=RECENT_DAYS)
    return pairs.filter((pairs.at < pairs.seq) & recent)


def waits(view: View, place: Place, first: ir.Table) -> ir.Table | None:
    """How long the last contact waited for its first answer, or has waited until the landmark without one.

    Nothing where no answer of the company is ever recorded: then silence says nothing.
    """
    answers = CONTACTS.of(view)
    answers = answers.filter(answers.actor == "company")
    if not view.records(answers.aggregate(n=answers.count()))[0]["n"]:
        return None
    asked = _asked(view, first)
    last = asked.group_by(KEYS).aggregate(time=asked.time.max(), at=asked.at.max(), asked=asked.asked.max())
    answers = answers.select("customer", then="seq", answered="time")
    pairs = last.inner_join(answers, "customer")
    pairs = pairs.filter((pairs.then > pairs.at) & (pairs.then < pairs.seq))
    came = pairs.group_by(KEYS).aggregate(answered=pairs.answered.min())
    told = last.left_join(came, KEYS)
    until = told.answered.fill_null(told.time).epoch_seconds()
    return told.select(
        "customer",
        "seq",
        reply_came=told.answered.notnull().cast("int64"),
        reply_took=until - told.asked.epoch_seconds(),
    )


def late(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    took = rows["reply_took"].cast("float64").to_numpy(zero_copy_only=False)
    came = rows["reply_came"].fill_null(0).to_numpy() == 1
    with np.errstate(invalid="ignore"):
        silent = took >= seconds(SILENT)
        condition = Condition(f"no answer within {words(SILENT)} when they asked support last, {BEFORE}")
        # Who asked a moment ago and waits is neither left alone nor answered.
        yield Split("reply", (condition,), frozenset({"reply_took"}), came | silent, silent)
        if came.any():
            slowest = rounded_up(float(np.quantile(took[came], SLOWEST)))
            slow = came & (took >= seconds(slowest))
            condition = Condition(f"first answer of support took {words(slowest)} or more, {BEFORE}")
            yield Split("reply", (condition,), frozenset({"reply_took"}), came, slow)


def matters(view: View, place: Place, first: ir.Table) -> ir.Table:
    """On how many days they asked about the order that they asked about most."""
    asked = _asked(view, first)
    orders = asked.filter(asked.order_id.notnull())
    days = orders.group_by([*KEYS, "order_id"]).aggregate(days=orders.day.nunique())
    return days.group_by(KEYS).aggregate(matter_days=days.days.max())


def channels(view: View, place: Place, first: ir.Table) -> ir.Table:
    """In how many channels they asked."""
    asked = _asked(view, first)
    return asked.group_by(KEYS).aggregate(channels_asked=asked.channel.nunique())


def again(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    yield _reaching("matter", rows, "matter_days", f"asked about the same order on 2 days or more, {BEFORE}")


def elsewhere(view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
    yield _reaching("channels", rows, "channels_asked", f"asked support in two channels or more, {BEFORE}")


def _reaching(detector: str, rows: pa.Table, name: str, said: str) -> Split:
    """Two or more, among those who asked at all."""
    many = rows[name].fill_null(0).to_numpy()
    return Split(detector, (Condition(said),), frozenset({name}), many >= 1, many >= 2)


REPLY = Detector(
    name="reply",
    title="Answered late, or never",
    question="Of those who asked support, do fewer go on when the first answer took long or did not come?",
    columns=waits,
    reads=(CONTACTS,),
    splits=late,
    does_not_answer="Whether the answer helped. Any later word of support counts as the answer; where none is ever "
    "recorded nobody is compared.",
)
MATTER = Detector(
    name="matter",
    title="Had to ask twice",
    question="Of those who asked support about an order, do fewer go on when they asked on several days?",
    columns=matters,
    reads=(CONTACTS,),
    splits=again,
    does_not_answer="Whether it was the same question. Contacts without an order are left out.",
)
CHANNELS = Detector(
    name="channels",
    title="Had to change the channel",
    question="Of those who asked support, do fewer go on when they tried two channels or more?",
    columns=channels,
    reads=(CONTACTS,),
    splits=elsewhere,
    does_not_answer="Whether they were sent there or chose it.",
)
