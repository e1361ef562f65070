"""Older formats are brought up step by step; newer ones are refused in clear words."""

from __future__ import annotations

from typing import Any

import pytest

from desirepath.domain.map import FORMAT
from desirepath.domain.migrations import STEPS, migrate, require_no_gaps
from desirepath.errors import InputError


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    return {"title": data["name"]}


def shouted(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "title": data["title"].upper()}


STEPS_TO_3 = {1: renamed, 2: shouted}


def test_a_document_goes_through_every_step_after_its_own_format() -> None:
    assert migrate({"desirepath": 1, "name": "a"}, steps=STEPS_TO_3, newest=3) == {
        "desirepath": 3,
        "title": "A",
    }
    assert migrate({"desirepath": 2, "title": "a"}, steps=STEPS_TO_3, newest=3) == {
        "desirepath": 3,
        "title": "A",
    }
    assert migrate({"desirepath": 3, "title": "a"}, steps=STEPS_TO_3, newest=3) == {
        "desirepath": 3,
        "title": "a",
    }


def test_the_document_given_is_left_as_it_is() -> None:
    given = {"desirepath": 1, "name": "a"}
    migrate(given, steps=STEPS_TO_3, newest=3)
    assert given == {"desirepath": 1, "name": "a"}


@pytest.mark.parametrize(
    "steps", [{1: renamed}, {2: shouted}, {}, {0: renamed, 1: renamed, 2: shouted}, {1: renamed, 3: shouted}]
)
def test_gaps_in_the_numbers_are_an_error(steps: dict[int, Any]) -> None:
    with pytest.raises(RuntimeError, match="from 1 to 2"):
        require_no_gaps(steps, 3)


def test_the_steps_of_this_version_have_no_gaps() -> None:
    require_no_gaps(STEPS, FORMAT)
    assert set(STEPS) == set(range(1, FORMAT))


def test_a_newer_format_is_refused_with_a_remedy() -> None:
    with pytest.raises(InputError, match=f"formats up to {FORMAT}") as caught:
        migrate({"desirepath": FORMAT + 1})
    assert caught.value.code == "newer_format"
    assert "newer version" in caught.value.remedy


@pytest.mark.parametrize("number", [0, -1, "1", 1.0, None, True])
def test_what_is_no_format_number_is_refused(number: object) -> None:
    with pytest.raises(InputError, match="cannot be"):
        migrate({"desirepath": number})
