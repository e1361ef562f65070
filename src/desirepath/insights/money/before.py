"""What was known of a customer just before a moment? Covariates that make people comparable.

Whom something happens to differs from the others before it happens. An adjusted effect compares people who were alike
until then, so everything here lies before the moment, and is the same kind of thing in every trade: how long and how
often they were there, what they bought, which mails they opened, what they asked, what they chose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desirepath.insights.pains.detectors.told import KEPT, MOST_WORDS
from desirepath.insights.pains.outcomes import STANDING_ORDERS
from desirepath.insights.pains.place import DAY, KEYS, Place
from desirepath.measures.view import View
from desirepath.science.arrays import Flags, Floats

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

LATELY_DAYS = 30
RAREST = 0.05
"""A word that fewer rows than this share say moves no mean by much; its rows are "another word"."""
MOST = 0.995
"""Nobody counts as more than this quantile: one with a hundred visits would stand for a hundred others."""
YEAR = 365.25
FLAT = 1e-9
CONSEQUENCES = ("support", "survey", "review", "mention")
"""Kinds of events in which customers speak of what happened to them."""


@dataclass(frozen=True)
class Before:
    """Covariates of n moments: `values` (n, p), the `names` of its columns, and which of them tell of the last days.

    `lately` (p,) marks columns that look at the last `LATELY_DAYS` days alone: what they count had not happened before.
    """

    values: Floats
    names: tuple[str, ...]
    lately: Flags

    def without_lately(self) -> Before:
        """As much of it as was known when the last days began."""
        return self.only(~self.lately)

    def varying(self) -> Before:
        """Only what differs between people: a logarithm of 2 that all have may vary in its last digit."""
        spread = np.ptp(self.values, axis=0) if len(self.values) else np.zeros(len(self.names))
        return self.only(spread > FLAT)

    def only(self, columns: Flags) -> Before:
        names = tuple(name for name, keep in zip(self.names, columns, strict=True) if keep)
        return Before(self.values[:, columns], names, self.lately[columns])


def before(view: View, place: Place, moments: ir.Table, exposure: frozenset[str]) -> Before:
    """What is known of each moment, in the order of customer and row.

    `moments` holds customer, seq and time of rows at the place. What the customer does is known up to the row. What the
    company does was under way before (a parcel is late before it arrives): then it is what was known when the customer
    last did something about the same order, or at all. Of what is done to customers only what was told before
    the row counts, of what they choose also the row itself. `exposure` are the columns whose effect is asked for: they
    are left out, since what was told a minute before is the exposure itself.
    """
    with view.engine.kept(_began(view, place, moments)) as began:
        table = view.engine.to_arrow(_rows(view, began))
        for part in (_counts(view, began), _bought(view, began), _last_told(view, began, exposure)):
            table = table.join(view.engine.to_arrow(part), list(KEYS))
    table = table.sort_by([(key, "ascending") for key in KEYS]).combine_chunks()
    columns = [*_numbers(table), *_calendar(table), *_words(table)]
    values = np.column_stack([values for _, values, _ in columns])
    names, lately = tuple(name for name, _, _ in columns), np.array([lately for _, _, lately in columns])
    return Before(values, names, lately).varying()


def _began(view: View, place: Place, moments: ir.Table) -> ir.Table:
    """Each moment with `since`, the last row that lies before the exposure began, and its time."""
    import ibis

    steps = place.rows(view)
    here = steps.select(
        "customer", "seq", "order_id", own=steps.actor == "customer", channel="channel", device="device"
    )
    rows = moments.select(*KEYS, "time").left_join(here, list(KEYS)).drop("customer_right", "seq_right")
    events = view.tables["journeys"]
    # Who waits too long asks support: that is a consequence, and no beginning.
    own = events.filter(events.actor == "customer", ~events.kind.isin(CONSEQUENCES))
    done = own.select("customer", about=own.order_id, at=own.seq)
    pairs = rows.filter(~rows.own).inner_join(done, "customer")
    pairs = pairs.filter(pairs["at"] < pairs.seq)
    last = pairs.group_by(list(KEYS)).aggregate(
        about_it=pairs["at"].max(where=pairs.about == pairs.order_id), at_all=pairs["at"].max()
    )
    rows = rows.left_join(last, list(KEYS)).drop("customer_right", "seq_right")
    since = ibis.ifelse(rows.own, rows.seq - 1, ibis.coalesce(rows.about_it, rows.at_all, rows.seq - 1))
    rows = rows.mutate(since=since).drop("about_it", "at_all")
    times = events.select("customer", since=events.seq, began=events.time)
    found = rows.left_join(times, ["customer", "since"]).drop("customer_right", "since_right")
    return found.mutate(began=ibis.ifelse(found.own, found.time, ibis.coalesce(found.began, found.time)))


def _rows(view: View, began: ir.Table) -> ir.Table:
    import ibis

    customers = view.tables["customers"]
    came = customers.select("customer", "first_time", word_first_channel=customers.first_channel)
    found = began.left_join(came, "customer").drop("customer_right")
    tenure = (found.began.epoch_seconds() - found.first_time.epoch_seconds()) / ibis.literal(float(DAY))
    nth = ibis.row_number().over(ibis.window(group_by="customer", order_by="seq")) + 1
    return found.select(
        *KEYS,
        time=found.began,
        log_days_known=tenure,
        log_times_here=nth,
        word_channel=found.channel,
        word_device=found.device,
        word_first_channel=found.word_first_channel,
    )


def _counts(view: View, began: ir.Table) -> ir.Table:
    """How many events of each kind, by the customer and by the company, ever and lately."""
    import ibis

    events = view.tables["journeys"]
    kinds = [row["kind"] for row in view.records(events.select("kind").distinct().order_by("kind"))]
    happened = events.select(
        "customer", "kind", at=events.seq, then=events.time, ours=events.actor != "customer"
    )
    pairs = began.select(*KEYS, "since", "began").inner_join(happened, "customer")
    pairs = pairs.filter(pairs["at"] <= pairs.since)
    lately = pairs.then >= pairs.began - ibis.interval(days=LATELY_DAYS)
    counted = {}
    for kind in kinds:
        for name, whose in (("own", ~pairs.ours), ("ours", pairs.ours)):
            of_kind = (pairs.kind == kind) & whose
            counted[f"log_{name}_{kind}"] = of_kind.sum()
            counted[f"log_lately_{name}_{kind}"] = (of_kind & lately).sum()
    # Moments with nothing before them have no row: the join leaves nulls, which count as 0.
    return pairs.group_by(list(KEYS)).aggregate(**counted)


def _bought(view: View, began: ir.Table) -> ir.Table:
    import ibis

    pairs = began.select(*KEYS, "since", "began").inner_join(STANDING_ORDERS.of(view), "customer")
    pairs = pairs.filter(pairs.order_seq <= pairs.since)
    since = (pairs.began.epoch_seconds() - pairs.order_time.epoch_seconds()).min()
    return pairs.group_by(list(KEYS)).aggregate(
        log_orders=pairs.count(),
        log_spent=pairs.order_amount.cast("float64").sum(),
        log_days_since_order=since / ibis.literal(float(DAY)),
    )


def _last_told(view: View, began: ir.Table, exposure: frozenset[str]) -> ir.Table:
    """What each kept property said last: of what people choose up to their row, of all else before it."""
    events = view.tables["journeys"]
    kept = [name for name in events.columns if name.startswith(KEPT) and name not in exposure]
    told = events.filter(_any([events[name].notnull() for name in kept])) if kept else events.limit(0)
    told = told.select("customer", *kept, at=told.seq)
    pairs = began.select(*KEYS, "since", "own").inner_join(told, "customer")
    row = pairs.own & (pairs["at"] == pairs.seq)
    known = pairs["at"] <= pairs.since
    pairs = pairs.filter(known | row)
    chosen = {name for name in kept if name.removeprefix(KEPT) not in view.happens}
    last = {
        f"word_{name.removeprefix(KEPT)}": pairs[name].argmax(
            pairs["at"], where=pairs[name].notnull() & (pairs["at"] <= pairs.since + int(name in chosen))
        )
        for name in kept
    }
    return pairs.group_by(list(KEYS)).aggregate(**last)


def _any(conditions: Sequence[ir.BooleanValue]) -> ir.BooleanValue:
    found = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found


Column = tuple[str, Floats, bool]


def _numbers(table: pa.Table) -> Iterator[Column]:
    """Counts, amounts and times have long tails: their logarithms are taken."""
    for name in table.column_names:
        if name.startswith("log_"):
            known = table[name].cast("float64").to_numpy(zero_copy_only=False)
            said = name.removeprefix("log_").replace("_", " ")
            lately = name.startswith("log_lately_")
            if lately:
                said = f"{said.removeprefix('lately ')}, last {LATELY_DAYS} days"
            counted = np.nan_to_num(known)
            most = np.quantile(counted, MOST) if len(counted) else 0.0
            yield said, np.log1p(np.clip(counted, 0.0, most)), lately
            if 0 < np.isnan(known).sum() < len(known) and not lately:
                yield f"no {said}", np.isnan(known).astype(float), False


def _calendar(table: pa.Table) -> Iterator[Column]:
    day = table["time"].to_numpy().astype("datetime64[s]").astype(float) / DAY
    yield "date", day - day.min(initial=0.0) if len(day) else day, False
    for name, wave in (("season", np.sin), ("season, other half", np.cos)):
        yield name, wave(2 * np.pi * day / YEAR), False


def _words(table: pa.Table) -> Iterator[Column]:
    for name in table.column_names:
        if not name.startswith("word_"):
            continue
        encoded = table[name].combine_chunks().cast("string").fill_null("").dictionary_encode()
        words: list[str] = encoded.dictionary.to_pylist()
        if len(words) > MOST_WORDS + 1:
            continue
        codes = encoded.indices.to_numpy()
        for at in np.argsort(words):
            says = codes == at
            if words[at] and says.mean() >= RAREST:
                yield (
                    f"{name.removeprefix('word_').replace('_', ' ')} “{words[at]}”",
                    says.astype(float),
                    False,
                )
