"""Numbers, money, durations and dates in words, as every picture and the page write them.

Nothing is bare and nothing has two decimals: shares carry one decimal from n = 1,000 and none below, money two
significant digits, net promoter scores a sign, durations their unit as a word. Inside an interval the unit is not
said again. A number that must not be shown says so; people are counted, not estimated, and always shown. The page
has a twin of this file; both are tested against `tests/cases/number_words.json`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desirepath.measures.result import Number

MINUS = "−"
FINE_FROM = 1_000
"""From so many observations on a share carries one decimal."""

EXACT = ("people", "count")
"""Units that are counted and not estimated, unless an interval says otherwise."""

TOO_FEW = "too few"
NO_DATA = "no data"
NOT_YET = "not yet known"

SYMBOLS = {
    "AUD": "A$",
    "BRL": "R$",
    "CAD": "CA$",
    "CNY": "CN¥",
    "EUR": "€",
    "GBP": "£",
    "HKD": "HK$",
    "ILS": "₪",
    "INR": "₹",
    "JPY": "¥",
    "KRW": "₩",
    "MXN": "MX$",
    "NZD": "NZ$",
    "PHP": "₱",
    "TWD": "NT$",
    "USD": "$",
    "VND": "₫",
}
"""Signs as the Unicode locale data have them for English, where browsers take theirs from."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    """Money in two significant digits, but in whole units between 10 and 1,000, with the currency's sign.

    >>> money(31_400, "EUR"), money(-480, "EUR"), money(6.9, "USD"), money(3_000, "GBP")
    ('€31k', '−€480', '$6.9', '£3.0k')
    """
    size = abs(value)
    sign = SYMBOLS.get(currency, f"{currency} ") if currency else ""
    if _round(size, 1) == 0:
        return f"{sign}0"
    if _round(size, 0) < FINE_FROM:
        amount = plain(size, 1 if _round(size, 1) < 10 else 0)
    else:
        digits = math.floor(math.log10(size))
        two = _round(size / 10 ** (digits - 1), 0) * 10 ** (digits - 1)
        step, letter = next(s for s in ((1e9, "bn"), (1e6, "M"), (1e3, "k")) if two >= s[0])
        amount = plain(two / step, 1 if two / step < 10 else 0) + letter
    return f"{MINUS if value < 0 else ''}{sign}{amount}"


@dataclass(frozen=True)
class TimeUnit:
    """What a duration is told in: seconds in one, the word for one and for many."""

    size: int
    one: str
    many: str

    def counted(self, count: str) -> str:
        """The count with its word: "1 day", "11 days"."""
        return f"{count} {self.one if count == '1' else self.many}"


SECONDS, MINUTES = TimeUnit(1, "s", "s"), TimeUnit(60, "min", "min")
HOURS, DAYS = TimeUnit(3_600, "hour", "hours"), TimeUnit(86_400, "day", "days")
PLANNED = {"s": SECONDS, "m": MINUTES, "h": HOURS, "d": DAYS, "w": TimeUnit(604_800, "week", "weeks")}


def _unit(seconds: float) -> TimeUnit:
    size = abs(seconds)
    if size < 59.5:
        return SECONDS
    if size < 59.5 * 60:
        return MINUTES
    return HOURS if size < 23.5 * 3_600 else DAYS


def _in_unit(seconds: float, unit: TimeUnit, *, tight: bool = False) -> str:
    """A duration counted in a unit: one decimal under three and inside a tight interval, else none."""
    count = seconds / unit.size
    fine = unit is not SECONDS and abs(count) < 2.95
    return plain(count, 1 if fine or tight else 0).removesuffix(".0")


def _tight(low: float, high: float, unit: TimeUnit) -> bool:
    """Whether both ends would be the same number: then they show a decimal, and so does the value between them."""
    return _unit(low) is unit and _unit(high) is unit and _in_unit(low, unit) == _in_unit(high, unit)


def duration(seconds: float) -> str:
    """A length of time in words.

    >>> duration(360), duration(18_000), duration(86_400), duration(129_600)
    ('6 min', '5 hours', '1 day', '1.5 days')
    """
    unit = _unit(seconds)
    return unit.counted(_in_unit(seconds, unit))


def _time(number: Number, seconds: float) -> str:
    """A duration with the decimals that its interval needs, so that rounding never puts it outside."""
    unit = _unit(seconds)
    tight = number.low is not None and number.high is not None and _tight(number.low, number.high, unit)
    return unit.counted(_in_unit(seconds, unit, tight=tight))


def planned(text: str) -> str:
    """A duration of the map file in words, in the unit it was written in.

    >>> planned("5d"), planned("30m"), planned("1w")
    ('5 days', '30 min', '1 week')
    """
    return PLANNED[text.strip()[-1]].counted(text.strip()[:-1])


def _times(low: float, high: float, *, alone: bool) -> str:
    """Both ends in one unit where they have one in common, which is named only when the interval stands alone."""
    unit = _unit(high)
    if _unit(low) is not unit:
        return f"{duration(low)} to {duration(high)}"
    if _tight(low, high, unit):
        first, last = plain(low / unit.size, 1), plain(high / unit.size, 1)
    else:
        first, last = _in_unit(low, unit), _in_unit(high, unit)
    return f"{first} to {unit.counted(last) if alone else last}"


def _decimals(number: Number, coarsest: int | None = None) -> int:
    match number.unit:
        case "share" | "per_100":
            return 1 if (number.n if coarsest is None else coarsest) >= FINE_FROM else 0
        case "stars" | "score" | "feeling":
            return 1
        case "count":
            whole = all(v is None or v == int(v) for v in (number.value, number.low, number.high))
            return 0 if whole or abs(number.value or 0) >= 100 else 1
        case _:
            return 0


def _amount(value: float, number: Number, decimals: int) -> str:
    """A value in the number's unit, without the words or signs for the unit."""
    match number.unit:
        case "share":
            return plain(value * 100, decimals)
        case "money":
            return money(value)
        case "nps" | "feeling":
            return plain(value, decimals, signed=True)
        case _:
            return plain(value, decimals)


