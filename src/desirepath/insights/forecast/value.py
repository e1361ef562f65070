"""What will the customers of today still bring in the next twelve months?

Purchases by BG/NBD or MBG/NBD, what one brings by Gamma-Gamma, both fitted from counts. It is revenue and no margin, of
those who have bought already; new customers come on top. What is in doubt is said before the figure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from pydantic import Field

from desirepath.insights.forecast.ahead import Groups, between, buyers, expected, likelier, luck
from desirepath.insights.forecast.backtest import Backtest, backtest
from desirepath.insights.forecast.purchases import Calendar, Cells, calendar_of, cells, purchases, spending
from desirepath.measures.result import Frozen, Number, Unit, show
from desirepath.measures.view import View
from desirepath.science.arrays import Floats
from desirepath.science.clv.bg_nbd import BgNbd
from desirepath.science.clv.fit import Fitted
from desirepath.science.clv.gamma_gamma import GammaGamma, correlation, fit_gamma_gamma
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.value import yearly_as_period

HORIZON_WEEKS = 52
MONTHS = 12
UNRELATED = 0.3
"""How often and how much are taken as unrelated; a correlation beyond this says they are not."""


class ValueForecast(Frozen):
    """What customers who have bought already are expected to bring; null where the back-test failed."""

    through: date = Field(description="Last day of the horizon")
    weeks: int
    discount: float = Field(description="Yearly discount: money of a later month counts less")
    people: int = Field(description="Customers with at least one order")
    model: str = Field(description="BG/NBD, or MBG/NBD where that fits better")
    parameters: dict[str, float]
    loose: list[str] = Field(description="Parameters that the data do not pin down")
    orders: Number | None = Field(description="Days with an order")
    buyers: Number | None = Field(description="Customers who buy at least once")
    revenue: Number | None = Field(description="Discounted revenue")
    average: Number = Field(description="Expected revenue of one purchase")
    correlation: float | None = Field(description="Of how often and how much; the model takes it to be 0")
    warnings: list[str]
    backtest: Backtest


@dataclass(frozen=True)
class Models:
    """What was fitted on all data, to ask of single customers."""

    calendar: Calendar
    purchases: Fitted[BgNbd]
    spend: Fitted[GammaGamma]
    discount: float

    @property
    def discounted_weeks(self) -> tuple[Floats, Floats]:
        """Ends of the months of the horizon, in weeks, and what money of each counts today."""
        months = np.arange(1.0, MONTHS + 1)
        today: Floats = (1 + yearly_as_period(self.discount, MONTHS)) ** -months
        return months * HORIZON_WEEKS / MONTHS, today


def value_of(view: View, discount: float) -> tuple[ValueForecast, Models]:
    """The forecast and the models behind it.

    Raises DataQualityError when there are too few data.
    """
    days = purchases(view)
    calendar = calendar_of(view, days)
    tested = backtest(view, days, calendar)
    known = cells(view, days, calendar, calendar.weeks)
    paid = spending(view, days, calendar, calendar.weeks)
    fitted = likelier(known.histories)
    spend = fit_gamma_gamma(paid.x, paid.z, paid.people)
    models = Models(calendar, fitted, spend, discount)
    related = correlation(paid.x, paid.z, paid.people)
    told = tested.verdict != "fails"
    n = int(known.people.sum())
    return ValueForecast(
        through=calendar.date(calendar.weeks + HORIZON_WEEKS),
        weeks=HORIZON_WEEKS,
        discount=discount,
        people=n,
        model="MBG/NBD" if fitted.model.modified else "BG/NBD",
        parameters={
            **dict(zip(fitted.names, map(float, fitted.values), strict=True)),
            **dict(zip(spend.names, map(float, spend.values), strict=True)),
        },
        loose=[*fitted.loose, *spend.loose],
        orders=_orders(fitted, known) if told else None,
        buyers=_buyers(fitted, known) if told else None,
        revenue=_revenue(models, known) if told else None,
        average=_number(
            spend.model.mean,
            float(spend.variance(lambda model: np.asarray(model.mean))),
            int(paid.people.sum()),
            "money",
        ),
        correlation=None if np.isnan(related) else related,
        warnings=list(_warnings(tested, related, fitted)),
        backtest=tested,
    ), models


def _orders(fitted: Fitted[BgNbd], known: Cells) -> Number:
    weeks, histories = np.array([float(HORIZON_WEEKS)]), known.histories
    told = float(expected(fitted.model, histories, weeks)[0])
    doubt = float(fitted.variance(lambda model: expected(model, histories, weeks))[0])
    return _number(told, doubt + luck(fitted.model, histories, HORIZON_WEEKS), int(histories.n), "count")


def _buyers(fitted: Fitted[BgNbd], known: Cells) -> Number:
    histories = known.histories
    told = buyers(fitted.model, histories, HORIZON_WEEKS)
    doubt = float(fitted.variance(lambda model: np.asarray(buyers(model, histories, HORIZON_WEEKS))))
    return _number(told, doubt + told, int(histories.n), "count")


def _revenue(models: Models, known: Cells) -> Number:
    """Sum over customers of purchases × what one brings: linear in the money so far, so cells tell it exactly."""
    ends, today = models.discounted_weeks
    histories = known.histories

    def each(spend: GammaGamma) -> Floats:
        mean = np.divide(
            known.repeats_worth, known.people * known.x, out=np.zeros_like(known.x), where=known.x > 0
        )
        return spend.spend(known.x, mean)

    def total(model: BgNbd, spend: GammaGamma) -> Floats:
        until = expected(model, histories, np.concatenate([[0.0], ends]), each(spend))
        return np.asarray(np.diff(until) @ today)

    purchases, spend = models.purchases, models.spend
    told = float(total(purchases.model, spend.model))
    doubt = float(purchases.variance(lambda model: total(model, spend.model)))
    doubt += float(spend.variance(lambda model: total(purchases.model, model)))
    worth = each(spend.model)
    doubt += luck(purchases.model, histories, HORIZON_WEEKS, worth)
    # One purchase differs from the customer's mean: a Gamma of shape p has the variance mean² / p.
    bought = expected(purchases.model, histories, np.array([float(HORIZON_WEEKS)]), worth**2)[0]
    return _number(told, doubt + float(bought) / spend.model.p, int(histories.n), "money")


def value_of_each(models: Models, x: Floats, tx: Floats, age: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Of single customers: P(still one), and the discounted revenue of the horizon if they are. Weeks from the data."""
    model = models.purchases.model
    ends, today = models.discounted_weeks
    some = Groups.of(Histories.of(x, np.minimum(tx, age), age))
    until = some.if_alive(model, np.concatenate([[0.0], ends]))
    bought = (np.diff(until, axis=1) @ today)[some.at]
    return model.alive(x, np.minimum(tx, age), age), bought * models.spend.model.spend(x, z)


def _number(value: float, variance: float, n: int, unit: Unit) -> Number:
    low, high = between(value, variance)
    return Number(value=value, low=float(low), high=float(high), n=n, unit=unit, show=show(n))


def _warnings(tested: Backtest, related: float, fitted: Fitted[BgNbd]) -> Iterator[str]:
    way = "more" if (tested.off or 0) > 0 else "fewer"
    size = f"{abs(tested.off or 0):.0%}".replace("%", " %")
    if tested.verdict == "fails":
        yield (
            f"In the back-test {size} {way} purchases were expected than came, so no figure is given: these customers "
            "do not buy as the model says."
        )
    if tested.verdict == "rough":
        yield (
            f"In the back-test {size} {way} purchases were expected than came, more than its interval allows: "
            "take the figures as rough."
        )
    if abs(related) > UNRELATED:
        yield (
            f"How often and how much people buy go together (correlation {related:.2f}), which the model of revenue "
            "does not know: take revenue as rough."
        )
    if not fitted.model.modified:
        yield "Who bought once counts as a customer for ever in this model, so their share is too high."
