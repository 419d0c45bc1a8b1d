"""Names the fonts of Chinese text in a form that a program has read from an old format.

Of the font of Chinese characters LibreOffice writes only what differs from the style: a run in 宋体
of a style in 宋体 keeps that name for Latin letters alone. It looks the same until somebody changes
the style, and lint reports it, so the run says again what it takes from the style.
"""

from __future__ import annotations

import re

from docx.document import Document
from lxml import etree

from docgen.templates.placeholders import stories
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w

_CHINESE = re.compile("[\u3400-\u9fff]")
_LATIN, _EAST_ASIAN = ("ascii", "hAnsi"), ("eastAsia", "eastAsiaTheme")
_THEME = ("majorEastAsia", "minorEastAsia")
"""Names of fonts that stand for those of the theme (ECMA-376 part 1, 17.18.96)."""


def name_fonts(document: Document) -> None:
    """Gives the runs and styles that name a Chinese font for Latin letters one for Chinese too."""
    cascade = Cascade(document)
    for root, _ in stories(document):
        for fonts in filter(_is_half_named, root.iter(w("rFonts"))):
            paragraph = next(fonts.iterancestors(w("p")), None)
            if paragraph is not None:
                run = next(fonts.iterancestors(w("r")), None)
                _name(fonts, cascade.format_of(paragraph).text_look(run).font)
    for style in document.styles.element.findall(w("style")):
        own, name = style.find(f"{w('rPr')}/{w('rFonts')}"), style.find(w("name"))
        if own is not None and name is not None and _is_half_named(own):
            look = cascade.format_of_style(name.get(w("val"), "").lower()).text_look(None)
            _name(own, look.font)


def _is_half_named(fonts: etree._Element) -> bool:
    named = [fonts.get(w(name), "") for name in _LATIN]
    chinese = any(map(_CHINESE.search, named))
    return chinese and not any(fonts.get(w(name)) for name in _EAST_ASIAN)


def _name(fonts: etree._Element, inherited: str) -> None:
    """Names the inherited font; where the form has none at all, that of its Latin letters."""
    own = next(name for at in _LATIN if _CHINESE.search(name := fonts.get(w(at), "")))
    fonts.set(w("eastAsiaTheme" if inherited in _THEME else "eastAsia"), inherited or own)
