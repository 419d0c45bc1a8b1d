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
from typing import NamedTuple, cast

from lxml import etree

from docgen.templates.marks import MERGE_CLOSE, MERGE_OPEN
from docgen.word.xml import W, w

_MARKED_TEXTS = etree.XPath(f".//w:t[contains(., '{MERGE_OPEN}')]", namespaces={"w": W})
_TC, _TR, _TC_PR, _TR_PR, _P_PR, _VAL = map(w, ("tc", "tr", "tcPr", "trPr", "pPr", "val"))
_GRID_SPAN, _GRID_BEFORE = f"{_TC_PR}/{w('gridSpan')}", f"{_TR_PR}/{w('gridBefore')}"
_V_MERGE = f"{_TC_PR}/{w('vMerge')}"
_BEFORE_MERGE = {w(name) for name in ("cnfStyle", "tcW", "gridSpan", "hMerge")}
_MARK = re.compile(f"{MERGE_OPEN}([^{MERGE_CLOSE}]*){MERGE_CLOSE}")


class _Marked(NamedTuple):
    """A marked cell: its first column, its columns, its key."""

    cell: etree._Element
    column: int
    span: int
    key: str


def merge_marked_cells(root: etree._Element) -> None:
    """Merges the marked cells of every table below ``root`` and takes their marks out."""
    upper: etree._Element | None = None
    above: dict[int, _Marked] = {}
    for row, texts in _rows_with_marks(root).items():
        marked = list(_marked_cells(row, texts))
        _merge_row(marked, above if upper is not None and row.getprevious() is upper else {})
        upper, above = row, {one.column: one for one in marked}


def _rows_with_marks(root: etree._Element) -> dict[etree._Element, dict[etree._Element, str]]:
    """Rows in reading order, each with its marked cells and their keys; all marks are taken out.

    Only these rows are looked at: a form of thousands of plain rows has none.
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


def _marked_cells(row: etree._Element, keys: dict[etree._Element, str]) -> Iterator[_Marked]:
    before = row.find(_GRID_BEFORE) if row[0].tag == _TR_PR else None
    column = int(before.get(_VAL, "0")) if before is not None else 0
    for cell in row.iterchildren(_TC):
        wide = cell.find(_GRID_SPAN)
        span = int(wide.get(_VAL, "1")) if wide is not None else 1
        if cell in keys:
            yield _Marked(cell, column, span, keys[cell])
        column += span


def _merge_row(marked: list[_Marked], above: dict[int, _Marked]) -> None:
    for one in marked:
        upper = above.get(one.column)
        if upper is None or (upper.key, upper.span) != (one.key, one.span):
            return
        if upper.cell.find(_V_MERGE) is None:
            _set_merge(upper.cell, "restart")
        _set_merge(one.cell, None)
        _empty(one.cell)


def _set_merge(cell: etree._Element, value: str | None) -> None:
    """Gives the cell its ``w:vMerge``, in the place the schema gives it."""
    properties = cell.find(_TC_PR)
    if properties is None:
        properties = etree.Element(_TC_PR)
        cell.insert(0, properties)
    for old in properties.findall(w("vMerge")):
        properties.remove(old)
    at = sum(child.tag in _BEFORE_MERGE for child in properties)
    merge = etree.Element(w("vMerge"))
    if value:
        merge.set(_VAL, value)
    properties.insert(at, merge)


def _empty(cell: etree._Element) -> None:
    """Leaves one paragraph, with its properties alone."""
    first, *others = [child for child in cell if child.tag != _TC_PR]
    for other in others:
        cell.remove(other)
    for child in list(first):
        if child.tag != _P_PR:
            first.remove(child)
