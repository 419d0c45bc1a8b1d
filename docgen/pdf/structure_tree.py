"""The structure of a tagged PDF: which marked content belongs to which element (ISO 32000-1, 14.7).

An element has one path in the whole document, so that what goes on overleaf is known as one.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple, TypeAlias

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.pdfium import ADDRESS, INT, address, plain

Path: TypeAlias = tuple[int, ...]
"""The way to an element from the root of the tree: the index of each child."""

_INLINE = re.compile(
    "Span|Link|Reference|Quote|Em|Strong|Code|Annot|Form|Figure|Ruby|R[BTP]|Warichu|W[TP]"
)
"""Elements that are parts of a line of text."""

_GROUPS = frozenset(("Document", "Part", "Sect", "Table", "TR", "L", "LI"))
"""Elements that have no content of their own."""

_LONGEST_NAME = 64

_root = plain(pdfium.FPDF_StructTree_GetForPage, ADDRESS, ADDRESS)
_close = plain(pdfium.FPDF_StructTree_Close, None, ADDRESS)
_root_children = plain(pdfium.FPDF_StructTree_CountChildren, INT, ADDRESS)
_root_child = plain(pdfium.FPDF_StructTree_GetChildAtIndex, ADDRESS, ADDRESS, INT)
_children = plain(pdfium.FPDF_StructElement_CountChildren, INT, ADDRESS)
_child = plain(pdfium.FPDF_StructElement_GetChildAtIndex, ADDRESS, ADDRESS, INT)
_content = plain(pdfium.FPDF_StructElement_GetChildMarkedContentID, INT, ADDRESS, INT)
_type = plain(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong, ADDRESS, ADDRESS, ctypes.c_ulong)
content_of = plain(pdfium.FPDFPageObj_GetMarkedContentID, INT, ADDRESS)
"""The number of the marked content that a page object is in; -1 if it is in none."""


class StructureContent(NamedTuple):
    """A marked content of a page: the element that is its block, and where it stands in it.

    Attributes:
        block: the path of the paragraph, heading or cell that it is part of.
        order: the path of the content itself.
        kind: the type of the block, ``P`` or ``H1``.
        number: its number on the page.
    """

    block: Path
    order: Path
    kind: str
    number: int


class StructureTree:
    """Reads the structure of a document's pages; names of types are read once."""

    def __init__(self) -> None:
        self._buffer = ctypes.create_string_buffer(_LONGEST_NAME)
        self._buffer_address = ctypes.addressof(self._buffer)
        self._names = dict[bytes, str]()

    def contents(self, page: pypdfium2.PdfPage) -> list[StructureContent]:
        """The marked contents of a page that an element has; none if the PDF is not tagged."""
        found = list[StructureContent]()
        root = _root(address(page))
        for element, path in _elements_at(root):
            self._element(element, path, self._name(element), path, found)
        if root:
            _close(root)
        return found

    def _element(
        self, element: int, path: Path, kind: str, block: Path, found: list[StructureContent]
    ) -> None:
        numbers = range(_children(element))
        children = list(map(_child, repeat(element), numbers))
        for index, child in enumerate(children):
            if child:
                name, at = self._name(child), (*path, index)
                if _INLINE.fullmatch(name):
                    self._element(child, at, kind, block, found)
                else:
                    self._element(child, at, name, at, found)
        if kind in _GROUPS or all(children):
            return
        for index, content in enumerate(map(_content, repeat(element), numbers)):
            if content >= 0:
                found.append(StructureContent(block, (*path, index), kind, content))

    def _name(self, element: int) -> str:
        """The type of an element."""
        length = _type(element, self._buffer_address, _LONGEST_NAME)
        name = self._buffer.raw[: max(length - 2, 0)]
        if name not in self._names:
            self._names[name] = name.decode("utf-16-le", "replace")
        return self._names[name]


def _elements_at(root: int | None) -> Iterator[tuple[int, Path]]:
    """The elements at the root of a page's tree, and their paths."""
    for index in range(_root_children(root) if root else 0):
        if element := _root_child(root, index):
            yield element, (index,)
