"""One shopping episode: what is looked for, where people leave, what the parcel brings, who comes again.

Each decision compares a fixed uniform with a probability, so that an effect only moves the bar.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from desirepath.ingest.sample import story
from desirepath.ingest.sample.choose import chosen
from desirepath.ingest.sample.clock import Calendar, at_a_likely_hour
from desirepath.ingest.sample.lives import FEE_TEST, PILOT_STARTS, Lives, People
from desirepath.ingest.sample.story import Effects, Flags, Reals, Wholes

Columns = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Now:
    """Who is about to shop: one value a person who is, all others are left out."""

    person: Wholes
    earliest: Reals  # the decision falls here or later the same day
    since: Reals  # when the previous episode was over
    orders: Wholes

    def take(self, keep: Flags) -> Now:
        return Now(**{name: values[keep] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Luck:
    """The fixed noise of one episode for the people who live it."""

    u: dict[str, Reals]
    z: dict[str, Reals]


def live(people: People, effects: Effects, calendar: Calendar) -> Lives:
    """Let the people live under the given effects, one shopping episode after the other."""
    lives = Lives.empty(len(people.number))
    person = np.nonzero(np.isfinite(people.visits))[0]
    visits = people.visits[person]
    look = np.exp(np.log(2.4) + 0.9 * people.normals["look"][0, person])
    now = Now(person, visits + look, visits, np.zeros(len(person), dtype=np.int64))
    for k in range(story.EPISODES):
        happened, following = _episode(people, effects, calendar, k, now)
        for name, values in happened.items():
            getattr(lives, name)[now.person, k] = values
        now = following
    return lives


def _episode(people: People, effects: Effects, calendar: Calendar, k: int, now: Now) -> tuple[Columns, Now]:
    """One episode of everybody who has one, and who will have another."""
    luck = Luck(
        {name: values[k, now.person] for name, values in people.uniforms.items()},
        {name: values[k, now.person] for name, values in people.normals.items()},
    )
    found = _looks(people, calendar, k, now, luck)
    found |= _leaves(people, effects, calendar, k, now, luck, found)
    found |= _receives(people, effects, calendar, now, luck, found)
    seen = found["left_at"] >= 0
    ordered = found["nth"] > 0

    odds = -0.60 + story.AGAIN[people.persona[now.person]] + 0.55 * people.engagement[now.person]
    odds = odds - effects.return_pain * found["pain"]
    odds = odds - effects.late_first_parcel * (found["late"] & (found["nth"] == 1))
    odds = odds - effects.green_delivery * (found["option"] == story.GREEN)
    again = ordered & (luck.u["again"] < 1 / (1 + np.exp(-odds)))
    retry = seen & ~ordered & (found["left_at"] > story.VISIT) & (luck.u["retry"] < story.RETRIES)
    closed = np.where(found["returned"], found["refunded"], found["delivered"])
    after = np.maximum(found["delivered"] + np.exp(np.log(52.0) + 0.5 * luck.z["gap"]), closed + 1.0)
    soon = found["time"] + 0.5 + np.exp(np.log(9.0) + 0.7 * luck.z["retry_gap"])
    following = Now(
        now.person,
        np.where(again, after, soon),
        np.where(again, found["delivered"], found["time"]),
        now.orders + ordered,
    )
    return found, following.take(again | retry)


def _looks(people: People, calendar: Calendar, k: int, now: Now, luck: Luck) -> Columns:
    """When they look and decide, and at what."""
    u, persona = luck.u, people.persona[now.person]
    looked = np.exp(1.2 + 0.6 * luck.z["look"])
    began = now.since if k == 0 else np.maximum(now.earliest - looked, 0.95 * now.since + 0.05 * now.earliest)
    time = at_a_likely_hour(now.earliest, u["hour"])
    time = np.where(time < now.since + 0.01, time + 1, time)
    month = calendar.month(time)
    category = chosen(u["category"], story.SEASON, month)
    value = np.round(
        story.SPEND[persona] * np.exp(0.38 * luck.z["value"]) * np.where(category == 3, 1.6, 1.0)
    )
    discount = u["discount"] < story.DISCOUNT[persona]
    value = np.round(np.maximum(value, 12.0) * np.where(discount, 0.8, 1.0), 2)
    green = story.GOES_GREEN[persona] - 0.22 * people.engagement[now.person]
    slow = np.where(u["option"] < green + 0.36, story.STANDARD, story.PICKUP)
    option = np.where(u["option"] < green, story.GREEN, slow)
    return {
        "time": time,
        "began": np.minimum(began, time - 0.02),
        "brand": chosen(u["brand"], story.BRAND_SHARE),
        "category": category,
        "value": value,
        "discount": discount,
        "option": option,
        "fee": np.where(value >= story.FREE_ABOVE, 0.0, story.FEES[option]),
    }


def _leaves(
    people: People, effects: Effects, calendar: Calendar, k: int, now: Now, luck: Luck, found: Columns
) -> Columns:
    """Where they leave, and for what reason."""
    u, persona = luck.u, people.persona[now.person]
    knows = now.orders > 0
    guide = u["guide"] < 0.60 - 0.15 * knows
    odd = found["brand"] == story.ODD_SIZES
    test = people.fee_shown[now.person] & calendar.between(found["time"], *FEE_TEST)
    fee = 0.05 + effects.fee_in_basket * test
    interest = story.INTEREST[persona] + 0.14 * knows + 0.04 * people.engagement[now.person]
    exits = (
        (story.PAY, u["pay"] < 0.02),
        (story.DELIVER, u["checkout"] < fee + effects.fee * (found["fee"] > 0)),
        (story.BASKET, u["basket"] < 0.08),
        (story.SIZE, guide & (u["size"] < 0.14 + effects.size_doubt * odd)),
        (story.COMPARE, u["interest"] > interest),
        (story.VISIT, (u["compare"] < 0.18) & (k == 0)),
    )
    left = np.full(len(now.person), story.ORDERED)
    for step, leaves in exits:
        left = np.where(leaves, step, left)
    left = np.where(found["time"] < calendar.days, left, -1)
    ordered = left == story.ORDERED
    return {
        "left_at": left,
        "used_guide": guide & (left >= story.SIZE),
        "doubt": (left == story.SIZE) & (u["size"] >= 0.14),
        "fee_exit": (left == story.DELIVER) & (u["checkout"] >= fee),
        "nth": np.where(ordered, now.orders + 1, 0),
        "discount": found["discount"] & ordered,
    }


def _receives(
    people: People, effects: Effects, calendar: Calendar, now: Now, luck: Luck, found: Columns
) -> Columns:
    """What the parcel brings, and whether it goes back."""
    u, persona, time = luck.u, people.persona[now.person], found["time"]
    ordered = found["nth"] > 0
    odd = found["brand"] == story.ODD_SIZES
    promised = np.array([6.0, 3.0, 4.0])[found["option"]]
    late = u["late"] < 0.12 + 0.14 * (calendar.month(time) == 11)
    took = promised * (0.55 + 0.1 * np.clip(luck.z["wait"], -2, 2))
    took = took + late * (promised * 0.4 + 1.5 + 2.5 * u["prepare"])
    shipped = time + 0.3 + 0.5 * u["prepare"]
    delivered = at_a_likely_hour(time + np.maximum(took, 1.0) + 0.5, 0.25 + 0.5 * u["unpack_hour"])
    delivered = np.maximum(delivered, shipped + 0.3)

    misfit = u["misfit"] < 0.17 + story.MISFIT[persona] + 0.17 * odd - 0.05 * found["used_guide"]
    by_size = ordered & misfit & (u["bring_back"] < 0.82)
    by_mood = ordered & ~by_size & (u["other_reason"] < story.OTHER_RETURN[persona])
    small = u["bring_back"] < 0.82 * np.where(odd, 0.85, 0.45)
    reason = np.where(by_size, np.where(small, 0, 1), np.where(u["exchange"] < 0.4, 2, 3))
    opened = at_a_likely_hour(delivered + 1.0 + 4.0 * u["return_day"], u["hour"])
    days_to_refund = np.clip(np.exp(np.log(9.6) + 0.38 * luck.z["refund"]), 2.5, 40.0)
    pilot = np.isin(people.country[now.person], story.PILOT_COUNTRIES)
    pilot &= opened >= int(calendar.days * PILOT_STARTS)
    returned = by_size | by_mood
    label_free = returned & pilot & effects.label_pilot
    return {
        "shipped": np.where(ordered, shipped, np.inf),
        "promised": np.floor(time) + promised,
        "delivered": np.where(ordered, delivered, np.inf),
        "late": ordered & (delivered > np.floor(time) + promised + 1),
        "returned": returned,
        "reason": np.where(returned, reason, -1),
        "exchanged": by_size & (u["exchange"] < 0.26),
        "return_opened": np.where(returned, opened, np.inf),
        "refunded": np.where(returned, opened + days_to_refund, np.inf),
        "label_free": label_free,
        "pain": by_size & ~label_free & (days_to_refund >= story.SLOW_REFUND_DAYS),
    }
