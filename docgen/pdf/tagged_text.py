"""The characters of a tagged PDF by structure element, in the order of the document.

LibreOffice tags what it writes: a paragraph, a heading, the number before it, a cell. Each is one
block here, wherever it is on the pages: a cell that goes on overleaf is whole, before the next one.
What belongs to no element, as headers, footers and the heads of tables that are repeated, comes
behind all blocks, page by page.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.page_image import page_digest
from docgen.pdf.page_objects import page_characters
from docgen.pdf.pdfium import ADDRESS, INT, PDFIUM, address, plain, written_rows

Path: TypeAlias = tuple[int, ...]
"""The way to an element from the root of the tree: the index of each child."""

ARTIFACT = "Artifact"
"""The kind of what belongs to no element."""

_INLINE = re.compile(
    "Span|Link|Reference|Quote|Em|Strong|Code|Annot|Form|Figure|Ruby|R[BTP]|Warichu|W[TP]"
)
"""Elements that are parts of a line of text."""

_SAME_LINE = 3
"""Points by which baselines may be apart in a line."""

_LONGEST_NAME = 64
_HYPHENS = {"\x02": "-", "\ufffe": "-"}
"""What pdfium has for a hyphen at the end of a line."""

_root = plain(pdfium.FPDF_StructTree_GetForPage, ADDRESS, ADDRESS)
_close = plain(pdfium.FPDF_StructTree_Close, None, ADDRESS)
_root_children = plain(pdfium.FPDF_StructTree_CountChildren, INT, ADDRESS)
_root_child = plain(pdfium.FPDF_StructTree_GetChildAtIndex, ADDRESS, ADDRESS, INT)
_children = plain(pdfium.FPDF_StructElement_CountChildren, INT, ADDRESS)
_child = plain(pdfium.FPDF_StructElement_GetChildAtIndex, ADDRESS, ADDRESS, INT)
_content = plain(pdfium.FPDF_StructElement_GetChildMarkedContentID, INT, ADDRESS, INT)
_type = plain(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong, ADDRESS, ADDRESS, ctypes.c_ulong)
_content_of = plain(pdfium.FPDFPageObj_GetMarkedContentID, INT, ADDRESS)
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


@dataclass
class TaggedText:
    """The characters of a PDF, in columns: a box is in points, from the top left of its page.

    Attributes:
        pages: the sizes of the pages.
        digests: for each page, what changes if and only if something else is drawn.
        blocks: the blocks, in the order of the document.
        signs: the characters.
        numbers: the page of each, from 0.
        lefts: their left edges.
        tops: their upper edges.
        rights: their right edges.
        bottoms: their lower edges.
        baselines: their baselines.
    """

    pages: list[PageSize] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)
    blocks: list[TaggedBlock] = field(default_factory=list)
    signs: str = ""
    numbers: list[int] = field(default_factory=list)
    lefts: list[float] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    baselines: list[float] = field(default_factory=list)

    def text(self, block: TaggedBlock) -> str:
        """The characters of a block."""
        return self.signs[block.start : block.stop]


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
        self._signs = list[str]()
        self._contents = list[_Content]()

    def read(self, document: pypdfium2.PdfDocument) -> TaggedText:
        for number, page in enumerate(document):
            self._page(page, number)
            page.close()
        return self._ordered()

    def _page(self, page: pypdfium2.PdfPage, number: int) -> None:
        """Adds the characters of a page that a text object has, in the order of its content."""
        size = PageSize(*page.get_size())
        words = page.get_textpage()
        characters = page_characters(words)
        items = list(characters.items)
        handle = address(words)
        boxes = written_rows(
            _loose_box, ctypes.c_float, 4, [handle] * len(items), range(len(items))
        )
        self._text.pages.append(size)
        self._text.digests.append(page_digest(page, characters))
        first = len(self._signs)
        self._signs += [_HYPHENS.get(sign, sign) for sign in characters.signs]
        self._text.numbers += repeat(number, len(items))
        self._text.lefts += boxes[::4]
        self._text.rights += boxes[2::4]
        for column, values in (
            (self._text.tops, boxes[1::4]),
            (self._text.bottoms, boxes[3::4]),
            (self._text.baselines, characters.ys),
        ):
            column += [size.height - value for value in values]
        self._add(page, number, _by_content(items, first))

    def _add(self, page: pypdfium2.PdfPage, number: int, found: dict[int, list[int]]) -> None:
        """Adds the marked contents of a page, and what of it no element has."""
        root = _root(address(page))
        for element, path in _elements_at(root):
            self._element(element, path, _name(element), path, found)
        if root:
            _close(root)
        left = [character for numbers in found.values() for character in numbers]
        self._contents.append(_Content((), (number,), ARTIFACT, sorted(left)))

    def _from_left(self, characters: list[int]) -> list[int]:
        """The characters of a content from left to right, if they stand in one line.

        LibreOffice draws those that the font does not have behind the others.
        """
        lefts, lines = self._text.lefts, self._text.baselines
        ys = [lines[character] for character in characters]
        if max(ys) - min(ys) > _SAME_LINE:
            return characters
        return sorted(characters, key=lefts.__getitem__)

    def _element(
        self, element: int, path: Path, kind: str, block: Path, found: dict[int, list[int]]
    ) -> None:
        """Adds the contents of an element, and takes them out of what was ``found``."""
        for index in range(_children(element)):
            child, at = _child(element, index), (*path, index)
            if child:
                name = _name(child)
                is_inline = _INLINE.fullmatch(name) is not None
                self._element(
                    child, at, kind if is_inline else name, block if is_inline else at, found
                )
            elif found and (content := _content(element, index)) >= 0 and content in found:
                characters = self._from_left(found.pop(content))
                self._contents.append(_Content(block, at, kind, characters))

    def _ordered(self) -> TaggedText:
        """The text with its characters in the order of the document, block by block."""
        self._contents.sort(key=lambda content: (content.kind == ARTIFACT, content.order))
        order, text = list[int](), self._text
        for content in self._contents:
            start = len(order)
            order += content.characters
            last = text.blocks[-1] if text.blocks else None
            if last and content.block and last.path == content.block:
                text.blocks[-1] = TaggedBlock(last.kind, last.path, last.start, len(order))
            elif content.characters:
                block = TaggedBlock(content.kind, content.block, start, len(order))
                text.blocks.append(block)
        signs = self._signs
        text.signs = "".join([signs[character] for character in order])
        for name in ("numbers", "lefts", "tops", "rights", "bottoms", "baselines"):
            column = getattr(text, name)
            setattr(text, name, [column[character] for character in order])
        return text


def _elements_at(root: int | None) -> Iterator[tuple[int, Path]]:
    """The elements at the root of a page's tree, and their paths."""
    for index in range(_root_children(root) if root else 0):
        if element := _root_child(root, index):
            yield element, (index,)


def _by_content(items: Sequence[int | None], first: int) -> dict[int, list[int]]:
    """The characters of each marked content, in the order of the page; -1 is what has none."""
    known = dict[int, int]()
    found = defaultdict[int, list[int]](list)
    for character, item in enumerate(items, first):
        if item is not None:
            if item not in known:
                known[item] = _content_of(item)
            found[known[item]].append(character)
    return found


def _name(element: int) -> str:
    buffer = ctypes.create_string_buffer(_LONGEST_NAME)
    length = _type(element, ctypes.addressof(buffer), _LONGEST_NAME)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
