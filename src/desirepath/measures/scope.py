"""Which rows a question is about: filter, segment, dates, unit and breakdowns, resolved against one view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desirepath.domain.days import read_day
from desirepath.domain.rules import Rule, parse
from desirepath.errors import ConflictError, InputError, NotFoundError, at_field, nearest
from desirepath.lake.tables import PERIODS
from desirepath.measures.names import HIDDEN, UNIT_COLUMNS, By, breakdowns, readable, split_unit
from desirepath.measures.periods import TRUNCATE, Period, calendar, start_column, utc
from desirepath.measures.view import View

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from desirepath.measures.measure import Measure

Day = date | datetime | str | None

TIME_COLUMNS = {"customers": "first_time"}
LOCAL_COLUMNS = {"customers": "first_local"}
NEW_IN = {
    "prev_same_step_time": "new_step_periods",
    "prev_same_stage_time": "new_stage_periods",
    "prev_any_step_time": "new_any_periods",
    "prev_same_step_channel_time": "new_step_channel_periods",
}
"""Beside a column with the time of the row before: the one that says in which periods a row is the first."""

READ = frozenset(
    {
        "customer",
        "seq",
        "event_id",
        "actor",
        "event",
        "kind",
        "order_id",
        "revenue",
        "score",
        "scale",
        "scale_version",
        "feeling",
        "stage",
        "step",
        "time",
        "first_time",
        "prev_time",
        "prev_same_event_time",
        "prev_same_step_time",
        "prev_same_stage_time",
        "prev_any_step_time",
        "prev_same_step_channel_time",
        "new_step_periods",
        "new_stage_periods",
        "new_any_periods",
        "new_step_channel_periods",
        "next_step",
        "next_step_time",
        "next_stage_time",
        "next_planned_time",
    }
)
"""Columns that measures read by themselves. All others stay behind unless a question names them: a stored table has
some sixty, and what carries them all through every filter costs more to compile than a small table costs to read."""


@dataclass(frozen=True)
class Scope:
    """A resolved question, ready to be asked of tables."""

    view: View
    measure: str
    table_name: str
    unit: str
    by: tuple[By, ...]
    own: tuple[str, ...]
    where: str | None
    segment: str | None
    start: datetime | None
    end: datetime | None
    row_rule: Rule | None = None
    customer_rules: tuple[Rule, ...] = ()
    joined: tuple[str, ...] = ()
    read: frozenset[str] = READ
    named_alone: bool = False

    @property
    def now(self) -> datetime | None:
        """Until when the data are complete, UTC."""
        return self.view.now

    @cached_property
    def start_utc(self) -> datetime | None:
        return utc(self.start, self.view.timezone) if self.start else None

    @cached_property
    def end_utc(self) -> datetime | None:
        return utc(self.end, self.view.timezone) if self.end else None

    @property
    def period(self) -> str | None:
        return next((by.period for by in self.by if by.period), None)

    @cached_property
    def keys(self) -> list[str]:
        """Columns of the breakdowns in `rows`, in the order asked."""
        return [f"key_{i}" for i in range(len(self.by))]

    @cached_property
    def period_keys(self) -> list[str]:
        return [key for key, by in zip(self.keys, self.by, strict=True) if by.of == "period"]

    @cached_property
    def row_keys(self) -> list[str]:
        """Breakdowns that may differ between two rows of one customer, other than the period."""
        return [key for key, by in zip(self.keys, self.by, strict=True) if by.of == "row"]

    @cached_property
    def unit_columns(self) -> list[str]:
        return list(UNIT_COLUMNS[self.unit])

    @property
    def keeps_whole_customers(self) -> bool:
        """Whether the filters keep or drop customers as a whole: the previous-occurrence trick holds then."""
        return self.row_rule is None and self.unit == "customer"

    @cached_property
    def bounds(self) -> tuple[datetime, datetime]:
        """The stretch of UTC time that periods cover: of the data, cut by the dates asked; the end no longer counts."""
        rows = self.view.tables[self.table_name].select(time=self.time_column)
        found = self.view.records(rows.aggregate(low=rows.time.min(), high=rows.time.max()))[0]
        low, high = found["low"], found["high"]
        if low is None:
            moment = self.start_utc or self.end_utc or datetime(2000, 1, 1)
            return moment, moment
        # Data complete through midnight make no further, empty period.
        high = max(high + timedelta(microseconds=1), self.now or high)
        return max(low, self.start_utc or low), min(high, self.end_utc or high)

    @cached_property
    def periods(self) -> list[Period]:
        """Every period of the breakdown, also those without a row."""
        return list(calendar(self.period, *self.bounds, self.view.timezone)) if self.period else []

    @property
    def time_column(self) -> str:
        return TIME_COLUMNS.get(self.table_name, "time")

    def is_complete(self, day: date | None) -> bool:
        """Whether a period has ended in the data, and lies within the dates asked as a whole."""
        found = next((p for p in self.periods if p.first_day == day), None)
        if found is None:
            return day is None
        inside = (self.start_utc is None or self.start_utc <= found.start) and (
            self.end_utc is None or found.end <= self.end_utc
        )
        return inside and self.now is not None and found.end <= self.now

    def reading(self, *columns: str) -> Scope:
        """The same scope, whose rows also hold these columns of the table."""
        return replace(self, read=self.read | set(columns))

    def reading_named(self, *columns: str) -> Scope:
        """The same scope, whose rows hold these columns alone, and of which only those that name an event matter."""
        return replace(self, read=frozenset(columns), named_alone=True)

    def people(self) -> ir.Table:
        """All rows whose customers the filters keep, at any time, with the breakdowns as key columns."""
        return self._keyed(self._kept())

    def _narrow(self) -> ir.Table:
        """The table with the columns that this question can use."""
        named = self.row_rule.names if self.row_rule else frozenset()
        wanted = {*self.read, *named, *(by.column for by in self.by)}
        if self.customer_rules or self.joined or not self.named_alone:
            wanted |= {"customer", *self.unit_columns}
        found = self.view.tables[self.table_name]
        if self.named_alone:
            found = self.view.by_event(self.table_name, wanted)
        return found.select([column for column in found.columns if column in wanted])

    def _kept(self) -> ir.Table:
        kept = self.customers()
        if self.table_name == "customers":
            return kept
        found = self._narrow()
        if self.joined:
            facts = kept.select("customer", *self.joined)
            if self.customer_rules:
                return found.inner_join(facts, "customer")
            # Rows that nobody is linked to stay: they have no such column.
            return found.left_join(facts, "customer").drop("customer_right")
        return found.semi_join(kept.select("customer"), "customer") if self.customer_rules else found

    def customers(self) -> ir.Table:
        """Rows of `customers` whom the filters on whole customers keep."""
        from desirepath.lake.predicate import predicate

        kept = self.view.tables["customers"]
        for rule in self.customer_rules:
            kept = kept.filter(predicate(rule, kept))
        return kept

    def rows(self) -> ir.Table:
        """Rows that meet filter, segment and dates, with the breakdowns as key columns."""
        return self.in_range(self.meeting(self.people()))

    def everybody(self) -> ir.Table:
        """The same without `--where`: what the asked rows are a part of."""
        return self.in_range(self.people())

    def in_range(self, table: ir.Table) -> ir.Table:
        return (
            table if self.start_utc is None and self.end_utc is None else table.filter(self.in_dates(table))
        )

    def in_dates(self, table: ir.Table, column: str | None = None) -> ir.BooleanValue:
        """Whether a row, or another time that stands in it, lies in the dates asked."""
        import ibis

        at = table[column or self.time_column]
        conditions = [ibis.literal(True)]
        if self.start_utc is not None:
            conditions.append(at >= self.start_utc)
        if self.end_utc is not None:
            conditions.append(at < self.end_utc)
        return ibis.and_(*conditions)

    def counts(self, table: ir.Table) -> ir.BooleanValue:
        """Whether a row meets `--where` and lies in the dates asked, where whole journeys are read."""
        from desirepath.lake.predicate import predicate

        asked = self.in_dates(table)
        return asked if self.row_rule is None else asked & predicate(self.row_rule, table).fill_null(False)

    def meeting(self, table: ir.Table) -> ir.Table:
        """Rows that meet `--where`, when it is about rows and not about whole customers."""
        from desirepath.lake.predicate import predicate

        return table if self.row_rule is None else table.filter(predicate(self.row_rule, table))

    def _keyed(self, table: ir.Table) -> ir.Table:
        made = {}
        for key, by in zip(self.keys, self.by, strict=True):
            if by.period:
                made[key] = table[LOCAL_COLUMNS.get(self.table_name, "local")].truncate(TRUNCATE[by.period])
            else:
                made[key] = table[by.column]
        return table.mutate(**made) if made else table

    def is_first(self, table: ir.Table, previous: str) -> ir.BooleanValue:
        """Whether a row is the first of its kind in the dates asked, and in its period when periods are asked.

        `previous` names the column with the time of the row before it. Exact for whole customers only.
        """
        before = table[previous]
        flags = NEW_IN.get(previous)
        if flags in table.columns:
            bit = 1 << PERIODS.index(self.period or "ever")
            # A new month begins a new day, a new year a new quarter: so a bound says the same as a bit, and engines
            # pass over groups of rows by it. Only weeks do not fit into the longer periods.
            first = (table[flags] & bit) != 0 if self.period == "week" else table[flags] >= bit
        else:
            first = before.isnull()
            if self.period:
                first = first | (before < start_column(table[self.period_keys[0]], self.periods))
        return first if self.start_utc is None else first | (before < self.start_utc)


def resolve(
    view: View,
    measure: Measure,
    params: Any = None,
    *,
    where: str | None = None,
    segment: str | None = None,
    start: Day = None,
    end: Day = None,
    by: Sequence[str] = (),
) -> Scope:
    """Check every name and date of a question; raises InputError or NotFoundError with the nearest name.

    params : the measure's own, where they decide which table is asked.
    """
    by = [by] if isinstance(by, str) else list(by)
    first, last = as_day(start, "from"), as_day(end, "to")
    if first and last and last < first:
        raise InputError(
            f"The dates stand the wrong way round: {first} is after {last}.",
            code="dates_reversed",
            remedy="Write the earlier day first.",
        )
    if segment is not None and segment not in view.segments:
        raise NotFoundError(
            f'There is no segment "{segment}".',
            code="unknown_segment",
            remedy=nearest(segment, view.segments),
            field="segment",
        )
    with at_field("by"):
        unit, wanted = split_unit(by, measure.counts, measure.units, measure.name)
    own = tuple(dict.fromkeys(name for name in wanted if name in measure.keys))
    wanted = [name for name in wanted if name not in measure.keys]
    if wanted and not measure.breakdowns:
        raise InputError(
            f'"{measure.name}" has no breakdown "{wanted[0]}".',
            code="unknown_breakdown",
            remedy="Ask it without.",
            field="by",
        )
    tables = _tables(view, measure.choose(view, params) if measure.choose else measure.tables, measure.name)
    of_customers = kinds_of(view.tables["customers"])
    rule = None
    if where is not None and where.strip():
        known = {
            name: kind for table in reversed(tables) for name, kind in kinds_of(view.tables[table]).items()
        }
        with at_field("where"):
            rule = parse(where, {**of_customers, **known}, label="where")
    used = rule.names if rule else frozenset()
    table = _table(view, tables, used - set(of_customers), set(wanted) - {*TRUNCATE, *readable(of_customers)})
    columns = kinds_of(view.tables[table])
    with at_field("by"):
        found = breakdowns(wanted, readable(columns), readable(of_customers), measure.name)
    whole = table != "customers" and bool(used) and not used & set(columns) - {"customer"}
    segments = [parse(view.segments[segment], of_customers, label=f"segment {segment}")] if segment else []
    joined = {b.column for b in found if b.of == "customer"}
    if not whole:
        joined |= used - set(columns)
    return Scope(
        view=view,
        measure=measure.name,
        table_name=table,
        unit=unit,
        by=found,
        own=own,
        where=where,
        segment=segment,
        start=datetime.combine(first, time()) if first else None,
        end=datetime.combine(last + timedelta(days=1), time()) if last else None,
        row_rule=None if whole else rule,
        customer_rules=(*segments, rule) if whole and rule else tuple(segments),
        joined=tuple(sorted(joined)),
        read=READ | set(measure.keys),
    )


def as_day(given: Day, name: str) -> date | None:
    """A day of the workspace's calendar."""
    if isinstance(given, datetime):
        return given.date()
    return read_day(given, name) if isinstance(given, str) else given


def kinds_of(table: ir.Table) -> dict[str, str]:
    """Columns that filters may name, with their types."""
    return {name: str(kind) for name, kind in table.schema().items() if name not in HIDDEN}


def _tables(view: View, wanted: Sequence[str], measure: str) -> list[str]:
    there = [table for table in wanted if table in view.tables]
    if not there:
        raise ConflictError(
            f'"{measure}" needs a map.',
            code="needs_map",
            remedy="Draw or publish one: desirepath new shows how.",
        )
    return there


def _table(view: View, tables: list[str], columns: frozenset[str], names: set[str]) -> str:
    """The first of a measure's tables that holds everything named; the first, when none does.

    A column of that very name goes before a kept property of the same short name: the step of a map before an
    event's property "step".
    """

    def holds(table: str) -> bool:
        known = readable(view.tables[table].columns)
        return columns <= set(known.values()) and names <= set(known)

    def holds_outright(table: str) -> bool:
        return holds(table) and names <= set(view.tables[table].columns)

    return next((t for rule in (holds_outright, holds) for t in tables if rule(t)), tables[0])


def plain(value: Any) -> Any:
    """A key as people read it: the first moment of a period becomes its first day."""
    return value.date() if isinstance(value, datetime) else value
