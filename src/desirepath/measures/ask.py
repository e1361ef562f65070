"""Ask a question: one code path for the command line, the API, the page, exports and notebooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desirepath.measures import registry
from desirepath.measures.measure import Measure
from desirepath.measures.periods import local
from desirepath.measures.result import Result
from desirepath.measures.scope import Day, Scope, resolve
from desirepath.measures.view import View


def ask(
    view: View,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    where: str | None = None,
    segment: str | None = None,
    start: Day = None,
    end: Day = None,
    by: Sequence[str] = (),
) -> Result:
    """The answer of one measure.

    Parameters
    ----------
    name, params : the measure and its own parameters, see `registry.describe(name)`.
    where : a boolean SQL expression over columns of the measure's table, kept properties, and customer columns
        and traits.
    segment : name of a segment of the workspace.
    start, end : first and last day that count, on the workspace's wall clock; null is open.
    by : at most one unit (customer, account, session, order), at most one period (day, week, month, quarter,
        year), and any columns, kept properties or traits. A period is answered as if it were asked alone.

    Returns
    -------
    Result with one row for each value of the measure's own keys and of the breakdowns: steps and stages in map
    order, periods in time order, all else by value, and what has no value last.

    Raises
    ------
    NotFoundError or InputError with the nearest name for an unknown measure, parameter, segment, step or
    breakdown; InputError for dates the wrong way round; ConflictError when the measure needs a map and none is there.
    """
    measure = registry.get(name)
    asked = measure.read_params(params)
    scope = resolve(view, measure, asked, where=where, segment=segment, start=start, end=end, by=by)
    found = {part: view.records(table) for part, table in measure.aggregate(scope, asked).items()}
    return Result(
        measure=measure.name,
        version=measure.version,
        title=measure.title,
        params=asked.model_dump(by_alias=True, mode="json"),
        unit_of_observation=measure.unit_of_observation if scope.unit == measure.counts else scope.unit,
        start=scope.start,
        end=scope.end,
        timezone=view.timezone,
        where=scope.where,
        segment=scope.segment,
        by=[*([] if scope.unit == measure.counts else [scope.unit]), *(b.name for b in scope.by)],
        data_version=view.data_version,
        map_id=view.map.id if view.map else None,
        map_version=view.map_version,
        complete_through=local(view.now, view.timezone) if view.now else None,
        currency=view.currency if measure.unit == "money" else None,
        rows=measure.finish(scope, asked, found),
        notes=[
            *_later_facts(scope),
            *_units_left_out(measure, scope, asked),
            *measure.notes(scope, asked, found),
        ],
    )


def _later_facts(scope: Scope) -> list[str]:
    """A segment as of now chooses people by what they did later, which flatters most rates."""
    if scope.segment is None or scope.segment in scope.view.segments_as_of_start:
        return []
    return [f'The segment "{scope.segment}" is as of now: it may choose people by what they did later.']


def _units_left_out(measure: Measure, scope: Scope, params: Any) -> list[str]:
    """How many rows belong to no unit: they cannot be counted by it."""
    if scope.unit == measure.counts:
        return []
    rows = measure.countable(scope, params)
    lacking = rows[scope.unit_columns[-1]].isnull()
    found = scope.view.records(rows.aggregate(n=lacking.sum(), rows=rows.count()))[0]
    return [f"{found['n']:,} of {found['rows']:,} rows belong to no {scope.unit}."] if found["n"] else []
