"""Mutations of the tables of a report: rows, columns, merged cells, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from docx.document import Document
from lxml import etree

from docgen.word.xml import remove, text_of, w
from tests.taken_reports_mutations import mutation
from tests.taken_reports_notes import Notes, Printed, texts_of
from tests.taken_reports_runs import element, is_plain, set_text

_LABEL = re.compile("^[\u4e00-\u9fff]{2,8}[：:]?$")
_LEAD = re.compile("^([\u4e00-\u9fff]{2,6})：(?=.)")
_FIGURE = re.compile(r"\d+(\.\d+)?")
_NEW = "另外增加的一项"


def _cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(w("tc"))


def _text(cell: etree._Element) -> str:
    return "\n".join(map(text_of, cell.iter(w("p")))).strip()


def _rows_of(document: Document, item: dict[str, Printed]) -> Iterator[etree._Element]:
    """Yields the rows that print an item: each of its texts in a cell."""
    wanted = texts_of(item)
    for row in document.element.body.iter(w("tr")):
        lines = [line for cell in _cells(row) for line in _text(cell).split("\n")]
        if wanted and all(any(line.endswith(text) for line in lines) for text in wanted):
            yield row


def _list_with_rows(document: Document, notes: Notes) -> tuple[str, etree._Element] | None:
    """A list of two items or more, and the row of its last item."""
    for path, items in notes.lists.items():
        rows = list(_rows_of(document, items[-1])) if len(items) > 1 else []
        if len(rows) == 1 and list(_rows_of(document, items[-2])):
            return path, rows[0]
    return None


@mutation
def row_deleted(document: Document, notes: Notes) -> int:
    """The last row of a list is deleted."""
    found = _list_with_rows(document, notes)
    if found is None:
        return 0
    path, row = found
    remove(row)
    notes.gone.append([path, texts_of(notes.lists[path].pop())[0]])
    return 1


@mutation
def row_added(document: Document, notes: Notes) -> int:
    """A list has one row more: the last once more with another name and other figures."""
    found = _list_with_rows(document, notes)
    if found is None:
        return 0
    path, row = found
    texts = texts_of(notes.lists[path][-1])
    new = {text: _next(text) for text in texts[1:]} | {texts[0]: _NEW}
    second = deepcopy(row)
    row.addnext(second)
    for paragraph in second.iter(w("p")):
        text = text_of(paragraph)
        if text in new:
            set_text(paragraph, new[text])
    item = notes.lists[path][-1]
    added = {key: [new.get(text, text) for text in printed] for key, printed in item.items()}
    notes.lists[path].append(added)
    notes.new.append([path, _NEW])
    return 1


def _next(text: str) -> str:
    """A figure one higher; another text stays."""
    if not _FIGURE.fullmatch(text):
        return text
    _, point, decimals = text.partition(".")
    return f"{float(text) + 1:.{len(decimals)}f}" if point else str(int(text) + 1)


def _split(document: Document, *, repeat: bool) -> int:
    changed = 0
    for table in document.element.body.iter(w("tbl")):
        above: dict[int, etree._Element] = {}
        for row in table.findall(w("tr")):
            column = 0
            for cell in _cells(row):
                merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
                if merge is not None:
                    if merge.get(w("val")) == "restart":
                        above[column] = cell
                    elif repeat and column in above:
                        _copy_text(above[column], cell)
                    remove(merge)
                    changed += 1
                column += _span(cell)
    return changed


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(span.get(w("val"), "1")) if span is not None else 1


def _copy_text(source: etree._Element, cell: etree._Element) -> None:
    for paragraph in cell.findall(w("p")):
        cell.remove(paragraph)
    for paragraph in source.findall(w("p")):
        cell.append(deepcopy(paragraph))


@mutation
def merges_repeated(document: Document, notes: Notes) -> int:
    """Cells merged downwards are split, the text stands in each."""
    return _split(document, repeat=True)


@mutation
def merges_empty(document: Document, notes: Notes) -> int:
    """Cells merged downwards are split, the text stands in the first."""
    return _split(document, repeat=False)


@mutation
def columns_reordered(document: Document, notes: Notes) -> int:
    """Two columns of lists change places, in the head too."""
    changed, done = 0, set[etree._Element]()
    for items in notes.lists.values():
        for row in _rows_of(document, items[0]) if items else ():
            head = _head(row, notes)
            if head is None or head in done:
                continue
            done.add(head)
            changed += _swap(head, texts_of(items[0])[1:3], row)
    return changed


def _head(row: etree._Element, notes: Notes) -> etree._Element | None:
    """The row of column heads directly above a list's rows, or ``None``."""
    above = row.getprevious()
    while above is not None and above.tag == w("tr"):
        texts = [_text(cell) for cell in _cells(above)]
        if len(texts) != len(_cells(row)):
            return None
        if not any(_FIGURE.search(text) or text in notes.values for text in texts):
            return above
        above = above.getprevious()
    return None


def _swap(head: etree._Element, texts: list[str], row: etree._Element) -> int:
    shown = [_text(cell) for cell in _cells(row)]
    places = [at for text in texts for at, line in enumerate(shown) if line == text][:2]
    if len(set(places)) < 2:
        return 0
    first, second = sorted(places)
    count = len(_cells(head))
    each: etree._Element | None = head
    while each is not None and each.tag == w("tr") and len(_cells(each)) == count:
        cells = _cells(each)
        marker = element("<w:tc/>")
        cells[first].addprevious(marker)
        cells[second].addprevious(cells[first])
        marker.addprevious(cells[second])
        remove(marker)
        each = each.getnext()
    return 1


@mutation
def labels_spaced(document: Document, notes: Notes) -> int:
    """Labels have spaces between their characters, and a colon."""
    changed, known = 0, set(notes.values)
    for row in document.element.body.iter(w("tr")):
        cells = _cells(row)
        for cell, beside in pairwise(cells):
            text = _text(cell)
            is_label = bool(_LABEL.match(text)) and text not in known and _text(beside) in known
            paragraphs = cell.findall(w("p"))
            if is_label and len(paragraphs) == 1 and is_plain(paragraphs[0]):
                set_text(paragraphs[0], " ".join(text.rstrip("：:")) + "：")
                changed += 1
    for paragraph in document.element.body.iter(w("p")):
        match = _LEAD.match(text_of(paragraph))
        if match and is_plain(paragraph) and len(text_of(paragraph)) < 40:
            text = text_of(paragraph)
            set_text(paragraph, " ".join(match[1]) + "：" + text[match.end() :])
            changed += 1
    return changed
