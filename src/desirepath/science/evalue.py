"""How strong would something we did not measure have to be to explain an effect away?"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desirepath.errors import InputError
from desirepath.science.intervals import Estimate


@dataclass(frozen=True)
class EValue:
    """The risk ratio a hidden factor would need with both exposure and outcome to explain them away.

    `value` moves the value to 1, `limit` the interval. Both are >= 1; `limit` is 1 when the interval holds 1
    already, and null when there is no interval.
    """

    value: float
    limit: float | None


def evalue(ratio: Estimate) -> EValue:
    """How large a hidden factor must be, for a risk ratio > 0 and its interval.

    E = RR + sqrt(RR (RR - 1)) for RR >= 1; below 1 the same of 1/RR; for the interval, of the end nearer to 1.
    VanderWeele and Ding (2017), Annals of Internal Medicine 167. Raises InputError without a positive ratio.

    It does not answer whether there is such a factor, and holds for one at a time.

    >>> found = evalue(Estimate(3.9, 1.8, 8.7))
    >>> round(found.value, 2), round(found.limit, 2)
    (7.26, 3.0)
    """
    if ratio.value is None or ratio.value <= 0:
        raise InputError(
            f"A risk ratio must be above 0; {ratio.value} is not.",
            code="bad_ratio",
            remedy="Give the ratio of two chances.",
        )
    if ratio.low is None or ratio.high is None:
        return EValue(_needed(ratio.value), None)
    if ratio.low <= 1 <= ratio.high:
        return EValue(_needed(ratio.value), 1.0)
    return EValue(_needed(ratio.value), _needed(ratio.low if ratio.low > 1 else ratio.high))


def ratio_of_difference(difference: Estimate, spread: float) -> Estimate:
    """The risk ratio that stands for a difference of means, given the outcome's standard deviation `spread` > 0.

    RR is about exp(0.91 d) with d = difference / spread: Chinn (2000), Statistics in Medicine 19, as in VanderWeele
    and Ding. An approximation: good enough for "how strong", not for the effect itself.

    >>> round(ratio_of_difference(Estimate(0.5), 1.0).value, 3)
    1.576
    """
    if difference.value is None or spread <= 0:
        raise InputError(
            "A difference and a standard deviation above 0 are needed.",
            code="bad_ratio",
            remedy="Give both in the outcome's unit.",
        )
    return Estimate(
        *(
            None if x is None else math.exp(0.91 * x / spread)
            for x in (difference.value, difference.low, difference.high)
        )
    )


def ratio_of_shares(with_it: float, without: float) -> float:
    """The risk ratio of two shares in (0, 1].

    >>> ratio_of_shares(0.5, 0.25)
    2.0
    """
    if not (0 < with_it <= 1 and 0 < without <= 1):
        raise InputError(
            f"Shares must lie above 0 and at most at 1; given were {with_it} and {without}.",
            code="bad_ratio",
            remedy="Without any case there is no ratio.",
        )
    return with_it / without


def words(found: EValue) -> str:
    """The sentence that stands beside an adjusted effect.

    >>> words(EValue(7.26, 3.0))
    'A hidden cause would have to be tied by a ratio of at least 7.3 to both to explain it away; 3.0 to leave it open.'
    >>> words(EValue(1.4, 1.0))
    'The interval holds "no effect" already; no hidden cause is needed to leave it open.'
    """
    if found.limit is not None and found.limit <= 1:
        return 'The interval holds "no effect" already; no hidden cause is needed to leave it open.'
    end = "" if found.limit is None else f"; {found.limit:.1f} to leave it open"
    least = f"A hidden cause would have to be tied by a ratio of at least {found.value:.1f} to both"
    return f"{least} to explain it away{end}."


def _needed(ratio: float) -> float:
    larger = max(ratio, 1 / ratio)
    return larger + math.sqrt(larger * (larger - 1))
