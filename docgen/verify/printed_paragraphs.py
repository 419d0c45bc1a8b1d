"""Where the paragraphs of a Word file stand in its PDF, glyph by glyph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import accumulate, chain, islice
from pathlib import Path

from lxml import etree

from docgen.pdf.aligned_text import MatchedRun, aligned
from docgen.verify.glyph_blocks import GlyphBlock, OrderedGlyphs, ordered_glyphs
from docgen.verify.glyphs import Glyph
from docgen.verify.marked_glyphs import MarkedContent, MarkedGlyphs
from docgen.verify.printed_in_order import contents_of_paragraphs
from docgen.word.visible_text import visible_texts
from docgen.word.xml import w

_PARAGRAPH, _BOX, _CELL, _MERGED, _VAL = map(w, ("p", "txbxContent", "tc", "vMerge", "val"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEAST_SHARE = 0.3
"""The share of a paragraph that has to be found where the rest of it may be cut off."""
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
"""Letters are printed large where the look of the text says so."""
_NO_INK = frozenset("\ufb00\ufb01\ufb02\ufb03\ufb04\ufffc\u00ad\u200b\u200c\u200d\u2060\ufeff\f")
"""Characters that a PDF has not, or has in another way."""


@dataclass(frozen=True, eq=False)
class PrintedParagraph:
    """A paragraph and its glyphs.

    Attributes:
        element: its ``w:p``.
        words: what it should print.
        first: the page of its first character; 0 if nothing of it is printed.
        last: the page of its last one.
        place: gives its glyphs.
        missing: the offsets of the characters that have ink and are not printed.
    """

    element: etree._Element
    words: str
    first: int
    last: int
    place: Callable[[], Sequence[tuple[int, Glyph, int]]]
    missing: Sequence[int] = ()

    @cached_property
    def glyphs(self) -> Sequence[tuple[int, Glyph, int]]:
        """Its glyphs, each with its page and with the offset of its character."""
        return self.place()

    @property
    def pages(self) -> tuple[int, ...]:
        """Its first and its last page; none if nothing of it is printed."""
        return (self.first, self.last) if self.first else ()

    @property
    def lines(self) -> int:
        """The number of lines that it takes."""
        return len({(page, round(glyph.y)) for page, glyph, _ in self.glyphs})


class PrintedParagraphs:
    """The paragraphs of a document in its PDF: the ``Layout`` that its fields are worked out by.

    Args:
        body: the ``w:body`` of the document.
        marked: the glyphs of its PDF.
        pdf: the PDF, whose structure is read where paragraphs are not printed whole.
        count: the number of its pages.
    """

    def __init__(
        self, body: etree._Element, marked: MarkedGlyphs, pdf: Path | bytes, count: int
    ) -> None:
        self.count, self.marked, self._pdf = count, marked, pdf
        merged = filter(_goes_on, body.iter(_MERGED))
        covered = (cell for mark in merged for cell in islice(mark.iterancestors(_CELL), 1))
        hidden = chain(body.iter(_FALLBACK), covered)
        aside = {element for part in hidden for element in part.iter(_PARAGRAPH)}
        elements = [element for element in body.iter(_PARAGRAPH) if element not in aside]
        self._elements, self._words = elements, visible_texts(body, elements)
        boxed = {element for box in body.iter(_BOX) for element in box.iter(_PARAGRAPH)} - aside
        self._order = sorted(range(len(elements)), key=lambda number: elements[number] in boxed)
        self._boxed = len(boxed)

    @cached_property
    def paragraphs(self) -> dict[etree._Element, PrintedParagraph]:
        """Each paragraph with its glyphs, in the order of the document."""
        words = [self._words[number] for number in self._order]
        found = contents_of_paragraphs(self.marked.contents, words)
        printed = self._whole(found) if found is not None else self._aligned()
        made = {paragraph.element: paragraph for paragraph in printed}
        return {element: made[element] for element in self._elements}

    def _whole(self, found: Sequence[Sequence[MarkedContent]]) -> Iterator[PrintedParagraph]:
        """The paragraphs, of which all are printed whole."""
        for number, contents in zip(self._order, found, strict=True):
            words = self._words[number]
            pages = (contents[0].page, contents[-1].page) if contents else (0, 0)
            place = partial(_placed, words, contents)
            yield PrintedParagraph(self._elements[number], words, *pages, place)

    def _aligned(self) -> Iterator[PrintedParagraph]:
        """The paragraphs as the structure of the PDF has them; of some a part is missing."""
        ordered = ordered_glyphs(self._pdf, self.marked)
        runs = dict[int, list[MatchedRun]]()
        for run in self._runs(ordered):
            runs.setdefault(run.paragraph, []).append(run)
        glyphs = [(content.page, glyph) for content in ordered.contents for glyph in content.glyphs]
        for number, element in enumerate(self._elements):
            words, own = self._words[number], runs.get(number, ())
            placed = [
                (*glyphs[run.glyph + step], run.offset + step)
                for run in own
                for step in range(run.length)
            ]
            printed = {at for _, _, at in placed}
            missing = [
                at
                for at, sign in enumerate(words)
                if at not in printed and not _is_blank(sign) and sign not in _NO_INK
            ]
            pages = (placed[0][0], placed[-1][0]) if placed else (0, 0)
            yield PrintedParagraph(element, words, *pages, partial(tuple, placed), missing)

    def _runs(self, ordered: OrderedGlyphs) -> list[MatchedRun]:
        """What is printed of the text, then of text boxes, which stand apart in the structure."""
        signs = "".join(content.signs for content in ordered.contents).translate(_SMALL)
        words = [text.translate(_SMALL) for text in self._words]
        in_line = self._order[: len(self._order) - self._boxed]
        runs = aligned(signs, ordered.blocks, words, in_line, _LEAST_SHARE)
        aside = self._order[len(in_line) :]
        if aside:
            done = sorted(run.glyph for run in runs)
            left = [block for block in ordered.blocks if not _has_any(done, block)]
            runs += aligned(signs, left, words, aside, _LEAST_SHARE)
        return runs

    def page(self, paragraph: etree._Element, offset: int = 0) -> int | None:
        """The page of a character of a paragraph; ``offset`` counts those that have ink."""
        printed = self.paragraphs.get(paragraph)
        if printed is None or not printed.first:
            return None
        if not offset:
            return printed.first
        at = _at_ink(printed.words, offset)
        pages = (page for page, _, place in printed.glyphs if place >= at)
        return next(pages, printed.glyphs[-1][0])

    def pages(self, paragraph: etree._Element) -> tuple[int, ...]:
        """The first and the last page of a paragraph; none if nothing of it is printed."""
        printed = self.paragraphs.get(paragraph)
        return printed.pages if printed else ()


def _goes_on(merged: etree._Element) -> bool:
    """Whether a cell is covered by the one above, and nothing of it is printed (17.4.84)."""
    return merged.get(_VAL) != "restart"


def _placed(words: str, contents: Sequence[MarkedContent]) -> Sequence[tuple[int, Glyph, int]]:
    """The glyphs of a paragraph that is printed whole."""
    inked = [at for at, sign in enumerate(words) if not _is_blank(sign)]
    glyphs = [(content.page, glyph) for content in contents for glyph in content.glyphs]
    return [(*pair, at) for pair, at in zip(glyphs, inked, strict=False)]


def _has_any(done: Sequence[int], block: GlyphBlock) -> bool:
    return any(block.start <= at < block.stop for at in done)


def _is_blank(sign: str) -> bool:
    return sign.isspace() or sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffc"


def _at_ink(words: str, offset: int) -> int:
    """The place of the character before which ``offset`` have ink."""
    inked = accumulate(not sign.isspace() for sign in words)
    return next((at for at, count in enumerate(inked) if count > offset), len(words))
