"""Cells that merge down in repeated rows, nested groups included.

A template declares it in the cell: ``{{ 行.一级指标 | merge }}``. In the filled table

    一级   | 二级   | 三级          产出 | 数量 | a        [3x1] 产出 | [2x1] 数量 | a
    merge  | merge  |         ->   产出 | 数量 | b   ->   ^         | ^          | b
                                   产出 | 质量 | c        ^         | 质量       | c

a marked cell continues the cell above it if both have the same key and span the same columns, and
so do all marked cells to their left: a group ends where its parent ends, and equal labels under
different parents are not merged. A row without marks ends every group.

Word stores it as ``<w:vMerge w:val="restart"/>`` in the first cell and ``<w:vMerge/>`` in each that
it covers; a covered cell holds one empty paragraph (ECMA-376 part 1, 17.4.85).
"""

from __future__ import annotations

import re
from typing import TypeAlias, cast

from lxml import etree

from docgen.templates.marks import MERGE_CLOSE, MERGE_OPEN
from docgen.word.grid import GridCell, row_cells
from docgen.word.xml import W, child_at, w

_MARKED_TEXTS = etree.XPath(f"descendant::w:t[contains(., '{MERGE_OPEN}')]", namespaces={"w": W})
_TC, _TR, _TC_PR, _P_PR, _VAL = map(w, ("tc", "tr", "tcPr", "pPr", "val"))
_V_MERGE = w("vMerge")
_BEFORE_MERGE = {w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
_MARK = re.compile(f"{MERGE_OPEN}([^{MERGE_CLOSE}]*){MERGE_CLOSE}")

_Marked: TypeAlias = tuple[GridCell, str]
"""A marked cell and its key."""


def merge_marked_cells(root: etree._Element) -> None:
    """Merges the marked cells of every table below ``root`` and removes their marks."""
    upper: etree._Element | None = None
    above: dict[int, _Marked] = {}
    for row, texts in _rows_with_marks(root).items():
        marked = [(cell, texts[cell.element]) for cell in row_cells(row) if cell.element in texts]
        _merge_row(marked, above if upper is not None and row.getprevious() is upper else {})
        upper, above = row, {cell.column: (cell, key) for cell, key in marked}


def _rows_with_marks(root: etree._Element) -> dict[etree._Element, dict[etree._Element, str]]:
    """Rows in reading order, each with its marked cells and their keys; all marks are removed.

    Only these rows are processed: a form may have thousands of rows without marks.
    """
    rows: dict[etree._Element, dict[etree._Element, str]] = {}
    for text in cast("list[etree._Element]", _MARKED_TEXTS(root)):
        whole = text.text or ""
        text.text = _MARK.sub("", whole)
        key, cell = _MARK.search(whole), next(text.iterancestors(_TC), None)
        row = cell.getparent() if cell is not None else None
        if key and cell is not None and row is not None and row.tag == _TR:
            rows.setdefault(row, {}).setdefault(cell, key[1])
    return rows


def _merge_row(marked: list[_Marked], above: dict[int, _Marked]) -> None:
    for cell, key in marked:
        upper, upper_key = above.get(cell.column, (None, ""))
        if upper is None or (upper_key, upper.span) != (key, cell.span):
            return
        if child_at(upper.element, _TC_PR, _V_MERGE) is None:
            _set_merge(upper.element, "restart")
        _set_merge(cell.element, None)
        _empty(cell.element)


def _set_merge(cell: etree._Element, value: str | None) -> None:
    """Sets the ``w:vMerge`` of a cell, in the order of the schema."""
    properties = child_at(cell, _TC_PR)
    if properties is None:
        properties = etree.Element(_TC_PR)
        cell.insert(0, properties)
    for old in list(properties.iterchildren(_V_MERGE)):
        properties.remove(old)
    index = sum(child.tag in _BEFORE_MERGE for child in properties)
    merge = etree.Element(_V_MERGE)
    if value:
        merge.set(_VAL, value)
    properties.insert(index, merge)


def _empty(cell: etree._Element) -> None:
    """Removes everything but the first paragraph's properties."""
    first, *others = [child for child in cell if child.tag != _TC_PR]
    for other in others:
        cell.remove(other)
    for child in list(first):
        if child.tag != _P_PR:
            first.remove(child)
