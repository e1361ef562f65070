"""The web shop's own record: what `web.csv.gz` and `campaigns.csv` hold."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.ingest.sample import story
from desirepath.ingest.sample.columns import iso, numbered, only, picked, scattered
from desirepath.ingest.sample.dirt import Dirt, soil
from desirepath.ingest.sample.ids import DEVICES, STORE_TABLET
from desirepath.ingest.sample.lives import FEE_TEST
from desirepath.ingest.sample.shopping import (
    ADDED,
    CHECKOUT,
    CHOSEN,
    EVENTS,
    GUIDE,
    LIST,
    PAGE,
    PAGES,
    PRODUCT,
    SIGNED,
    Sessions,
    WebEvents,
)
from desirepath.ingest.sample.story import Flags, Wholes
from desirepath.ingest.sample.world import World

SOURCES = ("instagram", "google", "meta ads", "market stall", "friend", "newsletter")
MEDIA = ("social", "search", "paid social", "store", "referral", "email")
AREAS = ("shop", "fit-guide", "checkout")
AREA_OF = np.array([0, 0, 0, 1, 0, 2, 2, 0])
"""The part of the shop in which each event of `shopping.EVENTS` happens."""
ARTICLES = 24
"""Articles in each brand and category."""
ALL_ARTICLES = numbered("p", 1_000 + np.arange(len(story.BRANDS) * len(story.CATEGORIES) * ARTICLES), 4)
VARIANTS = ("fee late", "fee in basket")
FEES = sorted(set(story.FEES.tolist()))
FEE_TEXTS = tuple(f"{fee:.2f}" for fee in FEES)


def web_table(world: World, made: Sessions, events: WebEvents, first_message: int) -> tuple[pa.Table, Dirt]:
    """One row an event in the order of arrival, with the dirt that was put on it."""
    by_time = np.argsort(events.time, kind="stable")
    dirt = soil(world.rng, world.calendar.utc(events.time[by_time]))
    article, brand, category = (values[by_time][dirt.rows] for values in _articles(world, made, events))
    at = by_time[dirt.rows]
    session, time, event, page = events.session[at], events.time[at], events.event[at], events.page[at]
    person, episode, device = made.person[session], made.episode[session], made.device[session]
    utc = world.calendar.utc(time)
    lives = world.lives

    named = _named(world, made, events)[at]
    account = np.where(named, person, -1)
    account = np.where(dirt.junk_user >= 0, world.count + dirt.junk_user, account)
    browsing = (event >= LIST) & (event <= ADDED)
    has_product = (event == PRODUCT) | (event == ADDED)
    has_brand = has_product | (event == GUIDE)
    costs = ((event == CHECKOUT) | (event == CHOSEN)) & (episode >= 0)
    tested = world.calendar.between(time, *FEE_TEST) & (event >= ADDED) & (event <= CHOSEN)
    first = made.start < world.people.visits[made.person] + 0.01
    source = np.where(made.from_mail, 5, np.where(first, world.people.first_touch[made.person], -1))
    landing = (event == PAGE) & (time == made.start[session])
    source = np.where(landing, source[session], -1)

    fee = np.searchsorted(FEES, lives.fee[person, episode])
    stamp, wrong = iso(utc), dirt.skew != 0
    shown = world.people.fee_shown[person].astype(np.int64)

    def where(flag: Flags, codes: Wholes) -> Wholes:
        return np.where(flag, codes, -1)

    cookies = world.ids.cookies
    cookie = np.where(device == STORE_TABLET, len(cookies) - 2, person * 3 + device)
    table = pa.table(
        {
            "message_id": scattered("m", first_message + dirt.rows),
            "anonymous_id": picked(cookies, np.where(dirt.junk_visitor, len(cookies) - 1, cookie)),
            "user_id": world.ids.account(account),
            "event": picked(EVENTS, event),
            "timestamp": stamp,
            "original_timestamp": pc.replace_with_mask(stamp, pa.array(wrong), iso((utc + dirt.skew)[wrong])),
            "area": picked(AREAS, AREA_OF[event]),
            "page": picked(PAGES, page),
            "category": picked(story.CATEGORIES, where(browsing & ~dirt.no_category, category)),
            "brand": picked(story.BRANDS, where(has_brand & ~dirt.no_brand, brand)),
            "product": picked(ALL_ARTICLES, where(has_product, article)),
            "delivery": picked(
                story.DELIVERY, where(costs & (event == CHOSEN), lives.option[person, episode])
            ),
            "fee": picked(FEE_TEXTS, where(costs, fee)),
            "variant": picked(VARIANTS, where(tested, shown)),
            "device": picked(DEVICES, where(~dirt.no_device, device)),
            "utm_source": picked(SOURCES, source),
            "utm_medium": picked(MEDIA, source),
        }
    )
    return table, dirt


def _named(world: World, made: Sessions, events: WebEvents) -> Flags:
    """Who is named: from a sign-in on, and in most later sessions on a device of one's own from the start."""
    signs = events.event == SIGNED
    signed = np.full(len(made.person), np.inf)
    np.minimum.at(signed, events.session[signs], events.time[signs])
    remembered = (made.start > world.known.account[made.person]) & (made.device != STORE_TABLET)
    remembered &= world.chance(0.55, len(remembered))
    named: Flags = remembered[events.session] | (events.time >= signed[events.session])
    return named


def _articles(world: World, made: Sessions, events: WebEvents) -> tuple[Wholes, Wholes, Wholes]:
    """Article, brand and category of each event: mostly what the episode is about, sometimes a look aside."""
    rng, count = world.rng, len(events.time)
    person, episode = made.person[events.session], made.episode[events.session]
    aside = (episode < 0) | ((events.event == PRODUCT) & (rng.random(count) < 0.4))
    brand = np.where(aside, rng.integers(0, len(story.BRANDS), count), world.lives.brand[person, episode])
    kinds = len(story.CATEGORIES)
    category = np.where(episode < 0, rng.integers(0, kinds, count), world.lives.category[person, episode])
    return (brand * kinds + category) * ARTICLES + rng.integers(0, ARTICLES, count), brand, category


def campaign_table(world: World) -> pa.Table:
    """One row a first contact: a video, a search, an advertisement, the stall, a friend's link."""
    people, rng = world.people, world.rng
    person = np.nonzero(world.seen(people.arrives))[0]
    twice = person[(people.first_touch[person] < 3) & world.chance(0.30, len(person))]
    who = np.concatenate([person, twice])
    when = np.concatenate([people.arrives[person], people.arrives[twice] + rng.exponential(20, len(twice))])
    who, when = who[world.seen(when)], when[world.seen(when)]
    order = np.argsort(when, kind="stable")
    who, when = who[order], when[order]
    touch = people.first_touch[who]
    left_address = (touch == 3) & np.isfinite(world.known.account[who])
    return pa.table(
        {
            "contact_id": scattered("k", people.number[who] * 4 + (when > people.arrives[who])),
            "visitor_id": world.ids.cookie(who, np.where(left_address, -1, 0)),
            "customer_id": only(world.ids.account(who), left_address),
            "contact": picked(story.FIRST_TOUCH, touch),
            "time": iso(world.calendar.utc(when)),
            "source": picked(SOURCES, touch),
            "medium": picked(MEDIA, touch),
            "campaign": picked(("mend-it", None, "spring-linen", "stall-gracia", "tell-a-friend"), touch),
        }
    )
