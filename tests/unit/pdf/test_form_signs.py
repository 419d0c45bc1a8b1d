"""Signs of forms in free fonts: each as the official fonts draw it, one em wide."""

from __future__ import annotations

import io
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from docgen.pdf.form_signs import has_wrong_signs
from docgen.pdf.truetype import truetype_font

BOXES = {
    "□": (1000, (10, -236, 990, 773)),
    "√": (1000, (250, -105, 750, 734)),
    "×": (1000, (260, 10, 740, 490)),
    "¥": (750, (11, 0, 738, 683)),
    "￥": (1000, (306, -55, 694, 750)),
    "＄": (1000, (306, -55, 694, 750)),
    "～": (1000, (278, 574, 722, 668)),
    "＿": (1000, (196, -233, 804, -193)),
    "－": (1000, (367, 186, 633, 245)),
    "℃": (944, (0, -22, 888, 705)),
    "‰": (1250, (50, -56, 1200, 750)),
    "永": (1000, (20, -80, 980, 820)),
    "A": (700, (10, 0, 690, 700)),
}
"""The width of each sign, and what it is drawn as: a rectangle."""


def font_of(signs: str) -> bytes:
    builder = FontBuilder(1000, isTTF=True)
    names = {sign: f"uni{ord(sign):04X}" for sign in signs}
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(sign): name for sign, name in names.items()})
    glyphs = {".notdef": TTGlyphPen(None).glyph()}
    glyphs |= {name: _rectangle(*BOXES[sign][1]) for sign, name in names.items()}
    builder.setupGlyf(glyphs)
    widths = {name: (BOXES[sign][0], BOXES[sign][1][0]) for sign, name in names.items()}
    builder.setupHorizontalMetrics({".notdef": (1000, 0)} | widths)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupVerticalMetrics(dict.fromkeys(glyphs, (1000, 0)))
    builder.setupVerticalHeader(ascent=500, descent=-500)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small"})
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    saved = io.BytesIO()
    builder.save(saved)
    return saved.getvalue()


def _rectangle(left: int, bottom: int, right: int, top: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((left, bottom))
    for point in ((left, top), (right, top), (right, bottom)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


@pytest.fixture(scope="module")
def redrawn() -> TTFont:
    return TTFont(io.BytesIO(truetype_font(font_of("".join(BOXES)))))


def measured(font: TTFont, sign: str) -> tuple[int, tuple[float, ...], int]:
    """The width of a sign, how far it reaches, and the number of its outlines."""
    name, glyphs = font.getBestCmap()[ord(sign)], font.getGlyphSet()
    bounds, drawn = BoundsPen(glyphs), RecordingPen()
    glyphs[name].draw(bounds)
    glyphs[name].draw(drawn)
    outlines = sum(operator == "closePath" for operator, _ in drawn.value)
    return font["hmtx"][name][0], bounds.bounds or (), outlines


@pytest.mark.parametrize(
    ("sign", "box", "outlines"),
    [
        ("￥", (136, 0, 863, 683), 1),
        ("＄", (306, -55, 694, 750), 1),
        ("～", (80, 255, 920, 405), 1),
        ("＿", (0, -233, 1000, -193), 1),
        ("－", (120, 186, 880, 245), 1),
        ("℃", (28, -22, 916, 705), 1),
        ("‰", (40, -56, 960, 750), 1),
        ("☐", (10, -236, 990, 773), 1),
        ("☑", (10, -236, 990, 773), 2),
        ("☒", (10, -236, 990, 773), 2),
        ("永", (20, -80, 980, 820), 1),
    ],
)
def test_a_sign_is_drawn_as_forms_have_it(
    redrawn: TTFont, sign: str, box: tuple[int, ...], outlines: int
) -> None:
    width, bounds, number = measured(redrawn, sign)
    assert (width, number) == (1000, outlines)
    assert bounds == pytest.approx(box, abs=1)


def test_letters_keep_their_widths(redrawn: TTFont) -> None:
    assert measured(redrawn, "A")[0] == 700
    assert measured(redrawn, "¥")[0] == 750


def test_a_tick_and_a_cross_are_within_the_box(redrawn: TTFont) -> None:
    for sign in "☑☒":
        glyph = redrawn["glyf"][redrawn.getBestCmap()[ord(sign)]]
        inner = glyph.coordinates[4:]
        assert all(10 < x < 990 and -236 < y < 773 for x, y in inner)


def test_a_glyph_begins_where_its_width_says_and_is_as_high_as_others(redrawn: TTFont) -> None:
    for name in redrawn.getGlyphOrder():
        assert redrawn["hmtx"][name][1] == getattr(redrawn["glyf"][name], "xMin", 0)
        assert redrawn["vmtx"][name][0] == 1000


def test_what_is_redrawn_stays_as_it_is() -> None:
    once = truetype_font(font_of("".join(BOXES)))
    assert truetype_font(once) == once
    assert not has_wrong_signs(TTFont(io.BytesIO(once)))


def test_a_sign_is_not_made_of_one_that_the_font_lacks() -> None:
    font = TTFont(io.BytesIO(truetype_font(font_of("□×￥"))))
    assert "☒" in map(chr, font.getBestCmap())
    assert "☑" not in map(chr, font.getBestCmap())
    assert measured(font, "￥")[1] == BOXES["￥"][1]


def test_a_font_without_boxes_stays_as_it_is() -> None:
    font = font_of("永A")
    assert truetype_font(font) == font
