"""Make the static fonts that the paper exports draw with, from the variable fonts of Inter and Newsreader.

PNG and PDF writers need TrueType files with fixed weights. This cuts them out, keeps Latin, Latin-1, punctuation and
currency signs, and makes tabular figures the default, so that columns of numbers line up without a font feature.
It runs by hand when a font changes, and its results are committed:

    pip install fonttools brotli
    python scripts/make_fonts.py FOLDER_WITH_VARIABLE_FONTS
"""

from __future__ import annotations

import json
import shutil
import string
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).parent.parent / "src/desirepath/export/fonts"

FACES = {
    "Inter-Regular": ("inter-latin-wght-normal.woff2", "Inter", 400, False),
    "Inter-SemiBold": ("inter-latin-wght-normal.woff2", "Inter", 600, False),
    "Newsreader-Medium": ("newsreader-latin-wght-normal.woff2", "Newsreader", 500, False),
    "Newsreader-SemiBold": ("newsreader-latin-wght-normal.woff2", "Newsreader", 600, False),
    "Newsreader-Italic": ("newsreader-latin-wght-italic.woff2", "Newsreader", 400, True),
}
WEIGHT_WORDS = {400: "Regular", 500: "Medium", 600: "SemiBold"}


def tabular_by_default(font: TTFont) -> None:
    """Point the digits at the glyphs of the `tnum` feature; its wide hyphen and comma would tear words apart."""
    swap: dict[str, str] = {}
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for table in font["GSUB"].table.LookupList.Lookup[index].SubTable:
                swap |= getattr(table, "mapping", None) or getattr(table.ExtSubTable, "mapping", {})
    for table in font["cmap"].tables:
        table.cmap = {
            code: swap.get(glyph, glyph) if chr(code) in string.digits else glyph
            for code, glyph in table.cmap.items()
        }


def rename(font: TTFont, name: str, family: str, weight: int, italic: bool) -> None:
    """One family with several weights, found by family, weight and style."""
    word = "Italic" if italic else WEIGHT_WORDS[weight]
    for platform in ((3, 1, 0x409), (1, 0, 0)):
        for name_id, text in (
            (1, family),
            (2, word),
            (4, f"{family} {word}"),
            (6, name),
            (16, family),
            (17, word),
        ):
            font["name"].setName(text, name_id, *platform)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0b1100001) | (
        1 if italic else 64 if weight == 400 else 0
    )
    font["head"].macStyle = 2 if italic else 0


def make(source: Path, name: str, family: str, weight: int, italic: bool) -> set[int]:
    font = instantiateVariableFont(TTFont(source), {"wght": weight})
    tabular_by_default(font)
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "calt"], hinting=False, notdef_outline=True
    )
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    rename(font, name, family, weight, italic)
    font.flavor = None
    font.save(OUT / f"{name}.ttf", reorderTables=True)
    return set(font.getBestCmap())


def ranges(codes: set[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def main(folder: Path) -> None:
    OUT.mkdir(exist_ok=True)
    covered = [make(folder / file, name, *face) for name, (file, *face) in FACES.items()]
    (OUT / "coverage.json").write_text(json.dumps(ranges(set.intersection(*covered))) + "\n")
    for licence in folder.glob("OFL-*.txt"):
        shutil.copyfile(licence, OUT / licence.name)
    for file in sorted(OUT.iterdir()):
        print(f"{file.stat().st_size:>8,}  {file.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
