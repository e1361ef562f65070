"""Is the dirt there, in the stated shares, and has it left every fact alone?"""

from __future__ import annotations

import pytest

from desirepath.ingest.sample import dirt


def share(shop, condition: str) -> float:
    return float(
        shop.value(f"select avg(({condition})::int) from {{web}} where message_id not like '%-bad-%'")
    )


def test_some_web_rows_stand_twice_to_the_last_letter(shop):
    rows, ids, whole = shop.ask(
        "select count(*), count(distinct message_id), (select count(*) from (select distinct * from {web})) from {web}"
    )[0]
    assert rows - ids == shop.summary.dirt["web.csv.gz: twice"]
    assert whole == ids
    assert (rows - ids) / rows == pytest.approx(dirt.TWICE, rel=0.2)


def test_some_events_arrive_after_later_ones(shop):
    late = shop.value(
        """select count(*) from (select timestamp, max(timestamp) over (order by n rows between unbounded preceding
        and 1 preceding) as before from (select timestamp, row_number() over () as n from {web}
        where message_id not like '%-bad-%')) where timestamp < before"""
    )
    assert late > shop.summary.dirt["web.csv.gz: late"] * 0.8
    assert shop.summary.dirt["web.csv.gz: late"] / shop.summary.rows["web.csv.gz"] == pytest.approx(
        dirt.LATE, rel=0.2
    )


def test_junk_stands_where_an_account_should_be(shop):
    assert share(shop, "coalesce(user_id, '') in ('undefined', 'null')") == pytest.approx(
        dirt.JUNK_USER, rel=0.3
    )
    assert share(shop, "anonymous_id like '00000000-%'") == pytest.approx(dirt.JUNK_VISITOR, rel=0.4)


def test_fields_are_missing(shop):
    missing = shop.value("select avg((category is null)::int) from {web} where event = 'Product Viewed'")
    assert float(missing) == pytest.approx(dirt.MISSING, rel=0.25)


def test_some_device_clocks_are_wrong(shop):
    assert share(shop, "timestamp <> original_timestamp") == pytest.approx(dirt.SKEWED, rel=0.3)


def test_every_dirty_file_has_broken_rows_that_copy_good_ones(shop):
    for name, key in (("web", "message_id"), ("orders", "record"), ("surveys", "answer_id")):
        assert shop.value(f"select count(*) from {{{name}}} where {key} like '%-bad-%'") == dirt.BROKEN


def test_one_line_is_no_row_at_all(shop):
    assert (shop.data / "surveys.csv").read_text("utf-8").rstrip().endswith("resumed ###")


def test_repeated_orders_do_not_add_orders(shop):
    placed = shop.value(
        "select count(distinct order_id) from {orders} where type = 'Order Completed' and record not like '%-bad-%'"
    )
    assert placed == shop.truth["totals"]["orders"]


def test_the_tablet_in_the_store_is_shared_by_many(shop):
    accounts = shop.value("select count(distinct user_id) from {web} where anonymous_id = 'tablet-gracia-01'")
    assert accounts >= 10


def test_most_visits_are_anonymous_and_many_people_have_two_devices(shop):
    named, devices = shop.ask(
        """select avg((user_id is not null)::int), (select avg((n > 1)::int) from (select count(distinct anonymous_id) n
        from {web} where user_id like 'C-%' and anonymous_id like 'v%' group by user_id)) from {web}"""
    )[0]
    assert 0.05 < named < 0.5
    assert 0.1 < devices < 0.7


def test_no_persona_stands_in_the_data(shop):
    for path in shop.data.iterdir():
        if path.suffix == ".csv":
            header = path.read_text("utf-8").partition("\n")[0]
            assert "persona" not in header
            assert "engagement" not in header
