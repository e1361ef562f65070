"""Who shops at Loam and how they decide: every number of the made-up world, in one place.

Nothing here is measured. `lives.py` turns these numbers into decisions, `truth.py` reports what they cause.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Wholes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PERSONAS = ("ines", "marc", "other")
INES, MARC, OTHER = range(3)
PERSONA_SHARE = np.array([0.42, 0.30, 0.28])

COUNTRIES = ("ES", "PT", "FR", "DE", "IT", "CH")
COUNTRY_SHARE = np.array([0.36, 0.16, 0.18, 0.17, 0.10, 0.03])
PILOT_COUNTRIES = (0, 1)
CHF_IN_EUR = 1.04
SWITZERLAND = 5

BRANDS = ("Loam", "Nordhav", "Tejo", "Maren")
BRAND_SHARE = np.array([0.34, 0.20, 0.28, 0.18])
ODD_SIZES = 2
"""Tejo cuts small: the brand whose sizes people doubt, and rightly."""

CATEGORIES = ("linen shirts", "jeans", "wool knitwear", "coats", "gifts")
SEASON = np.array(  # share of each category by month, January first
    [
        [0.10, 0.25, 0.35, 0.25, 0.05],
        [0.14, 0.28, 0.30, 0.20, 0.08],
        [0.25, 0.32, 0.20, 0.15, 0.08],
        [0.40, 0.32, 0.12, 0.08, 0.08],
        [0.50, 0.28, 0.07, 0.05, 0.10],
        [0.56, 0.26, 0.05, 0.03, 0.10],
        [0.58, 0.26, 0.05, 0.03, 0.08],
        [0.48, 0.30, 0.10, 0.06, 0.06],
        [0.26, 0.32, 0.22, 0.14, 0.06],
        [0.12, 0.28, 0.34, 0.20, 0.06],
        [0.08, 0.20, 0.32, 0.22, 0.18],
        [0.05, 0.13, 0.25, 0.17, 0.40],
    ]
)
ARRIVALS = np.array([0.90, 0.85, 0.95, 1.10, 1.15, 1.10, 0.95, 0.80, 0.95, 1.00, 1.15, 1.50])
"""How many people come by month, against a mean month."""

DELIVERY = ("green", "standard", "pickup")
GREEN, STANDARD, PICKUP = range(3)
FEES = np.array([4.90, 6.90, 0.0])
FREE_ABOVE = 120.0

MAIL_CHOICES = ("care", "offers", "all", "none")
MAIL_SHARE = np.array([[0.66, 0.04, 0.20, 0.10], [0.03, 0.74, 0.18, 0.05], [0.22, 0.25, 0.38, 0.15]])

FIRST_TOUCH = ("Video Watched", "Search Result Clicked", "Ad Clicked", "Stall Visited", "Friend Link Opened")
FIRST_SHARE = np.array(
    [[0.34, 0.26, 0.10, 0.18, 0.12], [0.14, 0.24, 0.48, 0.05, 0.09], [0.22, 0.34, 0.24, 0.09, 0.11]]
)

REASONS = ("too small", "too large", "not as pictured", "changed my mind")
LEFT_AT = ("visit", "compare", "size", "basket", "delivery", "pay", "ordered")
VISIT, COMPARE, SIZE, BASKET, DELIVER, PAY, ORDERED = range(7)


@dataclass(frozen=True)
class Effects:
    """Everything that truly causes something, as structural parameters. Zero: it causes nothing.

    Probabilities are added (`size_doubt`, `fee`), log-odds of shopping again are taken away
    (`return_pain`, `late_first_parcel`).
    """

    size_doubt: float = 0.28
    fee: float = 0.17
    return_pain: float = 1.6
    late_first_parcel: float = 1.0
    label_pilot: bool = True
    fee_in_basket: float = 0.0
    green_delivery: float = 0.0

    def without(self, name: str) -> Effects:
        """The same world with one effect off."""
        off: float | bool = False if name == "label_pilot" else 0.0
        return replace(self, **{name: off})  # type: ignore[arg-type]


NO_EFFECTS = Effects(size_doubt=0.0, fee=0.0, return_pain=0.0, late_first_parcel=0.0, label_pilot=False)

# One value a persona: Inés, Marc, everybody else.
INTEREST = np.array([0.68, 0.78, 0.66])
SPEND = np.array([112.0, 72.0, 84.0])
DISCOUNT = np.array([0.06, 0.66, 0.25])
MISFIT = np.array([-0.03, 0.05, 0.0])
OTHER_RETURN = np.array([0.02, 0.10, 0.05])
GOES_GREEN = np.array([0.42, 0.38, 0.42])
AGAIN = np.array([0.55, -0.45, 0.0])
REPAIRS = np.array([0.30, 0.06, 0.17])
RESELLS = np.array([0.17, 0.10, 0.13])
REFERS = np.array([0.24, 0.09, 0.16])
OPENS_CARE = np.array([0.70, 0.24, 0.46])
OPENS_PROMOTION = np.array([0.10, 0.40, 0.22])

RETRIES = 0.50
SLOW_REFUND_DAYS = 8.0
REPEAT_WITHIN_DAYS = 120.0
EPISODES = 9
"""Shopping episodes a person may have at most; fewer than 1 in 1,000 would have had more."""
