"""Paper and page have the same colours: the one is written in Python, the other in CSS."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desirepath.export.tokens import COLOURS

SHEET = Path(__file__).parents[2] / "frontend" / "src" / "styles" / "tokens.css"
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
PAGE = {name: (light, dark) for name, light, dark in TOKEN.findall(SHEET.read_text("utf-8"))}
ONLY_ON_PAPER = {"on-stage"}


@pytest.mark.parametrize("role", sorted(COLOURS.keys() - ONLY_ON_PAPER))
def test_a_colour_of_the_paper_is_that_of_the_page(role: str) -> None:
    light, dark = COLOURS[role]
    assert (light.lower(), dark.lower()) == PAGE[role]
