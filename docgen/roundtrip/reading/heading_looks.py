"""Which paragraphs of a Word file are headings: by style, by outline level, or by their look.

Many reports have no styles: their headings are lines such as 一、基本情况 in black type.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.ordinals import ordinal_of
from docgen.word.style_cascade import Cascade, is_on, last_value
from docgen.word.xml import w

_RUN, _TEXT = map(w, "rt")
_STYLE = re.compile(r"(?:heading|标题|标 题|級標題|标题级)\s*([1-9])")
_TITLE = re.compile(r"title|标题|文档标题|大标题|主标题|报告标题")
_CONTENTS = re.compile(r"(?:toc|contents|目录|目錄)\s*\d*")
_DEEPEST = 9
_LONGEST, _LONGEST_TITLE = 40, 60
"""Characters of a heading, and of a title."""
_STOP = re.compile(r"[。；，：！？;:,!?.…]\s*\Z")
_PART = re.compile(r"第[一二三四五六七八九十]{1,3}(?:部分|章|编)")
_NUMBERED = (re.compile(r"%\d、"), re.compile(r"[（(]%\d[)）]"))
"""What Word puts before the headings of the first two levels."""
_BLACK = re.compile(r"黑体|楷体|小标宋|simhei|kaiti|heiti", re.IGNORECASE)
_ANNEX = re.compile(r"附件\s*[\d一二三四五六七八九十]{0,2}[:：]?\Z")
_LINE_OF_CONTENTS = re.compile(r"\w(?:[.．·…]{3,}|…+|\s*\t)\s*[-—(（]?\d{1,3}[)）—-]?\s*\Z")
_CHINESE_LEVELS = 2
"""The levels of 一、 and （一）, which begin headings alone."""


class HeadingLooks:
    """Says of each paragraph of a document whether it is a heading."""

    def __init__(self, cascade: Cascade) -> None:
        self._cascade = cascade

    def is_of_contents(self, paragraph: etree._Element, text: str) -> bool:
        """Whether it is a line of a table of contents, made by Word or typed."""
        is_made = _CONTENTS.fullmatch(self._cascade.style_name(paragraph))
        return bool(is_made or _LINE_OF_CONTENTS.search(text))

    def level(self, paragraph: etree._Element, text: str) -> int:
        """The level of a heading, 1 for a title, 2 for 一、, …; 0 for any other paragraph."""
        level = self._declared(paragraph)
        if level or len(text) > _LONGEST_TITLE or _STOP.search(text):
            return level if len(text) <= 2 * _LONGEST_TITLE else 0
        if len(text) <= _LONGEST and (level := self._numbered(paragraph, text)):
            return level
        return 1 if self._is_title(paragraph, text) else 0

    def is_black(self, paragraph: etree._Element) -> bool:
        """Whether all that it prints is bold, or of a type for headings."""
        runs = [run for run in paragraph.iter(_RUN) if run.find(_TEXT) is not None]
        looks = [self._cascade.format_of(paragraph).text_look(run) for run in runs]
        return bool(looks) and all(
            is_on(look.layers, "b") or _BLACK.search(look.font) for look in looks
        )

    def _declared(self, paragraph: etree._Element) -> int:
        """The level that the style or the outline level says."""
        style = self._cascade.style_name(paragraph)
        if match := _STYLE.fullmatch(style):
            return int(match[1]) + 1
        if _TITLE.fullmatch(style):
            return 1
        layers = self._cascade.format_of(paragraph).look.layers
        outline = last_value(layers, "outlineLvl", "val")
        return int(outline) + 2 if outline.isdecimal() and int(outline) < _DEEPEST else 0

    def _numbered(self, paragraph: etree._Element, text: str) -> int:
        """The level of the number that is typed, or that Word puts before the text."""
        if _PART.match(text) or _ANNEX.match(text):
            return 2
        ordinal = ordinal_of(text)
        if ordinal and len(text) > len(ordinal.text):
            is_sure = ordinal.level <= _CHINESE_LEVELS or self.is_black(paragraph)
            return ordinal.level + 1 if is_sure else 0
        number = self._cascade.number_text(paragraph)
        levels = (level for level, form in enumerate(_NUMBERED, 2) if form.fullmatch(number))
        return next(levels, 0) if number and self.is_black(paragraph) else 0

    def _is_title(self, paragraph: etree._Element, text: str) -> bool:
        """Whether it is a line in the middle, in black type, that says more than a word."""
        look = self._cascade.format_of(paragraph).look
        is_worded = len(text) >= 4 and not re.search("[:：]|\\d日", text)
        return look.align == "center" and is_worded and self.is_black(paragraph)
