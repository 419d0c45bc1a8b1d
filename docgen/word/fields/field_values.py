r"""What the fields in the text of a document should show, but for tables of contents.

``REF``, ``PAGEREF``, ``SEQ``, ``NUMPAGES``, ``SECTIONPAGES`` and ``PAGE``: what follows from the
document and its layout. Other fields, such as a date, and switches that are not known here are
left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.word.fields.bookmarks import Bookmark, bookmarks_of
from docgen.word.fields.field import WordField
from docgen.word.fields.instruction import Instruction
from docgen.word.fields.page_numbering import Layout, PageNumbers
from docgen.word.number_formats import has_format, written_number
from docgen.word.number_labels import NumberLabel
from docgen.word.style_cascade import Cascade
from docgen.word.visible_text import FALLBACK
from docgen.word.xml import w, whole

_LOOKS = frozenset(("\\*", "\\h"))
"""Switches that change nothing of the words of a reference."""
_NO_TEXT = re.compile("[\ufffc\t\n]")
"""What a reference shows in another element than that of text."""
PAGED = ("PAGEREF", "NUMPAGES", "SECTIONPAGES", "PAGE")
KINDS = frozenset((*PAGED, "REF", "SEQ", "TOC"))
"""The fields that docgen works out, and whose results nobody has typed."""


@dataclass(frozen=True)
class FieldResult:
    """What a field should show."""

    field: WordField
    text: str


@dataclass(frozen=True)
class LaidOut:
    """A document and what is known of its layout.

    Attributes:
        root: its body.
        cascade: its styles.
        labels: the number before each paragraph that has one.
        layout: where its paragraphs stand; ``None`` if that is not known.
        pages: the numbers that its pages print.
    """

    root: etree._Element
    cascade: Cascade
    labels: dict[etree._Element, NumberLabel]
    layout: Layout | None
    pages: PageNumbers | None

    def label(self, paragraph: etree._Element | None, offset: int = 0) -> str:
        """The number of the page that a paragraph, or a character of it, stands on."""
        if self.layout is None or self.pages is None or paragraph is None:
            return ""
        page = self.layout.page(paragraph, offset)
        return self.pages.labels.get(page, "") if page else ""


def field_results(document: LaidOut, fields: Sequence[WordField]) -> Iterator[FieldResult]:
    """What the whole fields of a document should show, where that is known."""
    names = {field.instruction.argument for field in fields if field.kind in ("REF", "PAGEREF")}
    bookmarks = bookmarks_of(document.root, names) if names else {}
    endless = _endless(bookmarks, fields)
    sequences = _CaptionCounts(document, fields)
    for field in fields:
        if field.is_in(*KINDS):
            continue  # written with the field that it stands in
        text: str | None = None
        if field.kind == "SEQ":
            text = sequences.next(field)
        elif field.kind in ("REF", "PAGEREF"):
            bookmark = bookmarks.get(field.instruction.argument)
            is_known = bookmark and field.instruction.argument not in endless
            text = _reference(document, field, bookmark) if bookmark and is_known else None
        elif field.kind in PAGED:
            text = _pages(document, field)
        if text and field.is_whole:
            yield FieldResult(field, text)


def _reference(document: LaidOut, field: WordField, bookmark: Bookmark) -> str | None:
    """The words, the number or the page of what a bookmark marks."""
    instruction, switches = field.instruction, set(field.instruction.switches)
    if instruction.number_format:
        return None
    if field.kind == "PAGEREF":
        is_number = switches <= _LOOKS
        return document.label(bookmark.paragraph, bookmark.offset) if is_number else None
    label = document.labels.get(bookmark.paragraph, NumberLabel()).text
    if switches <= _LOOKS:
        words = (bookmark.words or "").strip()
        return None if _NO_TEXT.search(words) else words
    if switches <= {*_LOOKS, "\\n"} and label:
        return label.rstrip(".")
    return None


def _endless(bookmarks: Mapping[str, Bookmark], fields: Sequence[WordField]) -> set[str]:
    """The bookmarks that refer to themselves, if by others: their words would never end."""
    named = {field.begin: field.instruction.argument for field in fields if field.kind == "REF"}
    inner = {
        name: {named[mark] for mark in bookmark.fields if mark in named}
        for name, bookmark in bookmarks.items()
    }
    found = set[str]()
    for name in filter(inner.get, inner):
        reached, ahead = set[str](), [name]
        while ahead:
            following = inner.get(ahead.pop(), set()) - reached
            reached |= following
            ahead += following
        found |= {name} & reached
    return found


def _number(value: int, instruction: Instruction) -> str | None:
    r"""A number as a field shows it; ``None`` in a format that is not known here, as of ``\#``."""
    name = instruction.number_format
    is_known = has_format(name) and "\\#" not in instruction.switches
    return written_number(value, name) if is_known else None


def _pages(document: LaidOut, field: WordField) -> str | None:
    layout, pages = document.layout, document.pages
    if layout is None or pages is None or field.paragraph is None:
        return None
    instruction = field.instruction
    if field.kind == "NUMPAGES":
        return _number(layout.count, instruction)
    page = layout.page(field.paragraph) or 0
    if field.kind == "SECTIONPAGES":
        return _number(pages.lengths[page], instruction) if page in pages.lengths else None
    is_plain = not instruction.number_format and "\\#" not in instruction.switches
    return document.label(field.paragraph) if is_plain else None


class _CaptionCounts:
    """Counts the figures, tables and other things that ``SEQ`` fields number (17.16.5.56)."""

    def __init__(self, document: LaidOut, fields: Sequence[WordField]) -> None:
        self._counts = dict[tuple[str, int], int]()
        captions = {field.paragraph for field in fields if "\\s" in field.instruction.switches}
        self._chapters = _chapters(document) if captions else {}

    def next(self, field: WordField) -> str | None:
        """The number of the next field; ``None`` if it shows none."""
        instruction = field.instruction
        name, switches = instruction.argument, instruction.switches
        if not name or len(instruction.arguments) > 1:
            return None  # it refers to a bookmark
        if next(field.begin.iterancestors(FALLBACK), None) is not None:
            return None  # the copy of a text box that was counted
        key, first = (name, self._chapter(field)), whole(switches.get("\\r", ""))
        if first is not None:
            self._counts[key] = first
        elif "\\c" not in switches:
            self._counts[key] = self._counts.get(key, 0) + 1
        number = self._counts.get(key, 0)
        return None if "\\h" in switches else _number(number, instruction)

    def _chapter(self, field: WordField) -> int:
        r"""Within which chapter a field counts, of the level that its ``\s`` names."""
        level = field.instruction.switches.get("\\s", "")
        chapters = self._chapters.get(field.paragraph) if field.paragraph is not None else None
        return chapters[int(level)] if chapters and level in tuple("123456789") else 0


def _chapters(document: LaidOut) -> dict[etree._Element, tuple[int, ...]]:
    """For each paragraph, how many headings of each level or of one above came before it."""
    counts, found = [0] * 10, dict[etree._Element, tuple[int, ...]]()
    for paragraph in document.root.iter(w("p")):
        level = document.cascade.outline_level(paragraph)
        for deeper in range(level, 10) if level else ():
            counts[deeper] += 1
        found[paragraph] = tuple(counts)
    return found
