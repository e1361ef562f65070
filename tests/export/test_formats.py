"""The formats: each by what its reader gets."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from desirepath.errors import ExternalError, InputError
from desirepath.export import EXPORTERS
from desirepath.export.html import PAGE, html
from desirepath.export.json import json as as_json
from desirepath.export.layout.sheet import poster
from desirepath.export.pdf import pdf
from desirepath.export.png import png
from desirepath.export.tokens import colour
from desirepath.insights.measured_map import MeasuredMap

from .sample import loam

pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed (Debian: poppler-utils)"
)


def text_of(file: bytes, tmp_path: Path, *options: str) -> list[str]:
    """The words of each page."""
    path = tmp_path / "map.pdf"
    path.write_bytes(file)
    found = subprocess.run(["pdftotext", *options, path, "-"], capture_output=True, check=True)
    return [" ".join(page.split()) for page in found.stdout.decode().split("\f")[:-1]]


def short() -> MeasuredMap:
    """Loam's first stage alone: quick to draw."""
    document = loam()
    return document.model_copy(update={"stages": document.stages[:1], "steps": document.steps[:2]})


def japanese() -> MeasuredMap:
    return short().model_copy(update={"title": "東京の旅"})


class TestPng:
    def test_a_pixel_for_a_unit_or_two(self) -> None:
        scene = poster(short())
        one, two = (Image.open(io.BytesIO(png(short(), scale=scale))) for scale in (1, 2))
        assert one.size == pytest.approx((scene.width, scene.height), abs=1)
        assert two.size == pytest.approx((2 * scene.width, 2 * scene.height), abs=2)

    def test_paper_and_ink_are_those_of_the_theme(self) -> None:
        picture = Image.open(io.BytesIO(png(short(), "dark"))).convert("RGB")
        assert "#{:02X}{:02X}{:02X}".format(*picture.getpixel((3, 3))) == colour("paper", "dark")

    def test_text_is_really_drawn(self) -> None:
        ink = Image.open(io.BytesIO(png(short()))).convert("L").crop((100, 60, 700, 120))
        assert min(ink.tobytes()) < 80

    def test_a_scale_that_is_none_is_an_error(self) -> None:
        with pytest.raises(InputError, match="9x"):
            png(short(), scale=9)


class TestPdf:
    @pdftotext
    def test_every_sheet_can_be_searched(self, tmp_path: Path) -> None:
        first, second, numbers = text_of(pdf(loam()), tmp_path)
        assert all(word in first for word in ("Hears of Loam", "1.4 below plan", "Sheet 1 of 2", "Emotion"))
        assert all(
            word in second for word in ("Waits for the parcel", "1.6 below plan", "Emotion", "Pain points")
        )
        assert all(step.title in numbers for step in loam().steps)

    @pdftotext
    def test_the_table_repeats_the_numbers_with_their_doubt(self, tmp_path: Path) -> None:
        numbers = text_of(pdf(loam()), tmp_path, "-layout")[-1]
        assert "10 Returns or exchanges" in numbers
        assert "−1.6 (−1.8 to −1.4), n 511" in numbers
        assert "−1.2 to −0.2, n 24" in numbers

    def test_it_is_tagged_a3_and_described(self) -> None:
        file = pdf(loam())
        assert file.startswith(b"%PDF-1.7")
        assert b"/StructTreeRoot" in file
        assert re.search(rb"/MediaBox ?\[0 0 1190\.5\d* 841\.8\d*\]", file)

    def test_the_same_document_gives_the_same_bytes(self) -> None:
        assert pdf(loam()) == pdf(loam())

    @pdftotext
    def test_text_cannot_become_markup(self, tmp_path: Path) -> None:
        evil = '#panic("x") $1$ *bold* \\ "quoted" <label>'
        pages = text_of(pdf(loam().model_copy(update={"title": evil, "finding": evil})), tmp_path)
        assert '#panic("x")' in pages[-1]

    def test_letters_the_fonts_lack_do_not_stop_it(self) -> None:
        assert pdf(japanese()).startswith(b"%PDF")


