"""Money in the workspace's own currency: decimal, and never converted by a guess."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from desirepath.lake.tables import MONEY


def in_own_currency(
    revenue: pa.Array, currency: pa.Array, own: str, rates: Mapping[str, Decimal]
) -> pa.Array:
    """Amounts in the workspace's currency, rounded half to even; null where no rate is known.

    A missing currency is the workspace's own. `rates`: value of one unit of another currency.
    """
    if revenue.null_count == len(revenue):
        return revenue
    words = currency.dictionary_decode() if pa.types.is_dictionary(currency.type) else currency
    foreign = pc.fill_null(pc.not_equal(words, own), False)
    if not pc.any(foreign).as_py():
        return revenue
    result = pc.if_else(foreign, pa.scalar(None, MONEY), revenue)
    for name, rate in rates.items():
        here = pc.fill_null(pc.equal(words, name), False)
        if pc.any(here).as_py() and name != own:
            result = pc.if_else(here, _times(pc.if_else(here, revenue, pa.scalar(None, MONEY)), rate), result)
    return result


def _times(amounts: pa.Array, rate: Decimal) -> pa.Array:
    product = pc.multiply(amounts, pa.scalar(rate))
    return pc.round(product, ndigits=2, round_mode="half_to_even").cast(MONEY)
