"""The headings of an outline, below each of which a Markdown file has its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from docgen.drafting.fields import Chapter
from docgen.drafting.lines import Line
from docgen.drafting.terms import CHAPTERS
from docgen.word.marks import w

_DIGITS = "[一二三四五六七八九十]{1,3}"
_NUMBERED = (re.compile(f"^{_DIGITS}、"), re.compile(f"^（{_DIGITS}）"))
_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LONGEST = 40
_SENTENCE = re.compile(r"[。；，,;：:]$")
_FEWEST = 2
_NOTE = re.compile(r"（[^）]*）$")
NARRATIVE = "narrative"


def chapters_of(body: etree._Element) -> list[Chapter]:
    """The chapters that text goes into; a heading above a table or other headings has none."""
    paragraphs = list(body.iterchildren(w("p"), w("tbl")))
    levels = [_level(one) for one in paragraphs]
    if sum(level > 0 for level in levels) < _FEWEST:
        return []
    found: list[Chapter] = []
    for number, level in enumerate(levels):
        if not level:
            continue
        behind = _next(paragraphs, number)
        if behind < len(levels) and (levels[behind] > level or _is_table(paragraphs[behind])):
            continue
        room = paragraphs[number + 1] if behind > number + 1 else None
        name = f"{len(found) + 1}-{_name(Line(paragraphs[number]).text)}"
        found.append(Chapter((NARRATIVE, name), paragraphs[number], room))
    return found


def _next(elements: Sequence[etree._Element], number: int) -> int:
    """The next table, or paragraph with text."""
    rest = range(number + 1, len(elements))
    filled = (one for one in rest if _is_table(elements[one]) or _text(elements[one]))
    return next(filled, len(elements))


def _is_table(element: etree._Element) -> bool:
    return element.tag == w("tbl")


def _text(paragraph: etree._Element) -> str:
    return Line(paragraph).text.strip()


def _level(paragraph: etree._Element) -> int:
    """The level of a heading, by style or by number; 0 for other text and tables."""
    text = "" if _is_table(paragraph) else _text(paragraph)
    if not text or len(text) > _LONGEST or _SENTENCE.search(text):
        return 0
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    named = _STYLE.match(style.get(w("val"), "")) if style is not None else None
    if named:
        return int(named[1])
    levels = (level for level, number in enumerate(_NUMBERED, 1) if number.match(text))
    return next(levels, 0)


def _name(heading: str) -> str:
    plain = _NOTE.sub("", heading)
    found = [(plain.rfind(word) + len(word), len(word), name)
             for word, name in CHAPTERS.items() if word in plain]  # fmt: skip
    return max(found)[2] if found else "chapter"