class TestHtml:
    @pytest.fixture
    def page(self, tmp_path: Path) -> Path:
        (tmp_path / "assets").mkdir()
        (tmp_path / "index.html").write_text(
            '<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>Desire Path</title>'
            '<link rel="icon" href="./icon.svg" type="image/svg+xml" />'
            '<script type="module" crossorigin src="./assets/app-1.js"></script>'
            '<link rel="stylesheet" crossorigin href="./assets/app-1.css"></head>'
            '<body><div id="app"></div></body></html>'
        )
        (tmp_path / "icon.svg").write_text("<svg/>")
        (tmp_path / "assets/app-1.js").write_text(r'const a = "</script>\1"; const b = "<!--";')
        (tmp_path / "assets/app-1.css").write_text(
            "@font-face{src:url(./font.woff2) format('woff2')} b{color:red}"
        )
        (tmp_path / "assets/font.woff2").write_bytes(b"wOF2")
        return tmp_path

    def test_it_needs_no_other_file(self, page: Path) -> None:
        file = html(loam(), page=page)
        assert not re.search(r'(src|href)="(?!data:)', file)
        assert "url(./" not in file
        assert "data:font/woff2;base64,d09GMg==" in file
        assert "b{color:red}" in file

    def test_the_document_in_it_is_the_document(self, page: Path) -> None:
        evil = loam().model_copy(update={"title": "</script><script>alert(1)</script><!--"})
        file = html(evil, page=page)
        found = re.search(
            r'<script type="application/json" id="measured-map">(.*?)</script>', file, re.DOTALL
        )
        assert found
        assert MeasuredMap.model_validate_json(found[1]) == evil
        assert "<script>alert(1)" not in file

    def test_a_script_that_holds_the_end_of_a_script_does_not_end(self, page: Path) -> None:
        file = html(loam(), page=page)
        assert r'const a = "<\/script>\1"; const b = "<\!--";</script>' in file

    def test_only_its_own_scripts_may_run_and_nothing_may_be_loaded(self, page: Path) -> None:
        file = html(loam(), page=page).replace("&#x27;", "'")
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', file)
        assert policy
        assert policy[1].startswith("default-src 'none'; script-src 'sha256-")
        assert "http" not in policy[1]
        assert "unsafe-eval" not in policy[1]
        assert policy[1].index("base-uri 'none'") > 0

    def test_without_scripts_there_is_the_picture(self, page: Path) -> None:
        file = html(loam(), page=page)
        picture = re.search(r"<noscript>(.*?)</noscript>", file, re.DOTALL)
        assert picture
        assert "Returns or" in picture[1]
        assert ' class="' not in picture[1]
        assert picture[1].count("<text") == picture[1].count('style="font:')

    def test_a_page_that_is_not_built_says_how_to_build_it(self, tmp_path: Path) -> None:
        with pytest.raises(ExternalError) as caught:
            html(loam(), page=tmp_path)
        assert "make setup" in caught.value.remedy

    @pytest.mark.skipif(not (PAGE / "index.html").exists(), reason="the page is not built (make setup)")
    def test_the_built_page_goes_into_one_file(self) -> None:
        file = html(loam())
        assert file.count("<script type=") == 2
        assert not re.search(r'<(script|link)\b[^>]*(src|href)="(?!data:)', file)


class TestRegistry:
    def test_every_format_is_named_once_by_its_ending(self) -> None:
        assert list(EXPORTERS) == ["html", "svg", "png", "pdf", "json"]
        assert len({exporter.media_type for exporter in EXPORTERS.values()}) == len(EXPORTERS)

    @pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "json"])
    def test_every_format_draws_the_map(self, suffix: str) -> None:
        drawn = EXPORTERS[suffix].draw(loam(), "dark")
        assert len(drawn.content) > 10_000
        assert drawn.notes == []

    @pytest.mark.parametrize("suffix", ["png", "pdf"])
    def test_letters_the_fonts_lack_are_named_in_a_note(self, suffix: str) -> None:
        (note,) = EXPORTERS[suffix].draw(japanese()).notes
        assert "4 characters" in note
        assert "東 京 の 旅" in note

    def test_where_the_reader_has_fonts_there_is_no_note(self) -> None:
        assert EXPORTERS["svg"].draw(japanese()).notes == []
        assert "東京の旅" in EXPORTERS["svg"].draw(japanese()).content.decode()

    def test_an_unknown_theme_is_an_input_error(self) -> None:
        with pytest.raises(InputError, match="sepia"):
            EXPORTERS["svg"].draw(loam(), "sepia")

    def test_json_reads_back_as_the_same_document(self) -> None:
        assert MeasuredMap.model_validate_json(as_json(loam())) == loam()
        assert json.loads(as_json(loam()))["format"] == 1
