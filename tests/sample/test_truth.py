"""Does `truth.json` say what the structural model does, and can it be seen in the files?"""

from __future__ import annotations

import pytest

from desirepath.ingest.sample.feelings import BELIEVED


def test_every_truth_is_told(shop):
    truth = shop.truth
    assert {cause["id"] for cause in truth["drop_off"]["causes"]} == {"size-doubt", "late-fee"}
    assert [pain["id"] for pain in truth["pains"]] == ["return-pain"]
    assert truth["early_experience"]["id"] == "late-first-parcel"
    assert {c["id"] for c in truth["confounded"]} == {
        "many-promotions",
        "slow-green-delivery",
        "repair-keeps",
    }
    assert {a["id"]: a["worked"] for a in truth["actions"]} == {
        "label-free-pilot": True,
        "fee-in-basket": False,
    }
    assert [e["step"] for e in truth["emotions"]] == list(BELIEVED)


def test_every_truth_stands_on_hundreds_of_people(shop):
    truth = shop.truth
    assert truth["pains"][0]["customers"] > 200
    assert truth["early_experience"]["customers"] > 200
    assert all(cause["customers"] > 500 for cause in truth["drop_off"]["causes"])
    assert all(one["n"] > 200 for one in truth["confounded"])


def test_the_return_pain_costs_second_orders_and_money(shop):
    pain = shop.truth["pains"][0]
    assert -0.30 < pain["second_order_within_120_days"]["effect"] < -0.08
    assert pain["money"] < 0
    assert pain["orders"] < 0


def test_a_late_first_parcel_costs_second_orders(shop):
    early = shop.truth["early_experience"]
    assert -0.25 < early["second_order_within_120_days"]["effect"] < -0.03
    assert early["money"] < 0


def test_the_pilot_worked_and_the_fee_in_the_basket_did_not(shop):
    pilot, fee = shop.truth["actions"]
    assert pilot["second_order_within_120_days"]["effect"] > 0
    assert pilot["money"] > 0
    assert fee["effect"] == 0
    assert abs(fee["seen"]) < 0.08
    assert (pilot["from"], fee["from"], fee["to"]) == ("2026-03-02", "2026-06-02", "2026-09-02")


def test_what_is_confounded_shows_a_difference_that_nothing_causes(shop):
    naive = {one["id"]: one["naive"] for one in shop.truth["confounded"]}
    assert naive["many-promotions"] < -0.05
    assert naive["slow-green-delivery"] < -0.02
    assert naive["repair-keeps"] > 0.05
    assert all(one["effect"] == 0 for one in shop.truth["confounded"])


def test_belief_is_wrong_by_more_than_a_point_at_three_steps(shop):
    wrong = {e["step"]: e for e in shop.truth["emotions"] if e["wrong_by_more_than_1"]}
    assert set(wrong) == {"size", "return", "repair"}
    assert wrong["return"]["planted"] == pytest.approx(-1.6, abs=0.15)
    assert wrong["repair"]["planted"] == pytest.approx(1.5, abs=0.15)
    assert wrong["size"]["planted"] == pytest.approx(-0.9, abs=0.15)


def test_answers_are_near_the_planted_feelings(shop):
    for emotion in shop.truth["emotions"]:
        assert abs(emotion["answered"] - emotion["planted"]) < 4 / max(emotion["n"], 1) ** 0.5, emotion[
            "step"
        ]


def test_nearly_every_step_is_felt_by_a_hundred_and_one_by_too_few(shop):
    counts = {e["step"]: e["n"] for e in shop.truth["emotions"]}
    assert 10 <= counts.pop("resell") < 30
    assert min(counts.values()) >= 100


class TestWithoutEffects:
    def test_every_counterfactual_difference_is_zero(self, quiet_shop):
        truth = quiet_shop.truth
        effects = [
            *(cause["leaving"] for cause in truth["drop_off"]["causes"]),
            truth["pains"][0]["second_order_within_120_days"],
            truth["early_experience"]["second_order_within_120_days"],
        ]
        money = [
            *truth["drop_off"]["causes"],
            *truth["pains"],
            truth["early_experience"],
            truth["actions"][0],
        ]
        assert [one["effect"] for one in effects] == [0.0] * 4
        assert [one["money"] for one in money] == [0.0] * 5
        assert not any(action["worked"] for action in truth["actions"])

    def test_nobody_leaves_for_a_cause(self, quiet_shop):
        assert [c["left_for_it"] for c in quiet_shop.truth["drop_off"]["causes"]] == [0, 0]

    def test_confounding_stays(self, quiet_shop):
        naive = {one["id"]: one["naive"] for one in quiet_shop.truth["confounded"]}
        assert naive["many-promotions"] < 0 < naive["repair-keeps"]


