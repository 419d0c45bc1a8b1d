"""Signs of forms that the free fonts draw wrong or lack, drawn as the official fonts draw them.

Of the Fandol fonts ￥ is a dollar sign, ～ hangs high, ＿ and － are too short for a line, and ℃, ‰
and № have widths of their own, where a sign of GB 2312 is one em wide. They lack ☐ ☑ ☒, for which
another font would print a smaller box beside □. Each is made of signs that the font has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

_EM = 1000
_Turn: TypeAlias = Callable[[TTFont, str], Transform]


class _Part(NamedTuple):
    """A sign that another is made of, and how it is turned into it."""

    sign: str
    turn: _Turn


def _as_it_is(font: TTFont, sign: str) -> Transform:
    return Transform()


def _fitted(font: TTFont, sign: str) -> Transform:
    """Into the middle of an em; narrower, if it is wider."""
    width = font["hmtx"][_name(font, sign)][0]
    factor = min(1.0, _EM / width)
    return Transform().translate((_EM - width * factor) / 2, 0).scale(factor, 1)


def _from_to(left: float, right: float, height: float = 1, middle: float | None = None) -> _Turn:
    """So wide, so many times as high, and so high above the baseline in the middle."""

    def turn(font: TTFont, sign: str) -> Transform:
        x_min, y_min, x_max, y_max = _bounds(font, sign)
        factor, old = (right - left) / (x_max - x_min), (y_min + y_max) / 2
        up = (old if middle is None else middle) - old * height
        return Transform(factor, 0, 0, height, left - x_min * factor, up)

    return turn


def _in_box(size: float) -> _Turn:
    """In the middle of the box □, so many times as large."""

    def turn(font: TTFont, sign: str) -> Transform:
        box, own = _bounds(font, "□"), _bounds(font, sign)
        x, y = ((box[at] + box[at + 2] - (own[at] + own[at + 2]) * size) / 2 for at in (0, 1))
        return Transform(size, 0, 0, size, x, y)

    return turn


_BOX = _Part("□", _as_it_is)
_DRAWN: dict[str, tuple[_Part, ...]] = {
    "￥": (_Part("¥", _fitted),),
    "～": (_Part("～", _from_to(80, 920, height=1.6, middle=330)),),
    "＿": (_Part("＿", _from_to(0, _EM)),),
    "－": (_Part("－", _from_to(120, 880)),),
    "☐": (_BOX,),
    "☑": (_BOX, _Part("√", _in_box(1.15))),
    "☒": (_BOX, _Part("×", _in_box(1.5))),
}


def has_wrong_signs(font: TTFont) -> bool:
    """Whether a free font is as it comes, not yet as :func:`redraw_signs` leaves it."""
    known = font.getBestCmap()
    return ord("□") in known and ord("☑") not in known


def redraw_signs(font: TTFont) -> None:
    """Redraws signs of a free font with quadratic outlines."""
    known = font.getBestCmap()
    parts = {sign: (_Part(sign, _fitted),) for sign in _symbols() if _is_off(font, sign)} | _DRAWN
    drawn = {
        sign: _drawing(font, parts)
        for sign, parts in parts.items()
        if all(ord(part.sign) in known for part in parts)
    }
    for sign, glyph in drawn.items():
        _put(font, sign, glyph)
    font.setGlyphOrder(list(font["glyf"].glyphOrder))


def _symbols() -> Iterator[str]:
    """The signs of GB 2312 that are no letters: its rows 1 and 2."""
    for row in (0xA1, 0xA2):
        yield from bytes(it for cell in range(0xA1, 0xFF) for it in (row, cell)).decode(
            "gb2312", "ignore"
        )


def _is_off(font: TTFont, sign: str) -> bool:
    """Whether a sign that ``font`` has is not one em wide."""
    name = font.getBestCmap().get(ord(sign))
    return name is not None and font["hmtx"][name][0] != _EM


def _name(font: TTFont, sign: str) -> str:
    return str(font.getBestCmap()[ord(sign)])


def _bounds(font: TTFont, sign: str) -> tuple[float, float, float, float]:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[_name(font, sign)].draw(pen)
    left, bottom, right, top = pen.bounds or (0, 0, _EM, _EM)
    return left, bottom, right, top


def _drawing(font: TTFont, parts: Iterable[_Part]) -> Glyph:
    glyphs, made = font.getGlyphSet(), TTGlyphPen(None)
    for sign, turn in parts:
        recorded = DecomposingRecordingPen(glyphs)
        glyphs[_name(font, sign)].draw(recorded)
        recorded.replay(TransformPen(made, turn(font, sign)))
    return made.glyph()


def _put(font: TTFont, sign: str, glyph: Glyph) -> None:
    """Makes ``glyph`` the drawing of ``sign``, one em wide."""
    name = font.getBestCmap().get(ord(sign)) or f"uni{ord(sign):04X}"
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (_EM, getattr(glyph, "xMin", 0))
    if "vmtx" in font:
        font["vmtx"].metrics.setdefault(name, (_EM, 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(sign)] = name
