"""What is a customer worth over a stated time, in today's money?

Value = margin · expected purchase · sum over periods t of (E[X(t)] - E[X(t-1)]) / (1 + d)^t, with any model of
purchases for E[X] and Gamma-Gamma for the purchase (Fader, Hardie and Lee 2005, J. of Marketing Research 42, over a
finite horizon). A horizon is always stated: "for ever" is a belief about a market, not about a customer.

Not answered: what it would take to keep somebody, and what they would be worth if you did something else.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from desirepath.errors import InputError
from desirepath.science.arrays import Floats


def discounted(
    expected: Callable[[float], ArrayLike], periods: int, rate: float, period: float = 1.0
) -> Floats:
    """Expected purchases of the next `periods` periods, each discounted to today.

    `expected(t)`: purchases within time t from now, of one customer or an array of any shape, for example
    `lambda t: model.expected_after(t, x, tx, age)`. `rate` >= 0: discount of one period. `period`: how many units of
    the model's time a period has (a model in weeks, months as periods: 52 / 12). What comes in a period is paid at its
    end.
    Raises InputError `horizon_unusable` for less than one period, a negative rate or a period of no length.

    >>> discounted(lambda t: 2 * t, periods=2, rate=0.25).item()  # 2 / 1.25 + 2 / 1.25²
    2.88
    """
    if periods < 1 or rate < 0 or period <= 0:
        raise InputError(
            f"{periods} periods of length {period:g} at a rate of {rate:g} make no horizon.",
            code="horizon_unusable",
            remedy="Give at least one period, a rate of 0 or more, and a length above 0.",
        )
    before = np.asarray(expected(0.0), float)
    total = np.zeros_like(before)
    for number in range(1, periods + 1):
        until = np.asarray(expected(number * period), float)
        total = total + (until - before) / (1 + rate) ** number
        before = until
    return total


def customer_value(purchases: ArrayLike, spend: ArrayLike, margin: float) -> Floats:
    """Money left from `purchases` (discounted, expected) of `spend` each, of which the share `margin` is left.

    >>> customer_value([2.88, 0.5], [35.0, 20.0], margin=0.3).round(2).tolist()
    [30.24, 3.0]
    """
    return np.asarray(margin * np.asarray(purchases, float) * np.asarray(spend, float))


def yearly_as_period(yearly: float, periods_a_year: float) -> float:
    """The discount rate of one period that makes `yearly` in a year: 10 % a year is 0.8 % a month, not 10 / 12.

    >>> round(yearly_as_period(0.10, 12), 5)
    0.00797
    """
    return float((1 + yearly) ** (1 / periods_a_year) - 1)
