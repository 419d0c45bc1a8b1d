"""Which paragraphs of a chapter are headings, and of which level they are in its Markdown.

一、基本情况                the chapter
（一）部门职能              ##
1.机构设置                  ###
党建工作    (in black)      ####
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from docgen.ordinals import ordinal_of, without_ordinals
from docgen.roundtrip.reading.docx_model import Block, DocxParagraph
from docgen.roundtrip.reading.heading_looks import HeadingLooks
from docgen.word.style_cascade import Cascade

_SHALLOWEST, _DEEPEST = 2, 4
_BY_LOOK = 100
"""The level of a line that is set as a heading and has no number: below all that have one."""
_LONGEST, _SHORTEST_TEXT = 25, 40
_STOP = re.compile(r"[。；，：！？;:,!?.…、]\s*\Z|[。；]")
_CAPTION = re.compile(r"(?:续?表|附表|图)\s*[\d一二三四五六七八九十]|[（(]?(?:金额)?单位\s*[：:]")
_DOTTED = re.compile(
    r"^\s*\d{1,2}(?:[.．]\d{1,2}){1,3}"
    r"(?:[.．、]\s*|\s+|(?=[^\d\s.．%％万亿千百十元倍个件人次年月日时公平米吨克点分户]))"
)
"""The number of a heading as in reports of firms: 1.1, 2.1.3; no figure with a measure."""
_FIELD = "{{"
_CHINESE_LEVELS = 2
"""The levels of 一、 and （一）."""


class ChapterHeadings:
    """Says of the paragraphs of a chapter, in order, which of them are headings."""

    def __init__(self, cascade: Cascade, blocks: Sequence[Block]) -> None:
        self._looks, self._cascade = HeadingLooks(cascade), cascade
        self._blocks, self._open = blocks, list[int]()
        longer = [
            block
            for block in blocks
            if isinstance(block, DocxParagraph) and len(block.text) > _SHORTEST_TEXT
        ]
        black = sum(self._looks.is_black(block.element) for block in longer)
        self._looks_tell = 2 * black <= len(longer)
        """Whether headings alone are set in black: some reports are, from end to end."""

    def level(self, number: int, text: str) -> int:
        """The level of the block ``number`` in Markdown, 0 if it is no heading.

        ``text`` is its text, with a number that Word puts before it.

        It is one below the heading that it stands below, so that no level is left out; a heading
        below the deepest has the level 5.
        """
        found = self._typed_level(number, text)
        if not found:
            return 0
        self._open = [*takewhile(lambda level: level < found, self._open), found]
        return len(self._open) + _SHALLOWEST - 1

    def _typed_level(self, number: int, text: str) -> int:
        """The level by style or look, which counts in its own way in each report."""
        paragraph = self._blocks[number]
        if not isinstance(paragraph, DocxParagraph) or not text or _CAPTION.match(text):
            return 0
        if "\n" in text and not self._cascade.outline_level(paragraph.element):
            return 0
        level = self._looks.level(paragraph.element, text)
        if level > 1 or paragraph.kind.name == "heading":
            return level
        return _BY_LOOK if self._is_set_as_heading(number, paragraph, text) else 0

    def _is_set_as_heading(self, number: int, paragraph: DocxParagraph, text: str) -> bool:
        """Whether it is a short line in black type with something other below it."""
        is_line = len(text) <= _LONGEST and not _STOP.search(text) and _FIELD not in text
        if not (self._looks_tell and is_line and self._looks.is_black(paragraph.element)):
            return False
        below = next(
            (
                block
                for block in self._blocks[number + 1 :]
                if not (isinstance(block, DocxParagraph) and block.empty)
            ),
            None,
        )
        is_item = paragraph.kind.name in ("number", "bullet")
        same = isinstance(below, DocxParagraph) and below.kind == paragraph.kind
        return isinstance(below, DocxParagraph) and not (is_item and same)


def without_number(text: str) -> int:
    """How many characters of a heading are a number that somebody typed; docgen numbers it."""
    rest = _DOTTED.sub("", without_ordinals(text)).lstrip()
    return len(text) - len(rest) if rest else 0


class TextStretch(NamedTuple):
    """A stretch of the lines of a paragraph, and whether it is a heading."""

    start: int
    stop: int
    is_heading: bool


def stretches(text: str) -> list[TextStretch]:
    """The lines of a paragraph, parted where a forced line break ends or begins a heading.

    Only 一、 and （一） make one of a line among sentences.
    """
    found, at = list[TextStretch](), 0
    may_be = "\n" in text and bool(_STOP.search(text))
    for line in text.split("\n"):
        stop = at + len(line)
        is_heading = may_be and _is_heading_line(line)
        if found and not is_heading and not found[-1].is_heading:
            found[-1] = found[-1]._replace(stop=stop)
        else:
            found.append(TextStretch(at, stop, is_heading))
        at = stop + 1
    return found


def _is_heading_line(line: str) -> bool:
    return begins_heading(line) and len(line) <= _LONGEST and not _STOP.search(line)


def begins_heading(text: str) -> bool:
    """Whether a text begins with a number of headings: 一、 or （一）."""
    ordinal = ordinal_of(text)
    return ordinal is not None and ordinal.level <= _CHINESE_LEVELS


def is_deepest(level: int) -> bool:
    """Whether Markdown has no heading of this level."""
    return level > _DEEPEST
