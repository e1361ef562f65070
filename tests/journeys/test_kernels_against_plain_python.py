"""The kernels give what plain Python gives, for every small set of events."""

from __future__ import annotations

import zlib
from dataclasses import asdict
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.journeys.answers import answer_log
from desirepath.journeys.log import LogRules, journey_log
from desirepath.journeys.matching import matched
from desirepath.journeys.occurrences import occurrences
from desirepath.journeys.passages import EVENTS, STEPS, passages
from desirepath.journeys.steps import step_log, steps_schema
from desirepath.lake.tables import OCCURRENCES

from . import oracle
from .made import PLAN, Row, as_rows, events

BUCKET = 3
RULES = LogRules("Europe/Madrid", "EUR", {"USD": Decimal("0.915")}, 1800, ("colour",))


def plainly(rows: list[Row]) -> list[Row]:
    return oracle.journeys(
        rows,
        bucket=BUCKET,
        zone="Europe/Madrid",
        own_currency="EUR",
        rates={"USD": Decimal("0.915")},
        gap=timedelta(minutes=30),
        keep=["colour"],
    )


def log_of(rows: list[Row], *, dictionaries: bool = False) -> pa.Table:
    return journey_log(as_rows(rows, ["colour"], dictionaries=dictionaries), BUCKET, RULES)


def listed(table: pa.Table, like: list[Row]) -> list[dict[str, Any]]:
    """Rows of a table, with the columns the oracle knows."""
    names = list(like[0]) if like else []
    return [{name: row[name] for name in names} for row in table.to_pylist()]


@settings(max_examples=150, deadline=None)
@given(events())
def test_the_journey_log_is_what_plain_python_makes_of_the_events(rows: list[Row]) -> None:
    expected = plainly(rows)
    assert listed(log_of(rows), expected) == expected


@settings(max_examples=50, deadline=None)
@given(events(), st.randoms(use_true_random=False))
def test_shuffled_input_and_dictionaries_give_the_same_log(rows: list[Row], random: Any) -> None:
    shuffled = random.sample(rows, len(rows))
    assert log_of(shuffled, dictionaries=True).to_pylist() == log_of(rows).to_pylist()


@settings(max_examples=40, deadline=None)
@given(events())
def test_steps_are_what_plain_python_makes_of_the_journeys(rows: list[Row]) -> None:
    log = log_of(rows)
    in_order = oracle.steps(plainly(rows), PLAN)
    # first visits first, then the first of each month
    expected = sorted(
        in_order, key=lambda row: (row["new_step_periods"] < 32) + (row["new_step_periods"] < 4)
    )
    steps = step_log(log, matched(PLAN, log), PLAN, ["colour"])
    assert steps.schema.names == steps_schema(PLAN, ["colour"]).names
    assert listed(steps, expected) == expected


@settings(max_examples=60, deadline=None)
@given(events())
def test_answers_are_about_the_steps_that_plain_python_finds(rows: list[Row]) -> None:
    log = log_of(rows, dictionaries=True)
    expected = oracle.answers(plainly(rows), PLAN)
    answers = answer_log(log, matched(PLAN, log), PLAN, ["colour"])
    assert listed(answers, expected) == expected


@settings(max_examples=60, deadline=None)
@given(events())
def test_passages_are_what_plain_python_counts_of_the_visits(rows: list[Row]) -> None:
    log = log_of(rows, dictionaries=True)
    steps = step_log(log, matched(PLAN, log), PLAN, ["colour"])
    for table, of in ((log, EVENTS), (steps, STEPS)):
        expected = oracle.passages(table.to_pylist(), **asdict(of))
        found = [
            {**row, "seconds": round(row["seconds"], 3), "since_first": round(row["since_first"], 3)}
            for row in passages(table, of).to_pylist()
        ]
        assert sorted(found, key=repr) == expected


@settings(max_examples=60, deadline=None)
@given(events())
def test_occurrences_are_the_rows_that_name_an_event_each_event_together_and_in_order(
    rows: list[Row],
) -> None:
    log = log_of(rows, dictionaries=True)
    found: list[Row] = occurrences(log).to_pylist()
    names = list(dict.fromkeys(row["event"] for row in found))
    told = [
        {name: row.get(name) for name in OCCURRENCES.names}
        | {
            "first": row["prev_same_event_time"] is None,
            "event_hash": zlib.crc32(row["event"].encode()),
        }
        for row in log.to_pylist()
        if row["event"] is not None
    ]
    assert found == sorted(
        told,
        key=lambda row: (
            row["event_hash"],
            names.index(row["event"]),
            not row["first"],
            row["customer_number"],
            row["seq"],
        ),
    )
