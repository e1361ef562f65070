"""SQL that turns what stands in a column into ids, words, times, money and numbers.

Nothing here raises on a bad value: what cannot be read becomes NULL, and `rows.py` says why. Text is DuckDB's
VARCHAR as it stands in the file; columns of Parquet files and of SQL recipes keep their own types.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from desirepath.ingest.recipe import Recipe, Ref

NOTHING = "NULL::VARCHAR"
OFFSET_APART = ("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S.%f %z")
"""Times as Ruby and Git write them: DuckDB's casts want no space before the offset."""
DAY_FIRST, MONTH_FIRST = "day first", "month first"
EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
"""Microseconds in one unit of a time written as a number."""

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", ", %H:%M:%S", "T%H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
_DATES = {DAY_FIRST: ("%d", "%m"), MONTH_FIRST: ("%m", "%d")}


@dataclass(frozen=True)
class Column:
    """A column of the data: its name and DuckDB type."""

    name: str
    type: str

    @property
    def sql(self) -> str:
        return quoted(self.name)

    def text(self) -> str:
        """The column as text; whole numbers that were stored as reals lose their ".0"."""
        if self.type == "VARCHAR":
            return self.sql
        if self.type in ("DOUBLE", "FLOAT"):
            whole = f"abs({self.sql}) < 1e15 AND {self.sql} = trunc({self.sql})"
            return f"CASE WHEN {whole} THEN {self.sql}::BIGINT::VARCHAR ELSE {self.sql}::VARCHAR END"
        if self.type.startswith(("STRUCT", "MAP")) or self.type.endswith("]"):
            return f"to_json({self.sql})::VARCHAR"
        return f"{self.sql}::VARCHAR"


def quoted(name: str) -> str:
    """A name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text for SQL."""
    return "'" + text.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """A list of texts for SQL."""
    return "[" + ", ".join(literal(v) for v in values) + "]"


def trimmed(column: Column) -> str:
    """The text of a column without space around it, empty as NULL; `trim` costs much, so only where it is needed.

    Whatever is empty or begins with a space sorts before "!": one comparison instead of two.
    """
    text = column.text()
    spaced = f"{text} < '!' OR ends_with({text}, ' ')"
    return f"CASE WHEN {spaced} THEN nullif(trim({text}), '') ELSE {text} END"


