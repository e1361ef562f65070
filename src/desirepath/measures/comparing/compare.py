"""Ask one measure of two groups, once they may be held against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desirepath.domain.rules import parse
from desirepath.errors import ConflictError, InputError, nearest
from desirepath.measures import registry
from desirepath.measures.ask import ask
from desirepath.measures.comparing.comparison import Against, comparison, with_share
from desirepath.measures.comparing.groups import Side, two_sides
from desirepath.measures.comparing.result import Comparison
from desirepath.measures.measure import Measure
from desirepath.measures.names import UNITS
from desirepath.measures.periods import TRUNCATE
from desirepath.measures.scope import Day, as_day, kinds_of, resolve
from desirepath.measures.view import View


def compare(
    view: View,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    versus: str,
    group: str | None = None,
    share: str | None = None,
    where: str | None = None,
    segment: str | None = None,
    start: Day = None,
    end: Day = None,
    by: Sequence[str] = (),
) -> Comparison:
    """One measure of two groups, and the difference of every row.

    Parameters
    ----------
    versus : the second group: a segment, "rest", "before", other days as 2026-01-01..2026-03-31, or column=value.
    group : the first group as column=value, where two values of a breakdown are compared; else it is `segment` and the
        days.
    share : another share that the measure tells beside its number: "next" of a funnel, who go on from step to step.
    The others are those of `ask` and hold for both groups.

    Raises
    ------
    What `ask` raises; ConflictError `shared_customers` for two segments with customers in common; InputError for groups
    that are the same, days that overlap, or a breakdown by a period where periods are compared.
    """
    measure = registry.get(name)
    asked = dict(params or {})
    by = [by] if isinstance(by, str) else list(by)
    sides = two_sides(view, versus, group, segment, as_day(start, "from"), as_day(end, "to"))
    one, two = sides
    if one.start != two.start and any(name in TRUNCATE for name in by):
        raise InputError(
            "Periods cannot be compared by period: no row would have another one beside it.",
            code="period_twice",
            remedy="Leave the period out of the breakdown.",
        )
    if one.segment != two.segment and measure.unit == "money" and measure.counts == "row":
        # What customers bring is compared customer by customer: two orders of one are not independent.
        by = by if any(word in UNITS for word in by) else [*by, "customer"]
    shares = [
        one.removesuffix("_n")
        for one in measure.more
        if one.endswith("_n") and f"{one[:-2]}_share" in measure.more
    ]
    if share is not None and share not in shares:
        raise InputError(
            f'"{name}" tells no share "{share}".', code="unknown_share", remedy=nearest(share, shares)
        )
    notes = _held_apart(view, measure, measure.read_params(asked), sides, where, by)
    a, b = (side.ask(name, asked, where, by) for side in sides)
    if share is not None:
        a, b = (one.model_copy(update={"rows": with_share(one.rows, share)}) for one in (a, b))
    unit = next((word for word in by if word in UNITS), measure.counts)
    if unit != "customer":
        notes.append(
            f"Every {'observation' if unit == 'row' else unit} counts as independent of the others; several of one "
            "customer are not, and make the intervals too narrow."
        )
    sizes = (_size(one, unit), _size(two, unit)) if one.segment != two.segment else None
    days = (two.days() or 1) / (one.days() or 1) if one.start != two.start else 1.0
    groups = (one.group(a, sizes[0] if sizes else None), two.group(b, sizes[1] if sizes else None))
    return comparison(a, b, groups, Against(sizes, days, measure.better), notes)


def _held_apart(
    view: View, measure: Measure, params: Any, sides: tuple[Side, Side], where: str | None, by: list[str]
) -> list[str]:
    """Refuses two segments with common customers; for days and values says how many stand in both."""
    one, two = sides
    if one.segment != two.segment:
        if two.segment in one.view.segments and (both := _in_both(view, one.segment, two.segment)):
            raise ConflictError(
                f'{both:,} customers are in "{one.segment}" and in "{two.segment}": the groups are not independent.',
                code="shared_customers",
                remedy='Compare each with "rest", or make segments that have nobody in common.',
            )
        return []
    scopes = [
        resolve(
            side.view,
            measure,
            params,
            where=where,
            segment=side.segment,
            start=side.start,
            end=side.end,
            by=[word for word in by if word not in UNITS] + ([side.value[0]] if side.value else []),
        )
        for side in sides
    ]
    tables = [side.customers(measure, scope, params) for side, scope in zip(sides, scopes, strict=True)]
    shared = tables[0].semi_join(tables[1], "customer")
    both = int(view.records(shared.aggregate(n=shared.count()))[0]["n"])
    if not both:
        return []
    return [
        f"{both:,} customers stand in both groups. They tend to do alike in both, so the intervals are rather too wide."
    ]


def _in_both(view: View, one: str | None, two: str | None) -> int:
    from desirepath.lake.predicate import predicate

    people = view.tables["customers"]
    kinds = kinds_of(people)
    for name in (one, two):
        if name is not None and name in view.segments:
            people = people.filter(
                predicate(parse(view.segments[name], kinds, label=f"segment {name}"), people)
            )
    return int(view.records(people.aggregate(n=people.count()))[0]["n"])


def _size(side: Side, unit: str) -> int:
    """Everybody of the group in the days, in the unit that is counted."""
    by = [unit] if unit not in ("customer", "row") else []
    rows = ask(side.view, "reach", segment=side.segment, start=side.start, end=side.end, by=by).rows
    return int(rows[0].number.value or 0) if rows else 0
