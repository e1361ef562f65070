"""Measuring and wrapping text."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from desirepath.export.scene import Run
from desirepath.export.text import (
    BODY,
    BODY_STRONG,
    FILES,
    FONTS,
    line_width,
    missing,
    paragraph,
    width,
    wrap,
)


def lines(text: str, room: float, most: int | None = None) -> list[str]:
    return ["".join(run.text for run in line) for line in wrap([Run(text, BODY)], room, most)]


def test_width_is_that_of_the_font_file_at_any_size() -> None:
    font = ImageFont.truetype(FONTS / "Inter-Regular.ttf", 2_000)
    assert abs(width("Compares products", BODY) - font.getlength("Compares products") / 2_000 * 14) < 0.01


def test_figures_have_one_width_so_that_columns_line_up() -> None:
    assert len({round(width(digit, BODY_STRONG), 6) for digit in "0123456789"}) == 1


def test_words_stay_whole_while_they_fit() -> None:
    assert lines("Returns or exchanges", 90) == ["Returns or", "exchanges"]


def test_a_word_wider_than_the_room_is_cut() -> None:
    cut = lines("Donaudampfschifffahrtsgesellschaft", 80)
    assert len(cut) > 1
    assert "".join(cut) == "Donaudampfschifffahrtsgesellschaft"


def test_too_many_lines_end_in_an_ellipsis() -> None:
    kept = lines("one two three four five six seven eight nine ten", 60, 2)
    assert len(kept) == 2
    assert kept[1].endswith("…")


def test_a_space_between_two_styles_stands_at_the_end_of_the_first() -> None:
    (line,) = wrap([Run("sits", BODY), Run(" below", BODY_STRONG)], 500)
    assert [run.text for run in line] == ["sits ", "below"]


def test_empty_text_takes_no_room() -> None:
    assert paragraph("", 100, BODY).height == 0
    assert paragraph("   ", 100, BODY).height == 0


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Zs"]) | st.just(" "), max_size=200),
       st.floats(20, 400))  # fmt: skip
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: float) -> None:
    wrapped = wrap([Run(text, BODY)], room)
    assert all(line_width(line) <= room + 0.01 or len(line[0].text) == 1 for line in wrapped)
    assert "".join(run.text for line in wrapped for run in line).replace(" ", "") == text.replace(" ", "")


def test_what_the_fonts_lack_is_named_once_and_in_order() -> None:
    assert missing("Inés’ Maß: €31k − “naïve” …") == []
    assert missing("東京から東北へ") == ["東", "京", "か", "ら", "北", "へ"]
    assert missing("a\tb\nc") == []


def test_every_font_draws_what_the_list_of_characters_promises() -> None:
    ranges: list[list[int]] = json.loads((FONTS / "coverage.json").read_text())
    for name in FILES.values():
        font = ImageFont.truetype(FONTS / name, 40)
        empty = bytes(font.getmask("東"))
        drawn = [chr(code) for first, last in ranges for code in range(first, last + 1)]
        assert [char for char in drawn if bytes(font.getmask(char)) == empty and not char.isspace()] == []


def test_the_fonts_are_small_and_bring_their_licences() -> None:
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 500_000
    assert {file.name for file in FONTS.glob("OFL-*.txt")} == {"OFL-Inter.txt", "OFL-Newsreader.txt"}