@dataclass(frozen=True)
class Values:
    """Reads the values of one relation as a recipe says."""

    recipe: Recipe
    columns: dict[str, Column]

    def text(self, ref: Ref | None) -> str:
        """Words without space around them; empty is NULL."""
        if ref is None:
            return NOTHING
        if ref.value is not None:
            return literal(ref.value)
        return trimmed(self._column(ref))

    def joined(self, names: list[str]) -> str:
        """The texts of some columns with ":" between; NULL when one of them is empty."""
        return " || ':' || ".join(self.text(Ref(column=name)) for name in names)

    def given(self, ref: Ref) -> str:
        """Whether a time or number stands there at all."""
        text = self.text(ref)
        if not self.recipe.missing:
            return f"{text} IS NOT NULL"
        return f"({text} IS NOT NULL AND NOT list_contains({texts(self.recipe.missing)}, {text}))"

    def time(self, ref: Ref) -> str:
        """UTC, in microseconds, without a zone mark."""
        if ref.value is not None:
            return self._written(literal(ref.value), literal(ref.value))
        column = self._column(ref)
        if column.type in ("VARCHAR", "JSON"):
            return self._written(column.text(), trimmed(column))
        if column.type.startswith(("TIMESTAMP", "DATE")):
            return self._utc(column.sql if column.type.endswith("ZONE") else f"{column.sql}::TIMESTAMP")
        return self._counted(f"try_cast({column.sql} AS DOUBLE)")

    def money(self, ref: Ref) -> str:
        """An amount with two places behind the point."""
        return self._number(ref, "DECIMAL(18, 2)")

    def real(self, ref: Ref) -> str:
        """A finite number."""
        number = self._number(ref, "DOUBLE")
        return f"CASE WHEN isfinite({number}) THEN {number} END"

    def _column(self, ref: Ref) -> Column:
        assert ref.column is not None
        return self.columns[ref.column]

    def _utc(self, moment: str) -> str:
        """A naive time is meant in the connection's zone, which is the recipe's."""
        return f"make_timestamp(epoch_us({moment}::TIMESTAMPTZ))"

    def _written(self, raw: str, text: str) -> str:
        """A time written down; `text` is `raw` without space around it.

        Most files write "2026-11-26 09:30:00", with T or Z at most: in UTC that needs no calendar of zones, which takes
        several times as long. Other spellings stand inside of a CASE, or DuckDB would try all of them on every row.
        """
        if self.recipe.date_format:
            read = ", ".join(self._formatted(text, form) for form in self.recipe.date_format)
            return f"coalesce({read})"
        zoned = f"make_timestamp(epoch_us(try_cast({text} AS TIMESTAMPTZ)))"
        apart = f"make_timestamp(epoch_us(try_strptime({text}, {texts(OFFSET_APART)})))"
        other = f"coalesce({zoned}, {apart}, {self._counted(f'try_cast({text} AS DOUBLE)')})"
        if self.recipe.timezone != "UTC":
            return f"CASE WHEN {text} IS NOT NULL THEN {other} END"
        plain = f"{raw} LIKE '________________:__' OR ends_with({raw}, 'Z')"
        return f"CASE WHEN {plain} THEN coalesce(try_cast({raw} AS TIMESTAMP), {zoned}) ELSE {other} END"

    def _formatted(self, text: str, form: str) -> str:
        if form in EPOCHS:
            return self._counted(f"try_cast({text} AS DOUBLE)", EPOCHS[form])
        if form in _DATES:
            return self._utc(f"try_strptime({text}, {texts(spelled(form))})")
        return self._utc(f"try_strptime({text}, {literal(form)})")

    def _counted(self, number: str, factor: int | None = None) -> str:
        """A time counted from 1970; without a unit its size tells seconds from milli- and microseconds.

        Numbers below 1e8 (3 March 1973 in seconds) are refused: they are years or compact dates.
        """
        if factor is not None:
            guard = f"abs({number}) < {9e15 / factor}"
            return f"CASE WHEN {guard} THEN make_timestamp(({number} * {factor})::BIGINT) END"
        steps = ((1e8, 1e11, "1e6"), (1e11, 1e14, "1e3"), (1e14, 1e17, "1"), (1e17, 1e20, "1e-3"))
        cases = " ".join(
            f"WHEN {number} >= {low} AND {number} < {high} THEN make_timestamp(({number} * {by})::BIGINT)"
            for low, high, by in steps
        )
        return f"CASE {cases} END"

    def _number(self, ref: Ref, kind: str) -> str:
        if ref.value is not None:
            return f"try_cast({literal(ref.value)} AS {kind})"
        column = self._column(ref)
        if column.type not in ("VARCHAR", "JSON"):
            return f"try_cast({column.sql} AS {kind})"
        text = trimmed(column)
        point, group = (",", r"\.") if self.recipe.decimal == "," else (r"\.", ",")
        # "1,234.50", "€ 12.50" and "12 €" are amounts; "12,50" beside a decimal point is not: it may be either
        bare = f"regexp_replace({text}, '^([-+]?)\\s*[^0-9.,+-]{{0,4}}\\s*|\\s*[^0-9.,]{{0,4}}$', '\\1', 'g')"
        grouped = f"[0-9]{{1,3}}({group}[0-9]{{3}})+|[0-9]{{1,3}}([ \u00a0\u202f][0-9]{{3}})+"
        shape = f"^[-+]?([0-9]+|{grouped})?({point}[0-9]*)?$"
        plain = f"regexp_replace({bare}, '[ \u00a0\u202f{group}]', '', 'g')"
        if self.recipe.decimal == ",":
            plain = f"replace({plain}, ',', '.')"
        shaped = f"CASE WHEN regexp_matches({bare}, '{shape}') THEN try_cast({plain} AS {kind}) END"
        read = shaped if self.recipe.decimal == "," else f"coalesce(try_cast({text} AS {kind}), {shaped})"
        return f"CASE WHEN {column.sql} IS NOT NULL THEN {read} END"


def spelled(order: str) -> list[str]:
    """All spellings of a date with the day, or the month, first; years of two digits are tried first."""
    first, second = _DATES[order]
    return [
        f"{first}{mark}{second}{mark}{year}{clock}"
        for year in ("%y", "%Y")
        for mark in "/.-"
        for clock in _CLOCKS
    ]
