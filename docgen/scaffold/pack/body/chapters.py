"""Finds the headings of an outline whose text goes into a Markdown file each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from docgen.ordinals import ordinal_of, without_ordinals
from docgen.scaffold.pack.form_fields import Chapter
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import file_name
from docgen.word.xml import w

_LEVELS = 2
"""Levels of typed headings: 一、 and （一）; 1. begins an item of a list more often."""

_STYLE = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
_LONGEST = 40
_SENTENCE = re.compile(r"[。；，,;：:]$")
_FEWEST = 2
_IN_CONTENTS = re.compile(r"\t\d+$")
"""The page number behind an entry of the table of contents."""
_NOTE = re.compile(r"[（(][^（()）]*[）)]$")
_YEAR = re.compile(r"20\d\d年度?")
NARRATIVE = "narrative"


def chapters_of(body: etree._Element, styles: Mapping[str, str]) -> list[Chapter]:
    """The chapters that text goes into, without headings of tables and of other headings.

    ``styles`` maps style ids to names, as a Chinese Word gives heading 1 the id ``1``. Fewer
    than two headings are no outline.
    """
    elements, levels = map(list, zip(*heading_levels(body, styles).items(), strict=True))
    if sum(level > 0 for level in levels) < _FEWEST:
        return []
    chapters: list[Chapter] = []
    for number, level in enumerate(levels):
        if not level:
            continue
        after = _next(elements, number)
        if after < len(levels) and (levels[after] > level or _is_table(elements[after])):
            continue
        room = elements[number + 1] if after > number + 1 else None
        room = None if room is None or _holds_more(room) else room
        name = f"{len(chapters) + 1}-{_file_name(_text(elements[number]))}"
        chapters.append(Chapter((NARRATIVE, name), elements[number], room))
    return chapters


def heading_levels(body: etree._Element, styles: Mapping[str, str]) -> dict[etree._Element, int]:
    """The level of each paragraph and table of a ``w:body`` as a heading; 0 for one that is none.

    ``styles`` maps style ids to names.
    """
    return {element: _level(element, styles) for element in body.iterchildren(w("p"), w("tbl"))}


def _holds_more(paragraph: etree._Element) -> bool:
    """Whether an empty paragraph holds a break, the end of a section, or a picture."""
    contents = paragraph.iter(*map(w, ("br", "sectPr", "drawing", "pict", "object")))
    return next(contents, None) is not None


def _next(elements: Sequence[etree._Element], number: int) -> int:
    """The index of the next table, or paragraph with text; the length if there is none."""
    rest = range(number + 1, len(elements))
    filled = (index for index in rest if _is_table(elements[index]) or _text(elements[index]))
    return next(filled, len(elements))


def _is_table(element: etree._Element) -> bool:
    return element.tag == w("tbl")


def _text(paragraph: etree._Element) -> str:
    return FormLine(paragraph).text.strip()


def _level(paragraph: etree._Element, styles: Mapping[str, str]) -> int:
    """The level of a heading, from 1, by its style or its number; 0 for other text and tables."""
    text = "" if _is_table(paragraph) else _text(paragraph)
    is_other = _SENTENCE.search(text) or _IN_CONTENTS.search(text)
    if not text or len(text) > _LONGEST or is_other:
        return 0
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    used = style.get(w("val"), "") if style is not None else ""
    if match := _STYLE.match(styles.get(used, used)):
        return int(match[1])
    ordinal = ordinal_of(text)
    return ordinal.level if ordinal and ordinal.level <= _LEVELS else 0


def _file_name(heading: str) -> str:
    """A heading as a file's name: without its number, year and note, which change or are long."""
    plain = without_ordinals(heading)
    return file_name(_NOTE.sub("", _YEAR.sub("", plain))) or file_name(plain) or "章"