SUFFIX = {"share": " %", "per_100": " per 100"}


def value(number: Number, currency: str | None = None, *, coarsest: int | None = None) -> str:
    """The value in words: "25.5 %"; the interval alone when only that may be shown; else why there is none.

    `coarsest` is the smallest n of a table, which decides the decimals of all its rows.
    """
    counted = number.unit in EXACT and number.low is None
    if number.value is None and number.n == 0:
        return NOT_YET if number.still_open else NO_DATA
    if number.show == "hidden" and not counted:
        return TOO_FEW
    if number.value is None:
        return NOT_YET
    if number.show != "full" and not counted:
        return _alone(number, currency) or TOO_FEW
    if number.unit == "money":
        return money(number.value, currency)
    if number.unit == "seconds":
        return _time(number, number.value)
    return _amount(number.value, number, _decimals(number, coarsest)) + SUFFIX.get(number.unit, "")


def _alone(number: Number, currency: str | None) -> str | None:
    """The interval where it stands for the value, and so names the unit: "9 to 49 %", "€22k to €41k"."""
    if number.low is None or number.high is None:
        return None
    if number.unit == "money":
        return f"{money(number.low, currency)} to {money(number.high, currency)}"
    if number.unit == "seconds":
        return _times(number.low, number.high, alone=True)
    between = interval(number)
    return None if between is None else between + SUFFIX.get(number.unit, "")


def interval(number: Number, *, coarsest: int | None = None) -> str | None:
    """The 95 % interval beside its value: "24.0 to 27.0"; None where there is none or none may be shown."""
    if number.low is None or number.high is None or number.value is None or number.show == "hidden":
        return None
    if number.unit == "seconds":
        return _times(number.low, number.high, alone=False)
    low, high = (_amount(end, number, _decimals(number, coarsest)) for end in (number.low, number.high))
    return f"{low} to {high}"


