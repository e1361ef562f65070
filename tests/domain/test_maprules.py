"""Conditions of a map that the data do not know are told at their line."""

from __future__ import annotations

import pytest

from desirepath.domain.mapfile import open_map
from desirepath.domain.maprules import require_rules
from desirepath.domain.problems import FileError

from .plans import SMALL

NAMES = {"event": "string", "prop_category": "string", "score": "float64"}


def with_where(condition: str) -> str:
    return SMALL.replace("[Product Viewed]}", f'[Product Viewed], where: "{condition}"}}')


def test_rules_that_are_understood_pass() -> None:
    for text in (with_where("category <> 'gift'"), SMALL):
        file = open_map(text)
        require_rules(file, NAMES)  # raises for a rule that is not understood
        assert any(step.match for step in file.map.steps())


def test_an_unknown_name_is_told_at_its_line_with_the_nearest_one() -> None:
    with pytest.raises(FileError) as caught:
        require_rules(open_map(with_where("score > 1 and catgory = 'x'"), "maps/main.yaml"), NAMES)
    assert str(caught.value).startswith("maps/main.yaml:21:42: ")
    assert 'step "product", column 15: there is nothing called "catgory".' in str(caught.value)
    assert caught.value.code == "unknown_name"
    assert caught.value.remedy == 'Did you mean "category"?'
