"""Numbers of rows, as people write them into addresses."""

from __future__ import annotations

import pytest

from desirepath.domain.row_number import read_number


@pytest.mark.parametrize("text", ["", "draft", "-1", "1.5", "²", "9" * 10, "9" * 400])
def test_what_no_database_counts_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("7", 7), ("999999999", 999_999_999)])
def test_numbers_are_read(text: str, number: int) -> None:
    assert read_number(text) == number
