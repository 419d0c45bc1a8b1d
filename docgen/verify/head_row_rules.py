"""Tables of a .docx whose first row is a head and is not marked as one.

Word prints the marked row again on each page, and a tagged PDF calls its cells heads (``TH``), so
that a screen reader says them with each figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, islice

from lxml import etree

from docgen.diagnostics import Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.verify.page_rules import table_places
from docgen.verify.walk import PlacedParagraph
from docgen.word.grid import GridCell, cells_of, in_header_row
from docgen.word.xml import w

FORMAT_TABLE_HEAD = problem_code(
    "format-table-head",
    en=(
        "the first row of the table, 「{text}」, is not marked as its head{at}",
        "in Word put the cursor into the row and choose Layout, Repeat Header Rows: then it is "
        "printed on each page of the table, and read aloud as its heads",
    ),
    zh=(
        "表格的首行「{text}」没有设为标题行{at}",
        "在 Word 里把光标放在首行，点「布局—重复标题行」：跨页时每页都印，朗读时也当作表头",
    ),
)

_FIGURE = re.compile(r"[-—–+−≥≤<>＜＞约]*\s*[\d,，.]+\s*[%％‰]?|[-—–/]+")
_TABLE, _ROW, _CELL = map(w, ("tbl", "tr", "tc"))
_COLUMNS, _FIGURES = 3, 4
"""The least columns of such a table, and the least figures below its head."""


def table_head_deviations(passages: Sequence[PlacedParagraph], place: Place) -> Iterator[Problem]:
    """A warning for each regular table of figures whose first row heads them and is not marked."""
    tables = {
        table: None
        for passage in passages
        if passage.in_table and passage.around.nested is None
        for table in islice(passage.element.iterancestors(_TABLE), 1)
    }
    heads = {table: head for table in tables if (head := _unmarked_head(table))}
    places = table_places(passages) if heads else {}
    for table, text in heads.items():
        yield deviation(FORMAT_TABLE_HEAD, place, places[table], text=text).as_warning()


def _unmarked_head(table: etree._Element) -> str:
    """The first row of a table that it heads and that is not marked; else nothing."""
    counts = {len(list(row.iterchildren(_CELL))) for row in table.iterchildren(_ROW)}
    if len(counts) != 1 or max(counts) < _COLUMNS:
        return ""  # as of nearly all forms
    rows = cells_of(table)
    if rows and rows[0] and not in_header_row(rows[0][0].element) and _has_head(rows):
        return " | ".join(cell.text.strip() for cell in rows[0])
    return ""


def _has_head(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether the first row is of words, one for each column, and figures stand below it."""
    head, *below = rows
    shapes = [[(cell.column, cell.span, cell.merge) for cell in row] for row in rows]
    is_regular = len(list(groupby(shapes))) == 1 and all(cell.span == 1 for cell in head)
    words = [cell.text.strip() for cell in head]
    if not is_regular or len(head) < _COLUMNS or len(set(words)) < len(words):
        return False
    if any(not word or _FIGURE.fullmatch(word) for word in words):
        return False
    columns = zip(*([cell.text.strip() for cell in row] for row in below), strict=True)
    # The first column has names, or numbers of rows.
    counts = [_figures([text for text in column if text]) for column in columns][1:]
    # 编制数 | 16 | 在职人数 | 15 has labels between its figures: pairs, and no heads.
    last = max((number for number, count in enumerate(counts) if count), default=0)
    beside = counts[: last + 1]
    together = dropwhile(lambda count: not count, beside)
    return sum(counts) >= _FIGURES and all(together)


def _figures(texts: Sequence[str]) -> int:
    """The number of the texts of a column if all are figures, else 0."""
    return len(texts) if all(map(_FIGURE.fullmatch, texts)) else 0
