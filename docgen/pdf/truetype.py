"""OpenType fonts with cubic outlines (``.otf``) turned into TrueType fonts (``.ttf``).

``docgen fonts`` does so with the free ones. LibreOffice embeds TrueType as it is, but turns the
others into Type 1 for each PDF: the files are larger and take longer. Names, widths and heights
stay, so that lines break alike; outlines are off by a thousandth of an em at most. Only signs that
the free fonts draw wrong are redrawn (:mod:`docgen.pdf.form_signs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from docgen.pdf.form_signs import has_wrong_signs, redraw_signs

_LARGEST_ERROR = 1 / 1000
"""Of an em: how far a quadratic curve may be from the cubic one that it stands for."""

_CUBIC = b"OTTO"
"""How a font with cubic outlines begins."""

_NO_INSTRUCTIONS = {
    "maxZones": 1,
    **dict.fromkeys(
        (
            "maxTwilightPoints",
            "maxStorage",
            "maxFunctionDefs",
            "maxInstructionDefs",
            "maxStackElements",
            "maxSizeOfInstructions",
            "maxComponentElements",
        ),
        0,
    ),
}


def as_truetype(font: TTFont) -> None:
    """Replaces the cubic outlines of ``font`` by quadratic ones."""
    glyphs = _quadratic(font)
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = font.getGlyphOrder(), glyphs
    for table in {"CFF ", "VORG"} & set(font.keys()):
        del font[table]
    font["glyf"].compile(font)  # which finds out how far each glyph reaches
    for name, glyph in glyphs.items():
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    font["maxp"].tableVersion = 0x00010000
    vars(font["maxp"]).update(_NO_INSTRUCTIONS)
    font["post"].formatType = 3.0  # without names of glyphs
    font.sfntVersion = "\0\1\0\0"


def _quadratic(font: TTFont) -> Mapping[str, Glyph]:
    drawn, glyphs = font.getGlyphSet(), {}
    error = _LARGEST_ERROR * font["head"].unitsPerEm
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    return glyphs


def truetype_font(free: bytes) -> bytes:
    """The TrueType font in the place of a free font, everywhere the same bytes.

    One that was placed by an earlier version has its signs redrawn.
    """
    is_cubic, converted = free.startswith(_CUBIC), BytesIO()
    with TTFont(BytesIO(free), recalcTimestamp=False, recalcBBoxes=is_cubic) as font:
        is_wrong = has_wrong_signs(font)
        if not is_cubic and not is_wrong:
            return free
        if is_cubic:
            as_truetype(font)
        if is_wrong:
            redraw_signs(font)
        font.save(converted)
    return converted.getvalue()
