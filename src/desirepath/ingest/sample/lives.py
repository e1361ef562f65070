"""What people decide, and why: the structural model of the sample shop.

All noise is drawn before any decision and has a fixed shape, so that the same people can live again with one effect
off: what differs then is what that effect caused, person by person.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from desirepath.ingest.sample import story
from desirepath.ingest.sample.choose import chosen
from desirepath.ingest.sample.clock import Calendar, at_a_likely_hour
from desirepath.ingest.sample.story import Flags, Reals, Wholes

PILOT_STARTS = 0.613
FEE_TEST = (0.78, 0.948)
"""When the label-free pilot starts, and when the fee test starts and stops, as shares of the period."""


@dataclass(frozen=True)
class People:
    """Who they are. One value a person; nothing here depends on an effect."""

    number: Wholes  # over the whole sample
    persona: Wholes
    country: Wholes
    engagement: Reals  # standard normal; the unseen confounder
    arrives: Reals  # days since the start
    visits: Reals  # first visit to the shop; infinite: never
    first_touch: Wholes
    mail_choice: Wholes
    signs_up_early: Flags
    has_account: Flags
    fee_shown: Flags  # group of the fee test
    uniforms: dict[str, Reals]  # episodes x people
    normals: dict[str, Reals]


@dataclass(frozen=True)
class Lives:
    """What happened: arrays of people x shopping episodes. Times are infinite where nothing happened."""

    time: Reals  # when the decision of the episode fell; may lie beyond the horizon
    began: Reals  # when they started looking
    left_at: Wholes  # index into story.LEFT_AT; -1: no such episode
    brand: Wholes
    category: Wholes
    used_guide: Flags
    fee: Reals
    option: Wholes
    discount: Flags
    value: Reals  # EUR
    nth: Wholes  # 1 for a person's first order; 0: not an order
    shipped: Reals
    promised: Reals
    delivered: Reals
    late: Flags
    returned: Flags
    reason: Wholes
    exchanged: Flags
    return_opened: Reals
    label_free: Flags
    refunded: Reals
    pain: Flags  # wrong size, printed label, slow refund
    doubt: Flags  # would have gone on, but for the brand's odd sizes
    fee_exit: Flags  # would have gone on, but for the fee

    @staticmethod
    def empty(count: int) -> Lives:
        """Nothing has happened to anybody yet."""
        kinds = {"Reals": np.inf, "Wholes": -1, "Flags": False}
        nothing = np.zeros((count, story.EPISODES))
        grid = {f.name: np.full((count, story.EPISODES), kinds[str(f.type)]) for f in fields(Lives)}
        return Lives(**{**grid, "nth": grid["nth"] + 1, "fee": nothing, "value": nothing.copy()})

    @property
    def ordered(self) -> Flags:
        return self.nth > 0

    @property
    def net(self) -> Reals:
        """Money kept from each order: value without what was refunded."""
        kept = self.ordered & ~(self.returned & ~self.exchanged)
        return np.where(kept, self.value, 0.0)


UNIFORMS = [
    "compare",
    "interest",
    "guide",
    "size",
    "basket",
    "checkout",
    "pay",
    "brand",
    "category",
    "option",
    "discount",
    "late",
    "misfit",
    "bring_back",
    "other_reason",
    "exchange",
    "again",
    "retry",
    "hour",
    "prepare",
    "unpack_hour",
    "return_day",
]
NORMALS = ("value", "wait", "gap", "retry_gap", "refund", "look")


def draw_people(rng: np.random.Generator, count: int, first_number: int, calendar: Calendar) -> People:
    """Draw who they are, and all the luck of their lives."""

    def pick(shares: Reals, of: Wholes | None = None) -> Wholes:
        return chosen(rng.random(count), shares, of)

    persona = pick(story.PERSONA_SHARE)
    days = np.arange(calendar.days)
    density = story.ARRIVALS[calendar.months_of_days[: calendar.days]] * (1 + 0.35 * days / calendar.days)
    edges = np.concatenate([[0.0], np.cumsum(density) / density.sum()])
    arrives = at_a_likely_hour(
        np.interp(rng.random(count), edges, np.arange(calendar.days + 1)), rng.random(count)
    )
    later = np.where(rng.random(count) < 0.45, rng.random(count) * 0.01 + 0.001, rng.exponential(2.2, count))
    visits = np.where(rng.random(count) < 0.93, arrives + later, np.inf)
    shape = (story.EPISODES, count)
    return People(
        number=first_number + np.arange(count),
        persona=persona,
        country=pick(story.COUNTRY_SHARE),
        engagement=rng.standard_normal(count),
        arrives=arrives,
        visits=visits,
        first_touch=pick(story.FIRST_SHARE, persona),
        mail_choice=pick(story.MAIL_SHARE, persona),
        signs_up_early=rng.random(count) < 0.16,
        has_account=rng.random(count) < 0.84,
        fee_shown=rng.random(count) < 0.5,
        uniforms={name: rng.random(shape) for name in UNIFORMS},
        normals={name: rng.standard_normal(shape) for name in NORMALS},
    )
