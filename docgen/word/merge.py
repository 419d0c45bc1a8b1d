"""Cells that merge down in repeated rows, nested groups included.

A template declares it in the cell: ``{{ 行.一级指标 | merge }}``. In the filled table

    一级   | 二级   | 三级          产出 | 数量 | a        [3x1] 产出 | [2x1] 数量 | a
    merge  | merge  |         ->   产出 | 数量 | b   ->   ^         | ^          | b
                                   产出 | 质量 | c        ^         | 质量       | c

a marked cell continues the one above it if both bear the same key, span the same columns, and so
do all marked cells to their left: a group ends where its parent ends, and equal labels under
different parents stay apart. A row without marks ends every group.

Word stores it as ``<w:vMerge w:val="restart"/>`` in the first cell and ``<w:vMerge/>`` in each that
it covers; a covered cell holds one empty paragraph (ECMA-376 part 1, 17.4.85).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from docx.oxml.table import CT_Row, CT_Tc
from lxml import etree

from docgen.word.marks import MERGE_CLOSE, MERGE_OPEN, W, w

_MARKED_TEXTS = etree.XPath(f".//w:t[contains(., '{MERGE_OPEN}')]", namespaces={"w": W})
_MARK = re.compile(f"{MERGE_OPEN}([^{MERGE_CLOSE}]*){MERGE_CLOSE}")


@dataclass(frozen=True)
class _Marked:
    """A marked cell: its first column, its columns, its key."""

    cell: CT_Tc
    column: int
    span: int
    key: str


def merge_marked_cells(root: etree._Element) -> None:
    """Merges the marked cells of every table below ``root`` and takes their marks out."""
    upper: CT_Row | None = None
    above: dict[int, _Marked] = {}
    for row in _rows_with_marks(root):
        marked = list(_marked_cells(row))
        _merge_row(marked, above if upper is not None and row.getprevious() is upper else {})
        upper, above = row, {one.column: one for one in marked}


def _rows_with_marks(root: etree._Element) -> list[CT_Row]:
    """In reading order. Only they are looked at: a form of thousands of plain rows has none."""
    texts = cast("list[etree._Element]", _MARKED_TEXTS(root))
    rows = (next(text.iterancestors(w("tr")), None) for text in texts)
    return list(dict.fromkeys(row for row in rows if isinstance(row, CT_Row)))


def _merge_row(marked: list[_Marked], above: dict[int, _Marked]) -> None:
    for one in marked:
        upper = above.get(one.column)
        if upper is None or (upper.key, upper.span) != (one.key, one.span):
            return
        if upper.cell.vMerge is None:
            upper.cell.vMerge = "restart"
        one.cell.vMerge = "continue"
        _empty(one.cell)


def _marked_cells(row: CT_Row) -> Iterator[_Marked]:
    column = row.grid_before
    for cell in row.tc_lst:
        key = _take_marks(cell)
        if key is not None:
            yield _Marked(cell, column, cell.grid_span, key)
        column += cell.grid_span


def _take_marks(cell: CT_Tc) -> str | None:
    """The first mark's key; every mark is gone afterwards. Tables inside the cell keep theirs."""
    key = None
    for text in cell.iter(w("t")):
        whole = text.text or ""
        if MERGE_OPEN in whole and next(text.iterancestors(w("tc")), None) is cell:
            found = _MARK.search(whole)
            key = found[1] if found and key is None else key
            text.text = _MARK.sub("", whole)
    return key


def _empty(cell: CT_Tc) -> None:
    """Leaves one paragraph, with its properties alone."""
    first, *others = [child for child in cell if child.tag != w("tcPr")]
    for other in others:
        cell.remove(other)
    for child in list(first):
        if child.tag != w("pPr"):
            first.remove(child)
