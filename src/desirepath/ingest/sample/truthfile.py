"""`truth.json`: the planted truths as a document, by which later work is judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desirepath.ingest.sample import story
from desirepath.ingest.sample.clock import Calendar
from desirepath.ingest.sample.lives import FEE_TEST, PILOT_STARTS
from desirepath.ingest.sample.story import Effects
from desirepath.ingest.sample.truth import Tally, difference, emotions
from desirepath.ingest.sample.voices import Felt


def document(
    tally: Tally, felt: Mapping[str, Felt], effects: Effects, calendar: Calendar, made: dict[str, Any]
) -> dict[str, Any]:
    """All truths of one sample. Shares are 0 to 1, money is EUR within the period, dates are local."""
    quarters = calendar.days / 91.3125
    return {
        "made": made,
        "period": {
            "start": str(calendar.start),
            "horizon": str(calendar.horizon),
            "quarters": round(quarters, 3),
        },
        "totals": {
            "people": int(tally.get("people")),
            "visitors": int(tally.get("visitors")),
            "buyers": int(tally.get("buyers")),
            "orders": int(tally.get("orders")),
            "revenue": round(tally.get("revenue"), 2),
            "second_order_within_120_days": _share(tally, "first_orders.again", "first_orders"),
        },
        "drop_off": _drop_off(tally, effects, quarters),
        "pains": [_pain(tally, effects, quarters)],
        "early_experience": _early(tally, effects, quarters),
        "confounded": _confounded(tally),
        "emotions": emotions(felt),
        "actions": [_pilot(tally, effects, calendar, quarters), _fee_test(tally, effects, calendar)],
        "structure": {
            "personas": {
                name: round(float(share), 2)
                for name, share in zip(story.PERSONAS, story.PERSONA_SHARE, strict=True)
            },
            "odd_brand": story.BRANDS[story.ODD_SIZES],
            "seen_confounders": [
                "trait mail_choice",
                "orders with a voucher",
                "own visits before",
                "mails opened",
            ],
            "unseen_confounders": ["persona", "engagement"],
        },
    }


def _share(tally: Tally, part: str, whole: str) -> float | None:
    value = tally.share(part, whole)
    return None if value is None else round(value, 4)


def _effect(tally: Tally, name: str) -> dict[str, Any]:
    """The same people with and without one effect, at their first exposure."""
    return {
        "n": int(tally.get(f"{name}.n")),
        "with": _share(tally, f"{name}.with", f"{name}.n"),
        "without": _share(tally, f"{name}.without", f"{name}.n"),
        "effect": difference(tally, (f"{name}.with", f"{name}.n"), (f"{name}.without", f"{name}.n")),
    }


def _money(tally: Tally, name: str, quarters: float) -> dict[str, Any]:
    money = tally.get(f"{name}.money")
    return {
        "money": round(money, 2),
        "money_per_quarter": round(money / quarters, 2),
        "orders": round(tally.get(f"{name}.orders")),
        "customers": int(tally.get(f"{name}.customers")),
    }


def _drop_off(tally: Tally, effects: Effects, quarters: float) -> dict[str, Any]:
    steps = [
        {
            "step": name,
            "reached": int(tally.get(f"reached.{name}")),
            "left": int(tally.get(f"left.{name}")),
            "share": _share(tally, f"left.{name}", f"reached.{name}"),
        }
        for name in story.LEFT_AT[:-1]
    ]
    return {
        "unit": "shopping episode",
        "steps": steps,
        "causes": [
            {
                "id": "size-doubt",
                "step": "size",
                "why": f"Brand {story.BRANDS[story.ODD_SIZES]} cuts small and the fit guide does not know it.",
                "structural": effects.size_doubt,
                "left_for_it": int(tally.get("left_by.doubt")),
                "leaving": _effect(tally, "size_doubt"),
                **_money(tally, "size_doubt", quarters),
            },
            {
                "id": "late-fee",
                "step": "delivery",
                "why": "A delivery fee that appears at the checkout.",
                "structural": effects.fee,
                "left_for_it": int(tally.get("left_by.fee")),
                "leaving": _effect(tally, "fee"),
                **_money(tally, "fee", quarters),
            },
        ],
    }


def _pain(tally: Tally, effects: Effects, quarters: float) -> dict[str, Any]:
    return {
        "id": "return-pain",
        "step": "return",
        "what": "Wrong size, a printed label and a refund that took 8 days or longer.",
        "rule": "reason in ('too small', 'too large') and label = 'printed' and days_to_refund >= 8",
        "structural_log_odds": -effects.return_pain,
        "exposed_orders": int(tally.get("return_pain.exposed")),
        "second_order_within_120_days": _effect(tally, "return_pain"),
        "naive": difference(
            tally,
            ("return_pain.with", "return_pain.n"),
            ("return_pain.unexposed.again", "return_pain.unexposed"),
        ),
        **_money(tally, "return_pain", quarters),
    }


def _early(tally: Tally, effects: Effects, quarters: float) -> dict[str, Any]:
    return {
        "id": "late-first-parcel",
        "step": "wait",
        "what": "The first parcel came after the promised day. Later parcels that are late cause nothing.",
        "structural_log_odds": -effects.late_first_parcel,
        "second_order_within_120_days": _effect(tally, "late_first_parcel"),
        "naive": difference(
            tally,
            ("late_first_parcel.with", "late_first_parcel.n"),
            ("late_first_parcel.unexposed.again", "late_first_parcel.unexposed"),
        ),
        **_money(tally, "late_first_parcel", quarters),
    }


def _confounded(tally: Tally) -> list[dict[str, Any]]:
    def again(name: str) -> tuple[str, str]:
        return f"{name}.again", f"{name}.n"

    return [
        {
            "id": "many-promotions",
            "step": "care",
            "what": "Four or more promotions in the 60 days after the first order, against one or none.",
            "why": "Deal seekers and people who look away get more promotions, and order less again anyway.",
            "effect": 0.0,
            "naive": difference(tally, again("many_promotions"), again("few_promotions")),
            "n": int(tally.get("many_promotions.n")),
        },
        {
            "id": "slow-green-delivery",
            "step": "wait",
            "what": "The slow green delivery with the first order, against the other ways.",
            "why": "Occasional buyers choose it more often, and come back less anyway.",
            "effect": 0.0,
            "naive": difference(tally, again("green"), again("not_green")),
            "n": int(tally.get("green.n")),
        },
        {
            "id": "repair-keeps",
            "step": "repair",
            "what": "A booked repair, against none: an apparent gain.",
            "why": "Inés and the engaged book repairs, and come back anyway.",
            "effect": 0.0,
            "naive": difference(tally, again("repaired"), again("not_repaired")),
            "n": int(tally.get("repaired.n")),
        },
    ]


def _pilot(tally: Tally, effects: Effects, calendar: Calendar, quarters: float) -> dict[str, Any]:
    return {
        "id": "label-free-pilot",
        "step": "return",
        "worked": effects.label_pilot and effects.return_pain != 0,
        "from": str(calendar.date_of(PILOT_STARTS)),
        "to": None,
        "treated": [story.COUNTRIES[c] for c in story.PILOT_COUNTRIES],
        "control": [c for i, c in enumerate(story.COUNTRIES) if i not in story.PILOT_COUNTRIES],
        "who": "Returns opened from that day on in the treated countries; all reasons.",
        "second_order_within_120_days": _effect(tally, "label_pilot"),
        **_money(tally, "label_pilot", quarters),
    }


def _fee_test(tally: Tally, effects: Effects, calendar: Calendar) -> dict[str, Any]:
    return {
        "id": "fee-in-basket",
        "step": "delivery",
        "worked": False,
        "from": str(calendar.date_of(FEE_TEST[0])),
        "to": str(calendar.date_of(FEE_TEST[1])),
        "randomised_by": "property variant: 'fee in basket' against 'fee late', one in two people",
        "effect": effects.fee_in_basket,
        "seen": difference(tally, ("fee_shown.left", "fee_shown.n"), ("fee_late.left", "fee_late.n")),
        "n": int(tally.get("fee_shown.n") + tally.get("fee_late.n")),
    }
