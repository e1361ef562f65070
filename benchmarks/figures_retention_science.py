"""`make figures-retention-science`: what was promised of the statistics behind retention, one JSON line each.

A figure is a function in FIGURES that yields what it measured; add yours there. FIGURES=quick leaves out LONG ones, and
FIGURES_ONLY=refresh_of_a_million measures those that are named alone, which is never recorded.
With --record docs/explanation/figures-retention-science.md is written from this run.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import report
from cdnow import END, cdnow_orders, view_of_orders
from desirepath.insights.forecast.backtest import backtest
from desirepath.insights.forecast.purchases import calendar_of
from desirepath.insights.forecast.purchases import purchases as purchase_days
from desirepath.lake.engines import DuckDBEngine
from desirepath.science.clv.bg_nbd import fit_bg_nbd
from desirepath.science.clv.histories import Histories
from desirepath.science.clv.pareto_nbd import fit_pareto_nbd
from desirepath.services.demo import make_demo
from desirepath.services.forecast import forecast_of
from desirepath.services.workspace import open_workspace
from figure import Figure, Part, at_most, finish, measure
from loam_actions import actions_measured
from loam_pains import no_pains, planted_pains
from olist_late import late_deliveries
from refresh import refresh_of_a_million
from reviews import feelings_of_reviews

ROOT = Path(__file__).resolve().parents[1]
PUBLISHED = Path(sys.prefix) / "published"
ABOUT = (
    "What was promised of the statistics behind retention, and what one run measured by "
    "`make figures-retention-science`. A time is the best of a few runs on one core; data are those that published "
    "results were computed from."
)
QUICK = os.environ.get("FIGURES") == "quick"


def best(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the quickest run: the others were disturbed."""

    def once() -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return min(once() for _ in range(runs))


def cdnow() -> Histories:
    table = pd.read_csv(PUBLISHED / "lifetimes/datasets/cdnow_customers_summary.csv")
    return Histories.of(table["frequency"], table["recency"], table["T"])


def purchases_of_cdnow() -> Iterator[Figure]:
    customers = cdnow()
    fitted = fit_bg_nbd(customers)
    close = np.allclose(fitted.values, [0.243, 4.414, 0.793, 2.426], atol=5e-4)
    told = " ".join(f"{value:.4f}" for value in fitted.values)
    yield Figure("BG/NBD on CDNOW: r, alpha, a, b", ".243 4.414 .793 2.426", told, bool(close))
    yield at_most("BG/NBD fit, 2,357 customers one by one", 0.2, best(lambda: fit_bg_nbd(customers)))
    yield at_most("the same in cells, grouping included", 0.2, best(lambda: fit_bg_nbd(customers.grouped())))
    cells = customers.grouped()
    yield Figure("Pareto/NBD fit, 1,016 cells", "told", round(best(lambda: fit_pareto_nbd(cells)), 3), True)


def many_customers() -> Iterator[Figure]:
    """Ten million customers in cells of whole days over three years, as a query would count them."""
    random = np.random.default_rng(1)
    size = 300_000
    x = random.geometric(0.35, size) - 1
    age = random.integers(1, 1_096, size)
    tx = np.where(x > 0, np.ceil(age * random.random(size) ** (1 / np.maximum(x, 1))), 0)
    weight = random.multinomial(10_000_000, np.full(size, 1 / size))
    cells = Histories.of(x, tx, age, weight).grouped()
    name = f"BG/NBD fit, 10 M customers in {cells.x.size:,} cells"
    yield at_most(name, 30, best(lambda: fit_bg_nbd(cells), runs=1))
    model = fit_bg_nbd(cells).model
    forecast = best(lambda: model.expected_after(365, cells.x, cells.tx, cells.age), runs=1)
    yield Figure("expected purchases of a year of each of these cells", "told", round(forecast, 3), True)


def backtest_of_cdnow() -> Iterator[Figure]:
    """39 weeks tell 39 more: counted in the engine, fitted and compared."""
    view = view_of_orders(DuckDBEngine(), cdnow_orders(), END)
    days = purchase_days(view)
    calendar = calendar_of(view, days)
    tested = backtest(view, days, calendar, split=39)
    expected = round(tested.expected.value or 0)
    told = f"{expected:,} expected, {tested.observed:,} came: {tested.verdict}"
    yield Figure("back-test on CDNOW, 39 weeks", "told", told, True)
    seconds = best(lambda: backtest(view, days, calendar, split=39), runs=2)
    yield at_most("back-test of 2,357 customers, counting included", 5, seconds)


FIGURES: list[Part] = [purchases_of_cdnow, backtest_of_cdnow]


def forecast_of_the_sample_shop() -> Iterator[Figure]:
    """Loam from its files: what customers will bring and who may stay away, each with its test."""
    with TemporaryDirectory() as folder:
        shop = Path(folder) / "loam"
        make_demo(shop, customers=int(os.environ.get("FIGURES_CUSTOMERS", "20000")), seed=1)
        workspace = open_workspace(shop)
        start = time.perf_counter()
        told = forecast_of(workspace)
        yield at_most(
            "forecast of the sample shop, both parts with their tests", 120, time.perf_counter() - start
        )
    if told.value:
        tested = told.value.backtest
        said = f"{tested.expected.value or 0:,.0f} expected, {tested.observed:,} came: {tested.verdict}"
        yield Figure("back-test on the sample shop", "told", said, True)
    if told.churn:
        skill, slope = told.churn.skill, told.churn.slope
        said = f"{skill.value or 0:.3f} ({skill.low or 0:.3f} to {skill.high or 0:.3f}), slope {slope.value or 0:.2f}"
        yield Figure(f"Brier skill of {told.churn.model} on later months", "told", said, not told.churn.leaks)


LONG: list[Part] = [
    feelings_of_reviews,
    late_deliveries,
    many_customers,
    forecast_of_the_sample_shop,
    refresh_of_a_million,
    planted_pains,
    no_pains,
    actions_measured,
]


def main() -> None:
    only = os.environ.get("FIGURES_ONLY", "").split()
    parts = FIGURES if QUICK and not only else FIGURES + LONG
    found = measure([part for part in parts if not only or part.__name__ in only])
    if "--record" in sys.argv and not only:
        page = ROOT / "docs/explanation/figures-retention-science.md"
        figures = [asdict(figure) for figure in found]
        report.write(
            page, "Figures of the science of retention", "make figures-retention-science", ABOUT, figures
        )
    finish(found)


if __name__ == "__main__":
    main()
