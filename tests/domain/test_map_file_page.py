"""The reference page of the map file: its example is a good map and shows every key there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from desirepath.domain import map as models
from desirepath.domain.map import Map
from desirepath.domain.mapfile import dump, load
from desirepath.domain.patch import patch
from desirepath.domain.rules import parse
from desirepath.domain.yamlfile import read

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "map-file.md").read_text("utf-8")
EXAMPLE = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
PARTS = [
    m
    for m in vars(models).values()
    if isinstance(m, type) and issubclass(m, models.Part) and m is not models.Part
]


def keys_of(data: Any) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*(keys_of(value) for value in data.values()))
    return set().union(*(keys_of(value) for value in data)) if isinstance(data, list) else set()


def test_the_example_can_be_read_written_and_patched() -> None:
    plan = load(EXAMPLE)
    assert isinstance(plan, Map)
    assert load(dump(plan)) == plan
    assert patch(EXAMPLE, plan) == (EXAMPLE, [])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_example_shows_every_key(part: type[BaseModel]) -> None:
    missing = set(part.model_fields) - keys_of(read(EXAMPLE, "page", "a map").data) - {"id"}
    assert not missing


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_the_tables_explain_every_key(part: type[BaseModel]) -> None:
    tables = PAGE.replace(EXAMPLE, "")
    missing = {key for key in part.model_fields if not re.search(rf"`(measured\.)?{key}`", tables)}
    assert not missing


def test_every_lane_is_named() -> None:
    assert all(f"`{lane}`" in PAGE for lane in models.Lane)


def test_the_condition_of_the_example_is_understood() -> None:
    where = load(EXAMPLE).steps()[0].match
    assert where is not None
    assert where.where is not None
    assert parse(where.where, {"prop_category": "string", "prop_discount": "string"}).names
