"""Small fonts of four glyphs, and archives of files, as somebody may bring them."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

GLYPHS = [".notdef", "space", "round", "square"]
CHARACTERS = {0x20: "space", 0x3007: "round", 0x56D7: "square"}
WIDTHS = {".notdef": 500, "space": 250, "round": 1000, "square": 1000}


def small_font(name: str, family: str = "", *, cubic: bool = False) -> bytes:
    """A font with the PostScript name ``name``: TrueType, or with cubic outlines."""
    builder = FontBuilder(1000, isTTF=not cubic)
    builder.setupGlyphOrder(GLYPHS)
    builder.setupCharacterMap(CHARACTERS)
    if cubic:
        builder.setupCFF(name, {}, {glyph: _cubic(glyph) for glyph in GLYPHS}, {})
    else:
        builder.setupGlyf({glyph: _quadratic(glyph) for glyph in GLYPHS})
    builder.setupHorizontalMetrics({glyph: (width, 0) for glyph, width in WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupVerticalMetrics(dict.fromkeys(GLYPHS, (1000, 0)))
    builder.setupVerticalHeader(ascent=500, descent=-500)
    if cubic:
        builder.setupVerticalOrigins({}, 880)
    builder.setupNameTable({"familyName": family or name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, usWeightClass=400)
    builder.setupPost()
    saved = io.BytesIO()
    builder.save(saved)
    return saved.getvalue()


def earlier_font(name: str) -> bytes:
    """A free font as TrueType whose box □, √ and × are those signs, with no ☑."""
    saved = io.BytesIO()
    with TTFont(io.BytesIO(small_font(name))) as font:
        for table in font["cmap"].tables:
            table.cmap.update(dict.fromkeys(map(ord, "□√×"), "square"))
        font.save(saved)
    return saved.getvalue()


def collection(*fonts: bytes) -> bytes:
    """A collection (.ttc) of fonts."""
    made, saved = TTCollection(), io.BytesIO()
    made.fonts = [TTFont(io.BytesIO(font)) for font in fonts]
    made.save(saved)
    return saved.getvalue()


def tar_of(files: Mapping[str, bytes], compression: str = "") -> bytes:
    """A tar of files; ``compression`` is ``gz``, ``bz2`` or ``xz``."""
    saved = io.BytesIO()
    with tarfile.open(fileobj=saved, mode=f"w:{compression}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return saved.getvalue()


def debian_package(files: Mapping[str, bytes]) -> bytes:
    """A Debian package (deb(5)) that installs ``files``."""
    control = tar_of({"./control": b"Package: fonts\n"}, "xz")
    control += b"\0" * (1 - len(control) % 2)  # of odd length, behind which is a filling byte
    members = {"debian-binary": b"2.0\n", "control.tar.xz": control}
    members["data.tar.xz"] = tar_of(files, "xz")
    packed = b"!<arch>\n"
    for name, data in members.items():
        packed += f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n".encode()
        packed += data + b"\n" * (len(data) % 2)
    return packed


def _cubic(name: str) -> Any:
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
        _draw_square(pen)
    return pen.getCharString()


def _quadratic(name: str) -> Any:
    pen = TTGlyphPen(None)
    if name in ("round", "square"):
        _draw_square(pen)
    return pen.glyph()


def _draw_square(pen: Any) -> None:
    pen.moveTo((100, 0))
    for point in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(point)
    pen.closePath()
