"""A forecast as people read it on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from desirepath.cli.tables import console
from desirepath.export.words import day, interval, money, plain, value

if TYPE_CHECKING:
    from desirepath.insights.forecast.backtest import Backtest
    from desirepath.insights.forecast.churn_result import Churn
    from desirepath.insights.forecast.forecast import Forecast
    from desirepath.insights.forecast.habits.result import Habit
    from desirepath.insights.forecast.meanings import Meaning
    from desirepath.insights.forecast.next_step import NextSteps
    from desirepath.insights.forecast.value import ValueForecast
    from desirepath.measures.result import Number
    from desirepath.services.forecast import AtRiskPage

HABITS = {
    "channel": "Next channel",
    "product": "Next group of products",
    "time": "Next time of the week",
}
CHOSEN = {
    "rule": "the shortest silence after which under 5 % return",
    "settings": "as workspace.yaml says",
    "proposed": "proposed from the names of events",
}
WAYS = {
    "all": "by what all do most",
    "last": "by what the customer did last",
    "own": "by the customer's habits",
}
USED = {
    "all": "Knowing the customer adds nothing that is clear, so nothing is said of single customers.",
    "last": "The last one tells most, so it is used.",
    "own": "Their habits tell most, so they are used.",
}


def forecast_table(found: Forecast) -> None:
    """The sentence first, then how well the same was told before."""
    if found.value is None:
        console.print(found.value_why or "", markup=False)
    else:
        _value(found.value, found.currency)
    console.print("[bold]Who may stay away[/bold]")
    _meanings(found.meanings)
    if found.churn is None:
        if not any(one.used and one.why for one in found.meanings):
            console.print(found.churn_why or "", markup=False)
    else:
        _churn(found.churn, found.currency)
    for habit in found.habits:
        _habit(habit)
    console.print(f"[dim]Data to {day(found.last_day, year=True)}, {found.data_version}[/dim]")


def _value(told: ValueForecast, currency: str) -> None:
    console.print(f"[bold]The next 12 months, to {day(told.through, year=True)}[/bold]")
    if told.orders and told.buyers and told.revenue:
        console.print(
            f"Of {plain(told.people)} customers {_doubted(told.buyers)} are expected to buy again: "
            f"{_doubted(told.orders)} purchases for {_doubted(told.revenue, currency)}.",
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


def at_risk_table(listed: AtRiskPage, told: Forecast) -> None:
    """The customers who may stay away, and why."""
    if told.churn is None or not listed.rows:
        warnings = told.churn.warnings if told.churn else [told.churn_why or ""]
        console.print("\n".join(warnings), markup=False)
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("customer", "chance", "at stake", "likely next", "what raises the chance"):
        table.add_column(head, justify="right" if head in ("chance", "at stake") else "left")
    for one in listed.rows:
        stake = "" if one.at_stake is None else money(one.at_stake, told.currency)
        likely = ", ".join(f"{then.words} {then.chance:.0%}" for then in one.likely)
        table.add_row(
            escape(one.customer), f"{one.chance:.0%}", stake, escape(likely), "; ".join(one.reasons)
        )
    console.print(table)
    console.print(
        f"[dim]The first {len(listed.rows)} of {plain(listed.total)}. A chance is no persuadability: keep some without "
        f"any action, and compare.[/dim]"
    )


def next_table(found: NextSteps) -> None:
    """What follows each step, and how often that was told right."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    for head in ("after", "most likely next", "", "then"):
        table.add_column(head, justify="right" if head == "" else "left")
    for one in found.steps:
        first, *others = one.likely
        more = ", ".join(f"{other.title} {value(other.share)}" for other in others)
        table.add_row(escape(one.title), escape(first.title), value(first.share), escape(more))
    console.print(table)
    console.print(
        f"[dim]Of {plain(found.right.n)} visits from {day(found.tested_from, year=True)} the next step was told "
        f"right in {_doubted(found.right)}, by up to three steps; by the commonest after the present one in "
        f"{_doubted(found.plain)}. Data {found.data_version}[/dim]"
    )


def _churn(churn: Churn, currency: str) -> None:
    if churn.staying_away:
        stake = f"; at stake {_doubted(churn.at_stake, currency)}" if churn.at_stake else ""
        there, lost = _words(churn)
        console.print(
            f"Of {plain(churn.active)} customers {there} {_doubted(churn.staying_away)} are expected {lost} "
            f"within the next {churn.gap} days{stake}.",
            markup=False,
        )
    for warning in churn.warnings:
        console.print(warning, style="yellow", markup=False)
    console.print(
        f"[dim]{churn.model}. {churn.why} Tested on later months and other customers: Brier skill "
        f"{_doubted(churn.skill)}, plain table {churn.plain_skill:.1%}; calibration slope "
        f"{churn.slope.value or 0:.2f}. --at-risk 20 lists customers.[/dim]"
    )


def _words(churn: Churn) -> tuple[str, str]:
    """Who is a customer, and what it is to be lost."""
    if churn.definition == "contract":
        return "with a contract", "to have none any more"
    did, do = ("ordered", "order") if churn.activity == "orders" else ("did anything", "do anything")
    return f"who {did} in the last {churn.gap} days", f"not to {do}"


def _meanings(found: list[Meaning]) -> None:
    for one in found:
        head = "Lost here means" if one.used else "It could also mean"
        by = f" ({CHOSEN[one.chosen]})" if one.chosen else ""
        console.print(f"{head}: {one.words}{by}.", style="bold" if one.used else None, markup=False)
        if one.lost and one.since:
            console.print(
                f"  {value(one.lost)} lost: {plain(one.lost.numerator or 0)} of {plain(one.lost.denominator or 0)} "
                f"customers at the beginning, in the {one.days} days from {day(one.since, year=True)}.",
                markup=False,
            )
        if one.why:
            console.print(f"  {one.why}", markup=False)
        if not one.used:
            console.print(f"  To take it, in workspace.yaml: {one.change}", style="dim", markup=False)


def _habit(habit: Habit) -> None:
    console.print(f"[bold]{HABITS[habit.aspect]}[/bold]")
    if habit.why:
        console.print(habit.why, markup=False)
        return
    commonest = ", ".join(f"{one.title} {value(one.share)}" for one in habit.shares[:3])
    console.print(
        f"{commonest}; of {plain(habit.occasions)} days of {plain(habit.customers)} customers.", markup=False
    )
    if habit.test is None:
        console.print("[dim]Too few customers came in the last quarter of the time to test it.[/dim]")
        return
    tested = habit.test.ways
    ways = "; ".join(f"{WAYS[one.way]} {value(one.right)} (log loss {one.loss:.3f})" for one in tested)
    console.print(
        f"[dim]Told right of {plain(tested[0].right.n)} customers: {ways}. {USED[habit.test.used]}[/dim]"
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
