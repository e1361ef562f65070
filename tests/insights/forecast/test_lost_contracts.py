"""Lost with the contract: counted by hand, told only from what is no part of leaving, and held against Sparkify."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pydantic import ValidationError
from subscribers_made_up import DAY_ONE, TERMS, subscribers

from cdnow import view_of_rows
from desirepath.domain.settings import Contract as Terms
from desirepath.domain.settings import ForecastSettings
from desirepath.errors import DataQualityError
from desirepath.insights.forecast.contract import Contract
from desirepath.insights.forecast.learn import learn
from desirepath.insights.forecast.meanings import meanings
from desirepath.insights.forecast.moments import moments
from desirepath.insights.forecast.proposal import as_yaml, proposed
from desirepath.lake.engines import DuckDBEngine
from desirepath.measures.view import View

EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    return (day - EPOCH).days


def events(*told: tuple[str, str, int]) -> dict[str, Any]:
    """Customer, event and day from DAY_ONE on, in this order."""
    return {
        "customer": [who for who, _, _ in told],
        "event": [event for _, event, _ in told],
        "kind": ["behaviour"] * len(told),
        "actor": ["customer"] * len(told),
        "time": [
            datetime.combine(DAY_ONE + timedelta(days=day), time(8)) + timedelta(minutes=at)
            for at, (_, _, day) in enumerate(told)
        ],
    }


def at(engine: DuckDBEngine, rows: dict[str, Any], told: Contract, day: int) -> tuple[set[str], set[str]]:
    """Who has a contract on a day, and who of them is lost when the gap is over."""
    view = view_of_rows(engine, rows, DAY_ONE + timedelta(days=400))
    index = number(DAY_ONE) + day
    marks = engine.view(pa.table({"index": pa.array([index], pa.int64())}))
    days = told.days(view)
    there, stayed = (
        {row["customer"] for row in engine.to_arrow(table).to_pylist()}
        for table in (told.there(view, days, marks), told.stayed(view, days, marks))
    )
    return there, there - stayed


def test_without_renewals_a_contract_runs_until_something_ends_it(engine: DuckDBEngine) -> None:
    told = Contract(Terms(start=["Up"], end=["Down"], period="30d"))
    rows = events(
        ("stays", "Up", 0),
        ("goes", "Up", 0), ("goes", "Down", 50),
        ("back", "Up", 0), ("back", "Down", 45), ("back", "Up", 60),
        ("gone", "Up", 0), ("gone", "Down", 39),
        ("new", "Up", 40),
        ("last day", "Up", 0), ("last day", "Down", 70),
    )  # fmt: skip
    there, lost = at(engine, rows, told, 40)
    assert there == {"stays", "goes", "back", "last day"}
    assert lost == {"goes"}


def test_time_paid_through_that_passes_without_a_renewal_is_a_loss(engine: DuckDBEngine) -> None:
    told = Contract(Terms(start=["Up"], renew=["Paid"], end=["Down"], period="30d", grace="3d"))
    assert told.gap == 33
    rows = events(
        ("pays", "Up", 0), ("pays", "Paid", 31), ("pays", "Paid", 61),
        ("lapses", "Up", 10),
        ("cancels", "Up", 5), ("cancels", "Paid", 35), ("cancels", "Down", 38),
        ("late", "Up", 8), ("late", "Paid", 43), ("late", "Paid", 58),
        ("over", "Up", 0),
    )  # fmt: skip
    there, lost = at(engine, rows, told, 37)
    assert there == {"pays", "lapses", "cancels", "late"}  # late: 8 + 33 = 41
    assert lost == {"lapses", "cancels"}


def test_in_a_made_up_service_customers_and_losses_are_those_of_plain_loops(engine: DuckDBEngine) -> None:
    rows = subscribers(120, 200)
    told = Contract(TERMS)
    state: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for who, event, when in zip(rows["customer"], rows["event"], rows["time"], strict=True):
        if event in ("Subscription Started", "Cancellation Confirmation"):
            state[who].append((number(when.date()) - number(DAY_ONE), event == "Subscription Started"))

    def has(who: str, day: int) -> bool:
        known = [pays for when, pays in state[who] if when < day]
        return bool(known) and known[-1]

    for day in (60, 120):
        there, lost = at(engine, rows, told, day)
        assert there == {who for who in state if has(who, day)}
        assert lost == {who for who in there if not has(who, day + 30)}
        assert lost


def test_the_share_lost_and_the_other_meaning_stand_with_how_to_take_it(engine: DuckDBEngine) -> None:
    rows, end = subscribers(200, 200), DAY_ONE + timedelta(days=200)
    view = view_of_rows(engine, rows, end)
    settings = ForecastSettings(churn="contract", contract=TERMS)
    used, other = meanings(view, number(end), settings)
    assert (used.kind, used.used, used.chosen, used.days) == ("contract", True, "settings", 30)
    there, lost = at(engine, rows, Contract(TERMS), 170)
    assert used.lost is not None
    assert (used.lost.numerator, used.lost.denominator) == (len(lost), len(there))
    assert (other.kind, other.used) == ("inactivity", False)
    assert "inactivity" in other.change
    first = meanings(view, number(end), ForecastSettings(inactive_after="40d"))
    assert [one.kind for one in first] == ["inactivity", "contract"]
    assert first[1].chosen == "proposed"


def test_a_contract_is_proposed_from_names_but_not_from_orders(engine: DuckDBEngine) -> None:
    def of(*names: str) -> str | None:
        rows = events(*((f"c{at}", name, at) for at, name in enumerate(names)))
        found = proposed(view_of_rows(engine, rows, DAY_ONE + timedelta(days=90)))
        return as_yaml(found) if found else None

    told = of("Submit Upgrade", "Submit Downgrade", "Cancellation Confirmation", "Order Cancelled", "Home")
    assert told == "{start: [Submit Upgrade], end: [Cancellation Confirmation, Submit Downgrade]}"
    assert (
        of("subscription_started", "invoice_paid") == "{start: [subscription_started], renew: [invoice_paid]}"
    )
    assert of("Order Completed", "Order Cancelled", "Home") is None


def test_settings_that_never_lose_anybody_or_name_no_contract_are_refused() -> None:
    with pytest.raises(ValidationError, match="nobody is ever lost"):
        Terms(start=["Up"])
    with pytest.raises(ValidationError, match="churn: contract needs"):
        ForecastSettings(churn="contract")


def test_a_property_that_is_not_kept_is_an_error_that_names_it(engine: DuckDBEngine) -> None:
    told = Contract(Terms(start=[{"level": "paid"}], end=["Down"]))
    with pytest.raises(DataQualityError, match='"level" is no kept property'):
        told.covers(view_of_rows(engine, events(("ana", "Up", 0)), DAY_ONE + timedelta(days=9)))


def test_pages_on_the_way_out_are_in_nothing_that_is_told_from(engine: DuckDBEngine) -> None:
    rows, end = subscribers(150, 200), DAY_ONE + timedelta(days=200)
    without = [at for at, event in enumerate(rows["event"]) if event != "Cancel"]
    told, days = Contract(TERMS), [number(DAY_ONE) + day for day in (60, 90, 120, 150)]
    found, bare = (
        moments(view_of_rows(engine, columns, end), told, days, number(end))
        for columns in (rows, {name: [column[at] for at in without] for name, column in rows.items()})
    )
    assert found.customers.tolist() == bare.customers.tolist()
    np.testing.assert_array_equal(found.x, bare.x)
    np.testing.assert_array_equal(found.left, bare.left)
    assert 0 < found.left.sum() < len(found)


def test_a_day_later_only_those_are_asked_about_whose_contract_still_runs(engine: DuckDBEngine) -> None:
    told = Contract(Terms(start=["Up"], end=["Down"]))
    rows = events(
        ("ends", "Up", 0), ("ends", "Down", 40), ("next", "Up", 0), ("next", "Down", 41), ("new", "Up", 40)
    )
    view = view_of_rows(engine, rows, DAY_ONE + timedelta(days=100))
    index = number(DAY_ONE) + 40
    now, then = (moments(view, told, [index], index + 60, later=later) for later in (0, 1))
    assert (now.customers.tolist(), now.left.tolist()) == (["ends", "next"], [1, 1])
    assert then.customers.tolist() == ["next"]


@pytest.mark.slow
def test_a_made_up_service_is_told_with_skill_and_what_is_written_at_the_end_is_found_out(
    engine: DuckDBEngine,
) -> None:
    """Its figures stand in docs/explanation/methods/churn.md."""
    end = DAY_ONE + timedelta(days=500)
    told = Contract(TERMS)
    churn = learn(view_of_rows(engine, subscribers(3_000, 500), end), told, number(end)).churn
    assert churn.definition == "contract"
    assert not churn.leaks
    assert (churn.skill.low or 0) > 0
    assert (churn.lift.low or 0) > 1
    assert churn.slope.low is not None and churn.slope.high is not None  # noqa: PT018
    assert churn.slope.low < 1.1
    assert churn.slope.high > 0.9
    # of three days one is enough to learn from; of thirty it touches too few
    soon = Contract(TERMS.model_copy(update={"period": "3d"}))
    leaky = subscribers(6_000, 500, interview=True, stay=100)
    found = learn(view_of_rows(engine, leaky, end), soon, number(end)).churn
    assert found.leaks
    assert found.area_later - found.area_now > 0.1
    assert found.drivers[0].name == "support_90"


def sparkify(engine: DuckDBEngine, file: Path) -> View:
    """Its pages as events, `level` as a kept property, by the clock of the file."""
    import duckdb

    table = duckdb.sql(
        "select userId as customer, page as event, 'behaviour' as kind, 'customer' as actor, "
        f"make_timestamp(ts * 1000) as \"time\", level from '{file}' where userId <> '' order by ts"
    ).to_arrow_table()
    rows = {name: table[name].to_pylist() for name in ("customer", "event", "kind", "actor", "time")}
    view = view_of_rows(engine, rows, date(2018, 11, 30))
    journeys = engine.to_arrow(view.tables["journeys"])
    level: dict[tuple[str, datetime, str], str] = {
        (row["customer"], row["time"], row["event"]): row["level"] for row in table.to_pylist()
    }
    column = [level[row["customer"], row["time"], row["event"]] for row in journeys.to_pylist()]
    view.tables["journeys"] = engine.view(journeys.append_column("prop_level", pa.array(column)))
    return view


def test_sparkify_has_a_month_and_one_end_of_a_contract_so_no_score_is_told(
    engine: DuckDBEngine, real_data: Path
) -> None:
    file = real_data / "sparkify/log_data.parquet"
    if not file.is_file():
        pytest.skip(f"no {file}")
    view, end = sparkify(engine, file), number(date(2018, 11, 30))
    terms = Terms(
        start=["Submit Upgrade", {"level": "paid"}],
        end=["Submit Downgrade", "Cancellation Confirmation"],
        leaving=["Downgrade", "Cancel"],
        period="14d",
    )
    settings = ForecastSettings(churn="contract", contract=terms)
    used = meanings(view, end, settings)[0]
    assert used.lost is not None
    assert (used.lost.numerator, used.lost.denominator) == (0, 18)
    names = view.records(view.tables["journeys"].group_by("event").aggregate(n=lambda t: t.count()))
    ends = {row["event"]: row["n"] for row in names if row["event"] in terms.end}
    assert ends == {"Submit Downgrade": 1}
    with pytest.raises(DataQualityError, match="too short to learn"):
        learn(view, Contract(terms), end)
