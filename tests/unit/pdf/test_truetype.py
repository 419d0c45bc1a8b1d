"""Fonts turned into TrueType: the same names, widths and characters, nearly the same outlines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from docgen.pdf.truetype import convert_file

NAMES = {"familyName": "FandolFang R", "styleName": "Regular", "psName": "FandolFang-Regular"}
GLYPHS = [".notdef", "space", "round", "square"]
CHARACTERS = {0x20: "space", 0x3007: "round", 0x56D7: "square"}
WIDTHS = {".notdef": 500, "space": 250, "round": 1000, "square": 1000}


def _drawn(name: str) -> Any:
    pen = T2CharStringPen(WIDTHS[name], None)
    if name == "round":
        pen.moveTo((900, 380))
        for curve in (
            ((900, 601), (721, 780), (500, 780)),
            ((279, 780), (100, 601), (100, 380)),
            ((100, 159), (279, -20), (500, -20)),
            ((721, -20), (900, 159), (900, 380)),
        ):
            pen.curveTo(*curve)
        pen.closePath()
    elif name == "square":
        pen.moveTo((100, 0))
        for point in ((900, 0), (900, 800), (100, 800)):
            pen.lineTo(point)
        pen.closePath()
    return pen.getCharString()


@pytest.fixture
def opentype(tmp_path: Path) -> Path:
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(CHARACTERS)
    builder.setupCFF("FandolFang-Regular", {}, {name: _drawn(name) for name in GLYPHS}, {})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupVerticalMetrics(dict.fromkeys(GLYPHS, (1000, 0)))
    builder.setupVerticalHeader(ascent=500, descent=-500)
    builder.setupVerticalOrigins({}, 880)
    builder.setupNameTable(NAMES)
    builder.setupOS2(sTypoAscender=880, usWeightClass=400)
    builder.setupPost()
    path = tmp_path / "FandolFang-Regular.otf"
    builder.save(path)
    return path


@pytest.fixture
def both(opentype: Path) -> tuple[Any, Any]:
    before = TTFont(opentype, lazy=False)
    before.ensureDecompiled()
    convert_file(opentype)
    return before, TTFont(opentype.with_suffix(".ttf"))


def test_the_truetype_font_stands_in_its_place(opentype: Path) -> None:
    convert_file(opentype)
    assert [path.name for path in opentype.parent.iterdir()] == ["FandolFang-Regular.ttf"]


def test_names_widths_heights_and_characters_stay(both: tuple[Any, Any]) -> None:
    before, after = both
    assert after.sfntVersion == "\0\1\0\0"
    assert set(before.keys()) - set(after.keys()) == {"CFF ", "VORG"}
    assert [str(name) for name in after["name"].names] == [
        str(name) for name in before["name"].names
    ]
    identifiers = {code: after.getGlyphID(name) for code, name in after.getBestCmap().items()}
    assert identifiers == {code: GLYPHS.index(name) for code, name in CHARACTERS.items()}
    widths = [after["hmtx"][name][0] for name in after.getGlyphOrder()]
    assert widths == [WIDTHS[name] for name in GLYPHS]
    for table, key in (("hhea", "ascent"), ("vhea", "ascent"), ("OS/2", "sTypoAscender")):
        assert getattr(after[table], key) == getattr(before[table], key)
    assert after["OS/2"].usWeightClass == 400
    assert after["head"].modified == before["head"].modified


def test_outlines_are_off_by_a_thousandth_of_an_em_at_most(both: tuple[Any, Any]) -> None:
    before, after = (_measured(font) for font in both)
    for (bounds, area), (other_bounds, other_area) in zip(before, after, strict=True):
        assert other_bounds == pytest.approx(bounds, abs=1)
        assert other_area == pytest.approx(-area, rel=0.005)  # TrueType turns the other way


def _measured(font: Any) -> list[tuple[Any, float]]:
    glyphs, found = font.getGlyphSet(), []
    for index in (2, 3):
        name = font.getGlyphName(index)
        bounds, area = BoundsPen(glyphs), AreaPen(glyphs)
        glyphs[name].draw(bounds)
        glyphs[name].draw(area)
        found.append((bounds.bounds, area.value))
    return found


def test_a_glyph_begins_where_its_width_says(both: tuple[Any, Any]) -> None:
    _, after = both
    for name in after.getGlyphOrder():
        assert after["hmtx"][name][1] == getattr(after["glyf"][name], "xMin", 0)


def test_all_fonts_of_a_folder_are_turned(opentype: Path) -> None:
    other = opentype.with_name("Another.otf")
    other.write_bytes(opentype.read_bytes())
    licensed = opentype.with_name("licensed.ttf")
    licensed.write_bytes(b"own")
    command = [sys.executable, "-m", "docgen.pdf.truetype", str(opentype.parent)]
    for _ in "once", "again":
        subprocess.run(command, check=True)
        names = {path.name for path in opentype.parent.iterdir()}
        assert names == {"Another.ttf", "FandolFang-Regular.ttf", "licensed.ttf"}
    assert licensed.read_bytes() == b"own"
    first, second = (opentype.with_name(name).read_bytes() for name in sorted(names)[:2])
    assert first == second
