"""Text as spreadsheets put it on the clipboard, or write it as CSV: cut into cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from desirepath.errors import InputError, LimitError

DELIMITERS = ("\t", ";", ",")
MOST_CELLS = 50_000


@dataclass(frozen=True)
class Cell:
    """One cell; rows and columns count from 0."""

    row: int
    column: int
    text: str

    @property
    def at(self) -> str:
        """Its address, as spreadsheets tell it.

        >>> Cell(2, 1, "Orders").at, Cell(0, 27, "").at
        ('B3', 'AB1')
        """
        return f"{column_name(self.column)}{self.row + 1}"


def column_name(number: int) -> str:
    """The letters of a column.

    >>> column_name(0), column_name(25), column_name(26), column_name(701), column_name(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name, number = "", number + 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


@dataclass(frozen=True)
class Table:
    """Rows of cells, all equally long, without empty rows and columns at the ends."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row: int, column: int) -> Cell:
        return Cell(row, column, self.rows[row][column])

    def row(self, row: int) -> Iterator[Cell]:
        """The cells of a row that hold anything."""
        return (Cell(row, column, text) for column, text in enumerate(self.rows[row]) if text)

    def cells(self) -> Iterator[Cell]:
        """All cells that hold anything."""
        return (cell for row in range(len(self.rows)) for cell in self.row(row))


def table_of(text: str) -> Table:
    """The cells of a text: tabs between them as on the clipboard, or a CSV with commas or semicolons.

    A cell in quotes may hold line breaks; a quote that nobody closes is an ordinary character.
    Raises InputError where there is nothing, LimitError where it is too much.

    >>> table_of('Lane\\tOrders\\nPain\\t"Late fee\\nNo date"').rows
    (('Lane', 'Orders'), ('Pain', 'Late fee\\nNo date'))
    >>> table_of("Stage;Step\\nBuy;Pays, with a card").rows[1]
    ('Buy', 'Pays, with a card')
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    found: list[list[str]] = [[]]
    cells = _cells(plain, _delimiter(plain))
    for count, (value, ends) in enumerate(cells):
        _allow(count + 1)
        found[-1].append(value)
        if ends:
            found.append([])
    while found and not any(found[-1]):
        found.pop()
    if not found:
        raise InputError(
            "There are no cells in it.",
            code="no_cells",
            remedy="Select the cells in the spreadsheet, copy them, and paste them here.",
        )
    width = max(at + 1 for row in found for at, value in enumerate(row) if value)
    _allow(width * len(found))  # one long row makes all of them long
    return Table(tuple(tuple(islice([*row, *[""] * width], width)) for row in found))


def _allow(cells: int) -> None:
    if cells > MOST_CELLS:
        raise LimitError(
            f"That is more than {MOST_CELLS:,} cells.",
            code="too_many_cells",
            remedy="Copy the part that is the map, without the empty rows around it.",
        )


def _delimiter(text: str) -> str:
    """Tabs, where there are any; else what separates most of the first line."""
    if "\t" in text:
        return "\t"
    first = re.sub(r'"(?:[^"]|"")*"', "", text.lstrip("\n").partition("\n")[0])
    return max(DELIMITERS, key=first.count)


def _cells(text: str, delimiter: str) -> Iterator[tuple[str, bool]]:
    """Each cell, and whether a row ends with it."""
    end = f"(?={re.escape(delimiter)}|\n|\\Z)"
    quoted, plain = re.compile(f'"((?:[^"]|"")*+)"{end}'), re.compile(f"[^{re.escape(delimiter)}\n]*")
    at = 0
    while at <= len(text):
        found = quoted.match(text, at) or plain.match(text, at)
        assert found is not None
        value = found[1].replace('""', '"') if found.re is quoted else found[0]
        at = found.end() + 1
        yield "\n".join(line.strip() for line in value.split("\n")).strip(), text[at - 1 : at] == "\n"
