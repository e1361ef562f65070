"""From sums to numbers: the value, its interval, its n, and what may be drawn."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desirepath.measures.result import Number, Unit, show
from desirepath.science import intervals
from desirepath.science.intervals import Estimate

if TYPE_CHECKING:
    from desirepath.science.kaplan_meier import Survival


def count(value: float, *, of: float | None = None, unit: Unit = "people", n: int | None = None) -> Number:
    """A plain count. It is what it is: no interval, and shown however small."""
    return Number(
        value=float(value),
        n=int(value if n is None else n),
        numerator=float(value),
        denominator=of,
        unit=unit,
        show="full",
    )


def rate(numerator: float, denominator: float, *, still_open: int | None = None) -> Number:
    """A share with Wilson's interval; null when nobody is in the denominator."""
    estimate = intervals.wilson(numerator, denominator)
    return _number(estimate, int(denominator), "share", numerator, denominator, still_open)


def mean(n: int, total: float | None, squares: float | None, unit: Unit, *, times: float = 1) -> Number:
    """A mean with the t interval, times a factor (100 for "per 100")."""
    found = intervals.mean(n, float(total or 0), float(squares or 0))
    scaled = Estimate(*(None if x is None else x * times for x in (found.value, found.low, found.high)))
    return _number(scaled, n, unit, float(total or 0), float(n))


def nps(promoters: int, detractors: int, n: int) -> Number:
    """The net promoter score in points with the adjusted Wald interval."""
    return _number(intervals.nps(promoters, detractors, n), n, "nps", float(promoters - detractors), float(n))


def money(total: Decimal | None, orders: int) -> Number:
    """A sum of money. It is what was paid: no interval."""
    return Number(value=float(total or 0), n=orders, unit="money", show="full")


def quantile(estimate: Estimate, n: int, events: int) -> Number:
    """A length of time in seconds from a survival curve."""
    return _number(estimate, n, "seconds", float(events), float(n), n - events)


def reached_by(curve: Survival, duration: float, events: int) -> Number:
    """The share that has had the event after this long, from a survival curve."""
    left = curve.estimate(duration)
    found = Estimate(*(None if end is None else 1 - end for end in (left.value, left.high, left.low)))
    return _number(found, curve.n, "share", float(events), float(curve.n))


def estimated(estimate: Estimate, n: int, unit: Unit) -> Number:
    """What a method found, with its interval, resting on n observations."""
    return _number(estimate, n, unit, None, None)


def share(part: float, whole: float) -> float | None:
    """A bare share for a further column; null over nothing."""
    return part / whole if whole else None


def _number(
    estimate: Estimate,
    n: int,
    unit: Unit,
    numerator: float | None,
    denominator: float | None,
    still_open: int | None = None,
) -> Number:
    return Number(
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        n=n,
        numerator=numerator,
        denominator=denominator,
        still_open=still_open,
        unit=unit,
        show=show(n),
    )
