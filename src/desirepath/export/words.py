"""Numbers, money, durations and dates in words, as every picture and the page write them.

Nothing is bare and nothing has two decimals: shares and net promoter scores carry one decimal from n = 1,000 and none
below, money two significant digits, durations their unit as a word. A number that must not be shown says so. The
page has a twin of this file; both are tested against `tests/cases/number_words.json`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desirepath.measures.result import HIDDEN_BELOW, Number

MINUS = "−"
FINE_FROM = 1_000
"""From so many observations on a share carries one decimal."""

EXACT = ("people", "count")
"""Units that are counted and not estimated, unless an interval says otherwise."""

TOO_FEW = "too few"
NO_DATA = "no data"

SYMBOLS = {
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "JPY": "¥",
    "CNY": "CN¥",
    "BRL": "R$",
    "AUD": "A$",
    "CAD": "C$",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = 86_400


def _round(value: float, decimals: int) -> float:
    """Half away from zero, as people round; never minus zero."""
    scale = 10**decimals
    rounded = math.floor(abs(value) * scale + 0.5 + 1e-9) / scale
    return math.copysign(rounded, value) if rounded else 0.0


def plain(value: float, decimals: int = 0, *, signed: bool = False) -> str:
    """A number with thousands separated by commas and a true minus.

    >>> plain(18240), plain(-1.62, 1), plain(1.5, 1, signed=True)
    ('18,240', '−1.6', '+1.5')
    """
    rounded = _round(value, decimals)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{decimals}f}"


def money(value: float, currency: str | None = None) -> str:
    """Money in two significant digits from 1,000 on, in whole units below, with the currency's sign.

    >>> money(31_400, "EUR"), money(-480, "EUR"), money(6.9, "USD")
    ('€31k', '−€480', '$6.9')
    """
    size = abs(value)
    sign = SYMBOLS.get(currency, f"{currency} ") if currency else ""
    if _round(size, 0) < FINE_FROM:
        amount = plain(size, 1 if _round(size, 1) < 10 else 0).removesuffix(".0")
    else:
        digits = math.floor(math.log10(size))
        two = _round(size / 10 ** (digits - 1), 0) * 10 ** (digits - 1)
        step, letter = next(s for s in ((1e9, "bn"), (1e6, "M"), (1e3, "k")) if two >= s[0])
        amount = plain(two / step, 1 if two / step < 10 else 0) + letter
    return f"{MINUS if value < 0 and amount != '0' else ''}{sign}{amount}"


def _unit(seconds: float) -> tuple[float, str, str]:
    """Length of the unit a duration is told in, its word for one, and for many."""
    size = abs(seconds)
    if size < 59.5:
        return 1, "s", "s"
    if size < 59.5 * 60:
        return 60, "min", "min"
    if size < 23.5 * 3_600:
        return 3_600, "h", "h"
    return DAY, "day", "days"


def _in_unit(seconds: float, unit: float) -> str:
    """A duration counted in a unit: one decimal under three, none from there."""
    count = seconds / unit
    fine = unit > 1 and abs(count) < 2.95
    text = plain(count, 1 if fine else 0)
    return text.removesuffix(".0")


def duration(seconds: float) -> str:
    """A length of time in words.

    >>> duration(360), duration(86_400), duration(172_800), duration(129_600)
    ('6 min', '1 day', '2 days', '1.5 days')
    """
    unit, one, many = _unit(seconds)
    count = _in_unit(seconds, unit)
    return f"{count} {one if count == '1' else many}"


def _decimals(number: Number) -> int:
    match number.unit:
        case "share" | "nps" | "per_100":
            return 1 if number.n >= FINE_FROM else 0
        case "stars" | "score" | "feeling":
            return 1
        case "count":
            whole = all(v is None or v == int(v) for v in (number.value, number.low, number.high))
            return 0 if whole or abs(number.value or 0) >= 100 else 1
        case _:
            return 0


def _amount(value: float, number: Number, currency: str | None) -> str:
    """A value in the number's unit, without the words for the unit."""
    decimals = _decimals(number)
    match number.unit:
        case "share":
            return plain(value * 100, decimals)
        case "money":
            return money(value, currency)
        case "seconds":
            return duration(value)
        case "nps" | "feeling":
            return plain(value, decimals, signed=True)
        case _:
            return plain(value, decimals)


