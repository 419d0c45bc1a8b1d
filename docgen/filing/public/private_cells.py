"""Values in the cells of a form that are private for the label beside or above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from docgen.filing.public.name_labels import SIGNING, has_shape, label_kind
from docgen.filing.public.private_values import plain
from docgen.filing.public.private_words import PrivateWords
from docgen.filing.public.redacted_text import paragraph_text
from docgen.word.xml import child_at, w, whole

_LEAST_DIGITS = 11
_BARE = re.compile(r"\d{11,12}")
_COUNTED = re.compile(
    r"元|金额|代码|编码|编号|文号|单号|合同号|发票|资金|收入|支出|预算|决算|余额|合计|面积|数量"
)
_REACHED = re.compile(r"电话|手机|联系|传真|账号|帐号|卡号|身份证|证件")


@dataclass(frozen=True)
class LabelledCell:
    """A cell of a form.

    Attributes:
        element: the ``w:tc``.
        column: the grid column in which it begins, from 0.
        text: its text.
    """

    element: etree._Element
    column: int
    text: str


def form_rows(table: etree._Element) -> list[list[LabelledCell]]:
    """The cells of a table by its rows; those of tables in a cell belong to the cell."""
    return [list(_cells(row)) for row in table.iterchildren(w("tr"))]


def _cells(row: etree._Element) -> Iterator[LabelledCell]:
    before = child_at(row, w("trPr"), w("gridBefore"))
    column = 0 if before is None else whole(before.get(w("val"), "")) or 0
    for cell in row.iterchildren(w("tc")):
        text = "\n".join(paragraph_text(paragraph) for paragraph in cell.iter(w("p")))
        yield LabelledCell(cell, column, text.strip())
        span = child_at(cell, w("tcPr"), w("gridSpan"))
        column += 1 if span is None else whole(span.get(w("val"), "")) or 1


def labelled_cells(table: etree._Element) -> Iterator[tuple[LabelledCell, str]]:
    """Yields the cells beside a label of a private value, or below one in a head of labels."""
    rows = form_rows(table)
    for number, row in enumerate(rows):
        for index, cell in enumerate(row):
            if kind := label_kind(cell.text):
                beside = row[index + 1] if index + 1 < len(row) else None
                if beside is not None and not label_kind(beside.text) and _is(kind, beside):
                    yield beside, kind
                elif _is_head(row):
                    yield from ((below, kind) for below in _below(rows[number + 1 :], cell, kind))


def _is(kind: str, cell: LabelledCell) -> bool:
    return has_shape(kind, cell.text)


def _is_head(row: list[LabelledCell]) -> bool:
    """Whether the cells of a row are labels of columns: each has words, and none has figures."""
    filled = [plain(cell.text) for cell in row]
    return len(row) > 1 and all(filled) and not any(map(str.isdigit, "".join(filled)))


def _below(rows: list[list[LabelledCell]], head: LabelledCell, kind: str) -> Iterator[LabelledCell]:
    columns = ([cell for cell in row if cell.column == head.column] for row in rows)
    column = [cells[0] for cells in takewhile(bool, columns)]
    # A blank does not end the column: who did not say has one.
    yield from takewhile(
        lambda cell: not label_kind(cell.text), (cell for cell in column if _is(kind, cell))
    )


def signature_cells(table: etree._Element) -> Iterator[LabelledCell]:
    """Yields the cells with a label behind which people sign, and those beside them."""
    for row in form_rows(table):
        for index, cell in enumerate(row):
            if SIGNING.search(plain(cell.text)):
                yield cell
                yield from row[index + 1 : index + 2]


def numbers_in_boxes(table: etree._Element, words: PrivateWords) -> Iterator[list[LabelledCell]]:
    """Yields the cells that hold a private number, one figure in each."""
    for row in form_rows(table):
        boxes = list[LabelledCell]()
        for cell in [*row, None]:
            if cell is not None and len(cell.text) == 1 and plain(cell.text) in "0123456789Xx":
                boxes.append(cell)
                continue
            if len(boxes) >= _LEAST_DIGITS and words.spans("".join(box.text for box in boxes)):
                yield boxes
            boxes = []


def figure_cells(table: etree._Element) -> Iterator[etree._Element]:
    """Yields the paragraphs of cells that are a sum or a code, which may look like a telephone.

    The head of their column, or the label beside them, says so.
    """
    rows = form_rows(table)
    for row in rows:
        for index, cell in enumerate(row):
            if _BARE.fullmatch(plain(cell.text)):
                heads = [
                    head.text for head in rows[0] if head.column == cell.column and head != cell
                ]
                label = " ".join(
                    (*heads, *(before.text for before in row[max(0, index - 1) : index]))
                )
                if _COUNTED.search(label) and not _REACHED.search(label):
                    yield from cell.element.iter(w("p"))
