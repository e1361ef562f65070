"""A forecast as people read it on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from desirepath.cli.tables import console
from desirepath.export.words import day, interval, money, plain, value

if TYPE_CHECKING:
    from desirepath.insights.forecast.backtest import Backtest
    from desirepath.insights.forecast.forecast import Forecast
    from desirepath.insights.forecast.value import ValueForecast
    from desirepath.measures.result import Number


def forecast_table(found: Forecast) -> None:
    """The sentence first, then how well the same was told before."""
    if found.value is None:
        console.print(found.value_why or "", markup=False)
    else:
        _value(found.value, found.currency)
    console.print(f"[dim]Data to {day(found.last_day, year=True)}, {found.data_version}[/dim]")


def _value(told: ValueForecast, currency: str) -> None:
    console.print(f"[bold]The next 12 months, to {day(told.through, year=True)}[/bold]")
    if told.orders and told.buyers and told.revenue:
        console.print(
            f"Of {plain(told.people)} customers {_doubted(told.buyers)} are expected to buy again, on "
            f"{_doubted(told.orders)} days, for {_doubted(told.revenue, currency)}.",
            markup=False,
        )
    for warning in told.warnings:
        console.print(warning, style="yellow", markup=False)
    _backtest(told.backtest)
    related = "" if told.correlation is None else f"; how often and how much correlate {told.correlation:.2f}"
    console.print(
        f"[dim]{told.model} and Gamma-Gamma; a later month is discounted by {told.discount:.0%} a year; one purchase "
        f"brings {money(told.average.value or 0, currency)} on average{related}. Revenue, not margin, of those who "
        f"have bought already; new customers come on top.[/dim]"
    )


def _backtest(tested: Backtest) -> None:
    console.print(
        f"[bold]Tested[/bold] on {tested.weeks_after} weeks it had not seen, from {day(tested.split, year=True)}: "
        f"expected {_doubted(tested.expected)}, came {plain(tested.observed)} ({tested.verdict})."
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("had bought", "people", "each bought", "expected"):
        table.add_column(head, justify="right")
    for one in tested.classes:
        seen = "too few" if one.observed is None else f"{one.observed:.2f}"
        table.add_row(one.bought, plain(one.people), seen, f"{one.expected:.2f}")
    console.print(table)


def _doubted(number: Number, currency: str | None = None) -> str:
    between = interval(number)
    return value(number, currency) + (f" ({between})" if between else "")
