"""Which source each glyph of a page has. Stands here until the part that reads it is there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import pypdfium2

from docgen.diagnostics import DocumentPlace, Place
from docgen.pdf.page_count import _PDFIUM
from docgen.runs.build import BuiltUnit, Packs
from docgen.runs.carry_back import TracedDocument


@dataclass(frozen=True)
class PageBox:
    """A rectangle on a page, in points from its top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class MappedSpan:
    """A piece of a line that has one source."""

    text: str
    x: float
    y: float
    width: float
    height: float
    xs: tuple[float, ...]
    source: int
    start: int = 0
    heading: int = 0
    block: int = 0


@dataclass(frozen=True)
class MappedPage:
    """A page, its size in points."""

    width: float
    height: float
    spans: tuple[MappedSpan, ...]
    digest: str


@dataclass(frozen=True)
class PrintedSource:
    """What printed a span."""

    kind: Literal["typed", "text", "derived", "form", "blank"]
    place: Place | None
    value: str
    binding: Place | None
    formula: str
    inputs: tuple[Place, ...]
    cell: DocumentPlace
    document: Place | None
    block: int
    table_cell: tuple[int, int] | None
    keys: str

    def glyph_place(self, offset: int) -> Place | None:
        """The place of the character at this offset of the printed text."""
        return self.place


@dataclass(frozen=True)
class PageMap:
    """The pages of a report."""

    pages: tuple[MappedPage, ...]
    sources: tuple[PrintedSource, ...]

    def boxes(self, place: Place) -> tuple[PageBox, ...]:
        """Where the value typed at ``place`` is printed."""
        return ()


def map_pages(pdf: bytes, document: TracedDocument, built: BuiltUnit, packs: Packs) -> PageMap:
    """The pages without their sources."""
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as opened:
        sizes = [opened[number].get_size() for number in range(len(opened))]
    base = hashlib.sha256(pdf).hexdigest()[:12]
    pages = (
        MappedPage(size[0], size[1], (), f"{base}-{number}") for number, size in enumerate(sizes)
    )
    return PageMap(tuple(pages), ())
