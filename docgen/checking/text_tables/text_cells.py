"""A table of a text as rows of cells, each with its text, its number and its place.

A cell that is merged in Word is repeated in all rows and columns that it covers: it is made of the
same inlines there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.checking.quantities.units import UNIT
from docgen.content.blocks import Inlines, Span, Table
from docgen.diagnostics import Place

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,12})?"
_FIGURE = re.compile(rf"([-−－]?)({_NUMBER})\s*({UNIT}|‰|)")
_TARGET = re.compile(rf"[≥≤><＞＜]\s*({_NUMBER})")
_NOTHING = re.compile(r"[-—–―－/／\\\s]*")


@dataclass(frozen=True)
class TextTableCell:
    """A cell of a table in a text.

    Attributes:
        text: what is printed in it, without blanks around.
        place: where that begins; ``None`` for an empty cell.
        inlines: what it is made of.
        is_open: whether it is still to be filled in.
    """

    text: str
    place: Place | None
    inlines: Inlines = ()
    is_open: bool = False

    def is_same(self, other: TextTableCell | None) -> bool:
        """Whether both are one merged cell."""
        if other is None or not self.inlines or len(self.inlines) != len(other.inlines):
            return False
        pairs = zip(self.inlines, other.inlines, strict=True)
        return all(first is second for first, second in pairs)

    @cached_property
    def is_blank(self) -> bool:
        """Whether nothing is in it, or a line that says so: ``/``, ``--``."""
        return _NOTHING.fullmatch(self.text) is not None

    @cached_property
    def _parts(self) -> re.Match[str] | None:
        return _FIGURE.fullmatch(self.text)

    @cached_property
    def number(self) -> Decimal | None:
        """Its number, to the place that is printed; ``None`` if it has other words."""
        match = self._parts
        if match is None:
            return None
        number = Decimal(match[2].replace(",", ""))
        return -number if match[1] else number

    @cached_property
    def unit(self) -> str:
        """What stands behind its number: ``%``, ``万元``, or nothing."""
        return self._parts[3].strip().replace("％", "%") if self._parts else ""

    @cached_property
    def operand(self) -> Decimal | None:
        """The number that sums are done with: also that of a target, 120 of ``≥120``."""
        match = _TARGET.fullmatch(self.text)
        return Decimal(match[1].replace(",", "")) if match else self.number

    @property
    def is_figure(self) -> bool:
        """Whether it holds a number, with a unit or without."""
        return self._parts is not None


Grid = Sequence[Sequence[TextTableCell]]


def grid_of(table: Table) -> list[list[TextTableCell]]:
    """The cells of a table by row and column."""
    return [[grid_cell(cell) for cell in row] for row in table.rows]


def grid_cell(inlines: Inlines) -> TextTableCell:
    """A cell made of inlines."""
    spans = [part for part in inlines if isinstance(part, Span)]
    first = next((span for span in spans if span.text.strip()), None) or next(iter(spans), None)
    place = (first.binding or first.place) if first else None
    is_open = any(span.unfilled is not None for span in spans)
    text = "".join(span.text for span in spans).strip()
    return TextTableCell(text, place, inlines, is_open)