def number_words(number: Number, currency: str | None = None, *, coarsest: int | None = None) -> str:
    """A number with its n and its doubt: "25.5 % of 3,188 (24.0 to 27.0)", "4.6 (4.5 to 4.7), n 902"."""
    said = value(number, currency, coarsest=coarsest)
    if number.n == 0 or (number.unit in EXACT and number.value == number.n):
        return said
    if number.show != "full" or number.value is None:
        return f"{said}, n {plain(number.n)}"
    between = interval(number, coarsest=coarsest)
    doubt = f" ({between})" if between else ""
    if number.unit == "share":
        return f"{said} of {plain(number.n)}{doubt}"
    return f"{said}{doubt}, n {plain(number.n)}"


def points(number: Number) -> str:
    """A difference of two shares with its interval: "−1.9 pts (−2.8 to −1.0)".

    >>> points(Number(value=-0.019, low=-0.028, high=-0.0102, n=3188, unit="share", show="full"))
    '−1.9 pts (−2.8 to −1.0)'
    """
    if number.value is None or number.low is None or number.high is None or number.show == "hidden":
        return TOO_FEW
    low, high, middle = (
        plain(part * 100, _decimals(number), signed=True) for part in (number.low, number.high, number.value)
    )
    between = f"{low} to {high}"
    return f"{middle} pts ({between})" if number.show == "full" else between + " pts"


def difference(number: Number, currency: str | None = None) -> str:
    """A difference in the unit of what was compared, with its sign and interval; shares differ by points.

    >>> difference(Number(value=-480.0, low=-900.0, high=-60.0, n=310, unit="money", show="full"), "EUR")
    '−€480 (−€900 to −€60)'
    >>> difference(Number(value=1.25, low=None, high=None, n=310, unit="stars", show="full"))
    '+1.3'
    """
    if number.value is None:
        return "–"
    if number.show == "hidden":
        return TOO_FEW
    low, high = number.low, number.high
    if number.unit == "share" and low is not None:
        return points(number)

    def said(size: float) -> str:
        match number.unit:
            case "money":
                return money(size, currency)
            case "seconds":
                return (MINUS if size < 0 else "") + duration(abs(size))
            case "share":
                return f"{plain(size * 100, _decimals(number), signed=True)} pts"
            case "per_100":
                return f"{plain(size, 1, signed=True)} per 100"
            case _:
                return plain(size, _decimals(number), signed=True)

    if low is None or high is None:
        return said(number.value)
    between = f"{said(low)} to {said(high)}"
    return f"{said(number.value)} ({between})" if number.show == "full" else between


def target(goal: float, number: Number, currency: str | None = None) -> str:
    """What a measure aims at, in its unit and as exact as it was set: "30 %", "12.5 %"."""
    size = goal * 100 if number.unit == "share" else goal
    exact = 0 if abs(size - round(size)) < 1e-9 else FINE_FROM
    return value(number.model_copy(update={"value": goal, "n": max(exact, 1), "show": "full"}), currency)


def gap(difference: float, doubt: str | None) -> str:
    """How far apart belief and measurement are; the words follow the interval.

    >>> gap(-1.62, "clear"), gap(1.2, "likely"), gap(-1.1, "cannot tell")
    ('1.6 below plan', 'likely 1.2 above plan', '1.1 below plan, cannot tell')
    """
    said = f"{plain(abs(difference), 1)} {'below' if difference < 0 else 'above'} plan"
    return {"likely": f"likely {said}", "cannot tell": f"{said}, cannot tell"}.get(doubt or "", said)


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
            whole = min(abs(now.value), abs(before.value)) >= 10
            size = money(_round(abs(difference), 0) if whole else abs(difference), currency)
            size = size.removesuffix(".0") if whole else size
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
