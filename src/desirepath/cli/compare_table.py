"""Comparisons and trends as people read them on a terminal."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from desirepath.cli.tables import console
from desirepath.export.words import difference, number_words
from desirepath.measures.comparing.result import ComparedRow, Comparison
from desirepath.measures.result import Number
from desirepath.measures.trends import Trends


def compare_table(found: Comparison) -> None:
    """One line a row: both numbers, the difference with its interval, and how sure it is."""
    console.print(f"[bold]{escape(found.title)}[/bold]: {escape(found.a.label)}, and {escape(found.b.label)}")
    keys = list(dict.fromkeys(key for row in found.rows for key in row.keys))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in (*keys, found.a.label, found.b.label, "difference", ""):
        table.add_column(escape(head))
    for row in found.rows:
        cells = ["" if row.keys.get(key) is None else str(row.keys[key]) for key in keys]
        both = [_said(number, found.currency) for number in (row.a, row.b)]
        told = difference(row.difference, found.currency)
        table.add_row(*map(escape, (*cells, *both, told, _word(row))))
    console.print(table)
    tested = f"{found.tested:,} rows tested together; " if found.tested > 1 else ""
    console.print(
        f"[dim]{tested}{'; '.join(found.methods)}. The difference is the first less the second, with its own 95 % "
        f"interval. Data {found.data_version}[/dim]"
    )
    for note in found.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]")


def _said(number: Number | None, currency: str | None) -> str:
    return "–" if number is None else number_words(number, currency)


def _word(row: ComparedRow) -> str:
    if row.certainty is None or row.wanted is None:
        return row.certainty or ""
    return f"{row.certainty}, {'better' if row.wanted else 'worse'}"


BARS = "▁▂▃▄▅▆▇█"


def trend_table(found: Trends) -> None:
    """One line a series: its periods as small bars, then each change."""
    console.print(f"[bold]{escape(found.title)}[/bold] by {found.every}")
    for one in found.series:
        values = [point.number.value for point in one.points if point.level is not None]
        drawn = _bars([value for value in values if value is not None])
        name = ", ".join(str(value) for value in one.keys.values())
        console.print(escape(f"{name}  {drawn}".strip()))
        for change in one.changes:
            size = difference(change.size, found.currency)
            console.print(
                f"  from {change.first_day} on [dim](between {change.earliest} and {change.latest})[/dim]: "
                f"[bold]{escape(size)}[/bold], p {change.p:.3f}"
            )
        if not one.changes:
            console.print("  [dim]no change that is more than luck[/dim]")
    console.print(
        f"[dim]Of series without a change at most 5 % would show one. Data {found.data_version}[/dim]"
    )
    for note in found.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]")


def _bars(values: list[float]) -> str:
    low, high = min(values, default=0.0), max(values, default=0.0)
    step = (high - low) / (len(BARS) - 1) or 1.0
    return "".join(BARS[round((value - low) / step)] for value in values)
