r"""What a table of contents lists, by the switches of its field (ECMA-376 part 1, 17.16.5.68).

``\o "1-3"`` headings by their styles, ``\u`` by their outline levels, ``\t "Style,1"`` other
styles, ``\c`` and ``\a`` captions with a ``SEQ`` field, ``\b`` what a bookmark marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.word.fields.field import WordField
from docgen.word.fields.field_values import LaidOut
from docgen.word.fields.instruction import Instruction
from docgen.word.number_labels import NumberLabel
from docgen.word.visible_text import visible_text
from docgen.word.xml import w, whole

_PARAGRAPH, _BOX, _START, _END, _NAME, _ID = map(
    w, ("p", "txbxContent", "bookmarkStart", "bookmarkEnd", "name", "id")
)
_UNKNOWN = frozenset(("\\f", "\\l", "\\s", "\\d", "\\g"))
"""Switches of entries that are typed as ``TC`` fields, and of numbers by chapters."""
_RANGE = re.compile(r"\s*([1-9])\s*-\s*([1-9])\s*")
_SEPARATOR = re.compile("[,;，；]")
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])")
_CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class ContentsHeading:
    """An entry of a table of contents as it should be.

    Attributes:
        paragraph: the heading.
        level: its level, from 1.
        number: the number that Word prints before it.
        title: its words.
    """

    paragraph: etree._Element
    level: int
    number: NumberLabel
    title: str

    @property
    def words(self) -> str:
        """Number and title."""
        gap = "" if self.number.behind == "nothing" or not self.number.text else " "
        return f"{self.number.text}{gap}{self.title}"


def contents_headings(
    document: LaidOut, contents: WordField, fields: Sequence[WordField]
) -> list[ContentsHeading] | None:
    """What a table of contents should list, in order; ``None`` if that is not known."""
    instruction = contents.instruction
    bookmark = instruction.switches.get("\\b", "")
    paragraphs = _marked(document.root, bookmark)
    if _UNKNOWN & instruction.switches.keys() or (bookmark and not paragraphs):
        return None
    if "\\c" in instruction.switches or "\\a" in instruction.switches:
        return list(_captions(paragraphs, instruction, fields))
    levels = _Levels(document, instruction)
    inside = {field.paragraph for field in fields if field.is_in("TOC") or field.kind == "TOC"}
    return [
        ContentsHeading(paragraph, level, document.labels.get(paragraph, NumberLabel()), title)
        for paragraph in paragraphs
        if (level := levels.of(paragraph))
        and paragraph not in inside
        and (title := _title(visible_text(paragraph)))
    ]


class _Levels:
    """The levels of paragraphs in a table of contents."""

    def __init__(self, document: LaidOut, instruction: Instruction) -> None:
        self._cascade, switches = document.cascade, instruction.switches
        self._styles = dict(_styles(switches.get("\\t", "")))
        by_style = "\\o" in switches or not {"\\t", "\\u"} & switches.keys()
        self._headings = _range(switches.get("\\o", "")) if by_style else range(0)
        self._outline = _range(switches.get("\\o", "")) if "\\u" in switches else range(0)

    def of(self, paragraph: etree._Element) -> int:
        """The level of a paragraph; 0 if it is not listed."""
        style = self._cascade.style_name(paragraph)
        heading = _HEADING.fullmatch(style)
        if level := self._styles.get(f"heading {heading[1]}" if heading else style):
            return level
        if heading and int(heading[1]) in self._headings:
            return int(heading[1])
        level = self._cascade.outline_level(paragraph) if self._outline else 0
        return level if level in self._outline else 0


def _range(words: str) -> range:
    """The levels of ``1-3``; all nine if nothing is said."""
    match = _RANGE.fullmatch(words)
    return range(int(match[1]), int(match[2]) + 1) if match else range(1, 10)


def _styles(words: str) -> Iterator[tuple[str, int]]:
    """The styles of ``Style,1,Other,2`` by their names in lower case, with their levels."""
    parts = [part.strip() for part in _SEPARATOR.split(words)]
    for name, level in zip(parts[::2], parts[1::2], strict=False):
        heading = _HEADING.fullmatch(name.lower())
        if number := whole(level):
            yield f"heading {heading[1]}" if heading else name.lower(), number


def _marked(root: etree._Element, bookmark: str) -> list[etree._Element]:
    """The paragraphs of the text, without those in text boxes; only those in a bookmark, if any."""
    found, inside = list[etree._Element](), not bookmark
    open_mark: str | None = None
    for element in root.iter(_PARAGRAPH, _START, _END):
        if element.tag == _PARAGRAPH:
            starts = element.iter(_START) if bookmark and not inside else ()
            is_begun = any(start.get(_NAME) == bookmark for start in starts)
            if (inside or is_begun) and next(element.iterancestors(_BOX), None) is None:
                found.append(element)
        elif bookmark and element.tag == _START and element.get(_NAME) == bookmark:
            inside, open_mark = True, element.get(_ID)
        elif bookmark and element.tag == _END and inside and element.get(_ID) == open_mark:
            inside = False
    return found


def _captions(
    paragraphs: Sequence[etree._Element], instruction: Instruction, fields: Sequence[WordField]
) -> Iterator[ContentsHeading]:
    r"""The captions that a ``SEQ`` field numbers; ``\a`` lists what stands behind the number."""
    name = instruction.switches.get("\\c") or instruction.switches.get("\\a", "")
    numbered = {
        field.paragraph: field
        for field in reversed(fields)
        if field.kind == "SEQ" and field.instruction.argument == name
    }
    for paragraph in paragraphs:
        field, words = numbered.get(paragraph), visible_text(paragraph)
        if field is not None and "\\a" in instruction.switches:
            words = words.partition(field.text)[2]
        if field is not None and (title := _title(words)):
            yield ContentsHeading(paragraph, 1, NumberLabel(), title)


def _title(words: str) -> str:
    """The words of a heading in one line; Chinese lines are joined without a blank."""
    lines = words.replace("\ufffc", "").replace("\f", "\n").split("\n")
    gap = "" if _CHINESE.search(words) else " "
    return gap.join(line.strip() for line in lines if line.strip()).replace("\t", " ")
