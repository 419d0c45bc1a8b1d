"""What an annex takes from its theme, written out: the report has a theme of its own.

Fonts follow ECMA-376 part 1, 17.3.2.26 and 20.1.4.1.16: ``minorEastAsia`` is the East Asian font of
the minor fonts, or without one that of the script that ``w:themeFontLang`` names.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from docgen.word.annexes.annex_package import AnnexPackage
from docgen.word.xml import W, w

_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_FONT_ATTRIBUTES = {
    "asciiTheme": "ascii",
    "hAnsiTheme": "hAnsi",
    "eastAsiaTheme": "eastAsia",
    "cstheme": "cs",
}
_COLOR_ATTRIBUTES = {"themeColor": ("color", "val"), "themeFill": ("fill",)}
_SHADES = ("themeTint", "themeShade", "themeFillTint", "themeFillShade")
_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "ja-JP": "Jpan", "ko-KR": "Hang"}
_TRADITIONAL = "Hant"
_USUAL_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
_WORD_MAP = {
    "background1": "lt1",
    "text1": "dk1",
    "background2": "lt2",
    "text2": "dk2",
    "dark1": "dk1",
    "light1": "lt1",
    "dark2": "dk2",
    "light2": "lt2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_LAST_FONT: Final = {"eastAsia": "宋体"}
_OTHER_FONT: Final = "Times New Roman"
"""What Word takes where neither the theme nor the file says more."""


def write_theme_out(annex: AnnexPackage) -> None:
    """Replaces fonts and colours of the theme by those that it has, in place."""
    theme = _Theme(annex)
    for root in annex.roots():
        for fonts in root.iter(w("rFonts")):
            theme.write_fonts(fonts)
        for element in root.iter(f"{{{W}}}*"):
            theme.write_color(element)
        theme.write_drawings(root)


class _Theme:
    """The fonts and colours of an annex's theme."""

    def __init__(self, annex: AnnexPackage) -> None:
        self._root = annex.theme
        languages = None if annex.settings is None else annex.settings.find(w("themeFontLang"))
        self._language = "" if languages is None else languages.get(w("eastAsia"), "")

    def write_fonts(self, fonts: etree._Element) -> None:
        """Names the fonts of a ``w:rFonts`` that are the theme's."""
        for by_theme, plain in _FONT_ATTRIBUTES.items():
            kind = fonts.attrib.pop(w(by_theme), "")
            if kind:
                last = _LAST_FONT.get(plain, _OTHER_FONT)
                found = self._font(str(kind)) or fonts.get(w(plain), "") or last
                fonts.set(w(plain), found)

    def write_color(self, element: etree._Element) -> None:
        """Leaves the colour that Word writes beside that of the theme (17.3.2.6)."""
        for name, plains in _COLOR_ATTRIBUTES.items():
            kind = element.attrib.pop(w(name), "")
            if not kind:
                continue
            own = next((plain for plain in plains if element.get(w(plain))), plains[-1])
            if not element.get(w(own)):
                key = _WORD_MAP.get(str(kind), str(kind))
                element.set(w(own), self._color(key) or "auto")
        for name in _SHADES:
            element.attrib.pop(w(name), "")

    def write_drawings(self, root: etree._Element) -> None:
        """Names the colours and fonts of the theme in drawings."""
        for color in list(root.iter(f"{{{_A}}}schemeClr")):
            kind = color.get("val", "")
            if found := self._color(_USUAL_MAP.get(kind, kind)):
                color.tag = f"{{{_A}}}srgbClr"
                color.set("val", found)
        for font in root.iter(*(f"{{{_A}}}{tag}" for tag in ("latin", "ea", "cs"))):
            face = font.get("typeface", "")
            if face.startswith("+"):
                size, _, script = face[1:].partition("-")
                words = {"mj": "major", "mn": "minor"}.get(size, ""), script
                found = self._of_fonts(words[0], {"lt": "latin"}.get(script, script))
                if found:
                    font.set("typeface", found)

    def _font(self, kind: str) -> str:
        size = "major" if kind.startswith("major") else "minor"
        script = {"EastAsia": "ea", "Bidi": "cs"}.get(kind.removeprefix(size), "latin")
        return self._of_fonts(size, script)

    def _of_fonts(self, size: str, script: str) -> str:
        if self._root is None:
            return ""
        fonts = next(self._root.iter(f"{{{_A}}}{size}Font"), None)
        if fonts is None:
            return ""
        own = fonts.find(f"{{{_A}}}{script}")
        if own is not None and own.get("typeface"):
            return own.get("typeface", "")
        wanted = self._script() if script == "ea" else ""
        by_script = fonts.iterchildren(f"{{{_A}}}font")
        return next(
            (font.get("typeface", "") for font in by_script if font.get("script") == wanted), ""
        )

    def _script(self) -> str:
        is_traditional = self._language in ("zh-TW", "zh-HK", "zh-MO")
        return _TRADITIONAL if is_traditional else _SCRIPTS.get(self._language, "")

    def _color(self, key: str) -> str:
        if self._root is None:
            return ""
        scheme = next(self._root.iter(f"{{{_A}}}clrScheme"), None)
        slot = None if scheme is None else scheme.find(f"{{{_A}}}{key}")
        color = None if slot is None else next(slot.iterchildren(etree.Element), None)
        return "" if color is None else color.get("lastClr", color.get("val", ""))
