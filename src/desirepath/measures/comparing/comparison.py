"""Two answers to one question, row by row: how far apart, how sure, and which of many differences are not luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from desirepath.measures.comparing.kinds import Kind, Pair, kind_of
from desirepath.measures.comparing.result import ComparedRow, Comparison, Group
from desirepath.measures.estimators import rate
from desirepath.measures.result import HIDDEN_BELOW, Number, Result, Row, show
from desirepath.science.intervals import CLEAR, LIKELY, Certainty
from desirepath.science.multiple import benjamini_hochberg

Key = tuple[Any, ...]


def word(q: float) -> Certainty:
    """The words of a difference among all that were tested.

    >>> word(0.01), word(0.1), word(0.4)
    ('clear', 'likely', 'cannot tell')
    """
    return "clear" if q <= 1 - CLEAR else "likely" if q <= 1 - LIKELY else "cannot tell"


@dataclass(frozen=True)
class Against:
    """What bare counts and sums are held against, as in `kinds.Pair`; and which way people wish the measure to move."""

    customers: tuple[int, int] | None = None
    days: float = 1.0
    better: Literal["high", "low"] | None = None


def compared(
    a: Sequence[Row], b: Sequence[Row], against: Against
) -> tuple[list[ComparedRow], list[str], int]:
    """Rows matched by their keys, in the order of the first answer; how they were compared; how many were tested."""
    one, two = _by_key(a), _by_key(b)
    rows = [_row(key, one, two, against) for key in dict.fromkeys([*one, *two])]
    ps = [row.p for row, _ in rows if row.p is not None]
    adjusted = iter(benjamini_hochberg(ps))
    told = [row if row.p is None else _told(row, float(next(adjusted)), against.better) for row, _ in rows]
    methods = dict.fromkeys(kind.method for _, kind in rows if kind is not None)
    return told, list(methods), len(ps)


def with_share(rows: Sequence[Row], share: str) -> list[Row]:
    """The same rows, whose number is another share that the measure tells beside it (`next` of a funnel)."""
    found = []
    for row in rows:
        n = int(row.more.get(f"{share}_n") or 0)
        number = rate((row.more.get(f"{share}_share") or 0.0) * n, n)
        found.append(row.model_copy(update={"number": number}))
    return found


def _by_key(rows: Sequence[Row]) -> dict[Key, Row]:
    return {tuple(sorted(row.keys.items(), key=lambda item: item[0])): row for row in rows}


def _row(
    key: Key, one: Mapping[Key, Row], two: Mapping[Key, Row], against: Against
) -> tuple[ComparedRow, Kind | None]:
    mine, theirs = one.get(key), two.get(key)
    keys = next(row.keys for row in (mine, theirs) if row is not None)
    a = mine.number if mine else _absent(keys, one, theirs)
    b = theirs.number if theirs else _absent(keys, two, mine)
    empty = ComparedRow(
        keys=keys,
        a=a,
        b=b,
        difference=Number(value=None, n=0, unit=(a or b or _nothing(0)).unit, show="hidden"),
        kind="none",
        p=None,
        q=None,
        certainty=None,
        wanted=None,
        complete=all(row.complete for row in (mine, theirs) if row is not None),
    )
    if a is None or b is None or a.value is None or b.value is None:
        return empty, None
    if against.customers is not None:
        a, b = _among(a, against.customers[0]), _among(b, against.customers[1])
    pair = Pair(a, b, against.customers, against.days, _squares(mine, theirs))
    kind = kind_of(a, b)
    found, n = kind.compare(pair), kind.fewest(pair)
    number = Number(
        value=found.estimate.value,
        low=found.estimate.low,
        high=found.estimate.high,
        n=n,
        unit=kind.unit(pair),
        show=show(n),
    )
    told = {
        "a": a,
        "b": b,
        "difference": number,
        "kind": kind.name,
        "p": None if n < HIDDEN_BELOW else found.p,
    }
    return empty.model_copy(update=told), kind


def _absent(keys: Mapping[str, Any], rows: Mapping[Key, Row], other: Row | None) -> Number | None:
    """A count that a group has no row for is 0 of its customers, where its other rows say how many those are."""
    if other is None or other.number.unit != "people" or other.number.denominator is None:
        return None
    first = next(iter(keys), None)
    near = [row for row in rows.values() if row.keys.get(first) == keys.get(first)] if first else []
    for some in (near, list(rows.values())):
        wholes = {row.number.denominator for row in some}
        if len(wholes) == 1 and None not in wholes:
            return _nothing(next(iter(wholes)))
    return None


def _among(number: Number, customers: int) -> Number:
    """A bare count of customers as a count of those of its group."""
    if number.unit != "people" or number.denominator is not None or (number.value or 0) > customers:
        return number
    return number.model_copy(update={"denominator": float(customers)})


def _squares(mine: Row | None, theirs: Row | None) -> tuple[float, float] | None:
    found = [row.more.get("squares") if row else 0.0 for row in (mine, theirs)]
    return None if found[0] is None or found[1] is None else (float(found[0]), float(found[1]))


def _nothing(of: float | None) -> Number:
    return Number(value=0.0, n=0, numerator=0.0, denominator=of, unit="people", show="full")


def _told(row: ComparedRow, q: float, better: Literal["high", "low"] | None) -> ComparedRow:
    said, value = word(q), row.difference.value
    sure = said != "cannot tell" and better is not None and value is not None
    wanted = ((value or 0.0) > 0) is (better == "high") if sure else None
    return row.model_copy(update={"q": q, "certainty": said, "wanted": wanted})


def comparison(
    a: Result,
    b: Result,
    groups: tuple[Group, Group],
    against: Against,
    notes: Sequence[str] = (),
) -> Comparison:
    """The difference of two answers to the same question; what both note is noted once."""
    rows, methods, tested = compared(a.rows, b.rows, against)
    return Comparison(
        measure=a.measure,
        version=a.version,
        title=a.title,
        params=a.params,
        unit_of_observation=a.unit_of_observation,
        a=groups[0],
        b=groups[1],
        timezone=a.timezone,
        where=a.where,
        by=a.by,
        data_version=a.data_version,
        map_id=a.map_id,
        map_version=a.map_version,
        complete_through=a.complete_through,
        currency=a.currency,
        methods=methods,
        tested=tested,
        notes=[*dict.fromkeys([*notes, *a.notes, *b.notes])],
        rows=rows,
    )
