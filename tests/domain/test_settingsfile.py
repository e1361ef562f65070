"""workspace.yaml is read with the same care as a map."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desirepath.domain.problems import FileError
from desirepath.domain.settings import Segment, Settings
from desirepath.domain.settingsfile import dump, load

FULL = Settings(
    name="loam",
    timezone="Europe/Lisbon",
    currency="EUR",
    rates={"USD": Decimal("0.92"), "GBP": Decimal("1.1234567890123456789")},
    session_gap="20m",
    keep=["category", "reason"],
    happens=["reason", "product"],
    segments={
        "loyal": Segment(label="Loyal", where="orders >= 2"),
        "es": Segment(where="country = 'ES'", as_of="start"),
    },
    junk_ids=["unknown"],
    buckets=8,
    synthetic=True,
)


def test_settings_that_are_written_and_read_are_the_same() -> None:
    assert load(dump(FULL)) == FULL
    assert load(dump(Settings())) == Settings()


def test_each_segment_stands_in_a_line_of_its_own() -> None:
    assert "segments:\n  loyal: {label: Loyal, where: orders >= 2}\n" in dump(FULL)


def test_an_empty_file_of_settings_is_an_error_and_a_line_is_enough() -> None:
    with pytest.raises(FileError, match="the settings should stand here"):
        load("")
    assert load("name: shop") == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("timezone: Europe/Lisboa", 'Did you mean "Europe/Lisbon"?'),
        ("currency: eur", "three capital letters"),
        ("session_gap: 30", "whole number and a unit"),
        ("keep: [Category]", "lower-case letters"),
        ("segements: {}", 'Did you mean "segments"?'),
        ("segments: {a: {were: x}}", 'unknown key "were". Did you mean "where"?'),
        ("segments: {a: {where: x, as_of: later}}", "Allowed: now, start."),
        ("rates: {USD: cheap}", "should be a number"),
        ("desirepath: 2", "cannot be 2"),
        (
            "{keep: [late], happens: [latte]}",
            'happens: "latte" is no property under keep. Did you mean "late"?',
        ),
    ],
)
def test_a_wrong_setting_is_told_with_its_place_and_remedy(text: str, words: str) -> None:
    with pytest.raises(FileError) as caught:
        load(text, "workspace.yaml")
    assert words in str(caught.value).replace(".\n", ". ")
    assert str(caught.value).startswith("workspace.yaml:1:")


@pytest.mark.parametrize(
    "engine", ["duckdb", "spark", "local[4]", "spark://master:7077", "k8s://https://a:6443"]
)
def test_the_engine_is_duckdb_or_the_address_of_a_spark(engine: str) -> None:
    assert load(f"engine: {engine}\nspark: {{spark.executor.memory: 8g}}\n").engine == engine


def test_another_engine_is_refused() -> None:
    with pytest.raises(FileError, match="engine"):
        load("engine: postgres\n")
