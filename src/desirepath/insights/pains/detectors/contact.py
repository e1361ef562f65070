"""How did it go when they asked support in the month before? Among those who asked: answers, one matter, channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desirepath.domain.duration import seconds, words
from desirepath.insights.pains.conditions import Condition, Split
from desirepath.insights.pains.detector import Detector
from desirepath.insights.pains.detectors.slow import SLOWEST, rounded_up
from desirepath.insights.pains.place import Place
from desirepath.insights.pains.read_once import ReadOnce
from desirepath.measures.struggles import RECENT_DAYS
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

KEYS = ["customer", "seq"]
SILENT, PATIENCE = "2d", "7d"
"""Who has waited so long without a word, or without its being solved, was left alone."""
RESOLVED = r"(resolv|solved|clos|complet|settled)"
"""Names of events of support that say that a matter is over, in lower case."""
BEFORE = f"in the {RECENT_DAYS} days before"


def _contacts(view: View) -> ir.Table:
    events = view.tables["journeys"]
    contacts = events.filter(events.kind == "support")
    return contacts.select(
        "bucket", "customer", "seq", "event", "time", "local", "actor", "order_id", "channel"
    )


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


@dataclass(frozen=True)
class _Wait:
    """What those wait for who asked support: events of the company whose `event` matches, with its words.

    Who has waited for `patience` without it was left alone.
    """

    name: str
    event: str
    patience: str
    never: str
    slowly: str

    def columns(self, view: View, place: Place, first: ir.Table) -> ir.Table | None:
        """How long the last contact waited for it, or has waited until the landmark without it.

        Nothing where it is never recorded: then silence says nothing.
        """
        contacts = CONTACTS.of(view)
        ends = contacts.filter(contacts.actor == "company", contacts.event.lower().re_search(self.event))
        if not view.records(ends.aggregate(n=ends.count()))[0]["n"]:
            return None
        asked = _asked(view, first)
        last = asked.group_by(KEYS).aggregate(
            time=asked.time.max(), at=asked.at.max(), asked=asked.asked.max()
        )
        pairs = last.inner_join(ends.select("customer", then="seq", ended="time"), "customer")
        pairs = pairs.filter((pairs.then > pairs.at) & (pairs.then < pairs.seq))
        came = pairs.group_by(KEYS).aggregate(ended=pairs.ended.min())
        told = last.left_join(came, KEYS)
        until = told.ended.fill_null(told.time).epoch_seconds()
        return told.select(
            "customer",
            "seq",
            **{
                f"{self.name}_came": told.ended.notnull().cast("int64"),
                f"{self.name}_took": until - told.asked.epoch_seconds(),
            },
        )

    def splits(self, view: View, place: Place, rows: pa.Table) -> Iterator[Split]:
        took = rows[f"{self.name}_took"].cast("float64").to_numpy(zero_copy_only=False)
        came = rows[f"{self.name}_came"].fill_null(0).to_numpy() == 1
        reads = frozenset({f"{self.name}_took"})
        with np.errstate(invalid="ignore"):
            silent = took >= seconds(self.patience)
            condition = Condition(
                f"{self.never} within {words(self.patience)} when they asked support last, {BEFORE}"
            )
            # Who asked a moment ago and waits is neither served nor left alone.
            yield Split(self.name, (condition,), reads, came | silent, silent)
            if came.any():
                slowest = rounded_up(float(np.quantile(took[came], SLOWEST)))
                slow = came & (took >= seconds(slowest))
                condition = Condition(f"{self.slowly} {words(slowest)} or more, {BEFORE}")
                yield Split(self.name, (condition,), reads, came, slow)


FIRST_WORD = _Wait("reply", "", SILENT, "no answer", "first answer of support took")
SOLVED = _Wait("solved", RESOLVED, PATIENCE, "nothing solved", "to solve it took")


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
    columns=FIRST_WORD.columns,
    reads=(CONTACTS,),
    splits=FIRST_WORD.splits,
    does_not_answer="Whether the answer helped. Any later word of support counts as the answer; where none is ever "
    "recorded nobody is compared.",
)
RESOLUTION = Detector(
    name="solved",
    title="Solved late, or never",
    question="Of those who asked support, do fewer go on when it took long until it was solved, or it was not?",
    columns=SOLVED.columns,
    reads=(CONTACTS,),
    splits=SOLVED.splits,
    does_not_answer="Whether customers think that it is solved. It goes by the names of support's events: resolved, "
    "closed, solved …; where none is ever recorded nobody is compared.",
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
