"""What was known of each customer on the first of a month, and did they stay away from then on?

One row a customer and index day, for those who are customers by the definition: what is known lies strictly before
the day, and whether they stay away is seen on the g days from it on. Nothing written later can enter: traits are known
only as of now, so they are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from hashlib import md5
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from desirepath.insights.forecast.definition import Definition
from desirepath.insights.forecast.purchases import EPOCH
from desirepath.measures.view import View
from desirepath.science.arrays import Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir

FEATURES = (
    "silent", "known", "acts", "usual", "slower", "worth", "unseen", "seen_30", "seen_90",
    "mail_90", "support_90", "refund_90", "feeling_90",
)  # fmt: skip
"""In days before the index day: since the last act, since the first; acts so far, the usual pause between them, the
present one against it; mean worth of an order; since last seen at all; days seen, with a mail opened, a contact with
support, a refund; mean answer from -2 to +2. NaN where there is none."""
LATELY = 90
FOLDS = 4


@dataclass(frozen=True)
class Moments:
    """Rows of customers and index days, sorted by both. `x` (n, features) as in FEATURES; `left` (n,) is 1 where
    nothing followed, NaN where the time is not over; `first_day`, `last_day`, `acts` and `repeats_worth` are facts of
    purchases for what they are worth."""

    customers: NDArray[np.object_]
    index: NDArray[np.int64]
    x: Floats
    left: Floats
    first_day: Floats
    last_day: Floats
    orders: Floats
    repeats_worth: Floats

    def __len__(self) -> int:
        return len(self.customers)

    def where(self, chosen: NDArray[np.bool_]) -> Moments:
        return Moments(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))

    @cached_property
    def who(self) -> NDArray[np.intp]:
        """Customers numbered from 0."""
        return np.unique(self.customers.astype(str), return_inverse=True)[1].ravel()

    @cached_property
    def fold(self) -> NDArray[np.int64]:
        """One of FOLDS parts of customers, by a hash, so that nobody is in two."""
        names = dict.fromkeys(self.customers)
        told = {
            name: int(md5(name.encode(), usedforsecurity=False).hexdigest()[-6:], 16) % FOLDS
            for name in names
        }
        return np.array([told[name] for name in self.customers], np.int64)


def firsts_of_months(first_day: int, end: int) -> list[int]:
    """Days on which a month begins, after `first_day` and up to `end`."""
    day = EPOCH + timedelta(days=first_day)
    found: list[int] = []
    while True:
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        number = (day - EPOCH).days
        if number > end:
            return found
        found.append(number)


def moments(
    view: View,
    told: Definition,
    days: Sequence[int],
    end: int,
    *,
    keep: ir.BooleanValue | None = None,
    later: int = 0,
) -> Moments:
    """Rows of everybody who is a customer at an index day of `days`; data end before day `end`.

    `later` looks at what is known so many days after the index day instead, of those of whom nothing was decided on
    them: to test that nothing leaks. Whether they left is the same question.
    """
    import ibis

    marks = view.engine.view(pa.table({"index": pa.array(days, pa.int64())}))  # type: ignore[attr-defined]
    with view.engine.kept(told.days(view, keep)) as done:
        there = told.there(view, done, marks, later=later, keep=keep)
        stayed = told.stayed(view, done, marks, keep=keep).mutate(came=ibis.literal(1))
        known = _known(done, marks, later).semi_join(there, ["customer", "index"])
        joined = known.left_join(stayed, ["customer", "index"]).drop("customer_right", "index_right")
        return _read(view.engine.to_arrow(joined.order_by(["customer", "index"])), told.gap, end, later)


def _known(done: ir.Table, marks: ir.Table, later: int) -> ir.Table:
    """What was known of each customer before each index day, or so many days later."""
    before = done.join(marks, done.day < marks.index + later)
    ago = before.index + later - before.day
    lately, act, order = ago <= LATELY, before.act == 1, before.order == 1
    return before.group_by(["customer", "index"]).aggregate(
        last_act=before.day.max(where=act),
        first_act=before.day.min(where=act),
        acts=before.act.sum(),
        last_seen=before.day.max(where=before.seen == 1),
        seen_30=before.seen.sum(where=ago <= 30),
        seen_90=before.seen.sum(where=lately),
        mail_90=before.mail.sum(where=lately),
        support_90=before.support.sum(where=lately),
        refund_90=before.refund.sum(where=lately),
        feelings=before.feelings.sum(where=lately),
        answers=before.answers.sum(where=lately),
        orders=before.order.sum(),
        first_day=before.day.min(where=order),
        last_day=before.day.max(where=order),
        worth=before.worth.sum(),
        first_worth=before.worth.argmin(before.day, where=order),
    )


def _read(table: pa.Table, gap: int, end: int, later: int) -> Moments:
    index = table["index"].to_numpy()
    column = {
        name: table[name].cast("float64").to_numpy(zero_copy_only=False)
        for name in table.column_names
        if name not in ("customer", "index")
    }
    now = index + later
    acts, orders = column["acts"], column["orders"]
    silent, known = now - column["last_act"], now - column["first_act"]
    usual = _ratio(column["last_act"] - column["first_act"], acts - 1)
    feature = {
        **column,
        "silent": silent,
        "known": known,
        "usual": usual,
        "slower": _ratio(silent, usual),
        "worth": _ratio(column["worth"], orders),
        "unseen": now - column["last_seen"],
        "feeling_90": _ratio(column["feelings"], column["answers"]),
    }
    for name in ("seen_30", "seen_90", "mail_90", "support_90", "refund_90"):
        feature[name] = np.nan_to_num(column[name])
    return Moments(
        customers=table["customer"].to_numpy(zero_copy_only=False),
        index=index,
        x=np.stack([feature[name] for name in FEATURES], axis=1),
        left=np.where(index + gap <= end, np.isnan(column["came"]), np.nan).astype(float),
        first_day=column["first_day"],
        last_day=column["last_day"],
        orders=orders,
        repeats_worth=column["worth"] - np.nan_to_num(column["first_worth"]),
    )


def _ratio(top: Floats, bottom: Floats) -> Floats:
    found: Floats = np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)
    return found
