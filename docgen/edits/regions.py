"""Merged regions of a table: which cells are covered, and by which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from docgen.edits.model import Cell
from docgen.word.marks import w


def span_of(cell: etree._Element) -> int:
    """How many columns of the layout grid a ``w:tc`` takes."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    text = span.get(w("val"), "1") if span is not None else "1"
    return int(text) if text.isdecimal() else 1


def is_covered(cell: etree._Element) -> bool:
    """Whether a merged region reaches into a ``w:tc`` from above."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val"), "continue") == "continue"


@dataclass(frozen=True)
class Regions:
    """Merged regions that reach down.

    Attributes:
        covered: the first cell of its region for each cell that is covered.
        opening: those first cells, as they are read.
    """

    covered: dict[etree._Element | None, etree._Element]
    opening: dict[etree._Element | None, Cell | None]


def regions_of(rows: Iterable[list[etree._Element]]) -> Regions:
    """The merged regions of a table, by the cells of its rows: a lone ``restart`` means nothing."""
    regions, above = Regions({}, {}), dict[int, etree._Element]()
    for row in rows:
        column, here = 0, {}
        for cell in row:
            here[column] = cell
            if is_covered(cell) and column in above:
                here[column] = regions.covered[cell] = above[column]
                regions.opening[above[column]] = None
            column += span_of(cell)
        above = here
    return regions