def value(number: Number, currency: str | None = None) -> str:
    """The value in words: "25.5 %"; the interval alone when only that may be shown; else why there is none.

    A count of people is exact: it is shown from ten on, and "under 10" below.
    """
    if number.value is None:
        return NO_DATA
    if number.unit in EXACT and number.low is None:
        small = number.show == "hidden" and 0 < number.value < HIDDEN_BELOW
        return f"under {HIDDEN_BELOW}" if small else _amount(number.value, number, currency)
    if number.show == "hidden":
        return TOO_FEW
    if number.show == "interval":
        alone = interval(number, currency)
        return TOO_FEW if alone is None else f"{alone} %" if number.unit == "share" else alone
    amount = _amount(number.value, number, currency)
    match number.unit:
        case "share":
            return f"{amount} %"
        case "per_100":
            return f"{amount} per 100"
        case _:
            return amount


def interval(number: Number, currency: str | None = None) -> str | None:
    """The 95 % interval in words: "24.0 to 27.0"; None where there is none or none may be shown."""
    if number.low is None or number.high is None or number.value is None or number.show == "hidden":
        return None
    low, high = number.low, number.high
    if number.unit == "seconds":
        unit, one, many = _unit(high)
        if _unit(low)[0] == unit:
            last = _in_unit(high, unit)
            return f"{_in_unit(low, unit)} to {last} {one if last == '1' else many}"
        return f"{duration(low)} to {duration(high)}"
    if number.unit == "money":
        return f"{money(low)} to {money(high)}"
    if number.unit == "nps":
        return f"{plain(low, _decimals(number))} to {plain(high, _decimals(number))}"
    return f"{_amount(low, number, currency)} to {_amount(high, number, currency)}"


def number_words(number: Number, currency: str | None = None) -> str:
    """A number with its n and its doubt: "25.5 % of 3,188 (24.0 to 27.0)", "4.6 (4.5 to 4.7), n 902"."""
    said = value(number, currency)
    if number.value is None or (number.unit in EXACT and number.value == number.n):
        return said
    if number.show != "full":
        return f"{said}, n {plain(number.n)}"
    between = interval(number, currency)
    doubt = f" ({between})" if between else ""
    if number.unit in ("share", "per_100"):
        return f"{said} of {plain(number.n)}{doubt}"
    return f"{said}{doubt}, n {plain(number.n)}"


@dataclass(frozen=True)
class Change:
    """A change against before: which way it went, and how far in words without a sign."""

    way: Literal["up", "down", "same"]
    size: str

    @property
    def words(self) -> str:
        """The change as a sentence part: "up 1.2 pts", "no change"."""
        return "no change" if self.way == "same" else f"{self.way} {self.size}"


def change(now: Number, before: Number | None, currency: str | None = None) -> Change | None:
    """How a number moved since before; None unless both may be shown in full."""
    if (
        before is None
        or now.show != "full"
        or before.show != "full"
        or now.value is None
        or before.value is None
    ):
        return None
    difference = now.value - before.value
    fewer = now.model_copy(update={"n": min(now.n, before.n)})
    match now.unit:
        case "share":
            size = f"{plain(abs(difference) * 100, _decimals(fewer))} pts"
            if size == "1 pts":
                size = "1 pt"
        case "money":
            size = money(abs(difference), currency)
        case "seconds":
            size = duration(abs(difference))
        case _:
            size = plain(abs(difference), _decimals(fewer))
    nothing = not any(char in "123456789" for char in size)
    return Change("same" if nothing else "up" if difference > 0 else "down", size)


def day(on: date, *, year: bool = False) -> str:
    """A date as people write it: "30 Sep", and with the year where it does not go without saying.

    >>> day(date(2026, 9, 30)), day(date(2026, 9, 30), year=True)
    ('30 Sep', '30 Sep 2026')
    """
    return f"{on.day} {MONTHS[on.month - 1]}" + (f" {on.year}" if year else "")


def days(first: date, last: date) -> str:
    """A range of dates; the year stands once when it is the same.

    >>> days(date(2026, 4, 1), date(2026, 9, 30))
    '1 Apr – 30 Sep 2026'
    """
    return f"{day(first, year=first.year != last.year)} – {day(last, year=True)}"
