"""The characters of a tagged PDF by structure element, in the order of the document.

LibreOffice tags what it writes: a paragraph, a heading, the number before it, a cell. Each is one
block here, wherever it is on the pages: a cell that goes on overleaf is whole, before the next one.
What belongs to no element, as headers, footers and the heads of tables that are repeated, comes
behind all blocks, page by page.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import le
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.page_image import page_digest
from docgen.pdf.page_objects import page_characters
from docgen.pdf.pdfium import ADDRESS, INT, PDFIUM, address, plain, written_rows
from docgen.pdf.structure_tree import Path, StructureTree, content_of

ARTIFACT = "Artifact"
"""The kind of what belongs to no element."""

_SAME_LINE = 3
"""Points by which baselines may be apart in a line."""

_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, INT, ADDRESS, INT, ADDRESS)


class PageSize(NamedTuple):
    """Width and height of a page, in points."""

    width: float
    height: float


@dataclass(frozen=True)
class TaggedBlock:
    """A block of text: the characters from ``start`` up to, without, ``stop``.

    Attributes:
        kind: its type, ``P``, ``H1``, ``TD`` or ``Lbl``, or :data:`ARTIFACT`.
        path: its element, which tells what it lies in and what stands before it.
    """

    kind: str
    path: Path
    start: int
    stop: int


class Box(NamedTuple):
    """A box on a page, in points from its top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class TaggedText:
    """The characters of a PDF, in the order of its blocks.

    Attributes:
        pages: the sizes of the pages.
        digests: for each page, what changes if and only if something else is drawn.
        blocks: the blocks, in the order of the document.
        signs: the characters.
    """

    pages: list[PageSize] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    blocks: list[TaggedBlock] = field(default_factory=list)
    signs: str = ""
    _order: list[int] = field(default_factory=list)
    _columns: _Columns = field(default_factory=lambda: _Columns())

    def text(self, block: TaggedBlock) -> str:
        """The characters of a block."""
        return self.signs[block.start : block.stop]

    def page(self, character: int) -> int:
        """The page of a character, from 0."""
        return self._columns.pages[self._order[character]]

    def lines(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """The parts of a range of characters that stand in one line each, from left to right."""
        columns, order, first = self._columns, self._order, start
        for at in range(start + 1, stop):
            if columns.is_parted(order[at - 1], order[at]):
                yield first, at
                first = at
        if first < stop:
            yield first, stop

    def lefts(self, start: int, stop: int) -> tuple[float, ...]:
        """The left edges of characters."""
        lefts = self._columns.lefts
        return tuple([lefts[character] for character in self._order[start:stop]])

    def box(self, start: int, stop: int) -> Box:
        """The box of characters in one line."""
        columns, characters = self._columns, self._order[start:stop]
        left = min([columns.lefts[character] for character in characters])
        right = max([columns.rights[character] for character in characters])
        top = max([columns.tops[character] for character in characters])
        bottom = min([columns.bottoms[character] for character in characters])
        height = self.pages[columns.pages[characters[0]]].height
        return Box(left, height - top, right - left, top - bottom)


@dataclass
class _Columns:
    """The characters as the pages have them; heights are from the lower edge of the page."""

    signs: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    baselines: list[float] = field(default_factory=list)

    def is_parted(self, one: int, other: int) -> bool:
        """Whether a character does not stand in the line of the other, to the left of it."""
        return (
            self.lefts[other] < self.lefts[one]
            or self.pages[one] != self.pages[other]
            or abs(self.baselines[one] - self.baselines[other]) > _SAME_LINE
        )

    def from_left(self, characters: list[int]) -> list[int]:
        """The characters of a content from left to right, if they stand in one line.

        LibreOffice draws those that the font does not have behind the others.
        """
        xs = [self.lefts[character] for character in characters]
        if all(map(le, xs, xs[1:])):
            return characters
        ys = [self.baselines[character] for character in characters]
        in_line = max(ys) - min(ys) <= _SAME_LINE
        return sorted(characters, key=self.lefts.__getitem__) if in_line else characters


class _Content(NamedTuple):
    """Marked content: its block and where it stands in it, and its characters by their index."""

    block: Path
    order: Path
    kind: str
    characters: Sequence[int]


def tagged_text(pdf: bytes) -> TaggedText:
    """The text of a PDF; all of it belongs to no element if the PDF is not tagged."""
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return _Reader().read(document)


class _Reader:
    def __init__(self) -> None:
        self._text = TaggedText()
        self._columns = self._text._columns
        self._contents = list[_Content]()
        self._tree = StructureTree()

    def read(self, document: pypdfium2.PdfDocument) -> TaggedText:
        for number, page in enumerate(document):
            self._page(page, number)
            page.close()
        return self._ordered()

    def _page(self, page: pypdfium2.PdfPage, number: int) -> None:
        """Adds the characters of a page that a text object has, in the order of its content."""
        words, columns = page.get_textpage(), self._columns
        characters = page_characters(words)
        items = list(characters.items)
        handles = [address(words)] * len(items)
        boxes = written_rows(_loose_box, ctypes.c_float, 4, handles, range(len(items)))
        self._text.pages.append(PageSize(*page.get_size()))
        self._text.digests.append(page_digest(page, characters))
        first = len(columns.signs)
        columns.signs += characters.signs
        columns.pages += repeat(number, len(items))
        columns.lefts += boxes[::4]
        columns.tops += boxes[1::4]
        columns.rights += boxes[2::4]
        columns.bottoms += boxes[3::4]
        columns.baselines += characters.ys
        self._add(page, number, _by_content(items, first))

    def _add(self, page: pypdfium2.PdfPage, number: int, found: dict[int, list[int]]) -> None:
        """Adds the marked contents of a page, and what of it no element has."""
        for block, order, kind, content in self._tree.contents(page):
            if content in found:
                characters = self._columns.from_left(found.pop(content))
                self._contents.append(_Content(block, order, kind, characters))
        left = [character for numbers in found.values() for character in numbers]
        self._contents.append(_Content((), (number,), ARTIFACT, sorted(left)))

    def _ordered(self) -> TaggedText:
        """The text with its characters in the order of the document, block by block."""
        self._contents.sort(key=lambda content: (content.kind == ARTIFACT, *content[:2]))
        text, signs = self._text, self._columns.signs
        order = text._order
        for content in self._contents:
            start = len(order)
            order += content.characters
            last = text.blocks[-1] if text.blocks else None
            if last and content.block and last.path == content.block:
                text.blocks[-1] = TaggedBlock(last.kind, last.path, last.start, len(order))
            elif content.characters:
                block = TaggedBlock(content.kind, content.block, start, len(order))
                text.blocks.append(block)
        text.signs = "".join([signs[character] for character in order])
        return text


def _by_content(items: Sequence[int | None], first: int) -> dict[int, list[int]]:
    """The characters of each marked content, in the order of the page; -1 is what has none."""
    known = dict[int, int]()
    found = defaultdict[int, list[int]](list)
    before, together = None, list[int]()
    for character, item in enumerate(items, first):
        if item != before:
            before, together = item, []
            if item is not None:
                if item not in known:
                    known[item] = content_of(item)
                together = found[known[item]]
        together.append(character)
    return found
