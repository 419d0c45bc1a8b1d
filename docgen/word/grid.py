"""Tables as grids: the columns that each cell covers, and the labels a form prints around a cell.

    经费控制情况（万元） | 上年决算数 | 本年预算数
    三公经费            | {{ … }}    | {{ … }}      row label 三公经费, column label 本年预算数

A *label* is the text of a cell without tags. The row label is the nearest label to the left, the
column label the nearest label above that covers the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.word.xml import text_of, w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SHOWN = 40
_LEAST = 2
"""Fewest letters of a label beside a tag: （…分） is none."""


@dataclass(frozen=True)
class GridCell:
    """A cell of a table.

    Attributes:
        row: from 1.
        number: its number in the row, from 1.
        column: its first grid column, from 0.
        span: how many grid columns it covers.
        merge: ``restart``, ``continue``, or the empty string if it is not merged down.
    """

    element: etree._Element
    row: int
    number: int
    column: int
    span: int
    merge: str

    @cached_property
    def text(self) -> str:
        """The text of the cell, tags included."""
        return text_of(self.element)

    @property
    def label(self) -> str:
        """The first 40 characters of its text, if that is a label; tags in it are kept.

        A text that ends in a tag, ``其他资金：{{ … }}``, is a field, not a label.
        """
        *_, last = TAG.split(self.text)
        least = _LEAST if TAG.search(self.text) else 1
        return self.text.strip()[:_SHOWN] if sum(map(str.isalpha, last)) >= least else ""

    def over(self, other: GridCell) -> bool:
        """Whether the cell covers all columns of ``other``."""
        end = self.column + self.span
        return self.column <= other.column and other.column + other.span <= end


def cells_of(table: etree._Element) -> list[list[GridCell]]:
    """The cells of each row, without those of nested tables."""
    return [list(_cells(row, number)) for number, row in enumerate(table.findall(w("tr")), 1)]


def _cells(row: etree._Element, number: int) -> Iterator[GridCell]:
    column = _number(row, f"{w('trPr')}/{w('gridBefore')}", 0)
    for index, cell in enumerate(row.findall(w("tc")), 1):
        span = _number(cell, f"{w('tcPr')}/{w('gridSpan')}", 1)
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        kind = merge.get(w("val"), "continue") if merge is not None else ""
        yield GridCell(cell, number, index, column, span, kind)
        column += span


def after_cells(cell: etree._Element) -> int:
    """The number of grid columns that the row of ``cell`` leaves empty at its end."""
    row = cell.getparent()
    return _number(row, f"{w('trPr')}/{w('gridAfter')}", 0) if row is not None else 0


def _number(element: etree._Element, path: str, default: int) -> int:
    child = element.find(path)
    value = child.get(w("val"), "") if child is not None else ""
    return int(value) if value.isdecimal() else default


def span_of(cell: etree._Element) -> int:
    """The number of grid columns that a ``w:tc`` covers."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    text = span.get(w("val"), "1") if span is not None else "1"
    return int(text) if text.isdecimal() else 1


def is_covered(cell: etree._Element) -> bool:
    """Whether a ``w:tc`` is covered by a cell above it that merges down."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def labels_of(rows: list[list[GridCell]], cell: GridCell) -> tuple[str, str]:
    """Row label and column label of ``cell``; empty where the form prints none."""
    if cell.label:  # a tag in a label belongs to that label
        return cell.label, ""
    left = (other for other in reversed(rows[cell.row - 1][: cell.number - 1]))
    row_label = next((label for other in left if (label := _merge_origin(rows, other).label)), "")
    above = (
        _merge_origin(rows, other).label
        for row in reversed(rows[: cell.row - 1])
        for other in row
        if other.over(cell)
    )
    return row_label, next(filter(None, above), "")


def _merge_origin(rows: list[list[GridCell]], cell: GridCell) -> GridCell:
    """The first cell of the merged region of ``cell``, which alone holds text; else ``cell``."""
    if cell.merge != "continue":
        return cell
    for row in reversed(rows[: cell.row - 1]):
        for other in row:
            if other.column == cell.column and other.merge == "restart":
                return other
    return cell
