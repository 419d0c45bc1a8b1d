"""The language of a document: what its text is written in, and what ``w:lang`` says of it.

``w:lang`` has three: of letters and digits (``w:val``), of Chinese, Japanese and Korean characters
(``w:eastAsia``), and of Arabic and Hebrew. Word in Chinese says en-US and zh-CN. LibreOffice takes
the first of the document's defaults for the language of a whole PDF.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from docgen.word.styles import default_properties
from docgen.word.xml import w

LANG: Final = w("lang")
CHINESE: Final = "zh-CN"

_HAN, _OTHER_SCRIPT = re.compile("[\u3400-\u9fff]"), re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = 5
"""Letters of an English word, which says as much as a Chinese character or two."""

_FOREIGN = 10
"""Chinese characters for a kana or hangul that Chinese prose may quote; Japanese has two."""

_EAST_ASIAN = ("zh", "ja", "ko")


def is_east_asian(language: str) -> bool:
    """Whether a language such as ``zh-CN`` is Chinese, Japanese or Korean."""
    return language.lower().startswith(_EAST_ASIAN)


def is_chinese(text: str) -> bool:
    """Whether a text is Chinese: more of its words than of any other script are.

    A Chinese report may name ISO 9001, and an English one 株洲. Japanese and Korean texts have kana
    and hangul.
    """
    chinese, words = len(_HAN.findall(text)), len(_LETTER.findall(text)) / _WORD
    return chinese > max(words, _FOREIGN * len(_OTHER_SCRIPT.findall(text)))


def declare(styles: etree._Element, language: str) -> None:
    """Has ``w:styles`` say, in place, that texts of any script are in ``language`` by default."""
    defaults = default_properties(styles, "rPr")
    lang = defaults.find(LANG)
    if lang is None:
        lang = etree.SubElement(defaults, LANG)
    for name in ("val", "eastAsia"):
        lang.set(w(name), language)


def declared_chinese(styles: etree._Element) -> str:
    """The kind of Chinese that the defaults of ``w:styles`` name, such as zh-TW; else zh-CN."""
    lang = default_properties(styles, "rPr").find(LANG)
    named = (lang.get(w(name), "") for name in ("eastAsia", "val")) if lang is not None else ()
    return next((name for name in named if name.lower().startswith("zh")), CHINESE)
