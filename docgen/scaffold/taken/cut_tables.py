"""Cuts a table of a report into those that its template has.

A form that the pack has as three tables in a row is often one in a report: each row is read as the
row of one of the three, in order, and the report's table is cut where the next one begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from docgen.scaffold.taken.filled_blocks import ReportBlock
from docgen.scaffold.taken.printed_table import PrintedTable
from docgen.scaffold.taken.row_alignment import align_rows, table_rows, template_rows
from docgen.scaffold.taken.template_blocks import ReadPart, TemplateBlock
from docgen.word.xml import w

_FEWEST, _SHARE = 2, 0.4
"""So many labels of a template's table, and this part of them, a piece has at least."""


def cut_tables(
    template: Iterable[TemplateBlock], report: Iterable[ReportBlock]
) -> list[ReportBlock]:
    """The blocks of a report, its tables cut, in place, where the template has several."""
    tables = [PrintedTable(block) for block in template if block.kind == "table"]
    by_part = groupby(tables, key=lambda table: table.block.part)
    runs = [(part, list(own)) for part, own in by_part]
    return [piece for block in report for piece in _pieces(block, tables, runs)]


def _pieces(
    block: ReportBlock,
    tables: Sequence[PrintedTable],
    runs: Sequence[tuple[ReadPart, list[PrintedTable]]],
) -> Iterator[ReportBlock]:
    """The pieces of a block: itself, if it is like one table of the template or none."""
    if not block.is_table:
        yield block
        return
    best = max((len(table.held(block)) for table in tables), default=0)
    chosen: list[tuple[PrintedTable, list[etree._Element]]] = []
    for part, own in runs:
        found = _rows_by_table(block, part, own) if len(own) > 1 else []
        held = sum(len(table.held(block)) for table, _ in found)
        if len(found) > 1 and held > best:
            best, chosen = held, found
    if not chosen:
        yield block
        return
    yield from map(ReportBlock, _cut(block.element, [rows for _, rows in chosen]))


def _rows_by_table(
    block: ReportBlock, part: ReadPart, tables: Sequence[PrintedTable]
) -> list[tuple[PrintedTable, list[etree._Element]]]:
    """The rows of a report's table for each table of a part that it holds, in order."""
    held = [table for table in tables if _holds(table, block)]
    if len(held) < 2:
        return []
    ours = {
        row.element: (table, row)
        for table in held
        for row in template_rows(table.block.element, part.wraps)
    }

    def words(cell: etree._Element) -> str:
        return next(filter(None, (table.words(cell) for table in held)), "")

    theirs = table_rows(block.element, words)
    pairs = align_rows([row for _, row in ours.values()], theirs)
    found: list[tuple[PrintedTable, list[etree._Element]]] = []
    for row in theirs:
        paired = pairs.get(row.element)
        table = ours[paired.element][0] if paired else None
        if not found or (table is not None and row.words and table is not found[-1][0]):
            found.append((table or held[0], []))
        found[-1][1].append(row.element)
    return found


def _holds(table: PrintedTable, block: ReportBlock) -> bool:
    held = table.held(block)
    return len(held) >= _FEWEST and table.share(held) >= _SHARE


def _cut(table: etree._Element, pieces: Sequence[Sequence[etree._Element]]) -> list[etree._Element]:
    """The table in pieces, one behind the other; the first has what the table had besides rows."""
    cut = [table]
    for rows in pieces[1:]:
        piece = etree.SubElement(table, w("tbl"))
        piece.extend(deepcopy(each) for each in table.iterchildren(w("tblPr"), w("tblGrid")))
        piece.extend(rows)
        cut[-1].addnext(piece)
        _restart_merges(piece)
        cut.append(piece)
    return cut


def _restart_merges(table: etree._Element) -> None:
    """Cells merged with those above, which are in the piece before, begin anew."""
    row = table.find(w("tr"))
    for merge in row.iter(w("vMerge")) if row is not None else ():
        merge.set(w("val"), "restart")
