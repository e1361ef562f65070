"""The months after a purchase: care, repair, resale and telling friends, and what the shop knows of people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from desirepath.ingest.sample import story
from desirepath.ingest.sample.aftermath import After
from desirepath.ingest.sample.columns import european, iso, money, numbered, only, picked, whole
from desirepath.ingest.sample.ids import order_ids
from desirepath.ingest.sample.story import Reals, Wholes
from desirepath.ingest.sample.world import World


@dataclass(frozen=True)
class Later:
    """Indices into the orders of a chunk, and when it happened; completion infinite where it did not come to it."""

    repair: Wholes
    repair_booked: Reals
    repair_done: Reals
    resale: Wholes
    listed: Reals
    sold: Reals
    referral: Wholes
    referred: Reals


def later(world: World, done: After) -> Later:
    """Who repairs, resells and refers: by persona and engagement alone, so that none of it causes anything."""
    rng, people = world.rng, world.people
    persona, lift = people.persona[done.person], people.engagement[done.person]
    kept = ~done.returned | done.exchanged
    count = len(done.nth)

    def some(chance: Reals, median: float, spread: float, lifted: float) -> tuple[Wholes, Reals]:
        when = world.awake(done.delivered + 1 + np.exp(np.log(median) + spread * rng.standard_normal(count)))
        chosen = kept & world.chance(chance[persona] * np.exp(lifted * lift), count) & world.seen(when)
        return np.nonzero(chosen)[0], when[chosen]

    repair, booked = some(story.REPAIRS, 64.0, 0.5, 0.25)
    resale, listed = some(story.RESELLS, 85.0, 0.45, 0.20)
    referral, referred = some(story.REFERS, 38.0, 0.7, 0.30)
    mended = booked + 4 + 8 * rng.random(len(booked))
    sold = np.where(world.chance(0.55, len(listed)), listed + 2 + rng.exponential(9, len(listed)), np.inf)
    return Later(repair, booked, mended, resale, listed, sold, referral, referred)


def resale_table(world: World, done: After, then: Later) -> pa.Table:
    """One row a piece listed again or sold, in European notation."""
    which = np.concatenate([then.resale, then.resale[world.seen(then.sold)]])
    time = np.concatenate([then.listed, then.sold[world.seen(then.sold)]])
    sold = np.arange(len(which)) >= len(then.resale)
    order = np.argsort(time, kind="stable")
    which, time, sold = which[order], time[order], sold[order]
    return pa.table(
        {
            "listing": numbered("l", (done.number[which] * 16 + done.nth[which]) * 2 + sold, 9),
            "event": picked(("Piece Listed", "Piece Resold"), sold.astype(np.int64)),
            "email": world.ids.email(done.person[which]),
            "when": european(world.calendar.local(time)),
            "offer": money(np.round(done.value[which] * 0.22, 0)),
            "brand": picked(story.BRANDS, done.brand[which]),
            "category": picked(story.CATEGORIES, done.category[which]),
        }
    )


def referral_table(world: World, done: After, then: Later) -> pa.Table:
    """One row a link sent to a friend, or a friend who ordered with it."""
    joined = then.referred + world.rng.exponential(12, len(then.referral))
    comes = world.chance(0.38, len(joined)) & world.seen(joined)
    which = np.concatenate([then.referral, then.referral[comes]])
    time = np.concatenate([then.referred, joined[comes]])
    friend = np.arange(len(which)) >= len(then.referral)
    order = np.argsort(time, kind="stable")
    which, time, friend = which[order], time[order], friend[order]
    return pa.table(
        {
            "referral_id": numbered("f", (done.number[which] * 16 + done.nth[which]) * 2 + friend, 9),
            "event": picked(("Referral Sent", "Friend Joined"), friend.astype(np.int64)),
            "customer_id": only(world.ids.account(done.person[which]), ~done.guest[which]),
            "email": world.ids.email(done.person[which]),
            "time": iso(world.calendar.utc(time)),
        }
    )


def repair_table(
    world: World, done: After, then: Later, rating: Wholes, comment: pa.Array, rated: Reals
) -> pa.Table:
    """One row a repair, with booking, completion and rating side by side; three events in one row."""

    def moment(time: Reals) -> pa.Array:
        seen = world.seen(time)
        return only(european(world.calendar.local(np.where(seen, time, 0.0))), seen)

    which = then.repair
    return pa.table(
        {
            "booking": numbered("b", done.number[which] * 16 + done.nth[which], 9),
            "order_id": order_ids(done.number[which], done.nth[which]),
            "email": world.ids.email(done.person[which]),
            "booked": moment(then.repair_booked),
            "done": moment(then.repair_done),
            "work": picked(("elbow", "zip", "seam", "hem", "button"), world.rng.integers(0, 5, len(which))),
            "price": money(np.full(len(which), 9.0)),
            "rated": moment(rated),
            "rating": only(whole(rating), world.seen(rated)),
            "comment": only(comment, (rating >= 0) & world.seen(rated)),
        }
    )


def customer_table(world: World) -> pa.Table:
    """One row an account: what the shop knows of it. Which persona somebody is stands nowhere in the data."""
    account = world.known.account
    who = np.nonzero(world.seen(account))[0]
    who = who[np.argsort(account[who], kind="stable")]
    people = world.people
    number = people.number[who]
    return pa.table(
        {
            "customer_id": world.ids.account(who),
            "email": world.ids.email(who),
            "since": iso(world.calendar.utc(account[who])),
            "country": picked(story.COUNTRIES, people.country[who]),
            "birthday_month": only(whole(1 + number * 5 % 12), number % 7 > 0),
            "mail_choice": picked(story.MAIL_CHOICES, people.mail_choice[who]),
        }
    )
