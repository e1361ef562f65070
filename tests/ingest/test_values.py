"""Times, money and scores as people write them, and what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .conftest import NOW, Bench

pytestmark = pytest.mark.usefixtures("here")


def times(bench: Bench, written: list[str], **recipe: Any) -> list[datetime | str]:
    """What each written time became: a UTC time, or the reason why it was refused."""
    lines = "".join(f'{n},"{text}"\n' for n, text in enumerate(written))
    bench.write(
        "t.csv",
        "n,time\n-1,2024-05-05T00:00:00Z\n" + lines if not recipe.get("date_format") else "n,time\n" + lines,
    )
    rule = {"event": "E", "time": "time", "user_id": "n"}
    bench.run({"source": "t", "files": "t.csv", "events": [rule], **recipe})
    good: dict[int, datetime | str] = {int(n): t for n, t in bench.events("user_id", "timestamp")}
    first = 2 if recipe.get("date_format") else 3
    bad = {line - first: reason for _, line, reason in bench.refused()}
    return [(good | bad)[n] for n in range(len(written))]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-01-02", datetime(2024, 1, 2)),
        ("2024-01-02 03:04", datetime(2024, 1, 2, 3, 4)),
        ("2024-01-02T03:04:05.678901", datetime(2024, 1, 2, 3, 4, 5, 678901)),
        ("2024-01-02T03:04:05.678901234Z", datetime(2024, 1, 2, 3, 4, 5, 678901)),
        ("2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5)),
        ("2024-01-02T03:04:05+02:00", datetime(2024, 1, 2, 1, 4, 5)),
        ("2024-01-02T03:04:05+0200", datetime(2024, 1, 2, 1, 4, 5)),
        ("2024-01-02 03:04:05 +0200", datetime(2024, 1, 2, 1, 4, 5)),
        ("2024-01-02 03:04:05.5 -05:30", datetime(2024, 1, 2, 8, 34, 5, 500_000)),
        ("2024-01-02 03:04:05-03", datetime(2024, 1, 2, 6, 4, 5)),
        ("2024-01-02T03:04:05+14:00", datetime(2024, 1, 1, 13, 4, 5)),
        ("2024-01-02 03:04:05+02Z", "time cannot be read"),
        ("2024-01-02 03:04:05", datetime(2024, 1, 2, 3, 4, 5)),
        ("2024-01-02 03:04:05 Z", "time cannot be read"),
        (" 2024-01-02 ", datetime(2024, 1, 2)),
        ("2024-01-02T24:00:00", datetime(2024, 1, 3)),
        ("1541105830", datetime(2018, 11, 1, 20, 57, 10)),
        ("1541105830796", datetime(2018, 11, 1, 20, 57, 10, 796000)),
        ("1541105830796123", datetime(2018, 11, 1, 20, 57, 10, 796123)),
        ("2016-12-31T23:59:60Z", "time cannot be read"),
        ("2023-02-29", "time cannot be read"),
        ("2017", "time cannot be read"),
        ("soon", "time cannot be read"),
        ("infinity", "time cannot be read"),
        ("", "no time"),
        ("NULL", "no time"),
        ("0001-01-01", "time lies before 1900"),
        ("9999-12-31", "time lies after the import"),
    ],
)
def test_a_written_time_is_read_or_refused(bench: Bench, written: str, read: datetime | str) -> None:
    assert times(bench, [written]) == [read]


def test_a_time_without_offset_is_meant_in_the_stated_zone_and_one_with_offset_is_not(bench: Bench) -> None:
    written = ["2024-07-01 10:00:00", "2024-07-01T10:00:00Z", "2024-12-01 10:00:00", "1719828000"]
    read = times(bench, written, timezone="America/New_York")
    assert read == [
        datetime(2024, 7, 1, 14),
        datetime(2024, 7, 1, 10),
        datetime(2024, 12, 1, 15),
        datetime(2024, 7, 1, 10),
    ]


def test_day_first_and_month_first_are_told_apart_by_the_recipe(bench: Bench) -> None:
    assert times(bench, ["01/09/21", "01/09/2021 10:30", "31.12.2021"], date_format="day first") == [
        datetime(2021, 9, 1), datetime(2021, 9, 1, 10, 30), datetime(2021, 12, 31)]  # fmt: skip


def test_month_first(new_bench: Any) -> None:
    assert times(new_bench(), ["01/09/21", "12/31/2021 1:30 PM"], date_format="month first") == [
        datetime(2021, 1, 9), datetime(2021, 12, 31, 13, 30)]  # fmt: skip


def test_several_formats_are_tried_in_order(bench: Bench) -> None:
    formats = ["%Y%m%d", "%b %d, %Y", "epoch_s"]
    assert times(bench, ["20240102", "Jan 5, 2024", "86400", "2024-01-02"], date_format=formats) == [
        datetime(2024, 1, 2), datetime(2024, 1, 5), datetime(1970, 1, 2), "time cannot be read"]  # fmt: skip


def test_an_event_may_lie_23_hours_after_the_import_and_no_more(bench: Bench) -> None:
    written = [(NOW + timedelta(hours=23, seconds=s)).isoformat() for s in (0, 1)]
    assert times(bench, written) == [NOW + timedelta(hours=23), "time lies after the import"]


@given(st.datetimes(datetime(1900, 1, 1), datetime(2025, 12, 31)))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_iso_time_is_read_exactly(new_bench: Any, moment: datetime) -> None:
    assert times(new_bench(), [moment.isoformat(), moment.isoformat(sep=" ") + "+01:00"]) == [
        moment,
        moment - timedelta(hours=1)
        if moment - timedelta(hours=1) >= datetime(1900, 1, 1)
        else "time lies before 1900",
    ]


def amounts(bench: Bench, written: list[str], decimal: str) -> list[Decimal | str | None]:
    lines = "".join(f'{n};2024-01-01;"{text}"\n' for n, text in enumerate(written))
    bench.write("m.csv", "n;time;money\n" + lines)
    rule = {"event": "E", "time": "time", "user_id": "n", "revenue": "money"}
    bench.run({"source": "m", "files": "m.csv", "decimal": decimal, "currency": "EUR", "events": [rule]})
    good: dict[int, Decimal | str | None] = {int(n): v for n, v in bench.events("user_id", "revenue")}
    return [
        (good | {line - 2: reason for _, line, reason in bench.refused()})[n] for n in range(len(written))
    ]


BAD = "revenue cannot be read"


@pytest.mark.parametrize(
    ("written", "decimal", "read"),
    [
        ("12.5", ".", Decimal("12.50")),
        ("-12.50", ".", Decimal("-12.50")),
        ("1,234.56", ".", Decimal("1234.56")),
        ("1,234,567", ".", Decimal("1234567")),
        ("€ 12.50", ".", Decimal("12.50")),
        ("R$ 1,234.56", ".", Decimal("1234.56")),
        ("-$5.00", ".", Decimal("-5.00")),
        ("12 EUR", ".", Decimal("12.00")),
        ("0.1", ".", Decimal("0.10")),
        ("12,50", ".", BAD),
        ("1,23,4", ".", BAD),
        ("12.50.1", ".", BAD),
        ("twelve", ".", BAD),
        ("inf", ".", BAD),
        ("99999999999999999999", ".", BAD),
        ("NA", ".", None),
        ("", ".", None),
        ("1.234,56", ",", Decimal("1234.56")),
        ("1234,56", ",", Decimal("1234.56")),
        ("1 234,56", ",", Decimal("1234.56")),
        ("12,5 €", ",", Decimal("12.50")),
        ("1.234", ",", Decimal("1234.00")),
        ("12.50", ",", BAD),
        ("-0,99", ",", Decimal("-0.99")),
    ],
)
def test_money_is_decimal_and_never_guessed(
    bench: Bench, written: str, decimal: str, read: Decimal | str | None
) -> None:
    assert amounts(bench, [written, "1"], decimal)[0] == read


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=30))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_written_amounts_come_back_to_the_cent(new_bench: Any, values: list[Decimal]) -> None:
    assert amounts(new_bench(), [f"{value:.2f}" for value in values], ".") == values
    german = [f"{value:,.2f}".translate(str.maketrans(",.", ".,")) for value in values]
    assert amounts(new_bench(), german, ",") == values


def test_scores_keep_their_scale_and_version(bench: Bench) -> None:
    bench.write(
        "s.csv",
        "time,score,kind\n2024-01-01,9,nps\n2024-01-02,6,csat\n2024-01-03,11,nps\n2024-01-04,8,csat\n2024-01-05,1,x\n",
    )
    rule = {"event": "Answer", "kind": "survey", "time": "time", "score": "score", "scale": {"column": "kind"},
            "scale_version": "7"}  # fmt: skip
    bench.run({"source": "s", "files": "s.csv", "events": [rule]})
    assert bench.events("score", "scale", "scale_version") == [(9.0, "nps", "7"), (6.0, "csat", "7")]
    assert [reason for *_, reason in bench.refused()] == [
        "score is outside its scale", "score is outside its scale", "unknown scale"]  # fmt: skip
