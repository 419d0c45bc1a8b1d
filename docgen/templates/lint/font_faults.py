"""Chinese text without a font for it: Word then takes whatever the machine has.

``w:rFonts`` names fonts for Latin and for East Asian characters apart. A program that sets only
``w:ascii``, 仿宋_GB2312 perhaps, leaves the Chinese characters as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.diagnostics import Place, Problem, template_error
from docgen.templates.part_outline import PartOutline
from docgen.word.xml import text_of, w

_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN = ("ascii", "hAnsi")
_EAST_ASIAN = ("eastAsia", "eastAsiaTheme")


def font_faults(
    styles_root: etree._Element, stories: Iterable[tuple[etree._Element, str]], part: str
) -> Iterator[Problem]:
    """Styles in use, and runs, whose Chinese characters have no font.

    ``styles_root`` is the part's ``w:styles``, ``stories`` its body, headers and footers.
    """
    styles = _Styles(styles_root)
    told: set[str] = set()
    for root, story in stories:
        outline = PartOutline(root)
        for run in root.iter(w("r")):
            text = text_of(run)
            paragraph = next(run.iterancestors(w("p")), None)
            if paragraph is None or not _CHINESE.search(text):
                continue
            place = outline.place(paragraph, part, story)
            if font := _half_named(run.find(f"{w('rPr')}/{w('rFonts')}")):
                words = {"font": font, "text": text.strip()[:20]}
                yield template_error("font-run", Place(part), place, **words)
            style = styles.of(paragraph)
            if style not in told and not _east_asian(run) and not styles.east_asian(style):
                told.add(style)
                name = styles.name(style)
                yield template_error("font-style", Place(part), place, style=name)
    for name, font in styles.half_named():
        yield template_error("font-style-half", Place(part), style=name, font=font)


def _fonts(element: etree._Element | None, names: tuple[str, ...]) -> list[str]:
    found = (element.get(w(name)) for name in names) if element is not None else ()
    return [one for one in found if one]


def _half_named(fonts: etree._Element | None) -> str:
    """A Chinese font that is named for Latin letters only."""
    named = [one for one in _fonts(fonts, _LATIN) if _CHINESE.search(one)]
    return named[0] if named and not _fonts(fonts, _EAST_ASIAN) else ""


def _east_asian(run: etree._Element) -> bool:
    return bool(_fonts(run.find(f"{w('rPr')}/{w('rFonts')}"), _EAST_ASIAN))


class _Styles:
    """The styles of a part by their ids."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._styles = {one.get(w("styleId"), ""): one for one in self._root.findall(w("style"))}
        defaults = (
            key
            for key, one in self._styles.items()
            if one.get(w("default")) in ("1", "true") and one.get(w("type")) == "paragraph"
        )
        self._default = next(defaults, "")

    def of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        return named.get(w("val"), "") if named is not None else self._default

    def name(self, style: str) -> str:
        """What Word calls it."""
        name = self._styles[style].find(w("name")) if style in self._styles else None
        return name.get(w("val"), "") if name is not None else style

    def east_asian(self, style: str) -> bool:
        """Whether it, a style it is based on, or the defaults name a font for Chinese."""
        seen: set[str] = set()
        while style in self._styles and style not in seen:
            seen.add(style)
            if _fonts(self._styles[style].find(f"{w('rPr')}/{w('rFonts')}"), _EAST_ASIAN):
                return True
            base = self._styles[style].find(w("basedOn"))
            style = base.get(w("val"), "") if base is not None else ""
        way = "/".join(map(w, ("docDefaults", "rPrDefault", "rPr", "rFonts")))
        return bool(_fonts(self._root.find(way), _EAST_ASIAN))

    def half_named(self) -> Iterator[tuple[str, str]]:
        """Styles that name a Chinese font for Latin letters only."""
        for key, style in self._styles.items():
            if font := _half_named(style.find(f"{w('rPr')}/{w('rFonts')}")):
                yield self.name(key), font
