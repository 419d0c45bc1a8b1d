"""The glyphs of a tagged PDF by structure element, in the order of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from docgen.pdf.pdfium import PDFIUM
from docgen.pdf.structure_tree import StructureContent, StructureTree
from docgen.verify.marked_glyphs import MarkedContent, MarkedGlyphs

_LABEL = "Lbl"
"""The kind of the number before a paragraph."""


class GlyphBlock(NamedTuple):
    """A paragraph, a heading, a cell: its glyphs from ``start`` up to, without, ``stop``."""

    start: int
    stop: int


@dataclass(frozen=True)
class OrderedGlyphs:
    """The marked contents of a PDF in the order of the document, and the blocks that they make."""

    contents: Sequence[MarkedContent]
    blocks: Sequence[GlyphBlock]


def ordered_glyphs(path: Path | bytes, marked: MarkedGlyphs) -> OrderedGlyphs:
    """The glyphs ``marked`` of a PDF in order, without numbers before paragraphs.

    Those of a PDF without tags stay as they are drawn, each content a block.
    """
    if not marked.is_tagged:
        return _in_blocks([[content] for content in marked.contents])
    found = {(content.page, content.number): content for content in marked.contents}
    pairs = [
        (structure, content)
        for page, structure in _structure(path)
        if structure.kind != _LABEL and (content := found.get((page, structure.number)))
    ]
    pairs.sort(key=lambda pair: pair[0].order)
    groups = groupby(pairs, key=lambda pair: pair[0].block)
    return _in_blocks([[content for _, content in group] for _, group in groups])


def _structure(path: Path | bytes) -> list[tuple[int, StructureContent]]:
    """The marked contents of each page that an element has."""
    tree = StructureTree()
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        return [
            (number, content)
            for number, page in enumerate(document, 1)
            for content in tree.contents(page)
        ]


def _in_blocks(groups: Sequence[Sequence[MarkedContent]]) -> OrderedGlyphs:
    blocks, at = list[GlyphBlock](), 0
    for group in groups:
        stop = at + sum(map(len, map(attrgetter("glyphs"), group)))
        blocks.append(GlyphBlock(at, stop))
        at = stop
    return OrderedGlyphs(list(chain.from_iterable(groups)), blocks)
