"""What follows a purchase, as the order system, the carrier and the returns desk record it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.ingest.sample import story
from desirepath.ingest.sample.columns import iso, money, numbered, only, picked, wall, whole
from desirepath.ingest.sample.ids import order_ids
from desirepath.ingest.sample.story import Flags, Reals, Wholes
from desirepath.ingest.sample.world import Orders, World, orders_of

RETURN_EVENTS = ("Return Opened", "Exchange Requested", "Parcel Handed In", "Refund Paid")


@dataclass(frozen=True)
class After:
    """Every order of the chunk with what became of it; one value an order."""

    orders: Orders
    person: Wholes
    number: Wholes
    nth: Wholes
    time: Reals
    shipped: Reals
    delivered: Reals
    late: Flags
    returned: Flags
    exchanged: Flags
    opened: Reals
    refunded: Reals
    label_free: Flags
    pain: Flags
    brand: Wholes
    category: Wholes
    option: Wholes
    value: Reals
    guest: Flags


def after(world: World) -> After:
    """Flatten the orders of a chunk."""
    at = orders_of(world.lives)
    lives, cell = world.lives, (at.person, at.episode)
    return After(
        orders=at,
        person=at.person,
        number=world.people.number[at.person],
        nth=lives.nth[cell],
        time=lives.time[cell],
        shipped=lives.shipped[cell],
        delivered=lives.delivered[cell],
        late=lives.late[cell],
        returned=lives.returned[cell],
        exchanged=lives.exchanged[cell],
        opened=lives.return_opened[cell],
        refunded=lives.refunded[cell],
        label_free=lives.label_free[cell],
        pain=lives.pain[cell],
        brand=lives.brand[cell],
        category=lives.category[cell],
        option=lives.option[cell],
        value=lives.value[cell],
        guest=~np.isfinite(world.known.account[at.person]),
    )


def order_table(world: World, done: After) -> pa.Table:
    """One row an order or a refund, in wall-clock time without a zone; Swiss orders in francs."""
    refunds = done.returned & ~done.exchanged & world.seen(done.refunded)
    which = np.concatenate([np.arange(len(done.nth)), np.nonzero(refunds)[0]])
    refund = np.arange(len(which)) >= len(done.nth)
    time = np.where(refund, done.refunded[which], done.time[which])
    order = np.lexsort((refund, time))
    which, refund, time = which[order], refund[order], time[order]
    lives, cell = world.lives, (done.orders.person[which], done.orders.episode[which])
    number, nth = done.number[which], done.nth[which]
    swiss = world.people.country[done.person[which]] == story.SWITZERLAND
    amount = np.where(swiss, np.round(done.value[which] / story.CHF_IN_EUR, 2), done.value[which])
    dot = np.where(refund, 1, 0)
    return pa.table(
        {
            "record": numbered("r", (number * 16 + nth) * 2 + dot, 9),
            "type": picked(("Order Completed", "Order Refunded"), dot),
            "order_id": order_ids(number, nth),
            "customer_id": only(world.ids.account(done.person[which]), ~done.guest[which]),
            "email": world.ids.email(done.person[which]),
            "visitor_id": only(
                world.ids.cookie(done.person[which], np.zeros_like(which)),
                ~refund & world.chance(0.9, len(which)),
            ),
            "household": only(numbered("H-", number // 2, 6), number % 10 < 2),
            "time": wall(world.calendar.local(time)),
            "total": money(amount),
            "currency": picked(("EUR", "CHF"), swiss.astype(np.int64)),
            "brand": picked(story.BRANDS, lives.brand[cell]),
            "category": picked(story.CATEGORIES, lives.category[cell]),
            "customer_type": picked(("new", "returning"), (nth > 1).astype(np.int64)),
            "voucher": picked(("no", "yes"), lives.discount[cell].astype(np.int64)),
            "delivery": picked(story.DELIVERY, lives.option[cell]),
        }
    )


def shipping_table(world: World, done: After) -> pa.Table:
    """One row a parcel sent or delivered, by the carrier's records: e-mail and order number, no account."""
    lives, cell = world.lives, (done.orders.person, done.orders.episode)
    sent, came = world.seen(done.shipped), world.seen(done.delivered)
    which = np.concatenate([np.nonzero(sent)[0], np.nonzero(came)[0]])
    arrived = np.arange(len(which)) >= int(sent.sum())
    time = np.where(arrived, done.delivered[which], done.shipped[which])
    order = np.lexsort((arrived, time))
    which, arrived, time = which[order], arrived[order], time[order]
    late = np.where(arrived, done.late[which].astype(np.int64), -1)
    return pa.table(
        {
            "scan": numbered("s", (done.number[which] * 16 + done.nth[which]) * 2 + arrived, 9),
            "status": picked(("Order Shipped", "Order Delivered"), arrived.astype(np.int64)),
            "order_id": order_ids(done.number[which], done.nth[which]),
            "email": world.ids.email(done.person[which]),
            "at": iso(world.calendar.utc(time)),
            "promised": iso(world.calendar.utc(lives.promised[cell][which] + 0.999)),
            "carrier": picked(("Verde Cargo", "Rapido", "Pickup point"), done.option[which]),
            "late": picked(("no", "yes"), late),
        }
    )


def return_table(world: World, done: After) -> pa.Table:
    """One row a step of a return: opened or exchange asked for, handed in, refund paid."""
    rows: list[tuple[Wholes, Reals, Wholes]] = []
    back = np.nonzero(done.returned)[0]
    opened = done.opened[back]
    rows.append((back, opened, np.where(done.exchanged[back], 1, 0)))
    wait = np.where(done.label_free[back], 0.6, 2.4) * (0.4 + world.rng.random(len(back)))
    rows.append((back, np.minimum(opened + wait, done.refunded[back] - 0.5), np.full(len(back), 2)))
    paid = back[~done.exchanged[back]]
    rows.append((paid, done.refunded[paid], np.full(len(paid), 3)))
    which, time, event = (np.concatenate(column) for column in zip(*rows, strict=True))
    keep = world.seen(time)
    which, time, event = which[keep], time[keep], event[keep]
    order = np.lexsort((event, time))
    which, time, event = which[order], time[order], event[order]
    cell = (done.orders.person[which], done.orders.episode[which])
    days = done.refunded[which] - done.opened[which]
    return pa.table(
        {
            "return_id": numbered("t", (done.number[which] * 16 + done.nth[which]) * 4 + event, 9),
            "event": picked(RETURN_EVENTS, event),
            "order_id": order_ids(done.number[which], done.nth[which]),
            "customer_id": only(world.ids.account(done.person[which]), ~done.guest[which]),
            "email": world.ids.email(done.person[which]),
            "time": wall(world.calendar.local(time)),
            "reason": picked(story.REASONS, world.lives.reason[cell]),
            "label": picked(("printed", "label-free"), done.label_free[which].astype(np.int64)),
            "brand": picked(story.BRANDS, done.brand[which]),
            "days_to_refund": whole(np.where(event == 3, np.floor(days), -1).astype(np.int64)),
        }
    )
