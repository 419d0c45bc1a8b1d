"""The headings of an outline, below each of which a Markdown file has its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from docgen.scaffold.pack.form_fields import Chapter
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.terms import CHAPTERS
from docgen.word.xml import w

_DIGITS = "[一二三四五六七八九十]{1,3}"
_NUMBERED = (re.compile(f"^{_DIGITS}、"), re.compile(f"^（{_DIGITS}）"))
_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LONGEST = 40
_SENTENCE = re.compile(r"[。；，,;：:]$")
_FEWEST = 2
_IN_CONTENTS = re.compile(r"\t\d+$")
"""The number of a page behind an entry of the table of contents."""
_NOTE = re.compile(r"（[^）]*）$")
NARRATIVE = "narrative"


def chapters_of(body: etree._Element, styles: Mapping[str, str]) -> list[Chapter]:
    """The chapters that text goes into; a heading above a table or other headings has none.

    ``styles`` are the names of styles by their ids: a Chinese Word calls heading 1 simply 1.
    """
    paragraphs = list(body.iterchildren(w("p"), w("tbl")))
    levels = [_level(one, styles) for one in paragraphs]
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
        room = None if room is None or _holds_more(room) else room
        name = f"{len(found) + 1}-{_name(FormLine(paragraphs[number]).text)}"
        found.append(Chapter((NARRATIVE, name), paragraphs[number], room))
    return found


def _holds_more(paragraph: etree._Element) -> bool:
    """Whether an empty paragraph ends a page or a section, or shows a picture."""
    things = paragraph.iter(*map(w, ("br", "sectPr", "drawing", "pict", "object")))
    return next(things, None) is not None


def _next(elements: Sequence[etree._Element], number: int) -> int:
    """The next table, or paragraph with text."""
    rest = range(number + 1, len(elements))
    filled = (one for one in rest if _is_table(elements[one]) or _text(elements[one]))
    return next(filled, len(elements))


def _is_table(element: etree._Element) -> bool:
    return element.tag == w("tbl")


def _text(paragraph: etree._Element) -> str:
    return FormLine(paragraph).text.strip()


def _level(paragraph: etree._Element, styles: Mapping[str, str]) -> int:
    """The level of a heading, by style or by number; 0 for other text and tables."""
    text = "" if _is_table(paragraph) else _text(paragraph)
    if _IN_CONTENTS.search(text):
        return 0
    if not text or len(text) > _LONGEST or _SENTENCE.search(text):
        return 0
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    used = style.get(w("val"), "") if style is not None else ""
    if named := _STYLE.match(styles.get(used, used)):
        return int(named[1])
    levels = (level for level, number in enumerate(_NUMBERED, 1) if number.match(text))
    return next(levels, 0)


def _name(heading: str) -> str:
    plain = _NOTE.sub("", heading)
    found = [(plain.rfind(word) + len(word), len(word), name)
             for word, name in CHAPTERS.items() if word in plain]  # fmt: skip
    return max(found)[2] if found else "chapter"
