"""What a table of a template prints: its labels, and the cells that print words around values."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cached_property
from itertools import groupby

from lxml import etree

from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.row_alignment import AlignedRow, template_rows
from docgen.scaffold.taken.template_blocks import (
    TemplateBlock,
    own_lines,
    text_of_lines,
    told_lines,
)
from docgen.scaffold.taken.template_spots import SpotPattern
from docgen.word.xml import text_of, w


class PrintedTable:
    """A table of a template; ``block`` is its block."""

    def __init__(self, block: TemplateBlock) -> None:
        self.block = block

    @cached_property
    def labels(self) -> frozenset[str]:
        """Its labels, as they are compared."""
        part = self.block.part
        every = part.document.element.body.iter(w("tbl"))
        own = set(self.block.element.iter(w("tbl")))
        numbers = {number for number, table in enumerate(every, 1) if table in own}
        labels = (label for number, label in part.cell_paths.labels if number in numbers)
        return frozenset(filter(None, (squeezed(plain(label)) for label in labels)))

    @cached_property
    def _cells(self) -> list[SpotPattern]:
        """Its cells that print words around a value."""
        cells = (self.block.part.cells[cell] for cell in self.block.element.iter(w("tc")))
        return [cell for cell in cells if cell.prints_fields and cell.pattern.tells]

    @cached_property
    def heads(self) -> list[frozenset[str]]:
        """What may be its head once more: a row, or rows without a field, as heads of two levels.

        It is as it is compared.
        """
        rows = template_rows(self.block.element, self.block.part.wraps)
        runs = (list(run) for bare, run in groupby(rows, _is_bare) if bare)
        several = (frozenset[str]().union(*(row.words for row in run)) for run in runs)
        return [*(row.words for row in rows), *several]

    def held(self, block: ReportBlock) -> frozenset[str]:
        """The labels, and the words of printed cells, that a table of a report has."""
        words = {
            cell.pattern.words
            for cell in self._cells
            if any(cell.pattern.read(text) is not None for text in block.cells)
        }
        return (self.labels & block.labels).union(words)

    def share(self, held: AbstractSet[str]) -> float:
        """The part of its labels and printed cells that some are, of 1."""
        return len(held) / max(len(self.labels) + len(self._cells), 1)

    def words(self, cell: etree._Element) -> str:
        """What a cell of a report has of what this table prints, as rows compare it."""
        text = text_of_lines(told_lines(own_lines(cell)))
        compared = squeezed(plain(text))
        if compared in self.labels:
            return compared
        read = (each.pattern for each in self._cells if each.pattern.read(text) is not None)
        return squeezed(max((each.words for each in read), key=len, default=""))


def _is_bare(row: AlignedRow) -> bool:
    """Whether a row of a template prints all that it has."""
    return "{" not in text_of(row.element)
