"""Published figures of the Olist shop, from its orders and payments put straight into a journey log."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from desirepath.lake.engines import DuckDBEngine
from desirepath.lake.tables import CUSTOMERS, JOURNEYS
from desirepath.measures.ask import ask
from desirepath.measures.view import View

DATA = Path(os.environ.get("DESIREPATH_TEST_DATA", Path(__file__).parents[3] / "shared/data")) / "olist"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the Olist data are not here: set DESIREPATH_TEST_DATA"),
]

LOG = f"""
    WITH paid AS (
        SELECT order_id, sum(payment_value) AS paid
        FROM '{DATA}/olist_order_payments_dataset.parquet' GROUP BY order_id
    ), placed AS (
        SELECT c.customer_unique_id AS customer, o.order_id,
               CAST(o.order_purchase_timestamp AS TIMESTAMP) AS time, paid
        FROM '{DATA}/olist_orders_dataset.parquet' o
        JOIN '{DATA}/olist_customers_dataset.parquet' c USING (customer_id) LEFT JOIN paid USING (order_id)
    )
    SELECT customer, order_id, order_id AS event_id, 'Order Completed' AS event, 'customer' AS actor,
           row_number() OVER (PARTITION BY customer ORDER BY time, order_id) - 1 AS seq,
           CAST(paid AS DECIMAL(18, 2)) AS revenue, time, time AS local,
           lag(time) OVER (PARTITION BY customer ORDER BY time, order_id) AS prev_time,
           lag(time) OVER (PARTITION BY customer ORDER BY time, order_id) AS prev_same_event_time,
           min(time) OVER (PARTITION BY customer) AS first_time
    FROM placed
"""


@pytest.fixture(scope="module")
def view(engine: DuckDBEngine) -> View:
    import ibis

    log = engine.sql(LOG)
    assert log is not None
    journeys = engine.view(log)
    customers = journeys.group_by("customer").aggregate(
        first_time=journeys.time.min(), first_local=journeys.local.min()
    )
    tables = {}
    for name, made, schema in (("journeys", journeys, JOURNEYS), ("customers", customers, CUSTOMERS)):
        kinds = ibis.schema(schema)
        missing = {n: ibis.null(t) for n, t in kinds.items() if n not in made.columns}
        tables[name] = made.mutate(**missing)
    return View(
        engine=engine,
        tables=tables,
        data_version="olist",
        timezone="America/Sao_Paulo",
        currency="BRL",
        complete_through={"orders": datetime(2018, 10, 18)},
    )


def test_customers_and_orders(view: View) -> None:
    assert ask(view, "reach").rows[0].number.value == 96_096
    assert ask(view, "reach", by=["order"]).rows[0].number.value == 99_441


def test_repeat_customers(view: View) -> None:
    row = ask(view, "repeat_within").rows[0]
    assert (row.more["went_on"], row.more["entered"]) == (2_997, 96_096)
    assert round(100 * (row.number.value or 0), 2) == 3.12


def test_money_paid_is_exact_and_months_add_up_to_it(view: View) -> None:
    from decimal import Decimal

    assert ask(view, "revenue").rows[0].more["exact"] == "16008872.12"
    months = ask(view, "revenue", by=["month"]).rows
    assert sum(Decimal(row.more["exact"]) for row in months) == Decimal("16008872.12")
