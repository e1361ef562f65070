"""Who is one person: rules one by one, then against plain Python, whatever the order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desirepath.errors import DataQualityError
from desirepath.identity import resolve as rules
from desirepath.identity.junk import JUNK
from desirepath.lake.engines import DuckDBEngine

from . import oracle
from .made import START, Row, customers, edge, resolved, seen


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    found = DuckDBEngine(threads=1)
    yield found
    found.close()


def test_a_row_with_user_and_email_makes_them_one_customer_under_the_user_id(engine: DuckDBEngine) -> None:
    rows = [seen(1, email="ann@x.org"), seen(2, user="u1", email="ann@x.org"), seen(3, user="u1")]
    assert customers(engine, rows) == ["u1", "u1", "u1"]


def test_visits_before_the_first_sign_in_belong_to_who_signed_in(engine: DuckDBEngine) -> None:
    rows = [seen(1, anonymous="a1"), seen(2, user="u1", anonymous="a1"), seen(3, anonymous="a1")]
    assert customers(engine, rows) == ["u1", "u1", "u1"]


def test_a_shared_device_does_not_merge_people_and_is_split_in_time(engine: DuckDBEngine) -> None:
    rows = [
        seen(1, anonymous="tablet"),
        seen(2, user="ann", anonymous="tablet"),
        seen(3, anonymous="tablet"),
        seen(4, user="bob", anonymous="tablet"),
        seen(5, anonymous="tablet"),
        seen(6, user="ann", anonymous="tablet"),
        seen(7, anonymous="tablet"),
    ]
    assert customers(engine, rows) == ["ann", "ann", "ann", "bob", "bob", "ann", "ann"]
    table = resolved(engine, rows).table.to_pylist()
    split = sorted((r for r in table if r["id"] == "tablet"), key=lambda r: r["valid_to"] or START.max)
    assert [r["customer"] for r in split] == ["ann", "bob", "ann"]
    assert [(r["valid_from"], r["valid_to"]) for r in split] == [
        (None, rows[3]["timestamp"]),
        (rows[3]["timestamp"], rows[5]["timestamp"]),
        (rows[5]["timestamp"], None),
    ]


def test_an_email_and_a_user_who_met_only_each_other_on_devices_are_one(engine: DuckDBEngine) -> None:
    rows = [
        seen(1, email="ann@x.org", anonymous="a1"),
        seen(2, user="u1", anonymous="a1"),
        seen(3, email="ann@x.org"),
    ]
    assert customers(engine, rows) == ["u1", "u1", "u1"]


def test_an_email_that_met_two_users_stays_alone(engine: DuckDBEngine) -> None:
    rows = [
        seen(1, email="ann@x.org", anonymous="a1"),
        seen(2, user="u1", anonymous="a1"),
        seen(3, email="ann@x.org", anonymous="a2"),
        seen(4, user="u2", anonymous="a2"),
    ]
    assert customers(engine, rows) == ["ann@x.org", "u1", "ann@x.org", "u2"]


@pytest.mark.parametrize(
    "word", ["null", " NULL ", "undefined", "00000000-0000-0000-0000-000000000000", "0", "guest"]
)
def test_junk_ids_stay_ids_but_link_nobody(engine: DuckDBEngine, word: str) -> None:
    rows = [seen(1, user=word, email="ann@x.org"), seen(2, user=word, email="bob@x.org"), seen(3, user=word)]
    assert customers(engine, rows) == ["ann@x.org", "bob@x.org", word]


def test_a_workspace_can_name_its_own_junk(engine: DuckDBEngine) -> None:
    rows = [seen(1, user="Kiosk", email="ann@x.org"), seen(2, user="Kiosk", email="bob@x.org")]
    assert customers(engine, rows, junk=["kiosk"]) == ["ann@x.org", "bob@x.org"]


def test_an_id_seen_with_more_than_fifty_others_links_nobody_and_warns(engine: DuckDBEngine) -> None:
    for others, expected in ((50, {"u00"}), (51, {f"u{n:02d}" for n in range(51)})):
        rows = [seen(n, user=f"u{n:02d}", email="family@x.org") for n in range(others)]
        who = resolved(engine, rows)
        assert set(customers(engine, rows)) == expected
        assert bool(who.warnings) == (others > 50)


def test_a_cluster_of_more_than_five_hundred_ids_falls_apart_and_warns(engine: DuckDBEngine) -> None:
    rows = [seen(n, user=f"u{n:03d}", email=f"m{n + shift:03d}") for n in range(250) for shift in (0, 1)]
    who = resolved(engine, rows)
    assert len({row["customer"] for row in who.table.to_pylist()}) == 501
    assert "500" in who.warnings[0]
    smaller = [row for row in rows if row["user_id"] < "u249"]
    assert set(customers(engine, smaller)) == {"u000"}


def test_a_cut_undoes_an_edge_and_a_later_word_restores_it(engine: DuckDBEngine) -> None:
    rows = [seen(1, user="u1", email="ann@x.org"), seen(2, email="ann@x.org")]
    ends = (("user", "u1"), ("email", "ann@x.org"))
    assert customers(engine, rows) == ["u1", "u1"]
    assert customers(engine, rows, [edge("cut", *ends, minute=1)]) == ["u1", "ann@x.org"]
    restored = [edge("manual", *ends, minute=2), edge("cut", *ends, minute=1)]
    assert customers(engine, rows, restored) == ["u1", "u1"]


def test_people_can_be_told_to_be_one(engine: DuckDBEngine) -> None:
    rows = [seen(1, user="u2"), seen(2, user="u1"), seen(3, anonymous="a1"), seen(4, anonymous="a2")]
    told = [
        edge("manual", ("user", "u1"), ("user", "u2")),
        edge("alias", ("anonymous", "a2"), ("anonymous", "a1")),
    ]
    assert customers(engine, rows, told) == ["u1", "u1", "a1", "a1"]


def test_an_edge_of_an_unknown_kind_is_an_error(engine: DuckDBEngine) -> None:
    with pytest.raises(DataQualityError, match="phone"):
        customers(engine, [seen(1, user="u1")], [edge("manual", ("phone", "1"), ("user", "u1"))])


def test_ids_of_different_kinds_that_read_alike_are_different_people(engine: DuckDBEngine) -> None:
    rows = [seen(1, user="7"), seen(2, anonymous="7"), seen(3, email="7")]
    assert customers(engine, rows) == ["7", "anonymous:7", "email:7"]


def test_events_without_any_id_have_no_customer(engine: DuckDBEngine) -> None:
    rows = [seen(1), seen(2, user="u1")]
    who = resolved(engine, rows)
    assert customers(engine, rows) == [None, "u1"]
    assert (who.rows, who.unlinked) == (1, 1)


def test_codes_follow_buckets_then_keys_and_buckets_are_the_start_of_the_md5(engine: DuckDBEngine) -> None:
    from hashlib import md5

    rows = [seen(n, user=f"user {n}") for n in range(100)]
    who = resolved(engine, rows, buckets=8)
    listed = [(row["bucket"], row["customer"]) for row in who.customers.to_pylist()]
    assert listed == sorted(listed)
    for bucket, customer in listed:
        assert bucket == int(md5(customer.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 8


def test_an_id_linked_to_itself_tells_nothing(engine: DuckDBEngine) -> None:
    user = ("user", "u1")
    assert customers(engine, [seen(0, email="u1")], [edge("manual", user, user, 0)]) == ["u1"]


IDS = {
    "user": [None, None, "u1", "u2", "u3", "null"],
    "email": [None, None, "m1", "m2", "u1"],
    "anonymous": [None, "a1", "a2", "a3", "m1", "0"],
}
ENDS = st.sampled_from([(kind, name) for kind, names in IDS.items() for name in names if name])


@st.composite
def rows_and_edges(draw: st.DrawFn) -> tuple[list[Row], list[Row]]:
    times = st.integers(0, 12)
    rows = [
        seen(draw(times), **{kind: draw(st.sampled_from(names)) for kind, names in IDS.items()})
        | {"event_id": f"e{n:02d}"}
        for n in range(draw(st.integers(1, 12)))
    ]
    edges = [
        edge(draw(st.sampled_from(["manual", "cut", "cut", "alias"])), draw(ENDS), draw(ENDS), n)
        for n in range(draw(st.integers(0, 3)))
    ]
    return rows, edges


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_=rows_and_edges(), random=st.randoms(use_true_random=False))
def test_customers_are_what_plain_python_finds_in_any_order(
    engine: DuckDBEngine, given_: Any, random: Any
) -> None:
    rows, edges = given_
    shuffled = random.sample(rows, len(rows))
    expected = oracle.customers(shuffled, edges, set(JUNK), rules.MAX_OTHERS, rules.MAX_IDS)
    assert customers(engine, shuffled, edges) == expected


@settings(max_examples=20, deadline=None)
@given(given_=rows_and_edges(), others=st.integers(1, 3), most=st.integers(1, 4))
def test_guards_hold_as_in_plain_python(engine: DuckDBEngine, given_: Any, others: int, most: int) -> None:
    rows, edges = given_
    expected = oracle.customers(rows, edges, set(JUNK), others, most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(rules.resolve.__kwdefaults__, "max_others", others)
        patch.setitem(rules.resolve.__kwdefaults__, "max_ids", most)
        assert customers(engine, rows, edges) == expected