class TestInTheFiles:
    """The truths again, counted from the files alone."""

    def test_second_orders_within_120_days(self, shop):
        share = shop.value(
            """with placed as (select distinct order_id, lower(email) who, time::timestamp "at" from {orders}
            where type = 'Order Completed' and record not like '%-bad-%'),
            ranked as (select *, row_number() over (partition by who order by "at") nth,
            lead("at") over (partition by who order by "at") as later from placed)
            select avg((coalesce(later, timestamp '2100-01-01') - "at" <= interval 120 days)::int) from ranked
            where nth = 1 and "at" < timestamp '2026-10-01' - interval 120 days"""
        )
        assert float(share) == pytest.approx(shop.truth["totals"]["second_order_within_120_days"], abs=0.004)

    def test_the_pain_has_as_many_orders_as_stated(self, shop):
        orders = shop.value(
            """select count(distinct r.order_id) from {returns} r join (select order_id, days_to_refund from {returns}
            where event = 'Refund Paid') p using (order_id)
            where r.reason in ('too small', 'too large') and r.label = 'printed' and p.days_to_refund::int >= 8"""
        )
        paid = shop.truth["pains"][0]["exposed_orders"]
        assert 0.55 * paid < orders <= paid  # exchanges have no refund, and the last ones are still open

    def test_people_who_see_a_fee_leave_more(self, shop):
        """Each checkout is a cookie and a day."""
        rows = shop.ask(
            """select fee, avg(gone) from (select anonymous_id, timestamp[:10] d, max(fee::float) > 0 fee,
            (count(*) filter (event = 'Delivery Chosen') = 0)::int gone from {web}
            where event in ('Checkout Started', 'Delivery Chosen') and fee is not null and anonymous_id like 'v%'
            group by all) group by fee order by fee"""
        )
        (_, free), (_, paid) = rows
        cause = next(c for c in shop.truth["drop_off"]["causes"] if c["id"] == "late-fee")
        assert paid - free == pytest.approx(cause["structural"], abs=0.04)

    def test_the_feeling_of_each_step_named_in_the_surveys(self, shop):
        rows = shop.ask(
            """select step, avg(score::float) - 3, count(*) from {surveys} where event = 'Pulse Answered'
            and step is not null and answer_id not like '%-bad-%' group by step"""
        )
        told = {e["step"]: e for e in shop.truth["emotions"]}
        assert {step for step, _, _ in rows} >= {
            "hear",
            "visit",
            "compare",
            "size",
            "basket",
            "delivery",
            "pay",
        }
        for step, feeling, count in rows:
            assert count == told[step]["n"]
            assert feeling == pytest.approx(told[step]["answered"], abs=1e-3)

    def test_the_ease_of_returning(self, shop):
        feeling = shop.value(
            """select avg((score::float - 4) / 1.5) from {surveys} where event = 'CES Answered'
            and answer_id not like '%-bad-%'"""
        )
        told = next(e for e in shop.truth["emotions"] if e["step"] == "return")
        assert feeling == pytest.approx(told["answered"], abs=1e-3)

    def test_two_personas_shop_differently(self, shop):
        """People who want care mails are mostly Inés, people who want offers mostly Marc."""
        rows = shop.ask(
            """select mail_choice, avg((voucher = 'yes')::int), avg(total::float), count(distinct r.order_id) * 1.0 /
            count(distinct o.order_id) from {orders} o join {customers} c using (customer_id) left join {returns} r
            on r.order_id = o.order_id where o.type = 'Order Completed' and record not like '%-bad-%'
            and mail_choice in ('care', 'offers') group by 1 order by 1"""
        )
        (_, care_vouchers, care_basket, care_returns), (_, vouchers, basket, returns) = rows
        assert care_vouchers < 0.25 < vouchers
        assert care_basket > basket * 1.2
        assert care_returns < returns

    def test_linen_sells_in_summer_and_gifts_in_december(self, shop):
        months = dict(
            shop.ask(
                """select time[6:7], avg((category = 'linen shirts')::int) from {orders}
                where type = 'Order Completed' and record not like '%-bad-%' group by 1"""
            )
        )
        gifts = dict(
            shop.ask(
                """select time[6:7], avg((category = 'gifts')::int) from {orders}
                where type = 'Order Completed' and record not like '%-bad-%' group by 1"""
            )
        )
        assert months["07"] > 3 * months["12"]
        assert max(gifts, key=lambda month: gifts[month]) == "12"

    def test_people_shop_in_the_evening_more_than_at_night(self, shop):
        hours = dict(
            shop.ask(
                """select hour(timestamp::timestamptz at time zone 'Europe/Madrid'), count(*) from {web}
                where timestamp like '20__-%' group by 1"""
            )
        )
        assert hours[21] > 5 * hours[4]

    def test_people_stand_in_the_middle_of_everything_at_the_end(self, shop):
        waiting, returning = shop.ask(
            """select (select count(*) from (select order_id from {shipping} group by 1 having count(*) = 1)),
            (select count(*) from (select order_id from {returns} where event = 'Return Opened'
            except select order_id from {returns} where event = 'Refund Paid'))"""
        )[0]
        assert waiting > 5
        assert returning > 5
