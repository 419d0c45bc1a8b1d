"""Fonts turned into TrueType: the same names, widths and characters, nearly the same outlines."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.pens.areaPen import AreaPen
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from docgen.pdf.truetype import truetype_font
from tests.small_fonts import CHARACTERS, GLYPHS, WIDTHS, small_font

OPENTYPE = small_font("FandolFang-Regular", "FandolFang R", cubic=True)


@pytest.fixture
def both() -> tuple[Any, Any]:
    before = TTFont(io.BytesIO(OPENTYPE), lazy=False)
    before.ensureDecompiled()
    return before, TTFont(io.BytesIO(truetype_font(OPENTYPE)))


def test_a_font_is_converted_to_the_same_bytes_each_time() -> None:
    assert truetype_font(OPENTYPE) == truetype_font(OPENTYPE)


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
